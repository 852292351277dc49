/** What pages and the engine say to each other about prices: promotions as the price engine takes them, and their setting. */
import type { Promotion } from '../../shared/pricing/promotion.ts';
import type { RoundOffSetting } from '../../shared/pricing/ticket.ts';
import type { PromotionConditions, PromotionRule } from '../../shared/schema/promotion.ts';

/** All that a till needs to price a basket by itself, at once and without network. */
export interface PricingView {
  readonly promotions: readonly Promotion[];
  readonly roundOff: RoundOffSetting;
  readonly utcOffsetMinutes: number;
  /** Setting: the last price to a customer goes before the lowest price. */
  readonly lastPriceFirst: boolean;
  /** 积分抵现: points that are worth one yuan (0 = none), and the share of a ticket they may pay. */
  readonly pointsPerYuan: number;
  readonly pointsShareBp: number;
}

export interface PromotionRow extends Promotion {
  readonly travel: 'listed' | 'local';
  /** Fields on which two people disagree. */
  readonly conflicts: number;
}

export interface PromotionDraft {
  readonly name: string;
  readonly rule: PromotionRule;
  readonly conditions: PromotionConditions;
  readonly priority: number;
  readonly enabled: boolean;
  readonly exclusive: boolean;
  readonly withMemberPrice: boolean;
  readonly withCoupon: boolean;
}
