/**
 * What this browser holds, whatever the shop: stores, keys, clock, randomness, verifier. Opened once a worker.
 */
import type { Verifier } from '../../shared/commit/seal.ts';
import { HybridClock } from '../../shared/foundation/clock.ts';
import { BlobCache } from '../replica/blob-cache.ts';
import { CommitReader } from '../replica/commit-reader.ts';
import { CommitStore } from '../replica/commit-store.ts';
import { ReplicaDatabase } from '../replica/database.ts';
import { type Belonging, type DeviceKeys, KeyCupboard, webCryptoVerifier } from '../replica/device-keys.ts';
import { browserPlatform, type Platform } from '../replica/platform.ts';
import { type ShopRecord, ShopRecords } from '../replica/shop-records.ts';

/** Told apart in every commit's header. */
export const APP_VERSION = 'hecang 0.1.0';
/** Highest level of the rules that this program speaks. */
export const RULES_LEVEL = 1;

export interface Device {
  readonly platform: Platform;
  readonly clock: HybridClock;
  readonly verify: Verifier;
  readonly cupboard: KeyCupboard;
  readonly keys: DeviceKeys;
  readonly database: ReplicaDatabase;
  readonly store: CommitStore;
  readonly reader: CommitReader;
  readonly records: ShopRecords;
  readonly blobs: BlobCache;
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
  return {
    platform,
    clock: new HybridClock(platform.wall),
    verify: webCryptoVerifier(),
    cupboard,
    keys: await cupboard.keysOrNew(platform.sha256),
    database,
    store: new CommitStore(database, platform),
    reader: new CommitReader(database, platform),
    records: new ShopRecords(database),
    blobs: new BlobCache(() => platform.wall.now()),
  };
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
