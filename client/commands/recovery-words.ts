/**
 * The recovery key on paper: 24 Chinese words (BIP 39's simplified list, by @scure/bip39; each word is one character) for
 * the eye, and a text for a QR code. The key is made, shown and forgotten; nothing of its private half is ever stored.
 * The code also names the shop and the relay's address, which words cannot.
 */
import { entropyToMnemonic, mnemonicToEntropy, validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/simplified-chinese.js';
import { fromBase64url, fromUtf8, toBase64url, utf8 } from '../../shared/foundation/bytes.ts';
import type { ShopId } from '../../shared/foundation/ids.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';

const CODE_HEAD = 'hecang-recovery-1';
export const WORDS_ON_PAPER = 24;

export function recoveryWords(secret: Uint8Array): readonly string[] {
  return entropyToMnemonic(secret, wordlist).split(' ');
}

/** What is wrong with words as typed; `word` and `place` (from 1) of the first that is not in the list. */
export type WordsProblem =
  | { readonly code: 'recovery-word'; readonly word: string; readonly place: number }
  | { readonly code: 'recovery-count'; readonly count: number }
  | { readonly code: 'recovery-checksum' };

/** The 32 bytes of words as typed, spaced and punctuated as you like. */
export function readWords(text: string): Result<Uint8Array, WordsProblem> {
  const words = [...text.normalize('NFKD')].filter((letter) => !/[\s\p{P}\d]/u.test(letter));
  const strange = words.findIndex((word) => !wordlist.includes(word));
  if (strange >= 0) return err({ code: 'recovery-word', word: words[strange] ?? '', place: strange + 1 });
  if (words.length !== WORDS_ON_PAPER) return err({ code: 'recovery-count', count: words.length });
  const mnemonic = words.join(' ');
  if (!validateMnemonic(mnemonic, wordlist)) return err({ code: 'recovery-checksum' });
  return ok(mnemonicToEntropy(mnemonic, wordlist));
}

/** Words that are this character or are read like it, at most `most`; `sounds` reads a word as pinyin ('' when it can't). */
export function wordsLike(typed: string, sounds: (word: string) => string, most: number): readonly string[] {
  const text = typed.trim().toLowerCase();
  if (text === '') return [];
  if (wordlist.includes(text)) return [text];
  if (!/^[a-zü]+$/.test(text)) return [];
  const exact: string[] = [];
  const longer: string[] = [];
  for (const word of wordlist) {
    const sound = sounds(word);
    if (sound === text) exact.push(word);
    else if (sound.startsWith(text)) longer.push(word);
  }
  return [...exact, ...longer].slice(0, most);
}

export interface RecoveryCode {
  readonly shop: string;
  readonly secret: Uint8Array;
  /** Origin of the relay that the shop was founded at; '' when there was none. */
  readonly origin: string;
}

export function recoveryCode(shop: ShopId, secret: Uint8Array, origin: string): string {
  return [CODE_HEAD, shop, toBase64url(secret), toBase64url(utf8(origin))].join(':');
}

/** `null` for a text that is no recovery code; one without an address is good as well. */
export function readCode(code: string): RecoveryCode | null {
  const [head, shop = '', text = '', address = ''] = code.trim().split(':');
  const secret = fromBase64url(text);
  const bytes = fromBase64url(address);
  if (head !== CODE_HEAD || secret?.length !== 32) return null;
  const origin = bytes === null ? '' : (fromUtf8(bytes) ?? '');
  return { shop, secret, origin: /^https?:\/\/[^/\s]+$/.test(origin) ? origin : '' };
}

export const isCode = (text: string): boolean => text.trim().startsWith(`${CODE_HEAD}:`);
