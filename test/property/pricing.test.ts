/**
 * Random tickets: lines add up, no share exceeds its line, the order of promotions changes nothing, tenders come out.
 * 2,000 tickets in the usual run, 100,000 with FULL=1.
 */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { priceTicket } from '../../shared/pricing/price-ticket.ts';
import type { Promotion } from '../../shared/pricing/promotion.ts';
import {
  bookedTenders,
  type DeskTender,
  deskSums,
  giveBackInCash,
  takeCash,
  takeOther,
  tookTooMuch,
} from '../../shared/pricing/tender-desk.ts';
import type { PricedTicket, PricingLine, PricingTicket } from '../../shared/pricing/ticket.ts';
import { accountAmounts, changeOf } from '../../shared/sales/sale-totals.ts';
import type { PromotionRule } from '../../shared/schema/promotion.ts';
import { MOMENT } from '../kit/pricing-ticket.ts';

vi.setConfig({ testTimeout: 1_200_000 });
const numRuns = process.env.FULL === '1' ? 100_000 : 2_000;
const seed = 20_261_125;

const products = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];
const product = fc.constantFrom(...products);
const someProducts = fc.uniqueArray(product, { minLength: 1, maxLength: 3 });
const payBp = fc.integer({ min: 0, max: 10_000 });
const price = fc.oneof(
  fc.integer({ min: 0, max: 5_000_000 }),
  fc.integer({ min: 1, max: 300 }).map((n) => n * 10_000),
);
const fen = fc.integer({ min: 1, max: 50_000 });
const prices = fc.array(fc.record({ product, price }), { minLength: 1, maxLength: 3 });

const rule: fc.Arbitrary<PromotionRule> = fc.oneof(
  fc.record({ kind: fc.constant('specialPrice' as const), prices }),
  fc.record({ kind: fc.constant('memberPrice' as const), prices }),
  fc.record({ kind: fc.constant('percentOff' as const), payBp }),
  fc.record({ kind: fc.constant('nthUnit' as const), every: fc.integer({ min: 2, max: 4 }), payBp }),
  fc.record(
    {
      kind: fc.constant('buyGet' as const),
      buy: fc.integer({ min: 1, max: 3 }),
      free: fc.integer({ min: 1, max: 2 }),
      gift: product,
      most: fc.integer({ min: 1, max: 3 }),
    },
    { requiredKeys: ['kind', 'buy', 'free'] },
  ),
  fc.record({
    kind: fc.constant('bundle' as const),
    parts: fc.array(fc.record({ products: someProducts, pieces: fc.integer({ min: 1, max: 3 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    price: fen,
  }),
  fc.record(
    {
      kind: fc.constant('fullReduction' as const),
      steps: fc.array(fc.record({ from: fen, off: fen }), { minLength: 1, maxLength: 3 }),
      every: fc.boolean(),
      cap: fen,
    },
    { requiredKeys: ['kind', 'steps'] },
  ),
  fc.record({
    kind: fc.constant('piecesOff' as const),
    steps: fc.array(fc.record({ pieces: fc.integer({ min: 1, max: 6 }), payBp }), { minLength: 1, maxLength: 3 }),
  }),
);

const promotions: fc.Arbitrary<readonly Promotion[]> = fc
  .array(
    fc.record({
      rule,
      priority: fc.integer({ min: 0, max: 2 }),
      exclusive: fc.boolean(),
      withMemberPrice: fc.boolean(),
      withCoupon: fc.boolean(),
      conditions: fc.oneof(
        fc.constant({}),
        fc.record({ products: someProducts }),
        fc.record({ except: someProducts, levels: fc.constant<string[]>([]) }),
      ),
    }),
    { maxLength: 8 },
  )
  .map((list) => list.map((one, i) => ({ ...one, id: `promotion${i}`, version: 1, name: '', enabled: true })));

const line: fc.Arbitrary<PricingLine> = fc
  .record({
    product,
    whole: fc.integer({ min: 1, max: 12 }),
    broken: fc.option(fc.integer({ min: 1, max: 4000 }), { freq: 4 }),
    list: price,
    member: fc.option(price),
    label: fc.option(fen, { freq: 3 }),
    override: fc.option(price, { freq: 6 }),
    breaks: fc.array(fc.record({ from: fc.integer({ min: 1000, max: 9000 }), price }), { maxLength: 2 }),
  })
  .map(({ product, whole, broken, list, member, label, override, breaks }) => ({
    product,
    category: '',
    quantity: broken ?? whole * 1000,
    numerator: 1,
    denominator: 1,
    byWeight: broken !== null,
    prices: { list, member, levels: {}, breaks, floor: null },
    label: broken === null ? null : label,
    override,
  }));

const ticket: fc.Arbitrary<PricingTicket> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 12 }),
    promotions,
    member: fc.option(fc.constant({ level: '' })),
    coupons: fc.array(
      fc.record({
        id: fc.constantFrom('c1', 'c2'),
        off: fen,
        from: fen,
        goods: fc.oneof(fc.constant({}), fc.record({ products: someProducts })),
        withMemberPrice: fc.boolean(),
      }),
      { maxLength: 2 },
    ),
    discount: fc.option(fc.oneof(fc.record({ fen }), fc.record({ payBp }))),
    points: fc.option(fc.record({ points: fen, fen })),
    roundOff: fc.record({
      rule: fc.constantFrom('none', 'fen', 'jiao', 'nearestJiao', 'nearestYuan'),
      on: fc.constantFrom('always', 'cash'),
    }),
    nonCash: fc.option(fc.integer({ min: 0, max: 20_000 })),
    roundOffByHand: fc.option(fc.integer({ min: 0, max: 99 }), { freq: 5 }),
  })
  .map((made): PricingTicket => ({ ...made, moment: MOMENT, level: '', lastPriceFirst: false }));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

function addsUp(priced: PricedTicket): void {
  for (const one of priced.lines) {
    const promoted = sum(one.promotions.map((share) => share.fen));
    const shares = [promoted, one.coupon, one.ticket, one.points];
    if (shares.some((share) => share < 0 || !Number.isSafeInteger(share))) throw new Error('a share below nought');
    if (sum(shares) > one.amount) throw new Error('more than the line');
    if (one.amount - sum(shares) - one.roundOff !== one.paid || one.paid < 0) throw new Error('a line that is off');
  }
  expect(sum(priced.lines.map((one) => one.paid))).toBe(priced.payable);
  const taken = priced.promotions + priced.coupon + priced.ticket + priced.points + priced.roundOff;
  expect(priced.amount - taken).toBe(priced.payable);
  expect(sum(priced.coupons.map((one) => one.fen))).toBe(priced.coupon);
  expect(priced.list - priced.payable - priced.roundOff).toBe(priced.saved);
}

test('PRICING-11 Σ line paid = ticket payable, and no share exceeds its line', () => {
  fc.assert(
    fc.property(ticket, (one) => addsUp(priceTicket(one))),
    { seed, numRuns },
  );
});

test('PRICING-22 promotions in any order give the same ticket', () => {
  const shuffled = ticket.chain((one) =>
    fc
      .shuffledSubarray([...one.promotions], { minLength: one.promotions.length })
      .map((order) => [one, { ...one, promotions: order }] as const),
  );
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      expect(priceTicket(other)).toEqual(priceTicket(one));
    }),
    { seed, numRuns: numRuns / 4 },
  );
});

test('PRICING-33 mixed tenders: accounts take in what is payable, change comes from cash alone', () => {
  const step = fc.record({
    kind: fc.constantFrom('cash', 'wechat', 'card', 'over'),
    amount: fc.integer({ min: 1, max: 30_000 }),
  });
  fc.assert(
    fc.property(ticket, fc.array(step, { maxLength: 5 }), (one, steps) => {
      const { payable } = priceTicket(one);
      let desk: readonly DeskTender[] = [];
      for (const { kind, amount } of steps) {
        const next =
          kind === 'cash'
            ? takeCash(desk, amount)
            : kind === 'over'
              ? tookTooMuch(desk, 'alipay', amount)
              : takeOther(payable, desk, kind === 'card' ? 'card' : 'wechat', amount);
        if (next.ok) desk = next.value;
      }
      desk = giveBackInCash(payable, desk);
      const { left, complete, change } = deskSums(payable, desk);
      if (left > 0) {
        const paid = takeCash(desk, left);
        if (paid.ok) desk = paid.value;
      } else expect(complete).toBe(true);
      const booked = bookedTenders(desk);
      const given = changeOf(payable, booked);
      expect(given.ok).toBe(true);
      if (!given.ok) return;
      if (left === 0) expect(given.value).toBe(change);
      expect(sum([...accountAmounts(booked, given.value).values()])).toBe(payable);
    }),
    { seed, numRuns },
  );
});
