/**
 * Commits that came over a wire, on their way into the replica. A bulk may end in the middle of a feed's stretch, before
 * the seal that covers it: what can't be believed or placed yet is carried over to the next delivery. Every feed's stretch of a delivery is authenticated by
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
  /** Not takeable yet: no seal behind them so far, or a cause that comes later. To be given in front of the next delivery. */
  readonly carry: readonly WireCommit[];
  /** First trouble met, for the status page; `seal` means the sender vouched for something forged. */
  readonly trouble: { readonly feed: FeedId; readonly seq: number; readonly code: string } | null;
}

/** Beyond this a sender sends what will never be takeable. */
const MOST_CARRIED = 50_000;

export async function receiveCommits(
  replica: ShopReplica,
  verify: Verifier,
  keys: readonly Uint8Array[],
  commits: readonly WireCommit[],
  nowMs: () => number,
): Promise<Received> {
  for (const key of keys) replica.introduce(key);
  const stretchOf = stretches(commits);
  const checked = new Map<readonly WireCommit[], RunCandidate | 'carried' | 'stopped'>();
  const taken: TakenCommit[] = [];
  const carry: WireCommit[] = [];
  let trouble: Received['trouble'] = null;
  for (const commit of commits) {
    // Here already: only parts may be new, and those prove themselves by their hash.
    if (
      commit.seq <= (replica.feed(commit.feed)?.seq ?? 0) &&
      keep(taken, commit, replica.accept(commit, nowMs()), false)
    ) {
      continue;
    }
    const stretch = stretchOf.get(commit) ?? [];
    let run = checked.get(stretch);
    if (run === undefined) {
      run = await check(replica, verify, stretch);
      if (run === 'stopped') trouble ??= { feed: commit.feed, seq: commit.seq, code: 'seal' };
      checked.set(stretch, run);
    }
    if (run === 'stopped') continue;
    if (run === 'carried' || commit.seq > lastSeq(run)) {
      carry.push(commit);
      continue;
    }
    const answer = replica.accept(commit, nowMs());
    if (answer.kind === 'needs-seal') {
      // A fork, or a stretch that hangs on a branch: the whole verified stretch goes in as it stands.
      replica.acceptRun(run, nowMs()).forEach((one, i) => {
        const member = run.commits[i];
        if (member !== undefined) keep(taken, member, one, true);
      });
      checked.set(stretch, 'stopped');
    } else if (keep(taken, commit, answer, false)) replica.confirm(commit.feed, commit.seq);
    else if (answer.kind === 'not-taken' && answer.code === 'missing') {
      checked.set(stretch, 'carried');
      carry.push(commit);
    } else {
      checked.set(stretch, 'stopped');
      trouble ??= { feed: commit.feed, seq: commit.seq, code: 'code' in answer ? answer.code : answer.kind };
    }
  }
  return { taken, carry: carry.length > MOST_CARRIED ? [] : carry, trouble };
}

/**
 * The commits of one feed that follow each other seq by seq. Two branches of a forked feed in one delivery are two
 * stretches: taken for one, neither would be authentic, and with them every listing that names them would wait for ever.
 */
function stretches(commits: readonly WireCommit[]): Map<WireCommit, WireCommit[]> {
  const open = new Map<FeedId, WireCommit[]>();
  const out = new Map<WireCommit, WireCommit[]>();
  for (const commit of commits) {
    let stretch = open.get(commit.feed);
    if (stretch === undefined || stretch.at(-1)?.seq !== commit.seq - 1) {
      stretch = [];
      open.set(commit.feed, stretch);
    }
    stretch.push(commit);
    out.set(commit, stretch);
  }
  return out;
}

/** The stretch up to its last seal, verified; what lies behind it waits for a seal of its own. */
async function check(
  replica: ShopReplica,
  verify: Verifier,
  commits: readonly WireCommit[],
): Promise<RunCandidate | 'carried' | 'stopped'> {
  const [first] = commits;
  if (first === undefined) return 'carried';
  const here = replica.feed(first.feed)?.seq ?? 0;
  const fresh = commits.filter((commit) => commit.seq > here);
  const run = (fresh.length > 0 ? fresh : commits).slice();
  while (run.length > 0 && run.at(-1)?.seal == null) run.pop();
  if (run.length === 0) return 'carried';
  const answer = await authenticateRun(replica, run, verify);
  if (answer.kind === 'good') return answer.run;
  return answer.kind === 'missing' ? 'carried' : 'stopped';
}

function lastSeq(run: RunCandidate): number {
  return run.commits.at(-1)?.seq ?? 0;
}

function keep(taken: TakenCommit[], commit: WireCommit, answer: Acceptance, fork: boolean): boolean {
  if (answer.kind !== 'taken' && answer.kind !== 'known') return false;
  const header = readHeader(commit.header);
  if (header === null) return false;
  const { index, hash16, parts } = answer;
  taken.push({ commit, header, index, hash16, parts, known: answer.kind === 'known', fork });
  return true;
}
