/**
 * Fan-out: a commit that comes alone goes out at the end of its turn of the event loop; where they come thick, a shop's
 * sends keep a few milliseconds between them and carry what came meanwhile, because what a send costs is its writes, one
 * a session, whatever they carry. Encoding happens once per set of visible parts, so the price of a delivery is a look-up
 * and a copy.
 */
import { writeCommits } from '../../shared/protocol/message-codec.ts';
import type { HubPeer } from './hub-peer.ts';
import { LiveBatch, type LiveItem } from './live-batch.ts';
import type { OutgoingCommit } from './outgoing-commit.ts';
import { LIVE_AT_ONCE, LIVE_EVERY_MS } from './shop-limits.ts';
import type { ViewRights } from './view-rights.ts';

/** Frames for one session alone are laid out here: they leave before the next is made. */
const scratch = new Uint8Array(64 * 1024);

export interface LiveOutboxOptions {
  readonly peers: ReadonlySet<HubPeer>;
  readonly keyFor: (peer: HubPeer, commit: OutgoingCommit) => Uint8Array | null;
  readonly rights: () => ViewRights;
  readonly delivered: (count: number) => void;
}

export class LiveOutbox {
  readonly #options: LiveOutboxOptions;
  #items: LiveItem[] = [];
  #scheduled = false;
  #timer: NodeJS.Timeout | null = null;
  /** Until when the next send waits for more, by the process's own clock. */
  #restUntil = 0;

  constructor(options: LiveOutboxOptions) {
    this.#options = options;
  }

  add(out: OutgoingCommit, from: HubPeer | null, late = false): void {
    this.#items.push({ out, from, late });
    if (this.#scheduled || (this.#timer !== null && this.#items.length < LIVE_AT_ONCE)) return;
    const rest = this.#items.length < LIVE_AT_ONCE ? this.#restUntil - performance.now() : 0;
    if (rest > 0) this.#timer = setTimeout(() => this.flush(), rest);
    else {
      this.#scheduled = true;
      setImmediate(() => this.flush());
    }
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#scheduled = false;
    const items = this.#items;
    if (items.length === 0) return;
    this.#items = [];
    this.#restUntil = performance.now() + LIVE_EVERY_MS;
    const last = items.at(-1)?.out.at ?? 0;
    const batch = new LiveBatch(items);
    const rights = this.#options.rights();
    let delivered = 0;
    const urgency = items.every((item) => item.late) ? 'later' : 'now';
    const memory = urgency === 'later' ? null : scratch;
    for (const peer of this.#options.peers) {
      const { session } = peer;
      if (session === null || !session.live || peer.viewpoint.purpose === 'hand-in') continue;
      if (batch.isFor(peer, rights)) {
        const count = batch.countFor(peer);
        if (count > 0 && !session.pushFrame(batch.frameFor(peer, memory), urgency)) continue;
        delivered += count;
      } else {
        const { keys, pieces } = this.#share(peer, items);
        if (pieces.length > 0 && !session.pushFrame(writeCommits(keys, pieces, memory), urgency)) continue;
        delivered += pieces.length;
      }
      if (last > peer.servedUpTo) peer.servedUpTo = last;
    }
    this.#options.delivered(delivered);
  }

  /** What one session gets, looked at commit by commit. */
  #share(peer: HubPeer, items: readonly LiveItem[]) {
    const { keyFor } = this.#options;
    const rights = this.#options.rights();
    const keys: Uint8Array[] = [];
    const pieces: Uint8Array[] = [];
    for (const { out, from, late } of items) {
      if (from === peer || (!late && out.at <= peer.servedUpTo)) continue;
      const key = keyFor(peer, out);
      if (key !== null) keys.push(key);
      pieces.push(out.bytes(rights.mask(peer.viewpoint, out.documents)));
    }
    return { keys, pieces };
  }
}
