/**
 * Oversold (超卖): a pool below zero is a task that names the sales it is about. With s units missing those are the
 * sales that took the last s units there were and the s that were not there, however the arrival went: whoever sold the
 * last piece at the same moment as somebody else is named beside them.
 */
import type { StockFold } from './stock-fold.ts';
import type { StockPool } from './stock-pool.ts';

export interface Oversold {
  readonly variant: string;
  /** `branch/warehouse` */
  readonly place: string;
  /** Below zero, thousandths. */
  readonly onHand: number;
  /** Documents, earlier before later, each once. */
  readonly documents: readonly string[];
}

/**
 * What is below zero in these places, of more than `most` the worst. A shop that has never counted in what it had is
 * below zero everywhere: `countNegative` says that, nobody reads ten thousand rows.
 */
export function oversoldTasks(
  stock: StockFold,
  most: number = Number.POSITIVE_INFINITY,
  isSeen: (place: string) => boolean = () => true,
): Oversold[] {
  const seen = stock.places.list().map(isSeen);
  const below = stock.negativePools().filter((pool) => seen[pool.place] === true);
  if (below.length > most) below.sort((a, b) => a.balance - b.balance || a.number - b.number).length = most;
  return below
    .map((pool) => ({
      variant: stock.variants.textOf(pool.variant),
      place: stock.places.textOf(pool.place),
      onHand: pool.balance,
      documents: documentsBehind(stock, pool),
    }))
    .sort((a, b) => (a.variant === b.variant ? (a.place < b.place ? -1 : 1) : a.variant < b.variant ? -1 : 1));
}

function documentsBehind(stock: StockFold, pool: StockPool): string[] {
  const missing = -pool.balance;
  const { quantity } = stock.rows.columns;
  const found: string[] = [];
  let after = pool.balance;
  for (const row of pool.rowsInOrder().slice().reverse()) {
    const moved = quantity[row] ?? 0;
    const before = after - moved;
    if (moved < 0 && after < missing) found.push(stock.rows.documentOf(row));
    if (before >= missing) break;
    after = before;
  }
  return [...new Set(found.reverse())];
}
