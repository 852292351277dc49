/**
 * Attacks on authority: members who give themselves rights, take those of others, or rest on what was never theirs to
 * give. Policy actions are authentic and void, malformed ones are refused; rights stay what they were.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { Entry } from '../../shared/commit/part.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { type Actor, BRANCH, deviceOf, memberOf, OTHER_BRANCH, policy } from './cast.ts';
import { Field } from './field.ts';
import { keyOf, type Pen, partOf } from './pen.ts';

let field: Field;
beforeAll(async () => {
  field = await Field.open();
});
afterAll(async () => {
  await field.quiet();
  await field.close();
});

let epochs = 0;
const freshPen = (actor: Actor): Pen => field.shop.pen(actor, `deed${String(++epochs).padStart(4, '0')}`);
const setPrice = (price: number): Entry => ({
  kind: 'set',
  type: 'product',
  id: field.shop.product,
  field: 'retailPrice',
  value: price,
  over: [[field.shop.owner.feed, 1]],
});

interface Deed {
  readonly name: string;
  readonly actor: Actor;
  readonly action: () => Entry;
}
const invitation = () => toBase64url(keyOf('forged invitation').publicKey);
const DEEDS: readonly Deed[] = [
  {
    name: 'a seller makes themselves admin',
    actor: 'seller',
    action: () => ({ kind: 'grant', member: memberOf('seller'), role: 'admin', scope: '*' }),
  },
  {
    name: 'a seller makes themselves owner',
    actor: 'seller',
    action: () => ({ kind: 'grant', member: memberOf('seller'), role: 'owner', scope: '*' }),
  },
  {
    name: 'a manager makes themselves admin',
    actor: 'manager',
    action: () => ({ kind: 'grant', member: memberOf('manager'), role: 'admin', scope: '*' }),
  },
  {
    name: 'a manager grants the role of a manager',
    actor: 'manager',
    action: () => ({ kind: 'grant', member: memberOf('seller'), role: 'manager', scope: BRANCH }),
  },
  {
    name: 'a manager grants a seller the other branch',
    actor: 'manager',
    action: () => ({ kind: 'grant', member: memberOf('seller'), role: 'seller', scope: OTHER_BRANCH }),
  },
  {
    name: 'a manager grants a seller every branch',
    actor: 'manager',
    action: () => ({ kind: 'grant', member: memberOf('seller'), role: 'seller', scope: '*' }),
  },
  {
    name: 'an admin makes an admin',
    actor: 'admin',
    action: () => ({ kind: 'grant', member: memberOf('seller'), role: 'admin', scope: '*' }),
  },
  {
    name: 'an admin makes an owner',
    actor: 'admin',
    action: () => ({ kind: 'grant', member: memberOf('seller'), role: 'owner', scope: '*' }),
  },
  {
    name: 'an admin grants themselves a second role',
    actor: 'admin',
    action: () => ({ kind: 'grant', member: memberOf('admin'), role: 'finance', scope: '*' }),
  },
  {
    name: 'an admin redefines the role of admins',
    actor: 'admin',
    action: () => ({ kind: 'role', role: 'admin', rank: 'admin', add: ['*'] }),
  },
  {
    name: 'a seller redefines the role of sellers',
    actor: 'seller',
    action: () => ({ kind: 'role', role: 'seller', rank: 'staff', add: ['*'] }),
  },
  {
    name: 'a seller defines a role of admins',
    actor: 'seller',
    action: () => ({ kind: 'role', role: 'boss', rank: 'admin', add: ['*'] }),
  },
  {
    name: 'a seller invites an admin',
    actor: 'seller',
    action: () => ({
      kind: 'invite',
      role: 'admin',
      scope: '*',
      uses: 1000,
      expires: Number.MAX_SAFE_INTEGER,
      invitationKey: invitation(),
    }),
  },
  {
    name: 'a seller enrols a device for the owner',
    actor: 'seller',
    action: () => ({
      kind: 'enrol',
      device: deviceOf(keyOf('mole')),
      member: memberOf('owner'),
      publicKey: toBase64url(keyOf('mole').publicKey),
    }),
  },
  {
    name: 'an admin enrols a device for the owner',
    actor: 'admin',
    action: () => ({
      kind: 'enrol',
      device: deviceOf(keyOf('mole')),
      member: memberOf('owner'),
      publicKey: toBase64url(keyOf('mole').publicKey),
    }),
  },
  {
    name: 'a seller takes over the device of the owner',
    actor: 'seller',
    action: () => ({ kind: 'enrol', device: deviceOf(field.shop.key('owner')), member: memberOf('seller') }),
  },
  {
    name: 'a seller dismisses the owner',
    actor: 'seller',
    action: () => ({ kind: 'narrow', member: memberOf('owner') }),
  },
  {
    name: 'a seller dismisses a colleague',
    actor: 'seller',
    action: () => ({ kind: 'narrow', member: memberOf('seller2') }),
  },
  {
    name: 'a seller dismisses a device of a colleague',
    actor: 'seller',
    action: () => ({ kind: 'narrow', device: deviceOf(field.shop.key('seller2')) }),
  },
  {
    name: 'a manager dismisses somebody of the other branch',
    actor: 'manager',
    action: () => ({ kind: 'narrow', member: memberOf('farseller') }),
  },
  {
    name: 'a seller retracts a device',
    actor: 'seller',
    action: () => ({ kind: 'retract', device: deviceOf(field.shop.key('seller2')), last: null }),
  },
  {
    name: 'an admin retracts the device of the owner',
    actor: 'admin',
    action: () => ({ kind: 'retract', device: deviceOf(field.shop.key('owner')), last: null }),
  },
  {
    name: 'an admin appoints a witness of their own',
    actor: 'admin',
    action: () => ({
      kind: 'witness',
      witness: deviceOf(keyOf('mole')),
      after: field.shop.owner.tip.hash16,
      cut: 0,
      publicKey: toBase64url(keyOf('mole').publicKey),
    }),
  },
  {
    name: 'a seller appoints themselves as the witness',
    actor: 'seller',
    action: () => ({
      kind: 'witness',
      witness: deviceOf(field.shop.key('seller')),
      after: field.shop.owner.tip.hash16,
      cut: 0,
    }),
  },
  {
    name: 'an admin raises the level of the rules',
    actor: 'admin',
    action: () => ({ kind: 'level', level: 1_000_000 }),
  },
  {
    name: 'a seller erases parts',
    actor: 'seller',
    action: () => ({ kind: 'erase', parts: ['A'.repeat(43)] }),
  },
  {
    name: 'a seller sets the flow of approvals',
    actor: 'seller',
    action: () => ({ kind: 'flow', flow: 'stocktake', nodes: '[]' }),
  },
  {
    name: 'a seller founds the shop once more',
    actor: 'seller',
    action: () => ({ kind: 'grant', member: memberOf('seller'), role: 'recovery', scope: '*' }),
  },
];

describe('nobody gets or takes rights that are not theirs to give or take', () => {
  it.each(DEEDS)('$name', async ({ actor, action }) => {
    const heard = await field.nothingTakesEffect(async () => {
      const pen = freshPen(actor);
      const client = await field.enter(actor);
      const outcome = await client.offerAndHear(pen.write({ parts: [policy(action())] }));
      client.leave();
      return outcome;
    });
    expect(heard).toMatch(/^listed void (rank|not-granted|device-known)$/);
  });

  it('an action with a field too many, or of a kind that does not exist, is refused', async () => {
    for (const action of [
      { kind: 'grant', member: memberOf('seller'), role: 'seller', scope: BRANCH, rank: 'owner' },
      { kind: 'become-owner', member: memberOf('seller') },
      { kind: 'role', role: 'x', rank: 'owner', add: ['*'] },
      { kind: 'narrow', member: memberOf('owner'), device: deviceOf(field.shop.key('owner')) },
    ]) {
      const told = await field.nothingChanged(async () => {
        const pen = freshPen('owner');
        const client = await field.enter('owner');
        const outcome = await client.offerAndHear(pen.honestDraft({ parts: [policy(action)] }));
        client.leave();
        return outcome;
      });
      expect(told).toBe('refused action');
    }
  });

  it('a grant that a forged grant rests on gives nothing to those behind it', async () => {
    const told = await field.nothingTakesEffect(async () => {
      const boss = freshPen('seller');
      const mole = freshPen('seller2');
      const client = await field.enter('seller');
      await client.offerAndHear(
        boss.write({ parts: [policy({ kind: 'grant', member: memberOf('seller2'), role: 'admin', scope: '*' })] }),
      );
      mole.saw(boss);
      const other = await field.enter('seller2');
      const outcome = await other.offerAndHear(
        mole.write({ uses: ['catalogue.edit@*', 'catalogue.price@*'], parts: [partOf('catalogue', [setPrice(1)])] }),
      );
      client.leave();
      other.leave();
      return outcome;
    });
    expect(told).toMatch(/^listed void (not-granted|authority)/);
  });

  it('nobody ratifies their own void work', async () => {
    const pen = freshPen('seller');
    let voided: WireCommit | null = null;
    const told = await field.nothingTakesEffect(async () => {
      const client = await field.enter('seller');
      voided = pen.write({
        uses: ['catalogue.edit@*', 'catalogue.price@*'],
        parts: [partOf('catalogue', [setPrice(1)])],
      });
      await client.offerAndHear(voided);
      const ratify: Entry = { kind: 'ratify', feed: pen.feed, from: 1, head: pen.tip.hash16 };
      const outcome = await client.offerAndHear(pen.write({ parts: [policy(ratify)] }));
      client.leave();
      return outcome;
    });
    expect(told).toMatch(/^listed void/);
    if (voided !== null) expect(field.watcher.verdictOf(voided)).toMatch(/^void/);
  });
});
