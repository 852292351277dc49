/**
 * Byte forms: concatenation, base64url, hexadecimal, UTF-8. Pure, because shared/ has neither TextEncoder nor Buffer.
 *
 * Decoding is strict everywhere: one text has exactly one encoding, so a signed or hashed text can't be smuggled in
 * under a second spelling (padding, whitespace, stray bits, over-long or surrogate UTF-8 are all refused).
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUE_OF = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++) VALUE_OF[ALPHABET.charCodeAt(i)] = i;
/** The two letters of every 12 bits: half as many look-ups and joins as letter by letter. */
const PAIRS = Array.from({ length: 4096 }, (_, bits) => ALPHABET.charAt(bits >> 6) + ALPHABET.charAt(bits & 63));

export function concatBytes(...pieces: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  const out = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

const CODE_OF = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0));

/** Code of the letter for the lowest 6 bits. */
export function base64urlCode(bits: number): number {
  return CODE_OF[bits & 63] ?? 0;
}
/** The 6 bits of a letter's code, or -1. */
export function base64urlValue(code: number): number {
  return code < 128 ? (VALUE_OF[code] ?? -1) : -1;
}

/** Are all letters of this stretch base64url's? False when the text ends before it does. */
export function isBase64url(text: string, start: number, end: number): boolean {
  // Gathered, not branched on: a header has two hundred of them.
  let seen = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    seen |= (VALUE_OF[code & 127] ?? -1) | (code & -128);
  }
  return (seen & -64) === 0;
}

/** base64url without padding (RFC 4648 §5). */
export function toBase64url(bytes: Uint8Array): string {
  let out = '';
  const whole = bytes.length - (bytes.length % 3);
  for (let i = 0; i < whole; i += 3) {
    const b = bytes[i + 1] ?? 0;
    out += `${PAIRS[((bytes[i] ?? 0) << 4) | (b >> 4)]}${PAIRS[((b & 15) << 8) | (bytes[i + 2] ?? 0)]}`;
  }
  if (whole === bytes.length) return out;
  const a = bytes[whole] ?? 0;
  const b = bytes[whole + 1] ?? 0;
  out += PAIRS[(a << 4) | (b >> 4)];
  return whole + 1 === bytes.length ? out : out + ALPHABET.charAt((b & 15) << 2);
}

/** Strict inverse of {@link toBase64url}; `null` for anything that `toBase64url` would not have written. */
export function fromBase64url(text: string): Uint8Array | null {
  const rest = text.length % 4;
  if (rest === 1) return null;
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? (VALUE_OF[code] ?? -1) : -1;
    if (value < 0) return null;
    held = (held << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (held >> bits) & 255;
      held &= (1 << bits) - 1;
    }
  }
  return held === 0 ? out : null;
}

export function toHex(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += byte.toString(16).padStart(2, '0');
  return out;
}

/** Lower-case hexadecimal only; `null` otherwise. */
export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null;
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(text.slice(i * 2, i * 2 + 2), 16);
  return out;
}

/** Length of a well-formed text in UTF-8, without making the bytes. */
export function utf8Length(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) length += 1;
    else if (unit < 0x800) length += 2;
    else if (unit >= 0xd800 && unit < 0xdc00) {
      length += 4;
      i++;
    } else length += 3;
  }
  return length;
}

/** UTF-8 bytes of a text. A lone surrogate has no UTF-8 form: such a text is a programming error here and throws. */
export function utf8(text: string): Uint8Array {
  const out = new Uint8Array(utf8Length(text));
  if (writeUtf8(text, out, 0) < 0) throw new RangeError('lone surrogate');
  return out;
}

/** Writes a text's UTF-8 from `start` on, where there is room, and answers how many bytes it has; -1: it has no such form. */
export function writeUtf8(text: string, out: Uint8Array, start: number): number {
  let at = start;
  for (let i = 0; i < text.length; i++) {
    let point = text.charCodeAt(i);
    if (point >= 0xd800 && point <= 0xdfff) {
      const low = text.charCodeAt(i + 1);
      if (point >= 0xdc00 || !(low >= 0xdc00 && low <= 0xdfff)) return -1;
      point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
      i++;
    }
    if (point < 0x80) out[at++] = point;
    else {
      if (point < 0x800) out[at++] = 0xc0 | (point >> 6);
      else {
        if (point < 0x10000) out[at++] = 0xe0 | (point >> 12);
        else {
          out[at++] = 0xf0 | (point >> 18);
          out[at++] = 0x80 | ((point >> 12) & 63);
        }
        out[at++] = 0x80 | ((point >> 6) & 63);
      }
      out[at++] = 0x80 | (point & 63);
    }
  }
  return at - start;
}

/** True when the text has a UTF-8 form (no lone surrogates). */
export function isWellFormed(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const low = text.charCodeAt(i + 1);
    if (unit >= 0xdc00 || !(low >= 0xdc00 && low <= 0xdfff)) return false;
    i++;
  }
  return true;
}

/** Text of UTF-8 bytes; `null` for over-long forms, surrogates, truncation or anything beyond U+10FFFF. */
export function fromUtf8(bytes: Uint8Array): string | null {
  const pieces: string[] = [];
  const units: number[] = [];
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] ?? 0;
    let point = lead;
    let more = 0;
    let least = 0;
    if (lead < 0x80) more = 0;
    else if (lead >= 0xc2 && lead < 0xe0) [point, more, least] = [lead & 31, 1, 0x80];
    else if (lead >= 0xe0 && lead < 0xf0) [point, more, least] = [lead & 15, 2, 0x800];
    else if (lead >= 0xf0 && lead < 0xf5) [point, more, least] = [lead & 7, 3, 0x10000];
    else return null;
    if (i + more >= bytes.length) return null;
    for (let k = 1; k <= more; k++) {
      const next = bytes[i + k] ?? 0;
      if ((next & 0xc0) !== 0x80) return null;
      point = (point << 6) | (next & 63);
    }
    if (point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return null;
    if (point >= 0x10000) units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff));
    else units.push(point);
    i += more + 1;
    if (units.length >= 4096) pieces.push(String.fromCharCode(...units.splice(0)));
  }
  pieces.push(String.fromCharCode(...units));
  return pieces.join('');
}
