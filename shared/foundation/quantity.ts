/**
 * Quantities in thousandths of a base unit and unit conversions as ratios of integers (trade.md §3): a conversion that
 * would leave a remainder is refused, so a box of twelve never turns into 0.083 pieces.
 */
import { exactMulDiv } from './integer-arithmetic.ts';
import { parseScaled, showScaled } from './money.ts';

/** Thousandths of the base unit. */
export type Quantity = number;

export const ONE: Quantity = 1000;
export const MAX_QUANTITY: Quantity = 999_999_999;

/** How many base units one of this unit holds: numerator / denominator, e.g. 12/1 for a box of twelve, 1/2 for 500 g. */
export interface UnitRatio {
  readonly numerator: number;
  readonly denominator: number;
}

/** Quantity in base units, or null when it would not be whole thousandths. */
export function toBaseQuantity(quantity: Quantity, ratio: UnitRatio): Quantity | null {
  return exactMulDiv(quantity, ratio.numerator, ratio.denominator);
}

/** `29` pieces as `2 箱 5 盒`: whole larger units first, the rest in the base unit. Both in thousandths. */
export function splitIntoUnits(base: Quantity, ratio: UnitRatio): { readonly larger: number; readonly rest: Quantity } {
  const size = Math.abs(base);
  const per = (BigInt(ratio.numerator) * 1000n) / BigInt(ratio.denominator);
  if (per <= 0n) return { larger: 0, rest: base };
  const larger = Number(BigInt(size) / per);
  const rest = size - Number(BigInt(larger) * per);
  return base < 0 ? { larger: -larger || 0, rest: -rest || 0 } : { larger, rest };
}

export const parseQuantity = (text: string): Quantity | null => parseScaled(text, 3);

/** `768` → `0.768`, `3000` → `3`, minus as U+2212; grouping false for files. */
export const showQuantity = (quantity: Quantity, grouping = true): string => showScaled(quantity, 3, 0, grouping);
