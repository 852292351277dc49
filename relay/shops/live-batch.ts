/**
 * What a shop sends in one go, seen as most sessions get it: every commit whole, side by side, but for those that they
 * brought themselves. Such a frame is a few stretches of one piece of memory, whatever it carries. Who must be looked at
 * commit by commit (a key is new to them, a part is not theirs to see, they have had some of it) is not served here.
 */
import type { DeviceId } from '../../shared/foundation/ids.ts';
import { writeLaidCommits } from '../../shared/protocol/message-codec.ts';
import type { HubPeer } from './hub-peer.ts';
import type { OutgoingCommit } from './outgoing-commit.ts';
import type { ViewRights } from './view-rights.ts';

export interface LiveItem {
  readonly out: OutgoingCommit;
  /** Who brought it; it is not sent back there. */
  readonly from: HubPeer | null;
  /** Goes to sessions that are past its place as well (own commits published late, parts filled in); no screen waits. */
  readonly late: boolean;
}

/** All commits of a batch are laid out here; what does not fit gets memory of its own. */
const laid = Buffer.allocUnsafeSlow(128 * 1024);
/** The frame that most get. */
const shared = new Uint8Array(128 * 1024);
const NO_KEYS: readonly Uint8Array[] = [];

export class LiveBatch {
  readonly #items: readonly LiveItem[];
  readonly #devices: readonly DeviceId[];
  readonly #documents: readonly string[];
  /** Places in `items` of what each session brought. */
  readonly #broughtBy = new Map<HubPeer, number[]>();
  /** Where each commit ends in `bytes`. */
  readonly #ends: number[] = [];
  readonly #bytes: Uint8Array;
  /** Lowest place in the shop's list of what is not late. */
  readonly #first: number;
  #common: Uint8Array | null = null;

  constructor(items: readonly LiveItem[]) {
    this.#items = items;
    const devices = new Set<DeviceId>();
    const documents = new Set<string>();
    let length = 0;
    let first = Number.POSITIVE_INFINITY;
    for (const [place, { out, from, late }] of items.entries()) {
      devices.add(out.device);
      for (const document of out.documents) documents.add(document);
      length += out.whole.length;
      this.#ends.push(length);
      if (!late) first = Math.min(first, out.at);
      if (from === null) continue;
      const places = this.#broughtBy.get(from);
      if (places === undefined) this.#broughtBy.set(from, [place]);
      else places.push(place);
    }
    this.#devices = [...devices];
    this.#documents = [...documents];
    this.#first = first;
    this.#bytes = length <= laid.length ? laid.subarray(0, length) : new Uint8Array(length);
    let at = 0;
    for (const { out } of items) {
      this.#bytes.set(out.whole, at);
      at += out.whole.length;
    }
  }

  /** May this session have all of it, and lacks all but what it brought? */
  isFor(peer: HubPeer, rights: ViewRights): boolean {
    if (this.#first <= peer.servedUpTo) return false;
    for (const device of this.#devices) if (!peer.keysKnown.has(device)) return false;
    for (const document of this.#documents) if (!rights.mayView(peer.viewpoint, document)) return false;
    return true;
  }

  /** How many commits a session gets. */
  countFor(peer: HubPeer): number {
    return this.#items.length - (this.#broughtBy.get(peer)?.length ?? 0);
  }

  /** Their frame; with `memory` (for one session's own) it is good only until the next is asked for. */
  frameFor(peer: HubPeer, memory: Uint8Array | null): Uint8Array {
    const brought = this.#broughtBy.get(peer);
    if (brought === undefined) {
      this.#common ??= writeLaidCommits(NO_KEYS, this.#items.length, [this.#bytes], memory && shared);
      return this.#common;
    }
    const stretches: Uint8Array[] = [];
    let start = 0;
    for (const place of brought) {
      const end = this.#ends[place - 1] ?? 0;
      if (end > start) stretches.push(this.#bytes.subarray(start, end));
      start = this.#ends[place] ?? 0;
    }
    if (start < this.#bytes.length) stretches.push(this.#bytes.subarray(start));
    return writeLaidCommits(NO_KEYS, this.#items.length - brought.length, stretches, memory);
  }
}
