/** Stock as pages read it: rows with their figures, the movements of one variant, and what was oversold. */
import { movementList } from '../../shared/stock/movement-list.ts';
import { oversoldTasks } from '../../shared/stock/oversold.ts';
import type { MovementsView, OversoldTask, StockParams, StockRow, StockView } from '../worker/engine-protocol.ts';
import { titleOfGood } from './goods.ts';
import { goodOf } from './product-queries.ts';
import { maySeeStock, placeOf, type ReadShop } from './read-shop.ts';

/** Warehouses whose stock may be seen: `branch/warehouse`; those asked for, or of the branch worked in. */
function placesSeen(shop: ReadShop, warehouse: string | null): readonly string[] {
  const { places } = shop.folds;
  return places.ids('warehouse').flatMap((id) => {
    const branch = places.text('warehouse', id, 'branch');
    if (warehouse !== null ? id !== warehouse : branch !== shop.branch) return [];
    return maySeeStock(shop, branch, id) ? [placeOf(branch, id)] : [];
  });
}

export function stockView(shop: ReadShop, params: StockParams): StockView {
  const { catalogue, stock } = shop.folds;
  const places = placesSeen(shop, params.warehouse);
  const found =
    params.search.trim() === '' ? null : new Set(catalogue.search.find(params.search, catalogue.products.rowCount));
  const figures = { onHand: 0, reserved: 0, inTransit: 0, negative: 0, low: 0, items: 0 };
  const rows: { readonly variant: string; readonly onHand: number }[] = [];
  for (const row of places.length === 0 ? [] : catalogue.rowsBy('name')) {
    if (!catalogue.products.isThere(row) || catalogue.products.isRemoved(row)) continue;
    if (found !== null && !found.has(row)) continue;
    for (const variant of catalogue.variantsOf(catalogue.products.idOf(row))) {
      const onHand = places.reduce((sum, place) => sum + stock.balance(variant, place), 0);
      const safety = safetyOf(shop, variant);
      const isLow = safety !== null && onHand < safety;
      figures.onHand += onHand;
      figures.items++;
      if (onHand < 0) figures.negative++;
      if (isLow) figures.low++;
      if (params.filter === 'negative' && onHand >= 0) continue;
      if (params.filter === 'low' && !isLow) continue;
      if (params.filter === 'nonzero' && onHand === 0) continue;
      rows.push({ variant, onHand });
    }
  }
  const window = rows.slice(params.offset, params.offset + params.limit);
  return {
    rows: window.flatMap(({ variant, onHand }) => stockRow(shop, variant, onHand)),
    offset: params.offset,
    total: rows.length,
    figures,
  };
}

function safetyOf(shop: ReadShop, variant: string): number | null {
  const { catalogue } = shop.folds;
  const product = catalogue.productOf(variant);
  const own = variant === product ? undefined : catalogue.variants.value(variant, 'minStock');
  const value = own ?? catalogue.products.value(product, 'minStock');
  return typeof value === 'number' ? value : null;
}

function stockRow(shop: ReadShop, variant: string, onHand: number): StockRow[] {
  const good = goodOf(shop.folds.catalogue, variant);
  if (good === null) return [];
  const { product, name, spec, itemNo, unit, minStock } = good;
  const travel = shop.isLocal(variant) ? 'local' : 'listed';
  return [
    {
      product,
      variant,
      name,
      spec,
      itemNo,
      unit,
      onHand,
      reserved: 0,
      available: onHand,
      inTransit: 0,
      safety: minStock,
      travel,
    },
  ];
}

export function movementsView(
  shop: ReadShop,
  params: { readonly variant: string; readonly warehouse: string | null; readonly limit: number },
  numberOf: (document: string) => string,
): MovementsView {
  const { stock } = shop.folds;
  const places = placesSeen(shop, params.warehouse);
  const onHand = places.reduce((sum, place) => sum + stock.balance(params.variant, place), 0);
  const only = places.length === 1 ? (places[0] ?? null) : null;
  const rows = places.length === 0 ? [] : movementList(stock, params.variant, only, params.limit);
  return {
    onHand,
    reserved: 0,
    available: onHand,
    inTransit: 0,
    rows: rows.map((row) => ({
      key: row.key,
      kind: row.kind,
      document: row.document,
      number: numberOf(row.document),
      who: shop.writerName(row.feed),
      at: row.at,
      arrived: row.time === row.at ? null : row.time,
      quantity: row.quantity,
      balance: row.balance,
      count: row.count,
      travel: shop.travelOf(row.feed, row.seq),
    })),
  };
}

export function oversoldView(shop: ReadShop, numberOf: (document: string) => string): readonly OversoldTask[] {
  return oversoldTasks(shop.folds.stock).flatMap((task) => {
    const [branch = '', warehouse = ''] = task.place.split('/');
    const good = goodOf(shop.folds.catalogue, task.variant);
    if (good === null || !maySeeStock(shop, branch, warehouse)) return [];
    const tickets = task.documents.map(numberOf);
    return [{ variant: task.variant, name: titleOfGood(good), warehouse, onHand: task.onHand, tickets }];
  });
}
