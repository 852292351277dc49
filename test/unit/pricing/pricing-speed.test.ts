/** A till answers a scan within 100 ms, most of which belongs to others: the price engine has 5 ms of CPU time. */
import { expect, test } from 'vitest';
import { priceTicket } from '../../../shared/pricing/price-ticket.ts';
import type { PromotionRule } from '../../../shared/schema/promotion.ts';
import { promotionOf, saleLine, saleTicket } from '../../kit/pricing-ticket.ts';

const RULES: readonly ((n: number) => PromotionRule)[] = [
  (n) => ({ kind: 'percentOff', payBp: 9000 - n }),
  (n) => ({ kind: 'nthUnit', every: 2 + (n % 3), payBp: 5000 }),
  (n) => ({ kind: 'buyGet', buy: 2 + (n % 4), free: 1 }),
  (n) => ({
    kind: 'bundle',
    parts: [
      { products: [`p${n}`, `p${n + 1}`, `p${n + 7}`], pieces: 2 },
      { products: [`p${n + 20}`, `p${n + 3}`], pieces: 1 },
    ],
    price: 1500,
  }),
  (n) => ({ kind: 'fullReduction', steps: [{ from: 8000 + n, off: 1500 }], every: true }),
  () => ({ kind: 'piecesOff', steps: [{ pieces: 3, payBp: 9000 }] }),
  (n) => ({ kind: 'specialPrice', prices: [{ product: `p${n}`, price: 40_000 }] }),
  (n) => ({ kind: 'buyGet', buy: 3, free: 1, gift: `p${n + 50}` }),
];

test('PRICING-10 200 lines under 50 promotions are priced within 5 ms of CPU time', () => {
  const lines = Array.from({ length: 200 }, (_, i) =>
    saleLine(`p${i % 120}`, 1 + ((i * 7) % 6), 5 + ((i * 37) % 300) / 10, { category: `c${i % 10}` }),
  );
  const promotions = Array.from({ length: 50 }, (_, n) => {
    const rule = RULES[n % RULES.length] ?? RULES[0];
    if (rule === undefined) throw new Error('no rule');
    return promotionOf(`x${n}`, rule(n), {
      priority: n % 3,
      conditions: n % 2 === 0 ? {} : { categories: [`c${n % 10}`] },
    });
  });
  const ticket = saleTicket(lines, { promotions, discount: { payBp: 9600 }, roundOff: { rule: 'fen', on: 'always' } });
  const spent = Array.from({ length: 40 }, () => {
    const before = process.cpuUsage();
    expect(priceTicket(ticket).payable).toBeGreaterThan(0);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  }).sort((a, b) => a - b);
  expect(spent[20] ?? Number.POSITIVE_INFINITY).toBeLessThan(5);
});
