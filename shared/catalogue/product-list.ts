/**
 * What the product pages show, from the catalogue and a few questions asked of others (stock, names, how far a commit
 * has travelled). Plain values, one page at a time; 50,000 goods are filtered in a few milliseconds.
 */

import { isJsonObject, type Json } from '../commit/json-text.ts';
import type { CatalogueFold, ProductOrder } from './catalogue-fold.ts';
import { attributesOf, listOf, textsOf } from './field-values.ts';

export interface ListQuestions<Travel> {
  /** On hand and available of a variant, thousandths; null where this member may not see stock. */
  readonly onHand: (variant: string) => number | null;
  readonly available: (variant: string) => number | null;
  /** How far what was last written about a product and its variants has travelled. */
  readonly travel: (product: string) => Travel;
}

export interface ProductListParams {
  readonly search: string;
  /** A category path; products of the categories below it are in it, too. */
  readonly category: string | null;
  /** `gaps` (断码): a variant is gone while another is there. */
  readonly filter: 'all' | 'sellable' | 'unpriced' | 'gaps' | 'discontinued' | 'removed' | 'conflict';
  readonly sort: { readonly by: ProductOrder | 'onHand'; readonly descending: boolean };
  readonly offset: number;
  readonly limit: number;
}

export interface ProductListRow<Travel> {
  readonly id: string;
  readonly itemNo: string;
  readonly name: string;
  readonly category: string;
  readonly unit: string;
  readonly barcode: string;
  readonly spec: string;
  readonly variants: number;
  readonly retailPrice: number | null;
  readonly onHand: number | null;
  readonly available: number | null;
  readonly byWeight: boolean;
  readonly conflicts: number;
  readonly removed: boolean;
  readonly discontinued: boolean;
  /** The first one's small size. */
  readonly picture?: BlobName;
  readonly travel: Travel;
  /** Values of the colour attribute, at most six; left out when none is known. */
  readonly colours?: readonly string[];
}

/** A blob as an entry names it. */
export interface BlobName {
  readonly hash: string;
  readonly key: string;
  readonly bytes: number;
}

export interface ProductList<Travel> {
  readonly rows: readonly ProductListRow<Travel>[];
  readonly offset: number;
  /** Products that the params let through, and products there are (removed ones not counted). */
  readonly total: number;
  readonly all: number;
}

export function productList<Travel>(
  catalogue: CatalogueFold,
  params: ProductListParams,
  questions: ListQuestions<Travel>,
): ProductList<Travel> {
  const found = foundRows(catalogue, params, questions);
  const { rows } = found;
  const page = rows.slice(params.offset, params.offset + params.limit);
  return {
    rows: page.map((row) => productRow(catalogue, row, questions)),
    offset: params.offset,
    total: rows.length,
    all: found.all,
  };
}

interface Found {
  readonly revision: number;
  readonly rows: readonly number[];
  readonly all: number;
}

/** Lists asked for lately: windows of one list, and the same window after a sale, need not look at 50,000 goods again. */
const MOST_KEPT = 6;
const kept = new WeakMap<CatalogueFold, Map<string, Found>>();

/** Only the order by stock and the gaps in it depend on anything but the catalogue, whose revision tells when to look again. */
function foundRows<Travel>(
  catalogue: CatalogueFold,
  params: ProductListParams,
  questions: Pick<ListQuestions<Travel>, 'onHand'>,
): Found {
  const { search, category, filter, sort } = params;
  const { revision } = catalogue;
  const lists = kept.get(catalogue) ?? new Map<string, Found>();
  kept.set(catalogue, lists);
  const key = JSON.stringify([search, category, filter, sort.by, sort.descending]);
  const known = sort.by === 'onHand' || filter === 'gaps' ? undefined : lists.get(key);
  lists.delete(key);
  const found =
    known?.revision === revision
      ? known
      : { revision, rows: matchingRows(catalogue, params, questions), all: countThere(catalogue) };
  lists.set(key, found);
  for (const oldest of lists.keys()) {
    if (lists.size <= MOST_KEPT) break;
    lists.delete(oldest);
  }
  return found;
}

/** Ids of what the params let through, in order, at most so many. */
export function productIds(
  catalogue: CatalogueFold,
  params: Omit<ProductListParams, 'offset' | 'limit'>,
  questions: Pick<ListQuestions<unknown>, 'onHand'>,
  most: number,
): readonly string[] {
  return matchingRows(catalogue, params, questions)
    .slice(0, most)
    .map((row) => catalogue.products.idOf(row));
}

/** Rows that match, in order. */
function matchingRows<Travel>(
  catalogue: CatalogueFold,
  params: Omit<ProductListParams, 'offset' | 'limit'>,
  questions: Pick<ListQuestions<Travel>, 'onHand'>,
): number[] {
  const { products } = catalogue;
  const found = params.search.trim() === '' ? null : new Set(catalogue.search.find(params.search, products.rowCount));
  const { by, descending } = params.sort;
  const lets = (row: number): boolean =>
    (found === null || found.has(row)) &&
    products.isThere(row) &&
    isInCategory(catalogue, row, params.category) &&
    isInFilter(catalogue, row, params.filter, questions.onHand);
  const rows = catalogue.rowsBy(by === 'onHand' ? 'name' : by).filter(lets);
  if (by === 'onHand') {
    const sums = new Map(rows.map((row) => [row, onHandOf(catalogue, products.idOf(row), questions.onHand) ?? 0]));
    rows.sort((a, b) => (sums.get(a) ?? 0) - (sums.get(b) ?? 0));
  }
  return descending ? rows.reverse() : rows;
}

function productRow<Travel>(
  catalogue: CatalogueFold,
  row: number,
  questions: ListQuestions<Travel>,
): ProductListRow<Travel> {
  const { products } = catalogue;
  const id = products.idOf(row);
  const variants = catalogue.variantsOf(id);
  const record = products.hasConflict(row) ? products.read(id) : null;
  const colours = coloursOf(catalogue, variants);
  const picture = smallPicture(products.valueAt(row, 'pictures'));
  return {
    id,
    itemNo: products.textAt(row, 'itemNo'),
    name: products.textAt(row, 'name'),
    category: catalogue.categoryPath(row),
    unit: products.textAt(row, 'unit'),
    barcode: textsOf(products.valueAt(row, 'barcodes'))[0] ?? '',
    spec: products.textAt(row, 'spec'),
    variants: variants.length,
    retailPrice: products.numberAt(row, 'retailPrice'),
    onHand: onHandOf(catalogue, id, questions.onHand),
    available: onHandOf(catalogue, id, questions.available),
    byWeight: products.valueAt(row, 'byWeight') === true,
    conflicts: record?.conflicts.length ?? 0,
    removed: products.isRemoved(row),
    discontinued: isDiscontinued(catalogue, row),
    ...(picture === null ? {} : { picture }),
    travel: questions.travel(id),
    ...(colours.length === 0 ? {} : { colours }),
  };
}

/** Sum over the variants of a product; null when it may not be seen. */
function onHandOf(
  catalogue: CatalogueFold,
  product: string,
  onHand: (variant: string) => number | null,
): number | null {
  let sum = 0;
  for (const variant of catalogue.variantsOf(product)) {
    const one = onHand(variant);
    if (one === null) return null;
    sum += one;
  }
  return sum;
}

function countThere(catalogue: CatalogueFold): number {
  const { products } = catalogue;
  let count = 0;
  for (let row = 0; row < products.rowCount; row++) if (products.isThere(row) && !products.isRemoved(row)) count++;
  return count;
}

function isInCategory(catalogue: CatalogueFold, row: number, category: string | null): boolean {
  if (category === null) return true;
  const path = catalogue.categoryPath(row);
  return path === category || path.startsWith(`${category}/`);
}

function isInFilter(
  catalogue: CatalogueFold,
  row: number,
  filter: ProductListParams['filter'],
  onHand: (variant: string) => number | null,
): boolean {
  const { products } = catalogue;
  const removed = products.isRemoved(row);
  switch (filter) {
    case 'all':
      return !removed;
    case 'removed':
      return removed;
    case 'conflict':
      return products.hasConflict(row) && !removed;
    case 'sellable':
      return !removed && !isDiscontinued(catalogue, row) && isPriced(catalogue, row);
    case 'gaps':
      return !removed && hasGap(catalogue.variantsOf(products.idOf(row)), onHand);
    case 'discontinued':
      return !removed && isDiscontinued(catalogue, row);
    case 'unpriced':
      return !removed && !isPriced(catalogue, row);
  }
}

function isDiscontinued(catalogue: CatalogueFold, row: number): boolean {
  return catalogue.products.textAt(row, 'status') === 'discontinued';
}

function hasGap(variants: readonly string[], onHand: (variant: string) => number | null): boolean {
  if (variants.length < 2) return false;
  const there = variants.map((variant) => onHand(variant) ?? 0);
  return there.some((one) => one <= 0) && there.some((one) => one > 0);
}

function smallPicture(value: Json | undefined): BlobName | null {
  const [first] = listOf(value);
  const small = first !== undefined && isJsonObject(first) ? first.small : undefined;
  if (small === undefined || !isJsonObject(small)) return null;
  const { hash, key, bytes } = small;
  return typeof hash === 'string' && typeof key === 'string' && typeof bytes === 'number' ? { hash, key, bytes } : null;
}

/** A price of its own, or on one of its variants. */
function isPriced(catalogue: CatalogueFold, row: number): boolean {
  const { products, variants } = catalogue;
  if (products.isNumberAt(row, 'retailPrice')) return true;
  const id = products.idOf(row);
  return catalogue
    .variantsOf(id)
    .some((variant) => variant !== id && typeof variants.value(variant, 'retailPrice') === 'number');
}

const MOST_COLOURS = 6;

function coloursOf(catalogue: CatalogueFold, variants: readonly string[]): readonly string[] {
  const colours = new Set<string>();
  for (const id of variants) {
    const attributes = attributesOf(catalogue.variants.value(id, 'attributes'));
    const colour = attributes.颜色 ?? attributes.color;
    if (colour !== undefined && colours.size < MOST_COLOURS) colours.add(colour);
  }
  return [...colours];
}
