/** trade.md §4: each kind of promotion, what it may touch, and who goes first. */
import { describe, expect, test } from 'vitest';
import { holdsNow, momentAt } from '../../../shared/pricing/conditions.ts';
import { priceTicket } from '../../../shared/pricing/price-ticket.ts';
import type { Promotion } from '../../../shared/pricing/promotion.ts';
import type { PricingLine, PricingTicket } from '../../../shared/pricing/ticket.ts';
import { MOMENT, promotionOf, saleLine, saleTicket } from '../../kit/pricing-ticket.ts';

function paidOf(lines: readonly PricingLine[], promotions: readonly Promotion[], more: Partial<PricingTicket> = {}) {
  return priceTicket(saleTicket(lines, { promotions, ...more })).lines.map((line) => line.paid);
}
const half = (change = {}) => promotionOf('half', { kind: 'nthUnit', every: 2, payBp: 5000 }, change);

describe('conditions', () => {
  test.each([
    ['no condition', {}, true],
    ['this branch', { branches: ['branchA0'] }, true],
    ['another branch', { branches: ['branchB0'] }, false],
    ['from today', { from: '2026-11-25', until: '2026-11-25' }, true],
    ['until yesterday', { until: '2026-11-24' }, false],
    ['on Wednesdays', { weekdays: [3] }, true],
    ['at weekends', { weekdays: [6, 7] }, false],
    ['from 10:05', { hours: [{ from: 605, until: 720 }] }, true],
    ['until 10:05', { hours: [{ from: 540, until: 605 }] }, false],
    ['for every member', { levels: [] }, false],
  ])('PRICING-20 %s', (_name, conditions, wanted) => {
    expect(holdsNow(conditions, MOMENT, null)).toBe(wanted);
  });

  test('PRICING-20 levels: any member, or members of those named', () => {
    expect(holdsNow({ levels: [] }, MOMENT, { level: '银卡' })).toBe(true);
    expect(holdsNow({ levels: ['金卡'] }, MOMENT, { level: '银卡' })).toBe(false);
  });

  test('PRICING-20 hours past midnight belong to the day on which they begin', () => {
    const night = { weekdays: [2], until: '2026-11-24', hours: [{ from: 1320, until: 120 }] };
    expect(holdsNow(night, { ...MOMENT, weekday: 2, date: '2026-11-24', minute: 1330 }, null)).toBe(true);
    expect(holdsNow(night, { ...MOMENT, minute: 60 }, null)).toBe(true);
    expect(holdsNow(night, { ...MOMENT, minute: 130 }, null)).toBe(false);
    expect(holdsNow(night, { ...MOMENT, minute: 1330 }, null)).toBe(false);
    const newYear = { until: '2025-12-31', hours: [{ from: 1320, until: 120 }] };
    expect(holdsNow(newYear, { ...MOMENT, date: '2026-01-01', weekday: 4, minute: 5 }, null)).toBe(true);
  });

  test('PRICING-20 the moment is that of the shop’s offset', () => {
    const time = Date.UTC(2026, 10, 25, 16, 30) * 1000;
    expect(momentAt(time, 480, 'b')).toEqual({ branch: 'b', date: '2026-11-26', weekday: 4, minute: 30 });
    expect(momentAt(Date.UTC(2028, 1, 29, 23, 59) * 1000, 0, 'b')).toMatchObject({ date: '2028-02-29', weekday: 2 });
  });

  test('PRICING-20 goods: named, or beneath a category, but for those excepted', () => {
    const off = promotionOf(
      'off',
      { kind: 'percentOff', payBp: 9000 },
      { conditions: { categories: ['饮料'], products: ['bread'], except: ['tea'] } },
    );
    const lines = [
      saleLine('milk', 1, 10, { category: '饮料/奶' }),
      saleLine('tea', 1, 10, { category: '饮料' }),
      saleLine('bread', 1, 10, { category: '烘焙' }),
      saleLine('straw', 1, 10, { category: '饮料杯' }),
    ];
    expect(paidOf(lines, [off])).toEqual([900, 1000, 900, 1000]);
  });

  test('PRICING-20 what is switched off does not hold', () => {
    expect(paidOf([saleLine('a', 2, 10)], [half({ enabled: false })])).toEqual([2000]);
  });
});

describe('kinds', () => {
  test('n% off takes weighed goods as well, from the label’s amount', () => {
    const off = promotionOf('off', { kind: 'percentOff', payBp: 8800 });
    const lines = [saleLine('a', 3, 12.9), saleLine('b', 0.768, 9.98, { byWeight: true, label: 766 })];
    expect(paidOf(lines, [off])).toEqual([3406, 674]);
  });

  test('PRICING-24 第二件半价: 2 × 25.00 pays 37.50, 2 牛奶 at 6.50 pay 9.75', () => {
    expect(paidOf([saleLine('b', 2, 25)], [half()])).toEqual([3750]);
    expect(paidOf([saleLine('milk', 2, 6.5)], [half()])).toEqual([975]);
    expect(paidOf([saleLine('milk', 1, 6.5)], [half()])).toEqual([650]);
  });

  test('PRICING-24 units sorted by price, every 2nd half, across products', () => {
    const lines = [saleLine('c', 1, 40), saleLine('a', 1, 100), saleLine('d', 1, 60), saleLine('b', 1, 80)];
    expect(paidOf(lines, [half()])).toEqual([2000, 10_000, 6000, 4000]);
  });

  test('PRICING-24 an odd piece stays free for another promotion', () => {
    const off = promotionOf('off', { kind: 'percentOff', payBp: 9000 });
    const priced = priceTicket(saleTicket([saleLine('a', 3, 10)], { promotions: [half(), off] }));
    expect(priced.lines[0]?.promotions).toEqual([
      { promotion: 'half', version: 1, fen: 500 },
      { promotion: 'off', version: 1, fen: 100 },
    ]);
  });

  test('PRICING-24 买2送1: of each three the cheapest is free', () => {
    const rule = { kind: 'buyGet' as const, buy: 2, free: 1 };
    const lines = [saleLine('a', 2, 30), saleLine('b', 2, 20), saleLine('c', 3, 10)];
    // 30 30 20* | 20 10 10* | 10
    expect(paidOf(lines, [promotionOf('p', rule)])).toEqual([6000, 2000, 2000]);
    expect(paidOf(lines, [promotionOf('p', { ...rule, most: 1 })])).toEqual([6000, 2000, 3000]);
    expect(paidOf([saleLine('a', 2, 30)], [promotionOf('p', rule)])).toEqual([6000]);
  });

  test('PRICING-25 a named gift at 0, as many as were earned', () => {
    const gift = promotionOf('p', { kind: 'buyGet', buy: 2, free: 1, gift: 'mug' });
    expect(paidOf([saleLine('a', 4, 30), saleLine('mug', 3, 15)], [gift])).toEqual([12_000, 1500]);
  });

  test('PRICING-25 a gift that nobody scanned is offered', () => {
    const gift = promotionOf(
      'p',
      { kind: 'buyGet', buy: 2, free: 1, gift: 'mug' },
      { conditions: { products: ['a'] } },
    );
    const offers = (lines: readonly PricingLine[]) => priceTicket(saleTicket(lines, { promotions: [gift] })).offers;
    expect(offers([saleLine('a', 4, 30)])).toEqual([{ promotion: 'p', product: 'mug', pieces: 2 }]);
    expect(offers([saleLine('a', 4, 30), saleLine('mug', 1, 15)])).toEqual([
      { promotion: 'p', product: 'mug', pieces: 1 },
    ]);
    expect(offers([saleLine('a', 4, 30), saleLine('mug', 2, 15)])).toEqual([]);
    expect(offers([saleLine('a', 1, 30)])).toEqual([]);
  });

  test('PRICING-26 a bundle price is spread over its pieces, the dearest ones first', () => {
    const parts = [
      { products: ['bread'], pieces: 1 },
      { products: ['milk', 'tea'], pieces: 2 },
    ];
    const bundle = promotionOf('p', { kind: 'bundle', parts, price: 1500 });
    const lines = [saleLine('bread', 1, 8), saleLine('milk', 1, 6), saleLine('tea', 2, 5)];
    const priced = priceTicket(saleTicket(lines, { promotions: [bundle] }));
    // 8 + 6 + 5 = 19 → 15; one tea stays at 5.
    expect(priced.payable).toBe(2000);
    expect(priced.lines.map((line) => line.paid)).toEqual([631, 474, 895]);
  });

  test('PRICING-26 a bundle is made as often as it saves, and no oftener', () => {
    const any = promotionOf('p', { kind: 'bundle', parts: [{ products: ['a', 'b'], pieces: 2 }], price: 1500 });
    const lines = [saleLine('a', 2, 10), saleLine('b', 2, 7)];
    expect(priceTicket(saleTicket(lines, { promotions: [any] })).payable).toBe(1500 + 1400);
    expect(priceTicket(saleTicket([saleLine('b', 9, 7)], { promotions: [any] })).payable).toBe(6300);
  });

  test('PRICING-26 two parts that want the same goods share them', () => {
    const parts = [
      { products: ['a'], pieces: 1 },
      { products: ['a', 'b'], pieces: 1 },
    ];
    const bundle = promotionOf('p', { kind: 'bundle', parts, price: 1000 });
    expect(priceTicket(saleTicket([saleLine('a', 1, 9)], { promotions: [bundle] })).payable).toBe(900);
    expect(priceTicket(saleTicket([saleLine('a', 3, 9)], { promotions: [bundle] })).payable).toBe(1900);
  });

  test('PRICING-27 满N件折: the highest step reached, for all pieces', () => {
    const steps = [
      { pieces: 2, payBp: 9000 },
      { pieces: 3, payBp: 8000 },
    ];
    const rule = promotionOf('p', { kind: 'piecesOff', steps });
    expect(paidOf([saleLine('a', 1, 10)], [rule])).toEqual([1000]);
    expect(paidOf([saleLine('a', 1, 10), saleLine('b', 1, 20)], [rule])).toEqual([900, 1800]);
    expect(paidOf([saleLine('a', 2, 10), saleLine('b', 1, 20)], [rule])).toEqual([1600, 1600]);
    const weighed = saleLine('c', 0.768, 9.98, { byWeight: true });
    expect(paidOf([saleLine('a', 1, 10), weighed], [rule])).toEqual([1000, 766]);
  });

  test('PRICING-28 满80减15 once, 每满 with cap, steps', () => {
    const once = { kind: 'fullReduction' as const, steps: [{ from: 8000, off: 1500 }] };
    const paid = (sum: number, rule: Parameters<typeof promotionOf>[1]) =>
      priceTicket(saleTicket([saleLine('a', 1, sum / 100)], { promotions: [promotionOf('p', rule)] })).payable;
    expect(paid(7999, once)).toBe(7999);
    expect(paid(8000, once)).toBe(6500);
    expect(paid(24_000, once)).toBe(22_500);
    expect(paid(24_000, { ...once, every: true })).toBe(19_500);
    expect(paid(24_000, { ...once, every: true, cap: 4000 })).toBe(20_000);
    const steps = { ...once, steps: [...once.steps, { from: 20_000, off: 5000 }] };
    expect(paid(24_000, steps)).toBe(19_000);
  });

  test('PRICING-28 the threshold counts eligible lines after line promotions', () => {
    const reduction = promotionOf(
      'r',
      { kind: 'fullReduction', steps: [{ from: 8000, off: 1500 }] },
      { conditions: { except: ['c'] } },
    );
    const lines = [saleLine('a', 2, 50), saleLine('c', 1, 100)];
    expect(paidOf(lines, [reduction])).toEqual([8500, 10_000]);
    // Sorted by price: 100, then 50, 50; the second of three is a 50.
    expect(paidOf(lines, [reduction, half()])).toEqual([7500, 10_000]);
    const onA = half({ conditions: { products: ['a'] } });
    expect(paidOf(lines, [reduction, onA])).toEqual([7500, 10_000]);
  });

  test('PRICING-28 a line takes part in one 满减: the larger saving', () => {
    const small = promotionOf('a', { kind: 'fullReduction', steps: [{ from: 5000, off: 500 }] });
    const large = promotionOf('b', { kind: 'fullReduction', steps: [{ from: 8000, off: 1500 }] });
    expect(paidOf([saleLine('x', 1, 100)], [small, large])).toEqual([8500]);
  });
});

describe('what goes together', () => {
  test('PRICING-5 a price set by hand switches promotions off for its line', () => {
    const reduction = promotionOf('r', { kind: 'fullReduction', steps: [{ from: 8000, off: 1500 }] });
    const lines = [saleLine('a', 2, 60, { override: 500_000 }), saleLine('b', 1, 80)];
    expect(paidOf(lines, [half(), reduction])).toEqual([10_000, 6500]);
  });

  test('PRICING-21 a piece takes part in one line promotion', () => {
    const off = promotionOf('off', { kind: 'percentOff', payBp: 9000 });
    expect(paidOf([saleLine('a', 2, 10)], [half(), off])).toEqual([1500]);
  });

  test('PRICING-22 priority goes before the larger saving', () => {
    const off = promotionOf('off', { kind: 'percentOff', payBp: 9000 }, { priority: 1 });
    expect(paidOf([saleLine('a', 2, 10)], [half(), off])).toEqual([1800]);
  });

  test('PRICING-22 of equal savings the lower id, whatever order they are given in', () => {
    const one = promotionOf('a', { kind: 'percentOff', payBp: 9000 });
    const two = promotionOf('b', { kind: 'percentOff', payBp: 9000 });
    for (const promotions of [
      [one, two],
      [two, one],
    ]) {
      const priced = priceTicket(saleTicket([saleLine('x', 1, 10)], { promotions }));
      expect(priced.lines[0]?.promotions).toEqual([{ promotion: 'a', version: 1, fen: 100 }]);
    }
  });

  test('PRICING-23 exclusive: what it touches takes part in no 满减', () => {
    const reduction = promotionOf('r', { kind: 'fullReduction', steps: [{ from: 8000, off: 1500 }] });
    const lines = [saleLine('a', 2, 60), saleLine('b', 1, 80)];
    const onA = half({ exclusive: true, conditions: { products: ['a'] } });
    expect(paidOf(lines, [onA, reduction])).toEqual([9000, 6500]);
    const alone = promotionOf('r', { ...reduction.rule }, { exclusive: true });
    expect(paidOf(lines, [half({ conditions: { products: ['a'] } }), alone])).toEqual([9000, 6500]);
  });

  test('PRICING-23 a price set by an exclusive promotion closes its line to others', () => {
    const special = promotionOf(
      's',
      { kind: 'specialPrice', prices: [{ product: 'a', price: 90_000 }] },
      { exclusive: true },
    );
    expect(paidOf([saleLine('a', 2, 10)], [special, half()])).toEqual([1800]);
  });

  test('PRICING-23 without "with member price" it leaves lines at a member’s price alone', () => {
    const lines = [saleLine('a', 2, 10, { prices: { member: 90_000 } }), saleLine('b', 2, 10)];
    const member = { member: { level: '' } };
    expect(paidOf(lines, [half({ withMemberPrice: false })], member)).toEqual([1800, 1500]);
    expect(paidOf([lines[0] ?? saleLine('a', 2, 10)], [half()], member)).toEqual([1350]);
  });

  test('PRICING-23 without "with coupon" what it touches does not count for coupons', () => {
    const coupon = { id: 'c1', off: 1000, from: 3000, goods: {}, withMemberPrice: true };
    const lines = [saleLine('a', 2, 10), saleLine('b', 1, 20)];
    const onA = { conditions: { products: ['a'] } };
    const free = priceTicket(saleTicket(lines, { promotions: [half(onA)], coupons: [coupon] }));
    expect(free.coupons).toEqual([{ id: 'c1', fen: 1000 }]);
    const closed = priceTicket(
      saleTicket(lines, { promotions: [half({ ...onA, withCoupon: false })], coupons: [coupon] }),
    );
    expect(closed.idleCoupons).toEqual(['c1']);
  });
});
