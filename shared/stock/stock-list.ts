/**
 * Stock on hand as a list (库存), one row a variant, with its figures. Reserved and in transit come from folds of orders
 * and transfers, passed in; until there are any they are 0.
 */
import type { CatalogueFold } from '../catalogue/catalogue-fold.ts';
import { goodOf } from '../catalogue/good.ts';
import type { StockFold } from './stock-fold.ts';

export interface StockListParams {
  /** `branch/warehouse`: those whose stock may be seen, of those asked for. Without any there are no rows. */
  readonly places: readonly string[];
  readonly search: string;
  readonly filter: 'all' | 'negative' | 'low' | 'nonzero';
  readonly offset: number;
  readonly limit: number;
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
    readonly items: number;
  };
}

interface Line {
  readonly variant: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly inTransit: number;
  readonly safety: number | null;
}

export function stockList<Travel>(
  catalogue: CatalogueFold,
  stock: StockFold,
  params: StockListParams,
  questions: StockQuestions<Travel>,
): StockList<Travel> {
  const figures = { onHand: 0, reserved: 0, inTransit: 0, negative: 0, low: 0, items: 0 };
  const lines: Line[] = [];
  for (const line of linesOf(catalogue, stock, params, questions)) {
    figures.items++;
    figures.onHand += line.onHand;
    figures.reserved += line.reserved;
    figures.inTransit += line.inTransit;
    if (line.onHand < 0) figures.negative++;
    if (isLow(line)) figures.low++;
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
  for (const row of catalogue.rowsBy('name')) {
    if ((found !== null && !found.has(row)) || !products.isThere(row)) continue;
    const product = products.idOf(row);
    const removed = products.isRemoved(row);
    const ownSafety = products.numberAt(row, 'minStock');
    for (const variant of catalogue.variantsOf(product)) {
      const onHand = params.places.reduce((sum, place) => sum + stock.balance(variant, place), 0);
      // What is still there of removed goods is somebody's to sell off or write off.
      if (removed && onHand === 0) continue;
      const variantSafety = variant === product ? undefined : catalogue.variants.value(variant, 'minStock');
      const safety = typeof variantSafety === 'number' ? variantSafety : ownSafety;
      const reserved = questions.reserved(variant);
      yield { variant, onHand, reserved, inTransit: questions.inTransit(variant), safety };
    }
  }
}

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
  const { onHand, reserved, inTransit, safety } = line;
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
    travel: questions.travel(variant),
  };
}
