/**
 * A real peer in Node: a MemoryPeer behind a WebSocket to a relay. What tests, attacks, faults and benches use where a
 * browser would be in the way. `until` waits for a condition by listening, never by sleeping.
 */
import { WebSocket } from 'ws';
import { CLOSE_REASONS, type CloseReason, closeReasonOf } from '../../shared/protocol/close-reasons.ts';
import { socketChannel } from '../../shared/protocol/handshake.ts';
import type { Purpose } from '../../shared/protocol/messages.ts';
import type { PeerSession } from '../../shared/protocol/peer-session.ts';
import { MemoryPeer, type MemoryPeerOptions } from './memory-peer.ts';

export interface ConnectOptions {
  readonly purpose?: Purpose;
  readonly invitation?: Uint8Array;
  /** ?create=<token> of a relay that wants one. */
  readonly createToken?: string;
}

const TICK_MS = 200;

export class NodePeer extends MemoryPeer {
  #ws: WebSocket | null = null;
  #timer: NodeJS.Timeout | null = null;
  readonly #watchers = new Set<() => void>();
  link: PeerSession | null = null;
  /** Reason of the last close, by whichever end. */
  closedFor: CloseReason | null = null;
  /** Bytes and frames received on the socket, for benches. */
  received = { bytes: 0, frames: 0 };

  constructor(options: MemoryPeerOptions) {
    super(options);
  }

  /** `origin`: http(s)://host:port of the relay. Resolves once both keys are proved; rejects when the relay closes. */
  async connect(origin: string, options: ConnectOptions = {}): Promise<void> {
    const url = new URL(`/sync/${this.shop}`, origin);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    if (options.createToken !== undefined) url.searchParams.set('create', options.createToken);
    const ws = new WebSocket(url, { perMessageDeflate: false });
    this.#ws = ws;
    this.closedFor = null;
    const session = this.session({
      role: 'dialer',
      channel: socketChannel(url.host),
      ...(options.purpose === undefined ? {} : { purpose: options.purpose }),
      ...(options.invitation === undefined ? {} : { invitation: options.invitation }),
      send: (frame) => {
        if (ws.readyState === ws.OPEN) ws.send(frame);
      },
      closed: (reason) => {
        this.closedFor = reason;
        ws.close(CLOSE_REASONS[reason].code);
        this.#changed();
      },
    });
    this.link = session;
    ws.on('open', () => session.open());
    ws.on('message', (data: Buffer) => {
      this.received.bytes += data.length;
      this.received.frames++;
      session.receive(data, this.now());
      this.#changed();
    });
    ws.on('error', () => session.lost());
    ws.on('close', (code) => {
      session.lost();
      if (this.#ws !== ws) return;
      this.closedFor = closeReasonOf(code) ?? this.closedFor;
      this.#ended();
    });
    this.#timer ??= setInterval(() => {
      this.link?.tick(this.now());
      this.#changed();
    }, TICK_MS);
    await this.until(() => session.peer !== null || session.ended, 'a proved session');
    if (session.peer === null) throw new Error(`the relay closed: ${this.closedFor}`);
  }

  get connected(): boolean {
    return this.link?.peer != null;
  }

  /** Cuts the line without a word (as a lost network does) and waits until the socket is gone. */
  async disconnect(): Promise<void> {
    const ws = this.#ws;
    if (ws === null) return;
    const gone = new Promise<void>((resolve) => {
      if (ws.readyState === ws.CLOSED) resolve();
      else ws.once('close', () => resolve());
    });
    this.link?.lost();
    ws.terminate();
    await gone;
    this.#ended();
  }

  /** Resolves as soon as `condition` holds after something was heard; rejects after `patienceMs`. */
  until(condition: () => boolean, what: string, patienceMs = 15_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const patience = AbortSignal.timeout(patienceMs);
      const look = () => {
        if (!condition()) return;
        this.#watchers.delete(look);
        patience.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        this.#watchers.delete(look);
        reject(new Error(`waited ${patienceMs} ms for ${what}`));
      };
      patience.addEventListener('abort', giveUp);
      this.#watchers.add(look);
      look();
    });
  }

  #ended(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#changed();
  }
  #changed(): void {
    for (const look of [...this.#watchers]) look();
  }
}
