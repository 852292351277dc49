import { describe, expect, test } from 'vitest';
import {
  documentName,
  isSalted,
  mayHoldPersonalData,
  parseDocumentName,
  scopeOfDocument,
} from '../../../shared/document/document-kinds.ts';
import { mayView, type Viewer } from '../../../shared/document/may-view.ts';
import { builtInGrants } from '../../../shared/policy/built-in-roles.ts';
import { expandRoleGrant, parseRoleGrant, type Use } from '../../../shared/policy/use.ts';

const B = 'branch-1';
const OTHER = 'branch-2';
const W = 'house--1';
const ME = 'member-000000001';
const YOU = 'member-000000002';
const MONTH = '2026-11';

function viewer(role: Parameters<typeof builtInGrants>[0], scope: string): Viewer {
  const grants = builtInGrants(role).flatMap((text): Use[] => {
    const grant = parseRoleGrant(text);
    return grant === null ? [] : [expandRoleGrant(grant, scope, ME)];
  });
  return { member: ME, grants };
}

const everyName = [
  'policy',
  `journal/${MONTH}`,
  `listing/${MONTH}`,
  'settings',
  'catalogue',
  'costs',
  `priced/${B}/${MONTH}`,
  'customers',
  'suppliers',
  'contacts',
  'people',
  `wallets/${MONTH}`,
  `stock/${B}/${W}/${MONTH}`,
  `tickets/${B}/${MONTH}`,
  `cash/${B}/${MONTH}`,
  `sales/${B}/${MONTH}/${ME}`,
  `purchasing/${B}/${MONTH}/${ME}`,
  `transfers/${MONTH}`,
  `receivable/${MONTH}`,
  `finance/${MONTH}`,
  `talk/${MONTH}`,
  `talk/${ME}~${YOU}/${MONTH}`,
  `trail/${B}/${MONTH}/${ME}`,
];

describe('names', () => {
  test.each(everyName)('DOC-1 %s is a document, and its name comes back', (name) => {
    const identity = parseDocumentName(name);
    expect(identity).not.toBeNull();
    if (identity !== null) expect(documentName(identity)).toBe(name);
  });

  test.each([
    '',
    'policy/2026-11',
    'journal',
    'journal/2026-13',
    'journal/2026-1',
    'stock',
    `stock/${W}/${MONTH}`,
    `stock/${B}/${W}`,
    `stock/${B}/x/${MONTH}`,
    `sales/${B}/${MONTH}`,
    `sales/${B}/${MONTH}/short`,
    `talk/${YOU}~${ME}/${MONTH}`,
    `talk/${ME}~${ME}/${MONTH}`,
    `talk/${ME}/${MONTH}`,
    `conversation/${ME}~${YOU}/${MONTH}`,
    'constructor',
    '__proto__',
    'catalogue/',
    'Catalogue',
    'secrets',
  ])('DOC-1 %j is nobody’s document', (name) => {
    expect(parseDocumentName(name)).toBeNull();
    expect(mayView(name, { member: ME, grants: [], everything: true })).toBe(false);
  });

  test('DOC-1 a name that would be none is a programming error', () => {
    expect(() => documentName({ kind: 'stock', branch: B, month: MONTH })).toThrow();
  });

  test('DOC-2 a stock document tells its scope', () => {
    const identity = parseDocumentName(`stock/${B}/${W}/${MONTH}`);
    expect(identity === null ? '' : scopeOfDocument(identity)).toBe(`${B}/${W}`);
    const own = parseDocumentName(`purchasing/${B}/${MONTH}/${ME}`);
    expect(own === null ? '' : scopeOfDocument(own)).toBe(`${B}/~${ME}`);
    const catalogue = parseDocumentName('catalogue');
    expect(catalogue === null ? '' : scopeOfDocument(catalogue)).toBe('*');
  });
});

describe('DOC-3 who may view what', () => {
  const seen = (who: Viewer): string[] => everyName.filter((name) => mayView(name, who));
  const everyone = [
    'policy',
    `journal/${MONTH}`,
    `listing/${MONTH}`,
    'settings',
    'catalogue',
    'people',
    `talk/${MONTH}`,
  ];

  test('DOC-3 a cashier of the branch sees its tickets, drawer and stock, customers, and no cost', () => {
    const sight = seen(viewer('seller', B));
    for (const name of [
      ...everyone,
      `tickets/${B}/${MONTH}`,
      `cash/${B}/${MONTH}`,
      `stock/${B}/${W}/${MONTH}`,
      'customers',
    ]) {
      expect(sight).toContain(name);
    }
    for (const name of ['costs', `priced/${B}/${MONTH}`, 'suppliers', `finance/${MONTH}`])
      expect(sight).not.toContain(name);
    expect(mayView(`tickets/${OTHER}/${MONTH}`, viewer('seller', B))).toBe(false);
  });

  test('DOC-3 a keeper of one warehouse sees its stock, the branch’s receipts without prices, suppliers, and no tickets', () => {
    const keeper = viewer('keeper', `${B}/${W}`);
    const sight = seen(keeper);
    expect(sight).toContain(`stock/${B}/${W}/${MONTH}`);
    expect(sight).toContain(`purchasing/${B}/${MONTH}/${ME}`);
    expect(mayView(`purchasing/${B}/${MONTH}/${YOU}`, keeper)).toBe(true);
    expect(sight).toContain('suppliers');
    for (const name of [`tickets/${B}/${MONTH}`, 'costs', `priced/${B}/${MONTH}`, 'customers'])
      expect(sight).not.toContain(name);
    expect(mayView(`stock/${B}/house--2/${MONTH}`, keeper)).toBe(false);
    expect(mayView(`purchasing/${OTHER}/${MONTH}/${YOU}`, keeper)).toBe(false);
  });

  test('DOC-3 case e1: costs are for buyers, finance and admins', () => {
    for (const role of ['buyer', 'finance', 'admin'] as const) expect(mayView('costs', viewer(role, B))).toBe(true);
    for (const role of ['manager', 'keeper', 'seller'] as const)
      expect(mayView('costs', viewer(role, '*'))).toBe(false);
  });

  test('DOC-3 a conversation is for the two who have it, not even for the owner', () => {
    const name = `talk/${ME}~${YOU}/${MONTH}`;
    expect(mayView(name, { member: YOU, grants: [] })).toBe(true);
    expect(mayView(name, { member: 'member-000000003', grants: [], everything: true })).toBe(false);
  });

  test('DOC-3 one’s own trail is one’s own', () => {
    expect(mayView(`trail/${B}/${MONTH}/${ME}`, { member: ME, grants: [] })).toBe(true);
    expect(mayView(`trail/${B}/${MONTH}/${YOU}`, { member: ME, grants: [] })).toBe(false);
    expect(mayView(`trail/${B}/${MONTH}/${YOU}`, viewer('manager', B))).toBe(true);
  });
});

test('DOC-4 what not everyone may view is salted, and nothing else', () => {
  const salted = everyName.filter((name) => {
    const identity = parseDocumentName(name);
    return identity !== null && isSalted(identity);
  });
  const open = ['policy', `journal/${MONTH}`, `listing/${MONTH}`, 'settings', 'catalogue', 'people', `talk/${MONTH}`];
  expect(salted).toEqual(everyName.filter((name) => !open.includes(name)));
});

test('DOC-5 personal data has seven homes', () => {
  const homes = everyName.filter((name) => {
    const identity = parseDocumentName(name);
    return identity !== null && mayHoldPersonalData(identity);
  });
  expect(homes.map((name) => name.split('/')[0])).toEqual([
    'customers',
    'suppliers',
    'contacts',
    'people',
    'wallets',
    'talk',
    'talk',
    'trail',
  ]);
});
