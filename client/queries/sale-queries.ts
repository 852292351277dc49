/** What the till reads: what a code stands for, the shift, tickets, and the list of goods receipts. */
import { goodOf } from '../../shared/catalogue/good.ts';
import { readScan } from '../../shared/catalogue/read-scan.ts';
import { receiptList } from '../../shared/purchasing/receipt-list.ts';
import { type FullTicket, fullTicket, type TicketQuestions, ticketList } from '../../shared/sales/ticket-list.ts';
import { WEIGHED_LAYOUTS, type WeighedLayout } from '../../shared/sales/weighed-code.ts';
import { TENDER_KINDS } from '../../shared/schema/pos-sale.ts';
import type {
  ReceiptRow,
  ScanView,
  ShiftView,
  Tender,
  TicketRow,
  TicketView,
  Travel,
} from '../worker/engine-protocol.ts';
import { sellableQuestions } from './product-queries.ts';
import type { ReadShop } from './read-shop.ts';

export function scanView(shop: ReadShop, code: string): ScanView {
  const { catalogue, tickets, returns, places, members } = shop.folds;
  const layouts = places.of('shop').value('shop', 'weighedCodes');
  const scan = readScan(catalogue, code, {
    ...sellableQuestions(shop),
    layoutOf: (prefix) => layoutOf(layouts, prefix),
    ticketOf: (number) => tickets.byNumber(number)[0] ?? returns.byNumber(number),
  });
  if (scan.kind !== 'unknown') return scan;
  // A card that the shop handed out; goods with that code would have gone first.
  const [card, ...more] = members.byCard(code.trim());
  return card === undefined || more.length > 0 ? scan : { kind: 'member', id: card.id };
}

function layoutOf(layouts: unknown, prefix: string): WeighedLayout | null {
  if (typeof layouts !== 'object' || layouts === null || !(prefix in layouts)) return null;
  const name: unknown = (layouts as Readonly<Record<string, unknown>>)[prefix];
  return typeof name === 'string' && Object.hasOwn(WEIGHED_LAYOUTS, name) ? (name as WeighedLayout) : null;
}

export function shiftView(shop: ReadShop, nextNumber: string): ShiftView {
  const { shifts, tickets, returns } = shop.folds;
  const open = shop.register === null ? undefined : shifts.openShifts(shop.register)[0];
  if (open === undefined) return { open: null, tickets: 0, net: 0, expectedCash: 0, nextNumber };
  const sums = tickets.shift(open.id);
  const { id, since, float } = open;
  const back = returns.ofShift(id).reduce((sum, { value }) => sum + (returns.counts(value) ? value.refund : 0), 0);
  return {
    open: { id, since, float },
    tickets: sums.tickets,
    net: sums.net - back,
    expectedCash: shifts.expectedCash(id),
    nextNumber,
  };
}

export function ticketRows(shop: ReadShop, limit: number): readonly TicketRow[] {
  return ticketList(shop.folds.tickets, limit, ticketQuestions(shop)).map((row) => ({ ...row, reason: null }));
}

export function ticketView(shop: ReadShop, id: string): TicketView | null {
  const ticket = fullTicket(shop.folds.tickets, id, ticketQuestions(shop));
  if (ticket === null) return null;
  return { ...ticket, reason: null, ...paperOf(shop, ticket, ticket.branch) };
}

type SoldPaper = Pick<FullTicket<Travel>, 'lines' | 'roundOff' | 'discount' | 'tenders' | 'change' | 'register'>;

/** What stands on a ticket's paper besides its head: lines as they were sold, sums, and the names of places. */
export function paperOf(shop: ReadShop, sale: SoldPaper, branch: string): Omit<TicketView, keyof TicketRow> {
  const { places, catalogue } = shop.folds;
  return {
    lines: sale.lines.map(({ variant, name, unit, quantity, listPrice, price, paid }) => {
      const { spec = '', itemNo = '' } = goodOf(catalogue, variant) ?? {};
      return { variant, ...soldAs(name, spec), itemNo, unit, quantity, listPrice, price, paid };
    }),
    roundOff: sale.roundOff,
    discount: sale.discount,
    tenders: sale.tenders.filter(isShownTender),
    change: sale.change,
    register: places.text('register', sale.register, 'name'),
    shop: places.text('shop', 'shop', 'name'),
    branch: places.text('branch', branch, 'name'),
  };
}

/** A line keeps the title it was sold under, spec and all; the spec stands apart only while it is still the same. */
function soldAs(title: string, spec: string): { readonly name: string; readonly spec: string } {
  const tail = ` ${spec}`;
  return spec !== '' && title.endsWith(tail) ? { name: title.slice(0, -tail.length), spec } : { name: title, spec: '' };
}

const ticketQuestions = (shop: ReadShop): TicketQuestions<Travel> => ({
  travel: (feed, seq) => shop.travelOf(feed, seq),
  nameOf: (member) => shop.memberName(member),
});

const SHOWN: readonly string[] = TENDER_KINDS.slice(0, 5);
function isShownTender(tender: { readonly kind: string; readonly amount: number }): tender is Tender {
  return SHOWN.includes(tender.kind);
}

export function receiptRows(shop: ReadShop, limit: number): readonly ReceiptRow[] {
  const { receipts, parties } = shop.folds;
  return receiptList(receipts, limit, {
    travel: (feed, seq) => shop.travelOf(feed, seq),
    nameOf: (member) => shop.memberName(member),
    supplierOf: (supplier) => parties.text('supplier', supplier, 'name') || supplier,
  });
}
