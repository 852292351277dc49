/** The matrix of rights, role by role: what each may and, as important, may not. */
import { describe, expect, it } from 'vitest';
import {
  BUILT_IN_ROLES,
  type BuiltInRole,
  builtInGrants,
  grantsOfCell,
  MATRIX,
} from '../../../shared/policy/built-in-roles.ts';
import { expandRoleGrant, grantCovers, parseRoleGrant, parseUse, scopeHolds } from '../../../shared/policy/use.ts';

function may(role: BuiltInRole, scope: string, useText: string): boolean {
  const use = parseUse(useText);
  if (use === null) throw new Error(useText);
  return builtInGrants(role).some((text) => {
    const grant = parseRoleGrant(text);
    if (grant === null) throw new Error(text);
    return grantCovers(expandRoleGrant(grant, scope, 'mina'), use);
  });
}

describe('a grant covers a use', () => {
  it.each([
    ['sales.add@b1', 'sales.add@b1', true],
    ['sales.add@b1', 'sales.add@b2', false],
    ['sales.add@b1', 'sales.add@b1/w1', true],
    ['sales.add@b1/w1', 'sales.add@b1', false],
    ['sales.add@b1', 'sales.add@b10', false],
    ['sales.*@*', 'sales.remove@b7/~x', true],
    ['*@*', 'costs.view@*', true],
    ['sales.discount≤15@b1', 'sales.discount≤15@b1', true],
    ['sales.discount≤15@b1', 'sales.discount≤16@b1', false],
    ['sales.discount≤15@b1', 'sales.discount@b1', false],
    ['sales.discount@b1', 'sales.discount≤99@b1', true],
    ['sales.add@b1', 'sales.edit@b1', false],
    ['orders.edit@*~mina', 'orders.edit@b3/~mina', true],
    ['orders.edit@*~mina', 'orders.edit@b3/~tom', false],
    ['orders.edit@b1/~mina', 'orders.edit@b1', false],
  ])('%s over %s: %s', (grantText, useText, expected) => {
    const grant = parseUse(grantText);
    const use = parseUse(useText);
    if (grant === null || use === null) throw new Error('unreadable');
    expect(grantCovers(grant, use)).toBe(expected);
  });

  it.each([
    '',
    'sales',
    'sales.',
    '.add@b',
    'sales.add@',
    'sales.add≤x@b',
    'sales.add≤-1@b',
    'a b.c@d',
    '__proto__.x@*',
  ])('no use: %s', (text) => {
    expect(parseUse(text)).toBeNull();
  });

  it('scopes are paths, not prefixes of letters', () => {
    expect(scopeHolds('b1', 'b1/w1')).toBe(true);
    expect(scopeHolds('b1', 'b11')).toBe(false);
    expect(scopeHolds('*', '*')).toBe(true);
    expect(scopeHolds('b1', '*')).toBe(false);
  });
});

describe('built-in roles', () => {
  const letters = ['view', 'add', 'edit', 'remove', 'approve', 'export'] as const;

  it('every cell of the matrix gives what it says and nothing else', () => {
    for (const [module, ...cells] of MATRIX) {
      for (const [column, role] of BUILT_IN_ROLES.entries()) {
        const cell = cells[column] ?? '-';
        for (const action of letters) {
          const letter = action === 'export' ? 'X' : action === 'approve' ? 'P' : action.charAt(0).toUpperCase();
          const said = cell.split(' ').some((group) => group.slice(0, -1).includes(letter) || group.startsWith('*'));
          const given = grantsOfCell(module, cell).some((text) => {
            const grant = parseRoleGrant(text);
            return grant !== null && (grant.action === action || grant.action === '*');
          });
          expect(given, `${role} ${module}.${action} from ${cell}`).toBe(said);
        }
      }
    }
  });

  it.each<[BuiltInRole, string, string, boolean]>([
    ['seller', 'b1', 'sales.add@b1', true],
    ['seller', 'b1', 'sales.add@b2', false],
    ['seller', 'b1', 'sales.discount≤10@b1', true],
    ['seller', 'b1', 'sales.discount≤11@b1', false],
    ['seller', 'b1', 'costs.view@*', false],
    ['seller', 'b1', 'catalogue.view@*', true],
    ['seller', 'b1', 'catalogue.edit@*', false],
    ['seller', 'b1', 'stock.view@b1/w1', true],
    ['seller', 'b1', 'stock.view@b2/w2', false],
    ['seller', 'b1', 'goodsReceipt.add@b1/w1', false],
    ['seller', 'b1', 'orders.edit@b1/~mina', true],
    ['seller', 'b1', 'orders.edit@b1/~tom', false],
    ['keeper', 'b1/w1', 'goodsReceipt.add@b1/w1', true],
    ['keeper', 'b1/w1', 'goodsReceipt.add@b1/w2', false],
    ['keeper', 'b1/w1', 'sales.add@b1', false],
    ['keeper', 'b1/w1', 'costs.view@*', false],
    ['manager', 'b1', 'sales.discount≤30@b1', true],
    ['manager', 'b1', 'sales.discount≤31@b1', false],
    ['manager', 'b1', 'catalogue.price≤5@*', true],
    ['manager', 'b1', 'catalogue.price≤6@*', false],
    ['manager', 'b1', 'role.seller@b1', true],
    ['manager', 'b1', 'role.manager@b1', false],
    ['manager', 'b1', 'members.narrow@b1', true],
    ['manager', 'b1', 'costs.view@*', false],
    ['admin', '*', 'costs.view@*', true],
    ['admin', '*', 'catalogue.price≤60@*', true],
    ['admin', '*', 'role.manager@b1', true],
    ['admin', '*', 'role.admin@*', false],
    ['buyer', 'b1', 'costs.view@*', true],
    ['finance', 'b1', 'sales.view@b2', true],
    ['finance', '*', 'sales.add@b1', false],
    ['finance', '*', 'vouchers.add@*', true],
  ])('%s given in %s: %s is %s', (role, scope, use, expected) => {
    expect(may(role, scope, use)).toBe(expected);
  });
});
