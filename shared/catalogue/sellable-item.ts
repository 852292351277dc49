/** What a till may put into its basket: a good in one of its units, at the price shown now. */
import { mulDiv } from '../foundation/integer-arithmetic.ts';
import type { OtherUnit } from './field-values.ts';
import type { Good, Tracking } from './good.ts';
import { NO_SALE_PRICES, type SalePrices } from './sale-prices.ts';

export interface Sellable extends Partial<SalePrices> {
  readonly product: string;
  readonly variant: string;
  readonly name: string;
  readonly spec: string;
  readonly itemNo: string;
  readonly unit: string;
  readonly unitNumerator: number;
  readonly unitDenominator: number;
  readonly byWeight: boolean;
  /** Of one `unit`; null = not priced yet, not sellable. */
  readonly price: number | null;
  readonly floorPrice: number | null;
  readonly onHand: number | null;
  readonly strict: boolean;
  readonly escrow: number | null;
  /** Absent: lines of it name nothing. */
  readonly tracking?: Exclude<Tracking, 'none'>;
  readonly shelfLifeDays?: number;
}

export interface SellableQuestions {
  readonly onHand: (variant: string) => number | null;
  /** What this register may still sell of a strict product; null while no register is known. */
  readonly escrow: (variant: string) => number | null;
  /** Prices beside retail; without the question there are none. */
  readonly prices?: (variant: string) => SalePrices;
}

/** `unit` null is the base unit. */
export function sellableItem(good: Good, unit: OtherUnit | null, questions: SellableQuestions): Sellable {
  const { product, variant, name, spec, itemNo, byWeight, strict } = good;
  const { numerator, denominator } = unit ?? { numerator: 1, denominator: 1 };
  const times = (price: number | null): number | null =>
    price === null ? null : mulDiv(price, numerator, denominator);
  return {
    product,
    variant,
    name,
    spec,
    itemNo,
    unit: unit?.name ?? good.unit,
    unitNumerator: numerator,
    unitDenominator: denominator,
    byWeight,
    price: unit?.price ?? times(good.price),
    floorPrice: times(good.floorPrice),
    onHand: questions.onHand(variant),
    strict,
    escrow: strict ? questions.escrow(variant) : null,
    ...(good.tracking === 'none' ? {} : { tracking: good.tracking }),
    ...(good.shelfLifeDays === null ? {} : { shelfLifeDays: good.shelfLifeDays }),
    ...(questions.prices?.(variant) ?? NO_SALE_PRICES),
  };
}
