/**
 * What each policy action, and each commit, needs from its author. One predicate a kind; a kind that is not listed is
 * forbidden. Asked twice: of the policy in the commit's past, and again of what the narrowings that do not cover it leave.
 */
import type { PolicyAction } from './actions.ts';
import { allows, isAlive, type Outlook, outlookOf } from './outlook.ts';
import type { Subject } from './policy-view.ts';
import { OWNER_ROLE, RANK, rankNumber } from './rank.ts';
import { type PolicyContext, type Reading, rightsOfDevice, rightsOfMember, roleShape } from './rights.ts';
import { parseUse } from './use.ts';

export type Lack = 'not-enrolled' | 'rank' | 'not-granted';

interface Asked {
  readonly context: PolicyContext;
  readonly subject: Subject;
  readonly outlook: Outlook;
  readonly reading: Reading;
}

/** What the commit lacks, or `null` when its action and all its `uses` are allowed. */
export function lackOf(context: PolicyContext, subject: Subject, outlook: Outlook, reading: Reading): Lack | null {
  const { action, uses } = subject;
  if (!outlook.rights.isRecovery && outlook.rights.keys.length === 0) return 'not-enrolled';
  if (action !== undefined) {
    const lack = actionLack({ context, subject, outlook, reading }, action);
    if (lack !== null) return lack;
  } else if (outlook.rights.isRecovery || (uses.length === 0 && !isAlive(outlook))) return 'not-granted';
  return uses.every((use) => allowsText(outlook, use)) ? null : 'not-granted';
}

export function allowsText(outlook: Outlook, text: string): boolean {
  const use = parseUse(text);
  return use !== null && allows(outlook, use);
}

function actionLack(asked: Asked, action: PolicyAction): Lack | null {
  if (asked.outlook.rights.isRecovery) return recoveryLack(asked, action);
  const { rank } = asked.outlook;
  switch (action.kind) {
    case 'role':
      return roleLack(asked, action.role, action.rank);
    case 'grant': {
      if (action.member === asked.outlook.rights.member) return 'rank';
      if (targetRank(asked, action.member) >= rank) return 'rank';
      return givingLack(asked, action.role, action.scope);
    }
    case 'invite':
      return givingLack(asked, action.role, action.scope);
    case 'enrol':
      return enrolLack(asked, action.member, action.scope ?? '*');
    case 'narrow':
      return rank < RANK.manager ? 'rank' : needs(asked, `members.narrow@${action.scope ?? '*'}`);
    case 'retract':
      return rank === RANK.owner && deviceRank(asked, action.device) < rank ? null : 'rank';
    case 'reinstate':
      return reinstateLack(asked, action.retract);
    case 'ratify':
      return ratifyLack(asked, action.head);
    case 'level':
    case 'witness':
      return rank === RANK.owner ? null : 'rank';
    case 'delegate':
      return isAlive(asked.outlook) ? null : 'not-granted';
    case 'flow':
      return rank < RANK.admin ? 'rank' : needs(asked, 'settings.flows@*');
    case 'erase':
      return rank < RANK.admin ? 'rank' : needs(asked, 'settings.erase@*');
    case 'genesis':
    case 'redeem':
      return 'rank';
    default:
      return 'not-granted';
  }
}

/** The paper key adds and retracts owners' devices, and takes back what it said; nothing else. */
function recoveryLack(asked: Asked, action: PolicyAction): Lack | null {
  if (action.kind === 'enrol') return targetRank(asked, action.member) === RANK.owner ? null : 'rank';
  if (action.kind === 'retract') return deviceRank(asked, action.device) === RANK.owner ? null : 'rank';
  if (action.kind !== 'reinstate') return 'rank';
  const lack = reinstateLack(asked, action.retract);
  const retract = lack === null ? asked.context.view.find(action.retract) : undefined;
  if (retract === undefined) return lack;
  return asked.context.decisions.get(retract).rank === RANK.recovery ? null : 'rank';
}

function needs(asked: Asked, use: string): Lack | null {
  return allowsText(asked.outlook, use) ? null : 'not-granted';
}

/** A role is defined from above, before and after: nobody lifts a role to himself, or lowers one to seize it. */
function roleLack(asked: Asked, role: string, rankText: string): Lack | null {
  const { rank } = asked.outlook;
  const now = roleShape(asked.context, asked.context.view.past(asked.subject.index), role, feared(asked.reading));
  if (role === OWNER_ROLE || rank < RANK.admin) return 'rank';
  if (rankNumber(rankText) >= rank || (now !== null && now.rank >= rank)) return 'rank';
  return rankNumber(rankText) === RANK.none ? 'not-granted' : needs(asked, 'settings.roles@*');
}

function givingLack(asked: Asked, role: string, scope: string): Lack | null {
  const { rank } = asked.outlook;
  const shape = roleShape(asked.context, asked.context.view.past(asked.subject.index), role, asked.reading);
  const isOwnerMakingOwners = role === OWNER_ROLE && rank === RANK.owner;
  if (shape !== null && shape.rank >= rank && !isOwnerMakingOwners) return 'rank';
  return shape === null || shape.rank === RANK.none ? 'not-granted' : needs(asked, `role.${role}@${scope}`);
}

function enrolLack(asked: Asked, member: string, scope: string): Lack | null {
  if (member === asked.outlook.rights.member) return isAlive(asked.outlook) ? null : 'not-granted';
  if (targetRank(asked, member) >= asked.outlook.rank) return 'rank';
  return needs(asked, `members.enrol@${scope}`);
}

function reinstateLack(asked: Asked, hash: string): Lack | null {
  const { rank } = asked.outlook;
  if (rank < RANK.owner) return 'rank';
  const { view, decisions } = asked.context;
  const retract = view.find(hash);
  if (retract === undefined || !view.past(asked.subject.index).has(retract)) return 'not-granted';
  if (view.subject(retract).action?.kind !== 'retract') return 'not-granted';
  return decisions.get(retract).rank > rank ? 'rank' : null;
}

function ratifyLack(asked: Asked, hash: string): Lack | null {
  const { rank } = asked.outlook;
  if (rank < RANK.manager) return 'rank';
  const { view } = asked.context;
  const head = view.find(hash);
  if (head === undefined || !view.hasSeen(asked.subject.index, head)) return null;
  const { device } = view.subject(head);
  if (device === asked.subject.device) return 'rank';
  const member = memberOf(asked, device);
  if (member !== null && member === asked.outlook.rights.member) return 'rank';
  return rank >= RANK.owner || deviceRank(asked, device) < rank ? null : 'rank';
}

function memberOf(asked: Asked, device: string): string | null {
  const { context, subject } = asked;
  return rightsOfDevice(context, context.view.past(subject.index), device, feared(asked.reading)).member;
}

/** Rank of a device's member, whatever has become of the key. */
function deviceRank(asked: Asked, device: string): number {
  const { context, subject } = asked;
  const rights = rightsOfDevice(context, context.view.past(subject.index), device, feared(asked.reading));
  if (rights.isRecovery) return RANK.recovery;
  return rights.member === null ? RANK.none : targetRank(asked, rights.member);
}

function targetRank(asked: Asked, member: string): number {
  const { context, subject } = asked;
  const past = context.view.past(subject.index);
  return outlookOf(rightsOfMember(context, past, member, feared(asked.reading))).rank;
}

/** Of others' ranks one must fear the most where of one's own one may count only what is sure. */
function feared(reading: Reading): Reading {
  return reading === 'sure' ? 'maybe' : 'sure';
}
