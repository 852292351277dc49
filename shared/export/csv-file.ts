/**
 * CSV as every spreadsheet opens it, Chinese Excel too: UTF-8 with byte order mark, CRLF, quotes where needed. No cell
 * begins with what a spreadsheet runs as a formula, headings included.
 */
import { guardText } from './guard-text.ts';
import type { Sheet, SheetColumn } from './sheet.ts';

/** The file in pieces of one row each. */
export function* csvPieces(sheet: Sheet): IterableIterator<string> {
  yield `\u{FEFF}${line(sheet.columns.map(({ heading }) => cell(heading, 'text')))}`;
  for (const row of sheet.rows) yield line(sheet.columns.map(({ kind }, at) => cell(row[at] ?? '', kind)));
}

const line = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

/** A plain negative number is no formula. */
const isNumber = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text);

function cell(text: string, kind: SheetColumn['kind']): string {
  const safe = kind === 'number' && isNumber(text) ? text : guardText(text);
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
