/**
 * The hash chain of a feed (design.md §2):
 *
 *   head(0) = SHA-256(shop ‖ feed)      head(n) = SHA-256(head(n-1) ‖ header text)
 *
 * shop = 32 raw bytes, feed and header = UTF-8. A commit's hash is its head. Changing, dropping or moving anything
 * changes every head after it.
 */
import { base64urlCode, concatBytes, fromBase64url, toBase64url, utf8 } from '../foundation/bytes.ts';
import type { DeviceId, FeedId, HashText, ShopId } from '../foundation/ids.ts';

/** Synchronous SHA-256 of bytes to 32 bytes; node:crypto or hash-wasm, passed in. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** head(n) from head(n-1) and the header's text, where the platform does that in one step (node: in half the time). */
export type ChainHash = (head: Uint8Array, header: string) => Uint8Array;

/** SHA-256 of a text's UTF-8, base64url, where the platform does that in one step. */
export type TextHash = (text: string) => HashText;

/** A text's hash and how many bytes its UTF-8 has, of which both are wanted at once. */
export interface MeasuredText {
  readonly hash: HashText;
  readonly bytes: number;
}

export function chainStart(sha256: Sha256, shop: ShopId, feed: FeedId): Uint8Array {
  return sha256(concatBytes(shopBytes(shop), utf8(feed)));
}

export function chainNext(sha256: Sha256, head: Uint8Array, headerBytes: Uint8Array): Uint8Array {
  return sha256(concatBytes(head, headerBytes));
}

export function hashTextOf(digest: Uint8Array): HashText {
  return toBase64url(digest) as HashText;
}

/** SHA-256 of a text, base64url. */
export function hashOfText(sha256: Sha256, text: string): HashText {
  return hashTextOf(sha256(utf8(text)));
}

/**
 * The 16 bytes of a head by which deps, listings and frontiers name it, base64url (22 characters). `start`: where the
 * head begins in `bytes`. Every commit is named so several times: letter by letter into one flat text takes half of what
 * `toBase64url` does, whose table of pairs is larger than a processor's nearest memory.
 */
export function hash16Of(bytes: Uint8Array, start = 0): string {
  const three = (at: number): number =>
    ((bytes[start + at] ?? 0) << 16) | ((bytes[start + at + 1] ?? 0) << 8) | (bytes[start + at + 2] ?? 0);
  const a = three(0);
  const b = three(3);
  const c = three(6);
  const d = three(9);
  const e = three(12);
  const f = bytes[start + 15] ?? 0;
  // biome-ignore format: a row for every three bytes
  return String.fromCharCode(
    base64urlCode(a >> 18), base64urlCode(a >> 12), base64urlCode(a >> 6), base64urlCode(a),
    base64urlCode(b >> 18), base64urlCode(b >> 12), base64urlCode(b >> 6), base64urlCode(b),
    base64urlCode(c >> 18), base64urlCode(c >> 12), base64urlCode(c >> 6), base64urlCode(c),
    base64urlCode(d >> 18), base64urlCode(d >> 12), base64urlCode(d >> 6), base64urlCode(d),
    base64urlCode(e >> 18), base64urlCode(e >> 12), base64urlCode(e >> 6), base64urlCode(e),
    base64urlCode(f >> 2), base64urlCode(f << 4),
  );
}

/** A shop's id: SHA-256 of the text of the policy part of its first commit. */
export function shopIdOf(sha256: Sha256, genesisPart: string): ShopId {
  return hashOfText(sha256, genesisPart) as string as ShopId;
}

/** A device's id: the first 18 bytes of SHA-256(raw Ed25519 public key). */
export function deviceIdOf(sha256: Sha256, publicKey: Uint8Array): DeviceId {
  return toBase64url(sha256(publicKey).subarray(0, 18)) as DeviceId;
}

export function shopBytes(shop: ShopId): Uint8Array {
  const bytes = fromBase64url(shop);
  if (bytes === null || bytes.length !== 32) throw new Error('not a shop id');
  return bytes;
}
