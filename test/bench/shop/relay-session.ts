/**
 * A device's session with the relay in a measuring process: the client's own protocol code (PeerSession) over the lean
 * socket. Carries up what it is given, hands over what comes, and tells when the other side has nothing more.
 */
import { randomBytes } from 'node:crypto';
import { nodeText, type SyncSigner, sha256, verifySync } from '../../../relay/platform/node-crypto.ts';
import type { WireCommit } from '../../../shared/commit/codec.ts';
import type { ShopId } from '../../../shared/foundation/ids.ts';
import type { CloseReason } from '../../../shared/protocol/close-reasons.ts';
import { socketChannel } from '../../../shared/protocol/handshake.ts';
import { encodeCommit } from '../../../shared/protocol/message-codec.ts';
import type { Answer, Bulk, FrontierMark } from '../../../shared/protocol/messages.ts';
import type { Delivery, PeerPort, ProvedPeer, SignatureCheck } from '../../../shared/protocol/peer-port.ts';
import { type Cargo, PeerSession } from '../../../shared/protocol/peer-session.ts';
import { clientFrame, RawWebSocket } from '../live/raw-web-socket.ts';

export interface RelaySessionOptions {
  readonly relay: URL;
  readonly shop: ShopId;
  readonly signer: SyncSigner;
  /** What this device already has. */
  readonly frontier?: readonly FrontierMark[];
  /** Takes bulks packed by zstd (Node); false: gzip, as a browser. */
  readonly readsZstd?: boolean;
  /** `hand-in`: of somebody who was dismissed, what was made before the news came. */
  readonly purpose?: 'member' | 'hand-in';
  readonly onAnswers?: (answers: readonly Answer[]) => void;
  readonly onCommits?: (delivery: Delivery) => void;
  readonly onBulk?: (bulk: Bulk, bytes: number) => void;
}

/** Where frames (WebSocket framing included) go. */
export interface Transport {
  write(frame: Uint8Array): void;
  destroy(): void;
}

export function syncUrl(options: Pick<RelaySessionOptions, 'relay' | 'shop'>): URL {
  const url = new URL(`/sync/${options.shop}`, options.relay);
  url.protocol = 'ws:';
  return url;
}

/** Upper bound of one frame of commits that we send, bytes. */
const FRAME_BYTES = 128 * 1024;

export class RelaySession implements PeerPort {
  readonly #options: RelaySessionOptions;
  readonly #transport: Transport;
  readonly #session: PeerSession;
  #queue: Uint8Array[] = [];
  /** How many of the queue have gone. */
  #taken = 0;
  #answers = 0;
  #waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  readonly #level = Promise.withResolvers<void>();
  readonly #closed = Promise.withResolvers<CloseReason>();
  /** The relay's key, as its hello showed it. */
  relayKey: Uint8Array | null = null;
  /** The relay's frontier, as it stood when the session opened. */
  frontier: readonly FrontierMark[] = [];
  received = 0;
  refused: Answer[] = [];
  constructor(options: RelaySessionOptions, transport: Transport) {
    this.#options = options;
    this.#transport = transport;
    this.#session = new PeerSession({
      role: 'dialer',
      shop: options.shop,
      publicKey: options.signer.publicKey,
      invitation: null,
      purpose: options.purpose ?? 'member',
      level: 1,
      wantsAnswers: true,
      nonce: new Uint8Array(randomBytes(32)),
      channel: socketChannel(options.relay.host),
      sha256,
      text: nodeText,
      readsZstd: options.readsZstd ?? true,
      port: this,
      nowMs: Date.now(),
    });
  }

  /** Over a socket of its own. */
  static async open(options: RelaySessionOptions): Promise<RelaySession> {
    const session = new RelaySession(options, {
      write: (frame) => socket.write(frame),
      destroy: () => socket.destroy(),
    });
    const socket = await RawWebSocket.open(syncUrl(options), {
      message: (bytes, start, end) => session.receive(bytes, start, end),
      closed: () => session.lost(),
    });
    session.start();
    return session;
  }

  /** The socket is open. */
  start(): void {
    this.#session.open();
  }
  lost(): void {
    this.#session.lost();
  }
  receive(bytes: Buffer, start: number, end: number): void {
    this.received += end - start;
    // y-protocols' own messages (0–3) are answered by nobody here.
    if ((bytes[start] ?? 0) < 100) return;
    this.#session.receive(new Uint8Array(bytes.subarray(start, end)), Date.now());
  }

  /** Settles when the relay has handed over all that this device lacked. */
  get whenLevel(): Promise<void> {
    return this.#level.promise;
  }
  get whenClosed(): Promise<CloseReason> {
    return this.#closed.promise;
  }
  get ended(): boolean {
    return this.#session.ended;
  }

  /** Sends commits, in order, and settles when every one of them is answered. */
  async carry(commits: Iterable<WireCommit>): Promise<void> {
    let count = 0;
    for (const commit of commits) {
      this.#queue.push(encodeCommit(commit, nodeText));
      count++;
    }
    await this.#answered(count);
  }

  #answered(count: number): Promise<void> {
    const target = this.#answers + count;
    this.#session.wake();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ count: target, resolve });
      void this.#closed.promise.then((reason) => reject(new Error(`the relay closed the session: ${reason}`)));
    });
  }

  tick(): void {
    this.#session.tick(Date.now());
  }
  close(): void {
    this.#session.close('leaving');
    this.#transport.destroy();
  }

  // ------------------------------------------------------------ PeerPort

  send(frame: Uint8Array): void {
    this.#transport.write(clientFrame(frame));
  }
  closed(reason: CloseReason): void {
    this.#closed.resolve(reason);
    this.#transport.destroy();
  }
  sign(message: Uint8Array): void {
    this.#session.signed(this.#options.signer.sign(message), null);
  }
  verify(checks: readonly SignatureCheck[]): void {
    this.#session.verified(checks.every((one) => verifySync(one.publicKey, one.message, one.signature)));
  }
  proved(peer: ProvedPeer): void {
    this.relayKey = peer.publicKey;
    this.#session.admit(this.#options.frontier ?? []);
  }
  compare(frontier: readonly FrontierMark[]): void {
    this.frontier = frontier;
  }
  more(bytes: number): void {
    const cargo: Cargo[] = [];
    let room = bytes;
    while (this.#taken < this.#queue.length && room > 0) {
      const commits: Uint8Array[] = [];
      for (let size = 0; this.#taken < this.#queue.length && size < FRAME_BYTES; this.#taken++) {
        const next = this.#queue[this.#taken] ?? new Uint8Array(0);
        commits.push(next);
        size += next.length;
        room -= next.length;
      }
      cargo.push({ kind: 'commits', keys: [], commits });
    }
    const end = this.#taken === this.#queue.length;
    if (end) {
      this.#queue = [];
      this.#taken = 0;
    }
    // Not from inside the session's own call.
    queueMicrotask(() => this.#session.supply(cargo, end));
  }
  missed(): void {}
  take(delivery: Delivery): void {
    this.#options.onCommits?.(delivery);
    this.#session.done(delivery.bytes);
  }
  takeBulk(bulk: Bulk, bytes: number): void {
    this.#options.onBulk?.(bulk, bytes);
    this.#session.done(bytes);
  }
  answered(answers: readonly Answer[]): void {
    this.#answers += answers.length;
    for (const answer of answers) if (answer.outcome.kind !== 'listed') this.refused.push(answer);
    this.#options.onAnswers?.(answers);
    this.#waiting = this.#waiting.filter(({ count, resolve }) => {
      if (this.#answers < count) return true;
      resolve();
      return false;
    });
  }
  wanted(): void {}
  presence(): void {}
  level(): void {
    this.#level.resolve();
  }
}
