/** What commands on places, transfers and quota read of the open shop (client/commands/edit-places.ts, move-transfers.ts). */
import { goodOf } from '../../shared/catalogue/good.ts';
import { asPlaceId } from '../../shared/foundation/ids.ts';
import type { TransferEnd } from '../../shared/schema/transfer.ts';
import type { StockFold } from '../../shared/stock/stock-fold.ts';
import { isThrough } from '../../shared/transfers/transfer-state.ts';
import type { PlaceShop } from '../commands/edit-places.ts';
import type { TransferShop } from '../commands/move-transfers.ts';
import type { QuotaShop } from '../commands/share-quota.ts';
import { placeOf } from '../queries/read-shop.ts';
import type { ShopFolds } from './shop-folds.ts';

interface Books {
  readonly folds: ShopFolds;
  ready(): Promise<void>;
}

export function premisesOf({ folds, ready }: Books): PlaceShop['premises'] {
  const { places, stock, transfers, shifts } = folds;
  return {
    ids: (type) => places.ids(type),
    text: (type, id, field) => places.text(type, id, field),
    stockOf: ({ branch, warehouse }) => stockAt(stock, placeOf(branch, warehouse)),
    openTransfers: (warehouse) =>
      transfers.all().filter((state) => {
        const { from, to } = state.request.value;
        return (from.warehouse === warehouse || to.warehouse === warehouse) && !isThrough(state);
      }).length,
    quotaAt: ({ branch, warehouse }) =>
      stock.escrow
        .holdings()
        .filter(({ place }) => place === placeOf(branch, warehouse))
        .reduce((sum, { quantity }) => sum + Math.max(0, quantity), 0),
    quotaOf: (register) =>
      stock.escrow
        .holdings()
        .filter((one) => one.register === register)
        .reduce((sum, { quantity }) => sum + Math.max(0, quantity), 0),
    shiftOpen: (register) => shifts.openShifts(register).length > 0,
    ready,
  };
}

export function stockAt(stock: StockFold, place: string): { readonly variant: string; readonly quantity: number }[] {
  return stock
    .pools()
    .filter((pool) => pool.balance !== 0 && stock.places.textOf(pool.place) === place)
    .map((pool) => ({ variant: stock.variants.textOf(pool.variant), quantity: pool.balance }));
}

export function transferBooks({ folds, ready }: Books, knowsOthers: () => boolean): TransferShop['transfers'] {
  const { places, transfers, stock, catalogue } = folds;
  return {
    read: (id) => transfers.read(id),
    endOf: (warehouse) => endOf(folds, warehouse),
    waitForApproval: () => places.of('shop').value('shop', 'transferApproval') === true,
    freeOf: (variant, { branch, warehouse }) => {
      if (goodOf(catalogue, variant)?.strict !== true) return null;
      const place = placeOf(branch, warehouse);
      return stock.balance(variant, place) - stock.escrow.heldOf(variant, place);
    },
    knowsOthers,
    ready,
  };
}

/** `null` for a warehouse that is closed or not known. */
export function endOf({ places }: ShopFolds, warehouse: string): TransferEnd | null {
  if (!places.ids('warehouse').includes(warehouse)) return null;
  const branch = asPlaceId(places.text('warehouse', warehouse, 'branch'));
  return branch === null ? null : { branch, warehouse };
}

/** QUOTA-3: with nobody else in the shop there is nobody whose acts might be unknown. */
export function quotaBooks(
  { folds, ready }: Books,
  at: { readonly place: string; readonly now: () => number; readonly knowsOthers: () => boolean },
): QuotaShop['quota'] {
  const { stock, quota } = folds;
  return {
    holding: (variant, register) => stock.escrow.holding(variant, at.place, register),
    pool: (variant) => stock.balance(variant, at.place) - stock.escrow.heldOf(variant, at.place),
    heldBy: (register) =>
      stock.escrow.holdings().filter((one) => one.register === register && one.place === at.place && one.quantity > 0),
    openAsk: (id) => quota.openAsks(at.now()).find((ask) => ask.id === id && ask.place === at.place) ?? null,
    knowsOthers: at.knowsOthers,
    ready,
  };
}
