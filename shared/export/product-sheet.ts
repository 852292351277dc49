/**
 * The catalogue as a table that the importer reads back without a change. Each product is a row; one with variants is its
 * own row and then one for each variant, which gives only what is the variant's. `系统编号` names the record, so that goods
 * without any code, or with a code that changes, are found again; `导出时间` tells a later import what it could not know.
 */
import { showPrice } from '../foundation/money.ts';
import { showQuantity } from '../foundation/quantity.ts';
import { meansNone } from '../import/clean-text.ts';
import { readCode } from '../import/code-cell.ts';
import type { ExistingProduct, ExistingVariant } from '../import/existing-catalogue.ts';
import type { ImportField } from '../import/import-fields.ts';
import type { ReasonLocale } from '../import/import-reasons.ts';
import { MAX_ATTRIBUTES, MAX_UNITS, type UnitDraft } from '../import/product-draft.ts';
import type { Sheet, SheetColumn } from './sheet.ts';

export interface ProductSheetOptions {
  readonly locale: ReasonLocale;
  /** Purchase prices too: only for those who may take costs out of the shop. */
  readonly costs: boolean;
  /** ISO 8601 in UTC. */
  readonly exportedAt: string;
}

type Kind = SheetColumn['kind'];
/** field, heading in Chinese and English (both known to the importer), kind, width */
type Column = readonly [field: ImportField, zh: string, en: string, kind: Kind, width: number];

const COLUMNS: readonly Column[] = [
  ['itemNo', '货号', 'Item no', 'text', 14],
  ['name', '品名', 'Product name', 'text', 28],
  ['attribute1Name', '规格1名称', 'Option1 Name', 'text', 8],
  ['attribute1', '规格1', 'Option1 Value', 'text', 10],
  ['attribute2Name', '规格2名称', 'Option2 Name', 'text', 8],
  ['attribute2', '规格2', 'Option2 Value', 'text', 10],
  ['attribute3Name', '规格3名称', 'Option3 Name', 'text', 8],
  ['attribute3', '规格3', 'Option3 Value', 'text', 10],
  ['variantNo', '规格编码', 'Variant code', 'text', 14],
  ['unit', '单位', 'Unit', 'text', 6],
  ['barcode', '条码', 'Barcode', 'text', 16],
  ['category', '类别', 'Category', 'text', 16],
  ['spec', '规格', 'Specification', 'text', 12],
  ['retailPrice', '零售价', 'Retail price', 'number', 9],
  ['wholesalePrice', '批发价', 'Wholesale price', 'number', 9],
  ['memberPrice', '会员价', 'Member price', 'number', 9],
  ['floorPrice', '最低售价', 'Floor price', 'number', 9],
  ['purchasePrice', '进货价', 'Purchase price', 'number', 9],
  ['weighing', '计价方式', 'Pricing mode', 'text', 8],
  ['packUnit', '大单位', 'Pack unit', 'text', 8],
  ['packRatio', '大单位换算', 'Pack size', 'text', 8],
  ['packPrice', '大单位售价', 'Pack price', 'number', 9],
  ['packBarcode', '大单位条码', 'Pack barcode', 'text', 16],
  ['pack2Unit', '第二单位', 'Pack unit 2', 'text', 8],
  ['pack2Ratio', '第二单位换算', 'Pack size 2', 'text', 8],
  ['pack2Price', '第二单位售价', 'Pack price 2', 'number', 9],
  ['pack2Barcode', '第二单位条码', 'Pack barcode 2', 'text', 16],
  ['pack3Unit', '第三单位', 'Pack unit 3', 'text', 8],
  ['pack3Ratio', '第三单位换算', 'Pack size 3', 'text', 8],
  ['pack3Price', '第三单位售价', 'Pack price 3', 'number', 9],
  ['pack3Barcode', '第三单位条码', 'Pack barcode 3', 'text', 16],
  ['shelfLifeDays', '保质期', 'Shelf life', 'text', 7],
  ['minStock', '安全库存', 'Min stock', 'number', 9],
  ['maxStock', '库存上限', 'Max stock', 'number', 9],
  ['origin', '产地', 'Origin', 'text', 10],
  ['brand', '品牌', 'Brand', 'text', 10],
  ['mnemonic', '助记码', 'Mnemonic', 'text', 10],
  ['remark', '备注', 'Remark', 'text', 20],
  ['recordId', '系统编号', 'Record id', 'text', 14],
  ['exportedAt', '导出时间', 'Exported at', 'text', 20],
];

/** Fields of the export in order; the importer's test holds each heading against its own. */
export const exportColumns = (costs: boolean): readonly Column[] =>
  COLUMNS.filter(([field]) => costs || field !== 'purchasePrice');

export function productSheet(products: Iterable<ExistingProduct>, options: ProductSheetOptions): Sheet {
  const chosen = exportColumns(options.costs);
  const zh = options.locale === 'zh-CN';
  return {
    name: zh ? '商品' : 'Products',
    columns: chosen.map(([, chinese, english, kind, width]) => ({ heading: zh ? chinese : english, kind, width })),
    rows: rowsOf(products, chosen, options),
  };
}

type Cells = Partial<Record<ImportField, string>>;

function* rowsOf(
  products: Iterable<ExistingProduct>,
  chosen: readonly Column[],
  options: ProductSheetOptions,
): IterableIterator<readonly string[]> {
  const inOrder = (cells: Cells): readonly string[] =>
    chosen.map(([field]) => (field === 'exportedAt' ? options.exportedAt : (cells[field] ?? '')));
  for (const product of products) {
    yield inOrder(productCells(product, options));
    for (const variant of product.variants) yield inOrder(variantCells(product, variant));
  }
}

function productCells({ id, values, barcodes, units = [] }: ExistingProduct, { locale }: ProductSheetOptions): Cells {
  const { itemNo, name, unit, category, spec, origin, brand, mnemonic, remark, byWeight, shelfLifeDays } = values;
  const weighed = locale === 'zh-CN' ? '称重' : 'by weight';
  const counted = locale === 'zh-CN' ? '普通' : 'by piece';
  return {
    ...given({ itemNo: itemCode(itemNo), name, unit, category, spec, origin, brand, mnemonic, remark }),
    ...(byWeight === undefined ? {} : { weighing: byWeight ? weighed : counted }),
    ...(shelfLifeDays === undefined ? {} : { shelfLifeDays: String(shelfLifeDays) }),
    ...prices(values, ['retailPrice', 'wholesalePrice', 'memberPrice', 'floorPrice', 'purchasePrice']),
    ...(values.minStock === undefined ? {} : { minStock: showQuantity(values.minStock, false) }),
    ...(values.maxStock === undefined ? {} : { maxStock: showQuantity(values.maxStock, false) }),
    barcode: codeList(barcodes),
    ...unitCells(units, (one) => one.barcodes),
    recordId: id,
  };
}

function variantCells(product: ExistingProduct, variant: ExistingVariant): Cells {
  const { itemNo, name } = product.values;
  const cells: Cells = {
    ...given({ itemNo: itemCode(itemNo), name, variantNo: itemCode(variant.variantNo) }),
    ...prices(variant.prices, ['retailPrice', 'floorPrice', 'purchasePrice']),
    barcode: codeList(variant.barcodes),
    recordId: `${product.id}/${variant.id}`,
  };
  variant.attributes.slice(0, MAX_ATTRIBUTES).forEach(({ name: heading, value }, at) => {
    const number = ([1, 2, 3] as const)[at] ?? 1;
    cells[`attribute${number}Name`] = heading;
    cells[`attribute${number}`] = value;
  });
  // Units are the product's; here only their codes are the variant's, and a code needs its unit beside it.
  const codes = variant.unitBarcodes ?? {};
  const units = (product.units ?? []).filter(({ name: unit }) => (codes[unit] ?? []).length > 0);
  return { ...cells, ...unitCells(units, (one) => codes[one.name] ?? [], false) };
}

const PACKS = ['pack', 'pack2', 'pack3'] as const;

function unitCells(units: readonly UnitDraft[], codesOf: (unit: UnitDraft) => readonly string[], priced = true): Cells {
  const cells: Cells = {};
  units.slice(0, MAX_UNITS).forEach((unit, at) => {
    const prefix = PACKS[at] ?? 'pack';
    cells[`${prefix}Unit`] = unit.name;
    cells[`${prefix}Ratio`] = unit.denominator === 1 ? String(unit.numerator) : `${unit.numerator}/${unit.denominator}`;
    if (priced && unit.price !== undefined) cells[`${prefix}Price`] = showPrice(unit.price, false);
    cells[`${prefix}Barcode`] = codeList(codesOf(unit));
  });
  return cells;
}

function prices<Field extends 'retailPrice' | 'wholesalePrice' | 'memberPrice' | 'floorPrice' | 'purchasePrice'>(
  values: Readonly<Partial<Record<Field, number>>>,
  fields: readonly Field[],
): Cells {
  const cells: Cells = {};
  for (const field of fields) {
    const price = values[field];
    if (price !== undefined) cells[field] = showPrice(price, false);
  }
  return cells;
}

const given = (texts: Readonly<Partial<Record<ImportField, string | undefined>>>): Cells =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));

/** An item number as it is, or in quotes where reading it back would clean it, or find it ruined. */
function itemCode(code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  const read = readCode(code);
  const plain = read.ok && read.code === code && !read.trimmedTail && !meansNone(code);
  return plain ? code : quoted(code);
}

/** Several codes stand apart by a semicolon; one that would be cut or cleaned on the way back stands in quotes. */
export function codeList(codes: readonly string[]): string {
  return codes.map((code) => (/^[0-9A-Za-z./+_-]{4,}$/.test(code) && !isWord(code) ? code : quoted(code))).join(';');
}
const isWord = (code: string): boolean => /^(?:0+|null|none|n\/a|-+|[+\-=@].*)$/i.test(code);
const quoted = (code: string): string => `"${code.replaceAll('"', '""')}"`;
