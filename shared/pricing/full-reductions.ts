/**
 * 满减 on what line promotions left: the threshold is Σ of the lines it holds for, and what comes off is spread over
 * those same lines. A line takes part in one of them; conflicts as everywhere: priority, larger saving, lower id.
 */
import { spreadByLargestRemainder } from '../foundation/integer-arithmetic.ts';
import type { Fen } from '../foundation/money.ts';
import type { PromotionRule } from '../schema/promotion.ts';
import { goodsQuestion } from './conditions.ts';
import { compareConflict, type Promotion } from './promotion.ts';
import { mayTouch, type WorkLine } from './work-line.ts';

type FullReduction = Extract<PromotionRule, { readonly kind: 'fullReduction' }>;

/** What a sum earns; never more than the sum. */
export function reductionOf(rule: FullReduction, sum: Fen): Fen {
  let reached: { readonly from: Fen; readonly off: Fen } | null = null;
  for (const step of rule.steps) {
    if (step.from <= sum && (reached === null || step.from > reached.from)) reached = step;
  }
  if (reached === null) return 0;
  const times = rule.every === true ? Math.floor(sum / reached.from) : 1;
  return Math.min(reached.off * times, rule.cap ?? Number.MAX_SAFE_INTEGER, sum);
}

/** Changes `lines` in place. */
export function applyFullReductions(promotions: readonly Promotion[], lines: readonly WorkLine[]): void {
  const reduced = new Set<WorkLine>();
  const waiting = new Map<Promotion, { readonly rule: FullReduction; readonly lines: readonly WorkLine[] }>();
  for (const promotion of promotions) {
    const { rule } = promotion;
    if (rule.kind !== 'fullReduction') continue;
    const named = goodsQuestion(promotion.conditions);
    const meant = lines.filter((line) => mayReduce(promotion, line) && named(line.goods));
    if (meant.length > 0) waiting.set(promotion, { rule, lines: meant });
  }
  for (;;) {
    let best: { promotion: Promotion; saving: Fen; lines: readonly WorkLine[] } | null = null;
    for (const [promotion, { rule, lines: meant }] of waiting) {
      const free = meant.filter((line) => !reduced.has(line));
      const saving = reductionOf(rule, sumOfLeft(free));
      const one = { promotion, saving, lines: free };
      if (saving > 0 && (best === null || compareConflict(one, best) < 0)) best = one;
    }
    if (best === null) return;
    const { promotion, saving, lines: meant } = best;
    waiting.delete(promotion);
    const weights = meant.map((line) => line.left);
    for (const [i, fen] of spreadByLargestRemainder(saving, weights).entries()) {
      const line = meant[i];
      if (line === undefined) continue;
      reduced.add(line);
      line.left -= fen;
      line.touched.push(promotion);
      if (fen !== 0) line.shares.push({ promotion: promotion.id, version: promotion.version, fen });
    }
  }
}

function mayReduce(promotion: Promotion, line: WorkLine): boolean {
  if (line.left <= 0 || !mayTouch(promotion, line)) return false;
  if (promotion.exclusive) return line.touched.length === 0;
  return !line.touched.some((one) => one.exclusive);
}

const sumOfLeft = (lines: readonly WorkLine[]): Fen => lines.reduce((sum, line) => sum + line.left, 0);
