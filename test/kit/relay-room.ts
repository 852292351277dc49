/**
 * A shop's hub without sockets: the relay's real code over a store in memory, peers on virtual lines, a virtual clock.
 * Frames travel when `settle` is called; it also waits until what was taken is durable.
 */

import { nodeText, type SyncSigner, sha256, signerOf, verifySync } from '../../relay/platform/node-crypto.ts';
import { BulkShelf } from '../../relay/shops/bulk-shelf.ts';
import type { HubContext } from '../../relay/shops/hub-context.ts';
import { HubSession } from '../../relay/shops/hub-session.ts';
import { ShopHub } from '../../relay/shops/shop-hub.ts';
import { DEFAULT_QUOTAS, type Quotas } from '../../relay/shops/shop-limits.ts';
import { deviceIdOf } from '../../shared/commit/chain.ts';
import { socketChannel } from '../../shared/protocol/handshake.ts';
import { PeerSession } from '../../shared/protocol/peer-session.ts';
import type { MemoryPeer, SessionWanted } from './memory-peer.ts';
import { MemoryStore } from './memory-store.ts';
import { lenientFactory, seededBytes } from './peer-cast.ts';
import type { VirtualClock } from './session-pair.ts';

const CHANNEL = socketChannel('relay.test');

export interface Line {
  readonly device: PeerSession;
  readonly relay: PeerSession;
  readonly port: HubSession;
  closedFor: string | null;
  /** Frames to the device that the test holds back. */
  stuck: boolean;
}

export class RelayRoom {
  readonly store: MemoryStore;
  readonly clock: VirtualClock;
  readonly context: HubContext;
  readonly problems: unknown[] = [];
  readonly counts = { badSeals: 0, lost: [] as string[] };
  hub: ShopHub;
  readonly #toDevice: { line: Line; frame: Uint8Array }[] = [];
  readonly #toRelay: { line: Line; frame: Uint8Array }[] = [];

  private constructor(hub: ShopHub, store: MemoryStore, clock: VirtualClock, context: HubContext) {
    this.hub = hub;
    this.store = store;
    this.clock = clock;
    this.context = context;
  }

  static async open(
    peer: MemoryPeer,
    clock: VirtualClock,
    options: { readonly store?: MemoryStore; readonly quotas?: Partial<Quotas> } = {},
  ): Promise<RelayRoom> {
    const store = options.store ?? new MemoryStore();
    const signer: SyncSigner = signerOf(seededBytes('key of the relay')(32));
    const counts = { badSeals: 0, lost: [] as string[] };
    const problems: unknown[] = [];
    const context: HubContext = {
      store,
      factory: lenientFactory,
      signer,
      device: deviceIdOf(sha256, signer.publicKey),
      clock,
      sha256,
      verify: verifySync,
      app: 'relay/test',
      level: 1,
      quotas: { ...DEFAULT_QUOTAS, ...options.quotas },
      handIn: { commits: 1000, bytes: 8 * 1024 * 1024 },
      shelf: new BulkShelf(),
      metrics: {
        taken: () => undefined,
        delivered: () => undefined,
        listed: () => undefined,
        badSeals: (count) => {
          counts.badSeals += count;
        },
        lost: (code) => {
          counts.lost.push(code);
        },
        refusedByPeer: () => undefined,
      },
      report: () => (error) => {
        problems.push(error);
      },
    };
    const room = new RelayRoom(await ShopHub.open(peer.shop, context), store, clock, context);
    Object.assign(room, { counts, problems });
    return room;
  }

  /** The same data in a new process. */
  async restart(): Promise<void> {
    this.hub = await ShopHub.open(this.hub.shop, this.context);
  }

  connect(peer: MemoryPeer, wanted: Partial<SessionWanted> = {}): Line {
    const port = new HubSession(
      this.context,
      async () => this.hub,
      {
        send: (frame) => this.#toDevice.push({ line, frame: frame.slice() }),
        close: (reason) => {
          line.closedFor ??= reason;
          line.device.lost();
        },
      },
      true,
    );
    const relay = new PeerSession({
      role: 'listener',
      shop: peer.shop,
      publicKey: this.context.signer.publicKey,
      invitation: null,
      purpose: 'member',
      level: 1,
      wantsAnswers: false,
      readsZstd: true,
      nonce: peer.random(32),
      channel: CHANNEL,
      sha256,
      text: nodeText,
      port,
      nowMs: this.clock.now(),
    });
    port.session = relay;
    const device = peer.session({
      ...wanted,
      role: 'dialer',
      channel: CHANNEL,
      send: (frame) => this.#toRelay.push({ line, frame }),
      closed: (reason) => {
        line.closedFor ??= reason;
      },
    });
    const line: Line = { device, relay, port, closedFor: null, stuck: false };
    device.open();
    return line;
  }

  cut(line: Line): void {
    line.device.lost();
    line.relay.lost();
  }

  /** Lets everything travel and become durable; `ticks` of a second each drive seals and listings. */
  async settle(ticks = 0): Promise<void> {
    for (let left = ticks; ; left--) {
      let quiet = 0;
      while (quiet < 3) {
        const moved = this.#deliver();
        await new Promise<void>((resolve) => setImmediate(resolve));
        // First everything travels, then it becomes durable.
        if (moved) {
          quiet = 0;
          continue;
        }
        await this.hub.whenReady();
        await this.hub.log.settled();
        this.hub.sendNow();
        await new Promise<void>((resolve) => setImmediate(resolve));
        quiet++;
      }
      if (left <= 0) return;
      this.clock.advance(1001);
      await this.hub.tick();
    }
  }

  #deliver(): boolean {
    let moved = false;
    for (const { line, frame } of this.#toRelay.splice(0)) {
      line.relay.receive(frame, this.clock.now());
      moved = true;
    }
    for (const item of this.#toDevice.splice(0)) {
      if (item.line.stuck) {
        this.#toDevice.push(item);
        continue;
      }
      item.line.device.receive(item.frame, this.clock.now());
      moved = true;
    }
    return moved;
  }
}
