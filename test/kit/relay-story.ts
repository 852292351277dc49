/** A relay process, an owner and a seller who are connected and level: where most stories begin. */
import type { NodePeer } from './node-peer.ts';
import { RelayProcess } from './relay-process.ts';
import { defineRoles, enrol, foundShop, peerOf, randomText, type WitnessName } from './shop-cast.ts';

export async function witnessOf(origin: string): Promise<WitnessName> {
  return (await (await fetch(`${origin}/api/relay`)).json()) as WitnessName;
}

/** Resolves when every own commit has its final answer. */
export const answered = (peer: NodePeer) => peer.until(() => peer.unanswered().length === 0, 'answers');
/** Resolves when `peer` has that commit of `other`. */
export const has = (peer: NodePeer, other: NodePeer, seq: number) =>
  peer.until(() => peer.commit(other.feed, seq) !== null, `commit ${seq}`);

export class Story {
  readonly #relays: RelayProcess[] = [];
  readonly #peers: NodePeer[] = [];

  async relay(env: Readonly<Record<string, string>> = {}): Promise<RelayProcess> {
    return this.keep(await RelayProcess.start({ env }));
  }
  keep(relay: RelayProcess): RelayProcess {
    this.#relays.push(relay);
    return relay;
  }
  peer(peer: NodePeer): NodePeer {
    this.#peers.push(peer);
    return peer;
  }

  async begin(
    env: Readonly<Record<string, string>> = {},
  ): Promise<{ relay: RelayProcess; owner: NodePeer; seller: NodePeer }> {
    const relay = await this.relay(env);
    const { owner, shop } = foundShop(await witnessOf(relay.origin));
    this.peer(owner);
    defineRoles(owner, ['seller']);
    await owner.connect(relay.origin);
    const seller = this.peer(peerOf(shop));
    enrol(owner, seller, randomText(16), 'seller', 'branch01');
    await answered(owner);
    await seller.connect(relay.origin);
    await seller.until(() => seller.log.length >= owner.log.length, 'the policy');
    return { relay, owner, seller };
  }

  async end(): Promise<void> {
    for (const peer of this.#peers.splice(0)) await peer.disconnect();
    for (const relay of this.#relays.splice(0)) await relay.dispose();
  }
}
