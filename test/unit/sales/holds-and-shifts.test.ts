/** Held carts and shifts: who sees what, who may close, and what a report comes to. */
import { describe, expect, test } from 'vitest';
import { HOLD_LASTS_US } from '../../../shared/sales/hold-fold.ts';
import { salesTasks } from '../../../shared/sales/sales-tasks.ts';
import { shiftReport } from '../../../shared/sales/shift-report.ts';
import type { Hold, Recall } from '../../../shared/schema/hold.ts';
import type { ShiftClose, ShiftOpen } from '../../../shared/schema/shift.ts';
import { BRANCH, idOf, MEMBER, REGISTER, timeAt } from '../../kit/fold-facts.ts';
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

const at = (text: string): number => timeAt(`2026-11-25 ${text}`);
const OTHER = 'member-000000002';

const hold = (id: string, basket = 'basket'): Hold => ({
  kind: 'hold',
  id: idOf(id),
  register: REGISTER,
  handler: MEMBER,
  basket,
  lines: [
    {
      product: V,
      variant: V,
      name: '牛奶',
      unit: '盒',
      numerator: 1,
      denominator: 1,
      quantity: 2000,
      listPrice: 60_000,
      price: 60_000,
    },
  ],
  discount: 0,
  payable: 1200,
  note: '王姐',
});
const recall = (id: string, of: string): Recall => ({
  kind: 'recall',
  id: idOf(id),
  hold: idOf(of),
  register: REGISTER,
  handler: MEMBER,
});
const HELD: Told = { feed: 'a', seq: 1, time: at('10:00'), draft: drafted('tickets', [hold('h1')]) };

describe('a held cart', () => {
  test('TILL-20 is there for every till of the branch until it is recalled, sold, or a day old', () => {
    const folds = fold([HELD]);
    const open = (now: number, of = folds) => of.holds.open(BRANCH, now, of.tickets).map((one) => one.hold.id);
    expect(open(at('11:00'))).toEqual([idOf('h1')]);
    expect(folds.holds.open('branch-2', at('11:00'), folds.tickets)).toEqual([]);
    expect(open(at('10:00') + HOLD_LASTS_US + 1)).toEqual([]);
    expect(folds.stock.balance(V, null)).toBe(0);
    const taken = fold([
      HELD,
      { feed: 'b', seq: 1, time: at('10:05'), draft: drafted('tickets', [recall('x1', 'h1')]) },
    ]);
    expect(open(at('11:00'), taken)).toEqual([]);
    const sale = builtSale('t1', { basket: 'basket', tenders: [cash(1000)] });
    const sold = fold([HELD, { feed: 'b', seq: 1, time: at('10:05'), draft: sale.draft }]);
    expect(open(at('11:00'), sold)).toEqual([]);
  });

  test('TILL-21 recall ∥ recall: both keep it, both see the other; a second sale is the only task, in either order', () => {
    const a: Told = { feed: 'b', seq: 1, time: at('10:05'), draft: drafted('tickets', [recall('x1', 'h1')]) };
    const b: Told = { feed: 'c', seq: 1, time: at('10:06'), draft: drafted('tickets', [recall('x2', 'h1')]) };
    for (const folds of bothWays([HELD], a, b)) {
      expect(folds.holds.recallsOf(idOf('h1')).map((fact) => fact.value.id)).toEqual([idOf('x1'), idOf('x2')]);
      expect(folds.holds.get(idOf('h1'))?.hold.note).toBe('王姐');
      expect(salesTasks(folds)).toEqual([]);
    }
    const first = builtSale('t1', { basket: 'basket', tenders: [cash(1000)] });
    const second = builtSale('t2', { basket: 'basket', tenders: [cash(1000)] });
    const soldA: Told = { feed: 'b', seq: 2, time: at('10:07'), draft: first.draft };
    const soldB: Told = { feed: 'c', seq: 2, time: at('10:08'), draft: second.draft };
    for (const folds of bothWays([HELD, a, b], soldA, soldB)) {
      expect(folds.tickets.size).toBe(2);
      expect(salesTasks(folds)).toMatchObject([{ kind: 'paid-twice', paper: idOf('t2'), against: idOf('t1') }]);
    }
  });

  test('held again it is a new hold of the same basket', () => {
    const again: Told = {
      feed: 'b',
      seq: 1,
      time: at('10:30'),
      draft: drafted('tickets', [recall('x1', 'h1'), hold('h2')]),
    };
    const folds = fold([HELD, again]);
    expect(folds.holds.open(BRANCH, at('11:00'), folds.tickets).map((one) => one.hold.id)).toEqual([idOf('h2')]);
    expect(folds.holds.ofBasket('basket')?.hold.id).toBe(idOf('h2'));
  });
});

const opening: ShiftOpen = {
  kind: 'shiftOpen',
  id: SHIFT,
  register: REGISTER,
  float: 50_000,
  at: at('08:50'),
  handler: MEMBER,
};
const OPEN: Told = { feed: 'a', seq: 1, time: at('08:50'), draft: drafted('cash', [opening]) };
const close = (more: Partial<ShiftClose> = {}): ShiftClose => ({
  kind: 'shiftClose',
  id: SHIFT,
  counted: 52_580,
  expected: 52_590,
  handedIn: 2580,
  at: at('21:00'),
  handler: MEMBER,
  ...more,
});
const closed = (feed: string, time: string, more: Partial<ShiftClose> = {}): Told => ({
  feed,
  seq: 50,
  time: at(time),
  draft: drafted('cash', [close(more)], more.handler ?? MEMBER),
});

describe('a shift', () => {
  test('TILL-31 TILL-34 trade.md §10 till A: 500.00 + 34.50 + 17.39 − 26.00 … counted 10 short, with a report that adds up', () => {
    const paidOut = {
      kind: 'cash',
      type: 'paidOut',
      shift: SHIFT,
      register: REGISTER,
      account: 'cash',
      amount: -2600,
      document: idOf('freight'),
      reason: '运费',
    };
    const drawer = {
      kind: 'drawerOpen',
      id: idOf('d1'),
      shift: SHIFT,
      register: REGISTER,
      handler: MEMBER,
      reason: '换零',
    };
    const one = builtSale('t1', {
      lines: [{ ...lineOf(2000, 2000), price: 190_000 }],
      discount: 350,
      tenders: [{ kind: 'storedValue', amount: 1000 }, cash(3000)],
    });
    const two = builtSale('t2', { lines: [lineOf(1000, 1741)], roundOff: 1, tenders: [cash(2000)] });
    const gone = builtSale('t3', { lines: [lineOf(1000, 900)], tenders: [{ kind: 'wechat', amount: 900 }] });
    const told: Told[] = [
      OPEN,
      { feed: 'a', seq: 2, time: at('09:30'), draft: drafted('cash', [paidOut, drawer]) },
      { feed: 'a', seq: 3, time: at('10:00'), draft: one.draft },
      { feed: 'a', seq: 4, time: at('10:10'), draft: two.draft },
      { feed: 'a', seq: 5, time: at('10:20'), draft: gone.draft },
    ];
    const back = builtReturn(
      returnable(fold(told), two.sale, at('10:10')),
      [[1, 1000]],
      returnContext('r1', at('11:00')),
    );
    told.push({ feed: 'a', seq: 6, time: at('11:00'), draft: back.draft });
    const undone = builtReversal(returnable(fold(told), gone.sale, at('10:20')), returnContext('r2', at('11:10')));
    told.push({ feed: 'a', seq: 7, time: at('11:10'), draft: undone.draft });
    const folds = fold(told);
    const report = shiftReport(SHIFT, folds);
    expect(report).toMatchObject({
      tickets: 3,
      pieces: 4,
      gross: 4000 + 1741 + 900,
      discounts: { line: 200, ticket: 350, roundOff: 1 },
      sales: 3450 + 1740 + 900,
      returns: { count: 1, pieces: 1, refund: 1740 },
      reversals: { count: 1, amount: 900 },
      net: 3450,
      tenders: [
        { account: 'cash', amount: 2450 - 2600 },
        { account: 'storedValue', amount: 1000 },
      ],
      cash: { float: 50_000, sales: 2450 + 1740, refunds: -1740, paidOut: -2600, expected: 49_850 },
      byHand: [{ amount: -2600, reason: '运费' }],
      drawerOpenings: [{ reason: '换零' }],
    });
    const off = Object.values(report?.discounts ?? {}).reduce((sum, one) => sum + one, 0);
    expect((report?.gross ?? 0) - off).toBe(report?.sales);
    expect(shiftReport(idOf('nobody'), folds)).toBeNull();
  });

  test('TILL-32 a close in the name of another closes nothing; the first of two stands', () => {
    const forged = closed('b', '20:00', { counted: 0, handedIn: 0, handler: OTHER });
    const own = closed('a', '21:00');
    for (const [x, y] of [
      [forged, own],
      [own, forged],
    ] as const) {
      const seen = foldBy([OPEN, x, y]);
      expect(seen.shifts.statement(SHIFT, seen.tickets)?.closed).toMatchObject({ counted: 52_580, overShort: -10 });
      expect(seen.shifts.otherCloses()).toHaveLength(1);
      expect(salesTasks(seen).map((task) => task.kind)).toEqual(['closed-twice']);
    }
    const alone = foldBy([OPEN, forged]);
    expect(alone.shifts.openShifts(REGISTER)).toHaveLength(1);
    for (const seen of bothWays([OPEN], own, closed('c', '21:30', { counted: 60_000 }))) {
      expect(seen.shifts.statement(SHIFT, seen.tickets)?.closed?.counted).toBe(52_580);
    }
  });

  test('sale ∥ close: the ticket stays in its shift, the signed figure stands, the late one is marked, in either order', () => {
    const late = builtSale('t9', { tenders: [cash(1000)] });
    const sale: Told = { feed: 'a', seq: 9, time: at('21:05'), draft: late.draft };
    for (const folds of bothWays([OPEN], closed('office', '21:00', { expected: 50_000, counted: 50_000 }), sale)) {
      expect(folds.shifts.statement(SHIFT, folds.tickets)).toMatchObject({
        expectedCash: 51_000,
        closed: { expected: 50_000, overShort: 0, late: 1000, afterClosing: [idOf('t9')] },
      });
    }
  });
});

/** Each part judged with the member in whose name it is as its author: what a forger would sign himself. */
function foldBy(told: readonly Told[]) {
  const folds = fold([]);
  for (const { feed, seq, time, draft } of told) {
    for (const part of draft.parts) {
      folds.set.addPart({ feed, seq, time, document: part.document, hash: `${feed}${seq}` } as never, part.entries);
    }
  }
  return folds;
}
