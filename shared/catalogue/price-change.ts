/**
 * How far a sale price moves (collaboration.md §1: 店 5 %, 管 free): whole percent of the value replaced, rounded up.
 * A first price moves nothing; taking a price away, or to zero, is all of it.
 */
import type { Json } from '../commit/json-text.ts';
import type { WriteGuard } from '../fold/record-state.ts';
import { parseUse } from '../policy/use.ts';
import { PRICE_FIELDS } from '../schema/product.ts';

export function priceChangePercent(before: Json | undefined, after: Json): number {
  if (typeof before !== 'number' || before === 0) return 0;
  if (typeof after !== 'number') return 100;
  const moved = BigInt(Math.abs(after - before)) * 100n;
  return Number((moved + BigInt(before) - 1n) / BigInt(before));
}

/**
 * A price that moves further than its commit claims (`catalogue.price≤n`) is not shown. The value it replaced is in its
 * causal past, so whoever has that value finds the same.
 */
export const PRICE_GUARD: WriteGuard = {
  guards: (field) => PRICE_FIELDS.some((one) => one === field),
  capOf(uses) {
    let most = -1;
    for (const text of uses) {
      const use = parseUse(text);
      if (use === null || (use.module !== '*' && use.module !== 'catalogue')) continue;
      if (use.action !== '*' && use.action !== 'price') continue;
      if (use.limit === null) return null;
      most = Math.max(most, use.limit);
    }
    return Math.max(0, most);
  },
  allows: (before, after, cap) => priceChangePercent(before, after) <= cap,
};
