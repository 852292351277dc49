/** The catalogue table as columns and back. A snapshot of another layout is thrown away: the folds make a new one. */
import type { CatalogueItem, CatalogueVariant } from './catalogue-table.ts';
import { packNumbers, packSparse, packTexts, unpackNumber, unpackSparse, unpackTexts } from './column-codec.ts';

const LAYOUT = 1;
const TEXT_FIELDS = ['id', 'name', 'itemNo', 'unit', 'spec', 'category', 'mnemonic', 'plu'] as const;
const NUMBER_FIELDS = ['retailPrice', 'floorPrice', 'minStock', 'conflicts'] as const;
const BY_WEIGHT = 1;
const STRICT = 2;
const REMOVED = 4;

export interface CatalogueColumns {
  readonly layout: number;
  readonly rows: number;
  readonly texts: readonly string[];
  readonly numbers: readonly Float64Array[];
  readonly flags: Uint8Array;
  readonly barcodes: string;
  readonly units: string;
  readonly variants: string;
}

export function packCatalogue(items: readonly CatalogueItem[]): CatalogueColumns {
  return {
    layout: LAYOUT,
    rows: items.length,
    texts: TEXT_FIELDS.map((field) => packTexts(items.map((item) => item[field]))),
    numbers: NUMBER_FIELDS.map((field) => packNumbers(items.map((item) => item[field]))),
    flags: Uint8Array.from(items, flagsOf),
    barcodes: packTexts(items.map((item) => item.barcodes.join(' '))),
    units: packSparse(
      items.map((item) => item.units),
      (units) => units.length === 0,
    ),
    variants: packSparse(
      items.map((item) => item.variants),
      (variants) => variants.length === 0,
    ),
  };
}

/** `null` when the columns are of another layout. */
export function unpackCatalogue(columns: CatalogueColumns): CatalogueItem[] | null {
  if (columns.layout !== LAYOUT) return null;
  const { rows } = columns;
  const [id, name, itemNo, unit, spec, category, mnemonic, plu] = columns.texts.map((text) => unpackTexts(text, rows));
  const [retailPrice, floorPrice, minStock, conflicts] = columns.numbers;
  const barcodes = unpackTexts(columns.barcodes, rows);
  const units = unpackSparse<CatalogueItem['units']>(columns.units);
  const variants = unpackSparse<readonly CatalogueVariant[]>(columns.variants);
  const items: CatalogueItem[] = [];
  for (let row = 0; row < rows; row++) {
    const flags = columns.flags[row] ?? 0;
    const codes = barcodes[row] ?? '';
    items.push({
      id: id?.[row] ?? '',
      name: name?.[row] ?? '',
      itemNo: itemNo?.[row] ?? '',
      unit: unit?.[row] ?? '',
      spec: spec?.[row] ?? '',
      category: category?.[row] ?? '',
      mnemonic: mnemonic?.[row] ?? '',
      barcodes: codes === '' ? NONE : codes.split(' '),
      plu: plu?.[row] ?? '',
      byWeight: (flags & BY_WEIGHT) !== 0,
      strict: (flags & STRICT) !== 0,
      retailPrice: numberAt(retailPrice, row),
      floorPrice: numberAt(floorPrice, row),
      minStock: numberAt(minStock, row),
      units: units.get(row) ?? NONE,
      removed: (flags & REMOVED) !== 0,
      conflicts: numberAt(conflicts, row) ?? 0,
      variants: variants.get(row) ?? NONE,
    });
  }
  return items;
}

const NONE: readonly never[] = [];

function numberAt(column: Float64Array | undefined, row: number): number | null {
  return column === undefined ? null : unpackNumber(column, row);
}

function flagsOf(item: CatalogueItem): number {
  return (item.byWeight ? BY_WEIGHT : 0) | (item.strict ? STRICT : 0) | (item.removed ? REMOVED : 0);
}
