/**
 * One table row → the values it gives, and what is wrong with them. Nothing is defaulted here: an empty cell is absent,
 * so that the same reading serves a new product (which then gets a unit) and an existing one (which keeps its own).
 */
import type { BadBarcodes, CellContext, ValuesInProgress } from './cell-context.ts';
import { nameKey } from './clean-text.ts';
import { quotedCell } from './code-cell.ts';
import type { ColumnStyle } from './column-styles.ts';
import type { ColumnMapping, ImportField } from './import-fields.ts';
import type { ImportProblem, ReasonCode, Severity } from './import-problem.ts';
import {
  DEFAULT_UNIT,
  DEFAULT_WEIGHED_UNIT,
  MAX_BARCODES,
  type OpeningDraft,
  type ProductValues,
  type UnitDraft,
  type VariantAttribute,
} from './product-draft.ts';
import { readPriceOrQuantity } from './read-amounts.ts';
import { type IsKnownCode, readBarcodes, readItemCode } from './read-codes.ts';
import { type PackCells, readPackCell, unitsFrom } from './read-packs.ts';
import { readCategory, readShelfLife, readTextField, readWeighing } from './read-texts.ts';
import { cellText, type Table, type TableRow } from './table.ts';

export interface RowReading {
  readonly row: number;
  readonly values: ProductValues;
  readonly barcodes: readonly string[];
  readonly variantNo?: string;
  /** of an export of ours: the product's id, and the variant's */
  readonly recordId?: string;
  readonly variantId?: string;
  readonly units: readonly UnitDraft[];
  readonly opening: OpeningDraft | null;
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
  /** warehouses by the names a cell may give them; null takes names as they are */
  readonly warehouses: ReadonlyMap<string, string> | null;
  readonly isKnownCode: IsKnownCode;
}

export function readRow(reader: RowReader, source: TableRow): RowReading {
  const values: ValuesInProgress = {};
  const problems: ImportProblem[] = [];
  const texts = new Map<ImportField, string>();
  const amounts = new Map<ImportField, number>();
  const barcodes: string[] = [];
  const packs: PackCells = new Map();
  if (source.damage !== undefined) {
    const value = source.cells.map(cellText).find((text) => text.includes('"')) ?? '';
    problems.push(problem(reader, source.row, null, 'row-damaged', 'refused', value));
  }
  reader.mapping.forEach((field, column) => {
    const cell = source.cells[column];
    if (field === null || field === 'exportedAt' || cell === undefined || cell === '') return;
    const context: CellContext = {
      cell,
      field,
      values,
      report: (code, severity, details = {}) => {
        problems.push({ ...problem(reader, source.row, column, code, severity, quotedCell(cell)), ...details });
      },
    };
    readField(context, reader, column, { texts, amounts, barcodes, packs });
  });
  const baseUnit = values.unit ?? (values.byWeight === true ? DEFAULT_WEIGHED_UNIT : DEFAULT_UNIT);
  const { units, faults } = unitsFrom(packs, amounts, baseUnit, barcodes);
  for (const { field, code } of faults) {
    const column = reader.mapping.indexOf(field);
    const value = quotedCell(source.cells[column] ?? '');
    if (code === 'pack-incomplete')
      problems.push({ ...problem(reader, source.row, column, code, 'repaired', value), repaired: '' });
    else problems.push(problem(reader, source.row, column, code, 'refused', value));
  }
  const variantNo = texts.get('variantNo');
  const opening = openingOf(reader, source.row, texts, amounts, problems);
  return {
    row: source.row,
    values,
    barcodes,
    ...(variantNo !== undefined && { variantNo }),
    ...idsOf(texts.get('recordId')),
    units,
    opening,
    attributes: attributesOf(reader, texts),
    problems,
    refused: problems.some((one) => one.severity === 'refused'),
  };
}

/** Opening stock of the row; a warehouse that nobody has refuses it rather than filling another. */
function openingOf(
  reader: RowReader,
  row: number,
  texts: ReadonlyMap<ImportField, string>,
  amounts: ReadonlyMap<ImportField, number>,
  problems: ImportProblem[],
): OpeningDraft | null {
  const quantity = amounts.get('openingQuantity');
  if (quantity === undefined) return null;
  const name = texts.get('openingWarehouse');
  const unitCost = amounts.get('openingUnitCost');
  const { warehouses } = reader;
  const warehouse = name === undefined ? null : warehouses === null ? name : (warehouses.get(nameKey(name)) ?? null);
  if (name !== undefined && warehouse === null) {
    const column = reader.mapping.indexOf('openingWarehouse');
    const known = [...new Set(warehouses?.keys() ?? [])].slice(0, 5).join(' / ');
    problems.push({
      ...problem(reader, row, column, 'warehouse-unknown', 'refused', name),
      params: { known: known === '' ? '-' : known },
    });
  }
  return { warehouse, quantity, ...(unitCost === undefined ? {} : { unitCost }) };
}

/** `product` or `product/variant`. */
function idsOf(text: string | undefined): Pick<RowReading, 'recordId' | 'variantId'> {
  const [recordId, variantId] = (text ?? '').split('/');
  if (recordId === undefined || recordId === '') return {};
  return { recordId, ...(variantId === undefined || variantId === '' ? {} : { variantId }) };
}

interface Gathered {
  readonly texts: Map<ImportField, string>;
  readonly amounts: Map<ImportField, number>;
  readonly barcodes: string[];
  readonly packs: PackCells;
}

function readField(context: CellContext, reader: RowReader, column: number, into: Gathered): void {
  const { field } = context;
  const style = reader.styles.get(column)?.style;
  if (style !== undefined) {
    readPriceOrQuantity(context, style, into.amounts);
    return;
  }
  if (readPackCell(context, reader.badBarcodes, reader.isKnownCode, into.packs)) return;
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
    case 'recordId':
      into.texts.set(field, cellText(context.cell).trim());
      return;
    case 'barcode':
      for (const code of readBarcodes(context, reader.badBarcodes, reader.isKnownCode)) {
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
