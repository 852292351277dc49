/**
 * A narrowing as a thing that bites: whom it targets, what it takes, how far it reaches, and which commits it covers.
 *
 * It covers its causal past and whatever has an earlier place in the witness's order; unlisted is the last place. A lenient
 * one binds at once whoever has seen it, the rest only behind its deadline entry. If both it and the commit are unlisted
 * and neither has seen the other, the question is open.
 */
import type { PolicyAction } from './actions.ts';
import type { PolicyView } from './policy-view.ts';
import { parseRoleGrant, parseUse, scopeHolds, type Use } from './use.ts';

/** A pattern of uses that is taken away; with a limit, what exceeds it. */
export interface Taken {
  readonly module: string;
  readonly action: string;
  readonly limit: number | null;
  readonly reach: 'given' | 'own' | 'all';
  /** Narrower than the narrowing's own scope, when stated. */
  readonly scope: string | null;
}

export interface Narrowing {
  readonly index: number;
  /** Rank of its author. */
  readonly rank: number;
  readonly target: 'member' | 'device' | 'role' | 'invite';
  /** Member, device, role or invitation (hash) that it targets. */
  readonly name: string;
  /** Of a member: only what this role gave. */
  readonly role: string | null;
  /** `null`: everything. */
  readonly takes: readonly Taken[] | null;
  readonly scope: string;
  readonly lenient: boolean;
}

/** The narrowing that an action is, or `null`. */
export function narrowingOf(index: number, action: PolicyAction, rank: number): Narrowing | null {
  if (action.kind === 'role') {
    if (action.take === undefined || action.take.length === 0) return null;
    return {
      index,
      rank,
      target: 'role',
      name: action.role,
      role: action.role,
      takes: readTakes(action.take),
      scope: '*',
      lenient: action.until !== undefined,
    };
  }
  if (action.kind !== 'narrow') return null;
  const target = action.member !== undefined ? 'member' : action.device !== undefined ? 'device' : 'invite';
  const name = action.member ?? action.device ?? action.invite;
  if (name === undefined) return null;
  return {
    index,
    rank,
    target,
    name,
    role: action.role ?? null,
    takes: action.take === undefined ? null : readTakes(action.take),
    scope: action.scope ?? '*',
    lenient: action.until !== undefined,
  };
}

function readTakes(texts: readonly string[]): Taken[] {
  return texts.flatMap((text): Taken[] => {
    const grant = parseRoleGrant(text);
    if (grant !== null) return [{ ...grant, scope: null }];
    const use = parseUse(text);
    return use === null ? [] : [{ ...use, reach: 'given' }];
  });
}

/** Does the pattern take this use by name and limit? A use that is itself a pattern loses as soon as they meet. */
export function takesName(taken: Taken, use: Use): boolean {
  if (taken.module !== '*' && use.module !== '*' && taken.module !== use.module) return false;
  if (taken.action !== '*' && use.action !== '*' && taken.action !== use.action) return false;
  return taken.limit === null || use.limit === null || use.limit > taken.limit;
}

/** Do two scopes have anything in common? A use relies on all of its scope, so losing a piece of it is losing it. */
export function scopesMeet(a: string, b: string): boolean {
  if (scopeHolds(a, b) || scopeHolds(b, a)) return true;
  const isOwnEverywhere = (scope: string, other: string) =>
    scope.startsWith('*~') && (!other.includes('~') || other.endsWith(scope.slice(1)));
  return isOwnEverywhere(a, b) || isOwnEverywhere(b, a);
}

export type Coverage = 'seen' | 'covered' | 'bites' | 'open';

/** How a narrowing stands to a commit that it targets. `sure`: the narrowing itself does not wait. */
export function coverage(view: PolicyView, narrowing: Narrowing, commit: number, sure: boolean): Coverage {
  const { index } = narrowing;
  if (view.past(commit).has(index)) return 'seen';
  if (index === commit || view.hasSeen(index, commit)) return 'covered';
  const place = view.position(commit);
  if (narrowing.lenient) return sure && place > view.deadline(index) ? 'bites' : 'covered';
  const other = view.position(index);
  if (place === Number.POSITIVE_INFINITY && (other === Number.POSITIVE_INFINITY || !sure)) return 'open';
  return place < other ? 'covered' : 'bites';
}
