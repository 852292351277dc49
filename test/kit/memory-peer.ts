/**
 * A whole peer in memory: keys, replica, log of commits, and the port of a PeerSession. Everything is synchronous and
 * the clock is passed in, so property tests can drive two of them over a pair of virtual sockets; node-peer.ts puts one
 * behind a real WebSocket.
 */
import { gunzipSync, gzipSync, zstdDecompressSync } from 'node:zlib';
import { nodeText, type SyncSigner, sha256, signerOf, verifySync } from '../../relay/platform/node-crypto.ts';
import { headsOf } from '../../relay/shops/bulk-packing.ts';
import { HeldCommits } from '../../relay/shops/held-commits.ts';
import type { ShopFactory } from '../../relay/shops/load-shop.ts';
import type { PolicyNow } from '../../relay/shops/policy-now.ts';
import { takeMixed } from '../../relay/shops/shop-intake.ts';
import { deviceIdOf, hash16Of } from '../../shared/commit/chain.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import { type Header, readHeader } from '../../shared/commit/header.ts';
import { HybridClock, type WallClock } from '../../shared/foundation/clock.ts';
import {
  type DeviceId,
  type DocumentName,
  deviceOfFeed,
  type FeedId,
  feedIdOf,
  type ShopId,
} from '../../shared/foundation/ids.ts';
import { BulkReader } from '../../shared/protocol/bulk-reader.ts';
import { BulkWriter } from '../../shared/protocol/bulk-writer.ts';
import type { CloseReason } from '../../shared/protocol/close-reasons.ts';
import { policyFirst } from '../../shared/protocol/hand-over-order.ts';
import { encodeCommit } from '../../shared/protocol/message-codec.ts';
import type { Answer, Bulk, CarriedCommit, FrontierMark, Outcome, Purpose } from '../../shared/protocol/messages.ts';
import type { Delivery, PeerPort, ProvedPeer, SignatureCheck } from '../../shared/protocol/peer-port.ts';
import { type Cargo, PeerSession } from '../../shared/protocol/peer-session.ts';
import { buildCommit, type DraftPart, type FeedState, sealed } from '../../shared/replica/commit-builder.ts';
import type { Effect, ShopReplica } from '../../shared/replica/shop-replica.ts';

export interface MemoryPeerOptions {
  readonly shop: ShopId;
  /** Raw 32-byte Ed25519 seed of the device's key. */
  readonly seed: Uint8Array;
  /** 8 base64url characters; another epoch is another feed of the same device. */
  readonly epoch: string;
  readonly factory: ShopFactory;
  readonly clock: WallClock;
  /** Fresh random bytes (seeded in property tests). */
  readonly random: (length: number) => Uint8Array;
  readonly app?: string;
}

export interface SessionWanted {
  readonly role: 'dialer' | 'listener';
  readonly channel: Uint8Array;
  readonly purpose?: Purpose;
  /** Seed of the invitation's key, for newcomers. */
  readonly invitation?: Uint8Array;
  readonly send: (frame: Uint8Array) => void;
  readonly closed?: (reason: CloseReason, byPeer: boolean) => void;
  /** Which documents the other end may see; all unless given. */
  readonly shows?: (document: string, peer: ProvedPeer) => boolean;
}

interface Logged {
  commit: WireCommit;
  readonly header: Header;
}

export interface WriteDraft {
  readonly command: string;
  readonly uses: readonly string[];
  readonly parts: readonly DraftPart[];
  readonly batch?: string;
  /** Hybrid microseconds; the clock's next unless given. */
  readonly time?: number;
}

export class MemoryPeer {
  readonly shop: ShopId;
  readonly signer: SyncSigner;
  readonly device: DeviceId;
  readonly feed: FeedId;
  readonly replica: ShopReplica;
  readonly policy: PolicyNow;
  readonly log: Logged[] = [];
  /** Newest outcome of each own commit, by seq; absent while unanswered. */
  readonly outcomes = new Map<number, Outcome>();
  readonly effects: Effect[] = [];
  readonly #options: MemoryPeerOptions;
  readonly #clock: HybridClock;
  readonly #byIndex: number[] = [];
  readonly #sessions = new Set<MemorySession>();
  #state: FeedState;
  #depsTold = new Map<FeedId, number>();

  constructor(options: MemoryPeerOptions) {
    const { replica, policy } = options.factory.create(options.shop);
    this.#options = options;
    this.shop = options.shop;
    this.replica = replica;
    this.policy = policy;
    this.signer = signerOf(options.seed);
    this.device = deviceIdOf(sha256, this.signer.publicKey);
    this.feed = feedIdOf(this.device, options.epoch);
    this.#clock = new HybridClock(options.clock);
    replica.introduce(this.signer.publicKey);
    const { seq, head } = replica.headOf(this.feed);
    this.#state = { feed: this.feed, seq, head, time: 0, totals: { commits: 0, bytes: 0 } };
  }

  get random(): (length: number) => Uint8Array {
    return this.#options.random;
  }
  now(): number {
    return this.#options.clock.now();
  }

  /** Writes, seals, takes and sends one commit of the own feed. Throws if the own replica does not take it. */
  write(draft: WriteDraft): WireCommit {
    const deps = this.#newDeps();
    const after = Math.max(this.#state.time, ...deps.map((dep) => dep.time));
    const next = this.#clock.next(after);
    if (!next.ok) throw new Error('the clock is ahead');
    const built = buildCommit(sha256, this.#state, {
      shop: this.shop,
      command: draft.command,
      level: 1,
      app: this.#options.app ?? 'test',
      time: draft.time ?? next.value,
      uses: draft.uses,
      deps: deps.map(({ feed, seq, hash16 }) => ({ feed, seq, hash16 })),
      parts: draft.parts,
      ...(draft.batch === undefined ? {} : { batch: draft.batch }),
    });
    if (!built.ok) throw new Error(`${built.error.code}: ${built.error.what}`);
    const commit = sealed(built.value, this.signer.sign(built.value.message));
    const answer = this.replica.accept(commit, this.now());
    if (answer.kind !== 'taken') throw new Error(`own commit is ${JSON.stringify(answer)}`);
    this.replica.confirm(commit.feed, commit.seq);
    this.#state = built.value.state;
    this.#keep(answer.index, commit);
    this.effects.push(...this.replica.drain());
    for (const session of this.#sessions) session.pushOwn(commit);
    return commit;
  }

  /** A session of this peer; wire its `receive`, `tick` and `lost` to a channel, then call `open`. */
  session(wanted: SessionWanted): PeerSession {
    const port = new MemorySession(this, wanted);
    const invitation = wanted.invitation === undefined ? null : signerOf(wanted.invitation);
    const session = new PeerSession({
      role: wanted.role,
      shop: this.shop,
      publicKey: this.signer.publicKey,
      invitation: invitation?.publicKey ?? null,
      purpose: wanted.purpose ?? 'member',
      level: 1,
      wantsAnswers: true,
      readsZstd: true,
      nonce: this.#options.random(32),
      channel: wanted.channel,
      sha256,
      text: nodeText,
      port,
      nowMs: this.now(),
    });
    port.attach(session, invitation);
    this.#sessions.add(port);
    return session;
  }

  commitAt(index: number): Logged | null {
    const at = this.#byIndex[index];
    return at === undefined ? null : (this.log[at] ?? null);
  }
  commit(feed: FeedId, seq: number): WireCommit | null {
    const index = this.replica.feed(feed)?.line[seq - 1];
    return index === undefined ? null : (this.commitAt(index)?.commit ?? null);
  }
  verdictOf(feed: FeedId, seq: number): { readonly verdict: string; readonly reason: string } | null {
    const index = this.replica.feed(feed)?.line[seq - 1];
    return index === undefined ? null : this.replica.verdict(index);
  }
  /** Own commits that no end has answered for good. */
  unanswered(): number[] {
    const own = this.replica.feed(this.feed)?.seq ?? 0;
    return Array.from({ length: own }, (_, i) => i + 1).filter((seq) => {
      const kind = this.outcomes.get(seq)?.kind;
      return kind === undefined || kind === 'not-taken';
    });
  }

  // ------------------------------------------------------------ for its sessions

  take(
    commits: readonly CarriedCommit[],
    from: MemorySession,
  ): { answers: Answer[]; left: readonly CarriedCommit[]; bad: readonly FeedId[] } {
    const result = takeMixed(this.replica, commits, null, this.now());
    const answers: Answer[] = [];
    const left = [...result.left];
    for (const { carried, acceptance } of result.taken) {
      const { feed, seq } = carried.commit;
      if (acceptance.kind === 'not-taken' && !from.answersAreWanted) {
        left.push(carried);
        continue;
      }
      if (acceptance.kind === 'taken') {
        const present = carried.commit.parts.map((text, i) => (acceptance.parts[i]?.state === 'absent' ? null : text));
        this.#keep(acceptance.index, { ...carried.commit, parts: present });
        for (const session of this.#sessions)
          if (session !== from) session.pushOwn({ ...carried.commit, parts: present });
      }
      if (acceptance.kind === 'known') this.#fill(acceptance.index, carried.commit);
      if (acceptance.kind === 'taken' || acceptance.kind === 'known') {
        const { verdict, reason } = this.replica.verdict(acceptance.index);
        const parts = this.commitAt(acceptance.index)?.commit.parts ?? [];
        const held = parts.reduce((mask, text, i) => (text === null ? mask : mask | (1 << i)), 0);
        if (verdict !== 'refused') {
          answers.push({
            feed,
            seq,
            hash16: acceptance.hash16,
            outcome: { kind: 'held', parts: held, verdict, reason },
          });
        }
      } else {
        const outcome: Outcome =
          acceptance.kind === 'refused'
            ? { kind: 'refused', code: acceptance.code }
            : { kind: 'not-taken', code: acceptance.kind === 'not-taken' ? acceptance.code : 'missing', retryMs: 1000 };
        answers.push({ feed, seq, hash16: 'A'.repeat(22), outcome });
      }
    }
    this.effects.push(...this.replica.drain());
    return { answers, left, bad: result.badSeals };
  }

  answered(answers: readonly Answer[]): void {
    for (const { feed, seq, outcome } of answers) if (feed === this.feed) this.outcomes.set(seq, outcome);
  }
  leave(session: MemorySession): void {
    this.#sessions.delete(session);
  }

  #keep(index: number, commit: WireCommit): void {
    const header = readHeader(commit.header);
    if (header === null) throw new Error('taken without a header');
    this.#byIndex[index] = this.log.push({ commit, header }) - 1;
  }

  #fill(index: number, brought: WireCommit): void {
    const logged = this.commitAt(index);
    if (logged === null) return;
    const parts = this.replica.readParts(this.replica.feedAt(index), logged.header, brought.parts);
    logged.commit = {
      ...logged.commit,
      parts: logged.commit.parts.map(
        (text, i) => text ?? (parts[i]?.state === 'absent' ? null : (brought.parts[i] ?? null)),
      ),
    };
  }

  /** Heads of other feeds seen since the last own commit. */
  #newDeps(): { feed: FeedId; seq: number; hash16: string; time: number }[] {
    const out = [];
    for (const chain of this.replica.feeds()) {
      const tip = chain.line[chain.sealedSeq - 1];
      if (chain.feed === this.feed || tip === undefined || (this.#depsTold.get(chain.feed) ?? 0) >= chain.sealedSeq)
        continue;
      this.#depsTold.set(chain.feed, chain.sealedSeq);
      const hash16 = hash16Of(this.replica.headAt(tip));
      out.push({ feed: chain.feed, seq: chain.sealedSeq, hash16, time: this.replica.timeAt(tip) });
    }
    return out;
  }
}

const BULK_FROM = 64;
const SLICE = 2000;
/** UTF-16 units; three times as many bytes at the very worst still fit a frame. */
const SLICE_BYTES = 256 * 1024;

class MemorySession implements PeerPort {
  readonly #owner: MemoryPeer;
  readonly #wanted: SessionWanted;
  readonly #held = new HeldCommits();
  readonly #reader: BulkReader;
  readonly #keysTold = new Set<DeviceId>();
  readonly #has = new Map<FeedId, number>();
  readonly #documents: DocumentName[] = [];
  #session: PeerSession | null = null;
  #invitation: SyncSigner | null = null;
  #peer: ProvedPeer | null = null;
  #next = 0;
  #compared = false;

  constructor(owner: MemoryPeer, wanted: SessionWanted) {
    this.#owner = owner;
    this.#wanted = wanted;
    this.#reader = new BulkReader(owner.shop, sha256, nodeText, headsOf(owner.replica));
  }
  attach(session: PeerSession, invitation: SyncSigner | null): void {
    this.#session = session;
    this.#invitation = invitation;
  }

  get answersAreWanted(): boolean {
    return this.#session?.wantsAnswers === true;
  }

  pushOwn(commit: WireCommit): void {
    const session = this.#session;
    if (session === null || !session.live) return;
    const keys = this.#keysFor([commit.feed]);
    if (session.push(keys, [encodeCommit(this.#shown(commit), nodeText)])) this.#next = this.#owner.log.length;
  }

  send(frame: Uint8Array): void {
    this.#wanted.send(frame);
  }
  closed(reason: CloseReason, byPeer: boolean): void {
    this.#owner.leave(this);
    this.#wanted.closed?.(reason, byPeer);
  }
  sign(message: Uint8Array): void {
    this.#session?.signed(this.#owner.signer.sign(message), this.#invitation?.sign(message) ?? null);
  }
  verify(checks: readonly SignatureCheck[]): void {
    this.#session?.verified(checks.every((one) => verifySync(one.publicKey, one.message, one.signature)));
  }
  proved(peer: ProvedPeer): void {
    this.#peer = peer;
    this.#owner.replica.introduce(peer.publicKey);
    this.#session?.admit(this.#owner.replica.frontier());
  }
  compare(frontier: readonly FrontierMark[]): void {
    const { replica } = this.#owner;
    for (const mark of frontier) {
      this.#keysTold.add(deviceOfFeed(mark.feed));
      const known = replica.feed(mark.feed)?.seq ?? 0;
      const same = replica.find(mark.feed, mark.seq, mark.hash16) !== null;
      this.#has.set(mark.feed, same ? mark.seq : mark.seq > known ? known : 0);
    }
    // What nobody answered goes out again, whatever the other end says it has: only an answer tells where it stands.
    const [unanswered] = this.#owner.unanswered();
    const own = this.#has.get(this.#owner.feed);
    if (unanswered !== undefined && own !== undefined) this.#has.set(this.#owner.feed, Math.min(own, unanswered - 1));
    this.#next = 0;
    this.#compared = true;
  }
  missed(): void {}
  more(_bytes: number): void {
    if (!this.#compared) return;
    const document = this.#documents.shift();
    const cargo = document === undefined ? this.#commits() : this.#parts(document);
    this.#session?.supply(cargo, document === undefined && this.#next >= this.#owner.log.length);
  }
  take(delivery: Delivery): void {
    for (const key of delivery.keys) this.#owner.replica.introduce(key);
    this.#taken(delivery.commits, false);
    this.#session?.done(delivery.bytes);
  }
  takeBulk(bulk: Bulk, bytes: number): void {
    for (const key of bulk.keys) this.#owner.replica.introduce(key);
    const raw = unzip(bulk);
    const commits = raw === null ? null : this.#reader.read(raw);
    if (commits === null) this.#session?.close('malformed');
    else
      this.#taken(
        commits.map((commit) => ({ commit, bytes: new Uint8Array(0) })),
        bulk.content === 'commits',
      );
    this.#session?.done(bytes);
  }
  answered(answers: readonly Answer[]): void {
    this.#owner.answered(answers);
  }
  wanted(document: DocumentName): void {
    this.#documents.push(document);
  }
  readonly presences = new Map<DeviceId, string>();
  presence(device: DeviceId | null, text: string): void {
    const who = device ?? this.#peer?.device;
    if (who !== undefined) this.presences.set(who, text);
  }
  level(): void {}

  #taken(commits: readonly CarriedCommit[], packed: boolean): void {
    for (const { commit } of commits) {
      if (commit.seq > (this.#has.get(commit.feed) ?? 0)) this.#has.set(commit.feed, commit.seq);
    }
    const { answers, left, bad } = this.#owner.take([...this.#held.takeAll(), ...commits], this);
    // Who wants no answers does not send again: what can't be taken yet is kept and tried with the next delivery.
    const surplus = packed || !this.answersAreWanted ? this.#held.hold(left) : left;
    const missing: Outcome = { kind: 'not-taken', code: 'missing', retryMs: 1000 };
    this.#session?.answer([
      ...answers,
      ...surplus.map(({ commit }) => ({
        feed: commit.feed,
        seq: commit.seq,
        hash16: 'A'.repeat(22),
        outcome: missing,
      })),
    ]);
    // A relay hands on before it has looked at the seal: only the device whose key it is may be blamed.
    if (bad.some((feed) => deviceOfFeed(feed) === this.#peer?.device)) this.#session?.close('seal');
  }

  #commits(): Cargo[] {
    const { log, replica } = this.#owner;
    const missing: Logged[] = [];
    let size = 0;
    while (this.#next < log.length && missing.length < SLICE && size < SLICE_BYTES) {
      const logged = log[this.#next++];
      if (logged === undefined) break;
      const { feed, seq } = logged.commit;
      if (replica.feed(feed)?.forked !== true && seq <= (this.#has.get(feed) ?? 0)) continue;
      missing.push(logged);
      size += logged.commit.header.length;
      for (const text of logged.commit.parts) size += text?.length ?? 0;
    }
    if (missing.length === 0) return [];
    const keys = this.#keysFor(missing.map((one) => one.commit.feed));
    if (missing.length >= BULK_FROM) return [this.#bulk(missing, keys, 'commits')];
    const ordered = policyFirst(missing, ({ commit, header }) => ({ ...commit, deps: header.deps, header }));
    return [{ kind: 'commits', keys, commits: ordered.map((one) => encodeCommit(this.#shown(one.commit), nodeText)) }];
  }

  #parts(document: DocumentName): Cargo[] {
    if (this.#peer === null || this.#wanted.shows?.(document, this.#peer) === false) return [];
    const missing: Logged[] = [];
    for (const { commit, header } of this.#owner.log) {
      const at = header.parts.findIndex((part) => part.document === document);
      if (at < 0 || commit.parts[at] == null) continue;
      missing.push({ header, commit: { ...commit, parts: commit.parts.map((text, i) => (i === at ? text : null)) } });
    }
    return missing.length === 0 ? [] : [this.#bulk(missing, [], 'parts')];
  }

  #bulk(missing: readonly Logged[], keys: readonly Uint8Array[], content: Bulk['content']): Cargo {
    const writer = new BulkWriter(sha256, nodeText, headsOf(this.#owner.replica));
    for (const one of missing) writer.add({ commit: this.#shown(one.commit), header: one.header });
    const raw = writer.finish();
    const left = this.#owner.log.length - this.#next;
    return {
      kind: 'bulk',
      bulk: {
        type: 'bulk',
        content,
        keys,
        count: missing.length,
        left,
        compression: 'gzip',
        rawLength: raw.length,
        packed: gzipSync(raw),
      },
    };
  }

  #shown(commit: WireCommit): WireCommit {
    const { shows } = this.#wanted;
    const peer = this.#peer;
    if (shows === undefined || peer === null) return commit;
    const header = readHeader(commit.header);
    return {
      ...commit,
      parts: commit.parts.map((text, i) => (shows(header?.parts[i]?.document ?? '', peer) ? text : null)),
    };
  }

  #keysFor(feeds: readonly FeedId[]): Uint8Array[] {
    const keys: Uint8Array[] = [];
    for (const device of new Set(feeds.map(deviceOfFeed))) {
      if (this.#keysTold.has(device)) continue;
      this.#keysTold.add(device);
      const key = this.#owner.replica.publicKeyOf(device);
      if (key !== null) keys.push(key);
    }
    return keys;
  }
}

function unzip(bulk: Bulk): Uint8Array | null {
  const most = { maxOutputLength: Math.max(1, bulk.rawLength) };
  try {
    if (bulk.compression === 'none') return bulk.packed;
    return bulk.compression === 'gzip' ? gunzipSync(bulk.packed, most) : zstdDecompressSync(bulk.packed, most);
  } catch {
    return null;
  }
}
