/**
 * Commits that came over a wire, on their way into the replica. Every feed's stretch of a delivery is authenticated by
 * one signature before any of it is taken; then commits are taken one by one in the order sent, so that causes come
 * first across feeds. Nothing is answered for here: what was taken is stored by the caller, then credit is given back.
 */

import type { WireCommit } from '../../shared/commit/codec.ts';
import type { Header } from '../../shared/commit/header.ts';
import { readHeader } from '../../shared/commit/header.ts';
import type { Verifier } from '../../shared/commit/seal.ts';
import type { FeedId } from '../../shared/foundation/ids.ts';
import type { Acceptance, PartReading } from '../../shared/replica/acceptance.ts';
import { authenticateRun } from '../../shared/replica/authenticate-run.ts';
import type { RunCandidate, ShopReplica } from '../../shared/replica/shop-replica.ts';

export interface TakenCommit {
  readonly commit: WireCommit;
  readonly header: Header;
  readonly index: number;
  readonly hash16: string;
  readonly parts: readonly PartReading[];
  /** Was here already; only its parts may be new. */
  readonly known: boolean;
  /** A second commit with its seq: stored beside the line. */
  readonly fork: boolean;
}

export interface Received {
  readonly taken: readonly TakenCommit[];
  /** First trouble met, for the status page; `seal` means the sender vouched for something forged. */
  readonly trouble: { readonly feed: FeedId; readonly seq: number; readonly code: string } | null;
}

export async function receiveCommits(
  replica: ShopReplica,
  verify: Verifier,
  keys: readonly Uint8Array[],
  commits: readonly WireCommit[],
  nowMs: () => number,
): Promise<Received> {
  for (const key of keys) replica.introduce(key);
  const runs = new Map<FeedId, WireCommit[]>();
  for (const commit of commits) {
    const run = runs.get(commit.feed);
    if (run === undefined) runs.set(commit.feed, [commit]);
    else run.push(commit);
  }
  const checked = new Map<FeedId, RunCandidate | 'stopped'>();
  const taken: TakenCommit[] = [];
  let trouble: Received['trouble'] = null;
  const stop = (commit: WireCommit, code: string): void => {
    checked.set(commit.feed, 'stopped');
    trouble ??= { feed: commit.feed, seq: commit.seq, code };
  };
  for (const commit of commits) {
    let run = checked.get(commit.feed);
    if (run === 'stopped') continue;
    if (run === undefined) {
      const check = await authenticateRun(replica, runs.get(commit.feed) ?? [], verify);
      if (check.kind !== 'good') {
        stop(commit, check.kind === 'bad' ? 'seal' : 'missing');
        continue;
      }
      run = check.run;
      checked.set(commit.feed, run);
    }
    const answer = replica.accept(commit, nowMs());
    if (answer.kind === 'needs-seal') {
      // A fork, or a stretch that hangs on a branch: the whole verified stretch goes in as it stands.
      replica.acceptRun(run, nowMs()).forEach((one, i) => {
        const member = run.commits[i];
        if (member !== undefined) keep(taken, member, one, true);
      });
      checked.set(commit.feed, 'stopped');
    } else if (!keep(taken, commit, answer, false)) stop(commit, 'code' in answer ? answer.code : answer.kind);
    else replica.confirm(commit.feed, commit.seq);
  }
  return { taken, trouble };
}

function keep(taken: TakenCommit[], commit: WireCommit, answer: Acceptance, fork: boolean): boolean {
  if (answer.kind !== 'taken' && answer.kind !== 'known') return false;
  const header = readHeader(commit.header);
  if (header === null) return false;
  const { index, hash16, parts } = answer;
  taken.push({ commit, header, index, hash16, parts, known: answer.kind === 'known', fork });
  return true;
}
