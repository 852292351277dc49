/**
 * One shop as one replica knows it: feeds and their chains, who made which commit, the witness's order, every verdict.
 * The same code runs in client, relay and fuzz. It keeps no text and does no I/O: `accept` says what to store, `drain`
 * says whose effect has changed, the caller owns stores, sockets, signatures and folds.
 *
 * Invariants: commits are taken in causal order; a commit is never in twice; a line is never reordered; nothing beyond
 * `sealedSeq` of a feed is drained (no effect without a verified seal over it).
 */

import { type ChainHash, chainStart, deviceIdOf, hash16Of, hashTextOf, type Sha256 } from '../commit/chain.ts';
import type { WireCommit } from '../commit/codec.ts';
import { type Header, readHeader } from '../commit/header.ts';
import { RestoredCommit } from '../commit/restored-commit.ts';
import { isSoundPublicKey, sealMessage } from '../commit/seal.ts';
import { fromBase64url } from '../foundation/bytes.ts';
import { MAX_DRIFT_MS } from '../foundation/clock.ts';
import type { DeviceId, FeedId, HashText, ShopId } from '../foundation/ids.ts';
import { deviceOfFeed } from '../foundation/ids.ts';
import type { TextCodec } from '../foundation/text-codec.ts';
import type { PolicyAction } from '../policy/actions.ts';
import type { HistoryCommit, Verdict } from '../policy/history.ts';
import type { Acceptance, PartReading, RefusedCode } from './acceptance.ts';
import { FeedChain } from './feed-chain.ts';
import type { Judge } from './judge.ts';
import { nextHead } from './next-head.ts';
import { NodeTable } from './node-table.ts';
import { type PartCheck, PlacedCommit, readNamed, textsNamed } from './part-reading.ts';
import { type RedemptionProof, redemptionProofs } from './redemption-proof.ts';
import { keysIn, ownerNamed, type Rejection, readSpecialParts, type SpecialParts } from './special-parts.ts';

export interface ReplicaOptions {
  readonly shop: ShopId;
  readonly sha256: Sha256;
  readonly judge: Judge;
  /** Highest level of the rules this program speaks. */
  readonly level: number;
  readonly text: TextCodec;
  /** SHA-256 of a text's UTF-8, base64url, where the platform does that in one step (node: in a third of the time). */
  readonly hashText?: (text: string) => HashText;
  readonly chainHash?: ChainHash;
  /** Reads a policy action strictly; null when it is malformed. */
  readonly readAction: (entry: unknown) => PolicyAction | null;
  readonly checkPart: PartCheck;
}

export interface FrontierEntry {
  readonly feed: FeedId;
  readonly seq: number;
  readonly hash16: string;
  readonly publicKey: Uint8Array | null;
}

export interface Effect {
  readonly index: number;
  readonly feed: FeedId;
  readonly seq: number;
  readonly hash16: string;
  readonly time: number;
  readonly verdict: Verdict;
}

/** A feed's newest seal that nobody has verified yet, and what it must sign. */
export interface UnsealedFeed {
  readonly feed: FeedId;
  readonly seq: number;
  readonly seal: Uint8Array;
  readonly message: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** A run of one feed's commits with the heads it gives and the message that its last seal must sign. */
export interface RunCandidate {
  readonly commits: readonly WireCommit[];
  /** Index of the commit before the first; -1 at the feed's start. */
  readonly start: number;
  readonly heads: readonly Uint8Array[];
  readonly message: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly seal: Uint8Array;
  /** Signatures inside the run that must be good as well. */
  readonly proofs: readonly RedemptionProof[];
}

/** What verdicts rest on, and where the commits stand that a listing names. */
interface FoundParts extends SpecialParts {
  readonly listed: readonly number[];
}

interface Place {
  readonly prev: number;
  readonly head: Uint8Array;
}

const NONE: readonly number[] = [];

export class ShopReplica {
  readonly shop: ShopId;
  readonly #options: ReplicaOptions;
  readonly #nodes = new NodeTable();
  readonly #feeds = new Map<FeedId, FeedChain>();
  readonly #feedList: FeedChain[] = [];
  readonly #keys = new Map<DeviceId, Uint8Array>();
  /** Member named by the first enrolment of each device: a key belongs to one member for ever. */
  readonly #authors = new Map<DeviceId, string>();
  readonly #waitingForSeal: number[] = [];
  #genesis: number | null = null;

  constructor(options: ReplicaOptions) {
    this.shop = options.shop;
    this.#options = options;
  }

  get size(): number {
    return this.#nodes.length;
  }
  get hasGenesis(): boolean {
    return this.#genesis !== null;
  }

  /** Makes a device's public key known; its id proves it. `null` for a key that is no sound Ed25519 key. */
  introduce(publicKey: Uint8Array): DeviceId | null {
    if (!isSoundPublicKey(publicKey)) return null;
    const device = deviceIdOf(this.#options.sha256, publicKey);
    if (!this.#keys.has(device)) this.#keys.set(device, publicKey.slice());
    return device;
  }
  publicKeyOf(device: DeviceId): Uint8Array | null {
    return this.#keys.get(device) ?? null;
  }

  /** The member whose device it was first enrolled as, revoked or not; `null` for a stranger's. */
  firstOwner(device: DeviceId): string | null {
    return this.#authors.get(device) ?? null;
  }

  feed(feed: FeedId): FeedChain | null {
    return this.#feeds.get(feed) ?? null;
  }
  feeds(): readonly FeedChain[] {
    return this.#feedList;
  }
  feedsOf(device: DeviceId): readonly FeedChain[] {
    return this.#feedList.filter((chain) => chain.device === device);
  }
  frontier(): FrontierEntry[] {
    return this.#feedList.map((chain) => ({
      feed: chain.feed,
      seq: chain.seq,
      hash16: this.hash16(chain.line[chain.seq - 1] ?? -1),
      publicKey: this.publicKeyOf(chain.device),
    }));
  }

  /** Head after the last commit of the line, or head(0) of a feed not seen yet. Copied. */
  headOf(feed: FeedId): { readonly seq: number; readonly head: Uint8Array } {
    const chain = this.#feeds.get(feed);
    const tip = chain?.line[chain.seq - 1];
    if (chain === undefined || tip === undefined) {
      return { seq: 0, head: chainStart(this.#options.sha256, this.shop, feed) };
    }
    return { seq: chain.seq, head: this.#nodes.head(tip).slice() };
  }
  find(feed: FeedId, seq: number, hash16: string): number | null {
    const chain = this.#feeds.get(feed);
    if (chain === undefined) return null;
    const first = chain.line[seq - 1];
    if (first !== undefined && this.#nodes.isNamed(first, hash16)) return first;
    return chain.branches.get(seq)?.find((index) => this.#nodes.isNamed(index, hash16)) ?? null;
  }
  /** The 32 bytes of a commit's hash, copied. */
  headAt(index: number): Uint8Array {
    return this.#nodes.head(index).slice();
  }
  hash16(index: number): string {
    return index < 0 ? '' : this.#nodes.hash16(index);
  }
  /** The commit's whole hash. */
  hashAt(index: number): HashText {
    return hashTextOf(this.#nodes.head(index));
  }
  feedAt(index: number): FeedId {
    const chain = this.#feedList[this.#nodes.feed(index)];
    if (chain === undefined) throw new RangeError(`no commit ${index}`);
    return chain.feed;
  }
  seqAt(index: number): number {
    return this.#nodes.seq(index);
  }
  /** Index of the commit before it in its feed; -1 for the first. */
  before(index: number): number {
    return this.#nodes.prev(index);
  }
  timeAt(index: number): number {
    return this.#nodes.time(index);
  }
  totalsAt(index: number): { readonly commits: number; readonly bytes: number } {
    return { commits: this.#nodes.commits(index), bytes: this.#nodes.bytes(index) };
  }
  verdict(index: number): Verdict {
    return this.#options.judge.verdict(index);
  }
  position(index: number): number {
    return this.#options.judge.position(index);
  }

  /**
   * Takes a commit that simply extends its feed's line, before its seal is verified: for a session whose key was proved
   * (relay), which verifies the newest seal later (`unsealed`, then `confirm`, or a rebuild without the feed's rest).
   * Nothing is drained before that. Everything else goes through `authenticateRun` and `acceptRun`. `own`: what the
   * commit's special parts say, where the caller has just written them (the witness its listing).
   */
  accept(commit: WireCommit, nowMs: number, own: SpecialParts | null = null): Acceptance {
    const known = this.#known(commit);
    if (known !== null) return this.#refill(commit, known);
    const chain = this.#feeds.get(commit.feed);
    const seq = chain?.seq ?? 0;
    if (commit.seq <= seq || chain?.forked === true) return { kind: 'needs-seal' };
    if (commit.seq > seq + 1) {
      return { kind: 'not-taken', code: 'missing', missing: { feed: commit.feed, seq: commit.seq - 1, hash16: '' } };
    }
    const prev = chain?.line[seq - 1] ?? -1;
    const head = nextHead(this.#options, this.#headOrStart(commit.feed, prev), commit);
    return this.#admit(commit, { prev, head }, nowMs, own);
  }

  /** Parts for a commit that is here already: no seal is needed, the header names their hashes. `null` if it is not. */
  refill(commit: WireCommit): Acceptance | null {
    const known = this.#known(commit);
    return known === null ? null : this.#refill(commit, known);
  }

  /**
   * The ways in which a run of commits of one feed (contiguous seqs, the last one sealed) may hang on this feed: one
   * for each commit known before the first, so nearly always one. Each gives the message its last seal must sign.
   */
  runsOf(commits: readonly WireCommit[]): RunCandidate[] {
    const [first] = commits;
    const last = commits.at(-1);
    if (first === undefined || last?.seal == null) return [];
    if (commits.some((commit, i) => commit.feed !== first.feed || commit.seq !== first.seq + i)) return [];
    const publicKey = this.#keys.get(deviceOfFeed(first.feed));
    if (publicKey === undefined) return [];
    const starts = first.seq === 1 ? [-1] : (this.#feeds.get(first.feed)?.at(first.seq - 1) ?? []);
    const proofs = redemptionProofs(this.shop, commits, this.#options.readAction);
    return starts.map((start) => {
      const heads: Uint8Array[] = [];
      let head = this.#headOrStart(first.feed, start);
      for (const commit of commits) {
        head = nextHead(this.#options, head, commit);
        heads.push(head);
      }
      const message = sealMessage(this.shop, first.feed, last.seq, head);
      return { commits, start, heads, message, publicKey, seal: last.seal ?? new Uint8Array(0), proofs };
    });
  }

  /** Takes an authenticated run; stops after the first commit that is not taken. Forks come in this way. */
  acceptRun(run: RunCandidate, nowMs: number): Acceptance[] {
    const out: Acceptance[] = [];
    let prev = run.start;
    for (const [i, commit] of run.commits.entries()) {
      const head = run.heads[i];
      if (head === undefined) break;
      const answer = this.#hang(commit, { prev, head }, nowMs);
      out.push(answer);
      if (answer.kind !== 'taken' && answer.kind !== 'known') break;
      prev = answer.index;
      this.#confirmIndex(answer.index, i === run.commits.length - 1 ? run.seal : null);
    }
    return out;
  }

  /** A verified commit from the own disk, on commit `prev` (-1: the start). `null` if `hash16` (null: any) is another's. */
  acceptStored(commit: WireCommit, prev: number, hash16: string | null, nowMs: number): Acceptance | null {
    const head = nextHead(this.#options, this.#headOrStart(commit.feed, prev), commit);
    if (hash16 !== null && hash16Of(head) !== hash16) return null;
    const answer = this.#hang(commit, { prev, head }, nowMs);
    if (answer.kind === 'taken') this.#confirmIndex(answer.index, commit.seal);
    return answer;
  }

  #hang(commit: WireCommit, place: Place, nowMs: number): Acceptance {
    const chain = this.#feeds.get(commit.feed);
    const there = chain === undefined || commit.seq > chain.seq ? NONE : chain.at(commit.seq);
    const known = there.find((index) => this.#nodes.isHead(index, place.head));
    return known === undefined ? this.#admit(commit, place, nowMs) : this.#refill(commit, known);
  }

  /** Newest seals not verified yet, one a feed. Verify each, then call `confirm` or `unseal`. */
  unsealed(): UnsealedFeed[] {
    const out: UnsealedFeed[] = [];
    for (const chain of this.#feedList) {
      const publicKey = this.publicKeyOf(chain.device);
      const { pending } = chain;
      if (pending === null || publicKey === null) continue;
      const tip = chain.line[pending.seq - 1] ?? -1;
      const message = sealMessage(this.shop, chain.feed, pending.seq, this.#nodes.head(tip));
      out.push({ feed: chain.feed, seq: pending.seq, seal: pending.seal, message, publicKey });
    }
    return out;
  }
  confirm(feed: FeedId, seq: number): void {
    const chain = this.#feeds.get(feed);
    if (chain === undefined || seq > chain.seq) return;
    if (chain.pending !== null && chain.pending.seq <= seq) {
      chain.good = chain.pending;
      chain.pending = null;
    }
    if (seq > chain.sealedSeq) chain.sealedSeq = seq;
  }
  /** After a bad seal: what must be dropped from the feed. The caller rebuilds the replica without it. */
  beyondGoodSeal(feed: FeedId): readonly number[] {
    const chain = this.#feeds.get(feed);
    return chain === undefined ? [] : chain.line.slice(chain.sealedSeq);
  }
  isSealed(index: number): boolean {
    const chain = this.#feedList[this.#nodes.feed(index)];
    if (chain === undefined) return false;
    const seq = this.#nodes.seq(index);
    return chain.line[seq - 1] !== index || seq <= chain.sealedSeq;
  }

  /** Verdicts that are new or different, of sealed commits only; the rest waits for its seal. */
  drain(): Effect[] {
    return this.drainIndices().map((index) => ({
      index,
      feed: this.feedAt(index),
      seq: this.seqAt(index),
      hash16: this.hash16(index),
      time: this.timeAt(index),
      verdict: this.verdict(index),
    }));
  }
  /** As `drain`, where nobody asks for more than which they are. */
  drainIndices(): number[] {
    const waited = new Set(this.#waitingForSeal.splice(0));
    const changed = [...waited, ...this.#options.judge.changed().filter((index) => !waited.has(index))];
    const ready: number[] = [];
    for (const index of changed) (this.isSealed(index) ? ready : this.#waitingForSeal).push(index);
    return ready;
  }

  mayNow(device: DeviceId, use: string): boolean {
    const member = this.#options.judge.memberOf(device);
    return member !== null && this.#options.judge.mayAt('now', member, use);
  }

  /** Each part of a commit with these texts: hash, shape, uses. */
  readParts(feed: FeedId, header: Header, parts: readonly (string | null)[]): PartReading[] {
    const texts = textsNamed(header, parts, (text) => this.#hashText(text));
    return readNamed(header, texts, this.firstOwner(deviceOfFeed(feed)), this.#options.checkPart);
  }

  #placed<Kind extends 'taken' | 'known'>(kind: Kind, index: number, hash16: string, commit: WireCommit, read: Header) {
    const texts = RestoredCommit.hasNamedParts(commit)
      ? commit.parts
      : textsNamed(read, commit.parts, (text) => this.#hashText(text));
    const place = { index, author: this.firstOwner(deviceOfFeed(commit.feed)), hash16 };
    return new PlacedCommit(kind, place, { header: read, texts }, this.#options.checkPart);
  }

  #hashText(text: string): HashText {
    const { hashText, sha256, text: codec } = this.#options;
    return hashText === undefined ? hashTextOf(sha256(codec.encode(text))) : hashText(text);
  }

  #known(commit: WireCommit): number | null {
    const chain = this.#feeds.get(commit.feed);
    if (chain === undefined) return null;
    for (const index of chain.at(commit.seq)) {
      const start = this.#headOrStart(commit.feed, this.#nodes.prev(index));
      if (this.#nodes.isHead(index, nextHead(this.#options, start, commit))) return index;
    }
    return null;
  }

  #refill(commit: WireCommit, index: number): Acceptance {
    const header = readHeader(commit.header);
    if (header === null) throw new Error('a header that was taken can not be read');
    this.#noteSeal(commit, index);
    return this.#placed('known', index, this.hash16(index), commit, header);
  }

  #headOrStart(feed: FeedId, index: number): Uint8Array {
    return index < 0 ? chainStart(this.#options.sha256, this.shop, feed) : this.#nodes.head(index);
  }

  #admit(commit: WireCommit, place: Place, nowMs: number, own: SpecialParts | null = null): Acceptance {
    const header = readHeader(commit.header);
    if (header === null || header.parts.length !== commit.parts.length) return { kind: 'refused', code: 'malformed' };
    if (header.level > this.#options.level) return { kind: 'not-taken', code: 'level' };
    if (header.time > (nowMs + MAX_DRIFT_MS) * 1000) return { kind: 'not-taken', code: 'early' };
    const deps: number[] = [];
    for (const dep of header.deps) {
      const index = this.find(dep.feed, dep.seq, dep.hash16);
      if (index === null) return { kind: 'not-taken', code: 'missing', missing: dep };
      deps.push(index);
    }
    const special = this.#readSpecial(commit, header, own);
    if ('code' in special) return special;
    if (!this.#keys.has(deviceOfFeed(commit.feed))) return { kind: 'not-taken', code: 'missing' };
    return this.#take(commit, header, place, deps, special);
  }

  /** Policy actions and listings must be readable at once: the verdict rests on them. */
  #readSpecial(commit: WireCommit, header: Header, own: SpecialParts | null): FoundParts | Rejection {
    const { readAction } = this.#options;
    const reader = { shop: this.shop, readAction, hashText: (text: string) => this.#hashText(text) };
    const special = own ?? readSpecialParts(reader, commit, header);
    if ('code' in special) return special;
    const { action, listing } = special;
    if (action !== null && !this.#introduceAll(keysIn(action))) return { kind: 'refused', code: 'key' };
    const listed: number[] = [];
    for (const item of listing ?? []) {
      const index = this.find(item.feed, item.seq, item.hash16);
      if (index === null) return { kind: 'not-taken', code: 'missing', missing: item };
      listed.push(index);
    }
    if (this.#genesis === null && action?.kind !== 'genesis') return { kind: 'not-taken', code: 'missing' };
    return { action, listing, listed };
  }

  /** Makes every key known that an action names; false when one of them is no sound key. */
  #introduceAll(keys: readonly string[]): boolean {
    for (const text of keys) {
      const key = fromBase64url(text);
      if (key === null || this.introduce(key) === null) return false;
    }
    return true;
  }

  #take(commit: WireCommit, header: Header, place: Place, deps: readonly number[], special: FoundParts): Acceptance {
    const { action, listing, listed } = special;
    const device = deviceOfFeed(commit.feed);
    const history: HistoryCommit = {
      device,
      feed: commit.feed,
      seq: commit.seq,
      prev: place.prev < 0 ? null : place.prev,
      deps: listing === null ? deps : [...new Set([...deps, ...listed])],
      hash: hash16Of(place.head),
      time: header.time,
      totals: header.totals,
      level: header.level,
      kind: action !== null ? 'action' : listing !== null ? 'listing' : 'data',
      uses: header.uses,
      ...(action === null ? {} : { action }),
    };
    const refusal = this.#options.judge.refusal(history);
    if (refusal !== null) return { kind: 'refused', code: refusal as RefusedCode };
    const index = this.#options.judge.add(history);
    let chain = this.#feeds.get(commit.feed);
    if (chain === undefined) {
      chain = new FeedChain(commit.feed, device, this.#feedList.length);
      this.#feeds.set(commit.feed, chain);
      this.#feedList.push(chain);
    }
    const at = this.#nodes.push({
      head: place.head,
      feed: chain.number,
      seq: commit.seq,
      prev: place.prev,
      time: header.time,
      bytes: header.totals.bytes,
      commits: header.totals.commits,
    });
    if (at !== index) throw new Error('judge and replica count differently');
    if (chain.line.length === commit.seq - 1) chain.extend(index);
    else chain.fork(commit.seq, index);
    if (action?.kind === 'genesis' && this.#genesis === null) this.#genesis = index;
    const owner = action === null ? null : ownerNamed(device, action);
    if (owner !== null && !this.#authors.has(owner.device)) this.#authors.set(owner.device, owner.member);
    if (listing !== null) {
      const entries = listing.map((item, i) => ({ kind: item.kind, commit: listed[i] ?? -1, time: header.time }));
      this.#options.judge.list(device, entries);
    }
    this.#noteSeal(commit, index);
    const taken = this.#placed('taken', index, history.hash, commit, header);
    RestoredCommit.forgetHead(commit);
    return taken;
  }

  #confirmIndex(index: number, seal: Uint8Array | null): void {
    const chain = this.#feedList[this.#nodes.feed(index)];
    const seq = this.#nodes.seq(index);
    if (chain === undefined || chain.line[seq - 1] !== index) return;
    if (seal !== null && seq > (chain.good?.seq ?? 0)) chain.good = { seq, seal };
    if (chain.pending !== null && chain.pending.seq <= seq) chain.pending = null;
    if (seq > chain.sealedSeq) chain.sealedSeq = seq;
  }

  #noteSeal(commit: WireCommit, index: number): void {
    const chain = this.#feeds.get(commit.feed);
    if (commit.seal === null || chain === undefined || chain.line[commit.seq - 1] !== index) return;
    if (commit.seq <= chain.sealedSeq || (chain.pending !== null && chain.pending.seq >= commit.seq)) return;
    chain.pending = { seq: commit.seq, seal: commit.seal };
  }
}
