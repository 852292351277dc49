/**
 * A cast for stories: an owner founds a shop, others are enrolled face to face, everybody sells. Uses the documents and
 * uses of the built-in roles, so relay and peers judge as they would for people.
 */

import { newSeed, randomNonce, sha256, signerOf } from '../../relay/platform/node-crypto.ts';
import { shopFactory } from '../../relay/shops/shop-factory.ts';
import { deviceIdOf, shopIdOf } from '../../shared/commit/chain.ts';
import { type Entry, writePart } from '../../shared/commit/part.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { monthOf } from '../../shared/foundation/clock.ts';
import { asDocumentName, type DeviceId, type DocumentName, type ShopId } from '../../shared/foundation/ids.ts';
import { BUILT_IN_RANKS, BUILT_IN_ROLES, type BuiltInRole, builtInGrants } from '../../shared/policy/built-in-roles.ts';
import { NodePeer } from './node-peer.ts';

/** What `/api/relay` says of the witness. */
export interface WitnessName {
  readonly witness: string;
  readonly witnessKey: string;
}

export const BRANCH = 'branch01';
export const WAREHOUSE = 'wareh001';

export function randomText(characters: number): string {
  return toBase64url(randomNonce(Math.ceil((characters * 3) / 4))).slice(0, characters);
}

export function document(name: string): DocumentName {
  const made = asDocumentName(name);
  if (made === null) throw new Error(`not a document: ${name}`);
  return made;
}

export interface Founding {
  readonly owner: NodePeer;
  readonly shop: ShopId;
  readonly member: string;
}

/** A shop whose genesis names `witness`; the owner's peer has written genesis and nothing else. */
export function foundShop(witness: WitnessName): Founding {
  const seed = newSeed();
  const signer = signerOf(seed);
  const recovery = signerOf(newSeed());
  const member = randomText(16);
  const action = {
    kind: 'genesis',
    owner: member,
    recovery: deviceIdOf(sha256, recovery.publicKey),
    witness: witness.witness,
    publicKey: toBase64url(signer.publicKey),
    recoveryKey: toBase64url(recovery.publicKey),
    witnessKey: witness.witnessKey,
    utcOffsetMinutes: 480,
    nonce: randomText(22),
  };
  const shop = shopIdOf(sha256, writePart({ command: 'foundShop', entries: [action] }));
  const owner = peerOf(shop, seed);
  owner.write({
    command: 'foundShop',
    uses: [],
    parts: [{ document: document('policy'), entries: [action], salt: null }],
  });
  return { owner, shop, member };
}

/** A peer of a shop, with a new key unless given. */
export function peerOf(shop: ShopId, seed: Uint8Array = newSeed()): NodePeer {
  return new NodePeer({
    shop,
    seed,
    epoch: randomText(8),
    factory: shopFactory,
    clock: { now: () => Date.now() },
    random: randomNonce,
  });
}

export function act(author: NodePeer, command: string, action: Entry): void {
  author.write({ command, uses: [], parts: [{ document: document('policy'), entries: [action], salt: null }] });
}

/** Writes down what the built-in roles give, as founding a shop does. */
export function defineRoles(owner: NodePeer, roles: readonly BuiltInRole[] = BUILT_IN_ROLES): void {
  for (const role of roles) {
    act(owner, 'defineRole', { kind: 'role', role, rank: BUILT_IN_RANKS[role], add: builtInGrants(role) });
  }
}

/** Gives a member a role and enrols a device of theirs, face to face. */
export function enrol(author: NodePeer, device: NodePeer, member: string, role: string, scope = '*'): void {
  act(author, 'grant', { kind: 'grant', member, role, scope });
  act(author, 'enrol', {
    kind: 'enrol',
    device: device.device as DeviceId as string,
    member,
    publicKey: toBase64url(device.signer.publicKey),
  });
}

/** One stock movement of a sale: the smallest commit that a seller makes. Returns its seq. */
export function sell(seller: NodePeer, quantity: number): number {
  const month = monthOf(seller.now() * 1000, 480);
  const variant = `${seller.device}.0123456789`;
  const entry = {
    kind: 'movement',
    variant,
    quantity: -quantity,
    type: 'sale',
    document: `${seller.device}.${randomText(10)}`,
    line: 1,
  };
  return seller.write({
    command: 'sell',
    uses: [`sales.add@${BRANCH}/${WAREHOUSE}`],
    parts: [{ document: document(`stock/${BRANCH}/${WAREHOUSE}/${month}`), entries: [entry], salt: randomNonce(16) }],
  }).seq;
}
