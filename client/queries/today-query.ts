/** Today in one look: what was taken, by whom, what is open. Sums of papers that count; what is void is in none of them. */
import { dateOf } from '../../shared/foundation/clock.ts';
import type { PosSale } from '../../shared/schema/pos-sale.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import type { TakingsView, TodayView } from '../worker/today-protocol.ts';
import { stockView } from './stock-queries.ts';
import { shiftRows } from './till-queries.ts';

/** Papers looked through: days of a large shop. */
const MOST = 5000;

export function todayView(desk: ShopDesk): TodayView {
  const { branch } = desk;
  const day = desk.today();
  const at = branch ?? '*';
  const mayReport = desk.may(`salesReport.view@${at}`);
  const sells = desk.may(`sales.add@${at}`);
  const sums = mayReport || sells ? sumsOf(desk, day, branch ?? '') : NOTHING;
  return {
    day,
    branch: mayReport ? sums.branch : null,
    mine: sells ? sums.mine : null,
    openShifts: shiftRows(desk, { limit: 200 })
      .filter((row) => row.closed === null)
      .map(({ register, who, since }) => ({ register, who, since })),
    stock: desk.warehouse !== null && desk.may(`stock.view@${at}/${desk.warehouse}`) ? stockStates(desk) : null,
  };
}

export const NO_TODAY: TodayView = { day: '', branch: null, mine: null, openShifts: [], stock: null };

const NOTHING = {
  branch: { net: 0, tickets: 0, returns: 0, tenders: [], gross: null },
  mine: { net: 0, tickets: 0 },
} as const;

function sumsOf(
  desk: ShopDesk,
  day: string,
  branch: string,
): { readonly branch: TakingsView; readonly mine: NonNullable<TodayView['mine']> } {
  const { tickets, returns } = desk.folds;
  const { utcOffsetMinutes } = desk.open.record;
  const here = (document: string, time: number): boolean =>
    document.startsWith(`tickets/${branch}/`) && dateOf(time, utcOffsetMinutes) === day;
  const byTender = new Map<string, number>();
  const seesCost = desk.may('costs.view@*');
  const mine = { net: 0, tickets: 0 };
  let [net, count, back, gross, priced, unpriced] = [0, 0, 0, 0, 0, 0];
  for (const { value, ref } of tickets.latest(MOST)) {
    if (!here(ref.document, ref.time)) continue;
    const sale = tickets.read(value.id)?.sale;
    if (sale === undefined || returns.isReversed(value.id)) continue;
    count++;
    net += value.payable;
    for (const { kind, amount } of sale.tenders) add(byTender, kind, amount);
    add(byTender, 'cash', -sale.change);
    if (value.handler === desk.member) {
      mine.tickets++;
      mine.net += value.payable;
    }
    if (!seesCost) continue;
    const known = profitOf(desk, sale);
    gross += known.amount;
    priced += known.priced;
    unpriced += known.unpriced;
  }
  for (const { value, ref } of returns.latest(MOST)) {
    // A reversed ticket is left out above; its reversal would count twice.
    if (!here(ref.document, ref.time) || value.kind === 'saleReversal') continue;
    back++;
    net -= value.refund;
    if (value.handler === desk.member) mine.net -= value.refund;
  }
  const tenders = [...byTender].filter(([kind, amount]) => amount !== 0 && kind !== 'exchange');
  return {
    branch: {
      net,
      tickets: count,
      returns: back,
      tenders: tenders.map(([kind, amount]) => ({ kind, amount })).sort((a, b) => b.amount - a.amount),
      gross: seesCost && priced > 0 ? { amount: gross, unpriced } : null,
    },
    mine,
  };
}

/**
 * What lines with a known purchase price brought above it. Purchase prices are ten-thousandths for a base unit, quantities
 * thousandths: together 10⁻⁵ fen.
 */
function profitOf(
  desk: ShopDesk,
  sale: PosSale,
): { readonly amount: number; readonly priced: number; readonly unpriced: number } {
  const record = desk.folds.costs.of('cost');
  let [amount, priced] = [0, 0];
  for (const { variant, base, paid } of sale.lines) {
    const own = record.value(variant, 'purchasePrice');
    const price =
      typeof own === 'number' ? own : record.value(desk.folds.catalogue.productOf(variant), 'purchasePrice');
    if (typeof price !== 'number') continue;
    amount += paid - Math.round((price * base) / 100_000);
    priced++;
  }
  return { amount, priced, unpriced: sale.lines.length - priced };
}

function stockStates(desk: ShopDesk): { readonly negative: number; readonly low: number } {
  const { figures } = stockView(desk, {
    warehouse: desk.warehouse,
    search: '',
    filter: 'all',
    offset: 0,
    limit: 1,
  });
  return { negative: figures.negative, low: figures.low };
}

function add(sums: Map<string, number>, key: string, amount: number): void {
  if (amount !== 0) sums.set(key, (sums.get(key) ?? 0) + amount);
}
