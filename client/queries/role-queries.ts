/** Roles as screens show them: what they give now, who holds them, whether the one who looks may change them. */
import { BUILT_IN_ROLES, type BuiltInRole, builtInGrants } from '../../shared/policy/built-in-roles.ts';
import { definedRoles, isBuiltIn, roleChange } from '../../shared/policy/role-definition.ts';
import type { RoleRow, RolesView } from '../worker/role-protocol.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';

const RANKS = ['staff', 'manager', 'admin', 'owner'];

export function rolesView(desk: ShopDesk): RolesView {
  const own = desk.members().get(desk.member)?.rank ?? '';
  const mayDefine = desk.may('settings.roles@*');
  const { places } = desk.folds;
  const roles = definedRoles(desk.roleActions()).flatMap(({ role, rank, grants }): RoleRow[] => {
    if (rank !== 'staff' && rank !== 'manager' && rank !== 'admin') return [];
    const holders = [...desk.members().values()].flatMap((member) =>
      member.active
        ? member.roles
            .filter((one) => one.role === role)
            .map(({ scope }) => ({ member: member.id, name: desk.memberName(member.id), scope }))
        : [],
    );
    const builtIn = isBuiltIn(role);
    return [
      {
        role,
        name: builtIn ? '' : places.text('role', role, 'name'),
        rank,
        builtIn,
        grants,
        original: builtIn ? spelled(builtInGrants(role as BuiltInRole)) : grants,
        holders,
        mayEdit: mayDefine && RANKS.indexOf(own) > RANKS.indexOf(rank),
        mayGiveIn:
          RANKS.indexOf(own) > RANKS.indexOf(rank)
            ? ['*', ...places.ids('branch')].filter((scope) => desk.may(`role.${role}@${scope}`))
            : [],
      },
    ];
  });
  const order = (role: string): number => {
    const at = (BUILT_IN_ROLES as readonly string[]).indexOf(role);
    return at < 0 ? BUILT_IN_ROLES.length : at;
  };
  return { roles: [...roles].sort((a, b) => order(a.role) - order(b.role)), mayCreate: own === 'owner' };
}

/** Patterns as the actions they stand for. */
function spelled(grants: readonly string[]): readonly string[] {
  return roleChange([], grants).add;
}
