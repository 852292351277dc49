/** Actions from strangers: exactly the closed list, nothing that merely looks like it, and never a throw. */
import { describe, expect, it } from 'vitest';
import { readAction } from '../../../shared/policy/read-action.ts';

const key = 'A'.repeat(43);
describe('a policy action is read', () => {
  it.each([
    {
      kind: 'genesis',
      owner: 'm',
      recovery: 'r',
      witness: 'w',
      publicKey: key,
      utcOffsetMinutes: 480,
      currency: 'CNY',
    },
    { kind: 'role', role: 'seller', rank: 'staff', add: ['sales.add', 'sales.discount≤15', 'orders.edit:own'] },
    { kind: 'grant', member: 'm', role: 'seller', scope: 'b1/w1' },
    { kind: 'invite', role: 'seller', scope: 'b1', uses: 1, expires: 5, invitationKey: key },
    { kind: 'redeem', invite: key, member: 'm', publicKey: key, proof: 'A'.repeat(86) },
    { kind: 'enrol', device: 'd', member: 'm' },
    { kind: 'narrow', member: 'm', role: 'seller', take: ['sales.discount≤10'], until: 9 },
    { kind: 'narrow', device: 'd' },
    { kind: 'narrow', invite: key },
    { kind: 'retract', device: 'd', last: null },
    { kind: 'reinstate', retract: key },
    { kind: 'ratify', feed: 'f', from: 1, head: key },
    { kind: 'level', level: 2 },
    { kind: 'witness', witness: 'w', after: key, cut: 3 },
  ])('$kind', (entry) => {
    expect(readAction(entry)).toEqual(entry);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['a text', 'genesis'],
    ['an unknown kind', { kind: 'promote', member: 'm' }],
    ['a field too many', { kind: 'enrol', device: 'd', member: 'm', owner: true }],
    ['a field too few', { kind: 'enrol', device: 'd' }],
    ['a number as a text', { kind: 'invite', role: 'r', scope: 'b', uses: '1', expires: 5 }],
    ['a fraction', { kind: 'level', level: 1.5 }],
    ['an owner by role', { kind: 'role', role: 'x', rank: 'owner', add: [] }],
    ['a recovery by role', { kind: 'role', role: 'x', rank: 'recovery', add: [] }],
    ['a grant with a scope', { kind: 'role', role: 'x', rank: 'staff', add: ['sales.add@b1'] }],
    ['a scope that climbs', { kind: 'grant', member: 'm', role: 'r', scope: 'b1//w1' }],
    ['a narrowing of two targets', { kind: 'narrow', member: 'm', device: 'd' }],
    ['a narrowing of nobody', { kind: 'narrow', take: ['sales.add'] }],
    ['a role narrowing without member', { kind: 'narrow', device: 'd', role: 'r' }],
    ['a key of the wrong length', { kind: 'enrol', device: 'd', member: 'm', publicKey: 'AA' }],
    ['endless uses', { kind: 'invite', role: 'r', scope: 'b', uses: 1e9, expires: 5 }],
    ['an id with a slash', { kind: 'enrol', device: '../d', member: 'm' }],
  ])('not %s', (_name, entry) => {
    expect(readAction(entry)).toBeNull();
  });
});
