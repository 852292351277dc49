/** The tables of trade.md §4 and the cases b1, b3. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accountAmounts,
  changeOf,
  discountAt,
  roundOffBy,
  type Tendered,
  ticketTotals,
} from '../../../shared/sales/sale-totals.ts';

const line = (quantity: number, price: number, amount: number | null = null) => ({ quantity, price, amount });

describe('ticket totals', () => {
  test('the table of trade.md §4, layer by layer', () => {
    const lines = [line(3000, 0, 3870), line(2000, 0, 3750), line(768, 99_800)];
    const spread = ticketTotals(lines, 1500, 0);
    expect(spread.ok && spread.value.lines.map((one) => one.paid)).toEqual([3178, 3079, 629]);
    const after = [line(3000, 0, 3178), line(2000, 0, 3079), line(768, 0, 629)];
    expect(discountAt(6886, 9600)).toBe(275);
    const percent = ticketTotals(after, 275, roundOffBy('fen', 6611));
    expect(percent.ok && percent.value.lines.map((one) => [one.discount, one.roundOff, one.paid])).toEqual([
      [127, 1, 3050],
      [123, 0, 2956],
      [25, 0, 604],
    ]);
    expect(percent.ok && percent.value.payable).toBe(6610);
  });

  test('a weighed label’s amount is the line’s; otherwise rd(q·p, 100000)', () => {
    const totals = ticketTotals([line(768, 99_800), line(768, 99_800, 770)], 0, 0);
    expect(totals.ok && totals.value.lines.map((one) => one.amount)).toEqual([766, 770]);
  });

  test('case b1: net and shares agree to the cent', () => {
    const totals = ticketTotals([line(1000, 1_000_000), line(1000, 1_000_000), line(1000, 1_000_000)], 1000, 0);
    expect(totals.ok && totals.value.lines.map((one) => one.discount)).toEqual([334, 333, 333]);
    expect(totals.ok && totals.value.payable).toBe(29_000);
  });

  test('more than the ticket cannot be taken off', () => {
    expect(ticketTotals([line(1000, 1000)], 11, 0)).toEqual({ ok: false, error: { code: 'discount-too-large' } });
    expect(ticketTotals([line(1000, 1000)], -1, 0)).toEqual({ ok: false, error: { code: 'discount-too-large' } });
    expect(ticketTotals([line(1000, 1000)], 5, 6)).toEqual({ ok: false, error: { code: 'round-off-too-large' } });
  });

  test('whatever is taken off, lines add up to the ticket and none goes below zero', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 99_000 }), price: fc.nat(9_000_000) }), {
          minLength: 1,
          maxLength: 30,
        }),
        fc.nat(),
        fc.integer({ min: -50, max: 99 }),
        (lines, pick, roundOff) => {
          const priced = lines.map((one) => ({ ...one, amount: null }));
          const plain = ticketTotals(priced, 0, 0);
          const amount = plain.ok ? plain.value.amount : 0;
          const discount = pick % (amount + 1);
          const totals = ticketTotals(priced, discount, Math.min(roundOff, amount - discount));
          expect(totals.ok).toBe(true);
          if (!totals.ok) return;
          const { payable } = totals.value;
          expect(totals.value.lines.reduce((sum, one) => sum + one.paid, 0)).toBe(payable);
          expect(totals.value.lines.every((one) => one.paid >= 0)).toBe(true);
        },
      ),
      { seed: 20_261_125, numRuns: 200 },
    );
  });
});

test('a percentage off is never deeper than it says', () => {
  expect(discountAt(1975, 9500)).toBe(98);
  expect(discountAt(999, 9000)).toBe(99);
  expect(discountAt(999_999_999_999, 1)).toBe(999_899_999_999);
});

test.each([
  ['none', 6611, 0],
  ['fen', 6611, 1],
  ['fen', 6610, 0],
  ['jiao', 6611, 11],
  ['nearestJiao', 6615, -5],
  ['nearestJiao', 6614, 4],
  ['nearestYuan', 6650, -50],
  ['nearestYuan', 6649, 49],
] as const)('抹零 %s of %i takes off %i', (rule, amount, wanted) => {
  expect(roundOffBy(rule, amount)).toBe(wanted);
});

describe('case b3: tenders and change', () => {
  const cash = (amount: number): Tendered => ({ kind: 'cash', amount });
  const wechat = (amount: number): Tendered => ({ kind: 'wechat', amount });

  test.each<[string, number, Tendered[], number, Record<string, number>]>([
    ['T1', 8650, [wechat(5000), cash(4000)], 350, { wechat: 5000, cash: 3650 }],
    ['T2', 70_000, [cash(80_000)], 10_000, { cash: 70_000 }],
    ['T3', 8650, [wechat(10_000), cash(-1350)], 0, { wechat: 10_000, cash: -1350 }],
    ['exact', 100, [cash(100)], 0, { cash: 100 }],
    ['nothing to pay', 0, [], 0, {}],
  ])('%s', (_name, payable, tenders, change, accounts) => {
    expect(changeOf(payable, tenders)).toEqual({ ok: true, value: change });
    expect(Object.fromEntries(accountAmounts(tenders, change))).toEqual(accounts);
  });

  test('change never comes out of a wallet, and nothing is paid short', () => {
    expect(changeOf(8650, [wechat(10_000)])).toEqual({
      ok: false,
      error: { code: 'change-not-from-cash', excess: 1350 },
    });
    expect(changeOf(8650, [wechat(10_000), cash(1000)])).toEqual({
      ok: false,
      error: { code: 'change-not-from-cash', excess: 1350 },
    });
    expect(changeOf(8650, [cash(8649)])).toEqual({ ok: false, error: { code: 'short', missing: 1 } });
    expect(changeOf(100, [wechat(-100), cash(200)])).toEqual({ ok: false, error: { code: 'negative-tender' } });
  });
});
