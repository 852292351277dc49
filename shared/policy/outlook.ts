/**
 * What is left of rights when narrowings bite them jointly. Ranks fall tier by tier from the top: a narrowing applies only
 * if the author, after all higher narrowings, still ranks below its own author.
 */
import { type Narrowing, scopesMeet, type Taken, takesName } from './narrowing.ts';
import { RANK, TOP_RANK } from './rank.ts';
import type { Atom, Budget, Hold, KeyHold, Rights } from './rights.ts';
import { expandRoleGrant, grantCovers, ownScope, scopeHolds, type Use } from './use.ts';

export interface Outlook {
  readonly rights: Rights;
  /** Narrowings that apply, highest first. */
  readonly applied: readonly Narrowing[];
  /** Rank that is left. */
  readonly rank: number;
  /** Rank after all narrowings that rank above this tier. */
  readonly rankBefore: (tier: number) => number;
  /** Holds that a deadline of their own has ended. */
  readonly ended: ReadonlySet<number>;
}

const NOTHING_ENDED: ReadonlySet<number> = new Set();

/** Applies the narrowings of the past and those in `outside`. `ended`: sources of holds that are over. */
export function outlookOf(
  rights: Rights,
  outside: readonly Narrowing[] = [],
  ended: ReadonlySet<number> = NOTHING_ENDED,
): Outlook {
  const all = outside.length === 0 ? rights.seen : [...rights.seen, ...outside];
  const applied: Narrowing[] = [];
  const before: number[] = [];
  let rank = topRank(rights, applied, ended);
  for (let tier: number = TOP_RANK; tier > RANK.none; tier--) {
    before[tier] = rank;
    if (rank >= tier) continue;
    const here = all.filter((narrowing) => narrowing.rank === tier);
    if (here.length === 0) continue;
    applied.push(...here);
    rank = topRank(rights, applied, ended);
  }
  return { rights, applied, rank, rankBefore: (tier) => before[tier] ?? rank, ended };
}

function topRank(rights: Rights, applied: readonly Narrowing[], ended: ReadonlySet<number>): number {
  if (rights.isRecovery) return RANK.recovery;
  let top: number = RANK.none;
  for (const hold of rights.holds) {
    const rank = rights.roles.get(hold.role)?.rank ?? RANK.none;
    if (rank > top && isHoldAlive(rights, applied, ended, hold)) top = rank;
  }
  return top;
}

function isHoldAlive(rights: Rights, applied: readonly Narrowing[], ended: ReadonlySet<number>, hold: Hold): boolean {
  if (ended.has(hold.source)) return false;
  if (applied.some((narrowing) => endsHold(rights, narrowing, hold))) return false;
  return rights.device === null || rights.keys.some((key) => !applied.some((n) => endsKey(rights, n, key, hold.scope)));
}

function endsHold(rights: Rights, narrowing: Narrowing, hold: Hold): boolean {
  if (narrowing.target !== 'member' || narrowing.name !== rights.member || narrowing.takes !== null) return false;
  if (narrowing.role !== null && narrowing.role !== hold.role) return false;
  return !hold.seen.has(narrowing.index) && scopeHolds(narrowing.scope, hold.scope);
}

function endsKey(rights: Rights, narrowing: Narrowing, key: KeyHold, scope: string): boolean {
  if (narrowing.target !== 'device' || narrowing.name !== rights.device || narrowing.takes !== null) return false;
  return !key.seen.has(narrowing.index) && scopeHolds(narrowing.scope, scope);
}

/** Is this hold still there in its whole scope? */
export function holdStands(outlook: Outlook, hold: Hold): boolean {
  return isHoldAlive(outlook.rights, outlook.applied, outlook.ended, hold);
}

/** Roles and scopes that are left. */
export function holdsLeft(outlook: Outlook): Hold[] {
  return outlook.rights.holds.filter((hold) => holdStands(outlook, hold));
}

/** A living key of a member who is still with the shop: what an action needs that needs no grant. */
export function isAlive(outlook: Outlook): boolean {
  const { rights, applied } = outlook;
  if (rights.isRecovery) return true;
  const hasKey =
    rights.device === null ||
    rights.keys.some(
      (key) => !applied.some((n) => n.target === 'device' && n.takes === null && !key.seen.has(n.index)),
    );
  return hasKey && (rights.holds.length === 0 || rights.holds.some((hold) => holdStands(outlook, hold)));
}

/** Does any hold still give this use? */
export function allows(outlook: Outlook, use: Use): boolean {
  const { rights, applied, ended } = outlook;
  const { member } = rights;
  if (member === null) return false;
  for (const hold of rights.holds) {
    if (ended.has(hold.source)) continue;
    const mine = applied.filter((narrowing) => touchesHold(rights, narrowing, hold, use));
    if (mine.length > 0) continue;
    if (rights.device !== null && !rights.keys.some((key) => !applied.some((n) => takesKey(rights, n, key, hold, use))))
      continue;
    for (const atom of rights.roles.get(hold.role)?.atoms ?? []) {
      if (!grantCovers(expandRoleGrant(atom.grant, hold.scope, member), use)) continue;
      if (!applied.some((narrowing) => takesAtom(narrowing, hold, atom, use))) return true;
    }
  }
  return false;
}

function touchesHold(rights: Rights, narrowing: Narrowing, hold: Hold, use: Use): boolean {
  if (narrowing.target !== 'member' || narrowing.name !== rights.member) return false;
  if (narrowing.role !== null && narrowing.role !== hold.role) return false;
  return !hold.seen.has(narrowing.index) && takesWithin(rights, narrowing, hold.scope, use);
}

function takesKey(rights: Rights, narrowing: Narrowing, key: KeyHold, hold: Hold, use: Use): boolean {
  if (narrowing.target !== 'device' || narrowing.name !== rights.device) return false;
  return !key.seen.has(narrowing.index) && takesWithin(rights, narrowing, hold.scope, use);
}

/** What a hold gives beyond its scope (`:all`) falls with the whole hold. */
function takesWithin(rights: Rights, narrowing: Narrowing, holdScope: string, use: Use): boolean {
  if (!scopeHolds(narrowing.scope, holdScope) && !scopesMeet(narrowing.scope, use.scope)) return false;
  return (
    narrowing.takes === null ||
    narrowing.takes.some(
      (taken) => takesName(taken, use) && scopesMeet(takenScope(rights, narrowing, taken), use.scope),
    )
  );
}

function takenScope(rights: Rights, narrowing: Narrowing, taken: Taken): string {
  if (taken.scope !== null) return taken.scope;
  if (taken.reach === 'own' && rights.member !== null) return ownScope(narrowing.scope, rights.member);
  return '*';
}

/** A role gives nothing of what a later definition took, save what is given by one that has seen the taking. */
function takesAtom(narrowing: Narrowing, hold: Hold, atom: Atom, use: Use): boolean {
  if (narrowing.target !== 'role' || narrowing.name !== hold.role) return false;
  if (atom.source === narrowing.index || atom.seen.has(narrowing.index)) return false;
  return (narrowing.takes ?? []).some(
    (taken) =>
      takesName(taken, use) &&
      (taken.reach === 'given' || taken.reach === atom.grant.reach) &&
      (taken.scope === null || scopesMeet(taken.scope, use.scope)),
  );
}

/** The most generous budget of the roles that are left; unlimited for recovery and for who holds none. */
export function budgetOf(outlook: Outlook): Budget {
  let commits = -1;
  let bytes = -1;
  for (const hold of holdsLeft(outlook)) {
    const budget = outlook.rights.roles.get(hold.role)?.budget;
    if (budget === undefined) continue;
    commits = Math.max(commits, budget.commits);
    bytes = Math.max(bytes, budget.bytes);
  }
  const unlimited = Number.POSITIVE_INFINITY;
  return { commits: commits < 0 ? unlimited : commits, bytes: bytes < 0 ? unlimited : bytes };
}
