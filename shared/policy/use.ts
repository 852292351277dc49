/**
 * Uses and grants: `module.action≤limit@scope` (collaboration.md §1).
 *
 * A *use* is what a commit relies on; a *grant* is what a role gives. `sales.*` is every action of a module, `*` is
 * everything. Scopes are paths: `*` ⊇ `b1` ⊇ `b1/w1` (warehouse), own work is `b1/~member`. A use without a limit exceeds
 * every limit; a grant without a limit has none. Limits are whole percent or fen.
 */
export interface Use {
  readonly module: string;
  readonly action: string;
  readonly limit: number | null;
  readonly scope: string;
}

/** A grant inside a role has no scope yet; `reach` says how it is bound when the role is given to somebody. */
export interface RoleGrant {
  readonly module: string;
  readonly action: string;
  readonly limit: number | null;
  /** `given`: the scope in which the role is given; `own`: `<that>/~<member>`; `all`: every branch. */
  readonly reach: 'given' | 'own' | 'all';
}

const NAME = '[A-Za-z][A-Za-z0-9_-]*';
const FORM = new RegExp(
  `^(?:(\\*)|(${NAME})\\.(\\*|[A-Za-z0-9_-]+))(?:\u2264(\\d{1,15}))?(?::(own|all))?(?:@(\\*(?:~[A-Za-z0-9_.-]+)?|[A-Za-z0-9_.~/-]+))?$`,
);
const parsed = new Map<string, Form | null>();
const MOST_REMEMBERED = 4096;

interface Form {
  readonly module: string;
  readonly action: string;
  readonly limit: number | null;
  readonly reach: 'given' | 'own' | 'all';
  readonly scope: string | null;
}

function parse(text: string): Form | null {
  const match = FORM.exec(text);
  if (match === null) return null;
  const [, all, module = '*', action = '*', limit, reach, scope] = match;
  if (reach !== undefined && scope !== undefined) return null;
  return {
    module: all ?? module,
    action: all ?? action,
    limit: limit === undefined ? null : Number(limit),
    reach: reach === 'own' || reach === 'all' ? reach : 'given',
    scope: scope ?? null,
  };
}

function remembered(text: string): Form | null {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  if (parsed.size >= MOST_REMEMBERED) parsed.clear();
  const fresh = parse(text);
  parsed.set(text, fresh);
  return fresh;
}

/** A use (or a bound grant) with its scope, or `null` when the text has not this form. */
export function parseUse(text: string): Use | null {
  const form = remembered(text);
  if (form === null || form.scope === null || form.reach !== 'given') return null;
  return { module: form.module, action: form.action, limit: form.limit, scope: form.scope };
}

/** A role's grant without scope, or `null`. */
export function parseRoleGrant(text: string): RoleGrant | null {
  const form = remembered(text);
  if (form === null || form.scope !== null) return null;
  return { module: form.module, action: form.action, limit: form.limit, reach: form.reach };
}

/** What a role's grant gives to this member in this scope. */
export function expandRoleGrant(grant: RoleGrant, scope: string, member: string): Use {
  const bound = grant.reach === 'all' ? '*' : grant.reach === 'own' ? ownScope(scope, member) : scope;
  return { module: grant.module, action: grant.action, limit: grant.limit, scope: bound };
}

/** `b1` → `b1/~member`; own work in every branch is `*~member`, which holds `<any branch>/~member`. */
export function ownScope(scope: string, member: string): string {
  return scope === '*' ? `*~${member}` : `${scope}/~${member}`;
}

/** Does `outer` hold `inner`? Path prefixes; `*` holds all; `*~m` holds every path that ends in `/~m` (and itself). */
export function scopeHolds(outer: string, inner: string): boolean {
  if (outer === '*' || outer === inner) return true;
  if (outer.startsWith('*~')) return inner.endsWith(`/${outer.slice(1)}`);
  return inner.length > outer.length && inner.startsWith(outer) && inner[outer.length] === '/';
}

/** Does this grant allow this use? */
export function grantCovers(grant: Use, use: Use): boolean {
  if (grant.module !== '*' && grant.module !== use.module) return false;
  if (grant.action !== '*' && grant.action !== use.action) return false;
  if (grant.limit !== null && (use.limit === null || use.limit > grant.limit)) return false;
  return scopeHolds(grant.scope, use.scope);
}

export function showUse(use: Use): string {
  const name = use.module === '*' ? '*' : `${use.module}.${use.action}`;
  return `${name}${use.limit === null ? '' : `\u2264${use.limit}`}@${use.scope}`;
}
