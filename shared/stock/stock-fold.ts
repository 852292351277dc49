/**
 * The stock fold: movements, counts and escrow of all warehouses that this replica holds (design.md §4, §6). Balances
 * are kept as facts come, 1–2 µs each; lists, variances and tasks are derived when somebody looks.
 *
 * A *place* is `branch/warehouse`, both from the document's name: a warehouse named from within another branch is
 * another place, so a right in one branch never reaches into the next.
 */
import type { Entry } from '../commit/part.ts';
import { type DocumentKind, parseDocumentName } from '../document/document-kinds.ts';
import type { EntryRef } from '../fold/entry-ref.ts';
import { FactSet } from '../fold/fact-set.ts';
import type { Fold, SnapshotData } from '../fold/fold.ts';
import { Interner } from '../fold/interner.ts';
import { TouchedKeys } from '../fold/touched-keys.ts';
import { type Count, isCount } from '../schema/count.ts';
import { isEscrow } from '../schema/escrow.ts';
import { isMovement, MOVEMENT_TYPES, type Movement, type MovementType } from '../schema/movement.ts';
import { isStockNote, type StockNote } from '../schema/stock-note.ts';
import { actsAt } from './business-time.ts';
import { EscrowBook } from './escrow-book.ts';
import { FactIndex, type FactKey } from './fact-index.ts';
import { COUNTS, DATED, LedgerColumns, USED } from './ledger-columns.ts';
import { compareRows, StockPool, type Tally } from './stock-pool.ts';

const REVERSAL = 128;
const TYPE_NUMBER = new Map<string, number>(MOVEMENT_TYPES.map((type, number) => [type, number]));

export const placeText = (branch: string, warehouse: string): string => `${branch}/${warehouse}`;

export class StockFold implements Fold {
  readonly name = 'stock';
  readonly version = 2;
  readonly documents: readonly DocumentKind[] = ['stock'];
  readonly rows = new LedgerColumns();
  readonly escrow = new EscrowBook();
  readonly notes = new FactSet<StockNote>();
  variants = new Interner();
  places = new Interner();
  readonly #index = new FactIndex(this.rows);
  readonly #utcOffset: number;
  readonly #touched = new TouchedKeys();
  readonly #pools: StockPool[] = [];
  /** Variant → its pools, one for each place, ascending by number. */
  readonly #ofVariant: (StockPool[] | undefined)[] = [];
  readonly #negative = new Set<number>();
  readonly #disputed = new Map<string, readonly number[]>();

  constructor(utcOffsetMinutes: number) {
    this.#utcOffset = utcOffsetMinutes;
  }

  add(ref: EntryRef, entry: Entry): void {
    const place = placeOf(ref);
    if (place === null) return;
    if (isMovement(entry)) this.#addMovement(ref, entry, place);
    else if (isCount(entry)) this.#tally(ref, entry, place, true);
    else if (isEscrow(entry)) this.escrow.addGrant(ref, entry, place);
    else if (isStockNote(entry)) this.notes.add(ref, entry.id, entry);
    if (isEscrow(entry)) this.#touched.mark(entry.variant);
  }

  remove(ref: EntryRef, entry: Entry): void {
    const place = placeOf(ref);
    if (place === null) return;
    if (isMovement(entry)) this.#removeMovement(ref, entry);
    else if (isCount(entry)) this.#tally(ref, entry, place, false);
    else if (isEscrow(entry)) this.escrow.removeGrant(ref, entry);
    else if (isStockNote(entry)) this.notes.remove(ref, entry.id);
    if (isEscrow(entry)) this.#touched.mark(entry.variant);
  }

  /** On hand of a variant, in one place or everywhere. */
  balance(variant: string, place: string | null): number {
    let sum = 0;
    for (const pool of this.poolsOf(variant)) if (this.#isAt(pool, place)) sum += pool.balance;
    return sum;
  }

  balanceAsOf(variant: string, place: string | null, time: number): number {
    let sum = 0;
    for (const pool of this.poolsOf(variant)) if (this.#isAt(pool, place)) sum += pool.balanceAsOf(time);
    return sum;
  }

  poolsOf(variant: string): readonly StockPool[] {
    return this.#ofVariant[this.variants.find(variant)] ?? [];
  }

  pools(): readonly StockPool[] {
    return this.#pools;
  }

  /** Pools below zero: oversold. */
  negativePools(): StockPool[] {
    return [...this.#negative].sort((a, b) => a - b).flatMap((number) => this.#pools[number] ?? []);
  }

  /** How many there are below zero in places that may be seen. */
  countNegative(isSeen: (place: string) => boolean): number {
    const seen = this.places.list().map(isSeen);
    let count = 0;
    for (const number of this.#negative) if (seen[this.#pools[number]?.place ?? -1] === true) count++;
    return count;
  }

  /** Keys under which different contents stand: rows of each, in order. A task for a person. */
  disputed(): readonly (readonly number[])[] {
    return [...this.#disputed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rows]) => rows);
  }

  typeOf(row: number): string {
    return MOVEMENT_TYPES[(this.rows.columns.type[row] ?? 0) & 127] ?? '';
  }

  isReversal(row: number): boolean {
    return ((this.rows.columns.type[row] ?? 0) & REVERSAL) !== 0;
  }

  /** Movements of a paper's line that count, reversals left out, posting by posting from 0 on. */
  rowsOf(document: string, line: number, type: MovementType): readonly number[] {
    const packed = this.rows.packId(document);
    const found: number[] = [];
    if (packed === null) return found;
    for (let posting = 0; posting < 256; posting++) {
      const key = { ...packed, line, type: TYPE_NUMBER.get(type) ?? 0, posting };
      const rows = this.#index.find(key).filter((row) => !this.isReversal(row) && this.#counts(row));
      if (rows.length === 0) break;
      found.push(...rows);
    }
    return found;
  }

  /** Bin that a movement names; '' = none. */
  binOf(row: number): string {
    return this.#extraOf(row)[0] ?? '';
  }

  /** Batch, expiry and serials that a movement names; '' and none where it doesn't. */
  marksOf(row: number): { readonly batch: string; readonly expiry: string; readonly serials: readonly string[] } {
    const [, batch = '', , expiry = '', ...serials] = this.#extraOf(row);
    return { batch, expiry, serials };
  }

  poolOf(row: number): StockPool | undefined {
    return this.#pools[this.rows.columns.pool[row] ?? -1];
  }

  /** Place that a paper's line moved goods of; `null` where it is not here. */
  placeOf(document: string, line: number, type: MovementType): string | null {
    const packed = this.rows.packId(document);
    if (packed === null) return null;
    const key = { ...packed, line, type: TYPE_NUMBER.get(type) ?? 0, posting: 0 };
    const row = this.#index.find(key).find((one) => !this.isReversal(one) && this.#counts(one));
    const pool = row === undefined ? undefined : this.poolOf(row);
    return pool === undefined ? null : this.places.textOf(pool.place);
  }

  /** What a paper's line moved of a variant in a place, reversals off; 0 where nothing of it is here. */
  bookedBy(document: string, line: number, type: MovementType, variant: string, place: string): number {
    const packed = this.rows.packId(document);
    if (packed === null) return 0;
    let sum = 0;
    for (const row of this.#index.find({ ...packed, line, type: TYPE_NUMBER.get(type) ?? 0, posting: 0 })) {
      const pool = this.poolOf(row);
      if (pool === undefined || !this.#counts(row)) continue;
      if (this.variants.textOf(pool.variant) !== variant || this.places.textOf(pool.place) !== place) continue;
      sum += this.rows.columns.quantity[row] ?? 0;
    }
    return sum;
  }

  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }

  snapshot(): SnapshotData {
    const order = new Int32Array(this.#pools.reduce((sum, pool) => sum + pool.length, 0));
    const pools = new Uint32Array(this.#pools.length * 3);
    const tallies: Record<string, string> = {};
    let at = 0;
    this.#pools.forEach((pool, i) => {
      pools.set([pool.variant, pool.place, pool.length], i * 3);
      order.set(pool.rowsInOrder(), at);
      at += pool.length;
      if (pool.tallies.length > 0) tallies[i] = JSON.stringify(pool.tallies);
    });
    return {
      rows: this.rows.snapshot(),
      variants: [...this.variants.list()],
      places: [...this.places.list()],
      pools,
      order,
      tallies,
      disputed: JSON.stringify([...this.#disputed]),
      escrow: this.escrow.snapshot(),
      notes: this.notes.snapshot(),
    };
  }

  restore(data: SnapshotData): void {
    this.rows.restore(data.rows as SnapshotData);
    this.#index.forget();
    this.variants = new Interner(data.variants as string[]);
    this.places = new Interner(data.places as string[]);
    const pools = data.pools as Uint32Array;
    const order = data.order as Int32Array;
    const tallies = data.tallies as Record<string, string>;
    let at = 0;
    for (let i = 0; i * 3 < pools.length; i++) {
      const pool = this.#makePool(pools[i * 3] ?? 0, pools[i * 3 + 1] ?? 0);
      const length = pools[i * 3 + 2] ?? 0;
      const kept = tallies[i];
      pool.restore(order.subarray(at, at + length), kept === undefined ? [] : JSON.parse(kept));
      at += length;
      if (pool.balance < 0) this.#negative.add(i);
    }
    for (const [key, rows] of JSON.parse(data.disputed as string)) this.#disputed.set(key, rows);
    this.escrow.restore(data.escrow as string);
    this.notes.restore(data.notes as string);
  }

  #extraOf(row: number): readonly string[] {
    const number = this.rows.columns.extra[row] ?? 0;
    return number === 0 ? [] : (JSON.parse(this.rows.extras.textOf(number)) as string[]);
  }

  #addMovement(ref: EntryRef, entry: Movement, place: string): void {
    this.#index.prepare();
    const row = this.#write(ref, entry, place);
    if (row === null) return;
    const key = this.#index.keyOf(row);
    const chain = this.#index.find(key);
    if (chain.some((other) => this.#isSameEntry(other, row))) {
      this.rows.release(row);
      return;
    }
    this.#index.insert(row, key);
    if (chain.length === 0) {
      // Nearly always: nothing else stands under this key, so there is nothing to weigh it against.
      this.rows.columns.flags[row] = (this.rows.columns.flags[row] ?? 0) | COUNTS;
      this.#enter(row);
      return;
    }
    const twins = chain.filter((other) => this.#isSameFact(other, row));
    const speaker = twins.find((other) => this.#counts(other));
    if (speaker === undefined) this.#count(row, key);
    else if (compareRows(this.rows, row, speaker) < 0) {
      this.#uncount(speaker, key);
      this.#count(row, key);
    }
    this.#noteDispute(key);
  }

  #removeMovement(ref: EntryRef, entry: Movement): void {
    const packed = this.rows.packId(entry.document);
    if (packed === null) return;
    const key: FactKey = {
      ...packed,
      line: entry.line,
      type: TYPE_NUMBER.get(entry.type) ?? 0,
      posting: entry.posting ?? 0,
    };
    const { seq, index } = this.rows.columns;
    const feed = this.rows.feeds.find(ref.feed);
    const part = this.rows.parts.find(ref.document);
    const row = this.#index
      .find(key)
      .find(
        (other) =>
          seq[other] === ref.seq &&
          index[other] === ref.index &&
          this.rows.columns.feed[other] === feed &&
          this.rows.columns.part[other] === part,
      );
    if (row === undefined) return;
    if (this.#counts(row)) {
      this.#uncount(row, key);
      const heirs = this.#index.find(key).filter((other) => other !== row && this.#isSameFact(other, row));
      const heir = heirs.sort((a, b) => compareRows(this.rows, a, b))[0];
      if (heir !== undefined) this.#count(heir, key);
    }
    this.#index.delete(row, key);
    this.rows.release(row);
    this.#noteDispute(key);
  }

  #write(ref: EntryRef, entry: Movement, place: string): number | null {
    const packed = this.rows.packId(entry.document);
    if (packed === null) return null;
    const row = this.rows.allocate();
    const { columns } = this.rows;
    columns.pool[row] = this.#poolNumber(entry.variant, place);
    columns.part[row] = this.rows.parts.numberOf(ref.document);
    columns.feed[row] = this.rows.feeds.numberOf(ref.feed);
    columns.seq[row] = ref.seq;
    columns.index[row] = ref.index;
    columns.type[row] = (TYPE_NUMBER.get(entry.type) ?? 0) + (entry.reversal === true ? REVERSAL : 0);
    columns.posting[row] = entry.posting ?? 0;
    columns.line[row] = entry.line;
    columns.quantity[row] = entry.quantity;
    columns.time[row] = ref.time;
    columns.at[row] = entry.reversal === true ? ref.time : actsAt(ref.time, entry.at, this.#utcOffset);
    columns.device[row] = packed.device;
    columns.high[row] = packed.high;
    columns.low[row] = packed.low;
    columns.register[row] = this.rows.registers.numberOf(entry.register ?? '');
    columns.extra[row] = this.rows.extras.numberOf(extraText(entry));
    columns.flags[row] = USED | (columns.at[row] === ref.time ? 0 : DATED);
    return row;
  }

  /** From now on the row is part of every figure. A reversal acts where its original does, and moves with it. */
  #count(row: number, key: FactKey): void {
    const { columns } = this.rows;
    if (this.isReversal(row)) {
      const original = this.#originalOf(row, key);
      columns.at[row] = (original === undefined ? columns.time[row] : columns.at[original]) ?? 0;
    } else this.#moveReversals(row, key, columns.at[row] ?? 0);
    columns.flags[row] = (columns.flags[row] ?? 0) | COUNTS;
    this.#enter(row);
  }

  #uncount(row: number, key: FactKey): void {
    const { columns } = this.rows;
    this.#leave(row);
    columns.flags[row] = (columns.flags[row] ?? 0) & ~COUNTS;
    if (!this.isReversal(row)) {
      const heir = this.#originalsIn(columns.pool[row] ?? 0, key)[0];
      this.#moveReversals(row, key, heir === undefined ? null : (columns.at[heir] ?? 0));
    }
  }

  /** `at` null: the original is gone, each acts at its own time again. */
  #moveReversals(original: number, key: FactKey, at: number | null): void {
    const { columns } = this.rows;
    for (const row of this.#index.find(key)) {
      if (row === original || !this.isReversal(row) || columns.pool[row] !== columns.pool[original]) continue;
      const first = this.#originalsIn(columns.pool[row] ?? 0, key)[0];
      const target =
        first !== undefined && at !== null && compareRows(this.rows, first, original) < 0
          ? (columns.at[first] ?? 0)
          : at;
      const counts = this.#counts(row);
      if (counts) this.#leave(row);
      columns.at[row] = target ?? columns.time[row] ?? 0;
      if (counts) this.#enter(row);
    }
  }

  #originalOf(row: number, key: FactKey): number | undefined {
    return this.#originalsIn(this.rows.columns.pool[row] ?? 0, key)[0];
  }

  /** Movements under the key that count in the pool, in order. */
  #originalsIn(pool: number, key: FactKey): number[] {
    return this.#index
      .find(key)
      .filter((row) => !this.isReversal(row) && this.#counts(row) && this.rows.columns.pool[row] === pool)
      .sort((a, b) => compareRows(this.rows, a, b));
  }

  #enter(row: number): void {
    this.poolOf(row)?.insert(row);
    this.#settle(row, 1);
  }

  #leave(row: number): void {
    this.poolOf(row)?.delete(row);
    this.#settle(row, -1);
  }

  #settle(row: number, sign: 1 | -1): void {
    const pool = this.poolOf(row);
    if (pool === undefined) return;
    const { register, quantity } = this.rows.columns;
    const variant = this.variants.textOf(pool.variant);
    if (register[row] !== 0) {
      const place = this.places.textOf(pool.place);
      this.escrow.move(variant, place, this.rows.registers.textOf(register[row] ?? 0), sign * (quantity[row] ?? 0));
    }
    this.#watch(pool, variant);
  }

  #watch(pool: StockPool, variant: string): void {
    if (pool.balance < 0) this.#negative.add(pool.number);
    else this.#negative.delete(pool.number);
    this.#touched.mark(variant);
  }

  #tally(ref: EntryRef, entry: Count, place: string, add: boolean): void {
    const pool = this.#pools[this.#poolNumber(entry.variant, place)];
    if (pool === undefined) return;
    const tally: Tally = {
      feed: ref.feed,
      seq: ref.seq,
      index: ref.index,
      part: ref.document,
      time: ref.time,
      at: Math.min(entry.at, ref.time),
      counted: entry.counted,
      stocktake: entry.stocktake,
      place: tallyPlace(entry),
      posted: entry.posted === true,
      bin: entry.bin ?? '',
      batch: entry.batch ?? '',
    };
    if (add ? pool.addTally(tally) : pool.removeTally(tally)) this.#watch(pool, entry.variant);
  }

  #noteDispute(key: FactKey): void {
    for (const reversal of [false, true]) {
      const rows = this.#index
        .find(key)
        .filter((row) => this.#counts(row) && this.isReversal(row) === reversal)
        .sort((a, b) => compareRows(this.rows, a, b));
      const name = `${this.rows.devices.textOf(key.device)} ${key.high} ${key.low} ${key.line} ${key.type} ${key.posting} ${reversal}`;
      if (rows.length > 1) this.#disputed.set(name, rows);
      else this.#disputed.delete(name);
    }
  }

  #counts(row: number): boolean {
    return ((this.rows.columns.flags[row] ?? 0) & COUNTS) !== 0;
  }

  #isAt(pool: StockPool, place: string | null): boolean {
    return place === null || this.places.textOf(pool.place) === place;
  }

  #isSameEntry(a: number, b: number): boolean {
    const { feed, seq, index, part } = this.rows.columns;
    return seq[a] === seq[b] && index[a] === index[b] && feed[a] === feed[b] && part[a] === part[b];
  }

  /** Same contents; when it was written does not matter, unless it gave a business date. */
  #isSameFact(a: number, b: number): boolean {
    const { pool, quantity, type, register, extra, flags, at } = this.rows.columns;
    if (pool[a] !== pool[b] || quantity[a] !== quantity[b] || type[a] !== type[b]) return false;
    if (register[a] !== register[b] || extra[a] !== extra[b]) return false;
    const dated = (flags[a] ?? 0) & DATED;
    if (dated !== ((flags[b] ?? 0) & DATED)) return false;
    return dated === 0 || this.isReversal(a) || at[a] === at[b];
  }

  #poolNumber(variant: string, place: string): number {
    const variantNumber = this.variants.numberOf(variant);
    const placeNumber = this.places.numberOf(place);
    const known = this.#ofVariant[variantNumber]?.find((pool) => pool.place === placeNumber);
    return known?.number ?? this.#makePool(variantNumber, placeNumber).number;
  }

  #makePool(variant: number, place: number): StockPool {
    const pool = new StockPool(this.rows, this.#pools.length, variant, place);
    this.#pools.push(pool);
    const siblings = this.#ofVariant[variant];
    if (siblings === undefined) this.#ofVariant[variant] = [pool];
    else siblings.push(pool);
    return pool;
  }
}

function placeOf(ref: EntryRef): string | null {
  const identity = parseDocumentName(ref.document);
  if (identity?.kind !== 'stock' || identity.branch === undefined || identity.warehouse === undefined) return null;
  return placeText(identity.branch, identity.warehouse);
}

/** An approved stocktake says one thing about a bin and batch, whoever approved it. */
function tallyPlace(entry: Count): string {
  const where = `${entry.bin ?? ''} ${entry.batch ?? ''}`;
  return entry.posted === true ? `= ${where}` : `${entry.counter} ${entry.line} ${where}`;
}

function extraText(entry: Movement): string {
  const { bin, batch, reason, expiry, serials = [] } = entry;
  if (bin === undefined && batch === undefined && reason === undefined && expiry === undefined && serials.length === 0)
    return '';
  return JSON.stringify([bin ?? '', batch ?? '', reason ?? '', expiry ?? '', ...serials]);
}
