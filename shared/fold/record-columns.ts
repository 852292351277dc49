/**
 * A snapshot of records in columns. Most records were created once and never touched: their cell is a row of numbers
 * and their fields are cut out of one text per field when asked for. The others keep their cells as JSON, and what they
 * show in the same columns, so that listing and sorting never parse anything.
 */
import type { Json, JsonObject } from '../commit/json-text.ts';
import type { SnapshotData } from './fold.ts';
import type { Cell, RecordState, WriteGuard } from './record-state.ts';
import { TextColumn } from './text-column.ts';

/** Flags of a row. */
export const RICH = 1;
export const REMOVED = 2;
export const CONFLICT = 4;

export interface RowSource {
  readonly id: string;
  readonly state: RecordState;
  readonly flags: number;
  /** Fields that are shown. */
  readonly shown: (field: string) => Json | undefined;
}

export class RecordColumns {
  readonly ids: TextColumn;
  readonly #feed: Uint32Array;
  readonly #seq: Uint32Array;
  readonly #index: Uint16Array;
  readonly #time: Float64Array;
  readonly #flags: Uint8Array;
  readonly #fields: ReadonlyMap<string, TextColumn>;
  readonly #cells: TextColumn;

  private constructor(parts: {
    ids: TextColumn;
    feed: Uint32Array;
    seq: Uint32Array;
    index: Uint16Array;
    time: Float64Array;
    flags: Uint8Array;
    fields: ReadonlyMap<string, TextColumn>;
    cells: TextColumn;
  }) {
    this.ids = parts.ids;
    this.#feed = parts.feed;
    this.#seq = parts.seq;
    this.#index = parts.index;
    this.#time = parts.time;
    this.#flags = parts.flags;
    this.#fields = parts.fields;
    this.#cells = parts.cells;
  }

  static of(rows: readonly RowSource[], fields: readonly string[]): RecordColumns {
    return RecordColumns.#empty(fields).patched(new Map(rows.entries()), rows.length);
  }

  static #empty(fields: readonly string[]): RecordColumns {
    return new RecordColumns({
      ids: TextColumn.of([]),
      feed: new Uint32Array(0),
      seq: new Uint32Array(0),
      index: new Uint16Array(0),
      time: new Float64Array(0),
      flags: new Uint8Array(0),
      fields: new Map(fields.map((field) => [field, TextColumn.of([])])),
      cells: TextColumn.of([]),
    });
  }

  /** With these rows changed or added; rows from the old length on are all among them. */
  patched(changed: ReadonlyMap<number, RowSource>, length: number): RecordColumns {
    const feed = new Uint32Array(length);
    const seq = new Uint32Array(length);
    const index = new Uint16Array(length);
    const time = new Float64Array(length);
    const flags = new Uint8Array(length);
    feed.set(this.#feed);
    seq.set(this.#seq);
    index.set(this.#index);
    time.set(this.#time);
    flags.set(this.#flags);
    const names = [...this.#fields.keys()];
    const cells = new Map<number, string>();
    const ids = new Map<number, string>();
    for (const [row, source] of changed) {
      const [only, ...more] = source.state.cells;
      const plain = only?.kind === 'new' && more.length === 0 && isPlain(only, names);
      flags[row] = source.flags | (plain ? 0 : RICH);
      cells.set(row, plain ? '' : JSON.stringify(source.state.cells.map(packCell)));
      if (row >= this.length) ids.set(row, source.id);
      feed[row] = only?.feed ?? 0;
      seq[row] = only?.seq ?? 0;
      index[row] = only?.index ?? 0;
      time[row] = only?.time ?? 0;
    }
    const fields = new Map<string, TextColumn>();
    for (const [field, column] of this.#fields) {
      const texts = new Map<number, string>();
      for (const [row, source] of changed) texts.set(row, packValue(source.shown(field)));
      fields.set(field, column.patched(texts, length));
    }
    const columns = { feed, seq, index, time, flags, fields };
    return new RecordColumns({
      ...columns,
      ids: this.ids.patched(ids, length),
      cells: this.#cells.patched(cells, length),
    });
  }

  static restore(data: SnapshotData): RecordColumns {
    const { feed, seq, index, time, flags, fields } = data;
    if (
      !(feed instanceof Uint32Array) ||
      !(seq instanceof Uint32Array) ||
      !(index instanceof Uint16Array) ||
      !(time instanceof Float64Array) ||
      !(flags instanceof Uint8Array)
    ) {
      throw new TypeError('not record columns');
    }
    const columns = Object.entries(asData(fields)).map(
      ([field, column]) => [field, TextColumn.restore(asData(column))] as const,
    );
    return new RecordColumns({
      ids: TextColumn.restore(asData(data.ids)),
      feed,
      seq,
      index,
      time,
      flags,
      fields: new Map(columns),
      cells: TextColumn.restore(asData(data.cells)),
    });
  }

  snapshot(): SnapshotData {
    return {
      ids: this.ids.snapshot(),
      feed: this.#feed,
      seq: this.#seq,
      index: this.#index,
      time: this.#time,
      flags: this.#flags,
      fields: Object.fromEntries([...this.#fields].map(([field, column]) => [field, column.snapshot()])),
      cells: this.#cells.snapshot(),
    };
  }

  get length(): number {
    return this.#flags.length;
  }

  flagsAt(row: number): number {
    return this.#flags[row] ?? 0;
  }

  /** What a row shows in a field that has a column. */
  shownAt(row: number, field: string): Json | undefined {
    const column = this.#fields.get(field);
    return column === undefined ? undefined : unpackValue(column.at(row));
  }

  /** Whether a field that has a column shows a number; nothing is cut out or parsed for it. */
  isNumberAt(row: number, field: string): boolean {
    const first = this.#fields.get(field)?.firstAt(row) ?? 0;
    return first === 0x2d || (first >= 0x30 && first <= 0x39);
  }

  isRich(row: number): boolean {
    return (this.flagsAt(row) & RICH) !== 0;
  }

  /** The row as a state that entries can be added to. */
  stateAt(row: number, guard: WriteGuard | null): RecordState {
    const id = this.ids.at(row);
    if ((this.flagsAt(row) & RICH) !== 0) {
      const cells: PackedCell[] = JSON.parse(this.#cells.at(row));
      return { id, guard, cells: cells.map(unpackCell) };
    }
    const fields: { [field: string]: Json } = {};
    for (const [field, column] of this.#fields) {
      const value = unpackValue(column.at(row));
      if (value !== undefined) fields[field] = value;
    }
    const cell: Cell = {
      kind: 'new',
      feed: this.#feed[row] ?? 0,
      seq: this.#seq[row] ?? 0,
      index: this.#index[row] ?? 0,
      time: this.#time[row] ?? 0,
      fields,
      field: '',
      value: null,
      over: [],
      cap: null,
    };
    return { id, guard, cells: [cell] };
  }
}

function asData(value: unknown): SnapshotData {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('not snapshot data');
  return value as SnapshotData;
}

/** Only fields that have a column; numbers that the columns can hold. */
function isPlain(cell: Cell, fields: readonly string[]): boolean {
  const { fields: written } = cell;
  if (written === null || cell.seq > 0xffffffff || cell.index > 0xffff) return false;
  return Object.keys(written).every((field) => fields.includes(field));
}

/** '' absent, `=` + a text, else JSON: most values are texts, and cutting one out costs nothing. */
function packValue(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? `=${value}` : JSON.stringify(value);
}

function unpackValue(text: string): Json | undefined {
  if (text === '') return undefined;
  return text.charCodeAt(0) === 0x3d ? text.slice(1) : (JSON.parse(text) as Json);
}

type PackedCell = [
  string,
  number,
  number,
  number,
  number,
  JsonObject | null,
  string,
  Json,
  readonly number[],
  number | null,
];

function packCell(cell: Cell): PackedCell {
  const { kind, feed, seq, index, time, fields, field, value, over, cap } = cell;
  return [kind, feed, seq, index, time, fields, field, value, over, cap];
}

function unpackCell(packed: PackedCell): Cell {
  const [kind, feed, seq, index, time, fields, field, value, over, cap] = packed;
  return {
    kind: kind === 'new' || kind === 'remove' ? kind : 'set',
    feed,
    seq,
    index,
    time,
    fields,
    field,
    value,
    over,
    cap,
  };
}
