/**
 * xlsx and xls through SheetJS, which is passed in, for the importer's `ReadWorkbook`. Value, number format and displayed
 * text of each cell are all handed over: alone, the value loses padded zeros and the text turns bar codes into 6.93217E+12.
 */
import type { Cell } from './table.ts';
import type { ReadWorkbook, Sheet, SheetRow } from './workbook.ts';

/** What is used of SheetJS. */
export interface SpreadsheetLibrary {
  readonly read: (bytes: Uint8Array, options: Readonly<Record<string, unknown>>) => OpenedBook;
  readonly SSF: {
    readonly is_date: (format: string) => boolean;
    readonly format: (format: string, value: number) => string;
  };
}
interface OpenedBook {
  readonly SheetNames: readonly string[];
  readonly Sheets: Readonly<Record<string, object>>;
  readonly Workbook?: { readonly Sheets?: readonly { readonly Hidden?: number | undefined }[] | undefined } | undefined;
}
interface LibraryCell {
  readonly t?: string;
  readonly v?: unknown;
  readonly w?: string;
  readonly z?: unknown;
  readonly f?: string;
}

interface DateFormats {
  isDateFormat(format: string): boolean;
  isoDate(value: number): string;
}

/** The reader over a loaded library. */
export function workbookReader(library: SpreadsheetLibrary): ReadWorkbook {
  const { is_date: isDateFormat, format } = library.SSF;
  const dates: DateFormats = { isDateFormat, isoDate: (value) => format('yyyy-mm-dd', value) };
  return (bytes, maxRows) => {
    let book: OpenedBook;
    try {
      book = library.read(bytes, {
        type: 'array',
        dense: true,
        cellNF: true,
        cellText: true,
        cellFormula: true,
        cellHTML: false,
        cellDates: false,
        // Without stubs a formula saved without its result looks like an empty cell.
        sheetStubs: true,
        sheetRows: maxRows,
      });
    } catch (error) {
      return /password|encrypt/i.test(String(error)) ? 'locked' : 'unreadable';
    }
    return book.SheetNames.map((name, index): Sheet => {
      const hidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0;
      return { name, hidden, rows: rowsOf(book.Sheets[name], dates) };
    });
  };
}

function rowsOf(sheet: object | undefined, dates: DateFormats): SheetRow[] {
  const data: unknown = sheet !== undefined && '!data' in sheet ? sheet['!data'] : undefined;
  if (!Array.isArray(data)) return [];
  const rows: SheetRow[] = [];
  data.forEach((line: unknown, index) => {
    if (!Array.isArray(line)) return;
    const cells: Cell[] = Array.from(line, (cell: LibraryCell | undefined) => toCell(cell, dates));
    rows.push({ row: index + 1, cells });
  });
  return rows;
}

function toCell(cell: LibraryCell | undefined, dates: DateFormats): Cell {
  if (cell === undefined || cell === null) return '';
  const shown = typeof cell.w === 'string' ? cell.w : '';
  if (cell.t === 'e') return { kind: 'error', shown: shown === '' ? '#ERROR' : shown };
  // A stub: blank but formatted, or a formula without result, to which the library gives the value 0.
  if (cell.t === 'z' || cell.v === undefined || cell.v === null) {
    return cell.f === undefined ? '' : { kind: 'error', shown: `=${cell.f}` };
  }
  if (typeof cell.v === 'number') {
    const format = typeof cell.z === 'string' ? cell.z : 'General';
    // The library leaves the text empty where it cannot render a format; the value must not vanish with it.
    if (dates.isDateFormat(format)) return { kind: 'date', shown: shown || dates.isoDate(cell.v) };
    return { kind: 'number', value: cell.v, format, shown: shown || String(cell.v) };
  }
  if (typeof cell.v === 'boolean') return cell.v ? 'TRUE' : 'FALSE';
  return typeof cell.v === 'string' ? cell.v : { kind: 'date', shown };
}
