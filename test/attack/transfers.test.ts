/**
 * Attacks on transfers and quota: goods shipped without the right, approved by whoever asks, received in a warehouse that is
 * not one's own, losses written off by a keeper, quota that a seller hands to their own till. Who claims a right they lack
 * is void, who claims too little wrote a part that is absent for everybody. (TRANSFER-1, QUOTA-1; what takes the transfer
 * itself to see, a foreign end or another's number, is a task or without effect: test/unit/transfers.)
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/commit/part.ts';
import { type Actor, BRANCH, MONTH, OTHER_BRANCH, OTHER_STOCK, recordOf, STOCK, WAREHOUSE } from './cast.ts';
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

const MARK = 'FORGED-TRANSFER';
const TRANSFERS = `transfers/${MONTH}`;
const HERE = { branch: BRANCH, warehouse: WAREHOUSE };
const THERE = { branch: OTHER_BRANCH, warehouse: 'stock002' };
const use = (action: string, { branch, warehouse }: typeof HERE): string => `transfer.${action}@${branch}/${warehouse}`;

let epochs = 0;
const freshPen = (actor: Actor): Pen => field.shop.pen(actor, `move${String(++epochs).padStart(4, '0')}`);

const request = (pen: Pen, side: 'from' | 'to', mark = MARK): Entry => ({
  kind: 'transfer',
  id: recordOf(pen.device, 'transfer'),
  number: 'DB-1',
  from: HERE,
  to: THERE,
  side,
  remark: mark,
  lines: [{ variant: field.shop.product, quantity: 1000 }],
});
const move = (pen: Pen, type: string, at: typeof HERE, mark = MARK): Entry => ({
  kind: 'transferMove',
  id: recordOf(pen.device, `m${type}`),
  transfer: recordOf(pen.device, 'transfer'),
  type,
  ...at,
  reason: mark,
  lines: [{ line: 1, variant: field.shop.product, quantity: 1000 }],
});
const approval = (pen: Pen, at: typeof HERE): Entry => ({
  kind: 'transferEvent',
  id: recordOf(pen.device, 'approve'),
  transfer: recordOf(pen.device, 'transfer'),
  event: 'approve',
  ...at,
  over: [],
  reason: MARK,
});
const booked = (pen: Pen, quantity: number): Entry => ({
  kind: 'movement',
  variant: field.shop.product,
  quantity,
  type: quantity < 0 ? 'transferOut' : 'transferIn',
  document: recordOf(pen.device, 'moved'),
  line: 1,
  reason: MARK,
});
const quota = (pen: Pen, from: string): Entry => ({
  kind: 'escrow',
  id: recordOf(pen.device, `q${from}`),
  variant: field.shop.product,
  register: 'till0001',
  quantity: 5000,
  from,
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

const CLAIMS: readonly Claim[] = [
  {
    name: 'finance, who may only look, ships and claims the right',
    actor: 'finance',
    uses: [use('add', HERE)],
    entry: (pen) => move(pen, 'ship', HERE),
    told: 'void',
  },
  {
    name: 'a seller of the other branch ships from here and claims the right',
    actor: 'farseller',
    uses: [use('add', HERE)],
    entry: (pen) => move(pen, 'ship', HERE),
    told: 'void',
  },
  {
    name: 'a seller of the other branch ships from here under the right of there',
    actor: 'farseller',
    uses: [use('add', THERE)],
    entry: (pen) => move(pen, 'ship', HERE),
    told: 'malformed',
  },
  {
    name: 'a keeper receives in a warehouse of the other branch and claims the right',
    actor: 'keeper',
    uses: [use('add', THERE)],
    entry: (pen) => move(pen, 'receive', THERE),
    told: 'void',
  },
  {
    name: 'a keeper books goods into the stock of the other branch under the right of here',
    actor: 'keeper',
    uses: [use('add', HERE)],
    document: OTHER_STOCK,
    entry: (pen) => booked(pen, 1000),
    told: 'malformed',
  },
  {
    name: 'a keeper approves and claims the right',
    actor: 'keeper',
    uses: [use('approve', HERE)],
    entry: (pen) => approval(pen, HERE),
    told: 'void',
  },
  {
    name: 'a keeper approves under the right to ship',
    actor: 'keeper',
    uses: [use('add', HERE)],
    entry: (pen) => approval(pen, HERE),
    told: 'malformed',
  },
  {
    name: 'a manager approves for the branch that asks, which is not theirs',
    actor: 'manager',
    uses: [use('approve', THERE)],
    entry: (pen) => approval(pen, THERE),
    told: 'void',
  },
  {
    name: 'a keeper writes off what is missing under the right to ship',
    actor: 'keeper',
    uses: [use('add', HERE)],
    entry: (pen) => move(pen, 'lose', HERE),
    told: 'malformed',
  },
  {
    name: 'a seller asks in the name of the other side under the right of their own',
    actor: 'seller',
    uses: [use('add', HERE)],
    entry: (pen) => request(pen, 'to'),
    told: 'malformed',
  },
  {
    name: 'a transfer from a warehouse to itself',
    actor: 'manager',
    uses: [use('add', HERE)],
    entry: (pen) => ({ ...request(pen, 'from'), to: HERE }),
    told: 'malformed',
  },
  {
    name: 'a transfer hidden in the stock of a warehouse',
    actor: 'manager',
    uses: [use('add', HERE)],
    document: STOCK,
    entry: (pen) => request(pen, 'from'),
    told: 'malformed',
  },
  {
    name: 'a seller hands quota out of the pool and claims the right',
    actor: 'seller',
    uses: [use('edit', HERE)],
    document: STOCK,
    entry: (pen) => quota(pen, 'pool'),
    told: 'void',
  },
  {
    name: 'a seller hands quota out of the pool under the right to pass on',
    actor: 'seller',
    uses: [use('add', HERE)],
    document: STOCK,
    entry: (pen) => quota(pen, 'pool'),
    told: 'malformed',
  },
  {
    name: 'a seller of the other branch passes quota on here',
    actor: 'farseller',
    uses: [use('add', HERE)],
    document: STOCK,
    entry: (pen) => quota(pen, 'till0002'),
    told: 'void',
  },
];

describe('TRANSFER-1 QUOTA-1 transfers and quota that nobody may write so', () => {
  it.each(CLAIMS)('$name', async ({ actor, uses, document = TRANSFERS, entry, told }) => {
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

  it('what a keeper may is there: the same shipment, honest', async () => {
    const pen = freshPen('keeper');
    const client = await field.enter('keeper');
    const outcome = await client.offerAndHear(
      pen.write({
        uses: [use('add', HERE)],
        parts: [
          partOf(TRANSFERS, [request(pen, 'from', 'HONEST-TRANSFER'), move(pen, 'ship', HERE, 'HONEST-SHIPMENT')]),
          partOf(STOCK, [{ ...booked(pen, -1000), reason: 'HONEST-MOVEMENT' }]),
        ],
      }),
    );
    client.leave();
    await field.fence();
    expect(outcome).toMatch(/^listed effective/);
    await expect.poll(() => field.watcher.entries.has('HONEST-SHIPMENT')).toBe(true);
    await expect.poll(() => field.watcher.entries.has('HONEST-MOVEMENT')).toBe(true);
  });
});
