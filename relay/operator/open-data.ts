/**
 * Opens the data folder for a command of the operator. SQLite lets the command read and note beside a running relay.
 */
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { CommitStore } from '../storage/commit-store.ts';
import { openSqliteStore } from '../storage/sqlite-store.ts';

/** Runs `work` with the store of a data folder; throws in plain words when there is none. */
export async function withStore<T>(dataFolder: string, work: (store: CommitStore) => Promise<T>): Promise<T> {
  const file = path.join(dataFolder, 'hecang.sqlite');
  try {
    await access(file);
  } catch {
    throw new Error(`There are no data in ${path.resolve(dataFolder)}. Say where they are: --data <folder>.`);
  }
  const store = await openSqliteStore({ file });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
