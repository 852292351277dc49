/**
 * A device that keeps every rule: PeerSession, the client's own way of receiving, ShopReplica, the verdict engine and
 * folds, over any channel that carries frames. What it shows before and after an attack is what people of the shop see.
 */
import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import WebSocket from 'ws';
import { receiveCommits } from '../../client/sync/commit-receiver.ts';
import { nodeText, type SyncSigner, sha256, verifySync } from '../../relay/platform/node-crypto.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { DeviceId, ShopId } from '../../shared/foundation/ids.ts';
import { readAction } from '../../shared/policy/read-action.ts';
import { VerdictEngine } from '../../shared/policy/verdict-engine.ts';
import { BulkReader } from '../../shared/protocol/bulk-reader.ts';
import type { CloseReason } from '../../shared/protocol/close-reasons.ts';
import { type Role, socketChannel } from '../../shared/protocol/handshake.ts';
import { encodeCommit } from '../../shared/protocol/message-codec.ts';
import type { Answer, Bulk, FrontierMark, Purpose } from '../../shared/protocol/messages.ts';
import type { PeerPort } from '../../shared/protocol/peer-port.ts';
import { PeerSession } from '../../shared/protocol/peer-session.ts';
import { ShopReplica } from '../../shared/replica/shop-replica.ts';
import { checkPart } from '../../shared/schema/check-part.ts';
import { StockFold } from '../../shared/stock/stock-fold.ts';
import { FoldHost } from '../fuzz/fold-host.ts';
import type { StoredCommit } from '../fuzz/stored-commit.ts';
import { EffectiveEntries } from './effective-entries.ts';
import { until } from './until.ts';

const TICK_MS = 1000;

export interface PeerState {
  /** `feed seq hash16 verdict reason`, listings of the witness left out. */
  readonly verdicts: readonly string[];
  readonly entries: string;
}

export class HonestPeer {
  readonly shop: ShopId;
  readonly key: SyncSigner;
  readonly replica: ShopReplica;
  readonly entries = new EffectiveEntries();
  readonly stock = new StockFold(480);
  readonly changes = new EventEmitter();
  readonly answers: Answer[] = [];
  readonly presences: { readonly device: DeviceId | null; readonly text: string }[] = [];
  /** Commits held, by index of the replica. */
  readonly stored: StoredCommit[] = [];
  readonly troubles: string[] = [];
  /** Deliveries looked at so far. */
  looks = 0;
  closedFor: CloseReason | null = null;
  level = false;
  session: PeerSession | null = null;
  readonly #folds = new FoldHost([this.entries, this.stock]);
  #held: WireCommit[] = [];
  #taking: Promise<void> = Promise.resolve();
  #outbox: number[] = [];
  #socket: WebSocket | null = null;
  #ticking: NodeJS.Timeout | null = null;

  constructor(shop: ShopId, key: SyncSigner) {
    this.shop = shop;
    this.key = key;
    this.changes.setMaxListeners(1000);
    this.replica = new ShopReplica({
      shop,
      sha256,
      judge: new VerdictEngine(),
      level: 1,
      text: nodeText,
      readAction,
      checkPart: (document, part, uses, author) => checkPart(document, part, uses, author) === 'present',
    });
    this.replica.introduce(key.publicKey);
  }

  // ------------------------------------------------------------ what people see

  /** Everything but the witness's own listings: those go on by themselves. */
  state(): PeerState {
    const verdicts: string[] = [];
    for (const [index, stored] of this.stored.entries()) {
      if (stored === undefined || isListing(stored.commit)) continue;
      const { verdict, reason } = this.replica.verdict(index);
      verdicts.push(`${stored.commit.feed} ${stored.commit.seq} ${this.replica.hash16(index)} ${verdict} ${reason}`);
    }
    return { verdicts: verdicts.sort(), entries: this.entries.digest() };
  }
  verdictOf(commit: WireCommit): string | undefined {
    const index = this.#indexOf(commit);
    if (index === undefined) return undefined;
    const { verdict, reason } = this.replica.verdict(index);
    return `${verdict} ${reason}`;
  }
  positionOf(commit: WireCommit): number | undefined {
    const index = this.#indexOf(commit);
    return index === undefined ? undefined : this.replica.position(index);
  }
  has(commit: WireCommit): boolean {
    return this.#indexOf(commit) !== undefined;
  }
  partOf(commit: WireCommit, at: number): string | null {
    const index = this.#indexOf(commit);
    return index === undefined ? null : (this.stored[index]?.parts[at] ?? null);
  }
  #indexOf(commit: WireCommit): number | undefined {
    const at = this.stored.findIndex(
      (one) =>
        one !== undefined &&
        one.commit.feed === commit.feed &&
        one.commit.seq === commit.seq &&
        one.commit.header === commit.header,
    );
    return at < 0 ? undefined : at;
  }

  /** Everything that is here has a place in the witness's order (listings themselves and the refused aside). */
  allListed(): boolean {
    return this.stored.every(
      (stored, index) =>
        stored === undefined || isListing(stored.commit) || Number.isFinite(this.replica.position(index)),
    );
  }

  // ------------------------------------------------------------ taking and giving

  take(keys: readonly Uint8Array[], commits: readonly WireCommit[]): Promise<void> {
    this.#taking = this.#taking.then(async () => {
      const all = [...this.#held, ...commits];
      this.#held = [];
      const { taken, carry, trouble } = await receiveCommits(
        this.replica,
        async (key, message, signature) => verifySync(key, message, signature),
        keys,
        all,
        () => Date.now(),
      );
      if (trouble !== null) this.troubles.push(trouble.code);
      for (const { commit, index, parts } of taken) this.#store(commit, index, parts);
      for (const effect of this.replica.drain()) this.#folds.apply(effect);
      this.#held = [...carry];
      this.looks++;
      this.changes.emit('change');
    });
    return this.#taking;
  }

  /** Hands over commits of one's own (or of anybody) to whoever is at the other end. */
  async offer(commits: readonly WireCommit[], keys: readonly Uint8Array[] = [this.key.publicKey]): Promise<void> {
    await this.take(keys, commits);
    this.session?.push(
      keys,
      commits.map((commit) => encodeCommit(commit, nodeText)),
    );
  }

  settled(): Promise<void> {
    return this.#taking;
  }

  #store(commit: WireCommit, index: number, parts: readonly { readonly state: string }[]): void {
    const held = this.stored[index];
    const texts = commit.parts.map((text, at) => (parts[at]?.state === 'absent' ? null : text));
    if (held === undefined) this.stored[index] = { commit, parts: texts };
    else for (const [at, text] of texts.entries()) held.parts[at] ??= text;
    const now = this.stored[index];
    if (now !== undefined) this.#folds.hold(now, index, this.replica);
  }

  // ------------------------------------------------------------ lines

  /** Dials a relay; resolves when all that it has is here. */
  async connect(url: string, purpose: Purpose = 'member', host: string = new URL(url).host): Promise<void> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    this.#socket = socket;
    socket.binaryType = 'nodebuffer';
    const session = this.openSession('dialer', socketChannel(host), (frame) => socket.send(frame), purpose);
    // What keeps a line alive that has nothing to say.
    this.#ticking = setInterval(() => session.tick(Date.now()), TICK_MS);
    this.#ticking.unref();
    socket.on('open', () => session.open());
    socket.on('message', (data) => {
      if (Buffer.isBuffer(data)) session.receive(new Uint8Array(data), Date.now());
    });
    socket.on('close', () => session.lost());
    socket.on('error', () => session.lost());
    await until('all that the relay has', this.changes, () => {
      if (this.closedFor !== null) throw new Error(`closed: ${this.closedFor}`);
      return this.level;
    });
    await this.settled();
  }

  /** A session over any channel; the caller feeds `receive`. */
  openSession(
    role: Role,
    channel: Uint8Array,
    send: (frame: Uint8Array) => void,
    purpose: Purpose = 'member',
  ): PeerSession {
    this.level = false;
    this.closedFor = null;
    const reader = new BulkReader(this.shop, sha256, nodeText, (feed, seq) => {
      const chain = this.replica.feed(feed);
      const index = chain === null || chain.forked ? undefined : chain.line[seq - 1];
      return index === undefined ? null : this.replica.headAt(index);
    });
    const session = new PeerSession({
      role,
      shop: this.shop,
      publicKey: this.key.publicKey,
      invitation: null,
      purpose,
      level: 1,
      wantsAnswers: true,
      readsZstd: true,
      nonce: new Uint8Array(randomBytes(32)),
      channel,
      sha256,
      text: nodeText,
      port: this.#port(send, reader, () => session),
      nowMs: Date.now(),
    });
    this.session = session;
    return session;
  }

  leave(): void {
    if (this.#ticking !== null) clearInterval(this.#ticking);
    this.session?.close('leaving');
    this.#socket?.terminate();
    this.#socket = null;
  }

  #port(send: (frame: Uint8Array) => void, reader: BulkReader, session: () => PeerSession): PeerPort {
    const changed = () => this.changes.emit('change');
    return {
      send,
      closed: (reason) => {
        this.closedFor = reason;
        changed();
      },
      sign: (message) => session().signed(this.key.sign(message), null),
      verify: (checks) =>
        session().verified(checks.every((one) => verifySync(one.publicKey, one.message, one.signature))),
      proved: () => session().admit(this.frontier()),
      compare: (marks) => {
        const has = new Map(marks.map((mark) => [mark.feed, mark.seq]));
        this.#outbox = [...this.stored.keys()].filter((index) => {
          const commit = this.stored[index]?.commit;
          return commit !== undefined && commit.seq > (has.get(commit.feed) ?? 0);
        });
      },
      more: () => {
        const commits = this.#outbox.splice(0).flatMap((index) => this.stored[index] ?? []);
        const keys = this.replica.frontier().flatMap(({ publicKey }) => publicKey ?? []);
        const bytes = commits.map(({ commit, parts }) => encodeCommit({ ...commit, parts }, nodeText));
        session().supply(bytes.length === 0 ? [] : [{ kind: 'commits', keys, commits: bytes }], true);
      },
      missed: () => undefined,
      take: ({ keys, commits, bytes }) => {
        void this.take(
          keys,
          commits.map(({ commit }) => commit),
        ).then(() => session().done(bytes));
      },
      takeBulk: (bulk, bytes) => {
        const commits = unpacked(bulk, reader);
        if (commits === null) session().close('malformed');
        else void this.take(bulk.keys, commits).then(() => session().done(bytes));
      },
      answered: (answers) => {
        this.answers.push(...answers);
        changed();
      },
      wanted: () => undefined,
      presence: (device, text) => {
        this.presences.push({ device, text });
        changed();
      },
      level: () => {
        void this.#taking.then(() => {
          this.level = true;
          changed();
        });
      },
    };
  }

  frontier(): FrontierMark[] {
    return this.replica.frontier().map(({ feed, seq, hash16 }) => ({ feed, seq, hash16 }));
  }
}

export function isListing(commit: WireCommit): boolean {
  return commit.header.includes('[["listing/');
}

function unpacked(bulk: Bulk, reader: BulkReader): WireCommit[] | null {
  const most = { maxOutputLength: Math.max(1, bulk.rawLength) };
  try {
    const raw =
      bulk.compression === 'none'
        ? bulk.packed
        : bulk.compression === 'gzip'
          ? gunzipSync(bulk.packed, most)
          : zstdDecompressSync(bulk.packed, most);
    return raw.length === bulk.rawLength ? reader.read(raw) : null;
  } catch {
    return null;
  }
}
