/**
 * What screens and serving replicas ask of the policy in force: members, their roles and devices, what somebody may do
 * now. "Now" is everything known here: every narrowing bites, seen by the asker or not.
 */
import type { Rank } from './actions.ts';
import type { Narrowing } from './narrowing.ts';
import { allows, budgetOf, holdsLeft, type Outlook, outlookOf } from './outlook.ts';
import type { ActionSet } from './policy-view.ts';
import { rankName } from './rank.ts';
import {
  type Budget,
  narrowingsFor,
  type PolicyContext,
  type Rights,
  rightsOfDevice,
  rightsOfMember,
} from './rights.ts';
import { expandRoleGrant, parseUse, showUse } from './use.ts';

export interface MemberStanding {
  readonly member: string;
  /** `null`: holds no role any more. */
  readonly rank: Rank | null;
  readonly roles: readonly { readonly role: string; readonly scope: string }[];
  readonly devices: readonly { readonly device: string; readonly revoked: boolean }[];
  /** Still holds a role. */
  readonly active: boolean;
}

/** All actions known as one past. */
export function everything(context: PolicyContext): ActionSet {
  const all = new Set(context.view.actions);
  return { has: (action) => all.has(action) };
}

function outlookNow(context: PolicyContext, rights: Rights, now: ActionSet): Outlook {
  const ended = new Set(
    rights.holds
      .filter((hold) => hold.ends && context.view.deadline(hold.source) < Number.POSITIVE_INFINITY)
      .map((hold) => hold.source),
  );
  const unseen: Narrowing[] = narrowingsFor(context.decisions, rights, rights.roles.keys()).filter(
    (narrowing) => !now.has(narrowing.index),
  );
  return outlookOf(rights, unseen, ended);
}

export function memberNow(context: PolicyContext, member: string): Outlook {
  const now = everything(context);
  return outlookNow(context, rightsOfMember(context, now, member, 'sure'), now);
}
export function deviceNow(context: PolicyContext, device: string): Outlook {
  const now = everything(context);
  return outlookNow(context, rightsOfDevice(context, now, device, 'sure'), now);
}

export function mayNow(outlook: Outlook, use: string): boolean {
  const parsed = parseUse(use);
  return parsed !== null && allows(outlook, parsed);
}

/** A key is revoked when nothing of what its member holds can be used through it. */
export function isRevoked(outlook: Outlook): boolean {
  const { rights, applied } = outlook;
  if (rights.isRecovery) return false;
  if (rights.keys.length === 0) return true;
  const byDevice = applied.filter((n) => n.target === 'device' && n.takes === null);
  if (byDevice.length === 0) return false;
  const withKey = holdsLeft(outlook).length;
  const withoutKey = holdsLeft({ ...outlook, applied: applied.filter((n) => !byDevice.includes(n)) }).length;
  return withKey === 0 && (withoutKey > 0 || byDevice.some((n) => n.scope === '*'));
}

/** Grants in force as texts (`sales.add@b1`), without what narrowings of single uses have taken. */
export function grantsNow(outlook: Outlook): string[] {
  const { member, roles } = outlook.rights;
  if (member === null) return [];
  const grants = holdsLeft(outlook).flatMap((hold) =>
    (roles.get(hold.role)?.atoms ?? []).map((atom) => expandRoleGrant(atom.grant, hold.scope, member)),
  );
  return [...new Set(grants.filter((grant) => allows(outlook, grant)).map(showUse))];
}

export function budgetNow(outlook: Outlook): Budget {
  return budgetOf(outlook);
}

export function membersNow(context: PolicyContext): MemberStanding[] {
  const members = new Map<string, Set<string>>();
  for (const index of context.view.actions) {
    if (context.decisions.get(index).standing !== 'effective') continue;
    const { action, device } = context.view.subject(index);
    if (action?.kind === 'genesis' && index === context.view.genesis) note(members, action.owner, device);
    else if (action?.kind === 'enrol') note(members, action.member, action.device);
    else if (action?.kind === 'redeem') note(members, action.member, device);
    else if (action?.kind === 'grant') note(members, action.member, null);
  }
  return [...members].map(([member, devices]) => standingOf(context, member, devices));
}

function standingOf(context: PolicyContext, member: string, devices: ReadonlySet<string>): MemberStanding {
  const outlook = memberNow(context, member);
  const roles = holdsLeft(outlook).map(({ role, scope }) => ({ role, scope }));
  return {
    member,
    rank: rankName(outlook.rank),
    roles,
    devices: [...devices].map((device) => ({ device, revoked: isRevokedHere(context, device) })),
    active: roles.length > 0,
  };
}

function isRevokedHere(context: PolicyContext, device: string): boolean {
  const { view, decisions } = context;
  const retracts = decisions.retracts(device, (index) => view.subject(index).hash);
  const outlook = deviceNow(context, device);
  return retracts.some((retract) => retract.rank > outlook.rankBefore(retract.rank)) || isRevoked(outlook);
}

/** Member of a key that may still act, or `null`: unknown, revoked or retracted. */
export function memberOfKey(context: PolicyContext, device: string): string | null {
  return isRevokedHere(context, device) ? null : deviceNow(context, device).rights.member;
}

function note(members: Map<string, Set<string>>, member: string, device: string | null): void {
  const devices = members.get(member) ?? new Set();
  if (device !== null) devices.add(device);
  members.set(member, devices);
}
