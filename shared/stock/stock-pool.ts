/**
 * One variant in one warehouse: its movements in order of when they act, its counts, and its balance. Order is (time it
 * acts at, time, feed, seq, place in the commit).
 *
 * A count is an anchor: there the balance *is* what was counted (design.md §6). The balance is kept as facts come and
 * go; what a fact before the last anchor changes is that anchor's variance, which is derived when somebody looks.
 */
import type { LedgerColumns } from './ledger-columns.ts';

/** What one counter found for one line of a stocktake. */
export interface Tally {
  readonly feed: string;
  readonly seq: number;
  readonly index: number;
  readonly part: string;
  readonly time: number;
  readonly at: number;
  readonly counted: number;
  readonly stocktake: string;
  /** Counter, line, bin and batch: a later tally of the same place replaces the earlier. */
  readonly place: string;
  /** Of an approved stocktake: beside it nothing else of that stocktake counts. */
  readonly posted: boolean;
  readonly bin: string;
  readonly batch: string;
}

/** All counters of one stocktake together. */
export interface Anchor {
  readonly stocktake: string;
  readonly counted: number;
  /** The last scan: where the anchor stands. */
  readonly last: Tally;
  /** Where something was found. */
  readonly bins: readonly string[];
  /** By batch, where batches were counted. */
  readonly batches: readonly (readonly [batch: string, counted: number])[];
}

const NO_TALLIES: readonly Tally[] = [];
const NO_ANCHORS: readonly Anchor[] = [];

export class StockPool {
  /** Its number in the fold. */
  readonly number: number;
  readonly variant: number;
  readonly place: number;
  readonly #columns: LedgerColumns;
  #rows: Int32Array<ArrayBufferLike> = new Int32Array(2);
  #length = 0;
  #tallies: readonly Tally[] = NO_TALLIES;
  #anchors: readonly Anchor[] = NO_ANCHORS;
  #balance = 0;

  constructor(columns: LedgerColumns, number: number, variant: number, place: number) {
    this.#columns = columns;
    this.number = number;
    this.variant = variant;
    this.place = place;
  }

  get balance(): number {
    return this.#balance;
  }

  get length(): number {
    return this.#length;
  }

  /** Ascending. */
  get anchors(): readonly Anchor[] {
    return this.#anchors;
  }

  get tallies(): readonly Tally[] {
    return this.#tallies;
  }

  /** Row at a place in order. */
  rowAt(i: number): number {
    return this.#rows[i] ?? -1;
  }

  rowsInOrder(): Int32Array {
    return this.#rows.subarray(0, this.#length);
  }

  insert(row: number): void {
    const at = this.#placeOf(row);
    if (this.#length === this.#rows.length) {
      const grown = new Int32Array(Math.ceil(this.#length * 1.5) + 2);
      grown.set(this.#rows);
      this.#rows = grown;
    }
    this.#rows.copyWithin(at + 1, at, this.#length);
    this.#rows[at] = row;
    this.#length++;
    this.#weigh(row, 1);
  }

  /** The row must still have the numbers with which it was inserted. */
  delete(row: number): void {
    const at = this.#placeOf(row);
    if (this.#rows[at] !== row) throw new Error('row is not in its pool');
    this.#rows.copyWithin(at, at + 1, this.#length);
    this.#length--;
    this.#weigh(row, -1);
  }

  addTally(tally: Tally): boolean {
    if (this.#tallies.some((one) => sameTally(one, tally))) return false;
    this.#tallies = [...this.#tallies, tally];
    this.#anchor();
    return true;
  }

  removeTally(tally: Tally): boolean {
    const kept = this.#tallies.filter((one) => !sameTally(one, tally));
    if (kept.length === this.#tallies.length) return false;
    this.#tallies = kept;
    this.#anchor();
    return true;
  }

  /** Balance after everything that acts at `time` or before. */
  balanceAsOf(time: number): number {
    let balance = 0;
    for (const step of this.steps()) {
      const at = step.row === null ? step.anchor.last.at : (this.#columns.columns.at[step.row] ?? 0);
      if (at > time) break;
      balance = step.balance;
    }
    return balance;
  }

  /** Movements and anchors ascending, with the balance after each; on an anchor also what the book said. */
  *steps(): IterableIterator<PoolStep> {
    const { quantity } = this.#columns.columns;
    let balance = 0;
    let next = 0;
    for (let i = 0; i < this.#length; i++) {
      const row = this.#rows[i] ?? 0;
      for (let anchor = this.#anchors[next]; anchor !== undefined; anchor = this.#anchors[++next]) {
        if (this.#isBefore(row, anchor.last)) break;
        yield { row: null, anchor, book: balance, balance: anchor.counted };
        balance = anchor.counted;
      }
      balance += quantity[row] ?? 0;
      yield { row, balance };
    }
    for (let anchor = this.#anchors[next]; anchor !== undefined; anchor = this.#anchors[++next]) {
      yield { row: null, anchor, book: balance, balance: anchor.counted };
      balance = anchor.counted;
    }
  }

  /** For snapshots: rows that are in order already, and the tallies. */
  restore(rows: Int32Array, tallies: readonly Tally[]): void {
    // A window on the order of all pools: whatever grows gets an array of its own.
    this.#rows = rows;
    this.#length = rows.length;
    this.#tallies = tallies.length === 0 ? NO_TALLIES : [...tallies];
    this.#anchor();
  }

  #weigh(row: number, sign: 1 | -1): void {
    const last = this.#anchors.at(-1);
    if (last !== undefined && this.#isBefore(row, last.last)) return;
    this.#balance += sign * (this.#columns.columns.quantity[row] ?? 0);
  }

  #anchor(): void {
    this.#anchors = this.#tallies.length === 0 ? NO_ANCHORS : anchorsOf(this.#tallies);
    const last = this.#anchors.at(-1);
    this.#balance = last?.counted ?? 0;
    const { quantity } = this.#columns.columns;
    for (let i = this.#length - 1; i >= 0; i--) {
      const row = this.#rows[i] ?? 0;
      if (last !== undefined && this.#isBefore(row, last.last)) break;
      this.#balance += quantity[row] ?? 0;
    }
  }

  #isBefore(row: number, tally: Tally): boolean {
    const { at, time, feed, seq, part, index } = this.#columns.columns;
    const rowAt = at[row] ?? 0;
    if (rowAt !== tally.at) return rowAt < tally.at;
    const rowTime = time[row] ?? 0;
    if (rowTime !== tally.time) return rowTime < tally.time;
    const feedText = this.#columns.feeds.textOf(feed[row] ?? 0);
    if (feedText !== tally.feed) return feedText < tally.feed;
    if (seq[row] !== tally.seq) return (seq[row] ?? 0) < tally.seq;
    const partText = this.#columns.parts.textOf(part[row] ?? 0);
    return partText === tally.part ? (index[row] ?? 0) < tally.index : partText < tally.part;
  }

  /** Place of a row, or where it belongs. New facts are mostly the latest: the end is looked at first. */
  #placeOf(row: number): number {
    let high = this.#length;
    if (high === 0 || this.#compare(this.#rows[high - 1] ?? 0, row) < 0) return high;
    let low = 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(this.#rows[middle] ?? 0, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compare(a: number, b: number): number {
    const { at, time } = this.#columns.columns;
    return (at[a] ?? 0) - (at[b] ?? 0) || (time[a] ?? 0) - (time[b] ?? 0) || compareRows(this.#columns, a, b);
  }
}

export type PoolStep =
  | { readonly row: number; readonly balance: number }
  | { readonly row: null; readonly anchor: Anchor; readonly book: number; readonly balance: number };

/** (time, feed, seq, part, index) of two rows. */
export function compareRows(rows: LedgerColumns, a: number, b: number): number {
  const { time, feed, seq, index, part } = rows.columns;
  const byTime = (time[a] ?? 0) - (time[b] ?? 0);
  if (byTime !== 0) return byTime;
  if (feed[a] !== feed[b]) return rows.feeds.textOf(feed[a] ?? 0) < rows.feeds.textOf(feed[b] ?? 0) ? -1 : 1;
  if (seq[a] !== seq[b]) return (seq[a] ?? 0) - (seq[b] ?? 0);
  if (part[a] !== part[b]) return rows.parts.textOf(part[a] ?? 0) < rows.parts.textOf(part[b] ?? 0) ? -1 : 1;
  return (index[a] ?? 0) - (index[b] ?? 0);
}

function sameTally(a: Tally, b: Tally): boolean {
  return a.seq === b.seq && a.index === b.index && a.feed === b.feed && a.part === b.part;
}

function compareTallies(a: Tally, b: Tally): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.feed !== b.feed) return a.feed < b.feed ? -1 : 1;
  if (a.seq !== b.seq) return a.seq - b.seq;
  if (a.part !== b.part) return a.part < b.part ? -1 : 1;
  return a.index - b.index;
}

/** Of an approved stocktake what the last approval said of this variant, all of which stands in one commit. */
function standing(said: Tally[]): Tally[] {
  const last = said
    .filter((tally) => tally.posted)
    .sort(compareTallies)
    .at(-1);
  if (last === undefined) return said;
  return said.filter((tally) => tally.posted && tally.seq === last.seq && tally.feed === last.feed);
}

function anchorsOf(tallies: readonly Tally[]): Anchor[] {
  const stocktakes = new Map<string, Map<string, Tally>>();
  for (const tally of [...tallies].sort(compareTallies)) {
    const places = stocktakes.get(tally.stocktake) ?? new Map<string, Tally>();
    places.set(tally.place, tally);
    stocktakes.set(tally.stocktake, places);
  }
  const anchors: Anchor[] = [];
  for (const [stocktake, places] of stocktakes) {
    const kept = standing([...places.values()]).sort((a, b) => a.at - b.at || compareTallies(a, b));
    const last = kept.at(-1);
    if (last !== undefined) {
      const counted = kept.reduce((sum, tally) => sum + tally.counted, 0);
      const bins = kept.flatMap(({ bin, counted: there }) => (bin === '' || there === 0 ? [] : [bin]));
      const batches = kept.flatMap(({ batch, counted: there }) => (batch === '' ? [] : [[batch, there] as const]));
      anchors.push({ stocktake, counted, last, bins, batches });
    }
  }
  return anchors.sort((a, b) => a.last.at - b.last.at || compareTallies(a.last, b.last));
}
