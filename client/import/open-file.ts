/** Any file of goods → a table: what the platform must do (unpack, decode, load the library) around the pure reading. */
import { err } from '../../shared/foundation/result.ts';
import { detectFileKind } from '../../shared/import/file-kind.ts';
import { readTable } from '../../shared/import/read-table.ts';
import { type Table, type TableResult, tableError } from '../../shared/import/table.ts';
import type { ReadWorkbook } from '../../shared/import/workbook.ts';
import { decodeText } from './decode-text.ts';
import type { ReadOverrides } from './import-messages.ts';
import { unpackWorkbook } from './unpack-workbook.ts';

/** Reads a file; `loadReader` is called only for workbooks. Every fault of the file is an `Err`. */
export async function openFile(
  bytes: Uint8Array<ArrayBuffer>,
  overrides: ReadOverrides,
  loadReader: () => Promise<ReadWorkbook>,
): Promise<TableResult<Table>> {
  const kind = detectFileKind(bytes);
  if (!kind.ok) return kind;
  if (kind.value === 'csv')
    return readTable(bytes, { ...overrides, decode: decodeText, readWorkbook: () => 'unreadable' });
  const unpacked = kind.value === 'xlsx' ? await unpackWorkbook(bytes) : bytes;
  if (unpacked === null) return err(tableError('workbook-unreadable'));
  return readTable(unpacked, { ...overrides, decode: decodeText, readWorkbook: await loadReader() });
}
