/**
 * Phone numbers as they are looked up: cleaned, and as a tag, HMAC-SHA-256 (RFC 2104) under a key that stands where only
 * those who may view customers see it. A tag is 16 bytes as base64url. Numbers are few: whoever has the key can try them
 * all, so a tag keeps numbers from those without the document, and off everybody's screen, no more.
 */
import { concatBytes, toBase64url, utf8 } from '../foundation/bytes.ts';

export type Sha256 = (bytes: Uint8Array) => Uint8Array;

const BLOCK = 64;

function hmac(sha256: Sha256, key: Uint8Array, message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(BLOCK);
  padded.set(key.length > BLOCK ? sha256(key) : key);
  const inner = sha256(
    concatBytes(
      padded.map((byte) => byte ^ 0x36),
      message,
    ),
  );
  return sha256(
    concatBytes(
      padded.map((byte) => byte ^ 0x5c),
      inner,
    ),
  );
}

/** Digits alone, without a Chinese country code; `null` for what is no phone number. */
export function cleanPhone(text: string): string | null {
  const plain = text.replace(/[\s().-]/g, '').replace(/^(\+|00)86(?=1\d{10}$)/, '');
  return /^\+?\d{6,15}$/.test(plain) ? plain : null;
}

export const phoneTail = (phone: string): string => phone.replace(/\D/g, '').slice(-4);

/** `138****1234` */
export const maskPhone = (phone: string): string =>
  phone.length < 8 ? `****${phone.slice(-4)}` : `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** `what` keeps tags of phones and of PINs apart. `key`: 43 random letters, as they stand. */
function tag(sha256: Sha256, key: string, what: string): string {
  return toBase64url(hmac(sha256, utf8(key), utf8(what)).subarray(0, 16));
}

export const phoneTag = (sha256: Sha256, key: string, phone: string): string => tag(sha256, key, `phone ${phone}`);

/** A PIN is the member's: the same digits of two members have different tags. */
export const pinTag = (sha256: Sha256, key: string, member: string, pin: string): string =>
  tag(sha256, key, `pin ${member} ${pin}`);
