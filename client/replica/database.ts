/**
 * The replica's database: one per device, opened here only. Stores and what their keys are:
 *
 *   meta       name                       shop, member, grants, policy document; small plain values
 *   own        device                     the own feed of each key on this terminal: what every append compares and replaces
 *   counters   name                       register counters and shifts; move only together with `own`
 *   baskets    basket id                  the ticket a basket became, so that paying twice gives one ticket
 *   feeds      feed                       last known head, seal and public key of every feed
 *   runs       [document, feed]           how many texts of that feed stand in that document, and its Yjs client id
 *   updates    running number             recent Yjs updates, one by one, in the order of arrival
 *   pieces     [document, feed, from]     older updates folded together
 *   aside      [document, feed, ordinal]  parts that wait for an earlier part of their run
 *   forks      [feed, seq, hash16]       second commits with one seq (equivocation): the pair is the proof
 *   unanswered [feed, seq]                own commits that no receipt names in full yet
 *   places     name                       relay and neighbours: last met, what they are known to hold
 *   snapshots  name, name/number          read models with the running number they stand for, and the rest of them in parts
 *   drafts     key                        unfinished forms and open baskets
 *   vault      running number             texts that not everybody on this terminal may read, encrypted for one of them
 *
 * A connection that closes by itself is opened again without anybody noticing; a transaction that could not start has
 * done nothing and runs once more on the new connection.
 */
import {
  type DBSchema,
  type IDBPDatabase,
  type IDBPObjectStore,
  type IDBPTransaction,
  openDB,
  type StoreNames,
} from 'idb';
import type { WireCommit } from '../../shared/commit/codec.ts';
import { type DeviceId, deviceOfFeed, type FeedId } from '../../shared/foundation/ids.ts';
import type {
  AsideRecord,
  BasketRecord,
  DraftRecord,
  FeedRecord,
  OwnFeedRecord,
  PieceRecord,
  PlaceRecord,
  RunRecord,
  SnapshotPart,
  SnapshotRecord,
  UnansweredRecord,
  UpdateRecord,
  VaultRecord,
} from './records.ts';
import { explainStorage, isClosedConnection } from './storage-error.ts';

export interface ReplicaSchema extends DBSchema {
  meta: { key: string; value: unknown };
  own: { key: DeviceId; value: OwnFeedRecord };
  counters: { key: string; value: unknown };
  baskets: { key: string; value: BasketRecord };
  feeds: { key: FeedId; value: FeedRecord };
  runs: { key: [string, FeedId]; value: RunRecord };
  updates: { key: number; value: UpdateRecord; indexes: { run: [string, FeedId, number] } };
  pieces: { key: [string, FeedId, number]; value: PieceRecord; indexes: { through: number } };
  forks: { key: [FeedId, number, string]; value: WireCommit };
  aside: { key: [string, FeedId, number]; value: AsideRecord };
  unanswered: { key: [FeedId, number]; value: UnansweredRecord };
  places: { key: string; value: PlaceRecord };
  snapshots: { key: string; value: SnapshotRecord | SnapshotPart };
  drafts: { key: string; value: DraftRecord };
  vault: { key: number; value: VaultRecord; indexes: { owner: DeviceId } };
}
export type StoreName = StoreNames<ReplicaSchema>;
export type ReadTransaction = IDBPTransaction<ReplicaSchema, StoreName[], 'readonly'>;
type OwnStore = IDBPObjectStore<ReplicaSchema, StoreName[], 'own', 'versionchange'>;
export type WriteTransaction = IDBPTransaction<ReplicaSchema, StoreName[], 'readwrite'>;

export const DATABASE_NAME = 'hecang';
const VERSION = 2;

export class ReplicaDatabase {
  readonly #name: string;
  #open: Promise<IDBPDatabase<ReplicaSchema>> | null = null;
  /** True when this opening had to create the database: on a device that knows a shop, its data was wiped. */
  created = false;

  constructor(name: string = DATABASE_NAME) {
    this.#name = name;
  }

  /** Reads in one transaction over `stores`. */
  async read<T>(stores: readonly StoreName[], work: (transaction: ReadTransaction) => Promise<T>): Promise<T> {
    return this.#attempt(async (database) => {
      const transaction = database.transaction([...stores], 'readonly');
      const value = await work(transaction);
      await transaction.done;
      return value;
    });
  }

  /**
   * Writes in one strict transaction: when this resolves, the disk has it; when it rejects, nothing was changed. `work`
   * may await nothing but requests of the transaction itself, or the browser commits it early.
   */
  async write<T>(stores: readonly StoreName[], work: (transaction: WriteTransaction) => Promise<T>): Promise<T> {
    return this.#attempt(async (database) => {
      const transaction = database.transaction([...stores], 'readwrite', { durability: 'strict' });
      try {
        const value = await work(transaction);
        await transaction.done;
        return value;
      } catch (error) {
        const reason = transaction.error ?? error;
        abortQuietly(transaction);
        await transaction.done.catch(() => undefined);
        throw reason;
      }
    });
  }

  /** Empties every store: a shop left, or one that was never founded to its end. */
  async clear(): Promise<void> {
    const stores: readonly StoreName[] = [...OUT_OF_LINE, 'updates', 'vault'];
    await this.write(stores, async (transaction) => {
      for (const store of stores) await transaction.objectStore(store).clear();
    });
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    if (open !== null) (await open).close();
  }

  async #attempt<T>(run: (database: IDBPDatabase<ReplicaSchema>) => Promise<T>): Promise<T> {
    try {
      const database = await this.#connect();
      try {
        return await run(database);
      } catch (error) {
        if (!isClosedConnection(error)) throw error;
        this.#forget(database);
        return await run(await this.#connect());
      }
    } catch (error) {
      throw explainStorage(error);
    }
  }

  #connect(): Promise<IDBPDatabase<ReplicaSchema>> {
    this.#open ??= this.#openNow().catch((error: unknown) => {
      this.#open = null;
      throw error;
    });
    return this.#open;
  }

  async #openNow(): Promise<IDBPDatabase<ReplicaSchema>> {
    const database = await openDB<ReplicaSchema>(this.#name, VERSION, {
      upgrade: (fresh, before, _after, transaction) => {
        if (before < 1) {
          this.created = true;
          for (const store of OUT_OF_LINE) fresh.createObjectStore(store);
          fresh.createObjectStore('updates', { autoIncrement: true }).createIndex('run', ['document', 'feed', 'from']);
          fresh.createObjectStore('pieces').createIndex('through', 'through');
        }
        fresh.createObjectStore('vault', { autoIncrement: true }).createIndex('owner', 'owner');
        if (before === 1) void ownByDevice(transaction.objectStore('own'));
      },
      // A newer version of the app, or a clean-up, wants the database: let go, and open again when asked next.
      blocking: (_current, _blocked, event) => {
        const target = event.target;
        if (target instanceof IDBDatabase) target.close();
        this.#open = null;
      },
      terminated: () => {
        this.#open = null;
      },
    });
    return database;
  }

  #forget(closed: IDBPDatabase<ReplicaSchema>): void {
    this.#open = null;
    closed.close();
  }
}

const OUT_OF_LINE = [
  'meta',
  'own',
  'counters',
  'baskets',
  'feeds',
  'runs',
  'aside',
  'forks',
  'unanswered',
  'places',
  'snapshots',
  'drafts',
] as const;

/** A database of before terminals were shared: its one feed stood under a fixed name. */
async function ownByDevice(own: OwnStore): Promise<void> {
  for (const record of await own.getAll()) await own.put(record, deviceOfFeed(record.feed));
  await own.delete('feed' as DeviceId);
}

function abortQuietly(transaction: WriteTransaction): void {
  try {
    transaction.abort();
  } catch {
    // Already over: aborted by the browser, or the failing request took it down.
  }
}
