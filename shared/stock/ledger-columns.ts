/**
 * Movements in columns: about 80 bytes each with all indexes, where objects take ten times that (a year of a busy shop
 * must fit into a phone). A row is a number; freed rows are given out again. Texts are interned, and a document id, that
 * of a record, is kept as its device and the 60 bits behind it.
 */
import type { SnapshotData, SnapshotValue } from '../fold/fold.ts';
import { Interner } from '../fold/interner.ts';
import { asRecordId } from '../foundation/ids.ts';

const GROWTH = 1.25;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const DIGIT_OF = new Map([...DIGITS].map((digit, value) => [digit, value]));

/** Bits of `flags`. */
export const COUNTS = 1;
export const DATED = 2;
export const USED = 4;

export interface PackedId {
  readonly device: number;
  readonly high: number;
  readonly low: number;
}

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

const KINDS = {
  pool: Uint32Array,
  part: Uint32Array,
  feed: Uint32Array,
  seq: Uint32Array,
  index: Uint16Array,
  /** Number of the type; + 128 for a reversal. */
  type: Uint8Array,
  posting: Uint8Array,
  line: Uint16Array,
  quantity: Int32Array,
  /** Of the commit, and when it acts. */
  time: Float64Array,
  at: Float64Array,
  device: Uint32Array,
  high: Uint32Array,
  low: Uint32Array,
  register: Uint32Array,
  extra: Uint32Array,
  flags: Uint8Array,
} as const;
type ColumnName = keyof typeof KINDS;
type Columns = { [Name in ColumnName]: InstanceType<(typeof KINDS)[Name]> };

function makeColumns(capacity: number): Columns {
  const made: Partial<Record<ColumnName, Column>> = {};
  for (const name of Object.keys(KINDS) as ColumnName[]) made[name] = new KINDS[name](capacity);
  return made as Columns;
}

export class LedgerColumns {
  feeds = new Interner();
  parts = new Interner();
  devices = new Interner();
  /** 0 is "none". */
  registers = new Interner(['']);
  extras = new Interner(['']);
  columns: Columns = makeColumns(64);
  #capacity = 64;
  #length = 0;
  readonly #free: number[] = [];

  /** Rows below this number exist; those without USED are free. */
  get length(): number {
    return this.#length;
  }

  get used(): number {
    return this.#length - this.#free.length;
  }

  allocate(): number {
    const row = this.#free.pop() ?? this.#length++;
    if (row >= this.#capacity) this.#grow(row + 1);
    return row;
  }

  release(row: number): void {
    this.columns.flags[row] = 0;
    this.#free.push(row);
  }

  packId(id: string): PackedId | null {
    if (asRecordId(id) === null) return null;
    const device = this.devices.numberOf(id.slice(0, 24));
    return { device, high: bits(id, 25), low: bits(id, 30) };
  }

  documentOf(row: number): string {
    const { device, high, low } = this.columns;
    return `${this.devices.textOf(device[row] ?? 0)}.${digits(high[row] ?? 0)}${digits(low[row] ?? 0)}`;
  }

  snapshot(): SnapshotData {
    const trimmed: Record<string, SnapshotValue> = {};
    for (const name of Object.keys(KINDS) as ColumnName[]) trimmed[name] = this.columns[name].slice(0, this.#length);
    return {
      columns: trimmed,
      free: [...this.#free],
      feeds: [...this.feeds.list()],
      parts: [...this.parts.list()],
      devices: [...this.devices.list()],
      registers: [...this.registers.list()],
      extras: [...this.extras.list()],
    };
  }

  restore(data: SnapshotData): void {
    const columns = data.columns as Record<string, SnapshotValue>;
    const length = (columns.flags as Uint8Array).length;
    this.#capacity = Math.max(64, length);
    this.columns = makeColumns(this.#capacity);
    for (const name of Object.keys(KINDS) as ColumnName[]) this.columns[name].set(columns[name] as Column);
    this.#length = length;
    this.#free.length = 0;
    this.#free.push(...(data.free as number[]));
    this.feeds = new Interner(data.feeds as string[]);
    this.parts = new Interner(data.parts as string[]);
    this.devices = new Interner(data.devices as string[]);
    this.registers = new Interner(data.registers as string[]);
    this.extras = new Interner(data.extras as string[]);
  }

  #grow(least: number): void {
    this.#capacity = Math.max(least, Math.ceil(this.#capacity * GROWTH) + 64);
    const grown = makeColumns(this.#capacity);
    for (const name of Object.keys(KINDS) as ColumnName[]) grown[name].set(this.columns[name]);
    this.columns = grown;
  }
}

function bits(id: string, from: number): number {
  let value = 0;
  for (let i = from; i < from + 5; i++) value = value * 64 + (DIGIT_OF.get(id.charAt(i)) ?? 0);
  return value;
}

function digits(value: number): string {
  let out = '';
  for (let i = 0, rest = value; i < 5; i++, rest = Math.floor(rest / 64)) out = DIGITS.charAt(rest % 64) + out;
  return out;
}
