/**
 * Encrypted blobs of this device, in a database of their own: what it made and has not handed over yet, and what it has
 * fetched. What the relay is known to hold may be let go again, the longest unread first; what only this device has
 * never is.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { explainStorage } from './storage-error.ts';

export interface BlobRecord {
  readonly hash: string;
  readonly shop: string;
  readonly bytes: Uint8Array;
  /** 1 = only here. (IndexedDB indexes no booleans.) */
  readonly unsent: 0 | 1;
  readonly size: number;
  readonly usedAt: number;
}

interface BlobSchema extends DBSchema {
  blobs: { key: string; value: BlobRecord; indexes: { unsent: number; used: number } };
}

export const BLOBS_DATABASE = 'hecang-blobs';
/** Fetched blobs kept at most. */
const MOST_BYTES = 300 * 1024 * 1024;
/** Looked through for what to let go once so much has been fetched. */
const TRIM_EVERY = 16 * 1024 * 1024;

export class BlobCache {
  #open: Promise<IDBPDatabase<BlobSchema>> | null = null;
  #sinceTrim = 0;
  readonly #name: string;
  readonly #now: () => number;

  constructor(now: () => number, name: string = BLOBS_DATABASE) {
    this.#now = now;
    this.#name = name;
  }

  async keep(shop: string, hash: string, bytes: Uint8Array, sent: boolean): Promise<void> {
    await this.#ask(async (database) => {
      const transaction = database.transaction('blobs', 'readwrite', { durability: 'strict' });
      const known = await transaction.store.get(hash);
      const record = { hash, shop, bytes, unsent: sent || known?.unsent === 0 ? 0 : 1, size: bytes.length } as const;
      await transaction.store.put({ ...record, usedAt: this.#now() });
      await transaction.done;
    });
    this.#sinceTrim += bytes.length;
    if (this.#sinceTrim > TRIM_EVERY) await this.trim(MOST_BYTES);
  }

  async read(hash: string): Promise<Uint8Array | null> {
    return this.#ask(async (database) => {
      const record = await database.get('blobs', hash);
      return record?.bytes ?? null;
    });
  }

  async unsent(shop: string): Promise<readonly BlobRecord[]> {
    return this.#ask(async (database) => {
      const records = await database.getAllFromIndex('blobs', 'unsent', 1);
      return records.filter((record) => record.shop === shop);
    });
  }

  async markSent(hash: string): Promise<void> {
    await this.#ask(async (database) => {
      const transaction = database.transaction('blobs', 'readwrite');
      const record = await transaction.store.get(hash);
      if (record !== undefined) await transaction.store.put({ ...record, unsent: 0 });
      await transaction.done;
    });
  }

  async clear(): Promise<void> {
    await this.#ask((database) => database.clear('blobs'));
  }

  /** Lets go of the longest unread until no more than `most` bytes are left; never of what is only here. */
  async trim(most: number): Promise<void> {
    this.#sinceTrim = 0;
    await this.#ask(async (database) => {
      const transaction = database.transaction('blobs', 'readwrite');
      let left = 0;
      for (let cursor = await transaction.store.openCursor(); cursor !== null; cursor = await cursor.continue()) {
        left += cursor.value.size;
      }
      let oldest = left > most ? await transaction.store.index('used').openCursor() : null;
      while (oldest !== null && left > most) {
        if (oldest.value.unsent === 0) {
          left -= oldest.value.size;
          await oldest.delete();
        }
        oldest = await oldest.continue();
      }
      await transaction.done;
    });
  }

  async #ask<T>(run: (database: IDBPDatabase<BlobSchema>) => Promise<T>): Promise<T> {
    try {
      this.#open ??= this.#openNow();
      return await run(await this.#open);
    } catch (error) {
      this.#open = null;
      throw explainStorage(error);
    }
  }

  #openNow(): Promise<IDBPDatabase<BlobSchema>> {
    return openDB<BlobSchema>(this.#name, 1, {
      upgrade: (fresh) => {
        const store = fresh.createObjectStore('blobs', { keyPath: 'hash' });
        store.createIndex('unsent', 'unsent');
        store.createIndex('used', 'usedAt');
      },
      blocking: (_current, _blocked, event) => {
        if (event.target instanceof IDBDatabase) event.target.close();
        this.#open = null;
      },
      terminated: () => {
        this.#open = null;
      },
    });
  }
}
