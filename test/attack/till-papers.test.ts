/**
 * Attacks on the till's papers: returns without the right to them, above what was paid, with figures that don't fit;
 * shifts closed and carts held in somebody else's name. Who claims too much is void, who claims too little, or contradicts
 * himself, wrote a part that is absent for everybody. (TILL-2, TILL-3, TILL-22, TILL-33; what takes another paper to see is
 * a task: test/unit/sales.)
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/commit/part.ts';
import { type Actor, BRANCH, CASH, memberOf, recordOf, STOCK, TICKETS } from './cast.ts';
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
const freshPen = (actor: Actor): Pen => field.shop.pen(actor, `till${String(++epochs).padStart(4, '0')}`);
const MARK = 'FORGED-TILL';
const AT = 1_790_000_000_000_000;
const DAY = 86_400_000_000;

/** A return of one of three that came to 30.50. */
function returned(pen: Pen, member: string, more: object = {}, line: object = {}): Entry {
  return {
    kind: 'posReturn',
    id: recordOf(pen.device, 'return'),
    number: 'LSTH-1',
    register: 'register',
    shift: recordOf(pen.device, 'shift'),
    ticket: recordOf(pen.device, 'ticket'),
    soldAt: AT,
    at: AT + DAY,
    lines: [
      {
        line: 1,
        variant: field.shop.product,
        name: MARK,
        unit: '盒',
        numerator: 1,
        denominator: 1,
        quantity: 1000,
        base: 1000,
        sold: 3000,
        paid: 3050,
        returned: 0,
        refunded: 0,
        refund: 1017,
        bin: 'sellable',
        ...line,
      },
    ],
    refund: 1017,
    tenders: [{ kind: 'cash', amount: 1017 }],
    reason: MARK,
    handler: memberOf(member),
    ...more,
  };
}
/** 250.00 back of a ticket that paid so much for one. */
const dear = (pen: Pen): Entry =>
  returned(
    pen,
    'seller',
    { refund: 25_000, tenders: [{ kind: 'cash', amount: 25_000 }] },
    { sold: 1000, paid: 25_000, refund: 25_000 },
  );
const close = (pen: Pen, of: string): Entry => ({
  kind: 'shiftClose',
  id: recordOf(pen.device, 'shift'),
  counted: 0,
  expected: 0,
  at: AT,
  handler: memberOf(of),
  reason: MARK,
});
const hold = (pen: Pen, of: string): Entry => ({
  kind: 'hold',
  id: recordOf(pen.device, 'hold'),
  register: 'register',
  handler: memberOf(of),
  basket: 'basket',
  lines: [
    {
      product: field.shop.product,
      variant: field.shop.product,
      name: MARK,
      unit: '盒',
      numerator: 1,
      denominator: 1,
      quantity: 1000,
      listPrice: 1,
      price: 1,
    },
  ],
  discount: 0,
  payable: 0,
  note: MARK,
});
const cash = (pen: Pen, type: string, amount: number): Entry => ({
  kind: 'cash',
  type,
  shift: recordOf(pen.device, 'shift'),
  register: 'register',
  account: 'cash',
  amount,
  document: recordOf(pen.device, 'x'),
  reason: MARK,
});

interface Claim {
  readonly name: string;
  readonly actor: Actor;
  readonly uses: readonly string[];
  readonly document?: string;
  readonly entry: (pen: Pen) => Entry;
  readonly told: 'void' | 'malformed';
}
const at = (...uses: readonly string[]): readonly string[] => uses.map((use) => `${use}@${BRANCH}`);
const FULL = at('sales.return', 'sales.refund\u226420000', 'sales.returnDays\u22647');

const CLAIMS: readonly Claim[] = [
  {
    name: 'a keeper, who has no right to returns, takes goods back and claims it',
    actor: 'keeper',
    uses: FULL,
    entry: (pen) => returned(pen, 'keeper'),
    told: 'void',
  },
  {
    name: 'finance takes goods back and claims it',
    actor: 'finance',
    uses: FULL,
    entry: (pen) => returned(pen, 'finance'),
    told: 'void',
  },
  {
    name: 'a seller of the other branch takes goods back here',
    actor: 'farseller',
    uses: FULL,
    entry: (pen) => returned(pen, 'farseller'),
    told: 'void',
  },
  {
    name: 'a seller takes goods back under a claim to sell',
    actor: 'seller',
    uses: at('sales.add'),
    entry: (pen) => returned(pen, 'seller'),
    told: 'malformed',
  },
  {
    name: 'a seller refunds more than the limit and claims it',
    actor: 'seller',
    uses: at('sales.return', 'sales.refund\u226425000', 'sales.returnDays\u22647'),
    entry: dear,
    told: 'void',
  },
  {
    name: 'a seller refunds more than the limit and claims the limit',
    actor: 'seller',
    uses: FULL,
    entry: dear,
    told: 'malformed',
  },
  {
    name: 'a seller takes back what is older than the limit and claims the limit',
    actor: 'seller',
    uses: FULL,
    entry: (pen) => returned(pen, 'seller', { at: AT + 8 * DAY }),
    told: 'malformed',
  },
  {
    name: 'a seller takes back without a ticket and claims it',
    actor: 'seller',
    uses: [...FULL, ...at('sales.noTicketReturn')],
    entry: (pen) => {
      const { ticket: _, soldAt: __, ...rest } = returned(pen, 'seller', {}, { price: 101_700 });
      return rest as Entry;
    },
    told: 'void',
  },
  {
    name: 'a refund above what was paid',
    actor: 'manager',
    uses: at('sales.return', 'sales.refund\u2264200000', 'sales.returnDays\u22647'),
    entry: (pen) =>
      returned(
        pen,
        'manager',
        { refund: 9000, tenders: [{ kind: 'cash', amount: 9000 }] },
        { refund: 9000, quantity: 3000, base: 3000 },
      ),
    told: 'malformed',
  },
  {
    name: 'line amounts that do not come to the refund',
    actor: 'seller',
    uses: FULL,
    entry: (pen) => returned(pen, 'seller', { refund: 3050, tenders: [{ kind: 'cash', amount: 3050 }] }),
    told: 'malformed',
  },
  {
    name: 'a line that does not follow from what it cites',
    actor: 'seller',
    uses: FULL,
    entry: (pen) => returned(pen, 'seller', {}, { paid: 3000 }),
    told: 'malformed',
  },
  {
    name: 'more pieces than are left',
    actor: 'seller',
    uses: FULL,
    entry: (pen) => returned(pen, 'seller', {}, { returned: 2500, refunded: 0 }),
    told: 'malformed',
  },
  {
    name: 'a return in the name of a colleague',
    actor: 'seller',
    uses: FULL,
    entry: (pen) => returned(pen, 'seller2'),
    told: 'malformed',
  },
  {
    name: 'a seller reverses a whole ticket and claims it',
    actor: 'seller',
    uses: at('sales.remove'),
    entry: (pen) => ({
      kind: 'saleReversal',
      id: recordOf(pen.device, 'reversal'),
      number: 'LSTH-2',
      ticket: recordOf(pen.device, 'ticket'),
      register: 'register',
      shift: recordOf(pen.device, 'shift'),
      payable: 100,
      tenders: [{ kind: 'cash', amount: 100 }],
      reason: MARK,
      handler: memberOf('seller'),
    }),
    told: 'void',
  },
  {
    name: 'a seller closes the shift of a colleague in the name of that one',
    actor: 'seller',
    uses: at('sales.add'),
    document: CASH,
    entry: (pen) => close(pen, 'seller2'),
    told: 'malformed',
  },
  {
    name: 'a seller closes the shift of a colleague and claims the right to',
    actor: 'seller',
    uses: at('sales.add', 'sales.handler'),
    document: CASH,
    entry: (pen) => close(pen, 'seller2'),
    told: 'void',
  },
  {
    name: 'a seller opens a shift in the name of a colleague',
    actor: 'seller',
    uses: at('sales.add'),
    document: CASH,
    entry: (pen) => ({
      kind: 'shiftOpen',
      id: recordOf(pen.device, 'shift'),
      register: 'register',
      float: 0,
      at: AT,
      handler: memberOf('seller2'),
      text: MARK,
    }),
    told: 'malformed',
  },
  {
    name: 'a seller holds a cart in the name of a colleague',
    actor: 'seller',
    uses: at('sales.add'),
    entry: (pen) => hold(pen, 'seller2'),
    told: 'malformed',
  },
  {
    name: 'a keeper holds a cart',
    actor: 'keeper',
    uses: at('sales.add'),
    entry: (pen) => hold(pen, 'keeper'),
    told: 'void',
  },
  {
    name: 'a seller takes money out of the drawer and claims it',
    actor: 'seller',
    uses: at('sales.drawer\u22645000'),
    document: CASH,
    entry: (pen) => cash(pen, 'paidOut', -5000),
    told: 'void',
  },
  {
    name: 'a seller takes money out of the drawer under a claim to sell',
    actor: 'seller',
    uses: at('sales.add'),
    document: CASH,
    entry: (pen) => cash(pen, 'paidOut', -5000),
    told: 'malformed',
  },
  {
    name: 'a keeper refunds from the drawer',
    actor: 'keeper',
    uses: at('sales.return'),
    document: CASH,
    entry: (pen) => cash(pen, 'refund', -5000),
    told: 'void',
  },
  {
    name: 'a seller puts goods back over the counter under a claim to sell',
    actor: 'seller',
    uses: at('sales.add'),
    document: STOCK,
    entry: (pen) => ({
      kind: 'movement',
      variant: field.shop.product,
      quantity: 1000,
      type: 'salesReturn',
      document: recordOf(pen.device, 'x'),
      line: 1,
      till: true,
      reason: MARK,
    }),
    told: 'malformed',
  },
  {
    name: 'a seller prints a ticket again and claims it',
    actor: 'seller',
    uses: at('sales.reprint'),
    entry: (pen) => ({
      kind: 'ticketPrint',
      id: recordOf(pen.device, 'print'),
      document: recordOf(pen.device, 'ticket'),
      copy: 2,
      text: MARK,
    }),
    told: 'void',
  },
];

describe('TILL-2 TILL-3 TILL-22 TILL-33 papers of the till that nobody may write so', () => {
  it.each(CLAIMS)('$name', async ({ actor, uses, document = TICKETS, entry, told }) => {
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

  it('what a seller may is there: the same return, honest', async () => {
    const pen = freshPen('seller');
    const client = await field.enter('seller');
    const outcome = await client.offerAndHear(
      pen.write({
        uses: FULL,
        parts: [partOf(TICKETS, [returned(pen, 'seller', { reason: 'HONEST-RETURN' }, { name: '龙井茶' })])],
      }),
    );
    client.leave();
    await field.fence();
    expect(outcome).toMatch(/^listed effective/);
    await expect.poll(() => field.watcher.entries.has('HONEST-RETURN')).toBe(true);
  });
});
