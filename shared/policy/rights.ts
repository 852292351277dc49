/**
 * The rights of a device (or of a member, whatever the device) under the policy of a causal past: which keys, which
 * roles in which scopes, what those roles give, and the narrowings already seen. Compiled once for a (device, past) and
 * asked many times.
 *
 * Three readings differ only where something in the past is void or waits: `sure` counts what is effective and fears every
 * waiting narrowing; `maybe` hopes for every waiting grant and fears none; `were` also takes void grants for good, to tell
 * "a void action took this right" from "never had it".
 */
import type { Decisions, Standing } from './decisions.ts';
import type { Narrowing } from './narrowing.ts';
import { type ActionSet, byClaimedTime, inFinalOrder, NO_ACTIONS, type PolicyView } from './policy-view.ts';
import { OWNER_ROLE, RANK, rankNumber } from './rank.ts';
import { parseRoleGrant, type RoleGrant } from './use.ts';

export type Reading = 'sure' | 'maybe' | 'were';

/** A role held in a scope. It dies to narrowings that `seen` lacks. */
export interface Hold {
  readonly source: number;
  readonly role: string;
  readonly scope: string;
  readonly seen: ActionSet;
  /** Ends when the deadline of its own grant is reached. */
  readonly ends: boolean;
}

/** An enrolment of the device. */
export interface KeyHold {
  readonly source: number;
  readonly seen: ActionSet;
}

export interface Atom {
  readonly source: number;
  readonly grant: RoleGrant;
  readonly seen: ActionSet;
}

export interface Budget {
  readonly commits: number;
  readonly bytes: number;
}

export interface RoleShape {
  readonly rank: number;
  readonly atoms: readonly Atom[];
  readonly budget: Budget;
}

export interface Rights {
  readonly member: string | null;
  /** `null` when the rights of a member are asked, whatever the device. */
  readonly device: string | null;
  readonly isRecovery: boolean;
  readonly keys: readonly KeyHold[];
  readonly holds: readonly Hold[];
  readonly roles: ReadonlyMap<string, RoleShape>;
  /** Narrowings in the past that target any of this. */
  readonly seen: readonly Narrowing[];
}

const UNLIMITED: Budget = { commits: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };
const OWNER_SHAPE: RoleShape = {
  rank: RANK.owner,
  atoms: [
    { source: -1, grant: { module: '*', action: '*', limit: null, reach: 'given' }, seen: NO_ACTIONS },
    { source: -1, grant: { module: '*', action: '*', limit: null, reach: 'all' }, seen: NO_ACTIONS },
  ],
  budget: UNLIMITED,
};

export interface PolicyContext {
  readonly view: PolicyView;
  readonly decisions: Decisions;
  /** Remembers what was compiled, where decisions are final. */
  readonly compiled?: CompiledRights;
}

export interface CompiledRights {
  get(past: ActionSet, device: string, reading: Reading): Rights | undefined;
  keep(past: ActionSet, device: string, reading: Reading, rights: Rights): void;
}

function gives(standing: Standing, reading: Reading): boolean {
  return standing === 'effective' || reading === 'were' || (reading === 'maybe' && standing === 'waiting');
}

export function isRecoveryKey(view: PolicyView, past: ActionSet, device: string): boolean {
  if (view.genesis < 0 || !past.has(view.genesis)) return false;
  const { action } = view.subject(view.genesis);
  return action?.kind === 'genesis' && action.recovery === device;
}

/** Rights of a device; its member is whom the first enrolment (in final order) names. */
export function rightsOfDevice(context: PolicyContext, past: ActionSet, device: string, reading: Reading): Rights {
  const known = context.compiled?.get(past, device, reading);
  if (known !== undefined) return known;
  const isRecovery = isRecoveryKey(context.view, past, device);
  const keys = isRecovery ? [] : enrolmentsOf(context, past, device, reading);
  const member = keys[0]?.member ?? null;
  const own = keys.filter((key) => key.member === member);
  const rights = compile(context, past, reading, { member, device, isRecovery, keys: own });
  context.compiled?.keep(past, device, reading, rights);
  return rights;
}

/** Rights of a member whatever the device. */
export function rightsOfMember(context: PolicyContext, past: ActionSet, member: string, reading: Reading): Rights {
  return compile(context, past, reading, { member, device: null, isRecovery: false, keys: [] });
}

type Who = Pick<Rights, 'member' | 'device' | 'isRecovery' | 'keys'>;

function compile(context: PolicyContext, past: ActionSet, reading: Reading, who: Who): Rights {
  const holds = who.member === null ? [] : holdsOf(context, past, who.member, reading);
  const roles = new Map<string, RoleShape>();
  for (const { role } of holds) {
    if (!roles.has(role)) roles.set(role, roleShape(context, past, role, reading) ?? NO_SHAPE);
  }
  return { ...who, holds, roles, seen: narrowingsSeen(context, past, reading, who, roles) };
}

const NO_SHAPE: RoleShape = { rank: RANK.none, atoms: [], budget: UNLIMITED };

interface FoundKey extends KeyHold {
  readonly member: string;
}

function enrolmentsOf(context: PolicyContext, past: ActionSet, device: string, reading: Reading): FoundKey[] {
  const { view, decisions } = context;
  const found: (FoundKey & { readonly standing: Standing })[] = [];
  for (const source of view.enrolments(device)) {
    const subject = view.subject(source);
    const { action } = subject;
    if (action === undefined || !past.has(source)) continue;
    const { standing } = decisions.get(source);
    if (!gives(standing, reading)) continue;
    if (action.kind === 'enrol' && action.device === device) {
      const own = memberBehind(context, subject.device, source) === action.member;
      found.push({ source, member: action.member, seen: own ? NO_ACTIONS : view.past(source), standing });
    } else if (action.kind === 'redeem' && subject.device === device) {
      found.push({ source, member: action.member, seen: seenByInvite(view, source, action.invite), standing });
    } else if (action.kind === 'genesis' && source === view.genesis && subject.device === device) {
      found.push({ source, member: action.owner, seen: NO_ACTIONS, standing });
    }
  }
  const worth = (standing: Standing) => (standing === 'effective' ? 0 : standing === 'waiting' ? 1 : 2);
  return found.sort((a, b) => worth(a.standing) - worth(b.standing) || inFinalOrder(view, a.source, b.source));
}

/** Member of the device that wrote an action, by that action's own past. */
export function memberBehind(context: PolicyContext, device: string, action: number): string | null {
  const past = context.view.past(action);
  return enrolmentsOf(context, past, device, 'sure')[0]?.member ?? null;
}

/** A redemption has seen what its invitation has. */
function seenByInvite(view: PolicyView, source: number, hash: string): ActionSet {
  const invite = inviteOf(view, source, hash);
  return invite === null ? NO_ACTIONS : view.past(invite);
}

/** The invitation that a redemption has seen, or `null`: one that it only names, and that came later, is none. */
function inviteOf(view: PolicyView, source: number, hash: string): number | null {
  const invite = view.find(hash);
  return invite !== undefined && view.past(source).has(invite) ? invite : null;
}

function holdsOf(context: PolicyContext, past: ActionSet, member: string, reading: Reading): Hold[] {
  const { view, decisions } = context;
  const holds: Hold[] = [];
  for (const source of view.gifts(member)) {
    const { action } = view.subject(source);
    if (action === undefined || !past.has(source) || !gives(decisions.get(source).standing, reading)) continue;
    if (action.kind === 'grant' && action.member === member) {
      const { role, scope, until } = action;
      holds.push({ source, role, scope, seen: view.past(source), ends: until !== undefined });
    } else if (action.kind === 'redeem' && action.member === member) {
      const hold = holdOfRedemption(view, source, action.invite);
      if (hold !== null) holds.push(hold);
    } else if (action.kind === 'genesis' && source === view.genesis && action.owner === member) {
      holds.push({ source, role: OWNER_ROLE, scope: '*', seen: NO_ACTIONS, ends: false });
    }
  }
  return holds;
}

export function holdOfRedemption(view: PolicyView, source: number, hash: string): Hold | null {
  const invite = inviteOf(view, source, hash);
  const action = invite === null ? undefined : view.subject(invite).action;
  if (invite === null || action?.kind !== 'invite') return null;
  return { source, role: action.role, scope: action.scope, seen: view.past(invite), ends: false };
}

/** What a role is under this past, or `null` when nobody has defined it. Rank and budget: the last definition's by (time, feed, seq, hash). */
export function roleShape(context: PolicyContext, past: ActionSet, role: string, reading: Reading): RoleShape | null {
  if (role === OWNER_ROLE) return OWNER_SHAPE;
  const { view, decisions } = context;
  const sources = view
    .definitions(role)
    .filter((source) => past.has(source) && gives(decisions.get(source).standing, reading));
  if (sources.length === 0) return null;
  let rank: number = RANK.none;
  let budget = UNLIMITED;
  const atoms: Atom[] = [];
  for (const source of sources.sort((a, b) => byClaimedTime(view.subject(a), view.subject(b)))) {
    const { action } = view.subject(source);
    if (action?.kind !== 'role') continue;
    rank = rankNumber(action.rank);
    if (action.budget !== undefined) budget = readBudget(action.budget);
    for (const text of action.add) {
      const grant = parseRoleGrant(text);
      if (grant !== null) atoms.push({ source, grant, seen: view.past(source) });
    }
  }
  return { rank, atoms, budget };
}

function readBudget(budget: number | { readonly commits?: number; readonly bytes?: number }): Budget {
  if (typeof budget === 'number') return { commits: budget, bytes: Number.POSITIVE_INFINITY };
  const { commits = Number.POSITIVE_INFINITY, bytes = Number.POSITIVE_INFINITY } = budget;
  return { commits, bytes };
}

function narrowingsSeen(
  context: PolicyContext,
  past: ActionSet,
  reading: Reading,
  who: Who,
  roles: ReadonlyMap<string, RoleShape>,
): Narrowing[] {
  return narrowingsFor(context.decisions, who, roles.keys()).filter(
    (narrowing) => past.has(narrowing.index) && (reading === 'sure' || context.decisions.isSure(narrowing)),
  );
}

/** All known narrowings that target this device, this member or one of these roles. */
export function narrowingsFor(
  decisions: Decisions,
  who: Pick<Rights, 'member' | 'device'>,
  roles: Iterable<string>,
): Narrowing[] {
  const out: Narrowing[] = [];
  if (who.device !== null) out.push(...decisions.ofDevice(who.device));
  if (who.member !== null) out.push(...decisions.ofMember(who.member));
  for (const role of roles) out.push(...decisions.ofRole(role));
  return out;
}
