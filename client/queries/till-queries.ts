/** What the till's pages read beyond a sale: shift, held carts, what may come back, reports and tasks. */
import { lowestPrice } from '../../shared/sales/lowest-price.ts';
import { paidBy } from '../../shared/sales/refund-tenders.ts';
import { salesTasks } from '../../shared/sales/sales-tasks.ts';
import { shiftReport } from '../../shared/sales/shift-report.ts';
import { returnAge } from '../../shared/schema/pos-return.ts';
import { TENDER_KINDS } from '../../shared/schema/pos-sale.ts';
import { numberSetting, returnableOf } from '../commands/till-shop.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import type { TillQueries, TillView } from '../worker/till-views.ts';

type View<Name extends keyof TillQueries> = TillQueries[Name]['view'];
type Params<Name extends keyof TillQueries> = TillQueries[Name]['params'];

/** Now, in microseconds. */
const now = (desk: ShopDesk): number => desk.open.device.platform.wall.now() * 1000;

export const NO_TILL: TillView = {
  shift: null,
  lastClosed: null,
  holds: 0,
  openingFloat: 0,
  may: {
    sell: false,
    return: false,
    returnWithoutTicket: false,
    reverse: false,
    drawer: false,
    reprint: false,
    allShifts: false,
  },
};

export function tillView(desk: ShopDesk): View<'till'> {
  const { branch, register } = desk;
  const { shifts, holds, tickets } = desk.folds;
  const open = register === null ? undefined : shifts.openShifts(register)[0];
  const last = shifts.allShifts().find((fact) => fact.value.register === register);
  const closed = last === undefined || open !== undefined ? null : shifts.closeOf(last.value.id);
  const may = (action: string): boolean => branch !== null && desk.may(`sales.${action}@${branch}`);
  return {
    shift:
      open === undefined
        ? null
        : { id: open.id, since: open.since, float: open.float, who: desk.memberName(open.handler) },
    lastClosed: closed === null ? null : { at: closed.value.at, who: desk.writerName(closed.ref.feed) },
    holds: branch === null ? 0 : holds.open(branch, now(desk), tickets).length,
    openingFloat: numberSetting(desk.till, 'openingFloat', 0),
    may: {
      sell: may('add'),
      return: may('return'),
      returnWithoutTicket: may('noTicketReturn'),
      reverse: may('remove') && may('return'),
      drawer: may('drawer'),
      reprint: may('reprint'),
      allShifts: may('edit'),
    },
  };
}

export function holdRows(desk: ShopDesk): View<'holds'> {
  const { branch } = desk;
  if (branch === null) return [];
  return desk.folds.holds.open(branch, now(desk), desk.folds.tickets).map(({ hold, ref }) => ({
    id: hold.id,
    time: ref.time,
    note: hold.note,
    title: hold.lines[0]?.name ?? '',
    lines: hold.lines.length,
    pieces: hold.lines.reduce((sum, line) => sum + (line.quantity % 1000 === 0 ? line.quantity / 1000 : 1), 0),
    payable: hold.payable,
    who: desk.memberName(hold.handler),
    till: registerName(desk, hold.register, ref.feed),
    here: hold.register === desk.register,
  }));
}

/** Others that took the hold up from which this cart came. */
export function recalledElsewhere(desk: ShopDesk, { basket }: Params<'recalledElsewhere'>): View<'recalledElsewhere'> {
  const { holds } = desk.folds;
  const held = holds.ofBasket(basket);
  if (held === null) return [];
  return holds.recallsOf(held.hold.id).flatMap(({ value, ref }) => {
    if (value.register === desk.register) return [];
    return [
      { who: desk.memberName(value.handler), till: registerName(desk, value.register, ref.feed), time: ref.time },
    ];
  });
}

/** A register without a name of its own goes by its device's. */
function registerName(desk: ShopDesk, register: string, feed: string): string {
  return desk.folds.places.text('register', register, 'name') || desk.deviceName(feed);
}

export function returnableView(desk: ShopDesk, { ticket: id }: Params<'returnable'>): View<'returnable'> {
  const ticket = returnableOf(desk.folds, id);
  if (ticket === null) return null;
  const { sale, soldAt } = ticket;
  return {
    id,
    number: sale.number,
    time: soldAt,
    who: desk.memberName(sale.handler),
    reversed: ticket.reversed,
    payable: sale.payable,
    days: returnAge(soldAt, now(desk)),
    lines: sale.lines.map((line, i) => {
      const before = ticket.returned(i + 1);
      const { variant, name, unit, quantity: sold, paid } = line;
      return { line: i + 1, variant, name, unit, sold, paid, returned: before.quantity, refunded: before.refund };
    }),
    room: TENDER_KINDS.map((kind) => ({
      kind,
      amount: Math.max(0, paidBy(sale, kind) - ticket.refundedBy(kind)),
    })).filter((one) => one.amount > 0),
  };
}

export function returnPrice(desk: ShopDesk, { variant, unit }: Params<'returnPrice'>): View<'returnPrice'> {
  const item = desk.till.itemOf(variant, unit);
  if (item === null) return null;
  const { unitNumerator: numerator, unitDenominator: denominator, price: listPrice } = item;
  const price = lowestPrice(desk.folds.tickets, { variant, numerator, denominator, listPrice }, now(desk));
  return price === null ? null : { item, price };
}

/** Own shifts; those of the branch for whoever may change the till's papers there. */
export function shiftRows(desk: ShopDesk, { limit }: Params<'shifts'>): View<'shifts'> {
  const { shifts, tickets } = desk.folds;
  const all = shifts.allShifts().filter(({ value }) => maySeeShift(desk, value.branch, value.handler ?? ''));
  return all.slice(0, limit).map(({ value, ref }) => {
    const closed = shifts.statement(value.id, tickets)?.closed ?? null;
    return {
      id: value.id,
      register: registerName(desk, value.register, ref.feed),
      who: desk.memberName(value.handler ?? '') || desk.writerName(ref.feed),
      since: value.at,
      float: value.float,
      closed: closed === null ? null : { at: closed.at, overShort: closed.overShort, late: closed.late },
      mine: value.handler === desk.member,
      here: value.register === desk.register,
    };
  });
}

function maySeeShift(desk: ShopDesk, branch: string, handler: string): boolean {
  return handler === desk.member || desk.may(`sales.edit@${branch}`) || desk.may(`sales.approve@${branch}`);
}

export function shiftReportView(desk: ShopDesk, { id }: Params<'shiftReport'>): View<'shiftReport'> {
  const { shifts, tickets } = desk.folds;
  const opening = shifts.allShifts().find((fact) => fact.value.id === id);
  if (opening === undefined) return null;
  const { branch, register, handler = '' } = opening.value;
  if (!maySeeShift(desk, branch, handler)) return null;
  const report = shiftReport(id, desk.folds);
  if (report === null) return null;
  const late = new Set(report.statement.closed?.afterClosing ?? []);
  return {
    ...report,
    register: registerName(desk, register, opening.ref.feed),
    who: desk.memberName(handler) || desk.writerName(opening.ref.feed),
    late: [...late].flatMap((ticket) => {
      const fact = tickets.get(ticket)[0];
      if (fact === undefined) return [];
      const { number, payable } = fact.value;
      return [{ id: ticket, number, time: fact.ref.time, payable }];
    }),
  };
}

/** Tasks of the branches whose papers this member may change, and one's own; those that were looked at are left out. */
export function salesTaskRows(desk: ShopDesk): View<'salesTasks'> {
  const { tickets, returns, trail } = desk.folds;
  const numberOf = (id: string): string => tickets.get(id)[0]?.value.number ?? returns.get(id)[0]?.value.number ?? '';
  return salesTasks(desk.folds)
    .filter((task) => !trail.isDeclined(task.ref.feed, task.ref.seq))
    .filter((task) => desk.isMine(task.ref.feed) || desk.may(`sales.edit@${task.branch}`))
    .slice(0, 200)
    .map(({ kind, paper, against, number, ref, excess }) => ({
      kind,
      commit: `${ref.feed}/${ref.seq}`,
      paper,
      number,
      againstNumber: numberOf(against),
      who: desk.writerName(ref.feed),
      time: ref.time,
      excess,
    }));
}
