/**
 * Blobs of the open shop: encrypts what is made here, keeps it before its commit is written, hands it over when the relay
 * is in reach; fetches, checks and opens what others made. Every blob has a key of its own, so its nonce may be nought.
 */
import { hashTextOf } from '../../shared/commit/chain.ts';
import { fromBase64url, toBase64url } from '../../shared/foundation/bytes.ts';
import { signerOf } from '../replica/device-keys.ts';
import { BlobExchange } from '../sync/blob-exchange.ts';
import type { Device } from './device.ts';

export interface BlobName {
  readonly hash: string;
  readonly key: string;
  readonly bytes: number;
}

export class BlobDesk {
  readonly #device: Device;
  readonly #shop: string;
  readonly #origin: () => string;
  /** Asked once, however many tiles show it. */
  readonly #fetching = new Map<string, Promise<Uint8Array | null>>();
  #sending: Promise<void> | null = null;

  constructor(device: Device, shop: string, origin: () => string) {
    this.#device = device;
    this.#shop = shop;
    this.#origin = origin;
  }

  /** On disk when it resolves. */
  async put(content: Uint8Array): Promise<BlobName> {
    const { platform, blobs } = this.#device;
    const secret = platform.random(32);
    const bytes = new Uint8Array(
      await crypto.subtle.encrypt(NOUGHT, await importKey(secret, 'encrypt'), new Uint8Array(content)),
    );
    const hash = hashTextOf(platform.sha256(bytes));
    await blobs.keep(this.#shop, hash, bytes, false);
    return { hash, key: toBase64url(secret), bytes: bytes.length };
  }

  /** The content; `null` while nobody in reach has it, or where it does not open. */
  async read({ hash, key }: Pick<BlobName, 'hash' | 'key'>): Promise<Uint8Array | null> {
    const secret = fromBase64url(key);
    const bytes = (await this.#device.blobs.read(hash)) ?? (await this.#fetch(hash));
    if (bytes === null || secret === null) return null;
    try {
      return new Uint8Array(
        await crypto.subtle.decrypt(NOUGHT, await importKey(secret, 'decrypt'), new Uint8Array(bytes)),
      );
    } catch {
      return null;
    }
  }

  /** Hands over what only this device has; whatever fails stays and goes with the next try. */
  async send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
    });
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    const exchange = this.#exchange();
    if (exchange === null) return;
    for (const { hash, bytes } of await this.#device.blobs.unsent(this.#shop)) {
      const handed = await exchange.send(hash, bytes);
      if (handed === 'later' || handed === 'full') return;
      await this.#device.blobs.markSent(hash);
    }
  }

  #fetch(hash: string): Promise<Uint8Array | null> {
    let under = this.#fetching.get(hash);
    if (under === undefined) {
      under = this.#fetchNow(hash).finally(() => this.#fetching.delete(hash));
      this.#fetching.set(hash, under);
    }
    return under;
  }

  async #fetchNow(hash: string): Promise<Uint8Array | null> {
    const bytes = (await this.#exchange()?.fetch(hash)) ?? null;
    if (bytes !== null) await this.#device.blobs.keep(this.#shop, hash, bytes, true);
    return bytes;
  }

  #exchange(): BlobExchange | null {
    const origin = this.#origin();
    const { keys, platform } = this.#device;
    if (origin === '') return null;
    return new BlobExchange({
      origin,
      shop: this.#shop,
      signer: signerOf(keys),
      sha256: platform.sha256,
      now: () => platform.wall.now(),
      fetch: (...args) => fetch(...args),
    });
  }
}

const NOUGHT = { name: 'AES-GCM', iv: new Uint8Array(12) };

function importKey(secret: Uint8Array, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new Uint8Array(secret), 'AES-GCM', false, [usage]);
}
