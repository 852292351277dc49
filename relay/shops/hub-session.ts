/**
 * One socket's place in a shop: the port that its PeerSession works against. Deliveries of one session are taken in
 * order; large ones in slices, so that other sockets get their turn.
 */
import type { DeviceId, DocumentName, FeedId } from '../../shared/foundation/ids.ts';
import type { HeadLookup } from '../../shared/protocol/bulk-columns.ts';
import { BulkReader } from '../../shared/protocol/bulk-reader.ts';
import type { CloseReason } from '../../shared/protocol/close-reasons.ts';
import type { Answer, Bulk, FrontierMark } from '../../shared/protocol/messages.ts';
import type { Delivery, PeerPort, ProvedPeer, SignatureCheck, Urgency } from '../../shared/protocol/peer-port.ts';
import type { PeerSession } from '../../shared/protocol/peer-session.ts';
import { nodeText, quickHashes } from '../platform/node-crypto.ts';
import { headsOf, unpackBulk } from './bulk-packing.ts';
import { Handover } from './handover.ts';
import { HeldCommits } from './held-commits.ts';
import type { HubContext } from './hub-context.ts';
import type { HubPeer } from './hub-peer.ts';
import type { ShopHub } from './shop-hub.ts';
import type { Viewpoint } from './view-rights.ts';

/** The socket below: frames out, and the end of it. */
export interface SessionSocket {
  send(frame: Uint8Array, urgency: Urgency): void;
  close(reason: CloseReason, byPeer: boolean): void;
}

/** Commits up to this number go in at once when nothing is before them. */
const AT_ONCE = 128;

export class HubSession implements PeerPort, HubPeer {
  readonly #context: HubContext;
  readonly #openHub: () => Promise<ShopHub>;
  readonly #socket: SessionSocket;
  readonly mayCreate: boolean;
  session: PeerSession | null = null;
  peer: ProvedPeer | null = null;
  viewpoint: Viewpoint = { purpose: 'member', member: null };
  present = '';
  readonly keysKnown = new Set<DeviceId>();
  readonly has = new Map<FeedId, number>();
  readonly brought = new Set<FeedId>();
  readonly held = new HeldCommits();
  servedUpTo = 0;
  /** Opened when the key is proved, so that strangers cost no shop in memory. */
  #opened: ShopHub | null = null;
  #handover: Handover | null = null;
  #reader: BulkReader | null = null;
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(context: HubContext, openHub: () => Promise<ShopHub>, socket: SessionSocket, mayCreate: boolean) {
    this.#context = context;
    this.#openHub = openHub;
    this.#socket = socket;
    this.mayCreate = mayCreate;
  }

  get #hub(): ShopHub {
    if (this.#opened === null) throw new Error('nobody is admitted before the shop is open');
    return this.#opened;
  }

  send(frame: Uint8Array, urgency: Urgency): void {
    this.#socket.send(frame, urgency);
  }
  closed(reason: CloseReason, byPeer: boolean): void {
    this.#opened?.leave(this);
    this.#socket.close(reason, byPeer);
  }
  sign(message: Uint8Array): void {
    this.session?.signed(this.#context.signer.sign(message), null);
  }
  verify(checks: readonly SignatureCheck[]): void {
    const { verify } = this.#context;
    this.session?.verified(checks.every((check) => verify(check.publicKey, check.message, check.signature)));
  }
  proved(peer: ProvedPeer): void {
    this.peer = peer;
    this.#openHub().then(
      (hub) => {
        if (this.session?.ended !== false) return;
        this.#opened = hub;
        hub.enter(this, peer);
      },
      (error: unknown) => {
        this.#context.report('open')(error);
        this.session?.close('broken');
      },
    );
  }
  compare(frontier: readonly FrontierMark[]): void {
    this.#handover = new Handover(this.#hub, this, frontier);
    this.#hub.joined(this);
  }
  more(bytes: number): void {
    void this.#handover?.more(bytes);
  }
  missed(): void {
    this.servedUpTo = Math.min(this.servedUpTo, this.#hub.publishedUpTo());
  }

  take(delivery: Delivery): void {
    if (this.#waiting === 0 && delivery.commits.length <= AT_ONCE && this.#hub.ready) {
      this.#hub.introduce(delivery.keys);
      this.#hub.take(this, delivery.commits);
      this.session?.done(delivery.bytes);
      return;
    }
    this.#inOrder(async () => {
      await this.#hub.takeMany(this, delivery.keys, delivery.commits, false);
      this.session?.done(delivery.bytes);
    });
  }
  takeBulk(bulk: Bulk, bytes: number): void {
    this.#inOrder(async () => {
      const head: HeadLookup = (feed, seq) => headsOf(this.#hub.state.replica)(feed, seq);
      this.#reader ??= new BulkReader(this.#hub.shop, this.#context.sha256, nodeText, head, quickHashes);
      const unpacked = await unpackBulk(bulk, this.#reader);
      if (unpacked === null) this.session?.close('malformed');
      else await this.#hub.takeMany(this, bulk.keys, unpacked, bulk.content === 'commits');
      this.session?.done(bytes);
    });
  }
  answered(answers: readonly Answer[]): void {
    const refused = answers.filter((answer) => answer.outcome.kind === 'refused').length;
    if (refused > 0) this.#context.metrics.refusedByPeer(refused);
  }
  wanted(document: DocumentName): void {
    this.#handover?.want(document);
  }
  presence(device: DeviceId | null, text: string): void {
    // Nobody speaks for others to a relay.
    if (device === null) this.#hub.presence(this, text);
  }
  level(): void {}

  #inOrder(work: () => Promise<void>): void {
    this.#waiting++;
    this.#queue = this.#queue
      .then(work)
      .catch((error: unknown) => {
        this.#context.report('delivery')(error);
        this.session?.close('broken');
      })
      .finally(() => {
        this.#waiting--;
      });
  }
}
