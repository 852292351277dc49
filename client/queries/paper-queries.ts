/**
 * The till's papers as one list: sales, returns, exchanges, reversals, the latest first, with what became of each; found
 * by number, goods, cashier or member, by day, by amount. What has no effect stays in the list with its reason.
 */

import type { Fact } from '../../shared/fold/fact-set.ts';
import { dateOf } from '../../shared/foundation/clock.ts';
import { deviceOfFeed, type FeedId } from '../../shared/foundation/ids.ts';
import type { ReturnSummary } from '../../shared/sales/return-fold.ts';
import type { TicketSummary } from '../../shared/sales/ticket-fold.ts';
import type { PosReturn, SaleReversal } from '../../shared/schema/pos-return.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import type { PaperKind, PaperMark, PaperRow, PapersParams, PaperView } from '../worker/till-views.ts';
import { heldReturns, withHeldTickets } from './held-tickets.ts';

/** So many sales are looked through for a search: months of a small shop, days of a large one. */
const MOST_SEARCHED = 20_000;

export function paperRows(desk: ShopDesk, params: PapersParams): readonly PaperRow[] {
  const wanted = wantedBy(desk, params);
  const { tickets, returns } = desk.folds;
  const searching = params.text.trim() !== '' || params.day !== null || params.amount !== null;
  const marks = marksOf(desk);
  const sales: PaperRow[] = [];
  for (const fact of tickets.latest(searching ? MOST_SEARCHED : params.limit)) {
    if (sales.length >= params.limit) break;
    // The sale of an exchange stands in the list as the exchange.
    if (returns.returnOfSale(fact.value.id) !== null) continue;
    const row = saleRow(desk, fact, marks);
    if (wanted(row, fact.value.text)) sales.push(row);
  }
  const back = returns
    .latest(searching ? MOST_SEARCHED : params.limit)
    .map((fact) => {
      const sale = tickets.get(fact.value.exchange)[0]?.value.text ?? '';
      return { row: returnRow(desk, fact), text: `${fact.value.text}${sale}` };
    })
    .filter(({ row, text }) => wanted(row, text))
    .map(({ row }) => row);
  // Sales without effect are merged in by the list of tickets, among rows of its own form.
  const held = withHeldTickets(desk, [], params.limit).map(
    ({ payable: amount, ...row }): PaperRow => ({ ...row, kind: 'sale', amount, marks: [] }),
  );
  const rows = [...sales, ...back, ...[...held, ...heldReturns(desk)].filter((row) => wanted(row, ''))];
  return rows.sort((a, b) => b.time - a.time || (a.number < b.number ? 1 : -1)).slice(0, params.limit);
}

function wantedBy(desk: ShopDesk, { text, day, amount }: PapersParams): (row: PaperRow, entry: string) => boolean {
  const words = text.trim().toLowerCase();
  const { utcOffsetMinutes } = desk.open.record;
  return (row, entry) => {
    if (day !== null && dateOf(row.time, utcOffsetMinutes) !== day) return false;
    if (amount !== null && Math.abs(row.amount) !== amount) return false;
    if (words === '') return true;
    return [row.number, row.who, entry].some((one) => one.toLowerCase().includes(words));
  };
}

interface Marks {
  readonly twice: ReadonlySet<string>;
  readonly late: ReadonlyMap<string, number>;
}

/** Closing times of shifts, asked once a list. */
function marksOf(desk: ShopDesk): Marks {
  const { tickets, shifts } = desk.folds;
  const late = new Map<string, number>();
  for (const { value } of shifts.allShifts()) {
    const close = shifts.closeOf(value.id);
    if (close !== null) late.set(value.id, close.value.at);
  }
  return { twice: new Set(tickets.paidTwice().map((fact) => fact.value.id)), late };
}

function saleMarks(desk: ShopDesk, fact: Fact<TicketSummary>, { twice, late }: Marks): PaperMark[] {
  const { returns, prints, tickets } = desk.folds;
  const { id, shift } = fact.value;
  const marks: PaperMark[] = [];
  if (twice.has(id)) marks.push('paid-twice');
  if (returns.isReversed(id)) marks.push('reversed');
  else if (returns.returnsOf(id).length > 0) {
    const lines = tickets.read(id)?.sale.lines ?? [];
    const whole = lines.every((line, i) => returns.returned(id, i + 1).quantity >= line.quantity);
    marks.push(whole ? 'returned' : 'part-returned');
  }
  const closed = late.get(shift);
  if (closed !== undefined && fact.ref.time > closed) marks.push('after-closing');
  if (prints.copies(id) > 1) marks.push('reprinted');
  return marks;
}

function saleRow(desk: ShopDesk, fact: Fact<TicketSummary>, marks: Marks): PaperRow {
  const { id, number, payable, pieces, handler } = fact.value;
  const { time, feed, seq } = fact.ref;
  return {
    id,
    kind: 'sale',
    number,
    time,
    amount: payable,
    pieces,
    who: desk.memberName(handler),
    ...authoriserOf(desk, feed, handler),
    travel: desk.travelOf(feed, seq),
    reason: null,
    marks: saleMarks(desk, fact, marks),
  };
}

/** A paper's author, where that is not whoever stood at the till (PIN on the spot). */
export function authoriserOf(desk: ShopDesk, feed: string, handler: string): Pick<PaperRow, 'authoriser'> {
  const author = desk.memberOf(deviceOfFeed(feed as FeedId));
  return author === null || author === handler ? {} : { authoriser: desk.memberName(author) };
}

const kindOf = ({ kind, exchange }: ReturnSummary): PaperKind =>
  kind === 'saleReversal' ? 'reversal' : exchange === '' ? 'return' : 'exchange';

function returnRow(desk: ShopDesk, fact: Fact<ReturnSummary>): PaperRow {
  const { id, number, refund, handler, exchange, ticket, kind } = fact.value;
  const { time, feed, seq } = fact.ref;
  const { tickets } = desk.folds;
  const sale = exchange === '' ? undefined : tickets.get(exchange)[0]?.value;
  const pieces = kind === 'saleReversal' ? (tickets.get(ticket)[0]?.value.pieces ?? 0) : fact.value.pieces;
  return {
    id,
    kind: kindOf(fact.value),
    number,
    time,
    amount: (sale?.payable ?? 0) - refund,
    pieces: pieces + (sale?.pieces ?? 0),
    who: desk.memberName(handler),
    ...authoriserOf(desk, feed, handler),
    travel: desk.travelOf(feed, seq),
    reason: null,
    marks: desk.folds.prints.copies(id) > 1 ? ['reprinted'] : [],
  };
}

export function paperView(desk: ShopDesk, id: string): PaperView | null {
  const { tickets, returns, prints } = desk.folds;
  const sale = tickets.get(id)[0];
  if (sale !== undefined) return saleView(desk, sale);
  const fact = returns.get(id)[0];
  if (fact === undefined) return null;
  const entry = JSON.parse(fact.value.text) as PosReturn | SaleReversal;
  const row = returnRow(desk, fact);
  return {
    id,
    kind: row.kind,
    number: row.number,
    time: row.time,
    who: row.who,
    ...(row.authoriser === undefined ? {} : { authoriser: row.authoriser }),
    copies: prints.copies(id),
    marks: row.marks,
    amount: -row.amount,
    ticket: fact.value.ticket === '' ? null : fact.value.ticket,
    ticketNumber: tickets.get(fact.value.ticket)[0]?.value.number ?? '',
    ...placesOf(desk, entry.register),
    exchange: fact.value.exchange === '' ? null : fact.value.exchange,
    why: entry.reason,
    lines:
      entry.kind === 'posReturn'
        ? entry.lines.map(({ name, unit, quantity, refund, bin }) => ({ name, unit, quantity, refund, bin }))
        : [],
    sold: (desk.folds.tickets.read(fact.value.exchange)?.sale.lines ?? []).map(({ name, unit, quantity, paid }) => {
      return { name, unit, quantity, paid };
    }),
    tenders: entry.tenders,
    against: [],
    returnable: false,
    reversible: false,
  };
}

/** As they stand at the head of a paper. */
function placesOf(desk: ShopDesk, register: string): Pick<PaperView, 'shop' | 'branch' | 'register'> {
  const { places } = desk.folds;
  const branch = places.text('register', register, 'branch');
  return {
    shop: places.text('shop', 'shop', 'name'),
    branch: places.text('branch', branch, 'name'),
    register: places.text('register', register, 'name'),
  };
}

function saleView(desk: ShopDesk, fact: Fact<TicketSummary>): PaperView {
  const { returns, prints } = desk.folds;
  const { id } = fact.value;
  const row = saleRow(desk, fact, marksOf(desk));
  const against = [...returns.returnsOf(id), ...returns.reversalsOf(id)].map(({ value }) => {
    return { id: value.id, kind: kindOf(value), number: value.number, amount: value.refund };
  });
  const paying = returns.returnOfSale(id);
  const done = row.marks.includes('reversed') || row.marks.includes('returned');
  return {
    id,
    kind: 'sale',
    number: row.number,
    time: row.time,
    who: row.who,
    ...(row.authoriser === undefined ? {} : { authoriser: row.authoriser }),
    copies: prints.copies(id),
    marks: row.marks,
    amount: row.amount,
    ticket: null,
    ticketNumber: '',
    ...placesOf(desk, ''),
    exchange: paying?.value.id ?? null,
    why: '',
    lines: [],
    sold: [],
    tenders: [],
    against,
    returnable: !done,
    reversible: against.length === 0 && paying === null,
  };
}
