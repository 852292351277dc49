/** Roles as the stand-in engine tells them: the built-in ones, the seller's changed a little, and one of the shop's own. */
import type { RoleQueries, RoleRow } from '../../client/worker/role-protocol.ts';
import { BUILT_IN_RANKS, BUILT_IN_ROLES, builtInGrants } from '../../shared/policy/built-in-roles.ts';
import { roleChange } from '../../shared/policy/role-definition.ts';

const holders: Readonly<Record<string, readonly string[]>> = {
  manager: ['何敏'],
  seller: ['周宁', '李强'],
  keeper: ['王芳'],
};

export const fixtureRoles: { [Name in keyof RoleQueries]: () => RoleQueries[Name]['view'] } = {
  roles: () => ({
    mayCreate: true,
    roles: [
      ...BUILT_IN_ROLES.map((role): RoleRow => {
        const original = roleChange([], builtInGrants(role)).add;
        const rank = BUILT_IN_RANKS[role];
        if (rank !== 'staff' && rank !== 'manager' && rank !== 'admin') throw new Error(role);
        const grants =
          role === 'seller'
            ? [
                ...original.filter((text) => !text.startsWith('sales.discount')),
                'sales.discount\u226415',
                'stocktake.edit',
              ]
            : original;
        return {
          role,
          name: '',
          rank,
          builtIn: true,
          grants,
          original,
          holders: (holders[role] ?? []).map((name) => ({ member: name, name, scope: 'b1' })),
          mayEdit: true,
          mayGiveIn: ['*', 'b1', 'b2'],
        };
      }),
      {
        role: 'weekend1',
        name: '周末帮手',
        rank: 'staff',
        builtIn: false,
        grants: ['catalogue.view:all', 'sales.add', 'sales.view', 'stock.view'],
        original: ['catalogue.view:all', 'sales.add', 'sales.view', 'stock.view'],
        holders: [],
        mayEdit: true,
        mayGiveIn: ['*'],
      },
    ],
  }),
};
