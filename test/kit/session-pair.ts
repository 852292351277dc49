/**
 * Two PeerSessions joined by a virtual line and driven by a virtual clock: frames wait in two queues until the test lets
 * them through, and the line can be cut at any frame. No timers, no sockets.
 */
import { socketChannel } from '../../shared/protocol/handshake.ts';
import type { PeerSession } from '../../shared/protocol/peer-session.ts';
import type { MemoryPeer, SessionWanted } from './memory-peer.ts';

export class VirtualClock {
  #now: number;
  constructor(startMs = 1_795_000_000_000) {
    this.#now = startMs;
  }
  now(): number {
    return this.#now;
  }
  advance(ms: number): void {
    this.#now += ms;
  }
}

export type Side = 'dialer' | 'listener';

export interface PairOptions {
  readonly clock: VirtualClock;
  readonly dialer: Partial<SessionWanted>;
  readonly listener: Partial<SessionWanted>;
  /** What each end takes the channel to be; the same for both unless a test wants a man in the middle. */
  readonly channels?: Readonly<Record<Side, Uint8Array>>;
}

const CHANNEL = socketChannel('relay.test');

export class SessionPair {
  readonly dialer: PeerSession;
  readonly listener: PeerSession;
  readonly closed: Record<Side, string | null> = { dialer: null, listener: null };
  /** Frames on their way to that side. */
  readonly waiting: Record<Side, Uint8Array[]> = { dialer: [], listener: [] };
  /** All frames that were ever sent to that side. */
  readonly sent: Record<Side, Uint8Array[]> = { dialer: [], listener: [] };
  readonly #clock: VirtualClock;
  #cut = false;

  constructor(dialer: MemoryPeer, listener: MemoryPeer, options: PairOptions) {
    this.#clock = options.clock;
    const end = (peer: MemoryPeer, role: Side, other: Side): PeerSession =>
      peer.session({
        ...options[role],
        role,
        channel: options.channels?.[role] ?? CHANNEL,
        send: (frame) => {
          this.sent[other].push(frame);
          if (!this.#cut) this.waiting[other].push(frame);
        },
        closed: (reason) => {
          this.closed[role] = reason;
        },
      });
    this.dialer = end(dialer, 'dialer', 'listener');
    this.listener = end(listener, 'listener', 'dialer');
    this.dialer.open();
  }

  /** Lets one frame through to that side; false when none waits. */
  deliver(to: Side): boolean {
    const frame = this.waiting[to].shift();
    if (frame === undefined) return false;
    (to === 'dialer' ? this.dialer : this.listener).receive(frame, this.#clock.now());
    return true;
  }

  /** Lets everything through, both ways, until nothing waits. */
  settle(): this {
    while (this.deliver('listener') || this.deliver('dialer'));
    return this;
  }

  tick(ms: number): this {
    this.#clock.advance(ms);
    this.dialer.tick(this.#clock.now());
    this.listener.tick(this.#clock.now());
    return this;
  }

  /** The line is gone; what was on its way is lost. */
  cut(): void {
    this.#cut = true;
    this.waiting.dialer.length = 0;
    this.waiting.listener.length = 0;
    this.dialer.lost();
    this.listener.lost();
  }
}
