// A device of a shop for the client's unit tests: real stores over an IndexedDB in memory, Node's own hashes and signatures, seeded
// randomness and a clock that moves only when told. Two tabs of one device are two `tab()`s over one database name.
import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { CommitReader } from '../../client/replica/commit-reader.ts';
import { CommitStore } from '../../client/replica/commit-store.ts';
import { ReplicaDatabase } from '../../client/replica/database.ts';
import { OwnWriter } from '../../client/replica/own-writer.ts';
import type { Platform } from '../../client/replica/platform.ts';
import { chainNext, chainStart, deviceIdOf, hashTextOf } from '../../shared/commit/chain.ts';
import type { Signer } from '../../shared/commit/seal.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { HybridClock } from '../../shared/foundation/clock.ts';
import { feedIdOf, type ShopId } from '../../shared/foundation/ids.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());

/** xorshift32: the same bytes for the same seed. */
export function seededRandom(seed: number): (count: number) => Uint8Array {
  let state = seed || 1;
  return (count) =>
    Uint8Array.from({ length: count }, () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return state & 255;
    });
}

export interface ManualWall {
  ms: number;
  now(): number;
}
export function manualWall(ms = Date.UTC(2026, 10, 25, 4)): ManualWall {
  return {
    ms,
    now() {
      return this.ms;
    },
  };
}

export function testPlatform(seed: number, wall = manualWall()): Platform {
  const random = seededRandom(seed);
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return {
    wall,
    sha256,
    hashText: (text) => hashTextOf(sha256(encoder.encode(text))),
    measureText: (text) => {
      const bytes = encoder.encode(text);
      return { hash: hashTextOf(sha256(bytes)), bytes: bytes.length };
    },
    chainHash: (head, header) => chainNext(sha256, head, encoder.encode(header)),
    text: { encode: (text) => encoder.encode(text), decode: (bytes) => decoder.decode(bytes) },
    random,
    randomText: (characters) => toBase64url(random(characters)).slice(0, characters),
  };
}

export async function testSigner(): Promise<Signer> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('no key pair');
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return {
    publicKey,
    sign: async (message) =>
      new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, new Uint8Array(message))),
  };
}

export const SHOP = toBase64url(sha256(new Uint8Array([1]))) as ShopId;

export interface TestTab {
  readonly database: ReplicaDatabase;
  readonly store: CommitStore;
  readonly reader: CommitReader;
  readonly writer: OwnWriter;
}

export interface TestDevice {
  readonly signer: Signer;
  readonly platform: Platform;
  readonly wall: ManualWall;
  tab(): TestTab;
}

let databases = 0;

/** A device whose own feed stands at its start. */
export async function testDevice(seed: number): Promise<TestDevice> {
  const wall = manualWall();
  const platform = testPlatform(seed, wall);
  const signer = await testSigner();
  const name = `device-${++databases}`;
  const feed = feedIdOf(deviceIdOf(sha256, signer.publicKey), platform.randomText(8));
  const tab = (): TestTab => {
    const database = new ReplicaDatabase(name);
    const store = new CommitStore(database, platform);
    const writer = new OwnWriter({
      shop: SHOP,
      utcOffsetMinutes: () => 480,
      store,
      platform,
      clock: new HybridClock(wall),
      hand: () => ({ device: deviceIdOf(sha256, signer.publicKey), signer, hide: async () => [] }),
      app: 'test',
      level: () => 1,
    });
    return { database, store, reader: new CommitReader(database, platform), writer };
  };
  await tab().store.startFeed({
    feed,
    seq: 0,
    head: chainStart(sha256, SHOP, feed),
    time: 0,
    totals: { commits: 0, bytes: 0 },
    deps: [],
  });
  return { signer, platform, wall, tab };
}
