/**
 * Which column is which field: by heading first, then by what stands in it. In one real supermarket list 货号 holds the
 * EAN-13 and 自编码 the item number, so a heading alone is not believed where the content says bar code.
 */
import { isProvenBarcode } from './barcode-check.ts';
import { cleanCode, meansNone } from './clean-text.ts';
import { codeText } from './code-cell.ts';
import { type ColumnMapping, type ImportField, meaningOf } from './import-fields.ts';
import type { Table } from './table.ts';

const LOOK_AT_ROWS = 400;
/** Share of proven bar codes from which on a column is believed to hold them. */
const ENOUGH = 0.6;
const AT_LEAST = 3;

/** Guesses one field a column (null: leave out). A remembered mapping of the same headings should be used instead. */
export function guessMapping(table: Table): ColumnMapping {
  const barcodeColumns = table.headers.map((_, column) => holdsBarcodes(table, column));
  // Our own export names its records: its headings mean what they say.
  const isOurs = table.headers.some((heading) => meaningOf(heading)?.field === 'recordId');
  const fields: (ImportField | null)[] = table.headers.map(() => null);
  const taken = new Map<ImportField, { column: number; rank: number }>();
  table.headers.forEach((heading, column) => {
    const meaning = table.headerRow === null ? null : meaningOf(heading);
    if (meaning === null) return;
    const isNumber = !isOurs && meaning.field === 'itemNo' && barcodeColumns[column] === true;
    const field = isNumber ? 'barcode' : meaning.field;
    const rank = isNumber ? 0 : meaning.rank;
    const rival = taken.get(field);
    if (field !== 'barcode' && rival !== undefined) {
      if (rival.rank <= rank) return;
      fields[rival.column] = null;
    }
    fields[column] = field;
    taken.set(field, { column, rank });
  });
  if (!taken.has('barcode')) {
    const column = barcodeColumns.findIndex((holds, index) => holds && fields[index] === null);
    if (column >= 0) fields[column] = 'barcode';
  }
  return fields;
}

function holdsBarcodes(table: Table, column: number): boolean {
  let filled = 0;
  let proven = 0;
  // Spread over the file: lists often begin with loose goods that have no bar code.
  const step = Math.max(1, Math.floor(table.rows.length / LOOK_AT_ROWS));
  for (let i = 0; i < table.rows.length; i += step) {
    const cell = table.rows[i]?.cells[column];
    if (cell === undefined || cell === '') continue;
    const code = cleanCode(codeText(cell) ?? '');
    if (meansNone(code)) continue;
    filled++;
    if (isProvenBarcode(code)) proven++;
  }
  return proven >= AT_LEAST && proven >= filled * ENOUGH;
}
