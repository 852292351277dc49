/**
 * The recovery key on paper: 24 Chinese words (BIP 39's simplified list, by @scure/bip39) for the eye, and a text for a
 * QR code. The key is made, shown and forgotten; nothing of its private half is ever stored.
 */
import { entropyToMnemonic, mnemonicToEntropy, validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/simplified-chinese.js';
import { fromBase64url, toBase64url } from '../../shared/foundation/bytes.ts';
import type { ShopId } from '../../shared/foundation/ids.ts';

const CODE_HEAD = 'hecang-recovery-1';

export function recoveryWords(secret: Uint8Array): readonly string[] {
  return entropyToMnemonic(secret, wordlist).split(' ');
}

/** The 32 bytes of words as typed (spaces as you like); `null` when a word or the checksum is wrong. */
export function secretOfWords(text: string): Uint8Array | null {
  const words = [...text.normalize('NFKD')].filter((letter) => letter.trim() !== '').join(' ');
  return validateMnemonic(words, wordlist) ? mnemonicToEntropy(words, wordlist) : null;
}

export function recoveryCode(shop: ShopId, secret: Uint8Array): string {
  return `${CODE_HEAD}:${shop}:${toBase64url(secret)}`;
}

export function secretOfCode(code: string): { readonly shop: string; readonly secret: Uint8Array } | null {
  const [head, shop = '', text = ''] = code.trim().split(':');
  const secret = fromBase64url(text);
  return head === CODE_HEAD && secret?.length === 32 ? { shop, secret } : null;
}
