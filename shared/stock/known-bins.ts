/** Bins (仓位) in which a variant is known to lie: where it was last counted, and where goods were put since. */
import type { StockFold } from './stock-fold.ts';

/** By name, each once. `place` is `branch/warehouse`. */
export function binsKnown(stock: StockFold, variant: string, place: string): string[] {
  const number = stock.places.find(place);
  const pool = stock.poolsOf(variant).find((one) => one.place === number);
  if (pool === undefined) return [];
  const bins = new Set<string>();
  for (const step of pool.steps()) {
    if (step.row === null) {
      bins.clear();
      for (const bin of step.anchor.bins) bins.add(bin);
    } else if ((stock.rows.columns.quantity[step.row] ?? 0) > 0) {
      const bin = stock.binOf(step.row);
      if (bin !== '') bins.add(bin);
    }
  }
  return [...bins].sort();
}
