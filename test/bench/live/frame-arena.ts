/**
 * The frames that one client will send, prepared and lying one behind the other: sending the next k of them is one
 * write of one range, which costs the generator next to nothing.
 */
export class FrameArena {
  #bytes = Buffer.allocUnsafe(64 * 1024);
  #length = 0;
  readonly #ends: number[] = [];
  #sent = 0;

  add(frame: Uint8Array): void {
    if (this.#length + frame.length > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + frame.length));
      this.#bytes.copy(grown, 0, 0, this.#length);
      this.#bytes = grown;
    }
    this.#bytes.set(frame, this.#length);
    this.#length += frame.length;
    this.#ends.push(this.#length);
  }

  get total(): number {
    return this.#ends.length;
  }
  get sent(): number {
    return this.#sent;
  }
  get left(): number {
    return this.#ends.length - this.#sent;
  }

  /** The next `count` frames (fewer at the end) as one range. */
  take(count: number): Buffer {
    const from = this.#sent === 0 ? 0 : (this.#ends[this.#sent - 1] ?? 0);
    this.#sent = Math.min(this.#ends.length, this.#sent + count);
    return this.#bytes.subarray(from, this.#sent === 0 ? 0 : (this.#ends[this.#sent - 1] ?? 0));
  }
}
