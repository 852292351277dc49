/**
 * Record types that need no index of their own, as one fold: places of the shop, members' names, parties, costs.
 */
import type { Entry } from '../../shared/commit/part.ts';
import type { DocumentKind } from '../../shared/document/document-kinds.ts';
import type { EntryRef } from '../../shared/fold/entry-ref.ts';
import type { Fold, SnapshotData } from '../../shared/fold/fold.ts';
import { RecordFold } from '../../shared/fold/record-fold.ts';
import { TouchedKeys } from '../../shared/fold/touched-keys.ts';

export class RecordShelf<Type extends string> implements Fold {
  readonly name: string;
  readonly version = 1;
  readonly documents: readonly DocumentKind[];
  readonly types: readonly Type[];
  readonly #records: ReadonlyMap<string, RecordFold>;
  readonly #touched = new TouchedKeys();

  /** `columns`: fields that are read of every record, by type. */
  constructor(name: string, documents: readonly DocumentKind[], columns: Readonly<Record<Type, readonly string[]>>) {
    this.name = name;
    this.documents = documents;
    this.types = Object.keys(columns) as Type[];
    this.#records = new Map(
      this.types.map((type) => [type, new RecordFold(type, columns[type], (_row, id) => this.#touched.mark(id))]),
    );
  }

  of(type: Type): RecordFold {
    const fold = this.#records.get(type);
    if (fold === undefined) throw new Error(`no ${type} on this shelf`);
    return fold;
  }

  /** Ids of records that are there and not removed. */
  ids(type: Type): readonly string[] {
    const fold = this.of(type);
    const ids: string[] = [];
    for (let row = 0; row < fold.rowCount; row++) {
      if (fold.isThere(row) && !fold.isRemoved(row)) ids.push(fold.idOf(row));
    }
    return ids;
  }

  text(type: Type, id: string, field: string): string {
    const value = this.of(type).value(id, field);
    return typeof value === 'string' ? value : '';
  }

  add(ref: EntryRef, entry: Entry): void {
    this.#records.get(String(entry.type))?.add(ref, entry);
  }
  remove(ref: EntryRef, entry: Entry): void {
    this.#records.get(String(entry.type))?.remove(ref, entry);
  }
  snapshot(): SnapshotData {
    return Object.fromEntries([...this.#records].map(([type, fold]) => [type, fold.snapshot()]));
  }
  restore(data: SnapshotData): void {
    for (const [type, fold] of this.#records) fold.restore(data[type] as SnapshotData);
  }
  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }
}
