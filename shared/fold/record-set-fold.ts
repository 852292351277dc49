/** Several record types of one kind of document as one fold: settings, people, parties, costs. */
import type { Entry } from '../commit/part.ts';
import type { DocumentKind } from '../document/document-kinds.ts';
import type { EntryRef } from './entry-ref.ts';
import type { Fold, SnapshotData } from './fold.ts';
import { RecordFold } from './record-fold.ts';
import { TouchedKeys } from './touched-keys.ts';

export class RecordSetFold<Type extends string> implements Fold {
  readonly name: string;
  readonly version = 1;
  readonly documents: readonly DocumentKind[];
  readonly #folds: ReadonlyMap<Type, RecordFold>;
  readonly #touched = new TouchedKeys();

  /** `types`: record type → the fields that snapshots keep in columns. */
  constructor(name: string, documents: readonly DocumentKind[], types: Readonly<Record<Type, readonly string[]>>) {
    this.name = name;
    this.documents = documents;
    const folds = new Map<Type, RecordFold>();
    for (const type of Object.keys(types) as Type[]) {
      folds.set(type, new RecordFold(type, types[type], (_row, id) => this.#touched.mark(id)));
    }
    this.#folds = folds;
  }

  of(type: Type): RecordFold {
    const fold = this.#folds.get(type);
    if (fold === undefined) throw new RangeError(`no records of type ${type}`);
    return fold;
  }

  /** Records that are there and not removed, by id, in a fixed order. */
  list(type: Type): { readonly id: string; readonly text: (field: string) => string }[] {
    const fold = this.of(type);
    const rows: { readonly id: string; readonly text: (field: string) => string }[] = [];
    for (let row = 0; row < fold.rowCount; row++) {
      if (fold.isThere(row) && !fold.isRemoved(row)) {
        rows.push({ id: fold.idOf(row), text: (field) => fold.textAt(row, field) });
      }
    }
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  add(ref: EntryRef, entry: Entry): void {
    for (const fold of this.#folds.values()) fold.add(ref, entry);
  }

  remove(ref: EntryRef, entry: Entry): void {
    for (const fold of this.#folds.values()) fold.remove(ref, entry);
  }

  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }

  snapshot(): SnapshotData {
    return Object.fromEntries([...this.#folds].map(([type, fold]) => [type, fold.snapshot()]));
  }

  restore(data: SnapshotData): void {
    for (const [type, fold] of this.#folds) fold.restore(data[type] as SnapshotData);
  }
}
