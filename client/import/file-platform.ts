/** What the importer needs of the browser: its decoder, its inflater, and the spreadsheet library when a workbook comes. */
import type { Decode } from '../../shared/import/encodings.ts';
import type { FilePlatform } from '../../shared/import/open-file.ts';
import type { Inflate } from '../../shared/import/unpack-workbook.ts';
import type { ReadWorkbook } from '../../shared/import/workbook.ts';
import { workbookReader } from '../../shared/import/workbook-cells.ts';

/** Decodes all bytes; null where `fatal` and a sequence is undecodable. The byte order mark is taken off. */
export const decodeText: Decode = (bytes, encoding, fatal) => {
  try {
    return new TextDecoder(encoding, { fatal }).decode(bytes);
  } catch {
    // TextDecoder reports undecodable bytes by throwing a TypeError; here that is an answer.
    return null;
  }
};

export const inflateRaw: Inflate = async (packed, size) => {
  const data = new Uint8Array(size);
  let at = 0;
  try {
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      if (at + piece.value.length > size) {
        await reader.cancel();
        return null;
      }
      data.set(piece.value, at);
      at += piece.value.length;
    }
  } catch {
    // A broken stream rejects with a TypeError: the workbook is damaged.
    return null;
  }
  return at === size ? data : null;
};

/** Loads the library, in the import worker only, and returns the reader; workbooks before Excel 97 are in the code page of their country. */
export async function loadWorkbookReader(kind: 'xlsx' | 'xls'): Promise<ReadWorkbook> {
  const library = await import('@e965/xlsx');
  if (kind === 'xls') library.set_cptable(await import('@e965/xlsx/dist/cpexcel.full'));
  return workbookReader(library);
}

export const filePlatform: FilePlatform = { decode: decodeText, inflate: inflateRaw, loadReader: loadWorkbookReader };
