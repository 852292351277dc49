/**
 * A history in columns: per commit its lane, seq, causes, totals, uses and the set of policy actions it has seen. Answers
 * what authority asks about causality without walking the history. Takes refused commits too (their index must exist), but
 * nothing counts them.
 */
import { ActionSetTable } from './action-set-table.ts';
import { CausalFrontiers } from './causal-frontiers.ts';
import { GrowingBytes, GrowingFloats, GrowingInts } from './growing-numbers.ts';
import type { HistoryCommit } from './history.ts';
import { type DeviceLanes, type EpochGroup, type Feed, type Lane, LaneTable, topOf } from './lane-table.ts';
import { type Cited, malformedReason } from './malformed-header.ts';
import { type OwnBefore, OwnTotals } from './own-totals.ts';
import { byClaimedTime, type Subject } from './policy-view.ts';

const KINDS = ['data', 'action', 'listing'] as const;
/** Every so many commits of a lane a frontier is kept. */
const CHECKPOINT = 128;

interface Checked {
  readonly commit: HistoryCommit;
  /** Commits that were there when it was checked. */
  readonly length: number;
  readonly own: OwnBefore;
  readonly reason: string | null;
}

export class CausalIndex {
  readonly sets = new ActionSetTable();
  readonly actions: number[] = [];
  readonly frontiers: CausalFrontiers;
  readonly #own: OwnTotals;
  readonly lanes = new LaneTable();
  readonly #lane = new GrowingInts();
  readonly #seq = new GrowingInts();
  readonly #time = new GrowingFloats();
  readonly #commits = new GrowingInts();
  readonly #bytes = new GrowingFloats();
  readonly #level = new GrowingFloats();
  readonly #kind = new GrowingBytes();
  readonly #uses = new GrowingInts();
  readonly #past = new GrowingInts();
  readonly #depEnd = new GrowingInts();
  readonly #deps = new GrowingInts();
  readonly #hashes: string[] = [];
  readonly #usesOf: (readonly string[])[] = [];
  readonly #usesId = new Map<string, number>();
  readonly #full = new Map<number, Subject & HistoryCommit>();
  readonly #withSelf = new Map<number, number>();
  readonly #refused = new Map<number, string>();
  readonly #groups = new Map<string, EpochGroup>();
  readonly #byHash = new Map<string, number>();
  #hashed = 0;
  #checked: Checked | null = null;

  constructor() {
    this.frontiers = new CausalFrontiers(this);
    this.#own = new OwnTotals(this);
  }

  get length(): number {
    return this.#seq.length;
  }

  /** Why the header is malformed by what it cites, or `null`. */
  refusal(commit: HistoryCommit): string | null {
    return this.#check(commit).reason;
  }

  /** What is asked before a commit is added is asked again by adding it. */
  #check(commit: HistoryCommit): Checked {
    const last = this.#checked;
    if (last !== null && last.commit === commit && last.length === this.length) return last;
    const own = this.#own.before(commit);
    const reason = this.#isPlainlySound(commit, own) ? null : this.#malformed(commit, own);
    this.#checked = { commit, length: this.length, own, reason };
    return this.#checked;
  }

  add(commit: HistoryCommit): number {
    const index = this.length;
    const { own, reason } = this.#check(commit);
    this.#checked = null;
    if (reason !== null) this.#refused.set(index, reason);
    const lane = reason === null ? this.#laneFor(commit) : null;
    this.#push(commit, lane, reason === null ? this.#pastOf(commit) : 0);
    if (lane === null) {
      this.#full.set(index, { ...commit, index });
      return index;
    }
    if (own.frontier !== null && lane.line.length > 0) lane.own = own.frontier;
    lane.line.push(index);
    if (commit.kind === 'action') this.#noteAction(index, commit, lane);
    if (commit.kind !== 'data' || lane.line.length % CHECKPOINT === 0) this.frontiers.keep(index);
    if (commit.seq === 1 && commit.kind !== 'listing') this.#noteEpoch(index, commit, lane.feed);
    return index;
  }

  subject(index: number): Subject {
    const full = this.#full.get(index);
    if (full !== undefined) return full;
    const { feed } = this.lane(index);
    return {
      index,
      device: feed.device.name,
      feed: feed.name,
      seq: this.#seq.at(index),
      time: this.#time.at(index),
      hash: this.hash(index),
      level: this.#level.at(index),
      totals: { commits: this.#commits.at(index), bytes: this.#bytes.at(index) },
      kind: this.kind(index),
      uses: this.uses(index),
    };
  }
  lane(index: number): Lane {
    const lane = this.lanes.at(this.#lane.at(index));
    if (lane === undefined) throw new RangeError(`no lane of commit ${index}`);
    return lane;
  }
  kind(index: number): 'data' | 'action' | 'listing' {
    return KINDS[this.#kind.at(index)] ?? 'data';
  }
  get hasRefused(): boolean {
    return this.#refused.size > 0;
  }
  refused(index: number): string | undefined {
    return this.#refused.size === 0 ? undefined : this.#refused.get(index);
  }
  pastId(index: number): number {
    return this.#past.at(index);
  }
  usesId(index: number): number {
    return this.#uses.at(index);
  }
  uses(index: number): readonly string[] {
    return this.#usesOf[this.#uses.at(index)] ?? [];
  }
  level(index: number): number {
    return this.#level.at(index);
  }
  commits(index: number): number {
    return this.#commits.at(index);
  }
  bytes(index: number): number {
    return this.#bytes.at(index);
  }
  hash(index: number): string {
    return this.#hashes[index] ?? '';
  }
  laneOf(index: number): number {
    return this.#lane.at(index);
  }
  seqOf(index: number): number {
    return this.#seq.at(index);
  }
  prevOf(index: number): number {
    const lane = this.lane(index);
    const at = this.#seq.at(index) - lane.firstSeq;
    return at > 0 ? lane.line.at(at - 1) : lane.parent;
  }
  /** Commit before a refused one, which has no lane. */
  refusedPrev(index: number): number | null {
    return this.#full.get(index)?.prev ?? null;
  }
  eachDep(index: number, visit: (dep: number) => void): void {
    const end = this.#depEnd.at(index);
    for (let at = index === 0 ? 0 : this.#depEnd.at(index - 1); at < end; at++) visit(this.#deps.at(at));
  }
  /** True when all causes (and `prev`) satisfy a test. */
  everyCause(index: number, test: (cause: number) => boolean): boolean {
    const prev = this.refused(index) === undefined ? this.prevOf(index) : -1;
    if (prev >= 0 && !test(prev)) return false;
    const end = this.#depEnd.at(index);
    for (let at = index === 0 ? 0 : this.#depEnd.at(index - 1); at < end; at++) {
      if (!test(this.#deps.at(at))) return false;
    }
    return true;
  }

  hasSeen(later: number, earlier: number): boolean {
    return this.frontiers.hasSeen(later, earlier);
  }
  isOnChain(head: number, index: number): boolean {
    for (let at = head; at >= 0; ) {
      const lane = this.lane(at);
      if (lane === this.lane(index)) return this.#seq.at(index) <= this.#seq.at(at);
      at = lane.parent;
    }
    return false;
  }
  /** A commit by hash, if known and not refused. The table is made when somebody first asks. */
  find(hash: string): number | undefined {
    for (; this.#hashed < this.length; this.#hashed++) {
      if (this.refused(this.#hashed) === undefined) this.#byHash.set(this.hash(this.#hashed), this.#hashed);
    }
    return this.#byHash.get(hash);
  }

  #push(commit: HistoryCommit, lane: Lane | null, past: number): void {
    this.#lane.push(lane?.id ?? -1);
    this.#seq.push(commit.seq);
    this.#time.push(commit.time);
    this.#commits.push(commit.totals.commits);
    this.#bytes.push(commit.totals.bytes);
    this.#level.push(commit.level);
    this.#kind.push(KINDS.indexOf(commit.kind));
    this.#uses.push(this.#internUses(commit.uses));
    this.#past.push(past);
    for (const dep of commit.deps) this.#deps.push(dep);
    this.#depEnd.push(this.#deps.length);
    this.#hashes.push(commit.hash);
  }

  #internUses(uses: readonly string[]): number {
    const key = uses.length === 1 ? (uses[0] ?? '') : uses.join('\n');
    const known = this.#usesId.get(key);
    if (known !== undefined) return known;
    const id = this.#usesOf.length;
    this.#usesOf.push(uses);
    this.#usesId.set(key, id);
    return id;
  }

  #pastOf(commit: HistoryCommit): number {
    let past = commit.prev === null ? 0 : this.#setAfter(commit.prev);
    for (const dep of commit.deps) past = this.sets.union(past, this.#setAfter(dep));
    return past;
  }
  #setAfter(index: number): number {
    return this.#kind.at(index) === 1 ? (this.#withSelf.get(index) ?? 0) : this.#past.at(index);
  }

  #noteAction(index: number, commit: HistoryCommit, lane: Lane): void {
    this.actions.push(index);
    this.#full.set(index, { ...commit, index });
    this.#withSelf.set(index, this.sets.with(this.#past.at(index), index));
    lane.feed.hasActions = true;
  }

  #laneFor(commit: HistoryCommit): Lane {
    const prev = commit.prev;
    if (prev !== null) {
      const lane = this.lane(prev);
      if (lane.line.at(lane.line.length - 1) === prev) return lane;
      return this.lanes.open(lane.feed, commit.seq, prev);
    }
    return this.lanes.open(this.lanes.feed(commit.device, commit.feed), commit.seq, -1);
  }

  #noteEpoch(index: number, commit: HistoryCommit, feed: Feed): void {
    const cited = feed.device.lanes.length === 1 ? -1 : this.#citedHead(commit, feed.device);
    const key = `${feed.device.id}\n${cited}`;
    const group = this.#groups.get(key) ?? { roots: [], feeds: new Set<Feed>() };
    group.roots.push(index);
    group.feeds.add(feed);
    this.#groups.set(key, group);
    feed.epochs.push(group);
  }

  #citedHead(commit: HistoryCommit, device: DeviceLanes): number {
    const frontier = this.frontiers.of(commit.deps);
    let best = -1;
    for (const lane of device.lanes) {
      const top = topOf(lane, frontier);
      if (top < 0) continue;
      const more = best < 0 ? 1 : this.commits(top) - this.commits(best);
      if (more > 0 || (more === 0 && byClaimedTime(this.subject(best), this.subject(top)) < 0)) best = top;
    }
    return best;
  }
  #isPlainlySound(commit: HistoryCommit, own: { readonly commits: number; readonly bytes: number }): boolean {
    const { prev, time, totals } = commit;
    if (totals.commits !== own.commits + 1 || totals.bytes < own.bytes) return false;
    for (const dep of commit.deps) if (this.#time.at(dep) >= time || this.refused(dep) !== undefined) return false;
    if (prev === null) return commit.seq === 1;
    if (this.#time.at(prev) >= time || this.refused(prev) !== undefined) return false;
    const { feed } = this.lane(prev);
    return this.#seq.at(prev) + 1 === commit.seq && feed.name === commit.feed && feed.device.name === commit.device;
  }
  #malformed(commit: HistoryCommit, own: { readonly commits: number; readonly bytes: number }): string | null {
    const cited = (index: number): Cited => ({
      ...this.subject(index),
      refused: this.refused(index) !== undefined,
    });
    return malformedReason(commit, commit.prev === null ? null : cited(commit.prev), commit.deps.map(cited), own);
  }
}
