/**
 * The relay's end of the engine: one PeerSession a socket. What the session asks for is answered from the replica side
 * of this tab; deliveries are taken one after the other, so credit flows back only for what is on disk. Own commits
 * leave as soon as they are written; whatever the relay lacks besides (it may have lost its database) goes the same way.
 */

import type { WireCommit } from '../../shared/commit/codec.ts';
import type { Signer, Verifier } from '../../shared/commit/seal.ts';
import type { DeviceId, DocumentName, FeedId, ShopId } from '../../shared/foundation/ids.ts';
import { socketChannel } from '../../shared/protocol/handshake.ts';
import { encodeCommit } from '../../shared/protocol/message-codec.ts';
import type { Answer, FrontierMark, Purpose } from '../../shared/protocol/messages.ts';
import type { PeerPort, ProvedPeer } from '../../shared/protocol/peer-port.ts';
import { PeerSession } from '../../shared/protocol/peer-session.ts';
import { PROTOCOL_LIMITS } from '../../shared/protocol/protocol-limits.ts';
import type { Platform } from '../replica/platform.ts';
import { BulkUnpacking } from './bulk-unpacking.ts';
import { RelaySocket } from './relay-socket.ts';

/** What the link needs of the shop that it syncs. */
export interface LinkedShop {
  frontier(): readonly FrontierMark[];
  /** Indices of commits that an end with this frontier lacks, causes first. */
  lacking(peer: readonly FrontierMark[]): readonly number[];
  commitAt(index: number): WireCommit | null;
  keyOf(index: number): Uint8Array | null;
  /** Head at a seq of a feed's line; null when it is not here. */
  headAt(feed: FeedId, seq: number): Uint8Array | null;
  /** Own commits that no receipt names yet, causes first. */
  unanswered(): readonly number[];
  /** Something that came is kept aside until the clock has moved on. */
  readonly waitsForTime: boolean;
  /** Resolves when all that was new is on disk; with what was kept aside before, of which nothing is asked again. */
  take(keys: readonly Uint8Array[], commits: readonly WireCommit[]): Promise<void>;
  answered(answers: readonly Answer[]): void;
  presence(device: DeviceId | null, text: string): void;
}

export interface LineState {
  readonly connected: boolean;
  /** All that the relay had when the session opened has come. */
  readonly level: boolean;
  readonly left: number;
  readonly received: number;
  readonly clockAheadMs: number;
  /** Close code that ended it for good. */
  readonly ended: number | null;
}

export interface LinkOptions {
  readonly origin: string;
  readonly shop: ShopId;
  readonly createToken: string | null;
  readonly level: number;
  readonly purpose: Purpose;
  readonly signer: Signer;
  readonly invitation: Signer | null;
  readonly verify: Verifier;
  readonly platform: Platform;
  readonly side: LinkedShop;
  readonly changed: (line: LineState) => void;
}

const TICK_MS = 1000;
const OFFLINE: LineState = { connected: false, level: false, left: 0, received: 0, clockAheadMs: 0, ended: null };

export class RelayLink {
  readonly #options: LinkOptions;
  readonly #socket: RelaySocket;
  #session: PeerSession | null = null;
  #outbox: number[] = [];
  #taking: Promise<void> = Promise.resolve();
  /** All deliveries but the newest bulk. */
  #takenBefore: Promise<void> = Promise.resolve();
  #ticking: ReturnType<typeof setInterval> | null = null;
  #line: LineState = OFFLINE;
  #presence = '';
  #retrying = false;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#socket = new RelaySocket(options.origin, options.shop, options.createToken, {
      opened: () => this.#opened(),
      frame: (bytes) => this.#session?.receive(bytes, options.platform.wall.now()),
      closed: () => this.#closed(),
      final: (code) => this.#update({ ended: code }),
    });
  }

  get line(): LineState {
    return this.#line;
  }

  start(): void {
    this.#ticking ??= setInterval(() => this.#tick(), TICK_MS);
    this.#socket.connect();
  }

  stop(): void {
    if (this.#ticking !== null) clearInterval(this.#ticking);
    this.#session?.close('leaving');
    this.#socket.stop();
  }

  #tick(): void {
    this.#session?.tick(this.#options.platform.wall.now());
    const { side } = this.#options;
    if (this.#session?.peer == null || !side.waitsForTime || this.#retrying) return;
    this.#retrying = true;
    this.#taking = this.#taking
      .then(() => side.take([], []))
      .catch(() => this.#session?.close('broken'))
      .finally(() => {
        this.#retrying = false;
      });
  }

  /** What the relay did not take: nothing of it is kept there, so it goes once more (PROTO-14). */
  resend(): void {
    if (this.#session === null || this.#session.ended) return;
    const queued = new Set(this.#outbox);
    this.#outbox.push(...this.#options.side.unanswered().filter((index) => !queued.has(index)));
    this.#outbox.sort((a, b) => a - b);
    this.#session.wake();
  }

  /** Connects again at once: the user asked, or the network came back. */
  again(): void {
    if (this.#session === null || this.#session.ended) this.#socket.restart();
    else this.#session.wake();
  }

  /** Commits that are new here and did not come from the relay, causes first. */
  offer(indices: readonly number[]): void {
    const session = this.#session;
    if (session === null || session.peer === null || indices.length === 0) return;
    this.#outbox.push(...indices);
    if (!session.live) return;
    const { keys, commits } = this.#load(PROTOCOL_LIMITS.frameTarget);
    if (
      !session.push(
        keys,
        commits.map((commit) => commit.bytes),
      )
    )
      this.#outbox.unshift(...commits.map((one) => one.index));
    else if (this.#outbox.length > 0) session.wake();
  }

  /** Asks for every part of a document, after a grant has opened it. */
  want(document: DocumentName): void {
    this.#session?.want(document);
  }

  present(text: string): void {
    this.#presence = text;
    this.#session?.present(text);
  }

  #opened(): void {
    const { platform, shop, signer, invitation, level, purpose, origin } = this.#options;
    const session = new PeerSession({
      role: 'dialer',
      shop,
      publicKey: signer.publicKey,
      invitation: invitation?.publicKey ?? null,
      purpose,
      level,
      wantsAnswers: true,
      readsZstd: false,
      nonce: platform.random(32),
      channel: socketChannel(new URL(origin).host),
      sha256: platform.sha256,
      text: platform.text,
      port: this.#port(() => session),
      nowMs: platform.wall.now(),
    });
    this.#session = session;
    this.#outbox = [];
    session.open();
  }

  #closed(): void {
    this.#session?.lost();
    this.#session = null;
    this.#update({ connected: false, level: false });
  }

  #update(change: Partial<LineState>): void {
    this.#line = { ...this.#line, ...change };
    this.#options.changed(this.#line);
  }

  #port(session: () => PeerSession): PeerPort {
    const { side, signer, invitation, verify, platform, shop } = this.#options;
    const bulks = new BulkUnpacking(shop, platform, (feed, seq) => side.headAt(feed, seq));
    let unpacked: Promise<unknown> = this.#taking;
    const mine = (): boolean => this.#session === session();
    return {
      send: (frame) => {
        if (mine()) this.#socket.send(frame);
      },
      closed: (_reason, byPeer) => {
        if (mine() && !byPeer) this.#socket.restart();
      },
      sign: (message) => {
        void Promise.all([signer.sign(message), invitation?.sign(message) ?? null]).then(([own, other]) =>
          session().signed(own, other),
        );
      },
      verify: (checks) => {
        void Promise.all(checks.map((one) => verify(one.publicKey, one.message, one.signature))).then((good) =>
          session().verified(good.every((one) => one)),
        );
      },
      proved: (peer: ProvedPeer) => {
        session().admit(side.frontier());
        this.#update({
          connected: true,
          level: false,
          ended: null,
          clockAheadMs: peer.clockAheadMs,
          received: 0,
          left: 0,
        });
        if (this.#presence !== '') session().present(this.#presence);
      },
      compare: (frontier) => {
        this.#outbox = [...side.lacking(frontier)];
      },
      more: (bytes) => {
        const { keys, commits } = this.#load(Math.min(bytes, PROTOCOL_LIMITS.frameTarget));
        const cargo = { kind: 'commits' as const, keys, commits: commits.map((commit) => commit.bytes) };
        session().supply(commits.length === 0 ? [] : [cargo], this.#outbox.length === 0);
      },
      missed: () => undefined,
      take: ({ keys, commits, bytes }) => {
        this.#inTurn(session, bytes, () =>
          side.take(
            keys,
            commits.map((one) => one.commit),
          ),
        );
        this.#takenBefore = this.#taking;
        this.#update({ received: this.#line.received + commits.length });
      },
      takeBulk: (bulk, bytes) => {
        // Unpacked while what came before is still on its way to the disk: a bulk rests on the one before it, which its
        // reader remembers, and on those before that, which must have been taken.
        const ready = Promise.all([unpacked, this.#takenBefore]).then(() => bulks.unpack(bulk));
        unpacked = ready.catch(() => null);
        this.#inTurn(session, bytes, async () => {
          const commits = await ready;
          if (commits === null) {
            session().close('malformed');
            return;
          }
          await side.take(bulk.keys, commits);
          this.#update({ received: this.#line.received + bulk.count, left: bulk.left });
        });
      },
      answered: (answers) => side.answered(answers),
      wanted: () => undefined,
      presence: (device, text) => side.presence(device, text),
      level: () => {
        void this.#taking.then(() => this.#update({ level: true, left: 0 }));
      },
    };
  }

  #inTurn(session: () => PeerSession, bytes: number, work: () => Promise<void>): void {
    this.#takenBefore = this.#taking;
    this.#taking = this.#taking.then(work).then(
      () => session().done(bytes),
      // Full or broken store: nothing more is taken until the next connection compares frontiers again.
      () => session().close('broken'),
    );
  }

  /** The next commits of the outbox, up to about so many bytes, and at least one. */
  #load(bytes: number): {
    readonly keys: Uint8Array[];
    readonly commits: { readonly index: number; readonly bytes: Uint8Array }[];
  } {
    const { side, platform } = this.#options;
    const keys = new Map<string, Uint8Array>();
    const commits: { index: number; bytes: Uint8Array }[] = [];
    let size = 0;
    while (this.#outbox.length > 0 && (commits.length === 0 || size < bytes)) {
      const index = this.#outbox.shift() ?? -1;
      const commit = side.commitAt(index);
      const key = side.keyOf(index);
      if (commit === null || key === null) continue;
      keys.set(commit.feed.slice(0, 24), key);
      const encoded = encodeCommit(commit, platform.text);
      commits.push({ index, bytes: encoded });
      size += encoded.length;
    }
    return { keys: [...keys.values()], commits };
  }
}
