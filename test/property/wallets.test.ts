/**
 * Random members: tickets paid by points, stored value and cash, goods of them brought back in any order and partition,
 * top-ups between them. Whatever comes back in full leaves the wallet as if it had never been sold; balances are the sums
 * of what each step said; the drawer is its float and the cash that went in and out, to the fen.
 */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Entry } from '../../shared/commit/part.ts';
import { pointsEarned, pointsOffer } from '../../shared/loyalty/points.ts';
import { storedTotal } from '../../shared/loyalty/stored-value.ts';
import { WalletFold } from '../../shared/loyalty/wallet-fold.ts';
import { priceTicket } from '../../shared/pricing/price-ticket.ts';
import type { PosSale } from '../../shared/schema/pos-sale.ts';
import type { ShiftOpen } from '../../shared/schema/shift.ts';
import { BRANCH, feedOf, idOf, MEMBER, type PlacedEntry, REGISTER, refOf } from '../kit/fold-facts.ts';
import { checkFoldLaws } from '../kit/fold-laws.ts';
import { builtReturn, builtSale, drafted, returnable, returnContext, SHIFT, type Told } from '../kit/till-folds.ts';
import { CUSTOMER, foldWallets, toppedUp, withReturnWallet, withSaleWallet } from '../kit/wallets.ts';

vi.setConfig({ testTimeout: 1_800_000 });
const SEED = 20_261_125;
const START = 1_790_000_000_000_000;
const RUNS = process.env.FULL === '1' ? 100_000 : 1500;
const FLOAT = 30_000;

const line = fc.record({ pieces: fc.integer({ min: 1, max: 5 }), fen: fc.integer({ min: 1, max: 9999 }) });
const ticket = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  usePoints: fc.boolean(),
  /** Share of the rest that stored value pays. */
  stored: fc.integer({ min: 0, max: 100 }),
  over: fc.integer({ min: 0, max: 5000 }),
  factor: fc.constantFrom(0, 10_000, 12_500, 15_000),
});
const storyArbitrary = fc.record({
  topUps: fc.array(
    fc.record({ principal: fc.integer({ min: 1, max: 50_000 }), bonus: fc.integer({ min: 0, max: 9000 }) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  tickets: fc.array(ticket, { minLength: 1, maxLength: 3 }),
  backs: fc.array(fc.record({ ticket: fc.nat(2), line: fc.nat(2), pieces: fc.integer({ min: 1, max: 3 }) }), {
    maxLength: 10,
  }),
  /** All that is left comes back at the end. */
  whole: fc.boolean(),
});
type Story = typeof storyArbitrary extends fc.Arbitrary<infer T> ? T : never;
type Ticket = Story['tickets'][number];

const opening: ShiftOpen = {
  kind: 'shiftOpen',
  id: SHIFT,
  register: REGISTER,
  float: FLOAT,
  at: START,
  handler: MEMBER,
};

/** A ticket priced by the engine itself, points and all. */
function sell(
  name: string,
  { lines, usePoints, stored, over }: Ticket,
  wallet: { principal: number; bonus: number; points: number },
) {
  const pricing = {
    lines: lines.map(({ fen }, i) => ({
      product: idOf(`v${i}`),
      category: '',
      quantity: (lines[i]?.pieces ?? 1) * 1000,
      numerator: 1,
      denominator: 1,
      byWeight: false,
      prices: { list: fen * 100, member: null, levels: {}, breaks: [], floor: null },
      label: null,
      override: null,
    })),
    promotions: [],
    moment: { branch: BRANCH, date: '2026-11-25', weekday: 3, minute: 600 },
    member: { level: '' },
    level: '',
    lastPriceFirst: false,
    coupons: [],
    discount: null,
    points: null,
    roundOff: { rule: 'none' as const, on: 'always' as const },
    nonCash: null,
    roundOffByHand: null,
  };
  const plain = priceTicket(pricing);
  const offer = usePoints ? pointsOffer(wallet.points, plain.payable, 100, 5000) : null;
  const priced = offer === null ? plain : priceTicket({ ...pricing, points: offer });
  const part = Math.max(0, Math.min(storedTotal(wallet), Math.floor((priced.payable * stored) / 100)));
  const tenders = [
    { kind: 'cash' as const, amount: priced.payable - part + over },
    ...(part > 0 ? [{ kind: 'storedValue' as const, amount: part }] : []),
  ];
  return builtSale(name, {
    lines: pricing.lines.map((one, i) => {
      const done = priced.lines[i];
      if (done === undefined) throw new Error('a line without a price');
      const { amount, coupon, ticket: off, points, roundOff, paid } = done;
      const from = { variant: one.product, unit: '盒', numerator: 1, denominator: 1, quantity: one.quantity };
      return {
        ...from,
        listPrice: done.price,
        price: done.price,
        amount: null,
        priced: {
          pick: done.pick.source,
          picked: done.pick.price,
          pricedBy: null,
          label: false,
          override: null,
          promotions: [],
          amount,
          coupon,
          ticket: off,
          points,
          roundOff,
          paid,
        },
      };
    }),
    discount: priced.points,
    tenders,
    loyaltyMember: CUSTOMER,
    ...(offer === null ? {} : { points: offer }),
  });
}

function play({ topUps, tickets, backs, whole }: Story) {
  const told: Told[] = [{ feed: 'a', seq: 1, time: START, draft: drafted('cash', [opening]) }];
  const tell = (draft: Told['draft']): void => {
    const seq = told.length + 1;
    told.push({ feed: 'a', seq, time: START + seq, draft });
  };
  let cash = 0;
  const sales: PosSale[] = [];
  for (const [i, { principal, bonus }] of topUps.entries()) {
    tell(toppedUp(`u${i}`, principal, bonus, principal + 500).draft);
    cash += principal;
  }
  const afterTopUps = foldWallets(told).wallets.wallet(CUSTOMER);
  for (const [i, one] of tickets.entries()) {
    const wallet = foldWallets(told).wallets.wallet(CUSTOMER);
    const { draft, sale, drawer } = sell(`t${i}`, one, wallet);
    tell(withSaleWallet(draft, sale, wallet, one.factor));
    sales.push(sale);
    cash += drawer;
  }
  const bring = (at: number, which: number, pieces: number): void => {
    const sale = sales[at];
    if (sale === undefined) return;
    const { till, wallets } = foldWallets(told);
    const left = (sale.lines[which]?.quantity ?? 0) - till.returns.returned(sale.id, which + 1).quantity;
    const quantity = Math.min(pieces * 1000, left);
    if (quantity <= 0) return;
    const made = builtReturn(
      returnable(till, sale, START + 1),
      [[which + 1, quantity]],
      returnContext(`r${told.length}`, START + told.length + 1),
    );
    tell(withReturnWallet(made.draft, made.entry, sale, wallets));
    cash += made.drawer;
  };
  for (const back of backs) bring(back.ticket % tickets.length, back.line, back.pieces);
  if (whole) for (const [at, sale] of sales.entries()) for (const which of sale.lines.keys()) bring(at, which, 99);
  return { told, cash, sales, afterTopUps };
}

test(`LOYAL-1 LOYAL-3 LOYAL-5 LOYAL-11 LOYAL-12 LOYAL-14 wallets and the drawer agree to the fen (${RUNS} members)`, () => {
  fc.assert(
    fc.property(storyArbitrary, (story) => {
      const { told, cash, sales, afterTopUps } = play(story);
      const { till, wallets } = foldWallets(told);
      const wallet = wallets.wallet(CUSTOMER);
      expect(till.shifts.expectedCash(SHIFT)).toBe(FLOAT + cash);
      // Stored value: what came in, less what tickets took, plus what returns gave back.
      const spent = sales.reduce(
        (sum, sale) =>
          sum + sale.tenders.reduce((part, one) => part + (one.kind === 'storedValue' ? one.amount : 0), 0),
        0,
      );
      const back = sales.reduce((sum, sale) => sum + till.returns.refundedBy(sale.id, 'storedValue'), 0);
      expect(storedTotal(wallet)).toBe(storedTotal(afterTopUps) - spent + back);
      // Points: what the money that stayed with the shop earned, less what still pays for goods that stayed with the customer.
      let points = 0;
      for (const [i, sale] of sales.entries()) {
        const factor = story.tickets[i]?.factor ?? 0;
        const refunded = sale.lines.reduce((sum, _, at) => sum + till.returns.returned(sale.id, at + 1).refund, 0);
        points += pointsEarned(sale.payable - refunded, factor);
        const all = sale.lines.every((one, at) => till.returns.returned(sale.id, at + 1).quantity === one.quantity);
        const given = wallets
          .ofPaper(sale.id)
          .reduce(
            (sum, { value }) =>
              sum + (value.kind === 'pointsBack' ? (JSON.parse(value.text) as { given: number }).given : 0),
            0,
          );
        if (all) expect(given).toBe(sale.points?.points ?? 0);
        points += given - (sale.points?.points ?? 0);
      }
      expect(wallet.points).toBe(points);
      if (story.whole) expect(wallet).toEqual({ ...afterTopUps, points: 0 });
      expect(wallets.disputed()).toEqual([]);
      // Any order: the same sums.
      const reversed = foldWallets([...told].reverse()).wallets.wallet(CUSTOMER);
      expect(reversed).toEqual(wallet);
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

const members = ['m1', 'm2'].map(idOf);
const papers = ['p1', 'p2'].map(idOf);
const head = { member: fc.constantFrom(...members), document: fc.constantFrom(...papers) };
const fen = fc.integer({ min: 1, max: 500 });
const entries: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({ ...head, principal: fen, bonus: fen }).map((one) => ({ kind: 'walletSpend', ...one })),
  fc.record({ ...head, points: fen }).map((one) => ({ kind: 'pointsSpend', ...one, fen: one.points })),
  fc
    .record({ ...head, paid: fen })
    .map((one) => ({ kind: 'pointsEarn', ...one, factor: 10_000, points: Math.floor(one.paid / 100) })),
  fc.record({ id: fc.constantFrom(...papers), member: fc.constantFrom(...members), points: fen }).map((one) => ({
    kind: 'walletAdjust',
    ...one,
    principal: 1,
    bonus: -1,
    reason: '核对',
  })),
  fc.record({ ...head, ticket: fc.constantFrom(...papers), principal: fen }).map((one) => ({
    kind: 'walletRefund',
    ...one,
    spentPrincipal: 500,
    spentBonus: 0,
    before: 0,
    bonus: 0,
  })),
);
const facts = fc
  .array(fc.record({ feed: fc.constantFrom('a', 'b'), entries: fc.array(entries, { minLength: 1, maxLength: 3 }) }), {
    maxLength: 12,
  })
  .map((commits): PlacedEntry[] => {
    const seqs = new Map<string, number>();
    return commits.flatMap(({ feed, entries: list }) => {
      const seq = (seqs.get(feed) ?? 0) + 1;
      seqs.set(feed, seq);
      return list.map((entry, index) => ({ ref: refOf(feed, seq, START + seq * 10, 'wallets/2026-11', index), entry }));
    });
  });

test('LOYAL-1 FOLD-1 FOLD-2 FOLD-3 wallets keep the laws of folds', () => {
  expect(feedOf('a')).not.toBe(feedOf('b'));
  checkFoldLaws({
    make: () => new WalletFold(),
    view: (fold) => ({
      sums: members.map((member) => fold.wallet(member)),
      moves: members.map((member) => fold.ofMember(member)),
      papers: papers.map((paper) => fold.ofPaper(paper)),
      all: [...fold.all()].map((fact) => fact.content).sort(),
      disputed: fold.disputed(),
    }),
    facts,
  });
});
