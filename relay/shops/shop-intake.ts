/**
 * Takes what a session delivers: authentic or not, known or new, in causal order. Own commits of the session's proved
 * key go in before their seal is looked at (the newest seal of a feed is verified once a second); policy actions and
 * everybody else's commits only under a verified seal. Nothing is taken that no seal in the delivery covers.
 */
import { readHeader } from '../../shared/commit/header.ts';
import type { DeviceId, FeedId } from '../../shared/foundation/ids.ts';
import { deviceOfFeed } from '../../shared/foundation/ids.ts';
import type { CarriedCommit } from '../../shared/protocol/messages.ts';
import type { Acceptance } from '../../shared/replica/acceptance.ts';
import type { RunCandidate, ShopReplica } from '../../shared/replica/shop-replica.ts';
import { verifySync } from '../platform/node-crypto.ts';

export interface Taken {
  readonly carried: CarriedCommit;
  readonly acceptance: Acceptance;
}

/** A feed's share of a delivery, in order of seq, as far as its last seal reaches. */
interface Run {
  readonly feed: FeedId;
  readonly commits: readonly CarriedCommit[];
  /** Set once verified; null for own commits that go in ahead of their seal. */
  candidate: RunCandidate | 'bad' | null;
  next: number;
}

const BAD_SEAL: Acceptance = { kind: 'refused', code: 'seal' };

export interface IntakeResult {
  readonly taken: readonly Taken[];
  /** Neither taken nor refused: a seal or a cause is still to come. */
  readonly left: readonly CarriedCommit[];
  /** Feeds whose seal signs something else. Their commits are refused; the session of their own device must end. */
  readonly badSeals: readonly FeedId[];
}

/**
 * True when every commit may go in one by one, as it comes. The name of the policy can't be hidden from this by an
 * escape: a header with a backslash in it is not plain.
 */
export function isPlain(commits: readonly CarriedCommit[], device: DeviceId): boolean {
  return commits.every(
    ({ commit }) => commit.seal !== null && commit.feed.startsWith(device) && !/"policy"|\\/.test(commit.header),
  );
}

export function takePlain(replica: ShopReplica, commits: readonly CarriedCommit[], nowMs: number): IntakeResult {
  const taken: Taken[] = [];
  for (const [i, carried] of commits.entries()) {
    const acceptance = replica.accept(carried.commit, nowMs);
    if (acceptance.kind === 'needs-seal') {
      const rest = takeMixed(replica, commits.slice(i), null, nowMs);
      return { ...rest, taken: [...taken, ...rest.taken] };
    }
    taken.push({ carried, acceptance });
  }
  return { taken, left: [], badSeals: [] };
}

/** `device`: whose commits may go in ahead of their seals; null for nobody's. */
export function takeMixed(
  replica: ShopReplica,
  commits: readonly CarriedCommit[],
  device: DeviceId | null,
  nowMs: number,
): IntakeResult {
  const taken: Taken[] = [];
  const left: CarriedCommit[] = [];
  const runs: Run[] = [];
  for (const group of groupByFeed(commits)) {
    const sealed = group.findLastIndex((one) => one.commit.seal !== null) + 1;
    for (const carried of group.slice(sealed)) {
      const acceptance = replica.refill(carried.commit);
      if (acceptance === null) left.push(carried);
      else taken.push({ carried, acceptance });
    }
    if (sealed > 0) for (const run of contiguous(group.slice(0, sealed))) runs.push(run);
  }
  const badSeals: FeedId[] = [];
  for (let moved = true; moved; ) {
    moved = false;
    for (const run of runs) {
      if (run.next >= run.commits.length) continue;
      const before = taken.length;
      if (!advance(replica, run, device, nowMs, taken)) badSeals.push(run.feed);
      if (taken.length > before) moved = true;
    }
  }
  for (const run of runs) left.push(...run.commits.slice(run.next));
  return { taken, left, badSeals };
}

/** Takes as much of a run as its causes allow. False when its seal is bad. */
function advance(replica: ShopReplica, run: Run, device: DeviceId | null, nowMs: number, taken: Taken[]): boolean {
  // Only what brings a seal of its own: an unsealed commit whose sealed successor is then refused would stay unsealed for
  // ever, and the witness, who lists nothing unsealed and nothing out of order, would list nothing more for anybody.
  const sealed = run.commits.every(({ commit }) => commit.seal !== null);
  const lazy = device !== null && sealed && deviceOfFeed(run.feed) === device && !run.commits.some(isAction);
  while (run.next < run.commits.length) {
    const carried = run.commits[run.next];
    if (carried === undefined) return true;
    const simple = lazy && run.candidate === null ? replica.accept(carried.commit, nowMs) : null;
    let acceptances: readonly Acceptance[];
    if (simple !== null && simple.kind !== 'needs-seal') acceptances = [simple];
    else {
      run.candidate ??= authenticate(replica, run.commits.slice(run.next));
      if (run.candidate === 'bad') {
        for (const one of run.commits.slice(run.next)) taken.push({ carried: one, acceptance: BAD_SEAL });
        run.next = run.commits.length;
        return false;
      }
      if (run.candidate === null) return true;
      acceptances = replica.acceptRun(run.candidate, nowMs);
      run.candidate = rest(run.candidate, acceptances);
    }
    for (const acceptance of acceptances) {
      // A missing cause may be in this same delivery, or in the next pack: the run waits.
      if (acceptance.kind === 'not-taken' && acceptance.code === 'missing') return true;
      const one = run.commits[run.next++];
      if (one !== undefined) taken.push({ carried: one, acceptance });
      if (acceptance.kind === 'refused' || acceptance.kind === 'not-taken') {
        for (const behind of run.commits.slice(run.next)) taken.push({ carried: behind, acceptance });
        run.next = run.commits.length;
      }
    }
  }
  return true;
}

/** The way to hang a run on its feed that its seal signs; null when the feed is not known that far. */
function authenticate(replica: ShopReplica, commits: readonly CarriedCommit[]): RunCandidate | 'bad' | null {
  const candidates = replica.runsOf(commits.map((one) => one.commit));
  if (candidates.length === 0) return null;
  const run = candidates.find((one) => verifySync(one.publicKey, one.message, one.seal));
  const proved = run?.proofs.every((one) => verifySync(one.publicKey, one.message, one.signature)) === true;
  return run !== undefined && proved ? run : 'bad';
}

/** What is still to be taken of a verified run. */
function rest(candidate: RunCandidate, acceptances: readonly Acceptance[]): RunCandidate {
  let start = candidate.start;
  let done = 0;
  for (const acceptance of acceptances) {
    if (acceptance.kind !== 'taken' && acceptance.kind !== 'known') break;
    start = acceptance.index;
    done++;
  }
  return { ...candidate, start, commits: candidate.commits.slice(done), heads: candidate.heads.slice(done) };
}

function groupByFeed(commits: readonly CarriedCommit[]): CarriedCommit[][] {
  const groups = new Map<FeedId, CarriedCommit[]>();
  for (const carried of commits) {
    const group = groups.get(carried.commit.feed);
    if (group === undefined) groups.set(carried.commit.feed, [carried]);
    else group.push(carried);
  }
  return [...groups.values()];
}

/** Cuts where seqs do not follow each other (parts of older commits filled in, a second branch). */
function contiguous(group: readonly CarriedCommit[]): Run[] {
  const runs: Run[] = [];
  let current: CarriedCommit[] = [];
  for (const carried of group) {
    const before = current.at(-1);
    if (before !== undefined && carried.commit.seq !== before.commit.seq + 1) {
      runs.push({ feed: before.commit.feed, commits: current, candidate: null, next: 0 });
      current = [];
    }
    current.push(carried);
  }
  const [first] = current;
  if (first !== undefined) runs.push({ feed: first.commit.feed, commits: current, candidate: null, next: 0 });
  return runs;
}

function isAction({ commit }: CarriedCommit): boolean {
  return readHeader(commit.header)?.parts.some((part) => part.document === 'policy') === true;
}
