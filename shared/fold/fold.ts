/**
 * The framework of folds (design.md §4, SPEC.md). A fold is a pure function of the *set* of effective, present entries:
 * `add` puts one in, `remove` takes one out, each at most once per entry, in any order and any partition; taking out
 * equals never having had, and whatever is void or absent, every other entry shows. An entry that is added twice, or
 * taken out without having been added, changes nothing.
 *
 * Snapshots hold plain data that structured clone carries cheaply: typed arrays and joined texts. The frontier they
 * stand for lies beside them; its form is the engine's business.
 */
import type { Entry } from '../commit/part.ts';
import { type DocumentKind, parseDocumentName } from '../document/document-kinds.ts';
import type { EntryRef, PartPlace } from './entry-ref.ts';

export type SnapshotValue =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | Int32Array
  | Uint16Array
  | Uint32Array
  | Float64Array
  | readonly SnapshotValue[]
  | { readonly [key: string]: SnapshotValue };
export type SnapshotData = { readonly [key: string]: SnapshotValue };

export interface Fold {
  readonly name: string;
  /** Changes with the form of its snapshots and with its rules: an older snapshot is then not taken. */
  readonly version: number;
  readonly documents: readonly DocumentKind[];
  add(ref: EntryRef, entry: Entry): void;
  remove(ref: EntryRef, entry: Entry): void;
  snapshot(): SnapshotData;
  /**
   * Throws when the data is not of this version's form; only ever called on an empty fold. Data may have an array
   * `later`: what a start can do without. It may be cut off before, and follows then by `restoreLater`, in order.
   */
  restore(data: SnapshotData): void;
  restoreLater?(piece: SnapshotValue): void;
  /** After the last piece: from here on nothing is missing. */
  settleLater?(): void;
  /** Keys touched since the last call (ids of records, variants, tickets …), or `many`. */
  drainTouched(): ReadonlySet<string> | 'many';
}

export interface FoldSnapshot {
  readonly name: string;
  readonly version: number;
  readonly frontier: string;
  readonly data: SnapshotData;
}

/** A piece of the fold of that name. */
export interface LaterPiece {
  readonly name: string;
  readonly piece: SnapshotValue;
}

/** Snapshots without what a start can do without, and that. */
export function splitLater(snapshots: readonly FoldSnapshot[]): {
  readonly first: readonly FoldSnapshot[];
  readonly later: readonly LaterPiece[];
} {
  const pieces: LaterPiece[] = [];
  const first = snapshots.map((snapshot) => {
    const { later, ...data } = snapshot.data;
    if (!Array.isArray(later)) return snapshot;
    for (const piece of later) pieces.push({ name: snapshot.name, piece });
    return { ...snapshot, data };
  });
  return { first, later: pieces };
}

/** Tells each fold what concerns it. */
export class FoldSet {
  readonly #folds: readonly Fold[];
  readonly #byDocument = new Map<DocumentKind, Fold[]>();

  constructor(folds: readonly Fold[]) {
    this.#folds = folds;
    for (const fold of folds) {
      for (const kind of fold.documents) this.#byDocument.set(kind, [...(this.#byDocument.get(kind) ?? []), fold]);
    }
  }

  /** A part became effective and present. */
  addPart(place: PartPlace, entries: readonly Entry[]): void {
    this.#each(place, entries, (fold, ref, entry) => fold.add(ref, entry));
  }

  /** It is so no longer: void, waiting, erased. The same entries that were added. */
  removePart(place: PartPlace, entries: readonly Entry[]): void {
    this.#each(place, entries, (fold, ref, entry) => fold.remove(ref, entry));
  }

  /** Snapshots of all folds, standing for `frontier`. */
  snapshot(frontier: string): FoldSnapshot[] {
    return this.#folds.map((fold) => ({ name: fold.name, version: fold.version, frontier, data: fold.snapshot() }));
  }

  /**
   * Restores all folds from snapshots of one frontier, which is given back. `null` when one is missing, of another
   * version or of another frontier: then nothing was restored and everything is folded from the start.
   */
  restore(snapshots: readonly FoldSnapshot[]): string | null {
    const byName = new Map(snapshots.map((snapshot) => [snapshot.name, snapshot]));
    const frontier = snapshots[0]?.frontier;
    if (frontier === undefined) return null;
    for (const fold of this.#folds) {
      const snapshot = byName.get(fold.name);
      if (snapshot?.version !== fold.version || snapshot.frontier !== frontier) return null;
    }
    for (const fold of this.#folds) {
      const snapshot = byName.get(fold.name);
      if (snapshot !== undefined) fold.restore(snapshot.data);
    }
    return frontier;
  }

  /** One of the pieces that were cut off from the snapshots restored; they come in their order. */
  restoreLater({ name, piece }: LaterPiece): void {
    this.#folds.find((fold) => fold.name === name)?.restoreLater?.(piece);
  }

  /** After the last piece. */
  settleLater(): void {
    for (const fold of this.#folds) fold.settleLater?.();
  }

  /** Touched keys by fold, folds without any left out. */
  drainTouched(): ReadonlyMap<string, ReadonlySet<string> | 'many'> {
    const touched = new Map<string, ReadonlySet<string> | 'many'>();
    for (const fold of this.#folds) {
      const keys = fold.drainTouched();
      if (keys === 'many' || keys.size > 0) touched.set(fold.name, keys);
    }
    return touched;
  }

  #each(place: PartPlace, entries: readonly Entry[], tell: (fold: Fold, ref: EntryRef, entry: Entry) => void): void {
    const kind = parseDocumentName(place.document)?.kind;
    const folds = kind === undefined ? [] : (this.#byDocument.get(kind) ?? []);
    if (folds.length === 0) return;
    for (const [index, entry] of entries.entries()) {
      const ref = { ...place, index };
      for (const fold of folds) tell(fold, ref, entry);
    }
  }
}
