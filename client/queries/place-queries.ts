/** Branches › warehouses › bins and tills as pages show them, and where this member may work. */
import { isThrough } from '../../shared/transfers/transfer-state.ts';
import { stockAt } from '../worker/place-books.ts';
import type { PlaceTreeView, PlaceType, StockPlaceRow, WorkplacesView } from '../worker/place-views.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import { maySeeStock, placeOf } from './read-shop.ts';
import { shopSettingsView } from './shop-settings.ts';
import { placeView } from './transfer-queries.ts';

const PLACE_TYPES: readonly PlaceType[] = ['branch', 'warehouse', 'bin', 'register'];

export const NO_PLACES: PlaceTreeView = {
  branches: [],
  closed: [],
  printers: [],
  devices: [],
  mayAdd: false,
  mayEdit: false,
  mayClose: false,
  transferApproval: false,
  otherBranchStock: false,
};

export function placeTree(desk: ShopDesk): PlaceTreeView {
  const { places } = desk.folds;
  const setting = (field: string): boolean => places.of('shop').value('shop', field) === true;
  const named = new Set(places.ids('register').map((id) => places.text('register', id, 'device')));
  const devices = [...desk.members().values()]
    .filter(({ active }) => active)
    .flatMap((member) => member.devices.filter(({ id, revoked }) => !revoked && !named.has(id)))
    .map(({ id }) => ({ id, name: desk.nameOfDevice(id) }));
  return {
    branches: places.ids('branch').map((id) => branchRow(desk, id)),
    closed: PLACE_TYPES.flatMap((type) => closedOf(desk, type)),
    printers: shopSettingsView(desk).printers,
    devices,
    mayAdd: desk.may('settings.add@*'),
    mayEdit: desk.may('settings.edit@*'),
    mayClose: desk.may('settings.remove@*'),
    transferApproval: setting('transferApproval'),
    otherBranchStock: setting('otherBranchStock'),
  };
}

function branchRow(desk: ShopDesk, id: string): PlaceTreeView['branches'][number] {
  const { places } = desk.folds;
  const printers = places.of('branch').value(id, 'printers');
  const of = (type: 'warehouse' | 'register') =>
    places.ids(type).filter((one) => places.text(type, one, 'branch') === id);
  return {
    id,
    name: places.text('branch', id, 'name'),
    code: places.text('branch', id, 'code'),
    phone: places.text('branch', id, 'phone'),
    address: places.text('branch', id, 'address'),
    printers: Array.isArray(printers) ? printers.filter((one) => typeof one === 'string') : [],
    warehouses: of('warehouse').map((one) => warehouseRow(desk, id, one)),
    registers: of('register').map((one) => registerRow(desk, one)),
    here: id === desk.branch,
    travel: travelOf(desk, id),
  };
}

function warehouseRow(desk: ShopDesk, branch: string, id: string) {
  const { places, stock, transfers } = desk.folds;
  const seen = maySeeStock(desk, branch, id);
  const there = seen ? stockAt(stock, placeOf(branch, id)) : [];
  const open = transfers.all().filter((state) => {
    const { from, to } = state.request.value;
    return (from.warehouse === id || to.warehouse === id) && !isThrough(state);
  });
  return {
    id,
    name: places.text('warehouse', id, 'name'),
    code: places.text('warehouse', id, 'code'),
    address: places.text('warehouse', id, 'address'),
    bins: places
      .ids('bin')
      .filter((bin) => places.text('bin', bin, 'warehouse') === id)
      .map((bin) => ({ id: bin, name: places.text('bin', bin, 'name'), travel: travelOf(desk, bin) })),
    stock: seen ? { items: there.length, negative: there.filter(({ quantity }) => quantity < 0).length } : null,
    transfers: open.length,
    travel: travelOf(desk, id),
  };
}

function registerRow(desk: ShopDesk, id: string) {
  const { places, shifts } = desk.folds;
  const device = places.text('register', id, 'device');
  const member = device === '' ? null : desk.memberOf(device);
  return {
    id,
    name: places.text('register', id, 'name'),
    code: places.text('register', id, 'code'),
    warehouse: places.text('register', id, 'warehouse'),
    device,
    deviceName: member === null ? '' : desk.memberName(member),
    shiftOpen: shifts.openShifts(id).length > 0,
    here: device !== '' && device === desk.open.device.keys.device,
    travel: travelOf(desk, id),
  };
}

const travelOf = (desk: ShopDesk, id: string) => (desk.isLocal(id) ? ('local' as const) : ('listed' as const));

function closedOf(desk: ShopDesk, type: PlaceType): PlaceTreeView['closed'] {
  const records = desk.folds.places.of(type);
  const closed: { id: string; name: string; type: PlaceType }[] = [];
  for (let row = 0; row < records.rowCount; row++) {
    if (!records.isThere(row) || !records.isRemoved(row)) continue;
    closed.push({ id: records.idOf(row), name: records.textAt(row, 'name'), type });
  }
  return closed;
}

/** The place worked in first. Another branch's stock is a question of the shop's, and of the member's own right. */
export function stockByPlace(desk: ShopDesk, { variant }: { readonly variant: string }): readonly StockPlaceRow[] {
  const { places, stock, transfers } = desk.folds;
  const elsewhere = places.of('shop').value('shop', 'otherBranchStock') === true;
  const rows = places.ids('warehouse').flatMap((warehouse) => {
    const branch = places.text('warehouse', warehouse, 'branch');
    if ((branch !== desk.branch && !elsewhere) || !maySeeStock(desk, branch, warehouse)) return [];
    const place = placeOf(branch, warehouse);
    const onHand = stock.balance(variant, place);
    return [
      {
        name: placeView(desk, { branch, warehouse }).name,
        here: branch === desk.branch && warehouse === desk.warehouse,
        onHand,
        available: onHand - transfers.reserved(variant, place),
        inTransit: transfers.inTransit(variant, place),
      },
    ];
  });
  return rows.sort((a, b) => Number(b.here) - Number(a.here));
}

/** Places where some right reaches; whoever has none of these anywhere works where the settings come first. */
export function workplaces(desk: ShopDesk): WorkplacesView {
  const { places } = desk.folds;
  const named = (type: 'branch' | 'warehouse', id: string) => ({ id, name: places.text(type, id, 'name') });
  const branches = places.ids('branch').flatMap((branch) => {
    const inside = places.ids('warehouse').filter((id) => places.text('warehouse', id, 'branch') === branch);
    const warehouses = inside.filter((id) => desk.worksAt(branch, id));
    return warehouses.length === 0
      ? []
      : [{ ...named('branch', branch), warehouses: warehouses.map((id) => named('warehouse', id)) }];
  });
  return { branches };
}
