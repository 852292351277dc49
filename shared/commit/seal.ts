/**
 * The seal: an Ed25519 signature over (shop, feed, seq, head). Every commit is sealed when made; one seal vouches for
 * all of the chain before it, so only the last of a run need be kept.
 *
 * Signer and verifier are passed in and must be of one family (WebCrypto or node:crypto): others disagree on crafted
 * signatures. Public keys of small order or not in canonical form are refused here, before any verifier sees them.
 */
import { concatBytes, equalBytes, fromHex, utf8 } from '../foundation/bytes.ts';
import type { FeedId, ShopId } from '../foundation/ids.ts';
import { shopBytes } from './chain.ts';

export const SEAL_BYTES = 64;
export const PUBLIC_KEY_BYTES = 32;

export interface Signer {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Promise<Uint8Array>;
}
export type Verifier = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean>;

/** `hecang seal 1` ‖ shop (32) ‖ length of feed (1) ‖ feed ‖ seq (8, big-endian) ‖ head (32). */
export function sealMessage(shop: ShopId, feed: FeedId, seq: number, head: Uint8Array): Uint8Array {
  const feedBytes = utf8(feed);
  return concatBytes(
    utf8('hecang seal 1'),
    shopBytes(shop),
    Uint8Array.of(feedBytes.length),
    feedBytes,
    uint64(seq),
    head,
  );
}

export function uint64(value: number): Uint8Array {
  const out = new Uint8Array(8);
  let rest = value;
  for (let i = 7; i >= 0; i--) {
    out[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return out;
}

/** y-coordinates of the points of small order, in their canonical and non-canonical encodings (sign bit cleared). */
const SMALL_ORDER = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].map((hex) => fromHex(hex) ?? new Uint8Array(0));

/** True for a 32-byte key whose y is below 2^255 − 19 and that is no point of small order. */
export function isSoundPublicKey(key: Uint8Array): boolean {
  if (key.length !== PUBLIC_KEY_BYTES) return false;
  // Not `slice`: Node's Buffer would hand out the same memory, and the caller's key would change.
  const y = Uint8Array.from(key);
  y[31] = (y[31] ?? 0) & 0x7f;
  if (SMALL_ORDER.some((point) => equalBytes(point, y))) return false;
  const nearTop = y[31] === 0x7f && y.subarray(1, 31).every((byte) => byte === 0xff);
  return !(nearTop && (y[0] ?? 0) >= 0xed);
}
