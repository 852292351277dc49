/**
 * Any file of goods → a table: the same way in the browser's worker and at the command line. What the platform must do
 * (decode, inflate, load the spreadsheet library) is passed in.
 */
import { err } from '../foundation/result.ts';
import type { Decode, TextEncoding } from './encodings.ts';
import { detectFileKind } from './file-kind.ts';
import { readTable } from './read-table.ts';
import { type Table, type TableResult, tableError } from './table.ts';
import { type Inflate, unpackWorkbook } from './unpack-workbook.ts';
import type { ReadWorkbook } from './workbook.ts';

export interface FilePlatform {
  readonly decode: Decode;
  readonly inflate: Inflate;
  /** Called only for workbooks: the library is large, and so are the code pages that old ones need. */
  readonly loadReader: (kind: 'xlsx' | 'xls') => Promise<ReadWorkbook>;
}

/** What a person said instead of what was guessed; each one skips its guess. */
export interface ReadOverrides {
  readonly encoding?: TextEncoding;
  readonly separator?: string;
  readonly sheet?: string;
  /** row number of the header, null for "there is none" */
  readonly headerRow?: number | null;
}

/** Reads a file. Every fault of the file is an `Err`. */
export async function openFile(
  bytes: Uint8Array<ArrayBuffer>,
  overrides: ReadOverrides,
  { decode, inflate, loadReader }: FilePlatform,
): Promise<TableResult<Table>> {
  const kind = detectFileKind(bytes);
  if (!kind.ok) return kind;
  if (kind.value === 'csv') return readTable(bytes, { ...overrides, decode, readWorkbook: () => 'unreadable' });
  const unpacked = kind.value === 'xlsx' ? await unpackWorkbook(bytes, inflate) : bytes;
  if (unpacked === null) return err(tableError('workbook-unreadable'));
  return readTable(unpacked, { ...overrides, decode, readWorkbook: await loadReader(kind.value) });
}
