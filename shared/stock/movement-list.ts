/**
 * 库存流水 of one variant: movements and counts, the latest first, each with the balance after it. A late fact stands at
 * the time it acts; a count shows what the book said and the variance now, which moves when older facts arrive.
 */
import { compareTexts } from '../fold/entry-ref.ts';
import type { StockFold } from './stock-fold.ts';
import type { PoolStep, StockPool } from './stock-pool.ts';

export interface MovementListRow {
  readonly key: string;
  readonly kind: string;
  readonly reversal: boolean;
  /** Record id of the paper it belongs to; of a count, of the stocktake. */
  readonly document: string;
  readonly place: string;
  readonly feed: string;
  readonly seq: number;
  /** Number of the entry in its part. */
  readonly index: number;
  /** When it acts, and when it was written. */
  readonly at: number;
  readonly time: number;
  /** 0 on a count. */
  readonly quantity: number;
  readonly balance: number;
  readonly count: { readonly counted: number; readonly book: number; readonly variance: number } | null;
}

/** `place` null: all warehouses together, the balance then the sum of theirs. */
export function movementList(
  stock: StockFold,
  variant: string,
  place: string | null,
  limit: number,
): MovementListRow[] {
  const lists = stock
    .poolsOf(variant)
    .filter((pool) => place === null || stock.places.textOf(pool.place) === place)
    .map((pool) => rowsOf(stock, pool));
  const [only = [], ...more] = lists;
  const rows = more.length === 0 ? only : merge(lists);
  return rows.slice(-limit).reverse();
}

function rowsOf(stock: StockFold, pool: StockPool): MovementListRow[] {
  const rows: MovementListRow[] = [];
  const place = stock.places.textOf(pool.place);
  for (const step of pool.steps()) rows.push(readStep(stock, place, step));
  return rows;
}

function readStep(stock: StockFold, place: string, step: PoolStep): MovementListRow {
  if (step.row === null) {
    const { last, counted, stocktake } = step.anchor;
    return {
      key: `${last.feed}/${last.seq}/${last.index}`,
      kind: 'count',
      reversal: false,
      document: stocktake,
      place,
      feed: last.feed,
      seq: last.seq,
      index: last.index,
      at: last.at,
      time: last.time,
      quantity: 0,
      balance: step.balance,
      count: { counted, book: step.book, variance: counted - step.book },
    };
  }
  const { feed, seq, index, at, time, quantity } = stock.rows.columns;
  const { row } = step;
  const feedText = stock.rows.feeds.textOf(feed[row] ?? 0);
  return {
    key: `${feedText}/${seq[row] ?? 0}/${index[row] ?? 0}`,
    kind: stock.typeOf(row),
    reversal: stock.isReversal(row),
    document: stock.rows.documentOf(row),
    place,
    feed: feedText,
    seq: seq[row] ?? 0,
    index: index[row] ?? 0,
    at: at[row] ?? 0,
    time: time[row] ?? 0,
    quantity: quantity[row] ?? 0,
    balance: step.balance,
    count: null,
  };
}

/** Several warehouses in one list: the balance of all of them after each step. */
function merge(lists: readonly (readonly MovementListRow[])[]): MovementListRow[] {
  const balances = new Map<string, number>();
  let total = 0;
  return lists
    .flat()
    .sort(
      (a, b) =>
        a.at - b.at ||
        a.time - b.time ||
        compareTexts(a.feed, b.feed) ||
        a.seq - b.seq ||
        compareTexts(a.place, b.place) ||
        a.index - b.index,
    )
    .map((row) => {
      total += row.balance - (balances.get(row.place) ?? 0);
      balances.set(row.place, row.balance);
      return { ...row, balance: total };
    });
}
