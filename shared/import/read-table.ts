/**
 * The first half of an import: bytes → `Table`. Kind by content, encoding over the whole file, separator, sheet, header.
 * Everything guessed is named in the result and can be overridden by reading again with the option set.
 */
import { err, ok } from '../foundation/result.ts';
import type { Decode, TextEncoding } from './encodings.ts';
import { detectFileKind } from './file-kind.ts';
import { findHeader } from './header.ts';
import { readSeparatedText } from './separated-text.ts';
import { chooseSeparator } from './separator.ts';
import {
  columnLetters,
  MAX_COLUMNS,
  MAX_ROWS,
  type Table,
  type TableResult,
  type TableRow,
  type TableSource,
  tableError,
} from './table.ts';
import { decodeText } from './text-encoding.ts';
import { isFilled, type ReadWorkbook, readSheet } from './workbook.ts';

export interface ReadOptions {
  readonly decode: Decode;
  readonly readWorkbook: ReadWorkbook;
  /** overrides; each one skips the guess it stands for */
  readonly encoding?: TextEncoding;
  readonly separator?: string;
  readonly sheet?: string;
  /** row number of the header, null for "there is none" */
  readonly headerRow?: number | null;
}

/** Reads a file into a table; every fault of the file is an `Err`, nothing is thrown. */
export function readTable(bytes: Uint8Array, options: ReadOptions): TableResult<Table> {
  const kind = detectFileKind(bytes);
  if (!kind.ok) return kind;
  if (kind.value === 'csv') return readText(bytes, options);
  const choice = readSheet(bytes, options.readWorkbook, options.sheet);
  if (!choice.ok) return choice;
  const { sheet, sheets, rows } = choice.value;
  return ok(underHeader(rows, { kind: kind.value, sheet, sheets }, options.headerRow));
}

function readText(bytes: Uint8Array, options: ReadOptions): TableResult<Table> {
  const decoded = decodeText(bytes, options.decode, options.encoding);
  if (!decoded.ok) return decoded;
  const { text, encoding, guessed } = decoded.value;
  const { separator, bodyAt } = chooseSeparator(text, options.separator);
  const read: readonly TableRow[] = readSeparatedText(text.slice(bodyAt), separator, MAX_ROWS + 2);
  const rows = read.filter((row) => row.damage !== undefined || row.cells.some(isFilled));
  if (rows.length === 0) return err(tableError('empty-file'));
  if (rows.length > MAX_ROWS + 1) return err(tableError('too-many-rows', { limit: MAX_ROWS }));
  if (rows.some((row) => row.cells.length > MAX_COLUMNS)) {
    return err(tableError('too-many-columns', { limit: MAX_COLUMNS }));
  }
  return ok(underHeader(rows, { kind: 'csv', encoding, encodingGuessed: guessed, separator }, options.headerRow));
}

function underHeader(rows: readonly TableRow[], source: TableSource, wanted: number | null | undefined): Table {
  const header = wanted === undefined ? findHeader(rows) : (rows.find((row) => row.row === wanted) ?? null);
  const body = header === null ? rows : rows.filter((row) => row.row > header.row);
  let width = header?.cells.length ?? 0;
  for (const row of body) width = Math.max(width, row.cells.length);
  const headers: string[] = [];
  for (let column = 0; column < width; column++) {
    const text = header === null ? '' : headingText(header, column);
    headers.push(text === '' ? columnLetters(column) : text);
  }
  return { source, headerRow: header?.row ?? null, headers, rows: body };
}

function headingText(header: TableRow, column: number): string {
  const cell = header.cells[column] ?? '';
  return (typeof cell === 'string' ? cell : cell.shown).replace(/[\p{Cf}\p{Cc}]/gu, '').trim();
}
