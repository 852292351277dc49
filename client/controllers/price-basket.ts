/**
 * The basket through the price engine (shared/pricing): what each line costs now and why, and what the sale command is
 * told. One pricing per basket, minute and tenders; the page draws it, the command books the very same figures.
 */
import { pointsFor, pointsOffer } from '../../shared/loyalty/points.ts';
import { momentAt, type PricingMoment } from '../../shared/pricing/conditions.ts';
import { priceTicket } from '../../shared/pricing/price-ticket.ts';
import type {
  PricedLine,
  PricedTicket,
  PricingLine,
  PricingTicket,
  TicketDiscount,
} from '../../shared/pricing/ticket.ts';
import type { LinePricing } from '../../shared/sales/sell.ts';
import { discountPercent } from '../../shared/schema/pos-sale.ts';
import type { SellInput, Tender } from '../worker/engine-protocol.ts';
import type { PricingView } from '../worker/promotion-views.ts';
import { type Basket, type BasketLine, overrideOf } from './basket.ts';

/** Before the settings have come: list prices, and what was set by hand. */
export const PLAIN_PRICING: PricingView = {
  promotions: [],
  roundOff: { rule: 'none', on: 'always' },
  utcOffsetMinutes: 0,
  lastPriceFirst: false,
  pointsPerYuan: 0,
  pointsShareBp: 0,
};

const NO_MOMENT: PricingMoment = { branch: '', date: '1970-01-01', weekday: 4, minute: 0 };

export const pricingMoment = (nowMs: number, pricing: PricingView, branch: string): PricingMoment =>
  momentAt(nowMs * 1000, pricing.utcOffsetMinutes, branch);

/** `nonCash`: fen taken by other means than cash, `null` while nobody pays. */
export function priceBasket(
  basket: Basket,
  pricing: PricingView = PLAIN_PRICING,
  moment: PricingMoment = NO_MOMENT,
  nonCash: number | null = null,
): PricedTicket {
  const ticket: PricingTicket = {
    lines: basket.lines.map(pricingLine),
    promotions: pricing.promotions,
    moment,
    member: basket.member ?? null,
    level: basket.member?.priceLevel ?? '',
    lastPriceFirst: pricing.lastPriceFirst,
    coupons: [],
    discount: discountOf(basket),
    points: null,
    roundOff: pricing.roundOff,
    nonCash,
    roundOffByHand: basket.roundOff === 0 ? null : basket.roundOff,
  };
  const priced = priceTicket(ticket);
  if (basket.usePoints !== true) return priced;
  // What points may pay is a share of what is left once everything else is taken off.
  const points = pointsFrom(basket, priced, pricing);
  return points === null ? priced : priceTicket({ ...ticket, points });
}

/** What the member's points would pay of this basket; `null` when the rules let them pay nothing. */
export function pointsFrom(basket: Basket, priced: PricedTicket, pricing: PricingView) {
  const due = priced.payable + priced.roundOff + priced.points;
  return pointsOffer(basket.member?.points ?? 0, due, pricing.pointsPerYuan, pricing.pointsShareBp);
}

function discountOf({ discount, payBp }: Basket): TicketDiscount | null {
  if (payBp !== undefined && payBp !== null) return { payBp };
  return discount === 0 ? null : { fen: discount };
}

function pricingLine(line: BasketLine): PricingLine {
  const { item, quantity, amount } = line;
  return {
    product: item.product,
    category: item.category ?? '',
    quantity,
    numerator: item.unitNumerator,
    denominator: item.unitDenominator,
    byWeight: item.byWeight,
    prices: {
      list: item.price,
      member: item.memberPrice ?? null,
      levels: item.levels ?? {},
      breaks: item.breaks ?? [],
      floor: item.floorPrice,
    },
    label: amount,
    override: overrideOf(line) === null ? null : line.price,
  };
}

/** How a priced line is told to the sale command. `by`: the member at the till. */
function linePricing(line: BasketLine, priced: PricedLine, by: string): LinePricing {
  const override = overrideOf(line);
  const { pick, amount, coupon, ticket, points, roundOff, paid, promotions, belowFloor } = priced;
  const { authoriser } = override ?? {};
  return {
    pick: pick.source,
    picked: pick.price,
    pricedBy: pick.promotion === null ? null : { promotion: pick.promotion.promotion, version: pick.promotion.version },
    label: line.amount !== null && override === null && priced.price === line.item.price,
    override:
      override === null
        ? null
        : {
            kind: override.kind,
            from: pick.price,
            by,
            ...(authoriser === undefined ? {} : { authoriser }),
            ...(belowFloor ? { belowFloor } : {}),
          },
    promotions,
    amount,
    coupon,
    ticket,
    points,
    roundOff,
    paid,
  };
}

export function sellInput(
  basket: Basket,
  priced: PricedTicket,
  tenders: readonly Tender[],
  by: string,
  pointsPerYuan = 0,
): SellInput {
  const lines = basket.lines.flatMap((line, i) => {
    const one = priced.lines[i];
    if (one === undefined) return [];
    const { item, quantity, amount } = line;
    const sold = {
      variant: item.variant,
      unit: item.unit,
      numerator: item.unitNumerator,
      denominator: item.unitDenominator,
      quantity,
      listPrice: item.price ?? one.price,
      price: one.price,
      amount,
    };
    return [{ ...sold, priced: linePricing(line, one, by) }];
  });
  const { member } = basket;
  return {
    basket: basket.id,
    lines,
    roundOff: priced.roundOff,
    discount: priced.promotions + priced.coupon + priced.ticket + priced.points,
    tenders,
    ...(member === undefined || member === null ? {} : { loyaltyMember: member.id }),
    ...(priced.points === 0 ? {} : { points: { points: pointsFor(priced.points, pointsPerYuan), fen: priced.points } }),
  };
}

export interface NeededRights {
  /** Whole percent below what was offered, as the ticket will claim it; 0 for none. */
  readonly discount: number;
  readonly override: boolean;
}

/** What a basket asks of whoever sells it, by the same formula by which everybody checks the ticket. */
export function neededRights(basket: Basket, priced: PricedTicket): NeededRights {
  const lines = basket.lines.flatMap((line, i) => {
    const one = priced.lines[i];
    if (one === undefined) return [];
    const { amount, promotions, coupon, ticket, points } = linePricing(line, one, '');
    const from = { from: one.pick.price };
    const discount = promotions.reduce((sum, share) => sum + share.fen, 0) + coupon + ticket + points;
    const told = { promotions, coupon, ticket, points, discount, override: from };
    return [{ listPrice: one.pick.price, price: one.price, amount, ...told }];
  });
  const override = basket.lines.some((line, i) => {
    const set = overrideOf(line);
    return set !== null && (set.kind !== 'discount' || priced.lines[i]?.belowFloor === true);
  });
  return { discount: discountPercent({ lines, discount: 0 }), override };
}
