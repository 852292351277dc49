/**
 * A product (商品) in the catalogue, and its sale prices. Stock, cost and barcodes belong to variants; a product without
 * variants is its own only variant, under its own id, and then its barcodes are here. Purchase prices stand in `costs`:
 * everybody may view the catalogue.
 *
 * Prices are ten-thousandths of a yuan for one base unit, quantities thousandths, `category` a path with `/`.
 * A change of a sale price relies on `catalogue.price≤percent` besides `catalogue.edit`: how far it moves from the value
 * it replaces is seen by whoever has that value (`priceChangePercent` in shared/catalogue).
 */
import * as v from 'valibot';
import { isJsonObject, type Json } from '../commit/json-text.ts';
import type { Entry } from '../commit/part.ts';
import type { Need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';
import { moduleNeeds, recordKind } from './record-entry.ts';

export const PRICE_FIELDS = [
  'retailPrice',
  'wholesalePrice',
  'memberPrice',
  'floorPrice',
  'priceLevels',
  'quantityBreaks',
] as const;

export const productFields = {
  name: shape.filledText(100),
  itemNo: shape.text(40),
  unit: shape.filledText(20),
  units: shape.units,
  /** Only whole numbers of the base unit. */
  wholeOnly: shape.flag,
  /** Names of the units proposed when buying, selling and counting. */
  buyUnit: shape.text(20),
  sellUnit: shape.text(20),
  countUnit: shape.text(20),
  barcodes: shape.barcodes,
  unitBarcodes: shape.unitBarcodes,
  category: shape.text(120),
  spec: shape.text(100),
  origin: shape.text(60),
  brand: shape.text(60),
  mnemonic: shape.text(60),
  byWeight: shape.flag,
  /** Digits under which scales print it. */
  plu: shape.textLike(/^[0-9]{1,6}$/),
  retailPrice: shape.price,
  wholesalePrice: shape.price,
  memberPrice: shape.price,
  floorPrice: shape.price,
  priceLevels: shape.priceLevels,
  quantityBreaks: shape.quantityBreaks,
  taxRate: shape.basisPoints,
  shelfLifeDays: shape.days,
  /** Warned this many days before the expiry; without it 30. */
  nearExpiryDays: shape.days,
  /** What a line of this product must name: one of the two or neither, never both. */
  tracking: v.picklist(['none', 'batch', 'serial']),
  minStock: shape.countedQuantity,
  maxStock: shape.countedQuantity,
  /** Names of the attributes its variants differ in: 颜色, 尺码. */
  attributes: shape.names,
  stockRule: v.picklist(['allow', 'strict']),
  /** Discontinued goods are still sold off and counted, but no longer ordered nor shown among what is on sale. */
  status: v.picklist(['active', 'discontinued']),
  pictures: shape.pictures,
  remark: shape.remark,
  /** The file and row of an import. */
  source: shape.text(200),
} as const;

const needs = moduleNeeds('catalogue');
const PRICE_NEEDS: readonly Need[] = [{ use: 'catalogue.edit' }, { use: 'catalogue.price', limit: 0 }];

/** Units carry prices of their own: whoever sets units with a price sets a price. */
export function setsPrice(entry: Entry): boolean {
  if (PRICE_FIELDS.some((field) => field === entry.field)) return true;
  return entry.field === 'units' && Array.isArray(entry.value) && entry.value.some(hasPrice);
}

const hasPrice = (unit: Json): boolean => isJsonObject(unit) && unit.price !== undefined;

export const product = recordKind({
  type: 'product',
  zh: '商品',
  en: 'product',
  documents: ['catalogue'],
  id: shape.recordId,
  fields: productFields,
  required: ['name'],
  needs(command, entry) {
    return command === 'set' && setsPrice(entry) ? PRICE_NEEDS : needs(command);
  },
});
