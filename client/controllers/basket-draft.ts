/**
 * A half-typed basket as text: kept with each change, read back after a reload, an update or a crash. What cannot be
 * read is no basket, never an error: the till opens empty instead of not at all.
 */
import * as v from 'valibot';
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
      }),
      quantity: whole,
      price: whole,
      amount: nullableNumber,
    }),
  ),
  selected: v.nullable(v.string()),
  discount: whole,
  roundOff: whole,
  made: whole,
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
