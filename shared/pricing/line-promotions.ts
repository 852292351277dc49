/**
 * Line promotions (trade.md §4): each piece takes part in one at most. They are dealt out one promotion at a time, each
 * to all that it can reach of what is still free: priority first, then the larger saving, then the lower id. So the
 * outcome hangs on nothing but the set of promotions.
 */

import { type ConditionedGoods, goodsQuestion } from './conditions.ts';
import type { Promotion } from './promotion.ts';
import { compareConflict } from './promotion.ts';
import { type Application, applicationOf, giftsWanted } from './promotion-rules.ts';
import { mayTouch, take, type WorkLine } from './work-line.ts';

/** A gift that the customer has earned and nobody has scanned. */
export interface GiftOffer {
  readonly promotion: string;
  readonly product: string;
  readonly pieces: number;
}

interface Candidate {
  readonly promotion: Promotion;
  /** Lines it may take, the dearest first. */
  readonly lines: readonly WorkLine[];
  /** Lines of its gift. */
  readonly gifts: readonly WorkLine[];
  application: Application;
}

/** Changes `lines` in place; `byPrice` are the same lines, the dearest first, ties to the earlier. */
export function applyLinePromotions(
  promotions: readonly Promotion[],
  byPrice: readonly WorkLine[],
): readonly GiftOffer[] {
  const candidates = promotions.flatMap((promotion) => candidateOf(promotion, byPrice));
  const gifted = candidates.filter(
    (one) => one.promotion.rule.kind === 'buyGet' && one.promotion.rule.gift !== undefined,
  );
  const offers = new Map<string, GiftOffer>();
  const waiting = new Set(candidates.filter((one) => one.application.saving > 0));
  while (waiting.size > 0) {
    const next = first(waiting);
    waiting.delete(next);
    if (next.application.missing > 0) offer(offers, next, next.application.missing);
    const touched = new Set<WorkLine>();
    for (const { line, pieces, fen } of next.application.uses) {
      take(line, next.promotion, pieces, fen);
      touched.add(line);
    }
    for (const other of waiting) {
      if (!other.lines.some((line) => touched.has(line)) && !other.gifts.some((line) => touched.has(line))) continue;
      other.application = applicationOf(other.promotion.rule, other.lines, other.gifts);
      if (other.application.saving <= 0) waiting.delete(other);
    }
  }
  for (const one of gifted) {
    if (offers.has(one.promotion.id) || one.gifts.some((line) => line.touched.includes(one.promotion))) continue;
    const missing = giftsWanted(one.promotion.rule, one.lines);
    if (missing > 0) offer(offers, one, missing);
  }
  return [...offers.values()].sort((a, b) => (a.promotion < b.promotion ? -1 : 1));
}

function offer(offers: Map<string, GiftOffer>, { promotion }: Candidate, pieces: number): void {
  const { rule } = promotion;
  if (rule.kind !== 'buyGet' || rule.gift === undefined) return;
  offers.set(promotion.id, { promotion: promotion.id, product: rule.gift, pieces });
}

function first(candidates: ReadonlySet<Candidate>): Candidate {
  let best: Candidate | null = null;
  for (const one of candidates) {
    if (best === null || compareConflict(rankOf(one), rankOf(best)) < 0) best = one;
  }
  if (best === null) throw new Error('no candidate left');
  return best;
}

const rankOf = (one: Candidate) => ({ promotion: one.promotion, saving: one.application.saving });

/** Nothing for promotions that act elsewhere: on the price, or on sums. */
function candidateOf(promotion: Promotion, byPrice: readonly WorkLine[]): Candidate[] {
  const { rule, conditions } = promotion;
  if (rule.kind === 'specialPrice' || rule.kind === 'memberPrice' || rule.kind === 'fullReduction') return [];
  const named = goodsQuestion(conditions);
  const gift = rule.kind === 'buyGet' ? rule.gift : undefined;
  const inBundle = rule.kind === 'bundle' ? new Set(rule.parts.flatMap((part) => part.products)) : null;
  const isMeant = (goods: ConditionedGoods): boolean =>
    goods.product !== gift && named(goods) && inBundle?.has(goods.product) !== false;
  const lines = byPrice.filter((line) => mayTouch(promotion, line) && isMeant(line.goods));
  if (lines.length === 0) return [];
  const gifts =
    gift === undefined ? [] : byPrice.filter((line) => mayTouch(promotion, line) && line.goods.product === gift);
  return [{ promotion, lines, gifts, application: applicationOf(rule, lines, gifts) }];
}
