/** What a relay keeps in its data folder, read from outside while it runs: stored rows, and the key it signs with. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { signerOf } from '../../relay/platform/node-crypto.ts';
import { fromBase64url } from '../../shared/foundation/bytes.ts';

export function storedRows(folder: string): readonly { readonly at: number; readonly body: Uint8Array }[] {
  const database = new Database(databaseFile(folder), { readonly: true });
  try {
    return database
      .prepare<[], { at: number; body: Uint8Array }>('SELECT at, body FROM commits ORDER BY shop, at')
      .all();
  } finally {
    database.close();
  }
}

export function databaseFile(folder: string): string {
  return path.join(folder, 'hecang.sqlite');
}

export function witnessKeyOf(folder: string): Uint8Array {
  const seed = fromBase64url(readFileSync(path.join(folder, 'relay-key'), 'utf8').trim());
  if (seed === null) throw new Error('the relay has no key');
  return signerOf(seed).publicKey;
}
