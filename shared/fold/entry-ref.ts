/**
 * Where an entry stands, and the one order for everything that is not a sum: (time, feed, seq, hash), then the place
 * inside the commit (design.md §4). Two effective commits never share feed and seq, so the hash only ever decides
 * between things that are shown beside each other; folds that keep columns leave it out.
 */
import type { HybridTime } from '../foundation/clock.ts';
import type { DocumentName, FeedId, HashText } from '../foundation/ids.ts';

/** A part as folds are told of it. */
export interface PartPlace {
  readonly feed: FeedId;
  readonly seq: number;
  readonly document: DocumentName;
  readonly time: HybridTime;
  /** Head of the feed at seq: the commit's hash. */
  readonly hash: HashText;
  /** The header's uses, where a fold holds entries against what their commit claims. */
  readonly uses?: readonly string[];
}

export interface EntryRef extends PartPlace {
  /** Number of the entry in its part, from 0. */
  readonly index: number;
}

export function compareRefs(a: EntryRef, b: EntryRef): number {
  return (
    a.time - b.time ||
    compareTexts(a.feed, b.feed) ||
    a.seq - b.seq ||
    compareTexts(a.hash, b.hash) ||
    compareTexts(a.document, b.document) ||
    a.index - b.index
  );
}

/** Order of UTF-16 units: the same on every machine, unlike a locale's. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One text per entry, for maps. */
export function refKey(ref: EntryRef): string {
  return `${ref.feed}/${ref.seq}/${ref.index}/${ref.document}`;
}

export function sameEntry(a: EntryRef, b: EntryRef): boolean {
  return a.seq === b.seq && a.index === b.index && a.feed === b.feed && a.document === b.document;
}
