/**
 * Members, their roles and devices as screens show them: a reading of the effective policy actions, in causal order.
 * It is for looking at; what somebody may do is asked of the judge.
 */
import type { PolicyAction } from '../../shared/policy/actions.ts';
import { rankName, rankNumber } from '../../shared/policy/rank.ts';

export interface EffectiveAction {
  readonly action: PolicyAction;
  /** Hash by which other actions cite it. */
  readonly hash: string;
  readonly device: string;
}

export interface KnownMember {
  readonly id: string;
  rank: string;
  roles: { readonly role: string; readonly scope: string }[];
  devices: { readonly id: string; revoked: boolean }[];
  active: boolean;
}

export function readMembers(actions: readonly EffectiveAction[]): ReadonlyMap<string, KnownMember> {
  const members = new Map<string, KnownMember>();
  const ranks = new Map<string, string>([['owner', 'owner']]);
  const invites = new Map<string, { readonly role: string; readonly scope: string }>();
  const member = (id: string): KnownMember => {
    const known = members.get(id);
    if (known !== undefined) return known;
    const fresh: KnownMember = { id, rank: 'staff', roles: [], devices: [], active: true };
    members.set(id, fresh);
    return fresh;
  };
  const give = (id: string, role: string, scope: string): void => {
    const one = member(id);
    one.active = true;
    if (!one.roles.some((held) => held.role === role && held.scope === scope)) one.roles.push({ role, scope });
  };
  const addDevice = (id: string, device: string): void => {
    const one = member(id);
    const known = one.devices.find((held) => held.id === device);
    if (known === undefined) one.devices.push({ id: device, revoked: false });
    else known.revoked = false;
  };
  for (const { action, hash, device } of actions) {
    switch (action.kind) {
      case 'genesis':
        give(action.owner, 'owner', '*');
        addDevice(action.owner, device);
        break;
      case 'role':
        ranks.set(action.role, action.rank);
        break;
      case 'grant':
        give(action.member, action.role, action.scope);
        break;
      case 'invite':
        invites.set(hash, action);
        break;
      case 'redeem': {
        const invite = invites.get(action.invite);
        if (invite !== undefined) give(action.member, invite.role, invite.scope);
        addDevice(action.member, device);
        break;
      }
      case 'enrol':
        addDevice(action.member, action.device);
        break;
      case 'narrow':
        narrow(members, action);
        break;
      default:
    }
  }
  for (const one of members.values()) {
    const top = one.roles.reduce((most, { role }) => Math.max(most, rankNumber(ranks.get(role) ?? 'staff')), 0);
    one.rank = rankName(top) ?? 'staff';
  }
  return members;
}

function narrow(
  members: ReadonlyMap<string, KnownMember>,
  action: Extract<PolicyAction, { readonly kind: 'narrow' }>,
): void {
  if (action.take !== undefined) return;
  for (const one of members.values()) {
    for (const device of one.devices) if (device.id === action.device) device.revoked = true;
  }
  const target = action.member === undefined ? undefined : members.get(action.member);
  if (target === undefined) return;
  const { role, scope = '*' } = action;
  const inside = (held: string): boolean => scope === '*' || held === scope || held.startsWith(`${scope}/`);
  target.roles = target.roles.filter((held) => (role !== undefined && held.role !== role) || !inside(held.scope));
  target.active = target.roles.length > 0;
}
