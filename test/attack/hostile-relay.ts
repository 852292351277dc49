/**
 * A relay that lies: it speaks the protocol perfectly, is the shop's appointed witness, takes whatever it is given and
 * gives out whatever it likes, to whom it likes, in whatever order. Honest peers are connected to it in this process.
 */
import { randomBytes } from 'node:crypto';
import { nodeText, type SyncSigner, sha256, verifySync } from '../../relay/platform/node-crypto.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import { encodeCommit } from '../../shared/protocol/message-codec.ts';
import type { Answer } from '../../shared/protocol/messages.ts';
import type { PeerPort } from '../../shared/protocol/peer-port.ts';
import { PeerSession } from '../../shared/protocol/peer-session.ts';
import { type CommitName, deadlineEntry, listEntry } from '../../shared/replica/listing-entries.ts';
import { MONTH, type Shop } from './cast.ts';
import type { HonestPeer } from './honest-peer.ts';
import { Pen, partOf } from './pen.ts';
import { until } from './until.ts';

const CHANNEL = nodeText.encode('ws hostile.example');

export class HostileRelay {
  readonly shop: Shop;
  /** Writes what the witness writes. */
  readonly pen: Pen;
  readonly #key: SyncSigner;
  readonly #sessions = new Map<HonestPeer, PeerSession>();
  /** Everything it was ever given. */
  readonly loot: WireCommit[] = [];

  constructor(shop: Shop, key: SyncSigner) {
    this.shop = shop;
    this.#key = key;
    this.pen = new Pen(shop.shop, key, 'witness1');
  }

  /** Lets an honest peer in; it believes this is the relay. */
  async connect(peer: HonestPeer): Promise<void> {
    const toRelay: Uint8Array[] = [];
    const toPeer: Uint8Array[] = [];
    let pumping = false;
    const pump = () => {
      if (pumping) return;
      pumping = true;
      queueMicrotask(() => {
        pumping = false;
        for (const frame of toRelay.splice(0)) relaySide.receive(frame, Date.now());
        for (const frame of toPeer.splice(0)) peerSide.receive(frame, Date.now());
      });
    };
    const relaySide: PeerSession = new PeerSession({
      role: 'listener',
      shop: this.shop.shop,
      publicKey: this.#key.publicKey,
      invitation: null,
      purpose: 'member',
      level: 1,
      wantsAnswers: false,
      readsZstd: true,
      nonce: new Uint8Array(randomBytes(32)),
      channel: CHANNEL,
      sha256,
      text: nodeText,
      port: this.#port(
        (frame) => {
          toPeer.push(frame);
          pump();
        },
        () => relaySide,
      ),
      nowMs: Date.now(),
    });
    const peerSide = peer.openSession('dialer', CHANNEL, (frame) => {
      toRelay.push(frame);
      pump();
    });
    this.#sessions.set(peer, relaySide);
    peerSide.open();
    await until('the peer believes it has all', peer.changes, () => peer.level);
  }

  #port(send: (frame: Uint8Array) => void, session: () => PeerSession): PeerPort {
    return {
      send,
      closed: () => undefined,
      sign: (message) => session().signed(this.#key.sign(message), null),
      verify: (checks) =>
        session().verified(checks.every((one) => verifySync(one.publicKey, one.message, one.signature))),
      proved: () => session().admit([]),
      compare: () => undefined,
      more: () => session().supply([], true),
      missed: () => undefined,
      take: ({ commits, bytes }) => {
        this.loot.push(...commits.map(({ commit }) => commit));
        session().done(bytes);
      },
      takeBulk: (_bulk, bytes) => session().done(bytes),
      answered: () => undefined,
      wanted: () => undefined,
      presence: () => undefined,
      level: () => undefined,
    };
  }

  /** Gives these commits to a peer, as they are, and waits until it has looked at them. */
  async give(
    peer: HonestPeer,
    commits: readonly WireCommit[],
    keys: readonly Uint8Array[] = [...this.shop.keys, this.#key.publicKey],
  ): Promise<void> {
    const looked = peer.looks + 1;
    this.#sessions.get(peer)?.push(
      keys,
      commits.map((commit) => encodeCommit(commit, nodeText)),
    );
    await until('the peer has looked', peer.changes, () => peer.looks >= looked || peer.closedFor !== null);
  }
  /** Raw bytes where a frame is expected. */
  frame(peer: HonestPeer, frame: Uint8Array): void {
    peer.session?.receive(frame, Date.now());
  }
  answer(peer: HonestPeer, answers: readonly Answer[]): void {
    this.#sessions.get(peer)?.answer(answers);
  }

  /** A listing as the witness signs it, honest in form: names in this order. */
  listing(
    names: readonly CommitName[],
    more: { readonly deadlines?: readonly CommitName[]; readonly time?: number } = {},
  ): WireCommit {
    const entries = [...(names.length === 0 ? [] : [listEntry(names)]), ...(more.deadlines ?? []).map(deadlineEntry)];
    return this.pen.write({
      command: 'list',
      deps: [],
      parts: [partOf(`listing/${MONTH}`, entries)],
      ...(more.time === undefined ? {} : { time: more.time }),
    });
  }
}
