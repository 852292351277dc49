/**
 * Which heads the own feed's next commit must cite (design.md §2 "deps"): what was newly seen since its last commit,
 * without what something else newly seen has in its past. The witness's newest listing covers all that it lists, so in
 * a shop with a relay usually one head is left.
 */
import type { FeedId } from '../../shared/foundation/ids.ts';
import type { UncitedHead } from './records.ts';

/** A commit as citing needs it: itself, what it cites, and what it lists if the witness wrote it. */
export interface SeenCommit extends UncitedHead {
  readonly covers: readonly { readonly feed: FeedId; readonly seq: number }[];
}

/** `heads` after seeing `commits` in this order; the own feed's commits are never cited. */
export function seeCommits(
  heads: readonly UncitedHead[],
  own: FeedId | null,
  commits: readonly SeenCommit[],
): UncitedHead[] {
  const left = new Map(heads.map((head) => [head.feed, head]));
  for (const commit of commits) {
    for (const { feed, seq } of commit.covers) {
      const head = left.get(feed);
      if (head !== undefined && head.seq <= seq) left.delete(feed);
    }
    if (commit.feed !== own) {
      const { feed, seq, hash16, time } = commit;
      left.set(feed, { feed, seq, hash16, time });
    }
  }
  return [...left.values()];
}

/** What stays to be cited after a commit that cited `cited`. */
export function withoutCited(heads: readonly UncitedHead[], cited: readonly UncitedHead[]): UncitedHead[] {
  const seqs = new Map(cited.map((head) => [head.feed, head.seq]));
  return heads.filter((head) => head.seq > (seqs.get(head.feed) ?? 0));
}
