/**
 * Peers of one shop for protocol tests: seeded keys and nonces, a virtual clock, a judge that finds everything effective,
 * so that what is tested is the protocol and not the policy.
 */
import { createHash } from 'node:crypto';
import { hashText, nodeText, sha256, signerOf } from '../../relay/platform/node-crypto.ts';
import type { ShopFactory } from '../../relay/shops/load-shop.ts';
import { PolicyTracker } from '../../relay/shops/policy-tracker.ts';
import { deviceIdOf, shopIdOf } from '../../shared/commit/chain.ts';
import { writePart } from '../../shared/commit/part.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { asDocumentName, type DocumentName, type ShopId } from '../../shared/foundation/ids.ts';
import type { HistoryCommit, Verdict, WitnessEntry } from '../../shared/policy/history.ts';
import { readAction } from '../../shared/policy/read-action.ts';
import type { Judge } from '../../shared/replica/judge.ts';
import { ShopReplica } from '../../shared/replica/shop-replica.ts';
import { MemoryPeer } from './memory-peer.ts';
import type { VirtualClock } from './session-pair.ts';

/** Everything that is taken is effective; the order is what witnesses list. */
class LenientJudge implements Judge {
  #count = 0;
  #told = 0;
  readonly #places: number[] = [];
  #order = 0;
  add(_commit: HistoryCommit): number {
    return this.#count++;
  }
  refusal(): null {
    return null;
  }
  list(_witness: string, entries: readonly WitnessEntry[]): void {
    for (const entry of entries) {
      this.#places[entry.commit] ??= this.#order;
      this.#order++;
    }
  }
  verdict(): Verdict {
    return { verdict: 'effective', reason: 'ok' };
  }
  position(index: number): number {
    return this.#places[index] ?? Number.POSITIVE_INFINITY;
  }
  changed(): number[] {
    const out: number[] = [];
    while (this.#told < this.#count) out.push(this.#told++);
    return out;
  }
  mayAt(): boolean {
    return true;
  }
  memberOf(device: string): string {
    return device.slice(0, 16);
  }
  grantsOf(): string[] {
    return [];
  }
  policyActions(): number[] {
    return [];
  }
  policyHeadsBefore(): number[] {
    return [];
  }
}

export const lenientFactory: ShopFactory = {
  create(shop) {
    const policy = new PolicyTracker(new LenientJudge(), () => 0);
    const checkPart = () => true;
    const replica = new ShopReplica({
      shop,
      sha256,
      judge: policy,
      level: 1,
      text: nodeText,
      hashText,
      readAction,
      checkPart,
    });
    return { replica, policy };
  },
};

/** Bytes that follow from a name alone. */
export function seededBytes(name: string): (length: number) => Uint8Array {
  let count = 0;
  return (length) => {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      out.set(
        createHash('sha256')
          .update(`${name} ${count++}`)
          .digest()
          .subarray(0, length - at),
        at,
      );
    }
    return out;
  };
}

export const doc = (name: string): DocumentName => {
  const made = asDocumentName(name);
  if (made === null) throw new Error(`not a document: ${name}`);
  return made;
};

/** Founder and others, by name. The founder's genesis is written; the others know nothing yet. */
export function cast<Name extends string>(clock: VirtualClock, ...names: readonly Name[]): Record<Name, MemoryPeer> {
  const seedOf = (name: string) => seededBytes(`key of ${name}`)(32);
  const [founder] = names;
  const { publicKey } = signerOf(seedOf(founder ?? ''));
  const device = deviceIdOf(sha256, publicKey);
  const genesis = {
    kind: 'genesis',
    owner: 'M'.repeat(16),
    recovery: 'R'.repeat(24),
    witness: device,
    publicKey: toBase64url(publicKey),
    utcOffsetMinutes: 480,
  };
  const shop: ShopId = shopIdOf(sha256, writePart({ command: 'found', entries: [genesis] }));
  const peers = names.map((name) => {
    const random = seededBytes(`randomness of ${name}`);
    return [name, makePeer(shop, seedOf(name), clock, random)] as const;
  });
  peers[0]?.[1].write({
    command: 'found',
    uses: [],
    parts: [{ document: doc('policy'), entries: [genesis], salt: null }],
  });
  return Object.fromEntries(peers) as Record<Name, MemoryPeer>;
}

export function makePeer(
  shop: ShopId,
  seed: Uint8Array,
  clock: VirtualClock,
  random: (length: number) => Uint8Array,
  epoch = 'epoch001',
): MemoryPeer {
  return new MemoryPeer({ shop, seed, epoch, factory: lenientFactory, clock, random });
}

/** A sale of three parts, salted, as a till writes it. */
export function sale(peer: MemoryPeer, number: number): void {
  const documents = ['tickets/branch01/2026-11', 'stock/branch01/wareh001/2026-11', 'cash/branch01/2026-11'];
  const id = `${peer.device}.${toBase64url(peer.random(8)).slice(0, 10)}`;
  const entries = [
    {
      kind: 'posSale',
      id,
      number: `R1-${number}`,
      payable: 1990 + (number % 7),
      lines: [{ variant: 'v1', quantity: 1000 }],
    },
    { kind: 'movement', variant: 'v1', quantity: -1000, type: 'sale', document: id, line: 1 },
    { kind: 'cash', type: 'sale', shift: 's1', register: 'r1', account: 'cash', amount: 1990, document: id },
  ];
  peer.write({
    command: 'sell',
    uses: ['sales.add@branch01/wareh001'],
    parts: documents.map((name, i) => ({
      document: doc(name),
      entries: [entries[i] ?? { kind: 'none' }],
      salt: peer.random(16),
    })),
  });
}
