/**
 * The six built-in roles with their ranks and grants: the matrix of collaboration.md §1 as data, cell for cell.
 *
 * A cell is written as there: V view, A add, E edit, R remove, P approve, X export, `*` all; then the scope: a all, b
 * branch, w warehouse, o own. Several groups may follow each other. A role is given in a scope (every branch, a branch,
 * a warehouse); `b` and `w` bind there, `o` binds to the member's own work there, `a` to every branch. The owner is no
 * role: an owner may do everything.
 *
 * View of a shop-wide document is the whole of it whatever the scope (`viewAll`), because only document borders keep
 * secrets.
 */
import type { Rank } from './actions.ts';

export type BuiltInRole = 'admin' | 'manager' | 'buyer' | 'keeper' | 'seller' | 'finance';

export const BUILT_IN_RANKS: Readonly<Record<BuiltInRole, Rank>> = {
  admin: 'admin',
  manager: 'manager',
  buyer: 'staff',
  keeper: 'staff',
  seller: 'staff',
  finance: 'staff',
};

/** Module codes, in the order of the matrix. `sales` = posSale, return, hold, shift; `orders` = quote, salesOrder. */
export const MODULES = [
  'catalogue',
  'costs',
  'suppliers',
  'customers',
  'purchaseRequest',
  'purchaseOrder',
  'goodsReceipt',
  'orders',
  'shipment',
  'salesReturn',
  'sales',
  'stock',
  'transfer',
  'stockAdjustment',
  'stocktake',
  'vouchers',
  'periodClose',
  'salesReport',
  'stockReport',
  'purchaseReport',
  'profitReport',
  'audit',
  'settings',
  'members',
] as const;
export type ModuleCode = (typeof MODULES)[number];

/** Modules whose document is one for the whole shop: seeing it is seeing all of it. */
const SHOP_WIDE: ReadonlySet<string> = new Set(['catalogue', 'costs', 'suppliers', 'customers', 'settings', 'members']);

/**
 * Modules whose documents are one per member: there "own" is a border. Elsewhere an entry's author is its author, so
 * "add own" is "add", in the scope in which the role is given.
 */
const PER_MEMBER: ReadonlySet<string> = new Set([
  'purchaseRequest',
  'purchaseOrder',
  'goodsReceipt',
  'orders',
  'shipment',
  'salesReturn',
  'salesReport',
  'audit',
  'members',
]);

/**
 * How far an action of a module can reach, narrowest first: own work only where documents are one per member, and a
 * shop-wide document is seen as a whole or not at all. Empty where the action makes no sense (SOD-8: nobody edits the log).
 */
export function reachesOf(module: ModuleCode, action: string): readonly ('own' | 'given' | 'all')[] {
  if (NONE_OF[module]?.includes(action) === true) return [];
  if (action === 'view' && SHOP_WIDE.has(module)) return ['all'];
  return PER_MEMBER.has(module) ? ['own', 'given', 'all'] : ['given', 'all'];
}

const NONE_OF: Readonly<Partial<Record<ModuleCode, readonly string[]>>> = {
  stock: ['add', 'edit', 'remove', 'approve'],
  costs: ['remove', 'approve'],
  audit: ['add', 'edit', 'remove', 'approve'],
  members: ['approve', 'export'],
  settings: ['approve', 'export'],
};

type Row = readonly [ModuleCode, string, string, string, string, string, string];
const ROLES: readonly BuiltInRole[] = ['admin', 'manager', 'buyer', 'keeper', 'seller', 'finance'];

/** module · 管 店 采 仓 销 财 */
export const MATRIX: readonly Row[] = [
  ['catalogue', '*a', 'VAEPXa', 'VAEXa', 'Va', 'Va', 'VXa'],
  ['costs', '*a', '-', 'VAEa', '-', '-', 'VAXa'],
  ['suppliers', '*a', 'Va', 'VAERXa', 'Va', '-', 'VXa'],
  ['customers', '*a', 'Va AERXb', '-', '-', 'VAa Eo', 'VXa'],
  ['purchaseRequest', '*a', 'VAERPb', 'VAEPa', 'VAw Eo', 'VAo', 'Va'],
  ['purchaseOrder', '*a', 'VPb', 'VAERXa', 'Vw', '-', 'VPXa'],
  ['goodsReceipt', '*a', 'VAPb', 'VAa', 'VAEw', '-', 'VXa'],
  ['orders', '*a', 'VAERPXb', '-', '-', 'Vb VAERo', 'VXa'],
  ['shipment', '*a', 'VAPb', '-', 'VAEw', 'Vo', 'VXa'],
  ['salesReturn', '*a', 'VAERPb', '-', 'VAw', 'VAo', 'VPXa'],
  ['sales', '*a', 'VAERPXb', '-', '-', 'Vb Ao', 'VPXa'],
  ['stock', 'VXa', 'VXb', 'Va', 'VXw', 'Vb', 'VXa'],
  ['transfer', '*a', 'VAEPb', 'VAa', 'VAEw', 'Ab', 'Va'],
  ['stockAdjustment', '*a', 'VAERPb', 'Va', 'VAEw', '-', 'VPXa'],
  ['stocktake', '*a', 'VAERPXb', 'Va', 'VAEw', 'Ab', 'VXa'],
  ['vouchers', '*a', 'VAb', 'Ao', '-', 'Ao', 'VAERXa'],
  ['periodClose', 'APa', '-', '-', '-', '-', 'Aa'],
  ['salesReport', 'VXa', 'VXb', '-', '-', 'Vo', 'VXa'],
  ['stockReport', 'VXa', 'VXb', 'Va', 'Vw', '-', 'VXa'],
  ['purchaseReport', 'VXa', '-', 'VXa', '-', '-', 'VXa'],
  ['profitReport', 'VXa', '-', '-', '-', '-', 'VXa'],
  ['audit', 'VXa', 'Vb', 'Vo', 'Vo', 'Vo', 'VXa'],
  ['settings', '*a', 'Va', 'Va', 'Va', 'Va', 'Va'],
  ['members', '*a', 'Vb Ab', 'Vo', 'Vo', 'Vo', 'Vo'],
];

/** Field rules, limits and what a rank may do to people: grants beyond the matrix. */
const MORE: Readonly<Record<BuiltInRole, readonly string[]>> = {
  admin: [
    'catalogue.price:all',
    'sales.discount\u2264100',
    'sales.roundOff',
    'sales.override',
    'settings.roles:all',
    'members.narrow',
    'members.enrol',
    'role.manager',
    'role.buyer',
    'role.keeper',
    'role.seller',
    'role.finance',
  ],
  manager: [
    'catalogue.price\u22645:all',
    'sales.discount\u226430',
    'sales.roundOff\u22641000',
    'sales.override',
    'sales.return',
    'sales.returnDays',
    'sales.refund\u2264200000',
    'sales.noTicketReturn',
    'sales.drawer',
    'sales.handler',
    'sales.reprint',
    'customers.topUp',
    'customers.bonus\u2264100',
    'customers.payOut\u2264200000',
    'customers.points\u226410000',
    'members.narrow',
    'members.enrol',
    'role.keeper',
    'role.seller',
  ],
  buyer: ['catalogue.price:all'],
  keeper: [],
  // Returns within a week and up to 200.00; what is older, dearer or without its ticket is the manager's (collaboration.md §4, refund).
  seller: [
    'sales.discount\u226410',
    'sales.roundOff\u2264100',
    'sales.return',
    'sales.returnDays\u22647',
    'sales.refund\u226420000',
    'customers.topUp\u2264200000',
    'customers.bonus\u226450',
  ],
  finance: ['customers.creditLimit:all', 'sales.drawer:all', 'sales.handler:all', 'sales.reprint:all'],
};

const ACTION_OF: Readonly<Record<string, string>> = {
  V: 'view',
  A: 'add',
  E: 'edit',
  R: 'remove',
  P: 'approve',
  X: 'export',
  '*': '*',
};
const REACH_OF: Readonly<Record<string, string>> = { a: ':all', b: '', w: '', o: ':own' };

/** The grants of one cell: `Va AERXb` of customers → `customers.view:all`, `customers.add`, … */
export function grantsOfCell(module: ModuleCode, cell: string): string[] {
  if (cell === '-') return [];
  return cell.split(' ').flatMap((group) => {
    const reach = REACH_OF[group.slice(-1)] ?? '';
    return [...group.slice(0, -1)].map((letter) => {
      const action = ACTION_OF[letter] ?? '';
      const wide = action === 'view' && SHOP_WIDE.has(module);
      const open = action === 'add' && reach === ':own' && !PER_MEMBER.has(module);
      return `${module}.${action}${wide ? ':all' : open ? '' : reach}`;
    });
  });
}

/** All grants of a built-in role, as role grants (`module.action≤limit[:own|:all]`). */
export function builtInGrants(role: BuiltInRole): readonly string[] {
  const column = ROLES.indexOf(role);
  const fromMatrix = MATRIX.flatMap((row) => grantsOfCell(row[0], row[column + 1] ?? '-'));
  return [...new Set([...fromMatrix, ...MORE[role]])];
}

export const BUILT_IN_ROLES = ROLES;
