/**
 * Unpacks an xlsx with the platform's own inflater, passed in, and hands it on as a ZIP of stored entries. The spreadsheet
 * library brings an inflater that trusts the file: a false size makes it grow without bound, a cut stream makes it spin.
 * Here every entry is held to the size its directory claims, and the sum to a limit.
 */
import { MAX_UNPACKED_BYTES, MAX_ZIP_ENTRIES } from './file-kind.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';

/** Raw deflate → exactly `size` bytes; null where the stream is broken, shorter or longer. Never grows beyond `size`. */
export type Inflate = (packed: Uint8Array<ArrayBuffer>, size: number) => Promise<Uint8Array | null>;

/** Pictures and fonts of a workbook are not read, so they need not be unpacked. */
const IS_NEEDED = /\.(?:xml|rels|bin|vml)$/i;

/** The same workbook without compression, or null where an entry is not what the directory says. */
export async function unpackWorkbook(bytes: Uint8Array<ArrayBuffer>, inflate: Inflate): Promise<Uint8Array | null> {
  const entries = readZipDirectory(bytes, MAX_ZIP_ENTRIES);
  if (entries === null) return null;
  const unpacked: { name: string; data: Uint8Array }[] = [];
  let total = 0;
  for (const entry of entries) {
    if (!IS_NEEDED.test(entry.name)) continue;
    total += entry.size;
    if (total > MAX_UNPACKED_BYTES) return null;
    const data = await unpackEntry(bytes, entry, inflate);
    if (data === null) return null;
    unpacked.push({ name: entry.name, data });
  }
  return storedZip(unpacked);
}

async function unpackEntry(
  bytes: Uint8Array<ArrayBuffer>,
  entry: ZipEntry,
  inflate: Inflate,
): Promise<Uint8Array | null> {
  const packed = bytes.subarray(entry.dataAt, entry.dataAt + entry.packed);
  if (entry.method === 0) return packed.length === entry.size ? packed : null;
  return entry.method === 8 ? inflate(packed, entry.size) : null;
}

function storedZip(entries: readonly { readonly name: string; readonly data: Uint8Array }[]): Uint8Array {
  const size = entries.reduce((sum, { name, data }) => sum + 76 + 2 * name.length + data.length, 22);
  const zip = new Uint8Array(size);
  const view = new DataView(zip.buffer);
  const starts: number[] = [];
  let at = 0;
  for (const { name, data } of entries) {
    starts.push(at);
    view.setUint32(at, 0x04034b50, true);
    writeSizes(view, at + 18, data.length, name.length);
    writeAscii(zip, at + 30, name);
    zip.set(data, at + 30 + name.length);
    at += 30 + name.length + data.length;
  }
  const directory = at;
  entries.forEach(({ name, data }, index) => {
    view.setUint32(at, 0x02014b50, true);
    writeSizes(view, at + 20, data.length, name.length);
    view.setUint32(at + 42, starts[index] ?? 0, true);
    writeAscii(zip, at + 46, name);
    at += 46 + name.length;
  });
  view.setUint32(at, 0x06054b50, true);
  view.setUint16(at + 8, entries.length, true);
  view.setUint16(at + 10, entries.length, true);
  view.setUint32(at + 12, at - directory, true);
  view.setUint32(at + 16, directory, true);
  return zip;
}

/** Packed size, size and name length stand in this order in both kinds of header. */
function writeSizes(view: DataView, at: number, size: number, nameLength: number): void {
  view.setUint32(at, size, true);
  view.setUint32(at + 4, size, true);
  view.setUint16(at + 8, nameLength, true);
}

function writeAscii(zip: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) zip[at + i] = text.charCodeAt(i);
}
