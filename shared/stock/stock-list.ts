/**
 * Stock on hand as a list (库存), one row a variant, with its figures, each of which filters. Reserved and in transit come
 * from folds of orders and transfers, passed in.
 */
import type { CatalogueFold } from '../catalogue/catalogue-fold.ts';
import { goodOf } from '../catalogue/good.ts';
import type { Freshness } from './batch-book.ts';
import type { StockFold } from './stock-fold.ts';
import { freshnessAt, isSizeGap } from './stock-states.ts';

export const STOCK_FILTERS = [
  'all',
  'nonzero',
  'reserved',
  'transit',
  'negative',
  'low',
  'over',
  'gaps',
  'expiring',
] as const;
export type StockFilter = (typeof STOCK_FILTERS)[number];

export interface StockListParams {
  /** `branch/warehouse`: those whose stock may be seen, of those asked for. Without any there are no rows. */
  readonly places: readonly string[];
  readonly search: string;
  readonly filter: StockFilter;
  readonly offset: number;
  readonly limit: number;
  /** In the shop's time, for what expires. */
  readonly today: string;
}

export interface StockQuestions<Travel> {
  readonly reserved: (variant: string) => number;
  readonly inTransit: (variant: string) => number;
  /** Of the latest movement of a variant. */
  readonly travel: (variant: string) => Travel;
}

export interface StockListRow<Travel> {
  readonly product: string;
  readonly variant: string;
  readonly name: string;
  readonly spec: string;
  readonly itemNo: string;
  readonly unit: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
  readonly inTransit: number;
  readonly safety: number | null;
  /** More than this is too much; null: nobody has said. */
  readonly most: number | null;
  /** Its size is gone while another of its colour is there. */
  readonly gap: boolean;
  /** The worst of its batches. */
  readonly freshness: Freshness;
  readonly travel: Travel;
}

export interface StockList<Travel> {
  readonly rows: readonly StockListRow<Travel>[];
  readonly offset: number;
  readonly total: number;
  /** Of everything that the search and the place let through, whatever the filter. */
  readonly figures: {
    readonly onHand: number;
    readonly reserved: number;
    readonly inTransit: number;
    readonly negative: number;
    readonly low: number;
    readonly over: number;
    readonly gaps: number;
    /** Near their expiry or past it. */
    readonly expiring: number;
    readonly items: number;
  };
}

interface Line {
  readonly variant: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly inTransit: number;
  readonly safety: number | null;
  readonly most: number | null;
  readonly gap: boolean;
  readonly freshness: Freshness;
}

export function stockList<Travel>(
  catalogue: CatalogueFold,
  stock: StockFold,
  params: StockListParams,
  questions: StockQuestions<Travel>,
): StockList<Travel> {
  const figures = {
    onHand: 0,
    reserved: 0,
    inTransit: 0,
    negative: 0,
    low: 0,
    over: 0,
    gaps: 0,
    expiring: 0,
    items: 0,
  };
  const lines: Line[] = [];
  for (const line of linesOf(catalogue, stock, params, questions)) {
    figures.items++;
    figures.onHand += line.onHand;
    figures.reserved += line.reserved;
    figures.inTransit += line.inTransit;
    if (line.onHand < 0) figures.negative++;
    if (isLow(line)) figures.low++;
    if (isOver(line)) figures.over++;
    if (line.gap) figures.gaps++;
    if (line.freshness !== 'good') figures.expiring++;
    if (isInFilter(line, params.filter)) lines.push(line);
  }
  const page = lines.slice(params.offset, params.offset + params.limit);
  return {
    rows: page.flatMap((line) => describeLine(catalogue, line, questions) ?? []),
    offset: params.offset,
    total: lines.length,
    figures,
  };
}

function* linesOf<Travel>(
  catalogue: CatalogueFold,
  stock: StockFold,
  params: StockListParams,
  questions: StockQuestions<Travel>,
): IterableIterator<Line> {
  const { products } = catalogue;
  const found = params.search.trim() === '' ? null : new Set(catalogue.search.find(params.search, products.rowCount));
  if (params.places.length === 0) return;
  const onHandOf = (variant: string): number =>
    params.places.reduce((sum, place) => sum + stock.balance(variant, place), 0);
  const available = (variant: string): number => onHandOf(variant) - questions.reserved(variant);
  for (const row of catalogue.rowsBy('name')) {
    if ((found !== null && !found.has(row)) || !products.isThere(row)) continue;
    const product = products.idOf(row);
    const removed = products.isRemoved(row);
    const ownSafety = products.numberAt(row, 'minStock');
    const most = products.numberAt(row, 'maxStock');
    const tracked = products.textAt(row, 'tracking') === 'batch';
    for (const variant of catalogue.variantsOf(product)) {
      const onHand = onHandOf(variant);
      // What is still there of removed goods is somebody's to sell off or write off.
      if (removed && onHand === 0) continue;
      const variantSafety = variant === product ? undefined : catalogue.variants.value(variant, 'minStock');
      const safety = typeof variantSafety === 'number' ? variantSafety : ownSafety;
      const reserved = questions.reserved(variant);
      const gap = !removed && isSizeGap(catalogue, variant, available);
      const freshness = tracked ? freshnessAt(catalogue, stock, variant, params.places, params.today) : 'good';
      yield { variant, onHand, reserved, inTransit: questions.inTransit(variant), safety, most, gap, freshness };
    }
  }
}

const isOver = (line: Line): boolean => line.most !== null && line.onHand > line.most;
const isLow = (line: Line): boolean => line.safety !== null && line.onHand - line.reserved < line.safety;

function isInFilter(line: Line, filter: StockListParams['filter']): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'negative':
      return line.onHand < 0;
    case 'low':
      return isLow(line);
    case 'nonzero':
      return line.onHand !== 0;
    case 'reserved':
      return line.reserved > 0;
    case 'transit':
      return line.inTransit > 0;
    case 'over':
      return isOver(line);
    case 'gaps':
      return line.gap;
    case 'expiring':
      return line.freshness !== 'good';
  }
}

function describeLine<Travel>(
  catalogue: CatalogueFold,
  line: Line,
  questions: StockQuestions<Travel>,
): StockListRow<Travel> | null {
  const good = goodOf(catalogue, line.variant);
  if (good === null) return null;
  const { product, variant, name, spec, itemNo, unit } = good;
  const { onHand, reserved, inTransit, safety, most, gap, freshness } = line;
  return {
    product,
    variant,
    name,
    spec,
    itemNo,
    unit,
    onHand,
    reserved,
    available: onHand - reserved,
    inTransit,
    safety,
    most,
    gap,
    freshness,
    travel: questions.travel(variant),
  };
}
