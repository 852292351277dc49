/**
 * Goods as pages read them: the list with search, filter and order, one product with its open conflicts and history, and
 * what of a product can be put into a basket. The views are shared/catalogue's; here they are told what this member may
 * see of stock and costs, and how far each commit has travelled.
 */

import { attributesOf, unitsOf } from '../../shared/catalogue/field-values.ts';
import { goodOf, titleOfGood } from '../../shared/catalogue/good.ts';
import { productIds, productList } from '../../shared/catalogue/product-list.ts';
import { productPage } from '../../shared/catalogue/product-page.ts';
import { salePricesOf } from '../../shared/catalogue/sale-prices.ts';
import { type SellableQuestions, sellableItem } from '../../shared/catalogue/sellable-item.ts';
import type { Json } from '../../shared/commit/json-text.ts';
import type { HistoryRow } from '../../shared/fold/record-view.ts';
import type {
  DuplicateCode,
  FieldContent,
  ProductsParams,
  ProductsView,
  ProductView,
  Queries,
  SellableItem,
  Travel,
} from '../worker/engine-protocol.ts';
import { maySeeStock, placeOf, type ReadShop } from './read-shop.ts';
import { inShopOrder } from './variant-order.ts';

export function productsView(shop: ReadShop, params: ProductsParams): ProductsView {
  return productList(shop.folds.catalogue, params, stockQuestions(shop));
}

const MOST_IDS = 5000;

export function productIdsView(
  shop: ReadShop,
  params: Queries['productIds']['params'],
  most = MOST_IDS,
): Queries['productIds']['view'] {
  return productIds(shop.folds.catalogue, params, stockQuestions(shop), most);
}

export function duplicateCodes(shop: ReadShop): readonly DuplicateCode[] {
  const { catalogue } = shop.folds;
  return catalogue.duplicateBarcodes().map(([code, targets]) => ({
    code,
    goods: targets.map(({ product, variant, unit }) => {
      const good = goodOf(catalogue, variant);
      return { product, variant, unit, name: good === null ? '' : titleOfGood(good) };
    }),
  }));
}

export function weighedCodes(shop: ReadShop): Readonly<Record<string, string>> {
  const layouts = shop.folds.places.of('shop').value('shop', 'weighedCodes');
  if (typeof layouts !== 'object' || layouts === null || Array.isArray(layouts)) return {};
  return Object.fromEntries(
    Object.entries(layouts).flatMap(([prefix, layout]) => (typeof layout === 'string' ? [[prefix, layout]] : [])),
  );
}

export function productView(shop: ReadShop, id: string): ProductView | null {
  const { catalogue, costs } = shop.folds;
  const page = productPage(catalogue, id, {
    ...stockQuestions(shop),
    travelOf: (feed, seq) => shop.travelOf(feed, seq),
    content: (value) => value as FieldContent,
    ...(shop.may('costs.view@*')
      ? {
          moreHistory: (product: string) =>
            (costs.of('cost').read(product)?.history ?? []).filter(({ field }) => field === 'purchasePrice'),
          moreConflicts: (product: string) =>
            (costs.of('cost').read(product)?.conflicts ?? []).filter(({ field }) => field === 'purchasePrice'),
        }
      : {}),
    writer: ({ feed, seq }) => ({
      by: shop.writerName(feed),
      device: shop.deviceName(feed),
      offline: shop.wasOffline(feed, seq),
    }),
  });
  if (page === null) return null;
  const price = costs.of('cost').value(id, 'purchasePrice');
  const { fields } = page;
  const pathOf = (value: FieldContent): FieldContent =>
    typeof value === 'string' ? catalogue.categoryTree.pathOf(value) : value;
  const category = fields.category;
  return {
    ...page,
    fields: {
      ...fields,
      ...(fields.units === undefined ? {} : { units: unitsOf(catalogue.products.value(id, 'units')) }),
      ...(typeof category === 'string' ? { category: catalogue.categoryTree.pathOf(category) } : {}),
    },
    history: page.history.map((row) =>
      row.field === 'category' ? { ...row, before: pathOf(row.before), after: pathOf(row.after) } : row,
    ),
    conflicts: page.conflicts.map((one) =>
      one.field === 'category'
        ? {
            ...one,
            before: pathOf(one.before),
            values: one.values.map((value) => ({ ...value, value: pathOf(value.value) })),
          }
        : one,
    ),
    variants: inShopOrder(page.variants, (variant) => variant.attributes),
    mergedNote: mergedNote(shop, catalogue.products.read(id)?.history ?? []),
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

/** Each variant of a product in each unit, the base unit first. */
export function sellableItems(shop: ReadShop, product: string): readonly SellableItem[] {
  const { catalogue } = shop.folds;
  const ordered = inShopOrder(catalogue.variantsOf(product), (variant) =>
    attributesOf(catalogue.variants.value(variant, 'attributes')),
  );
  const questions = sellableQuestions(shop);
  return ordered.flatMap((variant) => {
    const good = goodOf(catalogue, variant);
    if (good === null || good.removed) return [];
    const value = (field: string) => catalogue.products.value(good.product, field);
    return [null, ...good.units].map((unit): SellableItem => {
      const proposedTo = ACTS.filter((act) => proposes(value, act, unit?.name ?? good.unit));
      const item = sellableItem(good, unit, questions);
      return proposedTo.length === 0 ? item : { ...item, proposedTo };
    });
  });
}

const ACTS = ['buy', 'sell', 'count'] as const;

/** Is this unit the one that a product proposes for an act? Where it names none, or one that is gone, nothing is. */
function proposes(value: (field: string) => Json | undefined, act: (typeof ACTS)[number], unit: string): boolean {
  return value(`${act}Unit`) === unit;
}

export function sellableQuestions(shop: ReadShop): SellableQuestions {
  const { branch, warehouse, register } = shop;
  const place = branch === null || warehouse === null ? null : placeOf(branch, warehouse);
  return {
    onHand: (variant) => onHandOf(shop, variant),
    prices: (variant) => salePricesOf(shop.folds.catalogue, variant),
    escrow: (variant) =>
      place === null || register === null ? null : shop.folds.stock.escrow.holding(variant, place, register),
  };
}

/** Nothing is reserved here yet, so all that is there is available. */
function stockQuestions(shop: ReadShop) {
  const onHand = (variant: string): number | null => onHandOf(shop, variant);
  return { onHand, available: onHand, travel: (product: string) => travelOfProduct(shop, product) };
}

/** In the warehouse worked in; null where its stock may not be seen. */
function onHandOf(shop: ReadShop, variant: string): number | null {
  const { branch, warehouse } = shop;
  if (branch === null || warehouse === null || !maySeeStock(shop, branch, warehouse)) return null;
  return shop.folds.stock.balance(variant, placeOf(branch, warehouse));
}

/** By what this device has no receipt for: that needs no history in memory, so the list is right from the first second. */
function travelOfProduct(shop: ReadShop, id: string): Travel {
  if (shop.isLocal(id)) return 'local';
  return shop.folds.catalogue.variantsOf(id).some((variant) => shop.isLocal(variant)) ? 'local' : 'listed';
}
