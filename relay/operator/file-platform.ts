/** What the importer needs of Node: its decoder, zlib held to a size, and the spreadsheet library when a workbook comes. */
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import type { FilePlatform } from '../../shared/import/open-file.ts';
import { workbookReader } from '../../shared/import/workbook-cells.ts';

const inflate = promisify(inflateRaw);

export const filePlatform: FilePlatform = {
  decode: (bytes, encoding, fatal) => {
    try {
      return new TextDecoder(encoding, { fatal }).decode(bytes);
    } catch {
      // TextDecoder reports undecodable bytes by throwing a TypeError; here that is an answer.
      return null;
    }
  },
  inflate: async (packed, size) => {
    try {
      const data = await inflate(packed, { maxOutputLength: Math.max(1, size) });
      return data.length === size ? data : null;
    } catch {
      // A stream that is broken, or longer than its directory says: the workbook is damaged.
      return null;
    }
  },
  loadReader: async (kind) => {
    const library = await import('@e965/xlsx');
    if (kind === 'xls') library.set_cptable(await import('@e965/xlsx/dist/cpexcel.full'));
    return workbookReader(library);
  },
};
