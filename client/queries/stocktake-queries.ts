/** Stocktakes as pages read them. A blind one shows no book and no variance to those who count, until it is handed in. */
import { goodOf } from '../../shared/catalogue/good.ts';
import { compareTexts } from '../../shared/fold/entry-ref.ts';
import { binsKnown } from '../../shared/stock/known-bins.ts';
import type { StocktakePaper } from '../../shared/stock/stocktake-fold.ts';
import {
  type Sheet,
  type SheetGoods,
  type SheetLine,
  stocktakeSheet,
  valueAt,
} from '../../shared/stock/stocktake-sheet.ts';
import type {
  CountSheetRow,
  SheetParams,
  SheetRow,
  SheetView,
  StocktakeRow,
  StocktakeView,
} from '../worker/stocktake-protocol.ts';
import { maySeeStock, type ReadShop } from './read-shop.ts';

/** What of a stocktake can't be read from folds alone. */
export interface StocktakeQuestions {
  othersWhoMay(use: string): readonly string[];
  readonly member: string;
}

export function sheetGoods(shop: Pick<ReadShop, 'folds'>, paper: StocktakePaper): SheetGoods {
  const { catalogue, stock } = shop.folds;
  const { categories, bins } = paper.start.value;
  const isInCategory = (variant: string): boolean => {
    const row = catalogue.products.rowOf(catalogue.productOf(variant));
    const path = row < 0 ? '' : catalogue.categoryPath(row);
    return categories.some((one) => path === one || path.startsWith(`${one}/`));
  };
  return {
    isInScope: (variant) =>
      (categories.length === 0 || isInCategory(variant)) &&
      (bins.length === 0 || binsKnown(stock, variant, paper.place).some((bin) => bins.includes(bin))),
    priceOf: (variant) => goodOf(catalogue, variant)?.price ?? null,
    binsOf: (variant) => binsKnown(stock, variant, paper.place),
  };
}

function seen(shop: ReadShop, paper: StocktakePaper | null): StocktakePaper | null {
  if (paper === null) return null;
  const [branch = '', warehouse = ''] = paper.place.split('/');
  return maySeeStock(shop, branch, warehouse) ? paper : null;
}

export function stocktakeRows(shop: ReadShop, limit: number): readonly StocktakeRow[] {
  return shop.folds.stocktakes
    .papers()
    .filter((paper) => seen(shop, paper) !== null && paper.place.startsWith(`${shop.branch ?? ''}/`))
    .slice(0, limit)
    .map((paper) => rowOf(shop, paper));
}

function rowOf(shop: ReadShop, paper: StocktakePaper): StocktakeRow {
  const { start, place } = paper;
  const { id, number, mode, blind, categories, bins } = start.value;
  const { stocktakes, places } = shop.folds;
  const tallies = stocktakes.tallies(id, place);
  const counters = [...new Set(tallies.map(({ value }) => value.counter))];
  return {
    id,
    number,
    place: places.text('warehouse', place.split('/')[1] ?? '', 'name'),
    status: paper.status,
    mode,
    blind,
    scope: [...categories, ...bins].join('、'),
    who: shop.writerName(start.ref.feed),
    time: start.ref.time,
    counters: counters.map((counter) => shop.memberName(counter)),
    counted: new Set(tallies.map(({ value }) => value.variant)).size,
    pieces: tallies.reduce((sum, { value }) => sum + value.quantity, 0),
    travel: shop.travelOf(start.ref.feed, start.ref.seq),
  };
}

const sheetIn = (shop: ReadShop, paper: StocktakePaper): Sheet =>
  stocktakeSheet(shop.folds.stocktakes, shop.folds.stock, paper, sheetGoods(shop, paper));

/** Who may approve looks at the book all the same. */
function isBlind(shop: ReadShop, paper: StocktakePaper): boolean {
  const open = paper.status === 'counting' || paper.status === 'rejected';
  return paper.start.value.blind && open && !shop.may(`stocktake.approve@${paper.place}`);
}

export function stocktakeView(shop: ReadShop, questions: StocktakeQuestions, id: string): StocktakeView | null {
  const paper = seen(shop, shop.folds.stocktakes.paper(id));
  if (paper === null) return null;
  const { start, place, steps, posts } = paper;
  const { lines, figures } = sheetIn(shop, paper);
  const { counted, pieces, uncounted, asked, ...rest } = figures;
  const [, warehouse = ''] = place.split('/');
  const { stocktakes } = shop.folds;
  const step = steps.at(-1);
  const post = posts.at(-1);
  const hasCounted = stocktakes.tallies(id, place).some(({ value }) => value.counter === questions.member);
  const approvers = questions.othersWhoMay(`stocktake.approve@${place}`);
  const cost = costOf(shop, lines);
  return {
    ...rowOf(shop, paper),
    remark: start.value.remark,
    recountOver: start.value.recountOver ?? null,
    figures: {
      counted,
      pieces,
      uncounted,
      asked,
      ...(isBlind(shop, paper) ? {} : { ...rest, ...(cost === null ? {} : { cost }) }),
    },
    said:
      step === undefined
        ? null
        : {
            step: step.value.step,
            who: shop.writerName(step.ref.feed),
            time: step.ref.time,
            reason: step.value.reason,
          },
    posted:
      post === undefined
        ? null
        : {
            who: shop.writerName(post.ref.feed),
            time: post.ref.time,
            selfApproved: countedBy(shop, paper).has(shop.writerName(post.ref.feed)),
          },
    partlyPosted: paper.partlyPosted,
    may: {
      count: shop.may(`stocktake.add@${place}`),
      choose: shop.may(`stocktake.edit@${place}`),
      void: shop.may(`stocktake.edit@${place}`),
      approve: shop.may(`stocktake.approve@${place}`),
      ownCount: hasCounted && approvers.length > 0,
    },
    bins: binNames(shop, warehouse),
  };
}

export function binNames(shop: ReadShop, warehouse: string | null): readonly string[] {
  const { places } = shop.folds;
  const wanted = warehouse ?? shop.warehouse;
  return places
    .ids('bin')
    .filter((bin) => places.text('bin', bin, 'warehouse') === wanted)
    .map((bin) => places.text('bin', bin, 'name'))
    .sort(compareTexts);
}

function countedBy(shop: ReadShop, paper: StocktakePaper): ReadonlySet<string> {
  const tallies = shop.folds.stocktakes.tallies(paper.start.value.id, paper.place);
  return new Set(tallies.map(({ value }) => shop.memberName(value.counter)));
}

function purchasePriceOf(shop: ReadShop, variant: string): number | null {
  const cost = shop.folds.costs.of('cost');
  const own = cost.value(variant, 'purchasePrice');
  const price = typeof own === 'number' ? own : cost.value(shop.folds.catalogue.productOf(variant), 'purchasePrice');
  return typeof price === 'number' ? price : null;
}

/** At purchase prices; null without the right to see them. */
function costOf(shop: ReadShop, lines: readonly SheetLine[]): number | null {
  if (!shop.may('costs.view@*')) return null;
  return lines.reduce((sum, line) => sum + valueAt(line.variance ?? 0, purchasePriceOf(shop, line.variant)), 0);
}

export function stocktakeLines(shop: ReadShop, member: string, params: SheetParams): SheetView {
  const paper = seen(shop, shop.folds.stocktakes.paper(params.id));
  if (paper === null) return { rows: [], offset: params.offset, total: 0 };
  const blind = isBlind(shop, paper);
  const kept = sheetIn(shop, paper).lines.filter(
    (line) => isIn(line, params.filter, member, blind) && (params.only === undefined || line.variant === params.only),
  );
  const sorted = kept.sort((a, b) => order(shop, a, b, blind && params.by !== 'name' ? 'latest' : params.by));
  const rows = sorted.slice(params.offset, params.offset + params.limit);
  return {
    rows: rows.flatMap((line) => sheetRow(shop, member, line, blind) ?? []),
    offset: params.offset,
    total: sorted.length,
  };
}

function isIn(line: SheetLine, filter: SheetParams['filter'], member: string, blind: boolean): boolean {
  switch (filter) {
    case 'all':
      return line.counted !== null;
    case 'different':
      return !blind && line.counted !== null && line.variance !== 0;
    case 'uncounted':
      return line.counted === null;
    case 'asked':
      return line.asked;
    case 'recount':
      return !blind && line.recount === 'due';
    case 'late':
      return !blind && line.late > 0;
    case 'mine':
      return line.cells.some((cell) => cell.counters.some(({ counter }) => counter === member));
  }
}

function order(shop: ReadShop, a: SheetLine, b: SheetLine, by: SheetParams['by']): number {
  const last = compareTexts(a.variant, b.variant);
  switch (by) {
    case 'latest':
      return b.at - a.at || last;
    case 'size':
      return Math.abs(b.variance ?? 0) - Math.abs(a.variance ?? 0) || last;
    case 'value':
      return Math.abs(b.value) - Math.abs(a.value) || last;
    case 'name':
      return compareTexts(nameIn(shop, a.variant), nameIn(shop, b.variant)) || last;
  }
}

const nameIn = (shop: ReadShop, variant: string): string => {
  const { catalogue } = shop.folds;
  const row = catalogue.products.rowOf(catalogue.productOf(variant));
  return row < 0 ? '' : catalogue.products.textAt(row, 'name');
};

function sheetRow(shop: ReadShop, member: string, line: SheetLine, blind: boolean): SheetRow | null {
  const good = goodOf(shop.folds.catalogue, line.variant);
  if (good === null) return null;
  const { variant, counted, at, asked, recount, late, posted, book, variance, value } = line;
  const cost = shop.may('costs.view@*') ? valueAt(variance ?? 0, purchasePriceOf(shop, variant)) : null;
  return {
    variant,
    name: good.name,
    spec: good.spec,
    itemNo: good.itemNo,
    unit: good.unit,
    counted,
    at,
    cells: line.cells.map(({ bin, batch, round, asked: unsure, counters }) => ({
      bin,
      batch,
      round,
      asked: unsure,
      counters: counters.map((one) => ({
        counter: one.counter,
        who: shop.memberName(one.counter),
        quantity: one.quantity,
        at: one.at,
        mine: one.counter === member,
      })),
    })),
    asked,
    missing: line.missing,
    recount: blind ? 'no' : recount,
    late: blind ? 0 : late,
    posted: blind ? null : posted,
    ...(blind ? {} : { book, variance, value, ...(cost === null ? {} : { cost }) }),
  };
}

/** Everything that lies in its scope by the book or was counted, by name: what the paper lists. */
export function countSheet(shop: ReadShop, id: string): readonly CountSheetRow[] {
  const paper = seen(shop, shop.folds.stocktakes.paper(id));
  if (paper === null) return [];
  return sheetIn(shop, paper)
    .lines.flatMap((line) => goodOf(shop.folds.catalogue, line.variant) ?? [])
    .sort((a, b) => compareTexts(a.itemNo, b.itemNo) || compareTexts(a.name, b.name))
    .map(({ name, spec, itemNo, unit }) => ({ name, spec, itemNo, unit }));
}
