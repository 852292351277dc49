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
import type { Need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';
import { moduleNeeds, recordKind } from './record-entry.ts';

export const PRICE_FIELDS = ['retailPrice', 'wholesalePrice', 'memberPrice', 'floorPrice'] as const;

export const productFields = {
  name: shape.filledText(100),
  itemNo: shape.text(40),
  unit: shape.filledText(20),
  units: shape.units,
  barcodes: shape.barcodes,
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
  taxRate: shape.basisPoints,
  shelfLifeDays: shape.days,
  minStock: shape.countedQuantity,
  maxStock: shape.countedQuantity,
  /** Names of the attributes its variants differ in: 颜色, 尺码. */
  attributes: shape.names,
  stockRule: v.picklist(['allow', 'strict']),
  remark: shape.remark,
  /** The file and row of an import. */
  source: shape.text(200),
} as const;

const needs = moduleNeeds('catalogue');
const PRICE_NEEDS: readonly Need[] = [{ use: 'catalogue.edit' }, { use: 'catalogue.price', limit: 0 }];

export const product = recordKind({
  type: 'product',
  zh: '商品',
  en: 'product',
  documents: ['catalogue'],
  id: shape.recordId,
  fields: productFields,
  required: ['name'],
  needs(command, entry) {
    return command === 'set' && PRICE_FIELDS.some((field) => field === entry.field) ? PRICE_NEEDS : needs(command);
  },
});
