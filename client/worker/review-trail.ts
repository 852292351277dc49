/** What was said of commits without effect: the last word on each, by (time, feed, seq), stands. */
import type { Entry } from '../../shared/commit/part.ts';
import type { DocumentKind } from '../../shared/document/document-kinds.ts';
import { compareRefs, type EntryRef } from '../../shared/fold/entry-ref.ts';
import { FactSet } from '../../shared/fold/fact-set.ts';
import type { Fold, SnapshotData } from '../../shared/fold/fold.ts';
import { TouchedKeys } from '../../shared/fold/touched-keys.ts';
import { isReviewNote, type ReviewNote } from '../../shared/schema/review-note.ts';

export class ReviewTrail implements Fold {
  readonly name = 'trail';
  readonly version = 1;
  readonly documents: readonly DocumentKind[] = ['trail'];
  readonly #notes = new FactSet<ReviewNote>();
  readonly #touched = new TouchedKeys();

  isDeclined(feed: string, seq: number): boolean {
    const notes = this.#notes.get(`${feed}/${seq}`);
    const last = notes.toSorted((a, b) => compareRefs(a.ref, b.ref)).at(-1);
    return last?.value.decision === 'declined';
  }

  add(ref: EntryRef, entry: Entry): void {
    if (!isReviewNote(entry)) return;
    this.#notes.add(ref, `${entry.feed}/${entry.seq}`, { ...entry });
    this.#touched.mark(`${entry.feed}/${entry.seq}`);
  }
  remove(ref: EntryRef, entry: Entry): void {
    if (!isReviewNote(entry)) return;
    this.#notes.remove(ref, `${entry.feed}/${entry.seq}`);
    this.#touched.mark(`${entry.feed}/${entry.seq}`);
  }
  snapshot(): SnapshotData {
    return { notes: this.#notes.snapshot() };
  }
  restore(data: SnapshotData): void {
    this.#notes.restore(String(data.notes));
  }
  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }
}
