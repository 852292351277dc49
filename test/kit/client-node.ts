// A whole client without a browser: real stores over an IndexedDB in memory, the open shop with replica, folds and commands, and the side
// that a relay's line talks to. Commits travel between two of them when a test says so; a witness of the test's own writes the order.
import 'fake-indexeddb/auto';
import { foundShop as foundRecord, writeFounding } from '../../client/commands/create-shop.ts';
import { BlobCache } from '../../client/replica/blob-cache.ts';
import { CommitReader } from '../../client/replica/commit-reader.ts';
import { CommitStore } from '../../client/replica/commit-store.ts';
import { ReplicaDatabase } from '../../client/replica/database.ts';
import { type DeviceKeys, KeyCupboard, webCryptoVerifier } from '../../client/replica/device-keys.ts';
import { type ShopRecord, ShopRecords } from '../../client/replica/shop-records.ts';
import { FaceCupboard } from '../../client/replica/terminal-faces.ts';
import { Vault } from '../../client/replica/vault.ts';
import type { Device } from '../../client/worker/device.ts';
import { type LinkEvents, LinkedShopSide } from '../../client/worker/linked-shop.ts';
import { freshFeed, newEpoch, noteEpoch } from '../../client/worker/new-epoch.ts';
import { OpenShop } from '../../client/worker/open-shop.ts';
import { Seat } from '../../client/worker/seat.ts';
import type { ShopCore } from '../../client/worker/shop-core.ts';
import { ShopDesk } from '../../client/worker/shop-desk.ts';
import { newSeed, sha256 as nodeSha256, signerOf } from '../../relay/platform/node-crypto.ts';
import { ListingWriter } from '../../relay/witness/listing-writer.ts';
import { chainStart, deviceIdOf } from '../../shared/commit/chain.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { HybridClock } from '../../shared/foundation/clock.ts';
import { type FeedId, feedIdOf, type ShopId } from '../../shared/foundation/ids.ts';
import type { CommitName } from '../../shared/replica/listing-entries.ts';
import { type ManualWall, manualWall, sha256, testPlatform } from './client-device.ts';

let databases = 0;

/** What a copied profile has in common: the key. */
export async function newKeys(): Promise<DeviceKeys> {
  const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('no key pair');
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return { device: deviceIdOf(sha256, publicKey), publicKey, privateKey: pair.privateKey };
}

export function testClientDevice(
  seed: number,
  keys: DeviceKeys,
  wall: ManualWall,
  name = `node-${++databases}`,
): Device {
  const platform = testPlatform(seed, wall);
  const database = new ReplicaDatabase(name);
  const store = new CommitStore(database, platform);
  const seat = new Seat(store, keys);
  return {
    platform,
    clock: new HybridClock(wall),
    verify: webCryptoVerifier(),
    cupboard: new KeyCupboard(`keys of ${name}`),
    faces: new FaceCupboard(`keys of ${name}`),
    seat,
    get keys() {
      return seat.keys;
    },
    database,
    store,
    vault: new Vault(database, platform),
    reader: new CommitReader(database, platform),
    records: new ShopRecords(database),
    blobs: new BlobCache(() => wall.ms, `blobs of ${name}`),
  };
}

/** The shop's order, in a test's hands. */
export class TestWitness {
  readonly signer = signerOf(newSeed());
  readonly device = deviceIdOf(nodeSha256, this.signer.publicKey);
  readonly feed: FeedId = feedIdOf(this.device, 'epoch000');
  readonly #wall: ManualWall;
  #writer: ListingWriter | null = null;

  constructor(wall: ManualWall) {
    this.#wall = wall;
  }

  get facts() {
    return { origin: '', witness: this.device as string, witnessKey: toBase64url(this.signer.publicKey) };
  }

  /** A signed listing of these commits, in this order. */
  list(shop: ShopId, names: readonly CommitName[]): WireCommit {
    this.#writer ??= new ListingWriter({
      shop,
      signer: this.signer,
      app: 'test',
      level: 1,
      state: {
        feed: this.feed,
        seq: 0,
        head: chainStart(nodeSha256, shop, this.feed),
        time: 0,
        totals: { commits: 0, bytes: 0 },
      },
    });
    this.#wall.ms += 1000;
    return this.#writer.write({ names, deadlines: [], time: this.#wall.ms * 1000 }, 480);
  }
}

export class ClientNode {
  readonly device: Device;
  readonly troubles: string[] = [];
  /** Indices that the engine would offer to a relay. */
  readonly fresh: number[] = [];
  open: OpenShop;
  desk: ShopDesk;
  side: LinkedShopSide;
  /** On the paper of a shop founded here. */
  recoveryWords: readonly string[] = [];
  /** Epochs begun by events of the line; resolves when they are on disk. */
  epochs: Promise<void> = Promise.resolve();

  private constructor(device: Device, open: OpenShop, desk: ShopDesk) {
    this.device = device;
    this.open = open;
    this.desk = desk;
    this.side = this.#newSide();
  }

  /** Opens what is on the device's disk, history and all. */
  static async openOn(device: Device): Promise<ClientNode> {
    const record = await device.records.shop();
    if (record === null) throw new Error('no shop on this device');
    const open = new OpenShop(device, record, {
      changed: () => node?.desk.forget(),
      fresh: (i) => node?.fresh.push(...i),
    });
    let node: ClientNode | null = null;
    const desk = new ShopDesk(open, async (written) => {
      open.noteUnanswered(written.unanswered);
      await open.takeWritten(written);
    });
    await open.quickStart();
    await open.load();
    node = new ClientNode(device, open, desk);
    return node;
  }

  /** A shop founded on this device, with its built-in roles and first places. */
  static async found(device: Device, witness: TestWitness): Promise<ClientNode> {
    const input = { shop: '和仓便利店', member: '何敏', deviceName: '收银台 1' };
    const founded = await foundRecord(device, input, witness.facts, 'https://shop.example');
    await device.records.keepShop(founded.record);
    const open = new OpenShop(device, founded.record, { changed: () => undefined, fresh: () => undefined });
    const written = await writeFounding(open.writer, founded, input, device);
    if (!written.ok) throw new Error(written.error.code);
    await device.records.keepShop({ ...founded.record, relay: null });
    const node = await ClientNode.openOn(device);
    node.recoveryWords = founded.recovery.recoveryWords;
    return node;
  }

  /** The same device after all its tabs were closed. */
  reopened(): Promise<ClientNode> {
    return ClientNode.openOn(this.device);
  }

  get core(): ShopCore {
    const { core } = this.open;
    if (core === null) throw new Error('no history in memory');
    return core;
  }
  get shop(): ShopId {
    return this.open.record.shop;
  }
  get feed(): Promise<FeedId> {
    return this.device.store.own().then((own) => {
      if (own === null) throw new Error('no own feed');
      return own.feed;
    });
  }

  /** Every commit known here, causes first, sealed as far as seals are known. */
  all(): readonly WireCommit[] {
    return Array.from({ length: this.core.size }, (_, index) => this.commit(index));
  }
  commit(index: number): WireCommit {
    const commit = this.core.sealedCommit(index);
    if (commit === null) throw new Error(`no commit ${index}`);
    return commit;
  }
  keys(): readonly Uint8Array[] {
    return this.core.replica.feeds().flatMap((chain) => this.core.replica.publicKeyOf(chain.device) ?? []);
  }
  /** What `peer` would hand over to an end that knows nothing. */
  async takeFrom(peer: ClientNode): Promise<void> {
    await this.side.take(
      peer.keys(),
      peer.side.lacking(this.side.frontier()).map((index) => peer.commit(index)),
    );
    await this.epochs;
  }
  async take(commits: readonly WireCommit[], keys: readonly Uint8Array[] = []): Promise<void> {
    await this.side.take(keys, commits);
    await this.epochs;
  }
  name(index: number): CommitName {
    const { replica } = this.core;
    return { feed: replica.feedAt(index), seq: replica.seqAt(index), hash16: replica.hash16(index) };
  }
  /** `verdict reason` by the hash of each commit. */
  verdicts(): ReadonlyMap<string, string> {
    const { replica } = this.core;
    return new Map(
      Array.from({ length: this.core.size }, (_, index) => {
        const { verdict, reason } = replica.verdict(index);
        return [`${replica.feedAt(index)}/${replica.seqAt(index)} ${replica.hash16(index)}`, `${verdict} ${reason}`];
      }),
    );
  }

  #newSide(): LinkedShopSide {
    const events: LinkEvents = {
      stored: () => undefined,
      answered: () => undefined,
      presence: () => undefined,
      ownFeedDiffers: (feed) => this.#inTurn(async () => newEpoch(this.device, this.open.record, feed)),
      epochBegun: (feed) => this.#inTurn(async () => noteEpoch(this.device, this.open.record, feed)),
      trouble: (code) => this.troubles.push(code),
    };
    return new LinkedShopSide(this.open, this.core, events, null);
  }
  #inTurn(work: () => Promise<ShopRecord | null>): void {
    this.epochs = this.epochs.then(async () => {
      const record = await work();
      if (record !== null) this.open.record = record;
    });
  }
}

/** A device that holds the same shop with the same key: a copied profile, as of now. */
export async function copyOf(node: ClientNode, seed: number, wall = manualWall()): Promise<ClientNode> {
  const { keys } = node.device;
  const device = testClientDevice(seed, keys, wall);
  await copyDatabase(node.device.database, device.database);
  return ClientNode.openOn(device);
}

/** Another device, enrolled in the shop by its founder's hand beforehand. */
export async function joined(
  node: ClientNode,
  keys: DeviceKeys,
  member: string,
  seed: number,
  wall: ManualWall,
): Promise<ClientNode> {
  const device = testClientDevice(seed, keys, wall);
  const record = { ...node.open.record, member, deviceName: '手机', epochs: 1, complete: true } as ShopRecord;
  await device.store.startFeed(freshFeed(device, record));
  await device.records.keepShop(record);
  const fresh = await ClientNode.openOn(device);
  await fresh.takeFrom(node);
  return fresh;
}

const STORES = [
  'meta',
  'own',
  'counters',
  'baskets',
  'feeds',
  'runs',
  'updates',
  'pieces',
  'aside',
  'forks',
  'unanswered',
  'places',
  'snapshots',
  'drafts',
] as const;

async function copyDatabase(from: ReplicaDatabase, to: ReplicaDatabase): Promise<void> {
  for (const store of STORES) {
    const rows = await from.read([store], async (transaction) => {
      const source = transaction.objectStore(store);
      const keys = await source.getAllKeys();
      const values = await source.getAll();
      return keys.map((key, at) => [key, values[at]] as const);
    });
    await to.write([store], async (transaction) => {
      for (const [key, value] of rows) await transaction.objectStore(store).put(value as never, key as never);
    });
  }
}
