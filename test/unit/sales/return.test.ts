/** Goods come back: what is refunded, by what, and what two tills that did not know of each other come to. */
import { describe, expect, test } from 'vitest';
import { lowestPrice } from '../../../shared/sales/lowest-price.ts';
import { buildReturn, exchangeValue, looseReturnLines, ticketReturnLines } from '../../../shared/sales/return.ts';
import { salesTasks } from '../../../shared/sales/sales-tasks.ts';
import type { ShiftOpen } from '../../../shared/schema/shift.ts';
import { stateOfPart } from '../../kit/fold-drafts.ts';
import { BRANCH, idOf, MEMBER, REGISTER, STOCK_PLACE, timeAt } from '../../kit/fold-facts.ts';
import {
  bothWays,
  builtReturn,
  builtReversal,
  builtSale,
  cash,
  drafted,
  fold,
  lineOf,
  returnable,
  returnContext,
  SHIFT,
  type Told,
  V,
} from '../../kit/till-folds.ts';

const DAY = 86_400_000_000;
const NOON = timeAt('2026-11-25 12:00');
const opening: ShiftOpen = {
  kind: 'shiftOpen',
  id: SHIFT,
  register: REGISTER,
  float: 20_000,
  at: NOON - 10,
  handler: MEMBER,
};
const OPEN: Told = { feed: 'a', seq: 1, time: NOON - 10, draft: drafted('cash', [opening]) };

/** The ticket of trade.md §4: three lines, 96.36 at list, 66.10 paid. */
const threeLines = () => {
  const lines = [lineOf(3000, 1290), lineOf(2000, 2500, idOf('shirt')), lineOf(768, 998, idOf('apple'))];
  // 66.10 by the discounts of the example: the first line keeps 30.50.
  return builtSale('t1', { lines, discount: 3026, tenders: [cash(6610)] });
};
/** One line of three pieces that came to 30.50. */
const threePieces = (tenders = [cash(3050)]) =>
  builtSale('t1', { lines: [lineOf(3000, 1290)], discount: 820, tenders });
const sold = (built = threePieces()): Told => ({ feed: 'a', seq: 2, time: NOON, draft: built.draft });

describe('a return by ticket', () => {
  test('TILL-1 three for 30.50 one by one: 10.17, 10.16, 10.17', () => {
    const built = threePieces();
    const told: Told[] = [OPEN, sold(built)];
    const refunds = ['r1', 'r2', 'r3'].map((paper, i) => {
      const made = builtReturn(
        returnable(fold(told), built.sale, NOON),
        [[1, 1000]],
        returnContext(paper, NOON + 1 + i),
      );
      told.push({ feed: 'b', seq: i + 1, time: NOON + 1 + i, draft: made.draft });
      return made.entry.refund;
    });
    expect(refunds).toEqual([1017, 1016, 1017]);
    const folds = fold(told);
    expect(folds.shifts.expectedCash(SHIFT)).toBe(20_000);
    expect(folds.stock.balance(V, STOCK_PLACE)).toBe(0);
    expect(salesTasks(folds)).toEqual([]);
  });

  test('TILL-7 case b2: a line that is fully returned cannot be returned again', () => {
    const built = threePieces();
    const first = builtReturn(
      returnable(fold([OPEN, sold(built)]), built.sale, NOON),
      [[1, 3000]],
      returnContext('r1', NOON + 1),
    );
    const folds = fold([OPEN, sold(built), { feed: 'a', seq: 3, time: NOON + 1, draft: first.draft }]);
    const again = ticketReturnLines(returnable(folds, built.sale, NOON), [
      { line: 1, quantity: 1000, bin: 'sellable' },
    ]);
    expect(again).toEqual({ ok: false, error: { code: 'returned-already', line: 1, returned: 3000, sold: 3000 } });
  });

  test('TILL-1 the whole ticket of the example comes back at what was paid, line by line', () => {
    const built = threeLines();
    const ticket = returnable(fold([OPEN, sold(built)]), built.sale, NOON);
    const back = builtReturn(
      ticket,
      [
        [1, 3000],
        [2, 2000],
        [3, 768],
      ],
      returnContext('r1', NOON + 1),
    );
    expect(back.entry.refund).toBe(6610);
    expect(back.entry.lines.map((line) => line.refund)).toEqual(built.sale.lines.map((line) => line.paid));
  });

  test('TILL-4 refunds go to stored value, then wallets, then cash, each at most what it paid', () => {
    const tenders = [
      { kind: 'cash' as const, amount: 1500 },
      { kind: 'wechat' as const, amount: 1000 },
      { kind: 'storedValue' as const, amount: 600 },
    ];
    const built = builtSale('t1', { lines: [lineOf(3000, 1000)], tenders });
    expect(built.change).toBe(100);
    const told: Told[] = [OPEN, sold(built)];
    const first = builtReturn(returnable(fold(told), built.sale, NOON), [[1, 1000]], returnContext('r1', NOON + 1));
    expect(first.entry.tenders).toEqual([
      { kind: 'storedValue', amount: 600 },
      { kind: 'wechat', amount: 400 },
    ]);
    told.push({ feed: 'a', seq: 3, time: NOON + 1, draft: first.draft });
    const rest = builtReturn(returnable(fold(told), built.sale, NOON), [[1, 2000]], returnContext('r2', NOON + 2));
    expect(rest.entry.tenders).toEqual([
      { kind: 'wechat', amount: 600 },
      { kind: 'cash', amount: 1400 },
    ]);
    expect([first.drawer, rest.drawer]).toEqual([0, -1400]);
    told.push({ feed: 'a', seq: 4, time: NOON + 2, draft: rest.draft });
    expect(fold(told).shifts.accounts(SHIFT)).toEqual({});
    expect(salesTasks(fold(told))).toEqual([]);
  });

  test('TILL-4 case b3: what WeChat took too much does not come back twice', () => {
    const built = builtSale('t1', {
      lines: [lineOf(1000, 8650)],
      tenders: [{ kind: 'wechat', amount: 10_000 }, cash(-1350)],
    });
    const back = builtReturn(
      returnable(fold([sold(built)]), built.sale, NOON),
      [[1, 1000]],
      returnContext('r1', NOON + 1),
    );
    expect(back.entry.tenders).toEqual([{ kind: 'wechat', amount: 8650 }]);
  });

  test('TILL-3 it claims the days since the purchase, the fen, and no more than that', () => {
    const built = threePieces();
    const ticket = returnable(fold([sold(built)]), built.sale, NOON);
    const back = builtReturn(ticket, [[1, 1000]], returnContext('r1', NOON + 3 * DAY + 5), { bin: 'defective' });
    expect(back.draft.uses).toEqual([
      `sales.refund≤1017@${BRANCH}`,
      `sales.return@${BRANCH}`,
      `sales.returnDays≤3@${BRANCH}`,
    ]);
    expect(back.draft.parts.every((part) => stateOfPart(part, back.draft.uses, MEMBER) === 'present')).toBe(true);
    expect(back.draft.parts[1]?.entries[0]).toMatchObject({
      type: 'salesReturn',
      quantity: 1000,
      bin: 'defective',
      source: built.sale.id,
      sourceLine: 1,
    });
  });

  test('serials and batch of the line go with it; as many serials as pieces', () => {
    const built = threePieces();
    const ticket = returnable(fold([sold(built)]), built.sale, NOON);
    const input = { line: 1, quantity: 2000, bin: 'sellable' as const, batch: 'B7', serials: ['S1'] };
    expect(ticketReturnLines(ticket, [input])).toMatchObject({ ok: false, error: { code: 'serials' } });
    const two = ticketReturnLines(ticket, [{ ...input, serials: ['S1', 'S2'] }]);
    expect(two).toMatchObject({ ok: true, value: [{ batch: 'B7', serials: ['S1', 'S2'], refund: 2033 }] });
  });

  test('without lines, reason or anything left nothing is written', () => {
    const built = threePieces();
    const ticket = returnable(fold([sold(built)]), built.sale, NOON);
    const none = buildReturn({ reason: '破损', lines: [], ticket, exchange: null }, returnContext('r1', NOON));
    expect(none).toEqual({ ok: false, error: { code: 'empty-return' } });
    const lines = ticketReturnLines(ticket, [{ line: 1, quantity: 1000, bin: 'sellable' }]);
    if (!lines.ok) throw new Error(lines.error.code);
    const silent = buildReturn({ reason: ' ', lines: lines.value, ticket, exchange: null }, returnContext('r1', NOON));
    expect(silent).toEqual({ ok: false, error: { code: 'reason-required' } });
    expect(ticketReturnLines(ticket, [{ line: 9, quantity: 1000, bin: 'sellable' }])).toMatchObject({ ok: false });
  });
});

describe('without a ticket', () => {
  test('TILL-5 the lowest price of thirty days counts, older sales do not', () => {
    const cheap = builtSale('t1', { lines: [lineOf(2000, 1000)], discount: 500, tenders: [cash(1500)] });
    const old = builtSale('t2', { lines: [lineOf(1000, 300)], tenders: [cash(300)] });
    const folds = fold([
      { feed: 'a', seq: 1, time: NOON - 31 * DAY, draft: old.draft },
      { feed: 'a', seq: 2, time: NOON - 2 * DAY, draft: cheap.draft },
    ]);
    const milk = { variant: V, numerator: 1, denominator: 1, listPrice: 100_000 };
    expect(lowestPrice(folds.tickets, milk, NOON)).toBe(75_000);
    expect(lowestPrice(folds.tickets, { ...milk, listPrice: 60_000 }, NOON)).toBe(60_000);
    expect(lowestPrice(folds.tickets, { ...milk, numerator: 12 }, NOON)).toBe(100_000);
    expect(lowestPrice(folds.tickets, { ...milk, variant: idOf('other'), listPrice: null }, NOON)).toBeNull();
  });

  test('TILL-3 TILL-5 it goes back in cash and claims the right for it', () => {
    const loose = { line: 0, variant: V, name: '牛奶', unit: '盒', numerator: 1, denominator: 1, price: 75_000 };
    const lines = looseReturnLines([{ ...loose, quantity: 2000, bin: 'sellable' }]);
    if (!lines.ok) throw new Error(lines.error.code);
    const built = buildReturn(
      { reason: '无小票', lines: lines.value, ticket: null, exchange: null },
      returnContext('r1', NOON),
    );
    expect(built).toMatchObject({ ok: true, value: { entry: { refund: 1500, tenders: [cash(1500)] }, drawer: -1500 } });
    expect(built.ok && built.value.draft.uses).toEqual([
      `sales.noTicketReturn@${BRANCH}`,
      `sales.refund≤1500@${BRANCH}`,
      `sales.return@${BRANCH}`,
    ]);
  });
});

describe('an exchange', () => {
  const exchanged = (price: number) => {
    const built = threePieces();
    const ticket = returnable(fold([OPEN, sold(built)]), built.sale, NOON);
    const lines = ticketReturnLines(ticket, [{ line: 1, quantity: 1000, bin: 'sellable' }]);
    if (!lines.ok) throw new Error(lines.error.code);
    const value = exchangeValue(1017, price);
    const tenders = [{ kind: 'exchange' as const, amount: value }, ...(price > value ? [cash(price - value)] : [])];
    const sale = builtSale('t2', { lines: [lineOf(1000, price, idOf('shirt'))], tenders });
    const paper = { reason: '换货', lines: lines.value, ticket, exchange: { built: sale, value } };
    const back = buildReturn(paper, returnContext('r1', NOON + 1));
    if (!back.ok) throw new Error(back.error.code);
    const folds = fold([OPEN, sold(built), { feed: 'a', seq: 3, time: NOON + 1, draft: back.value.draft }]);
    return { folds, back: back.value };
  };

  test('TILL-6 dearer goods: one commit, one difference in the drawer, nothing left in the account of exchanges', () => {
    const { folds, back } = exchanged(2500);
    expect(back.draft.parts.map((part) => part.document.split('/')[0])).toEqual(['tickets', 'stock', 'cash']);
    expect(back.drawer).toBe(1483);
    expect(folds.shifts.accounts(SHIFT)).toEqual({ cash: 3050 + 1483 });
    expect(folds.returns.returnOfSale(idOf('t2'))?.value.id).toBe(idOf('r1'));
    expect(salesTasks(folds)).toEqual([]);
  });

  test('TILL-6 cheaper goods: the rest is given back as it was paid', () => {
    const { folds, back } = exchanged(600);
    expect(back.entry.tenders).toEqual([cash(417), { kind: 'exchange', amount: 600 }]);
    expect(folds.shifts.accounts(SHIFT)).toEqual({ cash: 3050 - 417 });
    expect(salesTasks(folds)).toEqual([]);
  });

  test('TILL-8 a sale paid by an exchange that nothing stands behind is a task', () => {
    const sale = builtSale('t2', { tenders: [{ kind: 'exchange', amount: 1000 }] });
    expect(sale.draft.uses).toContain(`sales.return@${BRANCH}`);
    const folds = fold([OPEN, { feed: 'a', seq: 2, time: NOON, draft: sale.draft }]);
    expect(salesTasks(folds)).toMatchObject([{ kind: 'exchange-open', paper: idOf('t2'), excess: 1000 }]);
  });
});

describe('two tills that did not know of each other', () => {
  const built = threePieces();
  const before = [OPEN, sold(built)];
  const ticket = returnable(fold(before), built.sale, NOON);
  const at = (feed: string, time: number, draft: Told['draft']): Told => ({ feed, seq: 1, time, draft });

  test('TILL-7 return ∥ return beyond sold: both stand, the later is named, in either order', () => {
    const a = at('b', NOON + 1, builtReturn(ticket, [[1, 2000]], returnContext('r1', NOON + 1)).draft);
    const b = at('c', NOON + 2, builtReturn(ticket, [[1, 2000]], returnContext('r2', NOON + 2)).draft);
    for (const folds of bothWays(before, a, b)) {
      expect(folds.returns.returned(built.sale.id, 1)).toEqual({ quantity: 4000, refund: 4066 });
      expect(folds.shifts.expectedCash(SHIFT)).toBe(20_000 + 3050 - 4066);
      expect(salesTasks(folds)).toMatchObject([{ kind: 'over-returned', paper: idOf('r2'), excess: 1000 }]);
    }
  });

  test('TILL-7 return ∥ return within the sold: no task, and what is left brings the line to what was paid', () => {
    const a = at('b', NOON + 1, builtReturn(ticket, [[1, 1000]], returnContext('r1', NOON + 1)).draft);
    const b = at('c', NOON + 2, builtReturn(ticket, [[1, 1000]], returnContext('r2', NOON + 2)).draft);
    for (const folds of bothWays(before, a, b)) {
      expect(salesTasks(folds)).toEqual([]);
      const rest = builtReturn(returnable(folds, built.sale, NOON), [[1, 1000]], returnContext('r3', NOON + 3));
      expect(folds.returns.returned(built.sale.id, 1).refund + rest.entry.refund).toBe(3050);
    }
  });

  test('TILL-11 reversal ∥ reversal: the ticket is taken off once, the goods come back once', () => {
    const a = at('b', NOON + 1, builtReversal(ticket, returnContext('r1', NOON + 1)).draft);
    const b = at('c', NOON + 2, builtReversal(ticket, returnContext('r2', NOON + 2)).draft);
    for (const folds of bothWays(before, a, b)) {
      expect(folds.stock.balance(V, STOCK_PLACE)).toBe(0);
      expect(folds.returns.isReversed(built.sale.id)).toBe(true);
      expect(salesTasks(folds)).toMatchObject([{ kind: 'reversed-twice', paper: idOf('r2'), against: idOf('r1') }]);
    }
  });

  test('TILL-12 reversal ∥ return: the return stands, the reversal takes nothing off', () => {
    const a = at('b', NOON + 1, builtReversal(ticket, returnContext('r1', NOON + 1)).draft);
    const b = at('c', NOON + 2, builtReturn(ticket, [[1, 1000]], returnContext('r2', NOON + 2)).draft);
    for (const folds of bothWays(before, a, b)) {
      expect(folds.returns.isReversed(built.sale.id)).toBe(false);
      expect(salesTasks(folds)).toMatchObject([
        { kind: 'reversed-and-returned', paper: idOf('r1'), against: idOf('r2') },
      ]);
    }
  });
});

describe('a reversal', () => {
  test('TILL-10 has its own number, undoes goods and drawer, and claims the right to remove', () => {
    const built = threePieces();
    const told = [OPEN, sold(built)];
    const reversal = builtReversal(returnable(fold(told), built.sale, NOON), returnContext('r1', NOON + 1));
    expect(reversal.draft.uses).toEqual([`sales.remove@${BRANCH}`, `sales.return@${BRANCH}`]);
    const folds = fold([...told, { feed: 'a', seq: 3, time: NOON + 1, draft: reversal.draft }]);
    expect([folds.stock.balance(V, STOCK_PLACE), folds.shifts.expectedCash(SHIFT)]).toEqual([0, 20_000]);
    expect(folds.tickets.size).toBe(1);
    expect([folds.returns.byNumber('LSTH-A-03k7-r1'), folds.returns.byNumber('x')]).toEqual([idOf('r1'), null]);
    const again = returnable(folds, built.sale, NOON);
    expect(() => builtReversal(again, returnContext('r2', NOON + 2))).toThrow('ticket-reversed');
    expect(() => builtReturn(again, [[1, 1000]], returnContext('r2', NOON + 2))).toThrow('ticket-reversed');
  });

  test('TILL-10 a ticket of which goods came back is not reversed', () => {
    const built = threePieces();
    const back = builtReturn(
      returnable(fold([sold(built)]), built.sale, NOON),
      [[1, 1000]],
      returnContext('r1', NOON + 1),
    );
    const folds = fold([OPEN, sold(built), { feed: 'a', seq: 3, time: NOON + 1, draft: back.draft }]);
    const ticket = returnable(folds, built.sale, NOON);
    expect(() => builtReversal(ticket, returnContext('r2', NOON + 2))).toThrow('ticket-has-returns');
  });
});
