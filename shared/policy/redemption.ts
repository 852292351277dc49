/**
 * Redemptions of invitations. An invitation lives no longer than its author's right to give it, is spent by the first
 * redemptions that the witness lists, and gives nothing back that was lost since it was written: a redemption has seen
 * what its invitation has.
 */
import type { RedeemAction } from './actions.ts';
import { type Bites, bitesOn } from './bite.ts';
import { coverage, type Narrowing } from './narrowing.ts';
import { holdStands, outlookOf } from './outlook.ts';
import { inFinalOrder, type Subject } from './policy-view.ts';
import { lackOf } from './requirement.ts';
import {
  type Hold,
  holdOfRedemption,
  narrowingsFor,
  type PolicyContext,
  type Rights,
  rightsOfDevice,
  rightsOfMember,
  roleShape,
} from './rights.ts';
import { scopeHolds } from './use.ts';

export interface Redemption {
  /** A reason of the redemption's own that voids it. */
  readonly own: 'inviter' | 'expired' | 'invite-used' | 'device-known' | null;
  readonly provisional: boolean;
  /** What its past lacks. */
  readonly past: 'not-granted' | 'authority' | null;
  readonly relies: 'waits' | 'stands';
  /** Rights of the newcomer with what the invitation gives. */
  readonly rights: Rights;
  readonly bites: Bites;
  readonly isNarrowed: (outside: readonly Narrowing[]) => boolean;
  readonly takenBackBy: number | null;
}

export function redemptionOf(context: PolicyContext, subject: Subject, action: RedeemAction): Redemption {
  const { view, decisions } = context;
  const invite = view.find(action.invite);
  const past = view.past(subject.index);
  const given = holdOfRedemption(view, subject.index, action.invite);
  const rights = rightsWith(context, subject, action, given);
  const bites = bitesOn(context, rights, subject.index);
  const provisional = view.position(subject.index) === Number.POSITIVE_INFINITY;
  const isNarrowed = (outside: readonly Narrowing[]) =>
    given !== null && !holdStands(outlookOf(rights, outside, bites.ended), given);
  const common = { provisional, rights, bites, isNarrowed };
  const invitation = invite === undefined ? undefined : view.subject(invite).action;
  // Who does not hold the invitation's private half has no invitation: everybody may read that it was issued.
  const holdsKey =
    invitation?.kind === 'invite' && (invitation.invitationKey ?? null) === (action.invitationKey ?? null);
  if (invite === undefined || given === null || !past.has(invite) || !holdsKey) {
    const own = isKnownElsewhere(context, subject, subject.device, action.member) ? 'device-known' : null;
    return { ...common, own, past: 'not-granted', relies: 'stands', takenBackBy: null };
  }
  const { standing } = decisions.get(invite);
  return {
    ...common,
    own: ownReason(context, subject, action, invite),
    past: standing === 'void' ? 'authority' : null,
    relies: standing === 'waiting' ? 'waits' : 'stands',
    takenBackBy: takenBack(context, subject, action.invite, given),
  };
}

function ownReason(context: PolicyContext, subject: Subject, action: RedeemAction, invite: number): Redemption['own'] {
  const { view } = context;
  const { action: invitation } = view.subject(invite);
  if (invitation?.kind !== 'invite') return null;
  if (!mayInviterStill(context, subject.index, invite)) return 'inviter';
  const listed = view.position(subject.index) < Number.POSITIVE_INFINITY;
  if (listed && view.listedAt(subject.index) > invitation.expires) return 'expired';
  if (usesBefore(context, subject, action.invite) >= invitation.uses) return 'invite-used';
  return isKnownElsewhere(context, subject, subject.device, action.member) ? 'device-known' : null;
}

/** The invitation's author, judged by the invitation's past and by what bites at the redemption's place. */
function mayInviterStill(context: PolicyContext, redeem: number, invite: number): boolean {
  const { view, decisions } = context;
  const subject = view.subject(invite);
  const rights = rightsOfDevice(context, view.past(invite), subject.device, 'maybe');
  if (lackOf(context, subject, outlookOf(rights), 'maybe') !== null) return true;
  const outside = narrowingsFor(decisions, rights, rights.roles.keys()).filter((narrowing) => {
    if (view.past(invite).has(narrowing.index) || !decisions.isSure(narrowing)) return false;
    const kind = coverage(view, narrowing, redeem, true);
    return kind === 'seen' || kind === 'bites';
  });
  const place = view.position(redeem);
  const ended = new Set(
    rights.holds.filter((hold) => hold.ends && place > view.deadline(hold.source)).map((hold) => hold.source),
  );
  return lackOf(context, subject, outlookOf(rights, outside, ended), 'maybe') === null;
}

function usesBefore(context: PolicyContext, subject: Subject, invite: string): number {
  const { view, decisions } = context;
  return view
    .redemptions(invite)
    .filter(
      (other) => view.position(other) < view.position(subject.index) && decisions.get(other).standing === 'effective',
    ).length;
}

/** A device key belongs to one member for ever: the first enrolment in the final order keeps it. */
export function isKnownElsewhere(context: PolicyContext, subject: Subject, device: string, member: string): boolean {
  const { view, decisions } = context;
  const genesis = view.genesis < 0 ? undefined : view.subject(view.genesis).action;
  if (genesis?.kind === 'genesis' && genesis.recovery === device) return true;
  return view.enrolments(device).some((other) => {
    const owner = enrolledBy(view.subject(other), device);
    if (owner === null || owner === member || other === subject.index) return false;
    return decisions.get(other).standing === 'effective' && inFinalOrder(view, other, subject.index) < 0;
  });
}

function enrolledBy(subject: Subject, device: string): string | null {
  const { action } = subject;
  if (action?.kind === 'enrol' && action.device === device) return action.member;
  if (action?.kind === 'redeem' && subject.device === device) return action.member;
  return action?.kind === 'genesis' && subject.device === device ? action.owner : null;
}

function takenBack(context: PolicyContext, subject: Subject, invite: string, given: Hold): number | null {
  const { view, decisions } = context;
  const rank = roleShape(context, view.past(subject.index), given.role, 'sure')?.rank ?? 0;
  for (const narrowing of decisions.ofInvite(invite)) {
    if (!decisions.isSure(narrowing) || narrowing.rank <= rank || !scopeHolds(narrowing.scope, given.scope)) continue;
    const kind = coverage(view, narrowing, subject.index, true);
    if (kind === 'seen' || kind === 'bites') return narrowing.index;
  }
  return null;
}

function rightsWith(context: PolicyContext, subject: Subject, action: RedeemAction, given: Hold | null): Rights {
  const { view, decisions } = context;
  const past = view.past(subject.index);
  const { keys } = rightsOfDevice(context, past, subject.device, 'sure');
  const before = rightsOfMember(context, past, action.member, 'sure');
  if (given === null) return { ...before, device: subject.device, keys };
  const roles = new Map(before.roles);
  const shape = roleShape(context, past, given.role, 'sure');
  if (shape !== null) roles.set(given.role, shape);
  const who = { member: action.member, device: subject.device };
  return {
    ...who,
    isRecovery: false,
    keys: [...keys, { source: subject.index, seen: given.seen }],
    holds: [...before.holds, given],
    roles,
    seen: narrowingsFor(decisions, who, roles.keys()).filter((narrowing) => past.has(narrowing.index)),
  };
}
