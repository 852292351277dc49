/**
 * Bytes by their SHA-256, a folder a shop. What is written is on disk under another name before it gets its own, so a
 * blob that can be read is whole. The relay cannot look inside: blobs are encrypted by whoever made them.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ShopId } from '../../shared/foundation/ids.ts';

export type BlobKept = 'kept' | 'known' | 'full';

export interface BlobStore {
  /** `null` when it is not here. */
  read(shop: ShopId, hash: string): Promise<Uint8Array | null>;
  has(shop: ShopId, hash: string): Promise<boolean>;
  /** `bytes` have this hash: the caller has looked. Durable when it resolves. */
  keep(shop: ShopId, hash: string, bytes: Uint8Array): Promise<BlobKept>;
}

export class FileBlobs implements BlobStore {
  readonly #folder: string;
  readonly #mostBytes: number;
  /** Bytes kept of each shop, counted once and then kept up. */
  readonly #sizes = new Map<ShopId, Promise<{ bytes: number }>>();

  /** `mostBytes`: of one shop. */
  constructor(folder: string, mostBytes: number) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
  }

  async read(shop: ShopId, hash: string): Promise<Uint8Array | null> {
    try {
      return new Uint8Array(await readFile(this.#file(shop, hash)));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async has(shop: ShopId, hash: string): Promise<boolean> {
    try {
      await stat(this.#file(shop, hash));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async keep(shop: ShopId, hash: string, bytes: Uint8Array): Promise<BlobKept> {
    const size = await this.#sizeOf(shop);
    if (await this.has(shop, hash)) return 'known';
    if (size.bytes + bytes.length > this.#mostBytes) return 'full';
    // Counted before the disk is asked: many at once must not all fit into the last place.
    size.bytes += bytes.length;
    try {
      await this.#write(shop, hash, bytes);
      return 'kept';
    } catch (error) {
      size.bytes -= bytes.length;
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return 'full';
      throw error;
    }
  }

  async #write(shop: ShopId, hash: string, bytes: Uint8Array): Promise<void> {
    const file = this.#file(shop, hash);
    const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`;
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } catch (error) {
      await handle.close();
      await rm(draft, { force: true });
      throw error;
    }
    await handle.close();
    await rename(draft, file);
    await keepName(path.dirname(file));
  }

  #sizeOf(shop: ShopId): Promise<{ bytes: number }> {
    let size = this.#sizes.get(shop);
    if (size === undefined) {
      size = this.#count(shop);
      size.catch(() => this.#sizes.delete(shop));
      this.#sizes.set(shop, size);
    }
    return size;
  }

  async #count(shop: ShopId): Promise<{ bytes: number }> {
    const folder = path.join(this.#folder, shop);
    let bytes = 0;
    const names = await readdir(folder).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    for (const name of names) {
      const file = path.join(folder, name);
      // Left behind by a process that ended while it wrote.
      if (name.endsWith('.tmp')) await rm(file, { force: true });
      else bytes += (await stat(file)).size;
    }
    return { bytes };
  }

  #file(shop: ShopId, hash: string): string {
    if (!/^[\w-]{43}$/.test(hash) || !/^[\w-]{43}$/.test(shop)) throw new Error('not a hash');
    return path.join(this.#folder, shop, hash);
  }
}

/** A name is durable when its folder is. Windows has no such call and needs none. */
async function keepName(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
