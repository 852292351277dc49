/**
 * What a role gives, as a list that people can read and change. Roles are write-once actions that add and take; here they
 * are laid on top of each other in causal order, for screens and for writing the next action. Authority is never read
 * from this list: the judge has its own (rights.ts), and a test holds the two against each other.
 */
import type { PolicyAction, Rank, RoleAction } from './actions.ts';
import { BUILT_IN_ROLES, MODULES } from './built-in-roles.ts';
import { parseRoleGrant, type RoleGrant } from './use.ts';

export interface RoleDefinition {
  readonly role: string;
  readonly rank: Rank;
  /** `module.action≤limit[:own|:all]`, ascending; no pattern among them. */
  readonly grants: readonly string[];
}

/** The columns of the matrix; other actions of a module are its field rules. */
export const PLAIN_ACTIONS = ['view', 'add', 'edit', 'remove', 'approve', 'export'] as const;

/** Field rules and limits by module (collaboration.md §1): what `module.*` stands for beside the plain actions. */
export const FIELD_RULES: Readonly<Record<string, readonly string[]>> = {
  catalogue: ['price'],
  customers: ['topUp', 'bonus', 'payOut', 'points', 'creditLimit'],
  sales: [
    'discount',
    'roundOff',
    'override',
    'return',
    'returnDays',
    'refund',
    'noTicketReturn',
    'drawer',
    'handler',
    'reprint',
  ],
  members: ['narrow', 'enrol'],
  settings: ['roles', 'flows', 'erase'],
};

/** Roles as these effective actions define them, in the order in which they first came. */
export function definedRoles(actions: readonly PolicyAction[]): readonly RoleDefinition[] {
  const roles = new Map<string, { rank: Rank; grants: RoleGrant[] }>();
  for (const action of actions) {
    if (action.kind !== 'role') continue;
    const role = roles.get(action.role) ?? { rank: action.rank, grants: [] };
    role.rank = action.rank;
    role.grants = applied(role.grants, action);
    roles.set(action.role, role);
  }
  return [...roles].map(([role, { rank, grants }]) => ({ role, rank, grants: grants.map(textOf).sort() }));
}

export function isBuiltIn(role: string): boolean {
  return BUILT_IN_ROLES.some((one) => one === role);
}

export interface RoleChange {
  readonly add: readonly string[];
  readonly take: readonly string[];
}

/** The action that turns the one list into the other. A lower limit is taken, never given anew. */
export function roleChange(before: readonly string[], after: readonly string[]): RoleChange {
  const old = keyed(before);
  const wanted = keyed(after);
  const add: string[] = [];
  const take: string[] = [];
  for (const key of new Set([...old.keys(), ...wanted.keys()])) {
    const had = old.get(key);
    const will = wanted.get(key);
    if (will === undefined) take.push(key);
    else if (had === undefined || had.reach !== will.reach) {
      if (had !== undefined) take.push(key);
      add.push(textOf(will));
    } else if (isLower(will.limit, had.limit)) take.push(textOf({ ...will, reach: 'given' }));
    else if (will.limit !== had.limit) add.push(textOf(will));
  }
  return { add: add.sort(), take: take.sort() };
}

function applied(grants: readonly RoleGrant[], action: RoleAction): RoleGrant[] {
  const taken = (action.take ?? []).flatMap((text) => parseRoleGrant(text) ?? []);
  const kept = grants.flatMap((grant) => {
    let left: RoleGrant | null = grant;
    for (const one of taken) left = left === null ? null : without(left, one);
    return left ?? [];
  });
  const added = action.add.flatMap((text) => parseRoleGrant(text) ?? []).flatMap(spelledOut);
  const all = new Map<string, RoleGrant>();
  for (const grant of [...kept, ...added]) {
    const key = `${grant.module}.${grant.action}`;
    const known = all.get(key);
    all.set(key, known === undefined ? grant : wider(known, grant));
  }
  return [...all.values()];
}

/** What is left of a grant; `null` for nothing. */
function without(grant: RoleGrant, taken: RoleGrant): RoleGrant | null {
  const meets =
    (taken.module === '*' || taken.module === grant.module) &&
    (taken.action === '*' || taken.action === grant.action) &&
    (taken.reach === 'given' || taken.reach === grant.reach);
  if (!meets) return grant;
  if (taken.limit === null) return null;
  return isLower(taken.limit, grant.limit) ? { ...grant, limit: taken.limit } : grant;
}

/** `catalogue.*` as the actions it stands for; `*` as those of all modules. */
function spelledOut(grant: RoleGrant): RoleGrant[] {
  const modules: readonly string[] = grant.module === '*' ? MODULES : [grant.module];
  return modules.flatMap((module) => {
    const actions = grant.action === '*' ? [...PLAIN_ACTIONS, ...(FIELD_RULES[module] ?? [])] : [grant.action];
    return actions.map((action) => ({ ...grant, module, action }));
  });
}

const REACHES = ['own', 'given', 'all'] as const;

function wider(a: RoleGrant, b: RoleGrant): RoleGrant {
  const reach = REACHES.indexOf(a.reach) > REACHES.indexOf(b.reach) ? a.reach : b.reach;
  return { ...a, reach, limit: isLower(a.limit, b.limit) ? b.limit : a.limit };
}

/** No limit is the highest. */
function isLower(limit: number | null, than: number | null): boolean {
  return limit !== null && (than === null || limit < than);
}

function keyed(grants: readonly string[]): Map<string, RoleGrant> {
  const out = new Map<string, RoleGrant>();
  for (const grant of grants.flatMap((text) => parseRoleGrant(text) ?? []).flatMap(spelledOut)) {
    const key = `${grant.module}.${grant.action}`;
    const known = out.get(key);
    out.set(key, known === undefined ? grant : wider(known, grant));
  }
  return out;
}

function textOf({ module, action, limit, reach }: RoleGrant): string {
  return `${module}.${action}${limit === null ? '' : `\u2264${limit}`}${reach === 'given' ? '' : `:${reach}`}`;
}
