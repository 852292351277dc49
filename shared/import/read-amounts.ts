/**
 * Prices and quantities of a row. A sale price of 0 is *no price* (3,138 of 6,404 goods of a real list carry a member
 * price of 0 that nobody meant, and it would give goods away); a cost of 0 is a cost, an empty cost is none.
 */
import { MAX_PRICE, showPrice } from '../foundation/money.ts';
import { MAX_QUANTITY, showQuantity } from '../foundation/quantity.ts';
import type { CellContext } from './cell-context.ts';
import { DECIMALS } from './column-styles.ts';
import type { DecimalStyle } from './decimal-style.ts';
import type { ImportField } from './import-fields.ts';
import { readNumber } from './number-cell.ts';
import { PRICE_FIELDS } from './product-draft.ts';

const PACK_PRICES = ['packPrice', 'pack2Price', 'pack3Price'] as const;
const SALE_PRICES: ReadonlySet<ImportField> = new Set([
  'retailPrice',
  'wholesalePrice',
  'memberPrice',
  'floorPrice',
  ...PACK_PRICES,
] as const);
const PRICES: ReadonlySet<ImportField> = new Set([...PRICE_FIELDS, ...PACK_PRICES, 'openingUnitCost'] as const);

/** Reads the cell into the product's values, or into `amounts` for what is no product field (opening stock). */
export function readPriceOrQuantity(
  context: CellContext,
  style: DecimalStyle,
  amounts: Map<ImportField, number>,
): void {
  const { field } = context;
  const isPrice = PRICES.has(field);
  const reading = readNumber(context.cell, style, DECIMALS.get(field) ?? 4);
  if (!reading.ok) {
    context.report(reading.reason, 'refused');
    return;
  }
  const { value } = reading;
  if (value === null) return;
  if (value < 0) {
    context.report(isPrice ? 'negative-price' : 'negative-quantity', 'refused');
    return;
  }
  if (value > (isPrice ? MAX_PRICE : MAX_QUANTITY)) {
    context.report('number-too-large', 'refused');
    return;
  }
  const repaired = isPrice ? showPrice(value) : showQuantity(value);
  if (reading.rounded) context.report('number-rounded', 'repaired', { repaired });
  else if (reading.otherStyle) context.report('number-other-style', 'repaired', { repaired });
  if (value === 0 && SALE_PRICES.has(field)) return;
  switch (field) {
    case 'retailPrice':
    case 'wholesalePrice':
    case 'memberPrice':
    case 'floorPrice':
    case 'purchasePrice':
    case 'minStock':
    case 'maxStock':
      context.values[field] = value;
      return;
    default:
      amounts.set(field, value);
  }
}
