/**
 * Structure of encoded text, without tables: where a byte run stops being UTF-8 or GB18030, and how Latin it looks.
 * The whole file is walked, since Chinese may begin only in its last lines.
 */

/** Offset of the first byte that cannot be UTF-8 (RFC 3629: no overlong forms, no surrogates), or -1. */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  let i = 0;
  while (i < bytes.length) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) {
      i++;
      continue;
    }
    const extra =
      lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
    if (extra === 0) return i;
    const second = bytes[i + 1] ?? 0;
    const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) return i;
    for (let k = 2; k <= extra; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return i;
    i += extra + 1;
  }
  return -1;
}

/** Length of the GB18030 sequence at `at`: 1, 2 or 4, or 0 where its structure is broken. */
export function gb18030Length(bytes: Uint8Array, at: number): 0 | 1 | 2 | 4 {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead === 0x80 || lead === 0xff) return 0;
  const second = bytes[at + 1] ?? 0;
  if (second >= 0x30 && second <= 0x39) {
    const third = bytes[at + 2] ?? 0;
    const fourth = bytes[at + 3] ?? 0;
    return third >= 0x81 && third <= 0xfe && fourth >= 0x30 && fourth <= 0x39 ? 4 : 0;
  }
  return second >= 0x40 && second <= 0xfe && second !== 0x7f ? 2 : 0;
}

export interface Gb18030Scan {
  /** offset of the first broken sequence, or -1 */
  readonly invalidAt: number;
  /** sequences that read like a word of a Western language: accented letter glued to ASCII letters */
  readonly latinLike: number;
  readonly pairs: number;
}

/**
 * Walks the file as GB18030. `latinLike` tells `Stück` in Windows-1252 from Chinese: there each high byte is C0–FF and
 * stands between ASCII letters, while Chinese text mostly pairs two high bytes.
 */
export function scanGb18030(bytes: Uint8Array): Gb18030Scan {
  let pairs = 0;
  let latinLike = 0;
  let i = 0;
  while (i < bytes.length) {
    const length = gb18030Length(bytes, i);
    if (length === 0) return { invalidAt: i, latinLike, pairs };
    if (length > 1) {
      pairs++;
      if (length === 2 && (bytes[i] ?? 0) >= 0xc0 && isLetter(bytes[i + 1]) && isLetter(bytes[i - 1])) latinLike++;
    }
    i += length;
  }
  return { invalidAt: -1, latinLike, pairs };
}

const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

/** UTF-16 without a mark: ASCII digits and separators leave a NUL in every second byte. */
export function utf16ByNuls(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < bytes.length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const units = bytes.length / 2;
  if (odd * 10 > units && even * 20 < odd) return 'utf-16le';
  if (even * 10 > units && odd * 20 < even) return 'utf-16be';
  return null;
}

/** Line (from 1) on which a byte stands, for error messages. */
export function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset; i++) if (bytes[i] === 0x0a) line++;
  return line;
}
