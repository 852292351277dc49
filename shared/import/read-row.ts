/**
 * One table row → the values it gives, and what is wrong with them. Nothing is defaulted here: an empty cell is absent,
 * so that the same reading serves a new product (which then gets a unit) and an existing one (which keeps its own).
 */
import type { BadBarcodes, CellContext, ValuesInProgress } from './cell-context.ts';
import { quotedCell } from './code-cell.ts';
import type { ColumnStyle } from './column-styles.ts';
import type { ColumnMapping, ImportField } from './import-fields.ts';
import type { ImportProblem, ReasonCode, Severity } from './import-problem.ts';
import { MAX_BARCODES, type ProductValues, type VariantAttribute } from './product-draft.ts';
import { readPriceOrQuantity } from './read-amounts.ts';
import { readBarcodes, readItemCode } from './read-codes.ts';
import { readCategory, readPackRatio, readShelfLife, readTextField, readWeighing } from './read-texts.ts';
import { cellText, type Table, type TableRow } from './table.ts';

export interface RowReading {
  readonly row: number;
  readonly values: ProductValues;
  readonly barcodes: readonly string[];
  readonly variantNo?: string;
  readonly openingQuantity?: number;
  readonly openingUnitCost?: number;
  /** name may be '' where a later row of a variant group leaves it to the first */
  readonly attributes: readonly VariantAttribute[];
  readonly problems: readonly ImportProblem[];
  readonly refused: boolean;
}

export interface RowReader {
  readonly table: Table;
  readonly mapping: ColumnMapping;
  readonly styles: ReadonlyMap<number, ColumnStyle>;
  readonly badBarcodes: BadBarcodes;
}

export function readRow(reader: RowReader, source: TableRow): RowReading {
  const values: ValuesInProgress = {};
  const problems: ImportProblem[] = [];
  const texts = new Map<ImportField, string>();
  const amounts = new Map<ImportField, number>();
  const barcodes: string[] = [];
  if (source.damage !== undefined) {
    const value = source.cells.map(cellText).find((text) => text.includes('"')) ?? '';
    problems.push(problem(reader, source.row, null, 'row-damaged', 'refused', value));
  }
  reader.mapping.forEach((field, column) => {
    const cell = source.cells[column];
    if (field === null || cell === undefined || cell === '') return;
    const context: CellContext = {
      cell,
      field,
      values,
      report: (code, severity, details = {}) => {
        problems.push({ ...problem(reader, source.row, column, code, severity, quotedCell(cell)), ...details });
      },
    };
    readField(context, reader, column, { texts, amounts, barcodes });
  });
  if ((values.packUnit === undefined) !== (values.packRatio === undefined)) {
    const given = values.packUnit === undefined ? 'packRatio' : 'packUnit';
    const column = reader.mapping.indexOf(given);
    const value = values[given] ?? '';
    problems.push({ ...problem(reader, source.row, column, 'pack-incomplete', 'repaired', value), repaired: '' });
    delete values[given];
  }
  const variantNo = texts.get('variantNo');
  const openingQuantity = amounts.get('openingQuantity');
  const openingUnitCost = amounts.get('openingUnitCost');
  return {
    row: source.row,
    values,
    barcodes,
    ...(variantNo !== undefined && { variantNo }),
    ...(openingQuantity !== undefined && { openingQuantity }),
    ...(openingUnitCost !== undefined && { openingUnitCost }),
    attributes: attributesOf(reader, texts),
    problems,
    refused: problems.some((one) => one.severity === 'refused'),
  };
}

interface Gathered {
  readonly texts: Map<ImportField, string>;
  readonly amounts: Map<ImportField, number>;
  readonly barcodes: string[];
}

function readField(context: CellContext, reader: RowReader, column: number, into: Gathered): void {
  const { field } = context;
  const style = reader.styles.get(column)?.style;
  if (style !== undefined) {
    readPriceOrQuantity(context, style, into.amounts);
    return;
  }
  switch (field) {
    case 'itemNo': {
      const code = readItemCode(context);
      if (code !== null) context.values.itemNo = code;
      return;
    }
    case 'variantNo': {
      const code = readItemCode(context);
      if (code !== null) into.texts.set(field, code);
      return;
    }
    case 'barcode':
      for (const code of readBarcodes(context, reader.badBarcodes)) {
        if (into.barcodes.includes(code)) continue;
        if (into.barcodes.length < MAX_BARCODES) into.barcodes.push(code);
        else context.report('too-many-barcodes', 'refused', { params: { limit: MAX_BARCODES } });
      }
      return;
    case 'category':
    case 'categoryParent':
      readCategory(context);
      return;
    case 'weighing':
      readWeighing(context);
      return;
    case 'shelfLifeDays':
      readShelfLife(context);
      return;
    case 'packRatio':
      readPackRatio(context);
      return;
    default: {
      const text = readTextField(context);
      if (text !== null) into.texts.set(field, text);
    }
  }
}

const ATTRIBUTE_FIELDS: readonly (readonly [ImportField, ImportField | null])[] = [
  ['color', null],
  ['size', null],
  ['attribute1', 'attribute1Name'],
  ['attribute2', 'attribute2Name'],
  ['attribute3', 'attribute3Name'],
];

/** Colour and size take the heading as name; numbered options bring their own, usually on the first row only. */
function attributesOf(reader: RowReader, texts: ReadonlyMap<ImportField, string>): VariantAttribute[] {
  const attributes: VariantAttribute[] = [];
  for (const [field, nameField] of ATTRIBUTE_FIELDS) {
    const value = texts.get(field);
    if (value === undefined || value === 'Default Title') continue;
    const heading = reader.table.headers[reader.mapping.indexOf(field)] ?? '';
    attributes.push({ name: nameField === null ? heading : (texts.get(nameField) ?? ''), value });
  }
  return attributes;
}

function problem(
  reader: RowReader,
  row: number,
  column: number | null,
  code: ReasonCode,
  severity: Severity,
  value: string,
): ImportProblem {
  const header = column === null ? '' : (reader.table.headers[column] ?? '');
  // A cell may hold a megabyte; a message needs its beginning.
  return { row, column, header, value: value.length > 200 ? `${value.slice(0, 200)}…` : value, code, severity };
}
