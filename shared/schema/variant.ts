/**
 * A variant (规格) of a product: one orders, receives, counts and sells in it. A simple product has none of these
 * records: its single variant has the product's id.
 */
import * as v from 'valibot';
import type { Need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';
import { setsPrice } from './product.ts';
import { moduleNeeds, recordKind } from './record-entry.ts';

export const variantFields = {
  product: shape.recordId,
  /** Attribute → value: 颜色 → 红. */
  attributes: v.record(shape.filledText(40), shape.filledText(60)),
  itemNo: shape.text(40),
  barcodes: shape.barcodes,
  unitBarcodes: shape.unitBarcodes,
  retailPrice: shape.price,
  wholesalePrice: shape.price,
  memberPrice: shape.price,
  floorPrice: shape.price,
  priceLevels: shape.priceLevels,
  quantityBreaks: shape.quantityBreaks,
  minStock: shape.countedQuantity,
  remark: shape.remark,
} as const;

const needs = moduleNeeds('catalogue');
const PRICE_NEEDS: readonly Need[] = [{ use: 'catalogue.edit' }, { use: 'catalogue.price', limit: 0 }];

export const variant = recordKind({
  type: 'variant',
  zh: '规格',
  en: 'variant',
  documents: ['catalogue'],
  id: shape.recordId,
  fields: variantFields,
  required: ['product'],
  needs(command, entry) {
    return command === 'set' && setsPrice(entry) ? PRICE_NEEDS : needs(command);
  },
});
