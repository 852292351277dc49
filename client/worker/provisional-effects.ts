/**
 * Which commits the folds already contain before the replica has been rebuilt: those inside the snapshot, and those that
 * came after it and were added on trust (they were verified when they were stored, and their verdict is looked at again
 * when the history is in memory). Afterwards only the differences are folded in or out.
 */
import type { FeedId } from '../../shared/foundation/ids.ts';

export interface EffectFrontier {
  /** Feed → seq up to which commits are in the folds … */
  readonly seqs: readonly (readonly [FeedId, number])[];
  /** … but for these (void or waiting then), as `feed/seq`. */
  readonly except: readonly string[];
  /** Second commits at a seq that are in the folds, by hash: the line's commit with that seq is another. */
  readonly branches: readonly string[];
}

export const NO_EFFECTS: EffectFrontier = { seqs: [], except: [], branches: [] };

export class ProvisionalEffects {
  readonly #seqs: Map<FeedId, number>;
  readonly #except: Set<string>;
  readonly #branches: Set<string>;

  constructor(frontier: EffectFrontier = NO_EFFECTS) {
    this.#seqs = new Map(frontier.seqs);
    this.#except = new Set(frontier.except);
    this.#branches = new Set(frontier.branches ?? []);
  }

  has(feed: FeedId, seq: number): boolean {
    return seq <= (this.#seqs.get(feed) ?? 0) && !this.#except.has(`${feed}/${seq}`);
  }

  hasBranch(hash16: string): boolean {
    return this.#branches.has(hash16);
  }

  seqOf(feed: FeedId): number {
    return this.#seqs.get(feed) ?? 0;
  }

  /** The next commit of a feed; `false` when it is inside already. Gaps can't occur: feeds are stored in order. */
  advance(feed: FeedId, seq: number): boolean {
    if (seq <= (this.#seqs.get(feed) ?? 0)) return false;
    this.#seqs.set(feed, seq);
    return true;
  }
}
