/**
 * Workbooks as the importer sees them. The library that opens xlsx and xls is passed in as a `ReadWorkbook`, so that this
 * folder stays free of it; it must hand over value *and* number format *and* displayed text of each cell.
 */
import { err, ok } from '../foundation/result.ts';
import { type Cell, MAX_COLUMNS, MAX_ROWS, type TableResult, type TableRow, tableError } from './table.ts';

export interface SheetRow {
  /** spreadsheet row, from 1 */
  readonly row: number;
  readonly cells: readonly Cell[];
}
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly SheetRow[];
}
export type WorkbookFailure = 'locked' | 'unreadable';

/** Opens a workbook; takes at most `maxRows` rows a sheet. Must answer a failure instead of throwing where it can. */
export type ReadWorkbook = (bytes: Uint8Array, maxRows: number) => readonly Sheet[] | WorkbookFailure;

export interface SheetChoice {
  readonly sheet: string;
  readonly sheets: readonly string[];
  readonly rows: readonly TableRow[];
}

/** Opens the workbook and takes the wanted sheet, else the first visible one that holds anything. */
export function readSheet(bytes: Uint8Array, read: ReadWorkbook, wanted?: string): TableResult<SheetChoice> {
  let sheets: readonly Sheet[] | WorkbookFailure;
  try {
    sheets = read(bytes, MAX_ROWS + 2);
  } catch {
    // The library is foreign and the file hostile: whatever it throws means one thing, the workbook cannot be read.
    return err(tableError('workbook-unreadable'));
  }
  if (sheets === 'locked') return err(tableError('workbook-locked'));
  if (sheets === 'unreadable') return err(tableError('workbook-unreadable'));
  const named = sheets.find((sheet) => sheet.name === wanted);
  const filled = sheets.filter((sheet) => sheet.rows.some((row) => row.cells.some(isFilled)));
  const chosen = named ?? filled.find((sheet) => !sheet.hidden) ?? filled[0];
  if (chosen === undefined) return err(tableError('empty-file'));
  const rows = chosen.rows.filter((row) => row.cells.some(isFilled));
  if (rows.length > MAX_ROWS + 1) return err(tableError('too-many-rows', { limit: MAX_ROWS }));
  if (rows.some((row) => row.cells.length > MAX_COLUMNS)) {
    return err(tableError('too-many-columns', { limit: MAX_COLUMNS }));
  }
  return ok({ sheet: chosen.name, sheets: sheets.map((sheet) => sheet.name), rows });
}

export const isFilled = (cell: Cell): boolean => (typeof cell === 'string' ? cell.trim() !== '' : true);
