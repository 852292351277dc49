/**
 * The verdict of one commit, given what is decided about the policy actions that matter to it: its form (fork, closed,
 * epochs), a redemption's own reasons, what the policy in its past grants, retracts, narrowings taken jointly, budget,
 * level. The first reason in that order is the verdict's. A void reason outweighs a waiting one: it cannot get better.
 */
import { bitesOn, retractOf } from './bite.ts';
import type { Decision } from './decisions.ts';
import type { Narrowing } from './narrowing.ts';
import { budgetOf, type Outlook, outlookOf } from './outlook.ts';
import type { Shape, Subject } from './policy-view.ts';
import { RANK } from './rank.ts';
import { isKnownElsewhere, redemptionOf } from './redemption.ts';
import { allowsText, type Lack, lackOf } from './requirement.ts';
import { type PolicyContext, type Reading, type Rights, rightsOfDevice } from './rights.ts';

/** What authority alone says of a commit, before its form and before anybody ratifies it. */
export interface Opinion {
  /** Reasons that void it, by precedence. */
  readonly own: string | null;
  readonly past: Lack | 'authority' | null;
  readonly retractedBy: number | null;
  readonly narrowed: boolean;
  readonly narrowedBy: number | null;
  readonly limit: 'budget' | 'level-ahead' | 'level-old' | 'unseen' | null;
  readonly waits: 'provisional' | 'authority' | 'order' | null;
  /** Rank of its author, after all narrowings. */
  readonly rank: number;
}

/** The verdict of any commit that is not refused. */
export function judgeCommit(context: PolicyContext, subject: Subject): Decision {
  if (subject.kind === 'listing' && subject.uses.length === 0) return FINE;
  return settle(context, subject, context.view.shape(subject.index), opinionOf(context, subject));
}

const FINE: Decision = { standing: 'effective', reason: 'ok', by: null, rank: 0 };

/** Brings the opinion, the commit's form and ratifications together. */
export function settle(context: PolicyContext, subject: Subject, shape: Shape, opinion: Opinion): Decision {
  const { rank } = opinion;
  const found = voidReason(shape, opinion);
  const reason = found?.reason ?? (shape.kind === 'waiting' ? 'fork' : opinion.waits);
  if (reason === null) return { standing: 'effective', reason: 'ok', by: null, rank };
  if (opinion.retractedBy === null) {
    const ratifier = ratifierOf(context, subject);
    if (ratifier !== null) return { standing: 'effective', reason: 'ratified', by: ratifier, rank };
  }
  return found === null
    ? { standing: 'waiting', reason, by: null, rank }
    : { standing: 'void', reason, by: found.by, rank };
}

function voidReason(shape: Shape, opinion: Opinion): { readonly reason: string; readonly by: number | null } | null {
  if (shape.kind === 'void') return { reason: shape.reason, by: null };
  if (opinion.own !== null) return { reason: opinion.own, by: null };
  if (opinion.past !== null) return { reason: opinion.past, by: null };
  if (opinion.retractedBy !== null) return { reason: 'retracted', by: opinion.retractedBy };
  if (opinion.narrowed) return { reason: 'narrowed', by: opinion.narrowedBy };
  return opinion.limit === null ? null : { reason: opinion.limit, by: null };
}

export function opinionOf(context: PolicyContext, subject: Subject): Opinion {
  const { action } = subject;
  if (action?.kind === 'genesis' && subject.index === context.view.genesis) return GENESIS;
  if (action?.kind === 'redeem') return redeemOpinion(context, subject);
  const own =
    action?.kind === 'enrol' && isKnownElsewhere(context, subject, action.device, action.member)
      ? 'device-known'
      : null;
  return { ...usualOpinion(context, subject), own };
}

const GENESIS: Opinion = {
  own: null,
  past: null,
  retractedBy: null,
  narrowed: false,
  narrowedBy: null,
  limit: null,
  waits: null,
  rank: RANK.owner,
};

interface PastAnswer {
  readonly rights: Rights;
  readonly reading: Reading;
  readonly outlook: Outlook;
  readonly lack: Lack | 'authority' | null;
}

/** Rule 1: by the policy in the commit's past. */
export function askPast(context: PolicyContext, subject: Subject): PastAnswer {
  const past = context.view.past(subject.index);
  const readings: readonly Reading[] = ['sure', 'maybe', 'were'];
  let first: PastAnswer | null = null;
  for (const reading of readings) {
    const rights = rightsOfDevice(context, past, subject.device, reading);
    const outlook = outlookOf(rights);
    const lack = lackOf(context, subject, outlook, reading);
    first ??= { rights, reading, outlook, lack };
    if (lack === null && reading !== 'were') return { rights, reading, outlook, lack };
    if (lack === null) return { ...first, lack: 'authority' };
  }
  if (first === null) throw new Error('no reading');
  return first;
}

function usualOpinion(context: PolicyContext, subject: Subject): Opinion {
  const { rights, reading, outlook, lack } = askPast(context, subject);
  const bites = bitesOn(context, rights, subject.index);
  const left = outlookOf(rights, bites.sure, bites.ended);
  const narrowed = lackOf(context, subject, left, reading) !== null;
  const open = bites.open.length > 0 && lackOf(context, subject, outlookOf(rights, allOf(bites), bites.ended), reading);
  return {
    own: null,
    past: lack,
    retractedBy: retractOf(context, subject, left.rankBefore),
    narrowed,
    narrowedBy: narrowed ? decider(left, bites.sure, bites.ended) : null,
    limit: limitOf(context, subject, outlook, left.rank),
    waits: reading === 'maybe' ? 'authority' : open ? 'order' : null,
    rank: left.rank,
  };
}

function redeemOpinion(context: PolicyContext, subject: Subject): Opinion {
  const { action } = subject;
  if (action?.kind !== 'redeem') return GENESIS;
  const redemption = redemptionOf(context, subject, action);
  const { bites, rights } = redemption;
  const left = outlookOf(rights, bites.sure, bites.ended);
  const usesLack = subject.uses.every((use) => allowsText(left, use)) ? null : 'not-granted';
  const narrowed = redemption.takenBackBy !== null || redemption.isNarrowed(bites.sure);
  const open = !narrowed && redemption.isNarrowed(allOf(bites));
  const waits = redemption.provisional ? 'provisional' : redemption.relies === 'waits' ? 'authority' : null;
  return {
    own: redemption.own,
    past: redemption.past ?? (narrowed ? null : usesLack),
    retractedBy: retractOf(context, subject, left.rankBefore),
    narrowed,
    narrowedBy: redemption.takenBackBy ?? (narrowed ? decider(left, bites.sure, bites.ended) : null),
    limit: levelLack(context, subject, left.rank),
    waits: waits ?? (open ? 'order' : null),
    rank: left.rank,
  };
}

function allOf(bites: { readonly sure: readonly Narrowing[]; readonly open: readonly Narrowing[] }): Narrowing[] {
  return [...bites.sure, ...bites.open];
}

/** The narrowing to show beside the verdict: the highest that applies, the earliest known among equals. */
function decider(left: Outlook, sure: readonly Narrowing[], ended: ReadonlySet<number>): number | null {
  const outside = left.applied.find((narrowing) => sure.includes(narrowing)) ?? left.applied[0];
  const [first] = ended;
  return outside?.index ?? first ?? null;
}

function limitOf(context: PolicyContext, subject: Subject, outlook: Outlook, rank: number): Opinion['limit'] {
  const budget = budgetOf(outlook);
  if (subject.totals.commits > budget.commits || subject.totals.bytes > budget.bytes) return 'budget';
  return levelLack(context, subject, rank) ?? (isUnseenRange(context, subject) ? 'unseen' : null);
}

function levelLack(context: PolicyContext, subject: Subject, rank: number): 'level-ahead' | 'level-old' | null {
  const { view, decisions } = context;
  const past = view.past(subject.index);
  const place = view.position(subject.index);
  let allowed = view.genesis < 0 ? 1 : view.subject(view.genesis).level;
  let old = false;
  for (const raise of decisions.levels) {
    const { action } = view.subject(raise);
    if (action?.kind !== 'level') continue;
    const seen = past.has(raise);
    if (seen && action.level > allowed) allowed = action.level;
    if (action.until === undefined || action.level <= subject.level || decisions.get(raise).rank <= rank) continue;
    if (seen || place > view.deadline(raise)) old = true;
  }
  if (subject.level > allowed) return 'level-ahead';
  return old ? 'level-old' : null;
}

function isUnseenRange(context: PolicyContext, subject: Subject): boolean {
  const { action } = subject;
  if (action?.kind !== 'ratify') return false;
  const head = context.view.find(action.head);
  if (head === undefined || !context.view.hasSeen(subject.index, head)) return true;
  const last = context.view.subject(head);
  return last.feed !== action.feed || last.seq < action.from;
}

/** Who makes this data commit stand, as far as his own rights allow what it uses. */
export function ratifierOf(context: PolicyContext, subject: Subject): number | null {
  if (subject.kind !== 'data') return null;
  const { view, decisions } = context;
  for (const index of decisions.ratifies(subject.feed)) {
    const ratify = view.subject(index);
    if (ratify.action?.kind !== 'ratify' || subject.seq < ratify.action.from) continue;
    const head = view.find(ratify.action.head);
    if (head === undefined || !view.isOnChain(head, subject.index)) continue;
    const rights = rightsOfDevice(context, view.past(index), ratify.device, 'sure');
    const bites = bitesOn(context, rights, index);
    const outlook = outlookOf(rights, bites.sure, bites.ended);
    if (subject.uses.every((use) => allowsText(outlook, use))) return index;
  }
  return null;
}
