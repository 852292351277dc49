/**
 * Bytes to text without a single replacement character. The encoding is decided over the *whole* file (the first 8 KiB
 * may be pure ASCII) and can be overridden; the decoder is passed in, since this folder knows no TextDecoder.
 *
 * `gb18030` is asked for and never `gbk`: Node's `gbk` breaks four-byte characters, and gb18030 contains all of GBK.
 */
import { err, ok } from '../foundation/result.ts';
import { firstInvalidUtf8, gb18030Length, lineOf, scanGb18030, utf16ByNuls } from './byte-patterns.ts';
import type { Decode, TextEncoding } from './encodings.ts';
import { type TableResult, tableError } from './table.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
  readonly guessed: boolean;
}

/** The most likely encoding. A mark wins; then UTF-8 if every byte fits; then GB18030, or Windows-1252 if it looks Western. */
export function detectEncoding(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const wide = utf16ByNuls(bytes);
  if (wide !== null) return wide;
  const utf8Stops = firstInvalidUtf8(bytes);
  if (utf8Stops < 0) return 'utf-8';
  const gb = scanGb18030(bytes);
  if (gb.invalidAt < 0) return gb.latinLike * 2 > gb.pairs ? 'windows-1252' : 'gb18030';
  // Neither fits: name the one that got further, so that the error points at the real damage.
  return utf8Stops > gb.invalidAt ? 'utf-8' : 'gb18030';
}

/** Decodes with the guessed or the wanted encoding; error `undecodable` names encoding, byte and line. */
export function decodeText(bytes: Uint8Array, decode: Decode, wanted?: TextEncoding): TableResult<DecodedText> {
  const encoding = wanted ?? detectEncoding(bytes);
  const text = decode(bytes, encoding, true);
  if (text === null) {
    const offset = firstUndecodable(bytes, decode, encoding);
    return err(tableError('undecodable', { encoding, byte: offset + 1, line: lineOf(bytes, offset) }));
  }
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return ok({ text: bare, encoding, guessed: wanted === undefined });
}

function firstUndecodable(bytes: Uint8Array, decode: Decode, encoding: TextEncoding): number {
  if (encoding === 'utf-8') return Math.max(0, firstInvalidUtf8(bytes));
  const cuts = sequenceStarts(bytes, encoding);
  let good = 0;
  let bad = cuts.length;
  // Prefixes that end between two characters decode until the first damage: halve the distance to it.
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decode(bytes.subarray(0, cuts[middle] ?? 0), encoding, true) === null) bad = middle;
    else good = middle;
  }
  return cuts[good] ?? 0;
}

/** Offsets at which characters begin, up to the first broken structure. */
function sequenceStarts(bytes: Uint8Array, encoding: TextEncoding): number[] {
  const starts: number[] = [];
  let i = 0;
  while (i < bytes.length) {
    starts.push(i);
    if (encoding === 'gb18030') {
      const length = gb18030Length(bytes, i);
      if (length === 0) break;
      i += length;
    } else if (encoding === 'big5') i += (bytes[i] ?? 0) < 0x80 ? 1 : 2;
    else if (encoding === 'windows-1252') i += 1;
    else i += 2;
  }
  return starts;
}
