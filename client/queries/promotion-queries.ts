/** Promotions of the shop, for the page that keeps them and for the till that prices by them. */

import { loyaltyRulesOf } from '../../shared/loyalty/loyalty-rules.ts';
import type { Promotion } from '../../shared/pricing/promotion.ts';
import { readPromotion } from '../../shared/pricing/promotion.ts';
import type { RoundOffSetting } from '../../shared/pricing/ticket.ts';
import type { PricingView, PromotionRow } from '../worker/promotion-views.ts';
import type { ReadShop } from './read-shop.ts';

export function promotionsOf(shop: ReadShop): Promotion[] {
  const { places } = shop.folds;
  const records = places.of('promotion');
  return places.ids('promotion').flatMap((id) => readPromotion(id, (field) => records.value(id, field)) ?? []);
}

/** The first in order of conflict first; what is switched off last. */
export function promotionRows(shop: ReadShop): readonly PromotionRow[] {
  const records = shop.folds.places.of('promotion');
  return promotionsOf(shop)
    .map((one) => ({
      ...one,
      travel: shop.isLocal(one.id) ? ('local' as const) : ('listed' as const),
      conflicts: records.read(one.id)?.conflicts.length ?? 0,
    }))
    .sort(
      (a, b) =>
        Number(b.enabled) - Number(a.enabled) ||
        b.priority - a.priority ||
        (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
    );
}

export function pricingView(shop: ReadShop, utcOffsetMinutes: number): PricingView {
  const setting = (field: string) => shop.folds.places.of('shop').value('shop', field);
  const { pointsPerYuan, pointsShareBp } = loyaltyRulesOf(shop.folds.loyalty);
  return {
    promotions: promotionsOf(shop).filter((one) => one.enabled),
    roundOff: roundOffSetting(setting('roundOff'), setting('roundOffOn')),
    utcOffsetMinutes,
    lastPriceFirst: setting('lastPriceFirst') === true,
    pointsPerYuan,
    pointsShareBp,
  };
}

const RULES: readonly RoundOffSetting['rule'][] = ['none', 'fen', 'jiao', 'nearestJiao', 'nearestYuan'];

function roundOffSetting(rule: unknown, on: unknown): RoundOffSetting {
  return { rule: RULES.find((one) => one === rule) ?? 'none', on: on === 'cash' ? 'cash' : 'always' };
}
