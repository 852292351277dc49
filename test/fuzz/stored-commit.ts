/** What a device of the fuzz has on disk, and how it travels. */
import type { WireCommit } from '../../shared/commit/codec.ts';

/** A commit on disk with the parts that are here. */
export interface StoredCommit {
  readonly commit: WireCommit;
  readonly parts: (string | null)[];
}

/**
 * A feed's commits as runs: contiguous, each ending with a seal. With a fork two branches may lie mixed on disk, so each
 * seal gathers the unsealed commits before it by seq. A tail without a seal is nobody's word and is left out.
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
    for (let seq = stored.commit.seq - 1; ; seq--) {
      const at = loose.findLastIndex(({ commit }) => commit.seq === seq);
      const before = loose[at];
      if (before === undefined) break;
      run.unshift(before);
      loose.splice(at, 1);
    }
    runs.push(run);
  }
  return runs;
}
