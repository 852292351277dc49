/**
 * Text in GB18030, which Chinese printers read (PRINT-9). No platform encodes it (TextEncoder knows UTF-8 alone), every
 * browser and Node decode it: the table is the decoder turned around, made once in a few milliseconds. That keeps 60 KB
 * of tables out of what a till downloads, and cannot disagree with how the importer reads.
 */
import { printable } from './columns.ts';

/** Reads GB18030; what is no character comes out as U+FFFD or several characters. */
export type DecodeGb18030 = (bytes: Uint8Array) => string;
export type EncodeText = (text: string) => Uint8Array;

const QUESTION = 0x3f;
const UNKNOWN = '\ufffd';

export function gb18030Encoder(decode: DecodeGb18030): EncodeText {
  let table: Table | null = null;
  return (text) => {
    table ??= buildTable(decode);
    const bytes: number[] = [];
    for (const char of printable(text)) writeChar(char.codePointAt(0) ?? QUESTION, table, bytes);
    return Uint8Array.from(bytes);
  };
}

interface Table {
  /** By code point: two bytes as one number, 0 = none. */
  readonly pairs: Uint16Array;
  /** By code point: 1 + number of the four-byte code, counted from 81308130. */
  readonly fours: Uint16Array;
}

const LEADS = { first: 0x81, last: 0xfe };
const TRAILS = { first: 0x40, last: 0xfe };
const FOUR_BYTE_CODES = 39_420;

function buildTable(decode: DecodeGb18030): Table {
  const pairs = new Uint16Array(0x10000);
  for (let lead = LEADS.first; lead <= LEADS.last; lead++) {
    for (let trail = TRAILS.first; trail <= TRAILS.last; trail++) {
      if (trail === 0x7f) continue;
      const at = onlyCharacter(decode(Uint8Array.of(lead, trail)));
      if (at !== null && at > 0x7f && pairs[at] === 0) pairs[at] = (lead << 8) | trail;
    }
  }
  const fours = new Uint16Array(0x10000);
  for (let number = 0; number < FOUR_BYTE_CODES; number++) {
    const at = onlyCharacter(decode(Uint8Array.from(fourBytes(number))));
    if (at !== null && pairs[at] === 0 && fours[at] === 0) fours[at] = number + 1;
  }
  return { pairs, fours };
}

/** Code point of a text that is one character of the basic plane. */
function onlyCharacter(text: string): number | null {
  return text.length === 1 && text !== UNKNOWN ? text.charCodeAt(0) : null;
}

/** The four bytes that count 10 · 126 · 10 from 81 30 81 30. */
function fourBytes(number: number, lead = 0x81): readonly number[] {
  const byte = (place: number, of: number): number => Math.floor(number / place) % of;
  return [lead + Math.floor(number / 12_600), 0x30 + byte(1260, 10), 0x81 + byte(10, 126), 0x30 + byte(1, 10)];
}

function writeChar(code: number, { pairs, fours }: Table, bytes: number[]): void {
  if (code < 0x80) bytes.push(code);
  else if (code >= 0x10000) bytes.push(...fourBytes(code - 0x10000, 0x90));
  else {
    const pair = pairs[code] ?? 0;
    const four = fours[code] ?? 0;
    if (pair !== 0) bytes.push(pair >> 8, pair & 0xff);
    else if (four !== 0) bytes.push(...fourBytes(four - 1));
    else bytes.push(QUESTION);
  }
}
