/**
 * What is known of one record: the cells that commits wrote, and what follows from their set (design.md §4).
 *
 * A write of a field is replaced by a later write of that field that names its commit in `over` (or by a later entry of
 * the same commit). Writes that are not replaced are *current*; with more than one value among them the field is an open
 * conflict: the later (time, feed, seq) shows, the others stay beside it. Only a later write can replace an earlier one,
 * so there is always a current one, whatever a hostile `over` says.
 */
import type { Json, JsonObject } from '../commit/json-text.ts';
import type { Interner } from './interner.ts';

/** One entry about a record. `feed` is a number of the fold's interner; `over` holds feed, seq, feed, seq … */
export interface Cell {
  readonly kind: 'new' | 'set' | 'remove';
  readonly feed: number;
  readonly seq: number;
  readonly index: number;
  readonly time: number;
  /** Of `new`: its fields. */
  readonly fields: JsonObject | null;
  /** Of `set`. */
  readonly field: string;
  readonly value: Json;
  readonly over: readonly number[];
  /** How far its commit claims to go in a guarded field; null: as far as it likes. */
  readonly cap: number | null;
}

/** Holds writes of some fields against what their commits claim. */
export interface WriteGuard {
  guards(field: string): boolean;
  capOf(uses: readonly string[]): number | null;
  /** `before` is the value replaced, or what stood there; `undefined` when the field was empty: a first value is free. */
  allows(before: Json | undefined, after: Json, cap: number): boolean;
}

export interface Write {
  readonly cell: Cell;
  readonly value: Json;
  /** Goes further from what stood there than it may, without naming it: it stands beside, and never shows by itself. */
  readonly beside?: boolean;
}

export interface RecordState {
  readonly id: string;
  readonly guard: WriteGuard | null;
  /** Ascending in the order of {@link compareCells}. */
  readonly cells: Cell[];
}

export function compareCells(feeds: Interner, a: Cell, b: Cell): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.feed !== b.feed) return feeds.textOf(a.feed) < feeds.textOf(b.feed) ? -1 : 1;
  return a.seq - b.seq || a.index - b.index;
}

export function sameCell(a: Cell, b: Cell): boolean {
  return a.feed === b.feed && a.seq === b.seq && a.index === b.index;
}

/** `false` when it is there already. */
export function insertCell(feeds: Interner, state: RecordState, cell: Cell): boolean {
  let at = state.cells.length;
  while (at > 0) {
    const before = state.cells[at - 1];
    if (before === undefined) break;
    const order = compareCells(feeds, before, cell);
    if (order === 0) return false;
    if (order < 0) break;
    at--;
  }
  state.cells.splice(at, 0, cell);
  return true;
}

export function deleteCell(state: RecordState, cell: Cell): boolean {
  const at = state.cells.findIndex((one) => sameCell(one, cell));
  if (at < 0) return false;
  state.cells.splice(at, 1);
  return true;
}

export function fieldsWritten(state: RecordState): Set<string> {
  const fields = new Set<string>();
  for (const cell of state.cells) {
    if (cell.kind === 'new') for (const field of Object.keys(cell.fields ?? {})) fields.add(field);
    else if (cell.kind === 'set') fields.add(cell.field);
  }
  return fields;
}

/** All writes of a field, ascending; those that go further than they may are left out. */
export function writesOf(state: RecordState, field: string): Write[] {
  const writes: Write[] = [];
  for (const cell of state.cells) {
    if (cell.kind === 'set') {
      if (cell.field === field) writes.push({ cell, value: cell.value });
    } else if (cell.kind === 'new' && cell.fields !== null && Object.hasOwn(cell.fields, field)) {
      writes.push({ cell, value: cell.fields[field] ?? null });
    }
  }
  return state.guard?.guards(field) === true ? allowedWrites(writes, state.guard) : writes;
}

/**
 * Only earlier writes can be replaced, so going upwards each is judged by what stands below it. Who names a value is held
 * against that. Who names none that is known here may have written the field's first value as its author saw it, or may
 * wish to be taken for such a one: within what it may of what stood there it is like any other write; beyond that it
 * stays in sight, beside, for somebody to choose.
 */
function allowedWrites(writes: readonly Write[], guard: WriteGuard): Write[] {
  const allowed: Write[] = [];
  const standing: Write[] = [];
  for (const write of writes) {
    const { kind, cap } = write.cell;
    const named = valueBefore([...standing, write], write);
    const before = named ?? standing.at(-1)?.value;
    const fits = kind === 'new' || cap === null || guard.allows(before, write.value, cap);
    if (!fits && named !== undefined) continue;
    allowed.push(fits ? write : { ...write, beside: true });
    if (fits) standing.push(write);
  }
  return allowed;
}

/**
 * Writes that no later one replaces: the last shows. Ascending, those that only stand beside before all others. Never
 * empty when there are writes.
 */
export function currentWrites(writes: readonly Write[]): Write[] {
  if (writes.length < 2) return [...writes];
  const replaced = new Set<string>();
  const current: Write[] = [];
  const beside: Write[] = [];
  for (let i = writes.length - 1; i >= 0; i--) {
    const write = writes[i];
    if (write === undefined) continue;
    const key = commitKey(write.cell);
    if (!replaced.has(key)) (write.beside === true ? beside : current).unshift(write);
    replaced.add(key);
    addOver(replaced, write.cell);
  }
  return [...beside, ...current];
}

/** Open conflict: the current writes, the shown one first, one for each value; empty when all say the same. */
export function conflictOf(writes: readonly Write[]): Write[] {
  const current = currentWrites(writes);
  if (current.length < 2) return [];
  const byValue = new Map<string, Write>();
  for (const write of current.reverse()) {
    const text = valueText(write.value);
    if (!byValue.has(text)) byValue.set(text, write);
  }
  return byValue.size > 1 ? [...byValue.values()] : [];
}

/** What a write replaced: of the writes that it names, the last that is known; `undefined` when none is. */
export function valueBefore(writes: readonly Write[], write: Write): Json | undefined {
  const named = new Set<string>();
  addOver(named, write.cell);
  let before: Json | undefined;
  for (const one of writes) {
    if (one.cell === write.cell) break;
    if (named.has(commitKey(one.cell)) || commitKey(one.cell) === commitKey(write.cell)) before = one.value;
  }
  return before;
}

export interface Removal {
  /** The remove that stands, the latest. */
  readonly cell: Cell;
  /** False when somebody wrote without having seen it: the record is shown, with a note. */
  readonly hides: boolean;
}

/** The removal of a record, if one stands: not undone by a write that names it. */
export function removalOf(state: RecordState): Removal | null {
  const standing: Cell[] = [];
  const named = new Set<string>();
  for (let i = state.cells.length - 1; i >= 0; i--) {
    const cell = state.cells[i];
    if (cell === undefined) continue;
    if (cell.kind === 'remove' && !named.has(commitKey(cell))) standing.push(cell);
    addOver(named, cell);
  }
  const last = standing[0];
  if (last === undefined) return null;
  const current = [...fieldsWritten(state)].flatMap((field) => currentWrites(writesOf(state, field)));
  const hides = standing.some((cell) => {
    const seen = new Set([commitKey(cell)]);
    addOver(seen, cell);
    return current.every((write) => seen.has(commitKey(write.cell)));
  });
  return { cell: last, hides };
}

export function commitKey(cell: Cell): string {
  return `${cell.feed}/${cell.seq}`;
}

function addOver(keys: Set<string>, cell: Cell): void {
  for (let i = 0; i + 1 < cell.over.length; i += 2) keys.add(`${cell.over[i]}/${cell.over[i + 1]}`);
}

/** Equal values have equal texts: keys are put in order. */
export function valueText(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join()}]`;
  const object = value as JsonObject;
  const keys = Object.keys(object).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${valueText(object[key] ?? null)}`).join()}}`;
}
