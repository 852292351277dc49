/**
 * Rows in the order of a key, kept from one question to the next: rows that changed are taken out and put back in their
 * place, so an edit among 50,000 goods costs a pass and not a sort.
 */
const MOST_CHANGED = 200;

export type SortKey = string | number;

export class SortedRows {
  readonly #keyOf: (row: number) => SortKey;
  #order: number[] = [];
  /** Of an order that was restored they are asked for when they are compared. */
  #keys: (SortKey | undefined)[] = [];
  #changed = new Set<number>();
  #length = 0;

  /** Keys of one order are all texts or all numbers. Equal keys go by row. */
  constructor(keyOf: (row: number) => SortKey) {
    this.#keyOf = keyOf;
  }

  mark(row: number): void {
    this.#changed.add(row);
  }

  /** All rows below the length of `order`, as they were before; only for rows that were never asked for. */
  restore(order: Uint32Array): void {
    this.#order = Array.from(order);
    this.#keys = new Array<SortKey | undefined>(order.length).fill(undefined);
    this.#length = order.length;
    this.#changed.clear();
  }

  /** All rows below `rowCount`, ascending. */
  order(rowCount: number): readonly number[] {
    for (; this.#length < rowCount; this.#length++) this.#changed.add(this.#length);
    if (this.#changed.size === 0) return this.#order;
    const changed = this.#changed;
    this.#changed = new Set();
    for (const row of changed) this.#keys[row] = this.#keyOf(row);
    if (changed.size > MOST_CHANGED) {
      this.#order = Array.from({ length: rowCount }, (_, row) => row).sort((a, b) => this.#compare(a, b));
      return this.#order;
    }
    this.#order = this.#order.filter((row) => !changed.has(row));
    for (const row of changed) this.#order.splice(this.#placeOf(row), 0, row);
    return this.#order;
  }

  #placeOf(row: number): number {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(this.#order[middle] ?? 0, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compare(a: number, b: number): number {
    const left = this.#key(a);
    const right = this.#key(b);
    return left < right ? -1 : left > right ? 1 : a - b;
  }

  #key(row: number): SortKey {
    const known = this.#keys[row];
    if (known !== undefined) return known;
    const key = this.#keyOf(row);
    this.#keys[row] = key;
    return key;
  }
}
