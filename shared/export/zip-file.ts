/**
 * A ZIP (APPNOTE 4.3) of entries that are deflated already. Names are ASCII; no entry passes 4 GiB. Dates are fixed, so
 * that the same content is the same file.
 */
import { utf8 } from '../foundation/bytes.ts';

export interface PackedEntry {
  readonly path: string;
  readonly packed: Uint8Array;
  /** Of the content before it was packed. */
  readonly size: number;
  readonly crc: number;
}

/** 1980-01-01, the first day a ZIP can name. */
const DATE = 0x21;

export function zipFile(entries: readonly PackedEntry[]): Uint8Array<ArrayBuffer> {
  const names = entries.map(({ path }) => utf8(path));
  const size = entries.reduce((sum, { packed }, at) => sum + 76 + 2 * (names[at]?.length ?? 0) + packed.length, 22);
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  const starts: number[] = [];
  let at = 0;
  entries.forEach((entry, index) => {
    const name = names[index] ?? new Uint8Array();
    starts.push(at);
    view.setUint32(at, 0x04034b50, true);
    writeFacts(view, at + 4, entry, name.length);
    file.set(name, at + 30);
    file.set(entry.packed, at + 30 + name.length);
    at += 30 + name.length + entry.packed.length;
  });
  const directory = at;
  entries.forEach((entry, index) => {
    const name = names[index] ?? new Uint8Array();
    view.setUint32(at, 0x02014b50, true);
    view.setUint16(at + 4, 20, true);
    writeFacts(view, at + 6, entry, name.length);
    view.setUint32(at + 42, starts[index] ?? 0, true);
    file.set(name, at + 46);
    at += 46 + name.length;
  });
  view.setUint32(at, 0x06054b50, true);
  view.setUint16(at + 8, entries.length, true);
  view.setUint16(at + 10, entries.length, true);
  view.setUint32(at + 12, at - directory, true);
  view.setUint32(at + 16, directory, true);
  return file;
}

/** Version, flags, method, time, date, CRC, sizes and length of the name stand in this order in both kinds of header. */
function writeFacts(view: DataView, at: number, entry: PackedEntry, nameLength: number): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 4, 8, true);
  view.setUint16(at + 8, DATE, true);
  view.setUint32(at + 10, entry.crc, true);
  view.setUint32(at + 14, entry.packed.length, true);
  view.setUint32(at + 18, entry.size, true);
  view.setUint16(at + 22, nameLength, true);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** CRC-32 of ISO 3309, continued from `before`. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let value = ~before;
  for (let i = 0; i < bytes.length; i++) value = (TABLE[(value ^ (bytes[i] ?? 0)) & 255] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}
