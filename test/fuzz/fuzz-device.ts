/**
 * One device of the fuzz: a key, the replica it keeps, the commits it has on disk, and the faults that may befall it.
 * It is the real thing throughout (ShopReplica, verdict engine, codec of headers and parts, seals, chains); only the
 * disk is a list that survives a crash, and the wire a function call that may lose, cut, double or reorder.
 */
import { chainNext, deviceIdOf, hash16Of } from '../../shared/commit/chain.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import { type Dep, readHeader } from '../../shared/commit/header.ts';
import type { Fold } from '../../shared/fold/fold.ts';
import { equalBytes, toBase64url } from '../../shared/foundation/bytes.ts';
import type { DeviceId, FeedId, ShopId } from '../../shared/foundation/ids.ts';
import { asDocumentName, deviceOfFeed, feedIdOf } from '../../shared/foundation/ids.ts';
import type { Verdict } from '../../shared/policy/history.ts';
import { readAction } from '../../shared/policy/read-action.ts';
import { authenticateRun } from '../../shared/replica/authenticate-run.ts';
import { buildCommit, type DraftPart, type FeedState, sealed } from '../../shared/replica/commit-builder.ts';
import type { Judge } from '../../shared/replica/judge.ts';
import { type CommitName, deadlineEntry, listEntry, MOST_LISTED } from '../../shared/replica/listing-entries.ts';
import { ShopReplica } from '../../shared/replica/shop-replica.ts';
import { checkPart } from '../../shared/schema/check-part.ts';
import { FoldHost } from './fold-host.ts';
import { type FuzzKey, type FuzzSigner, NODE_TEXT, nodeSha256 } from './fuzz-signer.ts';
import { type StoredCommit, sealedRuns } from './stored-commit.ts';

const LISTING_DOCUMENT = asDocumentName('listing/2026-09') ?? ('' as never);

/** What a case may choose: the folds that are kept, the judge that is asked. */
export interface FuzzMakers {
  folds(): readonly Fold[];
  judge(): Judge;
}

export interface Write {
  readonly command: string;
  readonly uses: readonly string[];
  readonly parts: readonly DraftPart[];
  /** Claimed time; by default one tick after everything seen. */
  readonly time?: number;
  readonly deps?: readonly Dep[];
}

export class FuzzDevice {
  readonly name: string;
  readonly key: FuzzKey;
  readonly id: DeviceId;
  readonly #signer: FuzzSigner;
  readonly #shop: ShopId;
  readonly #make: FuzzMakers;
  replica: ShopReplica;
  judge: Judge;
  folds: FoldHost;
  /** Feed by feed, in order of seq, all branches: what a restart finds. */
  disk = new Map<FeedId, StoredCommit[]>();
  #own: FeedState;
  #epoch = 0;
  /** Newest commit seen of each other feed and not cited yet. */
  #uncited = new Map<FeedId, Dep>();
  /** Wall clock of this world in ms; only ever used for the five-minute rule. */
  nowMs = 1_790_000_000_000;

  constructor(name: string, number: number, signer: FuzzSigner, shop: ShopId, make: FuzzMakers) {
    this.name = name;
    this.#make = make;
    this.key = signer.key(number);
    this.id = deviceIdOf(nodeSha256, this.key.publicKey);
    this.#signer = signer;
    this.#shop = shop;
    [this.replica, this.judge, this.folds] = this.#fresh();
    this.#own = this.#emptyFeed();
  }

  get feed(): FeedId {
    return this.#own.feed;
  }
  get seq(): number {
    return this.#own.seq;
  }

  #fresh(): [ShopReplica, Judge, FoldHost] {
    const judge = this.#make.judge();
    const replica = new ShopReplica({
      shop: this.#shop,
      sha256: nodeSha256,
      judge,
      level: 9,
      text: NODE_TEXT,
      readAction,
      checkPart: (document, part, uses, author) => checkPart(document, part, uses, author) === 'present',
    });
    replica.introduce(this.key.publicKey);
    return [replica, judge, new FoldHost(this.#make.folds())];
  }

  #emptyFeed(): FeedState {
    const feed = feedIdOf(this.id, `e${String(this.#epoch).padStart(7, '0')}`);
    const head = this.replica.headOf(feed).head;
    return { feed, seq: 0, head, time: 0, totals: { commits: 0, bytes: 0 } };
  }

  /** Writes, seals, stores and takes one commit of its own; null when its own replica refuses it. */
  write(write: Write): StoredCommit | null {
    const deps = write.deps ?? [...this.#uncited.values()];
    const seen = deps.map((dep) => {
      const index = this.replica.find(dep.feed, dep.seq, dep.hash16);
      return index === null ? 0 : this.replica.timeAt(index);
    });
    const time = write.time ?? 1 + Math.max(this.#own.time, ...seen);
    const built = buildCommit(nodeSha256, this.#own, {
      shop: this.#shop,
      command: write.command,
      level: 1,
      app: 'fuzz',
      time,
      uses: write.uses,
      deps,
      parts: write.parts,
    });
    if (!built.ok) throw new Error(built.error.what);
    const commit = sealed(built.value, this.key.sign(built.value.message));
    const answer = this.replica.accept(commit, this.nowMs);
    if (answer.kind !== 'taken') return null;
    this.replica.confirm(commit.feed, commit.seq);
    const stored = { commit, parts: [...commit.parts] };
    this.#store(stored, answer.index);
    this.#own = built.value.state;
    if (write.deps === undefined) this.#uncited.clear();
    this.#settle();
    return stored;
  }

  /**
   * A commit beside the line: same seq as the last one, other content, sealed all the same (equivocation). It is only
   * handed to others; its author's replica goes on on its own branch.
   */
  forge(write: Write, state: FeedState): StoredCommit | null {
    const built = buildCommit(nodeSha256, state, {
      shop: this.#shop,
      command: write.command,
      level: 1,
      app: 'fork',
      time: write.time ?? state.time + 1,
      uses: write.uses,
      deps: write.deps ?? [],
      parts: write.parts,
    });
    if (!built.ok) return null;
    const commit = sealed(built.value, this.key.sign(built.value.message));
    return { commit, parts: [...commit.parts] };
  }

  get state(): FeedState {
    return this.#own;
  }

  /** Offers a run of one feed; returns how many were taken or filled in. */
  async receive(run: readonly StoredCommit[]): Promise<number> {
    const commits = run.map(({ commit, parts }) => ({ ...commit, parts: [...parts] }));
    const [only, more] = commits;
    const again = only === undefined || more !== undefined ? null : this.replica.refill(only);
    if (again?.kind === 'known') {
      const moved = this.#refill(
        run[0] as StoredCommit,
        again.index,
        again.parts.map((part) => part.state),
      );
      this.#settle();
      return moved;
    }
    const check = await authenticateRun(this.replica, commits, this.#signer.verify);
    if (check.kind !== 'good') return 0;
    const answers = this.replica.acceptRun(check.run, this.nowMs);
    let moved = 0;
    for (const [i, answer] of answers.entries()) {
      const stored = run[i];
      const commit = commits[i];
      if (stored === undefined || commit === undefined) break;
      if (answer.kind === 'taken') {
        const parts = answer.parts.map((part, at) => (part.state === 'absent' ? null : (stored.parts[at] ?? null)));
        this.#store({ ...stored, parts }, answer.index);
        this.#cite(commit);
        moved++;
      } else if (answer.kind === 'known')
        moved += this.#refill(
          stored,
          answer.index,
          answer.parts.map((part) => part.state),
        );
    }
    this.#settle();
    return moved;
  }

  #cite(commit: WireCommit): void {
    if (commit.feed === this.#own.feed) return;
    const { seq, head } = this.replica.headOf(commit.feed);
    this.#uncited.set(commit.feed, { feed: commit.feed, seq, hash16: hash16Of(head) });
  }

  #store(given: StoredCommit, index: number): void {
    const stored = { ...given, chain: given.chain ?? this.#chainOf(given.commit, index) };
    const list = this.disk.get(stored.commit.feed);
    if (list === undefined) this.disk.set(stored.commit.feed, [stored]);
    else list.push(stored);
    this.folds.hold(stored, index, this.replica);
  }

  #chainOf(commit: WireCommit, index: number): { hash: string; prev: string } {
    const head = this.replica.headAt(index);
    const before = this.replica.feed(commit.feed)?.at(commit.seq - 1) ?? [];
    const bytes = NODE_TEXT.encode(commit.header);
    const prev = before.find((one) => equalBytes(chainNext(nodeSha256, this.replica.headAt(one), bytes), head));
    return { hash: toBase64url(head), prev: prev === undefined ? '' : toBase64url(this.replica.headAt(prev)) };
  }

  #refill(from: StoredCommit, index: number, states: readonly string[]): number {
    const held = this.disk
      .get(from.commit.feed)
      ?.find(({ commit }) => commit.seq === from.commit.seq && commit.header === from.commit.header);
    if (held === undefined) return 0;
    let filled = 0;
    for (const [at, state] of states.entries()) {
      if (held.parts[at] !== null || state === 'absent') continue;
      held.parts[at] = from.parts[at] ?? null;
      filled++;
    }
    if (filled > 0) this.folds.hold(held, index, this.replica);
    return filled;
  }

  #settle(): void {
    for (const effect of this.replica.drain()) this.folds.apply(effect);
  }

  /** Power off and on: everything in memory is built again from disk. */
  async restart(): Promise<void> {
    this.#listed = 0;
    const { disk } = this;
    const known = this.replica.frontier();
    this.disk = new Map();
    [this.replica, this.judge, this.folds] = this.#fresh();
    for (const { publicKey } of known) if (publicKey !== null) this.replica.introduce(publicKey);
    let left = [...disk.values()].flatMap(sealedRuns);
    for (let moved = true; moved && left.length > 0; ) {
      moved = false;
      const next: StoredCommit[][] = [];
      for (const run of left) {
        if ((await this.receive(run)) > 0) moved = true;
        else next.push(run);
      }
      left = next;
    }
    this.#uncited.clear();
    for (const chain of this.replica.feeds()) {
      if (chain.feed === this.#own.feed || chain.seq === 0) continue;
      const { seq, head } = this.replica.headOf(chain.feed);
      this.#uncited.set(chain.feed, { feed: chain.feed, seq, hash16: hash16Of(head) });
    }
    this.#resume();
  }

  /** Restored from a backup: the last commits are gone from disk, and it does not know. */
  async restoreBackup(keep: number): Promise<void> {
    const own = this.disk.get(this.#own.feed) ?? [];
    this.disk.set(this.#own.feed, own.slice(0, keep));
    for (const [feed, list] of this.disk) {
      if (feed !== this.#own.feed)
        this.disk.set(
          feed,
          list.filter(({ commit }) => this.#causesHeld(commit, keep)),
        );
    }
    await this.restart();
  }

  #causesHeld(commit: WireCommit, keep: number): boolean {
    const header = readHeader(commit.header);
    return header?.deps.every((dep) => dep.feed !== this.#own.feed || dep.seq <= keep) ?? false;
  }

  /** Own state from what is on disk now. */
  #resume(): void {
    const { seq, head } = this.replica.headOf(this.#own.feed);
    const tip = this.replica.feed(this.#own.feed)?.line[seq - 1];
    const totals = tip === undefined ? { commits: 0, bytes: 0 } : this.replica.totalsAt(tip);
    this.#own = { feed: this.#own.feed, seq, head, time: tip === undefined ? 0 : this.replica.timeAt(tip), totals };
  }

  /** A peer has seen more of the own feed than is here, or a fork of it: go on in a new epoch that cites the old head. */
  newEpoch(): void {
    const old = this.#own;
    const { seq, head } = this.replica.headOf(old.feed);
    const tip = this.replica.feed(old.feed)?.line[seq - 1];
    if (tip === undefined) return;
    const totals = this.replica.totalsAt(tip);
    this.#epoch++;
    const fresh = this.#emptyFeed();
    this.#own = { ...fresh, time: this.replica.timeAt(tip), totals };
    this.#uncited.set(old.feed, { feed: old.feed, seq, hash16: hash16Of(head) });
  }

  get behindItself(): boolean {
    const chain = this.replica.feed(this.#own.feed);
    return chain !== null && (chain.seq > this.#own.seq || chain.forked);
  }

  /** After the base history was read in: continue own feed from it (the owner and the relay wrote some of it). */
  adoptOwn(): void {
    this.#resume();
  }

  /** As witness: one signed listing of everything taken and not listed yet, and of deadlines that are reached. */
  listNew(deadlines: readonly CommitName[] = []): StoredCommit | null {
    const names: CommitName[] = [];
    let latest = this.#own.time;
    for (let i = this.#listedUpTo(); i < this.replica.size && names.length < MOST_LISTED; i++) {
      const feed = this.replica.feedAt(i);
      if (deviceOfFeed(feed) === this.id || this.replica.position(i) !== Number.POSITIVE_INFINITY) continue;
      names.push({ feed, seq: this.replica.seqAt(i), hash16: this.replica.hash16(i) });
      latest = Math.max(latest, this.replica.timeAt(i));
    }
    if (names.length === 0 && deadlines.length === 0) return null;
    const entries = [...(names.length > 0 ? [listEntry(names)] : []), ...deadlines.map(deadlineEntry)];
    const part = { document: LISTING_DOCUMENT, entries, salt: null };
    return this.write({ command: 'list', uses: [], deps: [], time: latest + 1, parts: [part] });
  }

  /** Everything before this index has its place already, or is the witness's own. */
  #listedUpTo(): number {
    const { replica } = this;
    while (this.#listed < replica.size) {
      const own = deviceOfFeed(replica.feedAt(this.#listed)) === this.id;
      if (!own && replica.position(this.#listed) === Number.POSITIVE_INFINITY) break;
      this.#listed++;
    }
    return this.#listed;
  }
  #listed = 0;

  verdicts(): Map<string, Verdict> {
    const out = new Map<string, Verdict>();
    for (let i = 0; i < this.replica.size; i++) {
      out.set(`${this.replica.feedAt(i)} ${this.replica.seqAt(i)} ${this.replica.hash16(i)}`, this.replica.verdict(i));
    }
    return out;
  }
}
