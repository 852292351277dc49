/**
 * Goods as pages read them: the list with search, filter and order, one product with its open conflicts and history,
 * what a code stands for, and what of a product can be put into a basket.
 */

import type { CatalogueFold } from '../../shared/catalogue/catalogue-fold.ts';
import { isJsonObject, type Json } from '../../shared/commit/json-text.ts';
import type { HistoryRow } from '../../shared/fold/record-view.ts';
import type {
  FieldContent,
  ProductRow,
  ProductsParams,
  ProductsView,
  ProductView,
  SellableItem,
  Travel,
  UnitContent,
  VariantRow,
} from '../worker/engine-protocol.ts';
import type { Good, GoodsLookup } from './goods.ts';
import { maySeeStock, placeOf, type ReadShop } from './read-shop.ts';
import { inShopOrder } from './variant-order.ts';

export function productsView(shop: ReadShop, params: ProductsParams): ProductsView {
  const { catalogue } = shop.folds;
  const { products } = catalogue;
  const found = params.search.trim() === '' ? null : new Set(catalogue.search.find(params.search, products.rowCount));
  const ordered = orderedRows(shop, params);
  const rows: number[] = [];
  let all = 0;
  for (const row of ordered) {
    if (!products.isThere(row)) continue;
    const removed = products.isRemoved(row);
    if (!removed) all++;
    if (found !== null && !found.has(row)) continue;
    if (params.category !== null && !isInCategory(products.textAt(row, 'category'), params.category)) continue;
    if (passes(catalogue, row, removed, params.filter)) rows.push(row);
  }
  const window = rows.slice(params.offset, params.offset + params.limit);
  return { rows: window.map((row) => productRow(shop, row)), offset: params.offset, total: rows.length, all };
}

function orderedRows(shop: ReadShop, { sort }: ProductsParams): readonly number[] {
  const { catalogue } = shop.folds;
  let rows: readonly number[];
  if (sort.by === 'onHand') {
    const amounts = new Map<number, number>();
    rows = catalogue.rowsBy('name').slice();
    for (const row of rows) amounts.set(row, onHandOfProduct(shop, catalogue.products.idOf(row)) ?? 0);
    rows = rows.toSorted((a, b) => (amounts.get(a) ?? 0) - (amounts.get(b) ?? 0));
  } else rows = catalogue.rowsBy(sort.by);
  return sort.descending ? rows.toReversed() : rows;
}

function passes(catalogue: CatalogueFold, row: number, removed: boolean, filter: ProductsParams['filter']): boolean {
  const { products } = catalogue;
  switch (filter) {
    case 'removed':
      return removed;
    case 'conflict':
      return !removed && products.hasConflict(row);
    case 'unpriced':
      return !removed && products.numberAt(row, 'retailPrice') === null;
    case 'sellable':
      return !removed && (products.numberAt(row, 'retailPrice') !== null || hasPricedVariant(catalogue, row));
    default:
      return !removed;
  }
}

function hasPricedVariant(catalogue: CatalogueFold, row: number): boolean {
  const variants = catalogue.variantsOf(catalogue.products.idOf(row));
  return variants.some((id) => typeof catalogue.variants.value(id, 'retailPrice') === 'number');
}

function isInCategory(path: string, category: string): boolean {
  return path === category || path.startsWith(`${category}/`);
}

function productRow(shop: ReadShop, row: number): ProductRow {
  const { products, ...rest } = { products: shop.folds.catalogue.products, catalogue: shop.folds.catalogue };
  const id = products.idOf(row);
  const variants = rest.catalogue.variantsOf(id);
  const onHand = onHandOfProduct(shop, id);
  const colours = coloursOf(rest.catalogue, variants);
  return {
    id,
    itemNo: products.textAt(row, 'itemNo'),
    name: products.textAt(row, 'name'),
    category: products.textAt(row, 'category'),
    unit: products.textAt(row, 'unit'),
    barcode: textsOf(products.valueAt(row, 'barcodes'))[0] ?? '',
    spec: products.textAt(row, 'spec'),
    variants: variants.length,
    retailPrice: products.numberAt(row, 'retailPrice'),
    onHand,
    available: onHand,
    byWeight: products.valueAt(row, 'byWeight') === true,
    conflicts: products.hasConflict(row) ? (products.read(id)?.conflicts.length ?? 0) : 0,
    removed: products.isRemoved(row),
    travel: travelOfProduct(shop, id),
    ...(colours.length === 0 ? {} : { colours }),
  };
}

function coloursOf(catalogue: CatalogueFold, variants: readonly string[]): readonly string[] {
  const colours = new Set<string>();
  for (const id of variants) {
    const attributes = catalogue.variants.value(id, 'attributes');
    const colour = attributes !== undefined && isJsonObject(attributes) ? (attributes.颜色 ?? attributes.color) : null;
    if (typeof colour === 'string' && colours.size < 6) colours.add(colour);
  }
  return [...colours];
}

function travelOfProduct(shop: ReadShop, id: string): Travel {
  if (shop.isLocal(id)) return 'local';
  return shop.folds.catalogue.variantsOf(id).some((variant) => shop.isLocal(variant)) ? 'local' : 'listed';
}

/** In the warehouse worked in; null where its stock may not be seen. */
export function onHandOf(shop: ReadShop, variant: string): number | null {
  const { branch, warehouse } = shop;
  if (branch === null || warehouse === null || !maySeeStock(shop, branch, warehouse)) return null;
  return shop.folds.stock.balance(variant, placeOf(branch, warehouse));
}

function onHandOfProduct(shop: ReadShop, product: string): number | null {
  let sum: number | null = null;
  for (const variant of shop.folds.catalogue.variantsOf(product)) {
    const onHand = onHandOf(shop, variant);
    if (onHand !== null) sum = (sum ?? 0) + onHand;
  }
  return sum;
}

export function productView(shop: ReadShop, id: string): ProductView | null {
  const { catalogue, costs } = shop.folds;
  const record = catalogue.products.read(id);
  if (record === null) return null;
  const price = costs.of('cost').value(id, 'purchasePrice');
  return {
    id,
    removed: record.removed,
    removedBy: record.removal === null ? null : shop.writerName(record.removal.feed),
    travel: travelOfProduct(shop, id),
    fields: Object.fromEntries(Object.entries(record.fields).map(([field, value]) => [field, contentOf(value)])),
    conflicts: record.conflicts.map(({ field, before, values }) => ({
      field,
      before: contentOf(before),
      values: values.map(({ value, feed, seq, time }) => ({
        value: contentOf(value),
        by: shop.writerName(feed),
        device: shop.deviceName(feed),
        time,
        offline: shop.wasOffline(feed, seq),
        travel: shop.travelOf(feed, seq),
      })),
    })),
    history: record.history.map(({ field, before, after, feed, seq, time }) => ({
      field,
      before: contentOf(before),
      after: contentOf(after),
      by: shop.writerName(feed),
      time,
      travel: shop.travelOf(feed, seq),
    })),
    variants: inShopOrder(
      catalogue.variantsOf(id).map((variant) => variantRow(shop, variant)),
      (variant) => variant.attributes,
    ),
    mergedNote: mergedNote(shop, record.history),
    ...(shop.may('costs.view@*') ? { purchasePrice: typeof price === 'number' ? price : null } : {}),
  };
}

/**
 * Somebody else changed another field while the one who looks was changing this record, neither knowing of the other. The
 * note goes when the own next change has seen both. One field set by two is no merge but a conflict.
 */
function mergedNote(shop: ReadShop, history: readonly HistoryRow[]): ProductView['mergedNote'] {
  const newest = (rows: readonly HistoryRow[]): HistoryRow | undefined => rows.toSorted((a, b) => b.time - a.time)[0];
  const own = newest(history.filter((row) => shop.isMine(row.feed)));
  if (own === undefined) return null;
  const met = history.filter(
    (row) => row.field !== own.field && !shop.isMine(row.feed) && shop.travelOf(row.feed, row.seq) !== 'void',
  );
  const other = newest(met.filter((row) => shop.unseenByEachOther(own, row)));
  return other === undefined ? null : { by: shop.writerName(other.feed), field: other.field, time: other.time };
}

function variantRow(shop: ReadShop, id: string): VariantRow {
  const { variants } = shop.folds.catalogue;
  const onHand = onHandOf(shop, id);
  const price = variants.value(id, 'retailPrice');
  return {
    id,
    name: Object.values(attributesOf(variants.value(id, 'attributes'))).join(' / '),
    attributes: attributesOf(variants.value(id, 'attributes')),
    barcodes: textsOf(variants.value(id, 'barcodes')),
    retailPrice: typeof price === 'number' ? price : null,
    onHand,
    available: onHand,
  };
}

/** The lookup that commands use, over the folds. */
export function goodsLookup(folds: () => ReadShop['folds']): GoodsLookup {
  return { good: (variant) => goodOf(folds().catalogue, variant) };
}

export function goodOf(catalogue: CatalogueFold, variant: string): Good | null {
  const product = catalogue.productOf(variant);
  const { products, variants } = catalogue;
  const row = products.rowOf(product);
  if (row < 0 || !products.isThere(row)) return null;
  const own = (field: string): Json | undefined => (variant === product ? undefined : variants.value(variant, field));
  const number = (field: string): number | null => {
    const value = own(field) ?? products.valueAt(row, field);
    return typeof value === 'number' ? value : null;
  };
  const itemNo = own('itemNo');
  return {
    product,
    variant,
    name: products.textAt(row, 'name'),
    spec: [products.textAt(row, 'spec'), Object.values(attributesOf(own('attributes'))).join(' / ')]
      .filter(Boolean)
      .join(' '),
    itemNo: typeof itemNo === 'string' && itemNo !== '' ? itemNo : products.textAt(row, 'itemNo'),
    unit: products.textAt(row, 'unit'),
    units: unitsOf(products.valueAt(row, 'units')),
    byWeight: products.valueAt(row, 'byWeight') === true,
    strict: products.textAt(row, 'stockRule') === 'strict',
    price: number('retailPrice'),
    floorPrice: number('floorPrice'),
    minStock: number('minStock'),
    removed: products.isRemoved(row),
  };
}

/** Each variant of a product in each unit, the base unit first. */
export function sellableItems(shop: ReadShop, product: string): readonly SellableItem[] {
  const { catalogue } = shop.folds;
  const ordered = inShopOrder(catalogue.variantsOf(product), (variant) =>
    attributesOf(catalogue.variants.value(variant, 'attributes')),
  );
  return ordered.flatMap((variant) => {
    const good = goodOf(shop.folds.catalogue, variant);
    if (good === null || good.removed) return [];
    return [sellableItem(shop, good, null), ...good.units.map((unit) => sellableItem(shop, good, unit))];
  });
}

export function sellableItem(shop: ReadShop, good: Good, unit: UnitContent | null): SellableItem {
  const { branch, warehouse, register } = shop;
  const [numerator, denominator] = unit === null ? [1, 1] : [unit.numerator, unit.denominator];
  const scaled = (price: number | null): number | null =>
    price === null ? null : Math.round((price * numerator) / denominator);
  const place = branch === null || warehouse === null ? null : placeOf(branch, warehouse);
  return {
    product: good.product,
    variant: good.variant,
    name: good.name,
    spec: good.spec,
    itemNo: good.itemNo,
    unit: unit?.name ?? good.unit,
    unitNumerator: numerator,
    unitDenominator: denominator,
    byWeight: good.byWeight,
    price: unit?.price ?? scaled(good.price),
    floorPrice: scaled(good.floorPrice),
    onHand: onHandOf(shop, good.variant),
    strict: good.strict,
    escrow:
      good.strict && place !== null && register !== null
        ? shop.folds.stock.escrow.holding(good.variant, place, register)
        : null,
  };
}

export function contentOf(value: Json): FieldContent {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) return JSON.stringify(value);
  const texts = value.filter((item) => typeof item === 'string');
  return texts.length === value.length ? texts : unitsOf(value);
}

function unitsOf(value: Json | undefined): readonly UnitContent[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((unit) => {
    if (!isJsonObject(unit) || unit.retired === true) return [];
    const { name, numerator, denominator, barcode, price } = unit;
    if (typeof name !== 'string' || typeof numerator !== 'number' || typeof denominator !== 'number') return [];
    return [
      {
        name,
        numerator,
        denominator,
        ...(typeof barcode === 'string' ? { barcode } : {}),
        ...(typeof price === 'number' ? { price } : {}),
      },
    ];
  });
}

export function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function attributesOf(value: Json | undefined): Readonly<Record<string, string>> {
  if (value === undefined || !isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
  );
}
