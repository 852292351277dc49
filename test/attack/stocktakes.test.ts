/**
 * Attacks on counting: approving without the right to, writing an approval's counts under a claim to count, counting in
 * somebody else's warehouse or name, taking a colleague's tally away. (COUNT-3, COUNT-11)
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/commit/part.ts';
import { type Actor, BRANCH, memberOf, OTHER_BRANCH, OTHER_STOCK, recordOf, STOCK, WAREHOUSE } from './cast.ts';
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
const freshPen = (actor: Actor): Pen => field.shop.pen(actor, `cnt${String(++epochs).padStart(5, '0')}`);
const MARK = 'FORGED-COUNT';
const AT = 1_790_000_000_000_000;
const here = (use: string): string => `${use}@${BRANCH}/${WAREHOUSE}`;

const tally = (pen: Pen, counter: string): Entry => ({
  kind: 'tally',
  id: 'batch-1',
  line: 1,
  stocktake: recordOf(pen.device, 'count'),
  variant: field.shop.product,
  quantity: 1000,
  at: AT,
  counter: memberOf(counter),
  text: MARK,
});
const posted = (pen: Pen): Entry => ({
  kind: 'count',
  variant: field.shop.product,
  counted: 1000,
  at: AT,
  stocktake: recordOf(pen.device, 'count'),
  line: 1,
  counter: memberOf('keeper'),
  posted: true,
  text: MARK,
});
const post = (pen: Pen): Entry => ({
  kind: 'stocktakePost',
  id: recordOf(pen.device, 'post'),
  stocktake: recordOf(pen.device, 'count'),
  part: 1,
  parts: 1,
  lines: 1,
  uncountedZero: true,
  text: MARK,
});
const step = (pen: Pen, name: string): Entry => ({
  kind: 'stocktakeStep',
  id: recordOf(pen.device, 'step'),
  stocktake: recordOf(pen.device, 'count'),
  step: name,
  reason: MARK,
  over: [],
});
const drop = (pen: Pen, counter: string): Entry => ({
  kind: 'tallyChoice',
  id: recordOf(pen.device, 'choice'),
  stocktake: recordOf(pen.device, 'count'),
  variant: field.shop.product,
  choice: 'drop',
  counter: memberOf(counter),
  at: AT,
  text: MARK,
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
    name: 'a keeper approves a count and claims it',
    actor: 'keeper',
    uses: [here('stocktake.approve')],
    entry: post,
    told: 'void',
  },
  {
    name: 'a keeper approves under a claim to count',
    actor: 'keeper',
    uses: [here('stocktake.add')],
    entry: post,
    told: 'malformed',
  },
  {
    name: 'a keeper writes the counts of an approval and claims it',
    actor: 'keeper',
    uses: [here('stocktake.approve')],
    entry: posted,
    told: 'void',
  },
  {
    name: 'a seller writes the counts of an approval under a claim to count',
    actor: 'seller',
    uses: [here('stocktake.add')],
    entry: posted,
    told: 'malformed',
  },
  {
    name: 'finance, who sees all counts, approves one',
    actor: 'finance',
    uses: [here('stocktake.approve')],
    entry: post,
    told: 'void',
  },
  {
    name: 'a keeper sends a count back',
    actor: 'keeper',
    uses: [here('stocktake.add')],
    entry: (pen) => step(pen, 'reject'),
    told: 'malformed',
  },
  {
    name: 'a seller voids a count and claims it',
    actor: 'seller',
    uses: [here('stocktake.edit')],
    entry: (pen) => step(pen, 'void'),
    told: 'void',
  },
  {
    name: 'a seller tallies in the name of a colleague',
    actor: 'seller',
    uses: [here('stocktake.add')],
    entry: (pen) => tally(pen, 'keeper'),
    told: 'malformed',
  },
  {
    name: 'a manager tallies in the name of the keeper, so as to approve it, and claims that',
    actor: 'manager',
    uses: [here('stocktake.add'), here('stocktake.handler')],
    entry: (pen) => tally(pen, 'keeper'),
    told: 'void',
  },
  {
    name: 'a seller takes a colleague’s tally away and claims it',
    actor: 'seller',
    uses: [here('stocktake.add'), here('stocktake.edit')],
    entry: (pen) => drop(pen, 'keeper'),
    told: 'void',
  },
  {
    name: 'a keeper counts in the warehouse of the other branch',
    actor: 'keeper',
    uses: [`stocktake.add@${OTHER_BRANCH}/stock002`],
    document: OTHER_STOCK,
    entry: (pen) => tally(pen, 'keeper'),
    told: 'void',
  },
  {
    name: 'a keeper counts there under a claim for here',
    actor: 'keeper',
    uses: [here('stocktake.add')],
    document: OTHER_STOCK,
    entry: (pen) => tally(pen, 'keeper'),
    told: 'malformed',
  },
  {
    name: 'a manager approves in the other branch',
    actor: 'manager',
    uses: [`stocktake.approve@${OTHER_BRANCH}/stock002`],
    document: OTHER_STOCK,
    entry: post,
    told: 'void',
  },
];

describe('COUNT-3 COUNT-11 counts that nobody may write so', () => {
  it.each(CLAIMS)('$name', async ({ actor, uses, document = STOCK, entry, told }) => {
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

  it('what a keeper may is there: the same tally, honest', async () => {
    const pen = freshPen('keeper');
    const client = await field.enter('keeper');
    const entry = { ...tally(pen, 'keeper'), text: 'HONEST-TALLY' };
    const outcome = await client.offerAndHear(
      pen.write({ uses: [here('stocktake.add')], parts: [partOf(STOCK, [entry])] }),
    );
    client.leave();
    await field.fence();
    expect(outcome).toMatch(/^listed effective/);
    await expect.poll(() => field.watcher.entries.has('HONEST-TALLY')).toBe(true);
  });
});
