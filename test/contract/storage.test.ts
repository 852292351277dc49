import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../relay/storage/sqlite-store.ts';
import { MemoryStore } from '../kit/memory-store.ts';
import { type StoreUnderTest, storageContract } from './storage-contract.ts';

async function sqlite(mostPages?: number): Promise<StoreUnderTest> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hecang-store-'));
  const file = path.join(folder, 'hecang.sqlite');
  const options = mostPages === undefined ? { file } : { file, mostPages };
  const opened = [await openSqliteStore(options)];
  return {
    store: opened[0] ?? (await openSqliteStore(options)),
    reopen: async () => {
      await opened.at(-1)?.close();
      const again = await openSqliteStore(options);
      opened.push(again);
      return again;
    },
    dispose: async () => {
      for (const store of opened) await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
async function memory(most?: number): Promise<StoreUnderTest> {
  const store = new MemoryStore();
  if (most !== undefined) store.fillAt(most);
  return { store, dispose: () => store.close() };
}

storageContract(
  'SQLite in a worker',
  () => sqlite(),
  () => sqlite(60),
);
storageContract(
  'memory (tests only)',
  () => memory(),
  () => memory(200_000),
);

describe('data of another version', () => {
  it('data of a newer Hecang are refused in plain words and left alone', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'hecang-store-'));
    const file = path.join(folder, 'hecang.sqlite');
    const newer = new Database(file);
    newer.pragma('user_version = 99');
    newer.close();
    await expect(openSqliteStore({ file })).rejects.toThrow('newer Hecang');
    const after = new Database(file);
    expect(after.pragma('user_version', { simple: true })).toBe(99);
    after.close();
    await rm(folder, { recursive: true, force: true });
  });
});
