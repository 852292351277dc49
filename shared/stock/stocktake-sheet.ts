/**
 * A stocktake as a sheet: what was counted of each variant beside what the book said at that moment. Selling goes on, so
 * the variance is counted − book at the last scan and moves when facts from before it arrive. Value is at retail, so that
 * everybody who counts finds the same; at cost it is put beside by whoever may see costs.
 */
import { mulDiv } from '../foundation/integer-arithmetic.ts';
import type { StockFold } from './stock-fold.ts';
import type { StockPool } from './stock-pool.ts';
import type { StocktakeFold, StocktakePaper } from './stocktake-fold.ts';
import { type CountedVariant, countedVariants, type TallyCell } from './tally-cells.ts';

export interface SheetGoods {
  /** Of its categories and bins. */
  readonly isInScope: (variant: string) => boolean;
  /** Retail of one base unit. */
  readonly priceOf: (variant: string) => number | null;
  /** Bins in which it is known to lie. */
  readonly binsOf: (variant: string) => readonly string[];
}

export interface SheetLine {
  readonly variant: string;
  /** null: nobody has counted it. */
  readonly counted: number | null;
  /** Last scan; for what nobody counted 0. */
  readonly at: number;
  readonly book: number;
  /** null: nobody has counted it. */
  readonly variance: number | null;
  /** Fen at retail; 0 where there is no price. */
  readonly value: number;
  readonly cells: readonly TallyCell[];
  readonly asked: boolean;
  readonly recount: 'no' | 'due' | 'done';
  /** Facts from before the last scan that came after the approval: why the variance moved. */
  readonly late: number;
  /** Of a stocktake of bins: other bins where it is known to lie. Until they are counted, too, nothing is said of it. */
  readonly missing: readonly string[];
  /** What an approval has made of it; null before. */
  readonly posted: number | null;
}

export interface SheetFigures {
  readonly counted: number;
  readonly pieces: number;
  readonly uncounted: number;
  readonly different: number;
  readonly gain: number;
  readonly loss: number;
  /** Fen at retail, gains less losses. */
  readonly value: number;
  readonly asked: number;
  readonly recountDue: number;
  readonly late: number;
  /** Lines whose tally is another one than what was approved. */
  readonly afterPosting: number;
  /** Counted lines without a difference, basis points; null before there are any. */
  readonly accuracy: number | null;
}

export interface Sheet {
  readonly lines: readonly SheetLine[];
  readonly figures: SheetFigures;
}

export function stocktakeSheet(
  stocktakes: StocktakeFold,
  stock: StockFold,
  paper: StocktakePaper,
  goods: SheetGoods,
): Sheet {
  const { start, place } = paper;
  const { id } = start.value;
  const counted = countedVariants(stocktakes.tallies(id, place), stocktakes.choices(id, place));
  const lines: SheetLine[] = [];
  const placeNumber = stock.places.find(place);
  const poolAt = (variant: string): StockPool | undefined =>
    stock.poolsOf(variant).find((pool) => pool.place === placeNumber);
  for (const one of counted.values()) lines.push(countedLine(one, poolAt(one.variant), stock, paper, goods));
  for (const pool of stock.pools()) {
    if (pool.place !== placeNumber) continue;
    const variant = stock.variants.textOf(pool.variant);
    if (counted.has(variant)) continue;
    const line = uncountedLine(variant, pool, stock, id, goods);
    if (line !== null) lines.push(line);
  }
  return { lines, figures: figuresOf(lines, paper.status === 'posted') };
}

interface Anchored {
  readonly counted: number;
  readonly book: number;
  readonly late: number;
  readonly at: number;
}

/** What this stocktake's approval says of a pool. */
function anchorIn(stock: StockFold, pool: StockPool | undefined, id: string): Anchored | null {
  const own = pool?.anchors.find((anchor) => anchor.stocktake === id);
  if (pool === undefined || own === undefined) return null;
  const { time } = stock.rows.columns;
  let late = 0;
  for (const step of pool.steps()) {
    if (step.row === null && step.anchor === own)
      return { counted: own.counted, book: step.book, late, at: own.last.at };
    if (step.row !== null && (time[step.row] ?? 0) > own.last.time) late++;
  }
  return null;
}

function countedLine(
  one: CountedVariant,
  pool: StockPool | undefined,
  stock: StockFold,
  paper: StocktakePaper,
  goods: SheetGoods,
): SheetLine {
  const { variant, cells, asked } = one;
  const { id, recountOver, bins } = paper.start.value;
  const anchor = anchorIn(stock, pool, id);
  const book = anchor?.book ?? pool?.balanceAsOf(one.at) ?? 0;
  const counted = one.counted;
  const variance = (anchor?.counted ?? counted) - book;
  const value = valueAt(variance, goods.priceOf(variant));
  const isOver = recountOver !== undefined && variance !== 0 && (recountOver === 0 || Math.abs(value) > recountOver);
  const recount = one.recounted ? 'done' : isOver && anchor === null ? 'due' : 'no';
  const late = anchor?.late ?? 0;
  const elsewhere = bins.length === 0 ? [] : goods.binsOf(variant);
  const missing = elsewhere.filter((bin) => !cells.some((cell) => cell.bin === bin));
  return {
    variant,
    counted,
    at: one.at,
    book,
    variance,
    value,
    cells,
    asked,
    recount,
    late,
    missing,
    posted: anchor?.counted ?? null,
  };
}

/** What lies here by the book and nobody has counted; `null` where it is none of this stocktake's. */
function uncountedLine(
  variant: string,
  pool: StockPool,
  stock: StockFold,
  id: string,
  goods: SheetGoods,
): SheetLine | null {
  const anchor = anchorIn(stock, pool, id);
  const nothing = { variant, cells: [], asked: false, recount: 'no', missing: [] } as const;
  if (anchor !== null) {
    const variance = anchor.counted - anchor.book;
    const value = valueAt(variance, goods.priceOf(variant));
    const { counted, book, late, at } = anchor;
    return { ...nothing, counted, at, book, variance, value, late, posted: counted };
  }
  if (pool.balance === 0 || !goods.isInScope(variant)) return null;
  return { ...nothing, counted: null, at: 0, book: pool.balance, variance: null, value: 0, late: 0, posted: null };
}

export function valueAt(variance: number, price: number | null): number {
  return price === null || variance === 0 ? 0 : mulDiv(variance, price, 100_000);
}

function figuresOf(lines: readonly SheetLine[], isPosted: boolean): SheetFigures {
  const done = lines.filter((line) => line.counted !== null);
  const sum = (of: (line: SheetLine) => number): number => done.reduce((total, line) => total + of(line), 0);
  const count = (is: (line: SheetLine) => boolean): number => done.filter(is).length;
  const different = count((line) => line.variance !== 0);
  return {
    counted: done.length,
    pieces: sum((line) => line.counted ?? 0),
    uncounted: lines.length - done.length,
    different,
    gain: sum((line) => Math.max(0, line.variance ?? 0)),
    loss: sum((line) => Math.max(0, -(line.variance ?? 0))),
    value: sum((line) => line.value),
    asked: count((line) => line.asked),
    recountDue: count((line) => line.recount === 'due'),
    late: count((line) => line.late > 0),
    afterPosting: isPosted ? count((line) => line.posted !== line.counted) : 0,
    accuracy: done.length === 0 ? null : Math.floor(((done.length - different) * 10_000) / done.length),
  };
}
