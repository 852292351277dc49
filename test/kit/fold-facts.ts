/** Facts for tests of folds: short names become ids, dates become times, entries get a place to stand. */
import type { Entry } from '../../shared/commit/part.ts';
import type { EntryRef } from '../../shared/fold/entry-ref.ts';
import type { DocumentName, FeedId, HashText } from '../../shared/foundation/ids.ts';

export interface PlacedEntry {
  readonly ref: EntryRef;
  readonly entry: Entry;
}

export const BRANCH = 'branch-1';
export const WAREHOUSE = 'house--1';
export const REGISTER = 'till---1';
export const MEMBER = 'member-000000001';
export const STOCK_PLACE = `${BRANCH}/${WAREHOUSE}`;
export const STOCK_DOCUMENT = `stock/${STOCK_PLACE}/2026-09`;

/** A record id of a short name. */
export const idOf = (name: string): string => `${'device'.padEnd(24, '0')}.${name.padEnd(10, '_').slice(0, 10)}`;

export const feedOf = (name: string): FeedId => `${name.padEnd(24, '0')}.epoch---` as FeedId;

/** `2026-09-20 10:00` at UTC+8 as microseconds. */
export const timeAt = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`) * 1000;

export function refOf(feed: string, seq: number, time: number, document: string, index = 0): EntryRef {
  return {
    feed: feedOf(feed),
    seq,
    time,
    index,
    document: document as DocumentName,
    hash: `${feed}${seq}`.padEnd(43, '0') as HashText,
  };
}

export function entryAt(feed: string, seq: number, time: number, entry: Entry, document = STOCK_DOCUMENT): PlacedEntry {
  return { ref: refOf(feed, seq, time, document), entry };
}

export function movement(variant: string, quantity: number, type: string, document: string, line = 1): Entry {
  return { kind: 'movement', variant, quantity, type, document, line };
}

export function count(variant: string, counted: number, at: number, stocktake: string, line = 1): Entry {
  return { kind: 'count', variant, counted, at, stocktake, line, counter: MEMBER };
}
