/**
 * The shops that this process serves, opened when somebody asks for one, and the clock that drives them all.
 */
import type { ShopId } from '../../shared/foundation/ids.ts';
import type { PeerSession } from '../../shared/protocol/peer-session.ts';
import type { HubContext } from './hub-context.ts';
import { ShopHub } from './shop-hub.ts';

const TICK_MS = 100;
/** A shop that nobody has been connected to for this long is let go from memory. */
const IDLE_MS = 10 * 60_000;
/** The same for a shop that is not here: anybody may ask for as many of those as there are names. */
const ABSENT_IDLE_MS = 1000;

interface OpenShop {
  readonly hub: ShopHub;
  usedAt: number;
  ticking: boolean;
}

export class ShopRegistry {
  readonly context: HubContext;
  readonly #hubs = new Map<ShopId, Promise<ShopHub>>();
  readonly #open = new Map<ShopId, OpenShop>();
  /** Sessions that are in no shop yet: they must prove themselves in time. Their shop is opened only then. */
  readonly #unproved = new Set<PeerSession>();
  #timer: NodeJS.Timeout | null = null;
  #stopping = false;

  constructor(context: HubContext) {
    this.context = context;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.tick(), TICK_MS);
  }

  get sessions(): number {
    let sum = this.#unproved.size;
    for (const { hub } of this.#open.values()) sum += hub.peers.size;
    return sum;
  }
  get shops(): number {
    return this.#open.size;
  }
  get stopping(): boolean {
    return this.#stopping;
  }

  /** The shop's hub, read from disk if need be. */
  hub(shop: ShopId): Promise<ShopHub> {
    const open = this.#open.get(shop);
    if (open !== undefined) open.usedAt = this.context.clock.now();
    let opening = this.#hubs.get(shop);
    if (opening === undefined) {
      opening = ShopHub.open(shop, this.context).then((hub) => {
        this.#open.set(shop, { hub, usedAt: this.context.clock.now(), ticking: false });
        return hub;
      });
      opening.catch(() => this.#hubs.delete(shop));
      this.#hubs.set(shop, opening);
    }
    return opening;
  }

  opened(session: PeerSession): void {
    this.#unproved.add(session);
  }
  ended(session: PeerSession): void {
    this.#unproved.delete(session);
  }

  /** Says good-bye to every session and stores what is under way. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    for (const session of [...this.#unproved]) session.close('leaving');
    for (const opening of this.#hubs.values()) await (await opening).stop();
  }

  /** Called ten times a second; resolves when every shop has had its turn. */
  async tick(): Promise<void> {
    const now = this.context.clock.now();
    for (const session of [...this.#unproved]) {
      if (session.peer !== null || session.ended) this.#unproved.delete(session);
      else session.tick(now);
    }
    await Promise.all([...this.#open].map(([shop, entry]) => this.#tickShop(shop, entry, now)));
  }

  /** A shop that is still busy with its last tick is passed over. */
  async #tickShop(shop: ShopId, entry: OpenShop, now: number): Promise<void> {
    if (entry.hub.peers.size > 0) entry.usedAt = now;
    if (entry.ticking) return;
    entry.ticking = true;
    try {
      await entry.hub.tick();
      this.#letGo(shop, entry);
    } catch (error) {
      this.context.report('tick')(error);
    } finally {
      entry.ticking = false;
    }
  }

  #letGo(shop: ShopId, entry: OpenShop): void {
    const { hub, usedAt } = entry;
    const patience = hub.state.replica.hasGenesis ? IDLE_MS : ABSENT_IDLE_MS;
    if (hub.peers.size > 0 || this.context.clock.now() - usedAt < patience || !hub.settled) return;
    this.#open.delete(shop);
    this.#hubs.delete(shop);
  }
}
