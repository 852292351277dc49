/**
 * The relay's key, with which it proves itself to devices and signs the order of commits. It belongs to one database:
 * a database that has never seen it gets a new one, because listing anew under an old key would give two orders under
 * one name. What has to be done then (an owner appoints the new key) is for the owner's client.
 */
import { chmod, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { deviceIdOf } from '../../shared/commit/chain.ts';
import { fromBase64url, toBase64url } from '../../shared/foundation/bytes.ts';
import { newSeed, type SyncSigner, sha256, signerOf } from '../platform/node-crypto.ts';
import type { CommitStore } from '../storage/commit-store.ts';

const FILE = 'relay-key';
const NOTE = 'witness';

/** Reads or makes `<folder>/relay-key` (mode 600). Throws with a plain sentence when it can't be read or written. */
export async function openRelayKey(folder: string, store: CommitStore): Promise<SyncSigner> {
  const file = path.join(folder, FILE);
  const known = (await store.notes('')).get(NOTE);
  const seed = await readSeed(file);
  if (seed !== null) {
    const signer = signerOf(seed);
    if (known === deviceIdOf(sha256, signer.publicKey)) return signer;
    await rename(file, `${file}.${deviceIdOf(sha256, signer.publicKey)}`);
  }
  const fresh = newSeed();
  await writeSeed(file, fresh);
  const signer = signerOf(fresh);
  const noted = await store.note('', NOTE, deviceIdOf(sha256, signer.publicKey));
  if (!noted.ok) throw new Error('The relay key could not be noted in the database: the disk is full.');
  return signer;
}

async function readSeed(file: string): Promise<Uint8Array | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const seed = fromBase64url(text.trim());
  if (seed === null || seed.length !== 32)
    throw new Error(`${file} is not a relay key. Move it away to get a new one.`);
  return seed;
}

async function writeSeed(file: string, seed: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(`${toBase64url(seed)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await chmod(file, 0o600);
}
