/** Quota of strict products as pages show it: per product the pool and each till, what tills ask, and what went wrong. */
import { goodOf, titleOfGood } from '../../shared/catalogue/good.ts';
import { quotaTasks } from '../../shared/stock/quota-tasks.ts';
import type { QuotaAskRow, QuotaLeftView, QuotaTaskRow, QuotaTill, QuotaView } from '../worker/quota-views.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import { maySeeStock, placeOf } from './read-shop.ts';

export const NO_QUOTA: QuotaView = {
  rows: [],
  asks: [],
  tills: [],
  online: false,
  may: { handOut: false, passOn: false },
};

/** Where one works, when its stock may be seen. */
function here(desk: ShopDesk): { readonly place: string; readonly scope: string } | null {
  const { branch, warehouse } = desk;
  if (branch === null || warehouse === null || !maySeeStock(desk, branch, warehouse)) return null;
  return { place: placeOf(branch, warehouse), scope: `${branch}/${warehouse}` };
}

export function quotaView(desk: ShopDesk): QuotaView {
  const at = here(desk);
  if (at === null) return NO_QUOTA;
  const { catalogue, stock } = desk.folds;
  const { products } = catalogue;
  const rows: QuotaView['rows'][number][] = [];
  const held = new Map<string, number>();
  for (const row of catalogue.rowsBy('name')) {
    if (!products.isThere(row) || products.isRemoved(row) || products.textAt(row, 'stockRule') !== 'strict') continue;
    for (const variant of catalogue.variantsOf(products.idOf(row))) {
      const good = goodOf(catalogue, variant);
      if (good === null || good.removed) continue;
      const tills = tillsOf(desk, at.place, variant);
      for (const { register, quantity } of tills) if (quantity > 0) held.set(register, (held.get(register) ?? 0) + 1);
      const { name, spec, itemNo, unit } = good;
      const onHand = stock.balance(variant, at.place);
      rows.push({
        variant,
        name,
        spec,
        itemNo,
        unit,
        onHand,
        pool: onHand - stock.escrow.heldOf(variant, at.place),
        tills,
      });
    }
  }
  return {
    rows,
    asks: quotaAsks(desk),
    tills: registersHere(desk, at.place).map((till) => ({ ...till, held: held.get(till.register) ?? 0 })),
    online: desk.quota.knowsOthers(),
    may: { handOut: desk.may(`transfer.edit@${at.scope}`), passOn: desk.may(`transfer.add@${at.scope}`) },
  };
}

export function quotaLeft(desk: ShopDesk, variant: string): QuotaLeftView | null {
  const at = here(desk);
  const good = goodOf(desk.folds.catalogue, variant);
  if (at === null || good === null || !good.strict) return null;
  const tills = tillsOf(desk, at.place, variant);
  return {
    left: Math.max(0, tills.find((till) => till.here)?.quantity ?? 0),
    unit: good.unit,
    others: tills.filter((till) => !till.here && till.quantity > 0),
    asked: quotaAsks(desk).some((ask) => !ask.toHere && ask.variant === variant),
  };
}

/** Of this till only: what it is asked, and what it asks. */
export function quotaAsks(desk: ShopDesk): readonly QuotaAskRow[] {
  const at = here(desk);
  const { register } = desk;
  if (at === null || register === null) return [];
  const now = desk.open.device.platform.wall.now() * 1000;
  return desk.folds.quota.openAsks(now).flatMap((ask): QuotaAskRow[] => {
    if (ask.place !== at.place || (ask.from !== register && ask.register !== register)) return [];
    const good = goodOf(desk.folds.catalogue, ask.variant);
    return [
      {
        id: ask.id,
        variant: ask.variant,
        title: good === null ? ask.variant : titleOfGood(good),
        unit: good?.unit ?? '',
        quantity: ask.quantity,
        till: tillName(desk, ask.register),
        from: tillName(desk, ask.from),
        time: ask.ref.time,
        toHere: ask.from === register,
        left: Math.max(0, desk.folds.stock.escrow.holding(ask.variant, at.place, register)),
      },
    ];
  });
}

export function quotaTaskRows(desk: ShopDesk): readonly QuotaTaskRow[] {
  const { stock, quota, places, catalogue } = desk.folds;
  const deviceOf = (register: string): string => places.text('register', register, 'device');
  const isSeen = (place: string): boolean => {
    const [branch = '', warehouse = ''] = place.split('/');
    return maySeeStock(desk, branch, warehouse);
  };
  return quotaTasks(stock, quota, deviceOf, isSeen).map((task) => {
    const good = goodOf(catalogue, task.variant);
    const [, warehouse = ''] = task.place.split('/');
    return {
      kind: task.kind,
      title: good === null ? task.variant : titleOfGood(good),
      missing: task.missing,
      where: task.kind === 'overdraw' ? tillName(desk, task.register) : places.text('warehouse', warehouse, 'name'),
      causes: task.kind === 'overdraw' ? task.causes : [],
      who: [...new Set(task.by.map(({ ref }) => desk.writerName(ref.feed)))],
    };
  });
}

/** Tills of the place, named ones first, and those that hold something without being named. */
function registersHere(desk: ShopDesk, place: string): Omit<QuotaTill, 'quantity'>[] {
  const { places, stock } = desk.folds;
  const [branch = '', warehouse = ''] = place.split('/');
  const named = places
    .ids('register')
    .filter((id) => places.text('register', id, 'branch') === branch)
    .filter((id) => [warehouse, ''].includes(places.text('register', id, 'warehouse')));
  const holding = stock.escrow.holdings().flatMap((one) => (one.place === place ? [one.register] : []));
  const own = desk.register === null ? [] : [desk.register];
  return [...new Set([...named, ...own, ...holding])].map((register) => ({
    register,
    name: tillName(desk, register),
    here: register === desk.register,
  }));
}

function tillsOf(desk: ShopDesk, place: string, variant: string): QuotaTill[] {
  return registersHere(desk, place).map((till) => ({
    ...till,
    quantity: desk.folds.stock.escrow.holding(variant, place, till.register),
  }));
}

/** A till without a name of its own goes by its device's. */
function tillName(desk: ShopDesk, register: string): string {
  const named = desk.folds.places.text('register', register, 'name');
  if (named !== '') return named;
  if (register === desk.register) return desk.registerName;
  for (const member of desk.members().values()) {
    const device = member.devices.find(({ id }) => id.startsWith(register));
    if (device !== undefined) return desk.nameOfDevice(device.id);
  }
  return register;
}
