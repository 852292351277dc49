/**
 * The device's key pair and what must survive the replica's database: kept through idb-keyval in a database of its own.
 * The private half is non-extractable: it can sign here and nowhere else, and no export, backup or script can copy it.
 * Beside it stand shop, member and the epochs used, so that a device whose data was wiped knows that it had some.
 */
import { createStore, del, get, set, type UseStore } from 'idb-keyval';
import { deviceIdOf, type Sha256 } from '../../shared/commit/chain.ts';
import { isSoundPublicKey, type Signer, type Verifier } from '../../shared/commit/seal.ts';
import { fromBase64url, toBase64url } from '../../shared/foundation/bytes.ts';
import type { DeviceId, FeedId, MemberId, ShopId } from '../../shared/foundation/ids.ts';
import { explainStorage } from './storage-error.ts';

export const KEYS_DATABASE = 'hecang-keys';
export const ED25519 = 'Ed25519';

export interface DeviceKeys {
  readonly device: DeviceId;
  readonly publicKey: Uint8Array;
  /** `null` while the member who owns it has not unlocked it (pin-lock.ts). */
  readonly privateKey: CryptoKey | null;
}

/** The shop this device belongs to, remembered apart from the shop's data. */
export interface Belonging {
  readonly shop: ShopId;
  readonly member: MemberId | null;
  readonly deviceName: string;
  /** Origin of the relay, or null for a shop without one. */
  readonly relay: string | null;
  /** The feed written last: a new epoch must differ from every earlier one. */
  readonly feed: FeedId;
  readonly epochs: number;
  readonly utcOffsetMinutes: number;
  /** Number of the newest ticket that a relay has listed. */
  readonly lastTicket: string | null;
}

export class KeyCupboard {
  readonly #store: UseStore;

  constructor(name: string = KEYS_DATABASE) {
    this.#store = createStore(name, 'keys');
  }

  async keys(): Promise<DeviceKeys | null> {
    return (await this.#ask(() => get<DeviceKeys>('device', this.#store))) ?? null;
  }

  /** The device's keys, made at first need. */
  async keysOrNew(sha256: Sha256): Promise<DeviceKeys> {
    const known = await this.keys();
    if (known !== null) return known;
    const fresh = await newDeviceKeys(sha256);
    await this.#ask(() => set('device', fresh, this.#store));
    return fresh;
  }

  /** The plain key of a device that was one person's: a shared terminal has none (terminal-faces.ts). */
  async dropKeys(): Promise<void> {
    await this.#ask(() => del('device', this.#store));
  }

  /** Has this store been found again after all tabs were closed? Noted once it has. */
  async survived(): Promise<boolean> {
    return (await this.#ask(() => get<boolean>('survived', this.#store))) === true;
  }
  async noteSurvival(): Promise<void> {
    await this.#ask(() => set('survived', true, this.#store));
  }

  async belonging(): Promise<Belonging | null> {
    return (await this.#ask(() => get<Belonging>('belonging', this.#store))) ?? null;
  }

  async remember(belonging: Belonging | null): Promise<void> {
    await this.#ask(() => set('belonging', belonging, this.#store));
  }

  async #ask<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      throw explainStorage(error);
    }
  }
}

async function newDeviceKeys(sha256: Sha256): Promise<DeviceKeys> {
  const pair = await generateEd25519(false);
  const publicKey = await rawPublicKey(pair.publicKey);
  return { device: deviceIdOf(sha256, publicKey), publicKey, privateKey: pair.privateKey };
}

/** Throws when asked to sign with a key that is locked. */
export function signerOf({ publicKey, privateKey }: DeviceKeys): Signer {
  return {
    publicKey,
    sign: async (message) => {
      if (privateKey === null) throw new Error('the key is locked');
      return new Uint8Array(await crypto.subtle.sign(ED25519, privateKey, ownBuffer(message)));
    },
  };
}

/** WebCrypto's Ed25519 (the one verifier family, shared/commit/seal.ts); imported keys are kept. */
export function webCryptoVerifier(): Verifier {
  const imported = new Map<string, Promise<CryptoKey>>();
  return async (publicKey, message, signature) => {
    if (!isSoundPublicKey(publicKey)) return false;
    const name = toBase64url(publicKey);
    let key = imported.get(name);
    if (key === undefined) {
      key = crypto.subtle.importKey('raw', ownBuffer(publicKey), ED25519, false, ['verify']);
      imported.set(name, key);
    }
    return crypto.subtle.verify(ED25519, await key, ownBuffer(signature), ownBuffer(message));
  };
}

/** A key pair that leaves this device on paper or in a link: extractable on purpose, never stored. */
export interface PortableKeyPair extends Signer {
  /** The 32-byte seed. */
  readonly secret: Uint8Array;
}

export async function newPortableKeys(): Promise<PortableKeyPair> {
  const pair = await generateEd25519(true);
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  return portable(pair.privateKey, await rawPublicKey(pair.publicKey), pkcs8.slice(-32));
}

/** PKCS #8 wrapping of a bare Ed25519 seed (RFC 8410 §7). */
const PKCS8_HEAD = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);

/** The pair of a seed read from paper or link; `null` when it is no 32-byte seed. */
export async function portableKeysOf(secret: Uint8Array, publicKey: Uint8Array): Promise<PortableKeyPair | null> {
  if (secret.length !== 32 || !isSoundPublicKey(publicKey)) return null;
  const pkcs8 = new Uint8Array([...PKCS8_HEAD, ...secret]);
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, ED25519, false, ['sign']);
  return portable(key, publicKey, secret);
}

/** The pair of a seed alone, as words on paper give it; WebCrypto works out the public half. */
export async function portableKeysOfSeed(secret: Uint8Array): Promise<PortableKeyPair> {
  const pkcs8 = new Uint8Array([...PKCS8_HEAD, ...secret]);
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, ED25519, true, ['sign']);
  const { x } = await crypto.subtle.exportKey('jwk', key);
  const publicKey = fromBase64url(x ?? '');
  if (publicKey === null) throw new Error('no public half');
  return portable(key, publicKey, secret);
}

function portable(key: CryptoKey, publicKey: Uint8Array, secret: Uint8Array): PortableKeyPair {
  return {
    publicKey,
    secret,
    sign: async (message) => new Uint8Array(await crypto.subtle.sign(ED25519, key, ownBuffer(message))),
  };
}

export async function generateEd25519(extractable: boolean): Promise<CryptoKeyPair> {
  const pair = await crypto.subtle.generateKey(ED25519, extractable, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('no key pair');
  return pair;
}

export async function rawPublicKey(key: CryptoKey): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.exportKey('raw', key));
}

/** WebCrypto takes views over plain buffers only, not over shared memory. */
function ownBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}
