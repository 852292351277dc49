/**
 * The table of contents of a ZIP (APPNOTE 4.3.12), read before anything is unpacked: names, sizes, where the data lies.
 * Sizes are what the file *claims*; whoever unpacks must hold it to them.
 */

export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated */
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: number;
  readonly size: number;
  /** offset of the packed bytes */
  readonly dataAt: number;
}

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;

/** All entries, or null where the directory is broken or longer than `maxEntries`. */
export function readZipDirectory(bytes: Uint8Array, maxEntries: number): ZipEntry[] | null {
  const end = findDirectoryEnd(bytes);
  if (end < 0) return null;
  const count = u16(bytes, end + 10);
  if (count > maxEntries) return null;
  const entries: ZipEntry[] = [];
  let at = u32(bytes, end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || u32(bytes, at) !== DIRECTORY_ENTRY) return null;
    const nameLength = u16(bytes, at + 28);
    const local = u32(bytes, at + 42);
    if (local + 30 > bytes.length || u32(bytes, local) !== LOCAL_HEADER) return null;
    const dataAt = local + 30 + u16(bytes, local + 26) + u16(bytes, local + 28);
    const packed = u32(bytes, at + 20);
    if (dataAt + packed > bytes.length) return null;
    entries.push({
      name: asciiAt(bytes, at + 46, nameLength),
      method: u16(bytes, at + 10),
      encrypted: (u16(bytes, at + 8) & 1) === 1,
      packed,
      size: u32(bytes, at + 24),
      dataAt,
    });
    at += 46 + nameLength + u16(bytes, at + 30) + u16(bytes, at + 32);
  }
  return entries;
}

function findDirectoryEnd(bytes: Uint8Array): number {
  const lowest = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= lowest; at--) if (u32(bytes, at) === DIRECTORY_END) return at;
  return -1;
}

const u16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) + u16(bytes, at + 2) * 0x10000;

function asciiAt(bytes: Uint8Array, at: number, length: number): string {
  let text = '';
  for (let i = at; i < Math.min(at + length, bytes.length); i++) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}
