/** Selling, shifts and late tickets: what is built is present, and what is folded is what was sold (cases b3, c2, d1–d3). */
import { describe, expect, test } from 'vitest';
import { documentName } from '../../../shared/document/document-kinds.ts';
import { FoldSet } from '../../../shared/fold/fold.ts';
import type { Tendered } from '../../../shared/sales/sale-totals.ts';
import { buildSale, type SaleContext, type SaleInput, type SoldGood } from '../../../shared/sales/sell.ts';
import { ShiftFold } from '../../../shared/sales/shift-fold.ts';
import { TicketFold } from '../../../shared/sales/ticket-fold.ts';
import { fullTicket, ticketList } from '../../../shared/sales/ticket-list.ts';
import { draftCommand } from '../../../shared/schema/command-draft.ts';
import type { ShiftClose, ShiftOpen } from '../../../shared/schema/shift.ts';
import { StockFold } from '../../../shared/stock/stock-fold.ts';
import { foldDraft, stateOfPart } from '../../kit/fold-drafts.ts';
import { BRANCH, idOf, MEMBER, REGISTER, STOCK_PLACE, timeAt, WAREHOUSE } from '../../kit/fold-facts.ts';

const V = idOf('milk');
const SHIFT = idOf('shift');
const MONTH = '2026-11';

const context = (ticket: string, more: Partial<SaleContext> = {}): SaleContext => ({
  id: idOf(ticket),
  number: `LSCK-A-03k7-${ticket.replace(/\D/g, '').padStart(6, '0')}`,
  branch: BRANCH,
  warehouse: WAREHOUSE,
  register: REGISTER,
  shift: SHIFT,
  member: MEMBER,
  month: MONTH,
  opening: null,
  goodOf: milk(null),
  ...more,
});
const milk = (escrow: number | null, priced = true) => {
  return (): SoldGood => ({ name: '牛奶', priced, escrow });
};
const inDrawer = (entry: ShiftOpen | ShiftClose) =>
  draftCommand('handOver', [
    { document: documentName({ kind: 'cash', branch: BRANCH, month: MONTH }), entries: [entry] },
  ]);
const cash = (amount: number): Tendered => ({ kind: 'cash', amount });
const input = (fen: number, tenders: readonly Tendered[], more: Partial<SaleInput> = {}): SaleInput => ({
  basket: 'basket-1',
  lines: [
    {
      variant: V,
      unit: '盒',
      numerator: 1,
      denominator: 1,
      quantity: 1000,
      listPrice: fen * 100,
      price: fen * 100,
      amount: null,
    },
  ],
  discount: 0,
  roundOff: 0,
  tenders,
  ...more,
});

function till() {
  const stock = new StockFold(480);
  const tickets = new TicketFold();
  const shifts = new ShiftFold();
  const folds = new FoldSet([stock, tickets, shifts]);
  let seq = 0;
  const opening: ShiftOpen = {
    kind: 'shiftOpen',
    id: SHIFT,
    register: REGISTER,
    float: 20_000,
    at: 5,
    handler: MEMBER,
  };
  foldDraft(folds, 'a', ++seq, 5, inDrawer(opening));
  return {
    stock,
    tickets,
    shifts,
    folds,
    sell(ticket: string, fen: number, tenders: readonly Tendered[], time = 10 + seq, more: Partial<SaleInput> = {}) {
      const built = buildSale(input(fen, tenders, { basket: ticket, ...more }), context(ticket));
      if (!built.ok) throw new Error(built.error.code);
      foldDraft(folds, 'a', ++seq, time, built.value.draft);
      return built.value;
    },
  };
}

const questions = { travel: () => 'merged', nameOf: () => '李婷' };

describe('one sale', () => {
  test('is a ticket, a movement a line and a cash entry an account, in one commit that claims what it needs', () => {
    const { stock, tickets, shifts, sell } = till();
    const sold = sell('t1', 8650, [{ kind: 'wechat', amount: 5000 }, cash(4000)]);
    expect([sold.change, sold.drawer]).toEqual([350, 3650]);
    expect(sold.draft.parts.map((part) => part.document)).toEqual([
      `tickets/${BRANCH}/${MONTH}`,
      `stock/${STOCK_PLACE}/${MONTH}`,
      `cash/${BRANCH}/${MONTH}`,
    ]);
    expect(sold.draft.uses).toEqual([`sales.add@${BRANCH}`]);
    expect(sold.draft.parts.every((part) => stateOfPart(part, sold.draft.uses) === 'present')).toBe(true);
    expect(stock.balance(V, STOCK_PLACE)).toBe(-1000);
    expect(tickets.shift(SHIFT)).toEqual({ tickets: 1, net: 8650, pieces: 1 });
    expect(shifts.accounts(SHIFT)).toEqual({ wechat: 5000, cash: 3650 });
    expect(fullTicket(tickets, idOf('t1'), questions)).toMatchObject({
      number: 'LSCK-A-03k7-000001',
      payable: 8650,
      who: '李婷',
      change: 350,
      lines: [{ name: '牛奶', paid: 8650 }],
    });
  });

  test('what cannot be sold is refused before anything is written, with the reason', () => {
    const refused = (sale: SaleInput, more: Partial<SaleContext> = {}) => {
      const built = buildSale(sale, context('t1', more));
      return built.ok ? null : built.error;
    };
    expect(refused(input(100, [cash(99)]))).toEqual({ code: 'short', missing: 1 });
    expect(refused(input(100, [cash(100)], { lines: [] }))).toEqual({ code: 'empty-basket' });
    const [line] = input(100, []).lines;
    if (line === undefined) throw new Error('no line');
    expect(refused(input(100, [cash(100)], { lines: [{ ...line, quantity: 0 }] }))).toEqual({
      code: 'quantity',
      line: 0,
    });
    expect(refused(input(100, [cash(100)], { lines: [{ ...line, quantity: 1, denominator: 3 }] }))).toEqual({
      code: 'unit',
      line: 0,
    });
    expect(refused(input(100, [cash(100)], { lines: Array.from({ length: 201 }, () => line) }))).toEqual({
      code: 'too-many-lines',
    });
    expect(refused(input(100, [cash(100)]), { goodOf: () => null })).toEqual({ code: 'unknown-product', line: 0 });
    const unpriced = { goodOf: milk(null, false) };
    expect(refused(input(0, []), unpriced)).toEqual({ code: 'unpriced', line: 0 });
    expect(refused(input(100, [cash(100)]), unpriced)).toBeNull();
  });

  test('the first sale of a shift opens it in the same commit', () => {
    const opening: ShiftOpen = { kind: 'shiftOpen', id: SHIFT, register: REGISTER, float: 0, at: 5, handler: MEMBER };
    const shifts = new ShiftFold();
    const built = buildSale(input(100, [cash(200)]), context('t1', { opening }));
    if (built.ok) foldDraft(new FoldSet([shifts]), 'a', 1, 5, built.value.draft, MEMBER);
    expect(shifts.openShifts(REGISTER)).toMatchObject([{ id: SHIFT, float: 0 }]);
    expect(shifts.expectedCash(SHIFT)).toBe(100);
  });

  test('FOLD-35 case c2 ii: the third of two is refused before payment, 本机配额 0', () => {
    const built = buildSale(input(100, [cash(100)]), context('t3', { goodOf: milk(0) }));
    expect(built).toEqual({ ok: false, error: { code: 'escrow', variant: V, left: 0 } });
    const two = input(100, [cash(200)], { lines: [...input(100, []).lines, ...input(100, []).lines] });
    expect(buildSale(two, context('t4', { goodOf: milk(1000) }))).toMatchObject({ ok: false, error: { left: 1000 } });
    const sold = buildSale(two, context('t4', { goodOf: milk(2000) }));
    expect(sold.ok && sold.value.draft.parts[1]?.entries.every((entry) => entry.register === REGISTER)).toBe(true);
  });

  test('SCHEMA-6 a discount is claimed as it is', () => {
    const [line] = input(1000, []).lines;
    if (line === undefined) throw new Error('no line');
    const built = buildSale(
      input(1000, [cash(900)], { lines: [{ ...line, price: 92_000 }], discount: 18, roundOff: 2 }),
      context('t1'),
    );
    expect(built.ok && built.value.draft.uses).toEqual([
      `sales.add@${BRANCH}`,
      `sales.discount≤10@${BRANCH}`,
      `sales.roundOff≤2@${BRANCH}`,
    ]);
    expect(
      built.ok && built.value.draft.parts.every((part) => stateOfPart(part, built.value.draft.uses) === 'present'),
    ).toBe(true);
  });
});

test('FOLD-51 case b3: expected cash counts the change, and a wallet that took too much', () => {
  const { shifts, tickets, sell } = till();
  sell('t1', 8650, [{ kind: 'wechat', amount: 5000 }, cash(4000)]);
  sell('t2', 70_000, [cash(80_000)]);
  sell('t3', 8650, [{ kind: 'wechat', amount: 10_000 }, cash(-1350)]);
  expect(tickets.shift(SHIFT).net).toBe(87_300);
  expect(shifts.expectedCash(SHIFT)).toBe(92_300);
  expect(shifts.accounts(SHIFT).wechat).toBe(15_000);
});

describe('FOLD-50 one ticket, one id', () => {
  test('FOLD-50 case d1: told again it is the same ticket; paid again from the same basket it is flagged', () => {
    const { tickets, sell, folds } = till();
    const [a, b] = [sell('t1', 1200, [cash(1200)]), sell('t2', 3000, [cash(3000)])];
    foldDraft(folds, 'b', 1, 50, a.draft);
    expect(tickets.size).toBe(2);
    expect(tickets.paidTwice()).toEqual([]);
    sell('t3', 3000, [cash(3000)], 99, { basket: b.sale.basket });
    expect(ticketList(tickets, 10, questions).map((row) => [row.id, row.paidTwice])).toEqual([
      [idOf('t3'), true],
      [idOf('t2'), false],
      [idOf('t1'), false],
    ]);
    expect(tickets.ofBasket(b.sale.basket)).toBe(idOf('t2'));
  });

  test('FOLD-50 case d2: a number on two tickets is seen, and the counter goes on from the highest known', () => {
    const { tickets, sell, folds } = till();
    sell('t7', 100, [cash(100)]);
    const twin = buildSale(input(100, [cash(100)], { basket: 'x' }), context('t8', { number: 'LSCK-A-03k7-000007' }));
    if (twin.ok) foldDraft(folds, 'b', 1, 60, twin.value.draft);
    expect(tickets.doubleNumbers()).toEqual(['LSCK-A-03k7-000007']);
    expect(tickets.lastCounter('LSCK-A-03k7-')).toBe(7);
    expect(tickets.lastCounter('LSCK-A-03k7a-')).toBe(0);
    expect(tickets.byNumber('LSCK-A-03k7-000007')).toHaveLength(2);
  });
});

test('FOLD-52 case d3: the shift was closed next door', () => {
  const shifts = new ShiftFold();
  const tickets = new TicketFold();
  const folds = new FoldSet([shifts, tickets]);
  const at = (text: string) => timeAt(`2026-11-25 ${text}`);
  const opening: ShiftOpen = { kind: 'shiftOpen', id: SHIFT, register: REGISTER, float: 30_000, at: at('09:00') };
  foldDraft(folds, 'a', 1, at('09:00'), inDrawer(opening));
  const sell = (ticket: string, seq: number, time: number, fen: number): void => {
    const built = buildSale(input(fen, [cash(fen)], { basket: ticket }), context(ticket));
    if (built.ok) foldDraft(folds, 'a', seq, time, built.value.draft);
  };
  sell('t1', 2, at('12:00'), 20_000);
  const close: ShiftClose = {
    kind: 'shiftClose',
    id: SHIFT,
    counted: 50_000,
    handedIn: 0,
    at: at('21:00'),
    expected: shifts.expectedCash(SHIFT),
    tickets: tickets.shift(SHIFT).tickets,
  };
  foldDraft(folds, 'office', 1, at('21:00'), inDrawer(close));
  expect(shifts.statement(SHIFT, tickets)?.closed).toMatchObject({
    expected: 50_000,
    late: 0,
    lateTickets: 0,
    overShort: 0,
  });
  sell('t2', 3, at('20:40'), 12_000);
  sell('t3', 4, at('20:50'), 8000);
  sell('t4', 5, at('21:05'), 5000);
  expect(shifts.statement(SHIFT, tickets)).toMatchObject({
    expectedCash: 75_000,
    closed: { expected: 50_000, counted: 50_000, late: 25_000, lateTickets: 3, afterClosing: [idOf('t4')] },
  });
  expect(shifts.openShifts(REGISTER)).toEqual([]);
  expect(tickets.ticketsOfShift(SHIFT)).toHaveLength(4);
});

test('FOLD-51 a register without a close has its shift open; of two the later is the one to sell in', () => {
  const { shifts, folds } = till();
  expect(shifts.openShifts(REGISTER)).toMatchObject([{ id: SHIFT, float: 20_000, since: 5, branch: BRANCH }]);
  const second: ShiftOpen = { kind: 'shiftOpen', id: idOf('shift2'), register: REGISTER, float: 100, at: 9 };
  foldDraft(folds, 'b', 1, 9, inDrawer(second));
  expect(shifts.openShifts(REGISTER).map((one) => one.id)).toEqual([idOf('shift2'), SHIFT]);
  expect(shifts.statement(idOf('nobody'), new TicketFold())).toBeNull();
});
