/**
 * xlsx and xls through SheetJS, for the importer's `ReadWorkbook`. The library is large, so it is loaded only when a
 * workbook is opened, in the import worker. Value, number format and displayed text of each cell are all handed over:
 * alone, the value loses padded zeros and the text turns bar codes into 6.93217E+12.
 */
import type { CellObject, WorkBook } from '@e965/xlsx';
import type { Cell } from '../../shared/import/table.ts';
import type { ReadWorkbook, Sheet, SheetRow } from '../../shared/import/workbook.ts';

type SheetJs = typeof import('@e965/xlsx');

/** Loads the library and returns the reader. */
export async function loadWorkbookReader(): Promise<ReadWorkbook> {
  return workbookReader(await import('@e965/xlsx'));
}

/** The reader over a loaded library. */
export function workbookReader(library: SheetJs): ReadWorkbook {
  const isDateFormat: (format: string) => boolean = library.SSF.is_date;
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
        sheetRows: maxRows,
      });
    } catch (error) {
      return /password|encrypt/i.test(String(error)) ? 'locked' : 'unreadable';
    }
    return book.SheetNames.map((name, index): Sheet => {
      const hidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0;
      return { name, hidden, rows: rowsOf(book.Sheets[name], isDateFormat) };
    });
  };
}

function rowsOf(sheet: WorkBook['Sheets'][string] | undefined, isDateFormat: (format: string) => boolean): SheetRow[] {
  const data: unknown = sheet?.['!data'];
  if (!Array.isArray(data)) return [];
  const rows: SheetRow[] = [];
  data.forEach((line: unknown, index) => {
    if (!Array.isArray(line)) return;
    const cells: Cell[] = Array.from(line, (cell: CellObject | undefined) => toCell(cell, isDateFormat));
    rows.push({ row: index + 1, cells });
  });
  return rows;
}

function toCell(cell: CellObject | undefined, isDateFormat: (format: string) => boolean): Cell {
  if (cell === undefined || cell === null) return '';
  const shown = typeof cell.w === 'string' ? cell.w : '';
  if (cell.t === 'e') return { kind: 'error', shown: shown === '' ? '#ERROR' : shown };
  if (cell.v === undefined || cell.v === null) {
    return cell.f === undefined ? '' : { kind: 'error', shown: `=${cell.f}` };
  }
  if (typeof cell.v === 'number') {
    const format = typeof cell.z === 'string' ? cell.z : 'General';
    if (isDateFormat(format)) return { kind: 'date', shown };
    return { kind: 'number', value: cell.v, format, shown };
  }
  if (typeof cell.v === 'boolean') return cell.v ? 'TRUE' : 'FALSE';
  return typeof cell.v === 'string' ? cell.v : { kind: 'date', shown };
}
