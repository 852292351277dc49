/** Tickets for the price engine, short enough to read in a test. */
import type { PricingMoment } from '../../shared/pricing/conditions.ts';
import type { Promotion } from '../../shared/pricing/promotion.ts';
import type { PricingLine, PricingTicket } from '../../shared/pricing/ticket.ts';
import type { PromotionRule } from '../../shared/schema/promotion.ts';

/** A Wednesday, 10:05. */
export const MOMENT: PricingMoment = { branch: 'branchA0', date: '2026-11-25', weekday: 3, minute: 605 };

type LineChange = Partial<Omit<PricingLine, 'prices'>> & { readonly prices?: Partial<PricingLine['prices']> };

/** `yuan` per unit with up to four decimals; `quantity` in whole or broken units. */
export function saleLine(product: string, quantity: number, yuan: number, change: LineChange = {}): PricingLine {
  const { prices, ...rest } = change;
  return {
    product,
    category: '',
    quantity: Math.round(quantity * 1000),
    numerator: 1,
    denominator: 1,
    byWeight: false,
    label: null,
    override: null,
    ...rest,
    prices: {
      list: Math.round(yuan * 10_000),
      member: null,
      levels: {},
      breaks: [],
      floor: null,
      ...prices,
    },
  };
}

export function promotionOf(
  id: string,
  rule: PromotionRule,
  change: Partial<Omit<Promotion, 'id' | 'rule'>> = {},
): Promotion {
  return {
    id,
    rule,
    version: 1,
    name: id,
    conditions: {},
    priority: 0,
    enabled: true,
    exclusive: false,
    withMemberPrice: true,
    withCoupon: true,
    ...change,
  };
}

export function saleTicket(lines: readonly PricingLine[], change: Partial<PricingTicket> = {}): PricingTicket {
  return {
    lines,
    promotions: [],
    moment: MOMENT,
    member: null,
    level: '',
    lastPriceFirst: false,
    coupons: [],
    discount: null,
    points: null,
    roundOff: { rule: 'none', on: 'always' },
    nonCash: null,
    roundOffByHand: null,
    ...change,
  };
}
