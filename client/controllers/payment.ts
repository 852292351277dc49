/** Sums for the quick buttons of the pay pane. What tenders come to: shared/pricing/tender-desk.ts. */

/** Sums a customer is likely to hand over: exact, then the next 10, 50 and 100 yuan above, without doubles. */
export function quickSums(due: number): readonly number[] {
  const next = [1_000, 5_000, 10_000].map((step) => Math.ceil(due / step) * step);
  return [...new Set([due, ...next])].filter((sum) => sum > 0);
}
