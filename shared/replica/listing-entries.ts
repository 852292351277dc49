/**
 * Entries of `listing/<month>`, written by the witness alone: the order in which commits came in, and the deadlines of
 * lenient narrowings. One `list` entry names up to 1,000 commits; a position is the running number over all entries of
 * that witness.
 *
 *   {"kind":"list","of":[["feed",seq,"hash16"],…]}      {"kind":"deadline","of":["feed",seq,"hash16"]}
 */

import type { Json } from '../commit/json-text.ts';
import type { Entry } from '../commit/part.ts';
import { asFeedId, type FeedId } from '../foundation/ids.ts';

export const MOST_LISTED = 1000;

export interface CommitName {
  readonly feed: FeedId;
  readonly seq: number;
  readonly hash16: string;
}

export interface ListingItem extends CommitName {
  readonly kind: 'list' | 'deadline';
}

export function listEntry(names: readonly CommitName[]): Entry {
  return { kind: 'list', of: names.map((name) => [name.feed, name.seq, name.hash16]) };
}

export function deadlineEntry(name: CommitName): Entry {
  return { kind: 'deadline', of: [name.feed, name.seq, name.hash16] };
}

/** The items of a listing part in order, or `null` when any entry is not of this shape. */
export function readListing(entries: readonly Entry[]): ListingItem[] | null {
  const out: ListingItem[] = [];
  for (const { kind, of } of entries) {
    if (!Array.isArray(of)) return null;
    if (kind === 'deadline') {
      const name = readName(of);
      if (name === null) return null;
      out.push({ kind, ...name });
    } else if (kind === 'list') {
      for (const item of of) {
        const name = readName(item);
        if (name === null || out.length >= MOST_LISTED) return null;
        out.push({ kind, ...name });
      }
    } else return null;
  }
  return out;
}

function readName(value: Json): CommitName | null {
  if (!Array.isArray(value) || value.length !== 3) return null;
  const [feedText, seq, hash16] = value;
  const feed = typeof feedText === 'string' ? asFeedId(feedText) : null;
  if (feed === null || typeof seq !== 'number' || seq < 1 || typeof hash16 !== 'string') return null;
  return hash16.length === 22 ? { feed, seq, hash16 } : null;
}
