/** The list that people see of a role, against the judge: what the list says may be done, the judge allows, and nothing else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyAction, RoleAction } from '../../../shared/policy/actions.ts';
import { BUILT_IN_ROLES, builtInGrants } from '../../../shared/policy/built-in-roles.ts';
import { definedRoles, roleChange } from '../../../shared/policy/role-definition.ts';
import { expandRoleGrant, grantCovers, parseRoleGrant, parseUse } from '../../../shared/policy/use.ts';

const define = (add: readonly string[], take: readonly string[] = []): RoleAction => ({
  kind: 'role',
  role: 'helper',
  rank: 'staff',
  add,
  take,
});
const listOf = (...actions: PolicyAction[]): readonly string[] => definedRoles(actions)[0]?.grants ?? [];

const ACTIONS = ['sales.add', 'sales.discount', 'sales.view', 'stock.view', 'catalogue.price', 'catalogue.edit'];
const grant = fc
  .tuple(fc.constantFrom(...ACTIONS), fc.constantFrom(null, 5, 10, 30), fc.constantFrom('', ':own', ':all'))
  .map(([action, limit, reach]) => `${action}${limit === null ? '' : `\u2264${limit}`}${reach}`);
/** One grant an action, as the editor makes them. */
const list = fc.uniqueArray(grant, { selector: (text) => text.split(/[\u2264:]/)[0], maxLength: 6 });

function may(grants: readonly string[], useText: string): boolean {
  const use = parseUse(useText);
  if (use === null) throw new Error(useText);
  return grants.some((text) => {
    const parsed = parseRoleGrant(text);
    return parsed !== null && grantCovers(expandRoleGrant(parsed, 'b1', 'mina'), use);
  });
}

describe('a role as a list', () => {
  it('POLICY-80 patterns are spelled out, and say the same as before', () => {
    for (const role of BUILT_IN_ROLES) {
      const before = builtInGrants(role);
      const spelled = listOf({ ...define(before) });
      for (const action of [...ACTIONS, 'settings.edit', 'members.narrow', 'costs.view', 'audit.edit']) {
        for (const scope of ['b1', 'b2', 'b1/~mina', '*']) {
          const use = `${action}\u22645@${scope}`;
          expect([role, use, may(spelled, use)]).toEqual([role, use, may(before, use)]);
        }
      }
      expect(spelled.some((text) => text.includes('*'))).toBe(false);
    }
  });

  it('POLICY-80 the change between two lists turns the one into the other', () => {
    fc.assert(
      fc.property(list, list, (before, after) => {
        const { add, take } = roleChange(before, after);
        expect(listOf(define(before), define(add, take))).toEqual([...after].sort());
      }),
      { numRuns: 2000 },
    );
  });

  it('POLICY-80 nothing is taken from a list that stays, nothing given that was there', () => {
    fc.assert(
      fc.property(list, (same) => {
        expect(roleChange(same, same)).toEqual({ add: [], take: [] });
      }),
    );
  });

  it('POLICY-80 a lower limit is taken, a higher one given', () => {
    expect(roleChange(['sales.discount\u226430'], ['sales.discount\u226410'])).toEqual({
      add: [],
      take: ['sales.discount\u226410'],
    });
    expect(roleChange(['sales.discount\u226410'], ['sales.discount\u226430'])).toEqual({
      add: ['sales.discount\u226430'],
      take: [],
    });
    expect(roleChange(['sales.discount'], ['sales.discount\u226410']).take).toEqual(['sales.discount\u226410']);
  });

  it('POLICY-80 the last rank counts, and of two roles each has its own list', () => {
    const other: RoleAction = { kind: 'role', role: 'other', rank: 'manager', add: ['stock.view'] };
    const roles = definedRoles([define(['sales.add']), other, { ...define([]), rank: 'manager' }]);
    expect(roles).toEqual([
      { role: 'helper', rank: 'manager', grants: ['sales.add'] },
      { role: 'other', rank: 'manager', grants: ['stock.view'] },
    ]);
  });
});
