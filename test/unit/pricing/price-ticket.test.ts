/** trade.md §4: the table of layers row by row, spreads, rounding, and §10's tickets. */
import { describe, expect, test } from 'vitest';
import { priceTicket } from '../../../shared/pricing/price-ticket.ts';
import type { Promotion } from '../../../shared/pricing/promotion.ts';
import { roundOffOf } from '../../../shared/pricing/round-off.ts';
import { MOMENT, promotionOf, saleLine, saleTicket } from '../../kit/pricing-ticket.ts';

const half = promotionOf('half', { kind: 'nthUnit', every: 2, payBp: 5000 }, { conditions: { products: ['b'] } });
const reduction = promotionOf('full', { kind: 'fullReduction', steps: [{ from: 8000, off: 1500 }] });
const table = [
  saleLine('a', 3, 12.9),
  saleLine('b', 2, 25),
  saleLine('c', 0.768, 9.98, { byWeight: true, label: 766 }),
];
const roundOff = { rule: 'fen', on: 'always' } as const;

describe('the table of trade.md §4', () => {
  const priced = priceTicket(saleTicket(table, { promotions: [half, reduction], discount: { payBp: 9600 }, roundOff }));
  const fen = (promotion: string) =>
    priced.lines.map((line) => line.promotions.find((one) => one.promotion === promotion)?.fen ?? 0);

  test('list 3870, 5000, 766: 9636', () => {
    expect(priced.lines.map((line) => line.list)).toEqual([3870, 5000, 766]);
    expect(priced.list).toBe(9636);
  });
  test('PRICING-24 second half price 3870, 3750, 766: 8386', () => {
    expect(fen('half')).toEqual([0, 1250, 0]);
    expect(priced.amount - 1250).toBe(8386);
  });
  test('PRICING-11 满80减15 spread 692, 671, 137: 6886', () => {
    expect(fen('full')).toEqual([692, 671, 137]);
    expect(priced.amount - priced.promotions).toBe(6886);
  });
  test('PRICING-31 ticket 96 % spread 127, 123, 25: 6611', () => {
    expect(priced.lines.map((line) => line.ticket)).toEqual([127, 123, 25]);
    expect(priced.ticket).toBe(275);
  });
  test('PRICING-12 抹分 spread 1, 0, 0', () => {
    expect(priced.lines.map((line) => line.roundOff)).toEqual([1, 0, 0]);
  });
  test('PRICING-10 paid 3050, 2956, 604: 6610, and 30.25 saved', () => {
    expect(priced.lines.map((line) => line.paid)).toEqual([3050, 2956, 604]);
    expect(priced.payable).toBe(6610);
    expect(priced.saved).toBe(3025);
  });
  test('PRICING-22 the same the other way round', () => {
    const turned = priceTicket(
      saleTicket(table, { promotions: [reduction, half], discount: { payBp: 9600 }, roundOff }),
    );
    expect(turned).toEqual(priced);
  });
});

describe('layers', () => {
  test('PRICING-10 coupon, then ticket discount, then points, then roundOff, each on what the one before left', () => {
    const priced = priceTicket(
      saleTicket([saleLine('a', 1, 60), saleLine('b', 1, 40)], {
        coupons: [{ id: 'c', off: 1000, from: 5000, goods: {}, withMemberPrice: true }],
        discount: { payBp: 9000 },
        points: { points: 500, fen: 555 },
        roundOff: { rule: 'jiao', on: 'always' },
      }),
    );
    expect([priced.coupon, priced.ticket, priced.points, priced.roundOff]).toEqual([1000, 900, 555, 45]);
    expect(priced.payable).toBe(7500);
    expect(priced.lines.map((line) => line.paid)).toEqual([4500, 3000]);
  });

  test('PRICING-10 no layer takes more than is left', () => {
    const priced = priceTicket(
      saleTicket([saleLine('a', 1, 10)], { discount: { fen: 900 }, points: { points: 300, fen: 300 } }),
    );
    expect([priced.ticket, priced.points, priced.payable]).toEqual([900, 100, 0]);
  });

  test('PRICING-30 a coupon below its sum has no effect and says so; one of percent stops at its cap', () => {
    const coupon = { id: 'c', payBp: 5000, cap: 2000, from: 3000, goods: { products: ['a'] }, withMemberPrice: true };
    const few = priceTicket(saleTicket([saleLine('a', 1, 20), saleLine('b', 1, 50)], { coupons: [coupon] }));
    expect([few.coupon, few.idleCoupons]).toEqual([0, ['c']]);
    const many = priceTicket(saleTicket([saleLine('a', 1, 60), saleLine('b', 1, 50)], { coupons: [coupon] }));
    expect(many.lines.map((line) => line.coupon)).toEqual([2000, 0]);
  });

  test('PRICING-30 a coupon that is not for member prices leaves them out', () => {
    const coupon = { id: 'c', off: 500, from: 100, goods: {}, withMemberPrice: false };
    const lines = [saleLine('a', 1, 20, { prices: { member: 190_000 } }), saleLine('b', 1, 50)];
    const priced = priceTicket(saleTicket(lines, { coupons: [coupon], member: { level: '' } }));
    expect(priced.lines.map((line) => line.coupon)).toEqual([0, 500]);
  });

  test('PRICING-32 points are worth at most what is left', () => {
    const priced = priceTicket(saleTicket([saleLine('a', 1, 3)], { points: { points: 1000, fen: 1000 } }));
    expect([priced.points, priced.payable]).toEqual([300, 0]);
  });

  test('PRICING-5 an override below the floor is named', () => {
    const line = saleLine('a', 1, 10, { override: 70_000, prices: { floor: 80_000 } });
    expect(priceTicket(saleTicket([line])).lines[0]).toMatchObject({ belowFloor: true, paid: 700 });
  });

  test('a gift by hand costs nothing and touches nothing else', () => {
    const lines = [saleLine('a', 1, 10, { override: 0 }), saleLine('a', 2, 10)];
    expect(priceTicket(saleTicket(lines, { promotions: [half] })).lines.map((line) => line.paid)).toEqual([0, 2000]);
  });
});

describe('case b1: a discount spread over lines', () => {
  test.each([
    ['3 × 100.00 minus 10.00', [100, 100, 100], 1000, [334, 333, 333], 29_000],
    ['3 × 10.00 minus 10.00', [10, 10, 10], 1000, [334, 333, 333], 2000],
    ['7 × 0.01 minus 0.05', [0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01], 5, [1, 1, 1, 1, 1, 0, 0], 2],
  ])('PRICING-11 %s', (_name, prices, off, shares, payable) => {
    const lines = prices.map((price, i) => saleLine(`p${i}`, 1, price));
    const priced = priceTicket(saleTicket(lines, { discount: { fen: off } }));
    expect(priced.lines.map((line) => line.ticket)).toEqual(shares);
    expect(priced.payable).toBe(payable);
  });
});

test('case b4: 120,000 pieces at 0.567 are 68,040.00', () => {
  expect(priceTicket(saleTicket([saleLine('a', 120_000, 0.567)])).payable).toBe(6_804_000);
});

describe('PRICING-12 抹零', () => {
  test.each([
    ['none', 6611, 0],
    ['fen', 6611, 1],
    ['jiao', 6611, 11],
    ['nearestJiao', 6615, -5],
    ['nearestYuan', 6650, -50],
  ] as const)('%s of %i takes off %i', (rule, due, wanted) => {
    expect(roundOffOf(due, { rule, on: 'always' }, null, null)).toBe(wanted);
  });

  test('by hand instead of the rule, at most what is due', () => {
    expect(roundOffOf(6611, { rule: 'fen', on: 'always' }, null, 611)).toBe(611);
    expect(roundOffOf(6611, { rule: 'fen', on: 'always' }, null, 0)).toBe(0);
    expect(roundOffOf(50, { rule: 'fen', on: 'cash' }, 0, 80)).toBe(50);
  });

  test('cash only: on the remainder after other tenders', () => {
    const cash = { rule: 'jiao', on: 'cash' } as const;
    expect(roundOffOf(6611, cash, null, null)).toBe(0);
    expect(roundOffOf(6611, cash, 0, null)).toBe(11);
    expect(roundOffOf(6611, cash, 5000, null)).toBe(11);
    expect(roundOffOf(6611, cash, 5050, null)).toBe(61);
    expect(roundOffOf(6611, cash, 6611, null)).toBe(0);
    expect(roundOffOf(6611, cash, 9000, null)).toBe(0);
  });

  test('PRICING-11 what is rounded up is spread as well', () => {
    const priced = priceTicket(
      saleTicket([saleLine('a', 1, 33.33), saleLine('b', 1, 33.33)], {
        roundOff: { rule: 'nearestYuan', on: 'always' },
      }),
    );
    expect(priced.lines.map((line) => line.roundOff)).toEqual([-17, -17]);
    expect(priced.payable).toBe(6700);
  });
});

describe('tickets of the worked day, trade.md §10', () => {
  const members = promotionOf(
    'm',
    { kind: 'fullReduction', steps: [{ from: 8000, off: 1000 }] },
    { conditions: { levels: [] } },
  );
  const milkHalf = promotionOf(
    'h',
    { kind: 'nthUnit', every: 2, payBp: 5000 },
    { conditions: { products: ['milk'], branches: ['branchA0'], hours: [{ from: 605, until: 1440 }] } },
  );
  const promotions: readonly Promotion[] = [members, milkHalf];
  const milk = (quantity: number) => saleLine('milk', quantity, 6.5);
  const shirt = saleLine('shirt', 1, 79, { prices: { member: 750_000, levels: { wholesale: 520_000 } } });
  const apples = (label: number) => saleLine('apple', 0.768, 9.98, { byWeight: true, label });
  const onCash = { rule: 'fen', on: 'cash' } as const;

  test('ticket 1 at 10:00: 3 牛奶 and 1 T恤 for a member, paid 1744 + 6706', () => {
    const priced = priceTicket(
      saleTicket([milk(3), shirt], {
        promotions,
        member: { level: '' },
        moment: { ...MOMENT, minute: 600 },
        roundOff: onCash,
        nonCash: 5000,
      }),
    );
    expect(priced.lines.map((line) => line.paid)).toEqual([1744, 6706]);
  });

  test('ticket 2 at 10:10: apples and a second half, 抹分 on cash, paid 766 + 974', () => {
    const priced = priceTicket(
      saleTicket([apples(766), milk(2)], {
        promotions,
        moment: { ...MOMENT, minute: 610 },
        roundOff: onCash,
        nonCash: 0,
      }),
    );
    expect(priced.lines.map((line) => line.paid)).toEqual([766, 974]);
    expect(priced.roundOff).toBe(1);
  });

  test('B, 5 牛奶: no second half there, 32.50', () => {
    const priced = priceTicket(
      saleTicket([milk(5)], { promotions, moment: { ...MOMENT, branch: 'branchB0' }, roundOff: onCash, nonCash: 0 }),
    );
    expect(priced.payable).toBe(3250);
  });

  test('1 礼盒 at 95 %: 65.55; 2 T恤 at 70.00 by override: 140.00; the wholesale level: 52.00', () => {
    expect(priceTicket(saleTicket([saleLine('box', 1, 69)], { discount: { payBp: 9500 } })).payable).toBe(6555);
    expect(priceTicket(saleTicket([saleLine('shirt', 2, 79, { override: 700_000 })])).payable).toBe(14_000);
    expect(priceTicket(saleTicket([shirt], { level: 'wholesale' })).payable).toBe(5200);
  });
});
