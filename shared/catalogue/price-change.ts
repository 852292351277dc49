/**
 * How far a sale price moves (collaboration.md §1: 店 5 %, 管 free): whole percent of the value replaced, rounded up.
 * A first price moves nothing; taking a price away, or to zero, is all of it.
 */
import { isJsonObject, type Json } from '../commit/json-text.ts';
import type { WriteGuard } from '../fold/record-state.ts';
import { parseUse } from '../policy/use.ts';
import { PRICE_FIELDS } from '../schema/product.ts';
import { listOf } from './field-values.ts';

export function priceChangePercent(before: Json | undefined, after: Json): number {
  const known = pricesIn(before, false);
  if (known === null) return movedPercent(before, after);
  const now = pricesIn(after, true) ?? new Map<string, number>();
  return Math.max(0, ...[...known].map(([name, price]) => movedPercent(price, now.get(name) ?? null)));
}

/** Does this field hold sale prices? Units have prices of their own beside their ratios. */
export function holdsPrices(field: string): boolean {
  return field === 'units' || PRICE_FIELDS.some((one) => one === field);
}

/**
 * Several prices in one field, each under what it is for: a level, the quantity it begins at, a unit. `null` for a
 * field of one price. A retired unit has no price that could move, and to retire one moves none; a unit of its name
 * that follows it is held against it.
 */
function pricesIn(value: Json | undefined, retired: boolean): ReadonlyMap<string, number> | null {
  if (value === undefined || value === null || typeof value !== 'object') return null;
  const prices = new Map<string, number>();
  if (isJsonObject(value)) {
    for (const [level, price] of Object.entries(value)) if (typeof price === 'number') prices.set(level, price);
  } else {
    for (const one of listOf(value)) {
      if (!isJsonObject(one) || typeof one.price !== 'number' || (one.retired === true && !retired)) continue;
      const name = `${one.name ?? one.from}`;
      if (one.retired !== true || !prices.has(name)) prices.set(name, one.price);
    }
  }
  return prices;
}

function movedPercent(before: Json | undefined, after: Json): number {
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
  guards: holdsPrices,
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
