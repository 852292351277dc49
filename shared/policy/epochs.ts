/**
 * At most so many epochs of a device may cite one of its heads: a key that opens feeds without end gets nowhere. The first
 * in the final order stand; the others are void with all that follows in them.
 */
import { byClaimedTime, type Subject } from './policy-view.ts';

export const MOST_EPOCHS = 64;

/** First commit of a feed, with the head of the same device that it cites (-1: none). */
export type EpochRoot = Pick<Subject, 'index' | 'time' | 'feed' | 'seq' | 'hash'>;

/** Feeds beyond the limit, of all that cite one head. Several roots of one feed (a fork) count once. */
export function feedsBeyondLimit(
  roots: readonly EpochRoot[],
  limit: number,
  position: (index: number) => number,
): ReadonlySet<string> {
  if (new Set(roots.map((root) => root.feed)).size <= limit) return NONE;
  const ordered = [...roots].sort((a, b) => {
    const first = position(a.index);
    const second = position(b.index);
    return first === second ? byClaimedTime(a, b) : first < second ? -1 : 1;
  });
  const kept = new Set<string>();
  const beyond = new Set<string>();
  for (const { feed } of ordered) {
    if (kept.has(feed) || kept.size < limit) kept.add(feed);
    else beyond.add(feed);
  }
  return beyond;
}

const NONE: ReadonlySet<string> = new Set();
