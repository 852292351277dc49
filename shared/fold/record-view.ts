/** A record as people see it: what its fields show, which of them are open, and what happened to them. */
import type { Json } from '../commit/json-text.ts';
import type { Interner } from './interner.ts';
import {
  type Cell,
  conflictOf,
  currentWrites,
  fieldsWritten,
  type RecordState,
  removalOf,
  valueBefore,
  writesOf,
} from './record-state.ts';

/** The commit that wrote something, for names and travel. */
export interface WriterRef {
  readonly feed: string;
  readonly seq: number;
  readonly time: number;
}

export interface WrittenValue extends WriterRef {
  readonly value: Json;
}

export interface OpenConflict {
  readonly field: string;
  /** What the shown value replaced. */
  readonly before: Json;
  /** The shown one first, then the others, later before earlier. */
  readonly values: readonly WrittenValue[];
}

export interface HistoryRow extends WriterRef {
  readonly kind: 'new' | 'set' | 'remove';
  readonly field: string;
  /** Value of `over`; null where nothing was there. */
  readonly before: Json;
  readonly after: Json;
}

export interface RecordView {
  readonly id: string;
  readonly fields: Readonly<Record<string, Json>>;
  readonly conflicts: readonly OpenConflict[];
  /** Hidden by a remove that has seen all of it. */
  readonly removed: boolean;
  /** The remove that stands, also when it hides nothing: "shown again, removed by …". */
  readonly removal: WriterRef | null;
  readonly created: WriterRef | null;
  /** Latest first. */
  readonly history: readonly HistoryRow[];
}

export function readRecord(state: RecordState, feeds: Interner): RecordView {
  const writer = (cell: Cell): WriterRef => ({ feed: feeds.textOf(cell.feed), seq: cell.seq, time: cell.time });
  const fields: Record<string, Json> = {};
  const conflicts: OpenConflict[] = [];
  for (const field of [...fieldsWritten(state)].sort()) {
    const writes = writesOf(state, field);
    const shown = currentWrites(writes).at(-1);
    if (shown === undefined) continue;
    if (field !== 'removed') fields[field] = shown.value;
    const open = conflictOf(writes);
    if (open.length === 0) continue;
    const values = open.map((write) => ({ value: write.value, ...writer(write.cell) }));
    conflicts.push({ field, before: valueBefore(writes, shown) ?? null, values });
  }
  const removal = removalOf(state);
  const created = state.cells.find((cell) => cell.kind === 'new');
  return {
    id: state.id,
    fields,
    conflicts,
    removed: removal?.hides ?? false,
    removal: removal === null ? null : writer(removal.cell),
    created: created === undefined ? null : writer(created),
    history: historyOf(state, writer),
  };
}

const byName = ([a]: readonly [string, Json], [b]: readonly [string, Json]): number => (a < b ? -1 : 1);

function historyOf(state: RecordState, writer: (cell: Cell) => WriterRef): HistoryRow[] {
  const rows: HistoryRow[] = [];
  for (const cell of state.cells) {
    if (cell.kind === 'remove') {
      rows.push({ ...writer(cell), kind: 'remove', field: '', before: null, after: null });
    } else if (cell.kind === 'new') {
      // Sorted: how a text happened to order its fields, or a snapshot its columns, is nobody's business.
      for (const [field, after] of Object.entries(cell.fields ?? {}).sort(byName)) {
        rows.push({ ...writer(cell), kind: 'new', field, before: null, after });
      }
    } else {
      const writes = writesOf(state, cell.field);
      const write = writes.find((one) => one.cell === cell);
      const before = write === undefined ? null : (valueBefore(writes, write) ?? null);
      rows.push({ ...writer(cell), kind: 'set', field: cell.field, before, after: cell.value });
    }
  }
  return rows.reverse();
}
