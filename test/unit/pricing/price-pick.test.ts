/** trade.md §3: price pick, units, weighed codes as they reach the price engine. */
import { describe, expect, test } from 'vitest';
import { type PickInput, pickPrice } from '../../../shared/pricing/price-pick.ts';
import { priceTicket } from '../../../shared/pricing/price-ticket.ts';
import { readWeighedCode, weighedLine } from '../../../shared/sales/weighed-code.ts';
import { promotionOf, saleLine, saleTicket } from '../../kit/pricing-ticket.ts';

const input = (change: Partial<PickInput> = {}): PickInput => ({
  list: 65_000,
  ratio: { numerator: 1, denominator: 1 },
  agreed: null,
  last: null,
  lastFirst: false,
  level: null,
  breaks: [],
  together: 1000,
  member: null,
  promoted: [],
  ...change,
});
const slot = (price: number) => ({ promotion: 'p1', version: 3, price, source: 'slot' as const });

describe('price pick', () => {
  test('PRICING-1 the agreed price wins outright, even where another one is lower', () => {
    const picked = pickPrice(input({ agreed: 60_000, member: 50_000, last: 40_000, lastFirst: true }));
    expect(picked).toEqual({ price: 60_000, source: 'agreed', promotion: null });
  });

  test('PRICING-1 the lowest of level, break, member and slot price', () => {
    const all = { level: 60_000, breaks: [{ from: 1000, price: 58_000 }], member: 57_000, promoted: [slot(55_000)] };
    expect(pickPrice(input(all))?.source).toBe('slot');
    expect(pickPrice(input({ ...all, promoted: [] }))).toMatchObject({ price: 57_000, source: 'member' });
    expect(pickPrice(input({ ...all, promoted: [], member: null }))).toMatchObject({ price: 58_000, source: 'break' });
    expect(pickPrice(input({ level: 60_000 }))).toMatchObject({ price: 60_000, source: 'level' });
    expect(pickPrice(input())).toMatchObject({ price: 65_000, source: 'list' });
  });

  test('PRICING-1 the last price to this customer goes first only where the shop says so', () => {
    expect(pickPrice(input({ last: 64_000, member: 50_000 }))).toMatchObject({ price: 50_000 });
    expect(pickPrice(input({ last: 64_000, member: 50_000, lastFirst: true }))).toMatchObject({
      price: 64_000,
      source: 'last',
    });
  });

  test('PRICING-1 of equal prices the plainer source speaks', () => {
    expect(pickPrice(input({ member: 65_000, promoted: [slot(65_000)] }))?.source).toBe('list');
    expect(pickPrice(input({ member: 60_000, promoted: [slot(60_000)] }))?.source).toBe('member');
  });

  test('PRICING-1 what is not priced is not picked, unless a price was agreed', () => {
    expect(pickPrice(input({ list: null, member: 50_000 }))).toBeNull();
    expect(pickPrice(input({ list: null, agreed: 50_000 }))).toMatchObject({ price: 50_000 });
  });

  test('PRICING-2 a level price stands instead of retail, also where it is the higher one', () => {
    expect(pickPrice(input({ level: 70_000 }))).toMatchObject({ price: 70_000, source: 'level' });
    expect(pickPrice(input({ level: 70_000, member: 66_000 }))).toMatchObject({ price: 66_000, source: 'member' });
  });

  test('PRICING-2 a quantity break counts the product, variants and units together', () => {
    const prices = { breaks: [{ from: 12_000, price: 60_000 }] };
    const alone = priceTicket(saleTicket([saleLine('milk', 11, 6.5, { prices })]));
    expect(alone.lines[0]?.pick.source).toBe('list');
    const two = priceTicket(saleTicket([saleLine('milk', 5, 6.5, { prices }), saleLine('milk', 7, 6.5, { prices })]));
    expect(two.lines.map((line) => line.price)).toEqual([60_000, 60_000]);
    const carton = saleLine('milk', 1, 78, { numerator: 12, prices });
    expect(priceTicket(saleTicket([carton])).lines[0]).toMatchObject({ price: 720_000, amount: 7200 });
  });

  test('PRICING-2 units: 箱 = 12/1 盒 and 500 g = 1/2 kg take the base price by their ratio', () => {
    const carton = pickPrice(input({ list: 780_000, ratio: { numerator: 12, denominator: 1 }, member: 60_000 }));
    expect(carton).toMatchObject({ price: 720_000, source: 'member' });
    const pound = pickPrice(input({ list: 49_900, ratio: { numerator: 1, denominator: 2 }, member: 90_001 }));
    expect(pound).toMatchObject({ price: 45_001 });
  });

  test('PRICING-2 a member price needs a member', () => {
    const line = saleLine('shirt', 1, 79, { prices: { member: 750_000 } });
    expect(priceTicket(saleTicket([line])).payable).toBe(7900);
    expect(priceTicket(saleTicket([line], { member: { level: '' } })).payable).toBe(7500);
  });

  test('PRICING-3 时段特价 takes part in the pick, and a line promotion may follow on it', () => {
    const special = promotionOf('p1', { kind: 'specialPrice', prices: [{ product: 'milk', price: 50_000 }] });
    const half = promotionOf('p2', { kind: 'nthUnit', every: 2, payBp: 5000 });
    const priced = priceTicket(saleTicket([saleLine('milk', 2, 6.5)], { promotions: [special, half] }));
    expect(priced.lines[0]?.pick).toMatchObject({ price: 50_000, source: 'slot', promotion: { promotion: 'p1' } });
    expect(priced.payable).toBe(750);
  });

  test('PRICING-3 会员价 holds for members of the level it names', () => {
    const rule = { kind: 'memberPrice' as const, prices: [{ product: 'shirt', price: 700_000 }] };
    const gold = promotionOf('p1', rule, { conditions: { levels: ['金卡'] } });
    const lines = [saleLine('shirt', 1, 79)];
    expect(priceTicket(saleTicket(lines, { promotions: [gold], member: { level: '银卡' } })).payable).toBe(7900);
    const sold = priceTicket(saleTicket(lines, { promotions: [gold], member: { level: '金卡' } }));
    expect(sold.lines[0]?.pick.source).toBe('member');
    expect(sold.payable).toBe(7000);
  });

  test('PRICING-29 the price a promotion set is kept with promotion and version', () => {
    const special = promotionOf(
      'p1',
      { kind: 'specialPrice', prices: [{ product: 'milk', price: 50_000 }] },
      { version: 4 },
    );
    const priced = priceTicket(saleTicket([saleLine('milk', 1, 6.5)], { promotions: [special] }));
    expect(priced.lines[0]?.pick.promotion).toMatchObject({ promotion: 'p1', version: 4 });
    expect(priced.saved).toBe(150);
  });
});

describe('weighed codes', () => {
  const layouts: Readonly<Record<string, 'amount' | 'weight' | 'amountWeight'>> = {
    22: 'amount',
    25: 'weight',
    26: 'amountWeight',
  };
  const read = (code: string) => readWeighedCode(code.replaceAll(' ', ''), (prefix) => layouts[prefix] ?? null);
  const apples = (label: number | null, change: Parameters<typeof saleLine>[3] = {}) =>
    saleLine('apple', 0.768, 9.98, { byWeight: true, label, ...change });

  test.each([
    ['amount', '22 12345 00766 0', { plu: '12345', amount: 766, weight: null }],
    ['weight', '25 12345 00768 5', { plu: '12345', amount: null, weight: 768 }],
    ['18 digits', '26 12345 00766 00768 3', { plu: '12345', amount: 766, weight: 768 }],
  ])('PRICING-4 %s: %s', (_layout, code, wanted) => {
    const label = read(code);
    expect(label).toEqual(wanted);
    expect(label === null ? null : weighedLine(label, 99_800)).toEqual({ quantity: 768, amount: 766 });
  });

  test('PRICING-4 the label’s amount is the line’s, whatever weight times price would give', () => {
    expect(priceTicket(saleTicket([apples(770)])).payable).toBe(770);
    expect(priceTicket(saleTicket([apples(null)])).payable).toBe(766);
  });

  test('PRICING-4 a member or promotion price reprices from weight', () => {
    const member = apples(770, { prices: { member: 90_000 } });
    expect(priceTicket(saleTicket([member], { member: { level: '' } })).payable).toBe(691);
    const special = promotionOf('p1', { kind: 'specialPrice', prices: [{ product: 'apple', price: 80_000 }] });
    expect(priceTicket(saleTicket([apples(770)], { promotions: [special] })).payable).toBe(614);
  });

  test('PRICING-4 a price set by hand reprices from weight as well', () => {
    expect(priceTicket(saleTicket([apples(770, { override: 90_000 })])).payable).toBe(691);
  });
});
