/** Mixed tenders, change, wallets that took too much or did not answer (trade.md §4, case b3). */
import { describe, expect, test } from 'vitest';
import {
  askOther,
  bookedTenders,
  type DeskTender,
  deskSums,
  giveBackInCash,
  settleUnknown,
  takeCash,
  takeOther,
  tookTooMuch,
} from '../../../shared/pricing/tender-desk.ts';
import { changeOf } from '../../../shared/sales/sale-totals.ts';

const cash = (amount: number): DeskTender => ({ kind: 'cash', amount, state: 'taken' });
const wechat = (amount: number): DeskTender => ({ kind: 'wechat', amount, state: 'taken' });
const value = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T => {
  if (!result.ok) throw new Error('refused');
  return result.value;
};

describe('case b3', () => {
  test('PRICING-33 T1: 86.50 = WeChat 50.00 + cash 40.00, change 3.50', () => {
    const desk = value(takeCash(value(takeOther(8650, [], 'wechat', 5000)), 4000));
    expect(deskSums(8650, desk)).toMatchObject({ change: 350, left: 0, over: 0, complete: true });
    expect(changeOf(8650, bookedTenders(desk))).toEqual({ ok: true, value: 350 });
  });

  test('PRICING-33 T2: 700.00, cash 800.00, change 100.00', () => {
    expect(deskSums(70_000, [cash(80_000)])).toMatchObject({ change: 10_000, complete: true });
  });

  test('PRICING-33 T3: WeChat took 100.00 of 86.50: +100.00 and cash −13.50, by a step of its own', () => {
    const taken = value(tookTooMuch([], 'wechat', 10_000));
    expect(deskSums(8650, taken)).toMatchObject({ over: 1350, change: 0, complete: false });
    const settled = giveBackInCash(8650, taken);
    expect(bookedTenders(settled)).toEqual([
      { kind: 'wechat', amount: 10_000 },
      { kind: 'cash', amount: -1350 },
    ]);
    expect(deskSums(8650, settled)).toMatchObject({ over: 0, change: 0, complete: true });
    expect(changeOf(8650, bookedTenders(settled))).toEqual({ ok: true, value: 0 });
  });
});

test('PRICING-33 change comes from cash only, other means take at most the remainder', () => {
  expect(takeOther(8650, [], 'wechat', 8651)).toEqual({ ok: false, error: { code: 'more-than-due', left: 8650 } });
  expect(takeOther(8650, [cash(5000)], 'card', 3651)).toEqual({
    ok: false,
    error: { code: 'more-than-due', left: 3650 },
  });
  expect(deskSums(8650, [wechat(10_000), cash(1000)])).toMatchObject({ change: 1000, over: 1350, complete: false });
  expect(bookedTenders(giveBackInCash(8650, [wechat(10_000), cash(1000)]))).toEqual([
    { kind: 'wechat', amount: 10_000 },
    { kind: 'cash', amount: -1350 },
  ]);
  expect(giveBackInCash(8650, [cash(9000)])).toEqual([cash(9000)]);
});

test('a means of one kind is one line', () => {
  const twice = value(takeOther(8650, value(takeOther(8650, [], 'wechat', 5000)), 'wechat', 3650));
  expect(twice).toEqual([wechat(8650)]);
  expect(takeCash([], 0)).toEqual({ ok: false, error: { code: 'amount' } });
});

describe('PRICING-34 a wallet without an answer', () => {
  const asked = value(askOther(8650, [], 'wechat', 8650));

  test('nothing is completed, and the same means is not asked again', () => {
    expect(deskSums(8650, asked)).toMatchObject({ unknown: true, complete: false, received: 0, left: 8650 });
    expect(askOther(8650, asked, 'wechat', 8650)).toEqual({
      ok: false,
      error: { code: 'still-unknown', kind: 'wechat' },
    });
    expect(takeOther(8650, asked, 'alipay', 8650)).toEqual({ ok: false, error: { code: 'more-than-due', left: 0 } });
    expect(bookedTenders(asked)).toEqual([]);
  });

  test('it did come: booked once', () => {
    const arrived = settleUnknown(asked, 'wechat', true);
    expect(deskSums(8650, arrived)).toMatchObject({ complete: true });
    expect(settleUnknown(arrived, 'wechat', true)).toEqual([wechat(8650)]);
  });

  test('it did not come: another means may be asked', () => {
    const gone = settleUnknown(asked, 'wechat', false);
    expect(gone).toEqual([]);
    expect(deskSums(8650, value(takeCash(gone, 9000)))).toMatchObject({ change: 350, complete: true });
  });

  test('even when cash covers everything meanwhile, the answer comes first', () => {
    expect(deskSums(8650, [...asked, cash(9000)])).toMatchObject({ change: 350, complete: false });
  });
});
