/**
 * The decimal style of every numeric column, found before a row is read: from the column itself, else from the other
 * numeric columns of the file, else the point. Every number that only this choice decided is listed for the preview.
 */
import { type DecimalStyle, numberText, shapeOf, styleEvidence, toPlainDecimal } from './decimal-style.ts';
import type { ColumnMapping, ImportField } from './import-fields.ts';
import type { Table } from './table.ts';

export interface ColumnStyle {
  readonly column: number;
  readonly header: string;
  readonly field: ImportField;
  readonly style: DecimalStyle;
  /** what decided: this column, the other columns, or nothing but habit */
  readonly basis: 'column' | 'file' | 'default';
  /** numbers such as 1.000 that could be read either way, and how they were read */
  readonly ambiguous: readonly { readonly row: number; readonly value: string; readonly readAs: string }[];
}

/** Fields that hold numbers and their decimal places. */
export const DECIMALS: ReadonlyMap<ImportField, number> = new Map<ImportField, number>([
  ['retailPrice', 4],
  ['wholesalePrice', 4],
  ['memberPrice', 4],
  ['floorPrice', 4],
  ['purchasePrice', 4],
  ['openingUnitCost', 4],
  ['packPrice', 4],
  ['pack2Price', 4],
  ['pack3Price', 4],
  ['minStock', 3],
  ['maxStock', 3],
  ['openingQuantity', 3],
]);

export function findColumnStyles(table: Table, mapping: ColumnMapping): ColumnStyle[] {
  const columns: { column: number; field: ImportField; point: number; comma: number; either: number }[] = [];
  mapping.forEach((field, column) => {
    if (field === null || !DECIMALS.has(field)) return;
    columns.push({ column, field, ...styleEvidence(textsOf(table, column)) });
  });
  const filePoint = columns.reduce((sum, column) => sum + column.point, 0);
  const fileComma = columns.reduce((sum, column) => sum + column.comma, 0);
  return columns.map(({ column, field, point, comma, either }) => {
    const own = point !== comma;
    const basis = own ? 'column' : filePoint !== fileComma ? 'file' : 'default';
    const style: DecimalStyle = own ? (comma > point ? 'comma' : 'point') : fileComma > filePoint ? 'comma' : 'point';
    const ambiguous = either === 0 ? [] : ambiguousNumbers(table, column, style);
    return { column, header: table.headers[column] ?? '', field, style, basis, ambiguous };
  });
}

function* textsOf(table: Table, column: number): Iterable<string> {
  for (const { cells } of table.rows) {
    const cell = cells[column];
    if (typeof cell === 'string' && cell !== '' && cell.length < 64) yield cell;
  }
}

function ambiguousNumbers(table: Table, column: number, style: DecimalStyle): ColumnStyle['ambiguous'] {
  const found: { row: number; value: string; readAs: string }[] = [];
  for (const { row, cells } of table.rows) {
    const cell = cells[column];
    if (typeof cell !== 'string' || cell.length >= 64) continue;
    const number = numberText(cell);
    if (number === null || shapeOf(number.body) !== 'either') continue;
    const readAs = (number.negative ? '-' : '') + toPlainDecimal(number.body, style);
    found.push({ row, value: cell.trim(), readAs });
  }
  return found;
}
