/**
 * A table as the bytes of a file, in slices: 50,000 rows take seconds, and a sale or a scan in between must be answered.
 * Texts are encoded and deflated as they are made; never is the whole table in memory as text.
 */
import { csvPieces } from '../../shared/export/csv-file.ts';
import type { Sheet, SheetFormat } from '../../shared/export/sheet.ts';
import { xlsxParts } from '../../shared/export/xlsx-file.ts';
import { crc32, type PackedEntry, zipFile } from '../../shared/export/zip-file.ts';

export interface PackedSheet {
  readonly file: Uint8Array<ArrayBuffer>;
  readonly rows: number;
}

/** So many characters are encoded at once. */
const CHUNK = 64 * 1024;

/** `pause`: where work is to be interrupted; answers `null` where `cancelled` says so. */
export async function packSheet(
  sheet: Sheet,
  format: SheetFormat,
  pause: () => Promise<void> | null,
  cancelled: () => boolean = () => false,
): Promise<PackedSheet | null> {
  let rows = 0;
  const counted: Sheet = {
    ...sheet,
    rows: {
      *[Symbol.iterator]() {
        for (const row of sheet.rows) {
          rows++;
          yield row;
        }
      },
    },
  };
  if (format === 'csv') {
    const bytes = new ByteList();
    for await (const chunk of encoded(csvPieces(counted), pause)) {
      if (cancelled()) return null;
      bytes.add(chunk);
    }
    return { file: bytes.joined(), rows };
  }
  const entries: PackedEntry[] = [];
  for (const { path, pieces } of xlsxParts(counted)) {
    const entry = await deflated(path, encoded(pieces, pause), cancelled);
    if (entry === null) return null;
    entries.push(entry);
  }
  return { file: zipFile(entries), rows };
}

async function* encoded(
  pieces: Iterable<string>,
  pause: () => Promise<void> | null,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length >= CHUNK) {
      yield encoder.encode(text);
      text = '';
    }
    const waiting = pause();
    if (waiting !== null) await waiting;
  }
  if (text !== '') yield encoder.encode(text);
}

async function deflated(
  path: string,
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
  cancelled: () => boolean,
): Promise<PackedEntry | null> {
  const stream = new CompressionStream('deflate-raw');
  const packed = new ByteList();
  const reading = (async () => {
    const reader = stream.readable.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) packed.add(piece.value);
  })();
  const writer = stream.writable.getWriter();
  let crc = 0;
  let size = 0;
  for await (const chunk of chunks) {
    if (cancelled()) {
      await writer.abort();
      await reading.catch(() => undefined);
      return null;
    }
    crc = crc32(chunk, crc);
    size += chunk.length;
    await writer.write(chunk);
  }
  await writer.close();
  await reading;
  return { path, packed: packed.joined(), size, crc };
}

class ByteList {
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  add(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  joined(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.#length);
    let at = 0;
    for (const piece of this.#pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }
}
