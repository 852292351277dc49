/**
 * A commit put together from a bulk, with what was worked out while its header was restored: the hashes of its parts,
 * and the head that its header gives on a certain head. Both are pure functions of the texts that stand beside them, so
 * whoever gets this very object need not hash again; nothing is believed that a stranger said.
 *
 * Only this class carries that knowledge: a copy with other texts (`{ ...commit, parts }`), and what crossed a wire, a
 * disk or a thread, is a plain `WireCommit` and is hashed like any other.
 */
import { equalBytes } from '../foundation/bytes.ts';
import type { FeedId } from '../foundation/ids.ts';
import type { WireCommit } from './codec.ts';

/** `head` = SHA-256(`before` ‖ header). */
export interface ChainLink {
  readonly before: Uint8Array;
  readonly head: Uint8Array;
}

/** The caller vouches that the texts of `parts` have the hashes that `header` names, and for the link. */
export class RestoredCommit implements WireCommit {
  readonly feed: FeedId;
  readonly seq: number;
  readonly header: string;
  readonly parts: readonly (string | null)[];
  readonly seal: Uint8Array | null;
  #link: ChainLink | null;

  constructor(commit: WireCommit, link: ChainLink | null) {
    this.feed = commit.feed;
    this.seq = commit.seq;
    this.header = commit.header;
    this.parts = commit.parts;
    this.seal = commit.seal;
    this.#link = link;
  }

  withSeal(seal: Uint8Array): RestoredCommit {
    const { feed, seq, header, parts } = this;
    return new RestoredCommit({ feed, seq, header, parts, seal }, this.#link);
  }

  /** Have the hashes of this commit's texts been compared with its header? */
  static hasNamedParts(commit: WireCommit): boolean {
    return commit instanceof RestoredCommit;
  }

  /** The head that this commit gives on `before`; `null` where that is still to be worked out. */
  static headOn(commit: WireCommit, before: Uint8Array): Uint8Array | null {
    const link = commit instanceof RestoredCommit ? commit.#link : null;
    return link !== null && equalBytes(link.before, before) ? link.head : null;
  }

  /** Once a replica keeps the head, the commit need not: there may be a hundred thousand in memory. */
  static forgetHead(commit: WireCommit): void {
    if (commit instanceof RestoredCommit) commit.#link = null;
  }
}
