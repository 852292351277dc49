/**
 * Verifies the last seal of a run before any of it is taken: n commits cost n hashes and one signature. With a forked
 * feed the run may hang on either branch; the seal tells which.
 */
import type { WireCommit } from '../commit/codec.ts';
import type { Verifier } from '../commit/seal.ts';
import type { RunCandidate, ShopReplica } from './shop-replica.ts';

export type RunCheck =
  | { readonly kind: 'good'; readonly run: RunCandidate }
  /** The commit before the first, or the device's key, is not known here yet. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'bad' };

export async function authenticateRun(
  replica: ShopReplica,
  commits: readonly WireCommit[],
  verify: Verifier,
): Promise<RunCheck> {
  const candidates = replica.runsOf(commits);
  if (candidates.length === 0) return { kind: 'missing' };
  for (const run of candidates) {
    if (!(await verify(run.publicKey, run.message, run.seal))) continue;
    for (const { publicKey, message, signature } of run.proofs) {
      if (!(await verify(publicKey, message, signature))) return { kind: 'bad' };
    }
    return { kind: 'good', run };
  }
  return { kind: 'bad' };
}
