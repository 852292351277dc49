/** What a device of the fuzz has on disk, and how it travels. */
import type { WireCommit } from '../../shared/commit/codec.ts';

/** A commit on disk with the parts that are here. */
export interface StoredCommit {
  readonly commit: WireCommit;
  readonly parts: (string | null)[];
}

/** A feed's commits as runs: contiguous, each ending with a seal. A tail without one is nobody's word and is left out. */
export function sealedRuns(list: readonly StoredCommit[]): StoredCommit[][] {
  const runs: StoredCommit[][] = [];
  let run: StoredCommit[] = [];
  for (const stored of list) {
    const last = run.at(-1);
    if (last !== undefined && stored.commit.seq !== last.commit.seq + 1) run = [];
    run.push(stored);
    if (stored.commit.seal === null) continue;
    runs.push(run);
    run = [];
  }
  return runs;
}
