/** What a device of the fuzz has on disk, and how it travels. */
import type { WireCommit } from '../../shared/commit/codec.ts';

/** A commit on disk with the parts that are here. */
export interface StoredCommit {
  readonly commit: WireCommit;
  readonly parts: (string | null)[];
  /** Its hash and its predecessor's, once a replica has taken it. */
  readonly chain?: { readonly hash: string; readonly prev: string };
}

/**
 * A feed's commits as runs: contiguous, each ending with a seal. With a fork two branches may lie mixed on disk, so each
 * seal gathers the unsealed commits that its chain names. A tail without a seal is nobody's word and is left out.
 */
export function sealedRuns(list: readonly StoredCommit[]): StoredCommit[][] {
  const runs: StoredCommit[][] = [];
  const loose: StoredCommit[] = [];
  for (const stored of list) {
    if (stored.commit.seal === null) {
      loose.push(stored);
      continue;
    }
    const run = [stored];
    for (let prev = stored.chain?.prev; prev !== undefined; ) {
      const at = loose.findIndex(({ chain }) => chain?.hash === prev);
      const before = loose[at];
      if (before === undefined) break;
      run.unshift(before);
      loose.splice(at, 1);
      prev = before.chain?.prev;
    }
    runs.push(run);
  }
  return runs;
}
