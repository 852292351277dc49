/** The rules of the shop as they stand, what nobody has set at what holds then, and whose hand is in each. */
import { OVER_SHORT_LIMIT } from '../commands/run-shift.ts';
import type { RoundRule, ShopRulesView } from '../worker/settings-protocol.ts';
import type { ReadShop } from './read-shop.ts';

const ROUND_RULES: readonly RoundRule[] = ['none', 'fen', 'jiao', 'nearestJiao', 'nearestYuan'];

export function shopRulesView(shop: ReadShop): ShopRulesView {
  const record = shop.folds.places.of('shop');
  const value = (field: string): unknown => record.value('shop', field);
  const whole = (field: string): number | null => {
    const found = value(field);
    return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0 ? found : null;
  };
  const changed: Record<string, { readonly by: string; readonly time: number }> = {};
  for (const { field, feed, time, kind } of record.read('shop')?.history ?? []) {
    // Latest first; a name that came with the shop was nobody's change.
    if (kind === 'set') changed[field] ??= { by: shop.writerName(feed), time };
  }
  return {
    rules: {
      name: shop.folds.places.text('shop', 'shop', 'name'),
      roundOff: ROUND_RULES.find((rule) => rule === value('roundOff')) ?? 'none',
      roundOffOn: value('roundOffOn') === 'cash' ? 'cash' : 'always',
      lastPriceFirst: value('lastPriceFirst') === true,
      overShortLimit: whole('overShortLimit') ?? OVER_SHORT_LIMIT,
      returnDays: whole('returnDays'),
      openingFloat: whole('openingFloat') ?? 0,
    },
    changed,
  };
}

export const NO_SHOP_RULES: ShopRulesView = {
  rules: {
    name: '',
    roundOff: 'none',
    roundOffOn: 'always',
    lastPriceFirst: false,
    overShortLimit: OVER_SHORT_LIMIT,
    returnDays: null,
    openingFloat: 0,
  },
  changed: {},
};
