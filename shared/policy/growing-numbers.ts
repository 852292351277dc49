/** Columns of numbers that grow: a history is kept in them, since objects would cost ten times the memory. */
const FIRST = 32;

function room(size: number): number {
  return Math.max(FIRST, size + (size >> 1));
}

export class GrowingInts {
  #data = new Int32Array(FIRST);
  length = 0;

  push(value: number): void {
    if (this.length === this.#data.length) {
      const larger = new Int32Array(room(this.length));
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.length++] = value;
  }
  /** Value at a place, or 0 beyond the end. */
  at(index: number): number {
    return index < this.length ? (this.#data[index] ?? 0) : 0;
  }
  set(index: number, value: number): void {
    if (index < this.length) this.#data[index] = value;
  }
  /** Makes places up to `length` exist, holding `value`. */
  fillTo(length: number, value: number): void {
    while (this.length < length) this.push(value);
  }
}

/** For times and byte counts, which exceed 32 bits. */
export class GrowingFloats {
  #data = new Float64Array(FIRST);
  length = 0;

  push(value: number): void {
    if (this.length === this.#data.length) {
      const larger = new Float64Array(room(this.length));
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.length++] = value;
  }
  at(index: number): number {
    return this.#data[index] ?? 0;
  }
}

/** For flags and codes below 256. */
export class GrowingBytes {
  #data = new Uint8Array(FIRST);
  length = 0;

  push(value: number): void {
    if (this.length === this.#data.length) {
      const larger = new Uint8Array(room(this.length));
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.length++] = value;
  }
  at(index: number): number {
    return index < this.length ? (this.#data[index] ?? 0) : 0;
  }
  set(index: number, value: number): void {
    if (index < this.length) this.#data[index] = value;
  }
}
