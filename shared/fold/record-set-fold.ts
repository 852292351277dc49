/** Record types that need no index of their own, as one fold: settings, people, parties, costs. */
import type { Entry } from '../commit/part.ts';
import type { DocumentKind } from '../document/document-kinds.ts';
import type { EntryRef } from './entry-ref.ts';
import type { Fold, SnapshotData } from './fold.ts';
import { RecordFold } from './record-fold.ts';
import { TouchedKeys } from './touched-keys.ts';

export class RecordSetFold<Type extends string> implements Fold {
  readonly name: string;
  readonly version: number;
  readonly documents: readonly DocumentKind[];
  readonly #folds: ReadonlyMap<Type, RecordFold>;
  readonly #touched = new TouchedKeys();

  /** `types`: record type → the fields that snapshots keep in columns. A type more is another `version`. */
  constructor(
    name: string,
    documents: readonly DocumentKind[],
    types: Readonly<Record<Type, readonly string[]>>,
    version = 1,
  ) {
    this.name = name;
    this.version = version;
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

  /** Ids of records that are there and not removed, the first heard of first. */
  ids(type: Type): readonly string[] {
    const fold = this.of(type);
    const ids: string[] = [];
    for (let row = 0; row < fold.rowCount; row++) {
      if (fold.isThere(row) && !fold.isRemoved(row)) ids.push(fold.idOf(row));
    }
    return ids;
  }

  /** A field as text; '' where it has none. */
  text(type: Type, id: string, field: string): string {
    const value = this.of(type).value(id, field);
    return typeof value === 'string' ? value : '';
  }

  add(ref: EntryRef, entry: Entry): void {
    this.#of(entry)?.add(ref, entry);
  }

  remove(ref: EntryRef, entry: Entry): void {
    this.#of(entry)?.remove(ref, entry);
  }

  #of({ type }: Entry): RecordFold | undefined {
    return this.#folds.get(type as Type);
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
