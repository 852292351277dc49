/**
 * A half-typed basket as text: kept with each change, read back after a reload, an update or a crash. What cannot be
 * read is no basket, never an error: the till opens empty instead of not at all.
 */
import * as v from 'valibot';
import { TENDER_KINDS } from '../../shared/schema/pos-sale.ts';
import type { Basket } from './basket.ts';

const nullableNumber = v.nullable(v.pipe(v.number(), v.safeInteger()));
const whole = v.pipe(v.number(), v.safeInteger());
const draftShape = v.object({
  id: v.string(),
  lines: v.array(
    v.object({
      key: v.string(),
      item: v.object({
        product: v.string(),
        variant: v.string(),
        name: v.string(),
        spec: v.string(),
        itemNo: v.string(),
        unit: v.string(),
        unitNumerator: whole,
        unitDenominator: whole,
        byWeight: v.boolean(),
        price: nullableNumber,
        floorPrice: nullableNumber,
        onHand: nullableNumber,
        strict: v.boolean(),
        escrow: nullableNumber,
        category: v.exactOptional(v.string()),
        memberPrice: v.exactOptional(nullableNumber),
        levels: v.exactOptional(v.record(v.string(), whole)),
        breaks: v.exactOptional(v.array(v.object({ from: whole, price: whole }))),
      }),
      quantity: whole,
      price: whole,
      amount: nullableNumber,
      override: v.exactOptional(
        v.nullable(
          v.object({ kind: v.picklist(['price', 'discount', 'gift']), authoriser: v.exactOptional(v.string()) }),
        ),
      ),
    }),
  ),
  selected: v.nullable(v.string()),
  discount: whole,
  roundOff: whole,
  made: whole,
  payBp: v.exactOptional(nullableNumber),
  member: v.exactOptional(
    v.nullable(
      v.object({
        id: v.string(),
        name: v.string(),
        level: v.string(),
        priceLevel: v.exactOptional(v.string()),
        points: v.exactOptional(whole),
        stored: v.exactOptional(whole),
      }),
    ),
  ),
  usePoints: v.exactOptional(v.boolean()),
  tenders: v.exactOptional(
    v.array(v.object({ kind: v.picklist(TENDER_KINDS), amount: whole, state: v.picklist(['taken', 'unknown']) })),
  ),
});

export const writeBasket = (basket: Basket): string | null =>
  basket.lines.length === 0 ? null : JSON.stringify(basket);

export function readBasket(text: string | null): Basket | null {
  if (text === null) return null;
  try {
    const read = v.safeParse(draftShape, JSON.parse(text));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}
