/**
 * Attacks on members' wallets: topped up without the right or below nothing, a forged bonus, stored value paid out or
 * corrected without the right, points that don't follow from what was paid, more given back than a ticket took, phones in
 * the hands of who may not view contacts. (What takes another paper to see is a task: test/unit/loyalty.)
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/commit/part.ts';
import { type Actor, BRANCH, CASH, MONTH, memberOf, recordOf } from './cast.ts';
import { Field } from './field.ts';
import { type Pen, partOf } from './pen.ts';

let field: Field;
beforeAll(async () => {
  field = await Field.open();
});
afterAll(async () => {
  await field.quiet();
  await field.close();
});

let epochs = 0;
const freshPen = (actor: Actor): Pen => field.shop.pen(actor, `wall${String(++epochs).padStart(4, '0')}`);
const MARK = 'FORGED-WALLET';
const WALLETS = `wallets/${MONTH}`;
const at = (...uses: readonly string[]): readonly string[] => uses.map((use) => `${use}@${BRANCH}`);
const customer = (pen: Pen): string => recordOf(pen.device, 'customer');

const topUp = (pen: Pen, member: string, more: object = {}): Entry => ({
  kind: 'topUp',
  id: recordOf(pen.device, 'topup'),
  number: 'CZ-1',
  member: customer(pen),
  register: 'register',
  shift: recordOf(pen.device, 'shift'),
  principal: 20_000,
  bonus: 2000,
  change: 0,
  tenders: [{ kind: 'cash', amount: 20_000 }],
  handler: memberOf(member),
  note: MARK,
  ...more,
});
const payOut = (pen: Pen, member: string): Entry => ({
  kind: 'storedPayOut',
  id: recordOf(pen.device, 'payout'),
  number: 'TCZ-1',
  member: customer(pen),
  register: 'register',
  shift: recordOf(pen.device, 'shift'),
  principal: 10_000,
  forfeited: 0,
  tenders: [{ kind: 'cash', amount: 10_000 }],
  reason: MARK,
  handler: memberOf(member),
});
const adjust = (pen: Pen, more: object): Entry => ({
  kind: 'walletAdjust',
  id: recordOf(pen.device, 'adjust'),
  member: customer(pen),
  points: 0,
  principal: 0,
  bonus: 0,
  reason: MARK,
  ...more,
});
const spend = (pen: Pen, more: object = {}): Entry => ({
  kind: 'walletSpend',
  member: customer(pen),
  document: recordOf(pen.device, 'ticket'),
  principal: 5000,
  bonus: 0,
  note: MARK,
  ...more,
});
const refund = (pen: Pen, more: object = {}): Entry => ({
  kind: 'walletRefund',
  member: customer(pen),
  document: recordOf(pen.device, 'return'),
  ticket: recordOf(pen.device, 'ticket'),
  spentPrincipal: 5000,
  spentBonus: 1000,
  before: 0,
  principal: 1000,
  bonus: 1000,
  note: MARK,
  ...more,
});

interface Claim {
  readonly name: string;
  readonly actor: Actor;
  readonly uses: readonly string[];
  readonly document?: string;
  readonly entry: (pen: Pen) => Entry;
  readonly told: 'void' | 'malformed';
}
const TOP_UP = at('customers.topUp\u226420000', 'customers.bonus\u226410');

const CLAIMS: readonly Claim[] = [
  {
    name: 'a keeper tops up and claims it',
    actor: 'keeper',
    uses: TOP_UP,
    entry: (pen) => topUp(pen, 'keeper'),
    told: 'void',
  },
  {
    name: 'finance tops up and claims it',
    actor: 'finance',
    uses: TOP_UP,
    entry: (pen) => topUp(pen, 'finance'),
    told: 'void',
  },
  {
    name: 'a seller of the other branch tops up here',
    actor: 'farseller',
    uses: TOP_UP,
    entry: (pen) => topUp(pen, 'farseller'),
    told: 'void',
  },
  {
    name: 'a seller tops up under a claim to sell',
    actor: 'seller',
    uses: at('sales.add'),
    entry: (pen) => topUp(pen, 'seller'),
    told: 'malformed',
  },
  {
    name: 'a seller tops up beyond the limit and claims it',
    actor: 'seller',
    uses: at('customers.topUp\u2264300000', 'customers.bonus\u22641'),
    entry: (pen) =>
      topUp(pen, 'seller', { principal: 300_000, bonus: 0, tenders: [{ kind: 'cash', amount: 300_000 }] }),
    told: 'void',
  },
  {
    name: 'a seller gives more bonus than the claim says',
    actor: 'seller',
    uses: TOP_UP,
    entry: (pen) => topUp(pen, 'seller', { bonus: 2001 }),
    told: 'malformed',
  },
  {
    name: 'a seller gives a bonus beyond the limit and claims it',
    actor: 'seller',
    uses: at('customers.topUp\u226420000', 'customers.bonus\u226490'),
    entry: (pen) => topUp(pen, 'seller', { bonus: 18_000 }),
    told: 'void',
  },
  {
    name: 'a top-up below nothing',
    actor: 'seller',
    uses: TOP_UP,
    entry: (pen) =>
      topUp(pen, 'seller', { principal: -20_000, bonus: 0, tenders: [{ kind: 'cash', amount: -20_000 }] }),
    told: 'malformed',
  },
  {
    name: 'a top-up of more than was paid',
    actor: 'seller',
    uses: TOP_UP,
    entry: (pen) => topUp(pen, 'seller', { tenders: [{ kind: 'cash', amount: 100 }] }),
    told: 'malformed',
  },
  {
    name: 'a bonus below nothing',
    actor: 'seller',
    uses: TOP_UP,
    entry: (pen) => topUp(pen, 'seller', { bonus: -1 }),
    told: 'malformed',
  },
  {
    name: 'a top-up in the name of a colleague',
    actor: 'seller',
    uses: TOP_UP,
    entry: (pen) => topUp(pen, 'seller2'),
    told: 'malformed',
  },
  {
    name: 'a seller pays stored value out and claims it',
    actor: 'seller',
    uses: at('customers.payOut\u226410000'),
    entry: (pen) => payOut(pen, 'seller'),
    told: 'void',
  },
  {
    name: 'a seller pays stored value out under the right to top up',
    actor: 'seller',
    uses: TOP_UP,
    entry: (pen) => payOut(pen, 'seller'),
    told: 'malformed',
  },
  {
    name: 'a seller takes cash out of the drawer as a negative top-up',
    actor: 'seller',
    uses: [...at('sales.add'), ...TOP_UP],
    document: CASH,
    entry: (pen) => ({
      kind: 'cash',
      type: 'topUp',
      shift: recordOf(pen.device, 'shift'),
      register: 'register',
      account: 'cash',
      amount: -5000,
      document: recordOf(pen.device, 'x'),
      reason: MARK,
    }),
    told: 'malformed',
  },
  {
    name: 'a seller gives points away and claims it',
    actor: 'seller',
    uses: at('customers.points\u2264100'),
    entry: (pen) => adjust(pen, { points: 100 }),
    told: 'void',
  },
  {
    name: 'a seller gives points away under a claim to sell',
    actor: 'seller',
    uses: at('sales.add'),
    entry: (pen) => adjust(pen, { points: 100 }),
    told: 'malformed',
  },
  {
    name: 'a manager fills a wallet by a correction',
    actor: 'manager',
    uses: at('customers.balance\u226410000'),
    entry: (pen) => adjust(pen, { principal: 10_000 }),
    told: 'void',
  },
  {
    name: 'a manager gives more points than the limit and claims the limit',
    actor: 'manager',
    uses: at('customers.points\u226410000'),
    entry: (pen) => adjust(pen, { points: 10_001 }),
    told: 'malformed',
  },
  {
    name: 'a correction without a reason',
    actor: 'manager',
    uses: at('customers.points\u2264100'),
    entry: (pen) => adjust(pen, { points: 100, reason: '', note: MARK }),
    told: 'malformed',
  },
  {
    name: 'a keeper spends somebody’s stored value',
    actor: 'keeper',
    uses: at('sales.add'),
    entry: (pen) => spend(pen),
    told: 'void',
  },
  {
    name: 'a spend that fills the wallet',
    actor: 'seller',
    uses: at('sales.add'),
    entry: (pen) => spend(pen, { principal: -5000 }),
    told: 'malformed',
  },
  {
    name: 'points for more than was paid',
    actor: 'seller',
    uses: at('sales.add'),
    entry: (pen) => ({
      kind: 'pointsEarn',
      member: customer(pen),
      document: recordOf(pen.device, 'ticket'),
      paid: 10_000,
      factor: 10_000,
      points: 101,
      note: MARK,
    }),
    told: 'malformed',
  },
  {
    name: 'more given back than the ticket took',
    actor: 'seller',
    uses: at('sales.return'),
    entry: (pen) => refund(pen, { principal: 9000 }),
    told: 'malformed',
  },
  {
    name: 'principal given back for bonus',
    actor: 'seller',
    uses: at('sales.return'),
    entry: (pen) => refund(pen, { principal: 2000, bonus: 0 }),
    told: 'malformed',
  },
  {
    name: 'a refund to a wallet under a claim to sell',
    actor: 'seller',
    uses: at('sales.add'),
    entry: (pen) => refund(pen),
    told: 'malformed',
  },
  {
    name: 'points given back that the ticket was never paid with',
    actor: 'seller',
    uses: at('sales.return'),
    entry: (pen) => ({
      kind: 'pointsBack',
      member: customer(pen),
      document: recordOf(pen.device, 'return'),
      ticket: recordOf(pen.device, 'ticket'),
      paid: 10_000,
      factor: 10_000,
      before: 0,
      refund: 1000,
      clawed: 0,
      used: 0,
      usedFen: 0,
      usedBefore: 0,
      usedNow: 0,
      given: 500,
      note: MARK,
    }),
    told: 'malformed',
  },
  {
    name: 'a phone number written into settings, which everybody views',
    actor: 'manager',
    uses: at('customers.add'),
    document: 'settings',
    entry: (pen) => ({ kind: 'new', type: 'contact', id: customer(pen), fields: { phone: MARK } }),
    told: 'malformed',
  },
];

describe('LOYAL-2 LOYAL-6 LOYAL-10 LOYAL-12 LOYAL-13 LOYAL-14 entries of wallets that nobody may write so', () => {
  it.each(CLAIMS)('$name', async ({ actor, uses, document = WALLETS, entry, told }) => {
    const pen = freshPen(actor);
    const attack = async () => {
      const client = await field.enter(actor);
      const outcome = await client.offerAndHear(pen.write({ uses, parts: [partOf(document, [entry(pen)])] }));
      client.leave();
      return outcome;
    };
    if (told === 'malformed') expect(await field.nothingChangedForPeople(attack)).toMatch(/^listed (effective|void)/);
    else expect(await field.nothingTakesEffect(attack)).toContain('listed void not-granted');
    expect(field.watcher.entries.has(MARK)).toBe(false);
  });

  it('what a seller may is there: the same top-up, honest', async () => {
    const pen = freshPen('seller');
    const client = await field.enter('seller');
    const outcome = await client.offerAndHear(
      pen.write({ uses: TOP_UP, parts: [partOf(WALLETS, [topUp(pen, 'seller', { note: 'HONEST-TOP-UP' })])] }),
    );
    client.leave();
    await field.fence();
    expect(outcome).toMatch(/^listed effective/);
    await expect.poll(() => field.watcher.entries.has('HONEST-TOP-UP')).toBe(true);
  });
});
