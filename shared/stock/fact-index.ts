/**
 * Finds movements by (document, line, type, posting): chains in one typed array behind a table of heads. Built when it
 * is first asked for, so that restoring a million movements does not wait for it.
 */
import type { LedgerColumns, PackedId } from './ledger-columns.ts';

export interface FactKey extends PackedId {
  readonly line: number;
  /** Without the mark of a reversal: a movement and its reversal lie in one chain. */
  readonly type: number;
  readonly posting: number;
}

const END = -1;

export class FactIndex {
  readonly #rows: LedgerColumns;
  #heads = new Int32Array(0);
  #next = new Int32Array(0);
  #built = false;

  constructor(rows: LedgerColumns) {
    this.#rows = rows;
  }

  forget(): void {
    this.#built = false;
  }

  /** To be called before a new row is marked as used, or a table built meanwhile would hold it already. */
  prepare(): void {
    if (!this.#built) this.#build();
  }

  /** Rows of the key, reversals included. */
  find(key: FactKey): number[] {
    this.prepare();
    const { device, high, low, line, type, posting } = this.#rows.columns;
    const found: number[] = [];
    for (let row = this.#heads[this.#slot(key)] ?? END; row !== END; row = this.#next[row] ?? END) {
      if (low[row] !== key.low || high[row] !== key.high || line[row] !== key.line || device[row] !== key.device)
        continue;
      if (((type[row] ?? 0) & 127) === key.type && posting[row] === key.posting) found.push(row);
    }
    return found;
  }

  insert(row: number, key: FactKey): void {
    this.prepare();
    if (row >= this.#next.length) this.#growNext(row + 1);
    if (this.#rows.used > this.#heads.length) {
      this.#build();
      return;
    }
    const slot = this.#slot(key);
    this.#next[row] = this.#heads[slot] ?? END;
    this.#heads[slot] = row;
  }

  delete(row: number, key: FactKey): void {
    this.prepare();
    const slot = this.#slot(key);
    let before = END;
    for (let at = this.#heads[slot] ?? END; at !== END; at = this.#next[at] ?? END) {
      if (at === row) {
        if (before === END) this.#heads[slot] = this.#next[row] ?? END;
        else this.#next[before] = this.#next[row] ?? END;
        return;
      }
      before = at;
    }
  }

  keyOf(row: number): FactKey {
    const { device, high, low, line, type, posting } = this.#rows.columns;
    return {
      device: device[row] ?? 0,
      high: high[row] ?? 0,
      low: low[row] ?? 0,
      line: line[row] ?? 0,
      type: (type[row] ?? 0) & 127,
      posting: posting[row] ?? 0,
    };
  }

  #build(): void {
    let size = 64;
    while (size < this.#rows.used * 1.5) size *= 2;
    this.#heads = new Int32Array(size).fill(END);
    if (this.#next.length < this.#rows.length) this.#growNext(this.#rows.length);
    this.#built = true;
    const { flags } = this.#rows.columns;
    for (let row = 0; row < this.#rows.length; row++) {
      if (flags[row] === 0) continue;
      const slot = this.#slot(this.keyOf(row));
      this.#next[row] = this.#heads[slot] ?? END;
      this.#heads[slot] = row;
    }
  }

  #growNext(least: number): void {
    const grown = new Int32Array(Math.max(least, Math.ceil(this.#next.length * 1.25) + 64)).fill(END);
    grown.set(this.#next);
    this.#next = grown;
  }

  #slot(key: FactKey): number {
    let hash = Math.imul(key.low ^ Math.imul(key.high, 0x9e3779b1), 0x85ebca6b);
    hash ^= Math.imul(key.line + key.type * 4096 + key.posting * 524288, 0xc2b2ae35) ^ key.device;
    hash ^= hash >>> 15;
    return (Math.imul(hash, 0x2c1b3c6d) >>> 8) & (this.#heads.length - 1);
  }
}
