/**
 * Records of one type as a fold (design.md §4, rules FOLD-10 …). Every record has a row, a number that stays its own
 * while this fold lives, by which indexes may speak of it. Rows of a snapshot stay in their columns until an entry
 * touches them.
 */
import { isJsonObject, type Json } from '../commit/json-text.ts';
import type { Entry } from '../commit/part.ts';
import type { EntryRef } from './entry-ref.ts';
import type { SnapshotData } from './fold.ts';
import { Interner } from './interner.ts';
import { CONFLICT, REMOVED, RecordColumns, type RowSource } from './record-columns.ts';
import {
  type Cell,
  conflictOf,
  currentWrites,
  deleteCell,
  fieldsWritten,
  insertCell,
  type RecordState,
  removalOf,
  type WriteGuard,
  writesOf,
} from './record-state.ts';
import { type RecordView, readRecord } from './record-view.ts';

/** Most writes that an `over` names: what stands, and what it stood on, newest first. */
const MOST_OVER = 16;
const MOST_OVER_REMOVE = 256;

/** The commits an entry replaces, as entries carry them. */
export type Over = readonly (readonly [string, number])[];

interface LiveRow {
  readonly state: RecordState;
  shown: Map<string, Json>;
  flags: number;
}

export class RecordFold {
  readonly type: string;
  readonly #columns: readonly string[];
  readonly #changed: (row: number, id: string) => void;
  #feeds = new Interner();
  #base: RecordColumns | null = null;
  /** Row of each id; after restoring it is filled when somebody first asks by id. */
  readonly #rowsById = new Map<string, number>();
  #isIndexed = true;
  /** Ids of rows that are not in the base. */
  readonly #newIds: string[] = [];
  /** A hole is a row that still lies in the base. */
  readonly #live: (LiveRow | undefined)[] = [];
  #size = 0;

  readonly #guard: WriteGuard | null;

  /** `columns`: fields that snapshots keep in columns. `changed` hears of every row that may show something else. */
  constructor(
    type: string,
    columns: readonly string[],
    changed: (row: number, id: string) => void = () => {},
    guard: WriteGuard | null = null,
  ) {
    this.type = type;
    this.#guard = guard;
    this.#columns = columns;
    this.#changed = changed;
  }

  /** Records of which at least one entry is there, removed ones included. */
  get size(): number {
    return this.#size;
  }

  /** Rows ever given; some may be empty. */
  get rowCount(): number {
    return (this.#base?.length ?? 0) + this.#newIds.length;
  }

  add(ref: EntryRef, entry: Entry): void {
    const cell = this.#cellOf(ref, entry);
    const id = entry.id;
    if (cell === null || typeof id !== 'string') return;
    const row = this.#rowFor(id);
    const live = this.#thaw(row);
    const wasEmpty = live.state.cells.length === 0;
    if (!insertCell(this.#feeds, live.state, cell)) return;
    if (wasEmpty) this.#size++;
    this.#refresh(row, live);
  }

  remove(ref: EntryRef, entry: Entry): void {
    const cell = this.#cellOf(ref, entry);
    const id = entry.id;
    const row = typeof id === 'string' ? this.#rows.get(id) : undefined;
    if (cell === null || row === undefined) return;
    const live = this.#thaw(row);
    if (!deleteCell(live.state, cell)) return;
    if (live.state.cells.length === 0) this.#size--;
    this.#refresh(row, live);
  }

  rowOf(id: string): number {
    return this.#rows.get(id) ?? -1;
  }

  idOf(row: number): string {
    const old = this.#base?.length ?? 0;
    return row < old ? (this.#base?.ids.at(row) ?? '') : (this.#newIds[row - old] ?? '');
  }

  has(id: string): boolean {
    const row = this.rowOf(id);
    return row >= 0 && this.isThere(row);
  }

  isThere(row: number): boolean {
    const live = this.#live[row];
    return live === undefined ? row < (this.#base?.length ?? 0) : live.state.cells.length > 0;
  }

  isRemoved(row: number): boolean {
    return (this.#flagsOf(row) & REMOVED) !== 0;
  }

  hasConflict(row: number): boolean {
    return (this.#flagsOf(row) & CONFLICT) !== 0;
  }

  /** What a field shows; `undefined` when nobody wrote it. */
  valueAt(row: number, field: string): Json | undefined {
    const live = this.#live[row];
    if (live !== undefined) return live.shown.get(field);
    if (this.#base === null) return undefined;
    if (this.#columns.includes(field)) return this.#base.shownAt(row, field);
    return this.#thaw(row).shown.get(field);
  }

  value(id: string, field: string): Json | undefined {
    const row = this.#rows.get(id);
    return row === undefined ? undefined : this.valueAt(row, field);
  }

  textAt(row: number, field: string): string {
    const value = this.valueAt(row, field);
    return typeof value === 'string' ? value : '';
  }

  numberAt(row: number, field: string): number | null {
    const value = this.valueAt(row, field);
    return typeof value === 'number' ? value : null;
  }

  /** Whether a number shows there: for passes over all rows, which need not know which. */
  isNumberAt(row: number, field: string): boolean {
    if (this.#live[row] === undefined && this.#base !== null && this.#columns.includes(field)) {
      return this.#base.isNumberAt(row, field);
    }
    return typeof this.valueAt(row, field) === 'number';
  }

  /**
   * The number that counts while a field is open: of a floor price the higher, of a credit limit the lower, whatever
   * shows (collaboration.md §8). Without a conflict it is the shown one.
   */
  countedNumberAt(row: number, field: string, counts: 'higher' | 'lower'): number | null {
    if (!this.hasConflict(row)) return this.numberAt(row, field);
    const values = currentWrites(writesOf(this.#thaw(row).state, field)).map((write) => write.value);
    const numbers = values.filter((value) => typeof value === 'number');
    if (numbers.length === 0) return null;
    return counts === 'higher' ? Math.max(...numbers) : Math.min(...numbers);
  }

  /** Fields, open conflicts and history of a record; `null` when no entry about it is there. */
  read(id: string): RecordView | null {
    const row = this.#rows.get(id);
    if (row === undefined || !this.isThere(row)) return null;
    return readRecord(this.#thaw(row).state, this.#feeds);
  }

  /** For a `set`: the commits whose values it replaces. */
  overOfField(id: string, field: string): Over {
    const row = this.#rows.get(id);
    if (row === undefined) return [];
    const writes = writesOf(this.#thaw(row).state, field);
    const current = new Set(currentWrites(writes));
    const rest = writes.filter((write) => !current.has(write));
    return this.#overOf(
      [...[...current].reverse(), ...rest.reverse()].map((write) => write.cell),
      MOST_OVER,
    );
  }

  /** For a `remove`, or a `set` of `removed` that brings the record back: all that was written about it. */
  overOfRecord(id: string): Over {
    const row = this.#rows.get(id);
    if (row === undefined) return [];
    const { state } = this.#thaw(row);
    const current = new Set(
      [...fieldsWritten(state)].flatMap((field) => currentWrites(writesOf(state, field))).map((w) => w.cell),
    );
    const removal = removalOf(state);
    if (removal !== null) current.add(removal.cell);
    const rest = state.cells.filter((cell) => !current.has(cell));
    return this.#overOf([...current, ...rest.reverse()], MOST_OVER_REMOVE);
  }

  snapshot(): SnapshotData {
    const base = this.#base;
    const rows: number[] = [];
    for (let row = 0; row < this.rowCount; row++) if (this.isThere(row)) rows.push(row);
    const compact = rows.length < this.rowCount;
    const columns =
      base === null || compact
        ? RecordColumns.of(
            rows.map((row) => this.#sourceOf(row)),
            this.#columns,
          )
        : base.patched(this.#liveSources(), rows.length);
    if (!compact) {
      // The same rows in less memory, and the next snapshot has only what changes from here on.
      this.#base = columns;
      this.#live.length = 0;
      this.#live.length = rows.length;
      this.#newIds.length = 0;
    }
    return { feeds: [...this.#feeds.list()], columns: columns.snapshot() };
  }

  restore(data: SnapshotData): void {
    const { feeds, columns } = data;
    if (this.rowCount > 0) throw new Error('restoring into a fold in use');
    if (!Array.isArray(feeds)) throw new TypeError('not a record snapshot');
    this.#feeds = new Interner(feeds.map(String));
    const base = RecordColumns.restore(columns as SnapshotData);
    this.#base = base;
    this.#isIndexed = false;
    this.#live.length = base.length;
    this.#size = base.length;
  }

  get #rows(): Map<string, number> {
    const base = this.#base;
    if (!this.#isIndexed && base !== null) {
      this.#isIndexed = true;
      for (let row = 0; row < base.length; row++) this.#rowsById.set(base.ids.at(row), row);
    }
    return this.#rowsById;
  }

  #rowFor(id: string): number {
    const known = this.#rows.get(id);
    if (known !== undefined) return known;
    const row = this.rowCount;
    this.#newIds.push(id);
    this.#rows.set(id, row);
    this.#live[row] = { state: this.#emptyState(id), shown: new Map(), flags: 0 };
    return row;
  }

  #liveSources(): Map<number, RowSource> {
    const sources = new Map<number, RowSource>();
    this.#live.forEach((live, row) => {
      if (live !== undefined) sources.set(row, this.#sourceOf(row));
    });
    return sources;
  }

  #sourceOf(row: number): RowSource {
    const live = this.#live[row];
    const base = this.#base;
    return {
      id: this.idOf(row),
      state: live?.state ?? base?.stateAt(row, this.#guard) ?? this.#emptyState(this.idOf(row)),
      flags: this.#flagsOf(row) & (REMOVED | CONFLICT),
      shown: (field) => (live === undefined ? base?.shownAt(row, field) : live.shown.get(field)),
    };
  }

  #emptyState(id: string): RecordState {
    return { id, guard: this.#guard, cells: [] };
  }

  #thaw(row: number): LiveRow {
    const known = this.#live[row];
    if (known !== undefined) return known;
    const base = this.#base;
    if (base === null) throw new RangeError(`no row ${row}`);
    const live: LiveRow = { state: base.stateAt(row, this.#guard), shown: new Map(), flags: 0 };
    this.#live[row] = live;
    this.#show(live);
    return live;
  }

  #flagsOf(row: number): number {
    const live = this.#live[row];
    return live === undefined ? (this.#base?.flagsAt(row) ?? 0) : live.flags;
  }

  #refresh(row: number, live: LiveRow): void {
    this.#show(live);
    this.#changed(row, live.state.id);
  }

  #show(live: LiveRow): void {
    const [only, ...more] = live.state.cells;
    live.flags = 0;
    if (only?.kind === 'new' && more.length === 0) {
      live.shown = new Map(Object.entries(only.fields ?? {}));
      return;
    }
    live.shown = new Map();
    for (const field of fieldsWritten(live.state)) {
      const writes = writesOf(live.state, field);
      const shown = currentWrites(writes).at(-1);
      if (shown !== undefined) live.shown.set(field, shown.value);
      if (conflictOf(writes).length > 0) live.flags |= CONFLICT;
    }
    if (removalOf(live.state)?.hides === true) live.flags |= REMOVED;
  }

  #cellOf(ref: EntryRef, entry: Entry): Cell | null {
    const { kind } = entry;
    if (entry.type !== this.type || (kind !== 'new' && kind !== 'set' && kind !== 'remove')) return null;
    const fields = entry.fields;
    return {
      kind,
      feed: this.#feeds.numberOf(ref.feed),
      seq: ref.seq,
      index: ref.index,
      time: ref.time,
      fields: kind === 'new' && isJsonObject(fields) ? fields : null,
      field: kind === 'set' && typeof entry.field === 'string' ? entry.field : '',
      value: kind === 'set' ? (entry.value ?? null) : null,
      over: kind === 'new' ? [] : this.#readOver(entry.over),
      cap: this.#capOf(ref, entry),
    };
  }

  #capOf(ref: EntryRef, entry: Entry): number | null {
    const { field } = entry;
    if (this.#guard === null || ref.uses === undefined || typeof field !== 'string') return null;
    return this.#guard.guards(field) ? this.#guard.capOf(ref.uses) : null;
  }

  #readOver(over: Json | undefined): number[] {
    const out: number[] = [];
    if (!Array.isArray(over)) return out;
    for (const pair of over) {
      if (!Array.isArray(pair)) continue;
      const [feed, seq] = pair;
      if (typeof feed === 'string' && typeof seq === 'number') out.push(this.#feeds.numberOf(feed), seq);
    }
    return out;
  }

  #overOf(cells: readonly Cell[], most: number): Over {
    const pairs = new Map<string, readonly [string, number]>();
    for (const cell of cells) {
      if (pairs.size === most) break;
      const feed = this.#feeds.textOf(cell.feed);
      pairs.set(`${feed}/${cell.seq}`, [feed, cell.seq]);
    }
    return [...pairs.values()];
  }
}
