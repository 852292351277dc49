/** The matrix of a role as cells and rules, and the list of grants that they stand for. Pure; the page only draws it. */
import { type ModuleCode, reachesOf } from '../../../shared/policy/built-in-roles.ts';
import { FIELD_RULES, PLAIN_ACTIONS } from '../../../shared/policy/role-definition.ts';
import { parseRoleGrant } from '../../../shared/policy/use.ts';

export type Reach = 'none' | 'own' | 'given' | 'all';

/** Modules that have documents and pages today; what is not there is not shown. */
export const SHOWN_MODULES: readonly ModuleCode[] = [
  'catalogue',
  'costs',
  'sales',
  'customers',
  'stock',
  'goodsReceipt',
  'transfer',
  'stockAdjustment',
  'stocktake',
  'suppliers',
  'members',
  'settings',
  'audit',
];

export const ACTIONS = PLAIN_ACTIONS;

export interface Rule {
  readonly module: string;
  readonly action: string;
  /** What its limit counts; `null` for a plain yes or no. */
  readonly unit: 'percent' | 'fen' | 'days' | 'points' | null;
}

const UNITS: Readonly<Record<string, Rule['unit']>> = {
  'catalogue.price': 'percent',
  'customers.topUp': 'fen',
  'customers.bonus': 'percent',
  'customers.payOut': 'fen',
  'customers.points': 'points',
  'sales.discount': 'percent',
  'sales.roundOff': 'fen',
  'sales.returnDays': 'days',
  'sales.refund': 'fen',
};
/** Rights over the rules themselves stay with admins, and credit has no document yet. */
const HIDDEN: ReadonlySet<string> = new Set(['customers.creditLimit', 'settings.flows', 'settings.erase']);

export const RULES: readonly Rule[] = Object.entries(FIELD_RULES).flatMap(([module, actions]) =>
  actions
    .map((action) => ({ module, action, unit: UNITS[`${module}.${action}`] ?? null }))
    .filter((rule) => !HIDDEN.has(`${rule.module}.${rule.action}`)),
);

export interface GrantCell {
  readonly reach: Reach;
  /** `null`: without a limit. */
  readonly limit: number | null;
}

const NOTHING: GrantCell = { reach: 'none', limit: null };

export function cellOf(grants: readonly string[], module: string, action: string): GrantCell {
  for (const text of grants) {
    const grant = parseRoleGrant(text);
    if (grant?.module === module && grant.action === action) return { reach: grant.reach, limit: grant.limit };
  }
  return NOTHING;
}

/** The grants with one cell changed, ascending. */
export function withCell(grants: readonly string[], module: string, action: string, cell: GrantCell): string[] {
  const others = grants.filter((text) => {
    const grant = parseRoleGrant(text);
    return grant?.module !== module || grant.action !== action;
  });
  if (cell.reach === 'none') return others.sort();
  const limit = cell.limit === null ? '' : `\u2264${cell.limit}`;
  const reach = cell.reach === 'given' ? '' : `:${cell.reach}`;
  return [...others, `${module}.${action}${limit}${reach}`].sort();
}

/** The next step of a press: nothing, then what the action can reach, narrowest first, then nothing again. */
export function nextReach(module: ModuleCode, action: string, reach: Reach): Reach {
  const steps: readonly Reach[] = ['none', ...reachesOf(module, action)];
  return steps[(steps.indexOf(reach) + 1) % steps.length] ?? 'none';
}

/** How many grants of the two lists differ: what 保存 n 处更改 counts. */
export function changesBetween(before: readonly string[], after: readonly string[]): number {
  const keyOf = (text: string): string => text.split(/[\u2264:]/)[0] ?? text;
  const old = new Map(before.map((text) => [keyOf(text), text]));
  const now = new Map(after.map((text) => [keyOf(text), text]));
  return [...new Set([...old.keys(), ...now.keys()])].filter((key) => old.get(key) !== now.get(key)).length;
}
