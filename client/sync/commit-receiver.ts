/**
 * Commits that came over a wire, on their way into the replica. A bulk may end in the middle of a feed's stretch, before
 * the seal that covers it: what can't be believed or placed yet is carried over to the next delivery. Every feed's stretch of a delivery is authenticated by
 * one signature before any of it is taken; then commits are taken one by one in the order sent, so that causes come
 * first across feeds. Nothing is answered for here: what was taken is stored by the caller, then credit is given back.
 *
 * A relay sends nothing twice within a session (PROTO-29), so whatever can't be taken *yet* is handed back as well: a
 * clock ahead of ours (`early`), a level that this program does not speak, a cause that has not come.
 */

import type { WireCommit } from '../../shared/commit/codec.ts';
import type { Header } from '../../shared/commit/header.ts';
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
  /** Not takeable yet: no seal behind them so far, a cause that comes later, too early, of a newer level. To be given in front of the next delivery. */
  readonly carry: readonly WireCommit[];
  /** Something in `carry` only needs time to pass. */
  readonly early: boolean;
  /** First trouble met, for the status page; `seal` means the sender vouched for something forged. */
  readonly trouble: { readonly feed: FeedId; readonly seq: number; readonly code: string } | null;
}

/** Beyond this a sender sends what will never be takeable: the newest are let go, and come again with the next session. */
const MOST_CARRIED = 50_000;

/** So many seals of one stretch are tried; a branch mixed more finely comes again with the next session. */
const MOST_CUTS = 32;

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
  let early = false;
  /** After an answer that lets nothing more of its stretch in, now or for ever. */
  const putOff = (commit: WireCommit, stretch: readonly WireCommit[], answer: Acceptance): void => {
    const later = answer.kind === 'not-taken';
    checked.set(stretch, later ? 'carried' : 'stopped');
    if (later) carry.push(commit);
    if (later && answer.code === 'early') early = true;
    if ('code' in answer && answer.code !== 'missing') {
      trouble ??= { feed: commit.feed, seq: commit.seq, code: answer.code };
    }
  };
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
      const answers = replica.acceptRun(run, nowMs());
      for (const [i, one] of answers.entries()) {
        const member = run.commits[i];
        if (member !== undefined) keep(taken, member, one, true);
      }
      const last = answers.at(-1) ?? answer;
      // What of it is known by then drops out when it is tried again.
      if (last.kind !== 'taken' && last.kind !== 'known') putOff(commit, stretch, last);
    } else if (keep(taken, commit, answer, false)) replica.confirm(commit.feed, commit.seq);
    else putOff(commit, stretch, answer);
  }
  return { taken, carry: carry.slice(0, MOST_CARRIED), early, trouble };
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

/**
 * The stretch up to its last seal, verified; what lies behind it waits for a seal of its own. Where a feed is forked its
 * branches may have come mixed, and seqs alone don't tell which goes on where, only seals do: then what an earlier seal
 * covers goes in, and the rest is tried by itself.
 */
async function check(
  replica: ShopReplica,
  verify: Verifier,
  commits: readonly WireCommit[],
): Promise<RunCandidate | 'carried' | 'stopped'> {
  const [first] = commits;
  if (first === undefined) return 'carried';
  const here = replica.feed(first.feed)?.seq ?? 0;
  const start = commits.findIndex((commit) => commit.seq > here || replica.refill(commit) === null);
  const run = start < 0 ? [...commits] : commits.slice(start);
  let cuts = replica.feed(first.feed)?.forked === true || first.seq <= here ? MOST_CUTS : 0;
  for (;;) {
    while (run.length > 0 && run.at(-1)?.seal == null) run.pop();
    if (run.length === 0) return 'carried';
    const answer = await authenticateRun(replica, run, verify);
    if (answer.kind === 'good') return answer.run;
    if (answer.kind === 'missing') return 'carried';
    run.pop();
    if (cuts-- === 0 || run.every((commit) => commit.seal === null)) return 'stopped';
  }
}

function lastSeq(run: RunCandidate): number {
  return run.commits.at(-1)?.seq ?? 0;
}

function keep(taken: TakenCommit[], commit: WireCommit, answer: Acceptance, fork: boolean): boolean {
  if (answer.kind !== 'taken' && answer.kind !== 'known') return false;
  const { header, index, hash16, parts } = answer;
  taken.push({ commit, header, index, hash16, parts, known: answer.kind === 'known', fork });
  return true;
}
