/**
 * What this browser holds, whatever the shop: stores, keys, clock, randomness, verifier. Opened once a worker.
 */
import type { Verifier } from '../../shared/commit/seal.ts';
import { HybridClock } from '../../shared/foundation/clock.ts';
import { BlobCache } from '../replica/blob-cache.ts';
import { CommitReader } from '../replica/commit-reader.ts';
import { CommitStore } from '../replica/commit-store.ts';
import { ReplicaDatabase } from '../replica/database.ts';
import {
  type Belonging,
  type DeviceKeys,
  KEYS_DATABASE,
  KeyCupboard,
  webCryptoVerifier,
} from '../replica/device-keys.ts';
import { browserPlatform, type Platform } from '../replica/platform.ts';
import { type ShopRecord, ShopRecords } from '../replica/shop-records.ts';
import { FaceCupboard, inOrder } from '../replica/terminal-faces.ts';
import { Vault } from '../replica/vault.ts';
import { Seat } from './seat.ts';

/** Told apart in every commit's header. */
export const APP_VERSION = 'hecang 0.1.0';
/** Highest level of the rules that this program speaks. */
export const RULES_LEVEL = 1;

export interface Device {
  readonly platform: Platform;
  readonly clock: HybridClock;
  readonly verify: Verifier;
  readonly cupboard: KeyCupboard;
  readonly faces: FaceCupboard;
  readonly seat: Seat;
  /** Of whoever works here now. */
  readonly keys: DeviceKeys;
  readonly database: ReplicaDatabase;
  readonly store: CommitStore;
  readonly reader: CommitReader;
  readonly records: ShopRecords;
  readonly blobs: BlobCache;
  readonly vault: Vault;
}

export interface FoundOnDevice {
  readonly shop: ShopRecord | null;
  readonly belonging: Belonging | null;
}

export async function openDevice(freshTab: boolean): Promise<Device> {
  const platform = await browserPlatform();
  const cupboard = new KeyCupboard();
  if (freshTab && (await cupboard.keys()) !== null && (await isOnlyTab())) await cupboard.noteSurvival();
  holdTabLock();
  const database = new ReplicaDatabase();
  const faces = new FaceCupboard(KEYS_DATABASE);
  const store = new CommitStore(database, platform);
  const seat = await takeSeat(store, cupboard, faces, platform);
  return {
    platform,
    clock: new HybridClock(platform.wall),
    verify: webCryptoVerifier(),
    cupboard,
    faces,
    seat,
    get keys() {
      return seat.keys;
    },
    database,
    store,
    reader: new CommitReader(database, platform),
    records: new ShopRecords(database),
    blobs: new BlobCache(() => platform.wall.now()),
    vault: new Vault(database, platform),
  };
}

/** A shared terminal starts locked, with the key of whoever worked last still under its PIN. */
async function takeSeat(
  store: CommitStore,
  cupboard: KeyCupboard,
  cupboardOfFaces: FaceCupboard,
  platform: Platform,
): Promise<Seat> {
  const faces = await cupboardOfFaces.faces();
  const [last] = inOrder(faces);
  if (last === undefined) return new Seat(store, await cupboard.keysOrNew(platform.sha256));
  const { device, publicKey } = last;
  const facts = await cupboardOfFaces.facts();
  const seat = new Seat(store, { device, publicKey, privateKey: null }, facts?.terminal ?? device, faces);
  seat.retire(await cupboard.keys());
  return seat;
}

export async function findOnDevice(device: Device): Promise<FoundOnDevice> {
  const [shop, belonging] = await Promise.all([device.records.shop(), device.cupboard.belonging()]);
  return { shop, belonging };
}

const TAB_LOCK = 'hecang tab';

/** Every tab holds this lock, shared, as long as it lives. */
function holdTabLock(): void {
  if ('locks' in navigator)
    void navigator.locks.request(TAB_LOCK, { mode: 'shared' }, () => new Promise(() => undefined));
}

async function isOnlyTab(): Promise<boolean> {
  if (!('locks' in navigator)) return false;
  const { held = [] } = await navigator.locks.query();
  return !held.some((lock) => lock.name === TAB_LOCK);
}
