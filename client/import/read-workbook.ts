/**
 * xlsx and xls through SheetJS, for the importer's `ReadWorkbook`. The library is large, so it is loaded only when a
 * workbook is opened, in the import worker. Value, number format and displayed text of each cell are all handed over:
 * alone, the value loses padded zeros and the text turns bar codes into 6.93217E+12.
 */
import type { CellObject, WorkBook } from '@e965/xlsx';
import type { Cell } from '../../shared/import/table.ts';
import type { ReadWorkbook, Sheet, SheetRow } from '../../shared/import/workbook.ts';

type SheetJs = typeof import('@e965/xlsx');

interface DateFormats {
  isDateFormat(format: string): boolean;
  isoDate(value: number): string;
}

/** Loads the library and returns the reader. */
export async function loadWorkbookReader(): Promise<ReadWorkbook> {
  return workbookReader(await import('@e965/xlsx'));
}

/** The reader over a loaded library. */
export function workbookReader(library: SheetJs): ReadWorkbook {
  const isDateFormat: (format: string) => boolean = library.SSF.is_date;
  const format: (format: string, value: number) => string = library.SSF.format;
  const dates: DateFormats = { isDateFormat, isoDate: (value) => format('yyyy-mm-dd', value) };
  return (bytes, maxRows) => {
    let book: WorkBook;
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

function rowsOf(sheet: WorkBook['Sheets'][string] | undefined, dates: DateFormats): SheetRow[] {
  const data: unknown = sheet?.['!data'];
  if (!Array.isArray(data)) return [];
  const rows: SheetRow[] = [];
  data.forEach((line: unknown, index) => {
    if (!Array.isArray(line)) return;
    const cells: Cell[] = Array.from(line, (cell: CellObject | undefined) => toCell(cell, dates));
    rows.push({ row: index + 1, cells });
  });
  return rows;
}

function toCell(cell: CellObject | undefined, dates: DateFormats): Cell {
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
