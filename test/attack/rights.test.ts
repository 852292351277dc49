/**
 * Attacks by members: authentic commits that rely on rights which their author does not have, or claim fewer than their
 * entries need, or lie about what they have seen. They are stored, listed and void (or their part is malformed): nothing
 * of them has an effect, and everybody can prove who wrote them.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/commit/part.ts';
import {
  type Actor,
  BRANCH,
  MONTH,
  memberOf,
  OTHER_BRANCH,
  OTHER_STOCK,
  recordOf,
  STOCK,
  sale,
  TICKETS,
} from './cast.ts';
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
const freshPen = (actor: Actor): Pen => field.shop.pen(actor, `uses${String(++epochs).padStart(4, '0')}`);
const MARK = 'FORGED-0002';
const movement = (pen: Pen, type: string, quantity: number): Entry => ({
  kind: 'movement',
  variant: field.shop.product,
  quantity,
  type,
  document: recordOf(pen.device, 'x'),
  line: 1,
  reason: MARK,
});
const setPrice = (price: number): Entry => ({
  kind: 'set',
  type: 'product',
  id: field.shop.product,
  field: 'retailPrice',
  value: price,
  over: [[field.shop.owner.feed, 1]],
});
/** A sale with this much off, in percent of the list price. */
const discounted = (pen: Pen, percent: number): readonly Entry[] => {
  const [ticket] = sale(pen, field.shop.product).parts;
  const [entry] = ticket?.entries ?? [];
  const lines = entry?.lines as readonly { readonly [key: string]: string | number }[];
  const discount = Math.round((12_800 * percent) / 100);
  const paid = 12_800 - discount;
  return [
    {
      ...entry,
      kind: 'posSale',
      lines: lines.map((line) => ({ ...line, discount, paid, name: MARK })),
      discount,
      payable: paid,
      tenders: [{ kind: 'cash', amount: paid }],
    },
  ];
};

interface Claim {
  readonly name: string;
  readonly actor: Actor;
  readonly uses: readonly string[];
  readonly document: string;
  readonly entries: (pen: Pen) => readonly Entry[];
  /** What the relay says; `malformed` = the commit counts, its part is absent for everybody. */
  readonly told: string;
}
const VOID = 'listed void not-granted';
const MALFORMED = 'malformed';

const CLAIMS: readonly Claim[] = [
  {
    name: 'a seller edits a price',
    actor: 'seller',
    uses: ['catalogue.edit@*', 'catalogue.price@*'],
    document: 'catalogue',
    entries: () => [setPrice(1)],
    told: VOID,
  },
  {
    name: 'a seller edits a price and claims only a sale',
    actor: 'seller',
    uses: [`sales.add@${BRANCH}`],
    document: 'catalogue',
    entries: () => [setPrice(1)],
    told: MALFORMED,
  },
  {
    name: 'a seller edits a price and claims nothing',
    actor: 'seller',
    uses: [],
    document: 'catalogue',
    entries: () => [setPrice(1)],
    told: MALFORMED,
  },
  {
    name: 'a seller writes goods off and claims a sale',
    actor: 'seller',
    uses: [`sales.add@${BRANCH}`],
    document: STOCK,
    entries: (pen) => [movement(pen, 'writeOff', -1000)],
    told: MALFORMED,
  },
  {
    name: 'a seller writes goods off and claims it',
    actor: 'seller',
    uses: [`stockAdjustment.add@${BRANCH}`],
    document: STOCK,
    entries: (pen) => [movement(pen, 'writeOff', -1000)],
    told: VOID,
  },
  {
    name: 'a seller reverses a sale',
    actor: 'seller',
    uses: [`sales.remove@${BRANCH}`],
    document: STOCK,
    entries: (pen) => [{ ...movement(pen, 'sale', 1000), reversal: true }],
    told: VOID,
  },
  {
    name: 'a seller sells in the other branch and claims it',
    actor: 'seller',
    uses: [`sales.add@${OTHER_BRANCH}`],
    document: OTHER_STOCK,
    entries: (pen) => [movement(pen, 'sale', -1000)],
    told: VOID,
  },
  {
    name: 'a seller sells in the other branch under a claim for this one',
    actor: 'seller',
    uses: [`sales.add@${BRANCH}`],
    document: OTHER_STOCK,
    entries: (pen) => [movement(pen, 'sale', -1000)],
    told: MALFORMED,
  },
  {
    name: 'a seller claims every branch',
    actor: 'seller',
    uses: ['sales.add@*'],
    document: STOCK,
    entries: (pen) => [movement(pen, 'sale', -1000)],
    told: VOID,
  },
  {
    name: 'a seller claims everything',
    actor: 'seller',
    uses: ['*@*'],
    document: STOCK,
    entries: (pen) => [movement(pen, 'sale', -1000)],
    told: VOID,
  },
  {
    name: 'a seller claims every action of the module',
    actor: 'seller',
    uses: [`sales.*@${BRANCH}`],
    document: STOCK,
    entries: (pen) => [movement(pen, 'sale', -1000)],
    told: VOID,
  },
  {
    name: 'a seller claims a branch whose name begins like the own',
    actor: 'seller',
    uses: [`sales.add@${BRANCH}x`],
    document: STOCK,
    entries: (pen) => [movement(pen, 'sale', -1000)],
    told: VOID,
  },
  {
    name: 'a seller climbs out of the branch by a path',
    actor: 'seller',
    uses: [`sales.add@${BRANCH}/../${OTHER_BRANCH}`],
    document: OTHER_STOCK,
    entries: (pen) => [movement(pen, 'sale', -1000)],
    told: MALFORMED,
  },
  {
    name: 'a seller gives 40 percent off and claims 40',
    actor: 'seller',
    uses: [`sales.add@${BRANCH}`, `sales.discount\u226440@${BRANCH}`],
    document: TICKETS,
    entries: (pen) => discounted(pen, 40),
    told: VOID,
  },
  {
    name: 'a seller gives 40 percent off and claims 10',
    actor: 'seller',
    uses: [`sales.add@${BRANCH}`, `sales.discount\u226410@${BRANCH}`],
    document: TICKETS,
    entries: (pen) => discounted(pen, 40),
    told: MALFORMED,
  },
  {
    name: 'a seller gives 40 percent off and claims no discount',
    actor: 'seller',
    uses: [`sales.add@${BRANCH}`],
    document: TICKETS,
    entries: (pen) => discounted(pen, 40),
    told: MALFORMED,
  },
  {
    name: 'a seller claims a discount without a limit',
    actor: 'seller',
    uses: [`sales.add@${BRANCH}`, `sales.discount@${BRANCH}`],
    document: TICKETS,
    entries: (pen) => discounted(pen, 5),
    told: VOID,
  },
  {
    name: 'a seller claims a limit of sixteen digits',
    actor: 'seller',
    uses: [`sales.add@${BRANCH}`, `sales.discount\u22649999999999999999@${BRANCH}`],
    document: TICKETS,
    entries: (pen) => discounted(pen, 40),
    told: VOID,
  },
  {
    name: 'a seller claims with an ASCII less-or-equal',
    actor: 'seller',
    uses: [`sales.add@${BRANCH}`, `sales.discount<=40@${BRANCH}`],
    document: TICKETS,
    entries: (pen) => discounted(pen, 40),
    told: VOID,
  },
  {
    name: 'a seller claims with a line break in front of the scope',
    actor: 'seller',
    uses: [`sales.add@${BRANCH}\n`],
    document: STOCK,
    entries: (pen) => [movement(pen, 'sale', -1000)],
    told: VOID,
  },
  {
    name: 'a seller writes into a purchase price',
    actor: 'seller',
    uses: ['costs.edit@*'],
    document: 'costs',
    entries: () => [{ kind: 'set', type: 'cost', id: field.shop.product, field: 'purchasePrice', value: 1, over: [] }],
    told: VOID,
  },
  {
    name: 'a seller renames a branch',
    actor: 'seller',
    uses: ['settings.edit@*'],
    document: 'settings',
    entries: () => [{ kind: 'set', type: 'branch', id: BRANCH, field: 'name', value: MARK, over: [] }],
    told: VOID,
  },
  {
    name: 'a seller renames a colleague',
    actor: 'seller',
    uses: [],
    document: 'people',
    entries: () => [{ kind: 'new', type: 'person', id: memberOf('seller2'), fields: { name: MARK } }],
    told: MALFORMED,
  },
  {
    name: "a seller writes into a colleague's documents",
    actor: 'seller',
    uses: [`orders.add@${BRANCH}/~${memberOf('seller2')}`],
    document: `sales/${BRANCH}/${MONTH}/${memberOf('seller2')}`,
    entries: () => [{ kind: 'order', text: MARK }],
    told: VOID,
  },
  {
    name: 'a keeper sells',
    actor: 'keeper',
    uses: [`sales.add@${BRANCH}/stock001`],
    document: STOCK,
    entries: (pen) => [movement(pen, 'sale', -1000)],
    told: VOID,
  },
  {
    name: 'a keeper adjusts another warehouse of the branch',
    actor: 'keeper',
    uses: [`stockAdjustment.add@${BRANCH}/stock009`],
    document: `stock/${BRANCH}/stock009/${MONTH}`,
    entries: (pen) => [movement(pen, 'writeOff', -1000)],
    told: VOID,
  },
  {
    name: 'a keeper claims the whole branch',
    actor: 'keeper',
    uses: [`stockAdjustment.add@${BRANCH}`],
    document: STOCK,
    entries: (pen) => [movement(pen, 'writeOff', -1000)],
    told: VOID,
  },
  {
    name: 'finance sells',
    actor: 'finance',
    uses: ['sales.add@*'],
    document: STOCK,
    entries: (pen) => [movement(pen, 'sale', -1000)],
    told: VOID,
  },
  {
    name: 'a manager moves a price by any percent',
    actor: 'manager',
    uses: ['catalogue.edit@*', 'catalogue.price@*'],
    document: 'catalogue',
    entries: () => [setPrice(1)],
    told: VOID,
  },
  {
    name: 'a member of the other branch sells here',
    actor: 'farseller',
    uses: [`sales.add@${BRANCH}`],
    document: STOCK,
    entries: (pen) => [movement(pen, 'sale', -1000)],
    told: VOID,
  },
  {
    name: 'an admin writes a listing of the witness',
    actor: 'admin',
    uses: ['*@*'],
    document: `listing/${MONTH}`,
    entries: () => [{ kind: 'list', of: [] }],
    told: 'listed void',
  },
  {
    name: 'somebody writes into a document that no shop has',
    actor: 'seller',
    uses: [`sales.add@${BRANCH}`],
    document: 'secrets',
    entries: () => [{ kind: 'x', text: MARK }],
    told: MALFORMED,
  },
  {
    name: 'somebody writes the journal itself',
    actor: 'seller',
    uses: [],
    document: `journal/${MONTH}`,
    entries: () => [{ kind: 'movement', text: MARK }],
    told: MALFORMED,
  },
];

describe('whoever claims too much is void, whoever claims too little is malformed', () => {
  it.each(CLAIMS)('$name', async ({ actor, uses, document, entries, told }) => {
    const pen = freshPen(actor);
    const attack = async () => {
      const client = await field.enter(actor);
      const outcome = await client.offerAndHear(pen.write({ uses, parts: [partOf(document, entries(pen))] }));
      client.leave();
      return outcome;
    };
    if (told === MALFORMED) expect(await field.nothingChangedForPeople(attack)).toMatch(/^listed (effective|void)/);
    else expect(await field.nothingTakesEffect(attack)).toContain(told);
    expect(field.watcher.entries.has(MARK)).toBe(false);
  });
});
