/**
 * What a file is once it has been read: a table of cells that still know how the spreadsheet showed them.
 *
 * - A plain string is text. A number from a workbook keeps value, number format and the text on screen, because each of
 *   the three alone loses something: the value loses padded zeros, the text loses digits (6.93E+12).
 * - `row` is the number a spreadsheet shows: the header counts, a cell with line breaks is one row, `sep=` is none.
 * - Reading never throws: what a file may do wrong comes back as a `TableError`.
 */
import type { Result } from '../foundation/result.ts';
import type { TextEncoding } from './encodings.ts';

export interface NumberCell {
  readonly kind: 'number';
  readonly value: number;
  /** the number format, e.g. `General`, `0000`, `0.00E+00` */
  readonly format: string;
  /** what the cell displays */
  readonly shown: string;
}
export interface DateCell {
  readonly kind: 'date';
  /** what the cell displays */
  readonly shown: string;
}
/** `#DIV/0!`, `#N/A`, or a formula that was saved without its result. */
export interface ErrorCell {
  readonly kind: 'error';
  readonly shown: string;
}
export type Cell = string | NumberCell | DateCell | ErrorCell;

/** Damage noticed while a row was cut out of the text; such a row is never imported unseen. */
export type RowDamage = 'unclosed-quote' | 'stray-quote';

export interface TableRow {
  readonly row: number;
  readonly cells: readonly Cell[];
  readonly damage?: RowDamage;
}

export type TableSource =
  | {
      readonly kind: 'csv';
      readonly encoding: TextEncoding;
      /** false when the caller named the encoding */
      readonly encodingGuessed: boolean;
      readonly separator: string;
    }
  | { readonly kind: 'xlsx' | 'xls'; readonly sheet: string; readonly sheets: readonly string[] };

export interface Table {
  readonly source: TableSource;
  /** row number of the header, or null where the file has none (then `headers` are A, B, C …) */
  readonly headerRow: number | null;
  readonly headers: readonly string[];
  /** rows beneath the header that hold anything at all */
  readonly rows: readonly TableRow[];
}

export type TableErrorCode =
  | 'empty-file'
  | 'file-too-large'
  | 'unknown-format'
  | 'web-page'
  | 'undecodable'
  | 'workbook-unreadable'
  | 'workbook-locked'
  | 'workbook-expands'
  | 'too-many-rows'
  | 'too-many-columns';

export interface TableError {
  readonly code: TableErrorCode;
  /** figures for the message: `encoding`, `byte` (from 1), `line` (from 1), `limit` */
  readonly params: Readonly<Record<string, string | number>>;
}
export type TableResult<T> = Result<T, TableError>;

export const tableError = (code: TableErrorCode, params: Record<string, string | number> = {}): TableError => ({
  code,
  params,
});

/** Bounds on what is taken in; a shop of 50,000 goods fits, a hostile file does not run away. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;
export const MAX_ROWS = 50_000;
export const MAX_COLUMNS = 512;

/** What the cell says to a person; '' for nothing. */
export const cellText = (cell: Cell | undefined): string =>
  cell === undefined ? '' : typeof cell === 'string' ? cell : cell.shown;

/** A, B … Z, AA: the name of a column that has no heading. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  }
  return letters;
}
