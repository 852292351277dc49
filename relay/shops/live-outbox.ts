/**
 * Fan-out: all commits of one turn of the event loop go to a session in one frame. Encoding happens once per set of
 * visible parts, so the price of a delivery is a look-up and a copy.
 */
import { writeCommits } from '../../shared/protocol/message-codec.ts';
import type { HubPeer } from './hub-peer.ts';
import type { OutgoingCommit } from './outgoing-commit.ts';
import type { ViewRights } from './view-rights.ts';

interface Item {
  readonly out: OutgoingCommit;
  /** Who brought it; it is not sent back there. */
  readonly from: HubPeer | null;
  /** Goes to sessions that are past its place as well (own commits published late, parts filled in). */
  readonly late: boolean;
}

export class LiveOutbox {
  readonly #peers: ReadonlySet<HubPeer>;
  readonly #keysFor: (peer: HubPeer, commits: readonly OutgoingCommit[]) => Uint8Array[];
  readonly #rights: () => ViewRights;
  readonly #delivered: (count: number) => void;
  #items: Item[] = [];
  #scheduled = false;

  constructor(options: {
    readonly peers: ReadonlySet<HubPeer>;
    readonly keysFor: (peer: HubPeer, commits: readonly OutgoingCommit[]) => Uint8Array[];
    readonly rights: () => ViewRights;
    readonly delivered: (count: number) => void;
  }) {
    this.#peers = options.peers;
    this.#keysFor = options.keysFor;
    this.#rights = options.rights;
    this.#delivered = options.delivered;
  }

  add(out: OutgoingCommit, from: HubPeer | null, late = false): void {
    this.#items.push({ out, from, late });
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.flush());
  }

  flush(): void {
    this.#scheduled = false;
    const items = this.#items;
    this.#items = [];
    if (items.length === 0) return;
    const rights = this.#rights();
    // Whoever wrote none of it, may see all of it and knows the keys gets the same bytes: at 100 readers nearly everybody.
    let common: Uint8Array | null = null;
    for (const peer of this.#peers) {
      const { session } = peer;
      if (session === null || !session.live || peer.viewpoint.purpose === 'hand-in') continue;
      const due = items.filter((item) => item.from !== peer && (item.late || item.out.at > peer.servedUpTo));
      const last = items.at(-1)?.out.at ?? 0;
      if (due.length > 0) {
        const outs = due.map((item) => item.out);
        const masks = outs.map((out) => rights.mask(peer.viewpoint, out.documents));
        const keys = this.#keysFor(peer, outs);
        const alike =
          keys.length === 0 &&
          outs.length === items.length &&
          outs.every((out, i) => masks[i] === 2 ** out.documents.length - 1);
        const frame: Uint8Array =
          (alike ? common : null) ??
          writeCommits(
            keys,
            outs.map((out, i) => out.bytes(masks[i] ?? 0)),
          );
        if (alike) common = frame;
        if (!session.pushFrame(frame)) continue;
        this.#delivered(due.length);
      }
      if (last > peer.servedUpTo) peer.servedUpTo = last;
    }
  }
}
