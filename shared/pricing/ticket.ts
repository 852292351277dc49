/** A ticket as the price engine takes it, and as it gives it back. Fen, thousandths, ten-thousandths; nothing else. */
import type { Fen, Price } from '../foundation/money.ts';
import type { UnitRatio } from '../foundation/quantity.ts';
import type { RoundOffRule } from '../sales/sale-totals.ts';
import type { PromotionConditions } from '../schema/promotion.ts';
import type { PricedMember, PricingMoment } from './conditions.ts';
import type { GiftOffer } from './line-promotions.ts';
import type { Pick, QuantityBreak } from './price-pick.ts';
import type { Promotion } from './promotion.ts';
import type { PromotionShare } from './work-line.ts';

/** Sale prices of a product: of one base unit, but `list`. `null` where there is none. */
export interface GoodsPrices {
  /** Retail price of one unit of the line. */
  readonly list: Price | null;
  readonly member: Price | null;
  /** By name of the level: `wholesale` and whatever the shop calls its own. */
  readonly levels: Readonly<Record<string, Price>>;
  readonly breaks: readonly QuantityBreak[];
  /** Of one unit of the line: below it nothing is sold without an override. */
  readonly floor: Price | null;
}

export interface PricingLine extends UnitRatio {
  readonly product: string;
  /** A path with `/`; '' for none. */
  readonly category: string;
  /** Thousandths of the line's unit. */
  readonly quantity: number;
  /** Goods sold by weight are no number of pieces. */
  readonly byWeight: boolean;
  readonly prices: GoodsPrices;
  /** Agreed with this customer, and the last price to this customer, of one base unit. */
  readonly agreed?: Price | null;
  readonly last?: Price | null;
  /** Printed on a weighed label: the line's amount as long as its price is the list price. */
  readonly label: Fen | null;
  /** A price set by hand, of one unit of the line: switches promotions off for the line. */
  readonly override: Price | null;
}

/** None named: all goods. */
export type CouponGoods = Omit<PromotionConditions, 'branches' | 'from' | 'until' | 'weekdays' | 'hours' | 'levels'>;

export interface Coupon {
  readonly id: string;
  /** Fen off, or what is still paid in basis points, at most `cap` fen off. */
  readonly off?: Fen;
  readonly payBp?: number;
  readonly cap?: Fen;
  /** Least sum of the goods it holds for. */
  readonly from: Fen;
  readonly goods: CouponGoods;
  /** Holds for goods at a member's price, too. */
  readonly withMemberPrice: boolean;
}

/** Off the whole ticket by hand: a sum, or what is still paid in basis points (96 % = 9600). */
export type TicketDiscount = { readonly fen: Fen } | { readonly payBp: number };

export interface RoundOffSetting {
  readonly rule: RoundOffRule;
  /** `cash`: on what is left after other tenders, and only if some of it is paid in cash. */
  readonly on: 'always' | 'cash';
}

export interface PricingTicket {
  readonly lines: readonly PricingLine[];
  readonly promotions: readonly Promotion[];
  readonly moment: PricingMoment;
  readonly member: PricedMember | null;
  /** Price level of the customer; '' = retail. */
  readonly level: string;
  /** Setting: the last price to this customer goes before the lowest price. */
  readonly lastPriceFirst: boolean;
  readonly coupons: readonly Coupon[];
  readonly discount: TicketDiscount | null;
  /** Points paid with, and what they are worth. */
  readonly points: { readonly points: number; readonly fen: Fen } | null;
  readonly roundOff: RoundOffSetting;
  /** Other tenders than cash taken so far, for rounding of cash only; `null` while nobody pays. */
  readonly nonCash: Fen | null;
  /** 抹零 by hand instead of the rule, in fen; negative rounds up. */
  readonly roundOffByHand: Fen | null;
}

export interface PricedLine {
  readonly pick: Pick;
  /** Charged for one unit: the picked price, or the one set by hand. */
  readonly price: Price;
  /** At the list price. */
  readonly list: Fen;
  /** At the price charged, before anything is taken off. */
  readonly amount: Fen;
  /** Fen of each promotion, line promotions first. */
  readonly promotions: readonly PromotionShare[];
  readonly coupon: Fen;
  readonly ticket: Fen;
  readonly points: Fen;
  readonly roundOff: Fen;
  readonly paid: Fen;
  readonly belowFloor: boolean;
}

export interface UsedCoupon {
  readonly id: string;
  readonly fen: Fen;
}

export interface PricedTicket {
  readonly lines: readonly PricedLine[];
  readonly list: Fen;
  readonly amount: Fen;
  readonly promotions: Fen;
  /** Coupons that took something off. */
  readonly coupons: readonly UsedCoupon[];
  /** Given but without effect: their goods do not come to the sum. */
  readonly idleCoupons: readonly string[];
  readonly coupon: Fen;
  readonly ticket: Fen;
  readonly points: Fen;
  readonly roundOff: Fen;
  readonly payable: Fen;
  /** List − payable − roundOff. */
  readonly saved: Fen;
  /** Gifts earned and not scanned. */
  readonly offers: readonly GiftOffer[];
}
