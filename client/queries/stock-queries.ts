/** Stock as pages read it: rows with their figures, the movements of one variant, and what was oversold. */
import { goodOf, titleOfGood } from '../../shared/catalogue/good.ts';
import { batchesOf, freshnessOf } from '../../shared/stock/batch-book.ts';
import { movementList } from '../../shared/stock/movement-list.ts';
import { oversoldTasks } from '../../shared/stock/oversold.ts';
import { stockList } from '../../shared/stock/stock-list.ts';
import { isBatchTracked, nearDaysOf } from '../../shared/stock/stock-states.ts';
import type {
  MovementsView,
  OpenTasksView,
  OversoldTask,
  StockParams,
  StockView,
  Travel,
} from '../worker/engine-protocol.ts';
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

const sumAt = (places: readonly string[], of: (place: string) => number): number =>
  places.reduce((sum, place) => sum + of(place), 0);

export function stockView(shop: ReadShop, params: StockParams): StockView {
  const { catalogue, stock, transfers } = shop.folds;
  const { search, filter, offset, limit } = params;
  const places = placesSeen(shop, params.warehouse);
  return stockList(
    catalogue,
    stock,
    { places, search, filter, offset, limit, today: shop.today() },
    {
      reserved: (variant) => sumAt(places, (place) => transfers.reserved(variant, place)),
      inTransit: (variant) => sumAt(places, (place) => transfers.inTransit(variant, place)),
      travel: (variant): Travel => (shop.isLocal(variant) ? 'local' : 'listed'),
    },
  );
}

export function movementsView(
  shop: ReadShop,
  params: { readonly variant: string; readonly warehouse: string | null; readonly limit: number },
  numberOf: (document: string) => string,
): MovementsView {
  const { stock, transfers } = shop.folds;
  const places = placesSeen(shop, params.warehouse);
  const onHand = sumAt(places, (place) => stock.balance(params.variant, place));
  const reserved = sumAt(places, (place) => transfers.reserved(params.variant, place));
  const only = places.length === 1 ? (places[0] ?? null) : null;
  const rows = places.length === 0 ? [] : movementList(stock, params.variant, only, params.limit);
  return {
    batches: batchRows(shop, params.variant, places),
    onHand,
    reserved,
    available: onHand - reserved,
    inTransit: sumAt(places, (place) => transfers.inTransit(params.variant, place)),
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

function batchRows(shop: ReadShop, variant: string, places: readonly string[]): MovementsView['batches'] {
  const { catalogue, stock } = shop.folds;
  const product = catalogue.productOf(variant);
  if (!isBatchTracked(catalogue, product)) return [];
  const days = nearDaysOf(catalogue, product);
  const today = shop.today();
  return batchesOf(stock, variant, places).map(({ batch, expiry, quantity }) => {
    return { batch, expiry, quantity, freshness: freshnessOf(expiry, today, days) };
  });
}

/** Beyond so many nobody reads on. */
const MOST_TASKS = 100;

export function oversoldView(shop: ReadShop, numberOf: (document: string) => string): OpenTasksView {
  const { stock, catalogue } = shop.folds;
  const isSeen = (place: string): boolean => {
    const [branch = '', warehouse = ''] = place.split('/');
    return maySeeStock(shop, branch, warehouse);
  };
  const rows = oversoldTasks(stock, MOST_TASKS, isSeen).flatMap((task): OversoldTask[] => {
    const good = goodOf(catalogue, task.variant);
    if (good === null) return [];
    const [, warehouse = ''] = task.place.split('/');
    const tickets = task.documents.slice(-MOST_TASKS).map(numberOf);
    return [{ variant: task.variant, name: titleOfGood(good), warehouse, onHand: task.onHand, tickets }];
  });
  const total = stock.countNegative(isSeen);
  return { total: total > MOST_TASKS ? total : rows.length, rows };
}
