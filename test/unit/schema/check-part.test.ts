import { describe, expect, test } from 'vitest';
import type { Entry, Part } from '../../../shared/commit/part.ts';
import { documentName } from '../../../shared/document/document-kinds.ts';
import { checkPart, partFault, usesNeeded } from '../../../shared/schema/check-part.ts';
import { draftCommand } from '../../../shared/schema/command-draft.ts';
import { counterOf, documentNumber, numberStem } from '../../../shared/schema/document-number.ts';
import { allEntryKinds, kindOfEntry } from '../../../shared/schema/entry-registry.ts';
import { discountPercent } from '../../../shared/schema/pos-sale.ts';
import { BRANCH, feedOf, idOf, MEMBER, REGISTER, WAREHOUSE } from '../../kit/fold-facts.ts';

const STOCK = documentName({ kind: 'stock', branch: BRANCH, warehouse: WAREHOUSE, month: '2026-11' });
const TICKETS = documentName({ kind: 'tickets', branch: BRANCH, month: '2026-11' });
const SALT = 'A'.repeat(22);
const part = (entries: readonly Entry[], salt: string | undefined = SALT): Part =>
  salt === undefined ? { command: 'x', entries } : { salt, command: 'x', entries };
const sale = { kind: 'movement', variant: idOf('v'), quantity: -1000, type: 'sale', document: idOf('t'), line: 1 };
const line = {
  variant: idOf('v'),
  name: '牛奶',
  unit: '盒',
  numerator: 1,
  denominator: 1,
  quantity: 1000,
  base: 1000,
  listPrice: 100_000,
  price: 100_000,
  amount: 1000,
  discount: 0,
  roundOff: 0,
  paid: 1000,
};
const ticket = {
  kind: 'posSale',
  id: idOf('t'),
  number: 'LSCK-A-03k7-000001',
  register: REGISTER,
  shift: idOf('h'),
  lines: [line],
  discount: 0,
  roundOff: 0,
  payable: 1000,
  tenders: [{ kind: 'cash', amount: 2000 }],
  change: 1000,
  handler: MEMBER,
  basket: 'basket-1',
};

describe('SCHEMA-1 present or malformed', () => {
  test('SCHEMA-1 well-shaped, well-placed and covered: present', () => {
    expect(checkPart(STOCK, part([sale]), [`sales.add@${BRANCH}`])).toBe('present');
    expect(checkPart(TICKETS, part([ticket]), [`sales.add@${BRANCH}`])).toBe('present');
  });

  test('SCHEMA-1 SCHEMA-3 each fault has its name', () => {
    const uses = [`sales.add@${BRANCH}`];
    expect(partFault('secrets', part([sale]), uses)).toBe('document');
    expect(partFault(STOCK, { command: 'x', entries: [sale] }, uses)).toBe('salt');
    expect(partFault('catalogue', part([sale]), uses)).toBe('misplaced');
    expect(partFault(STOCK, part([{ ...sale, quantity: 0 }]), uses)).toBe('shape');
    expect(partFault(STOCK, part([sale]), [])).toBe('uses');
    expect(partFault(STOCK, part([sale]), ['nonsense'])).toBe('uses');
    expect(partFault(STOCK, part([sale]), ['sales.add@branch-2'])).toBe('uses');
    expect(partFault(STOCK, part([sale]), [`goodsReceipt.add@${BRANCH}`])).toBe('uses');
  });

  test('SCHEMA-3 a use covers its scope and what lies in it', () => {
    for (const use of [
      'sales.add@*',
      `sales.*@${BRANCH}`,
      `sales.add@${BRANCH}/${WAREHOUSE}`,
      '*@*',
      `sales.add≤5@${BRANCH}`,
    ]) {
      expect(partFault(STOCK, part([sale]), [use])).toBeNull();
    }
    expect(partFault(STOCK, part([sale]), [`sales.add@${BRANCH}/house--2`])).toBe('uses');
    expect(partFault(TICKETS, part([ticket]), [`sales.add@${BRANCH}/${WAREHOUSE}`])).toBe('uses');
  });

  test('SCHEMA-1 one bad entry among a thousand makes the part malformed', () => {
    const many: Entry[] = Array.from({ length: 999 }, (_, i) => ({ ...sale, line: i + 1 }));
    expect(checkPart(STOCK, part(many), [`sales.add@${BRANCH}`])).toBe('present');
    const mixed = [...many, { ...sale, type: 'receipt', quantity: 1000 }];
    expect(partFault(STOCK, part(mixed), [`sales.add@${BRANCH}`])).toBe('uses');
  });
});

test('SCHEMA-2 what is unknown is no fault', () => {
  expect(checkPart(STOCK, part([{ kind: 'reservation', later: true }]), [])).toBe('present');
  expect(checkPart('catalogue', part([{ kind: 'new', type: 'promotion', id: 1 }]), [])).toBe('present');
  expect(checkPart(STOCK, part([{ ...sale, colour: 'red' }]), ['sales.add@*'])).toBe('present');
  const product = { kind: 'new', type: 'product', id: idOf('p'), fields: { name: '牛奶', later: { deep: [1] } } };
  expect(checkPart('catalogue', part([product]), ['catalogue.add@*'])).toBe('present');
});

describe('SCHEMA-4 one’s own', () => {
  const name = { kind: 'new', type: 'person', id: MEMBER, fields: { name: '李婷' } };
  test('SCHEMA-4 everybody may write their own name, nobody another’s without the right', () => {
    expect(checkPart('people', part([name]), [], MEMBER)).toBe('present');
    expect(checkPart('people', part([name]), [], 'member-000000002')).toBe('malformed');
    expect(checkPart('people', part([name]), [])).toBe('malformed');
    expect(checkPart('people', part([name]), ['members.add@branch-1'], 'member-000000002')).toBe('present');
  });

  test('SCHEMA-4 a note in one’s own trail needs nothing', () => {
    const note = { kind: 'reviewNote', feed: feedOf('a'), seq: 3, decision: 'declined', note: '' };
    const trail = `trail/${BRANCH}/2026-11/${MEMBER}`;
    expect(checkPart(trail, part([note]), [], MEMBER)).toBe('present');
    expect(checkPart(trail, part([note]), [], 'member-000000002')).toBe('malformed');
  });
});

describe('SCHEMA-5 tickets add up', () => {
  const uses = ['sales.*@*'];
  test.each<[string, Entry]>([
    ['a line', { ...ticket, lines: [{ ...line, discount: 1 }] }],
    ['the lines', { ...ticket, payable: 999, change: 1001 }],
    ['the tenders', { ...ticket, change: 999 }],
    ['the discount', { ...ticket, discount: 5 }],
    ['the round-off', { ...ticket, roundOff: 5 }],
    ['no lines', { ...ticket, lines: [] }],
  ])('SCHEMA-5 malformed: %s', (_name, entry) => {
    expect(partFault(TICKETS, part([entry]), uses)).toBe('shape');
  });

  test('SCHEMA-5 case b3: a wallet that took too much stands beside a negative cash line', () => {
    const tenders = [
      { kind: 'wechat', amount: 1500 },
      { kind: 'cash', amount: -500 },
    ];
    expect(partFault(TICKETS, part([{ ...ticket, tenders, change: 0 }]), uses)).toBeNull();
  });
});

describe('SCHEMA-6 discounts are claimed', () => {
  const cheaper = { ...line, price: 90_000, amount: 900, paid: 900 };
  const discounted = { ...ticket, lines: [cheaper], payable: 900, change: 1100 };
  test('SCHEMA-6 10 % below list needs 10, and not 9', () => {
    const at = (use: string) => partFault(TICKETS, part([discounted]), ['sales.add@*', use]);
    expect(at('sales.discount≤10@*')).toBeNull();
    expect(at('sales.discount≤9@*')).toBe('uses');
    expect(at('sales.discount@*')).toBeNull();
    expect(at('sales.roundOff≤100@*')).toBe('uses');
  });

  test('SCHEMA-6 the percent is exact: the deepest line with the ticket’s discount on top, rounded up', () => {
    expect(discountPercent({ lines: [line], discount: 0 })).toBe(0);
    expect(discountPercent({ lines: [cheaper], discount: 0 })).toBe(10);
    expect(discountPercent({ lines: [{ ...cheaper, price: 89_999 }], discount: 0 })).toBe(11);
    expect(discountPercent({ lines: [{ ...line, amount: 1000 }, cheaper], discount: 190 })).toBe(19);
    expect(discountPercent({ lines: [{ ...line, price: 0, amount: 0, paid: 0 }], discount: 0 })).toBe(100);
    expect(discountPercent({ lines: [{ ...line, price: 200_000, amount: 2000, paid: 2000 }], discount: 0 })).toBe(0);
  });

  test('SCHEMA-6 抹零 has a limit of its own', () => {
    const rounded = {
      ...ticket,
      lines: [{ ...line, roundOff: 7, paid: 993 }],
      roundOff: 7,
      payable: 993,
      change: 1007,
    };
    const at = (use: string) => partFault(TICKETS, part([rounded]), ['sales.add@*', use]);
    expect(at('sales.roundOff≤100@*')).toBeNull();
    expect(at('sales.roundOff≤6@*')).toBe('uses');
  });
});

describe('SCHEMA-7 quantities', () => {
  test('SCHEMA-7 a type has its sign, a reversal the opposite', () => {
    const at = (entry: Entry) => partFault(STOCK, part([entry]), ['*@*']);
    expect(at({ ...sale, quantity: 1000 })).toBe('shape');
    expect(at({ ...sale, quantity: 1000, reversal: true })).toBeNull();
    expect(at({ ...sale, quantity: -1000, reversal: true })).toBe('shape');
    expect(partFault(STOCK, part([{ ...sale, quantity: 1000, reversal: true }]), ['sales.add@*'])).toBe('uses');
    expect(partFault(STOCK, part([{ ...sale, quantity: 1000, reversal: true }]), ['sales.remove@*'])).toBeNull();
  });

  test('SCHEMA-7 a receipt converts exactly, what was rejected left out', () => {
    const receipt = (base: number, rejected: number): Entry => ({
      kind: 'goodsReceipt',
      id: idOf('r'),
      number: 'CGRK-A-03k7-000001',
      warehouse: WAREHOUSE,
      supplier: '兴盛',
      deliveryNote: '',
      remark: '',
      lines: [
        {
          variant: idOf('v'),
          unit: '箱',
          numerator: 12,
          denominator: 1,
          quantity: 5000,
          base,
          rejected,
          rejectedReason: '',
        },
      ],
    });
    const at = (entry: Entry) =>
      partFault(`purchasing/${BRANCH}/2026-11/${MEMBER}`, part([entry]), ['goodsReceipt.add@*']);
    expect(at(receipt(60_000, 0))).toBeNull();
    expect(at(receipt(48_000, 1000))).toBeNull();
    expect(at(receipt(61_000, 0))).toBe('shape');
    expect(at(receipt(0, 6000))).toBe('shape');
  });
});

test('SCHEMA-8 a changed price is a right of its own; a first price comes with the product', () => {
  const price = {
    kind: 'set',
    type: 'product',
    id: idOf('p'),
    field: 'retailPrice',
    value: 100,
    over: [[feedOf('a'), 1]],
  };
  const at = (uses: readonly string[]) => partFault('catalogue', part([price]), uses);
  expect(at(['catalogue.edit@*'])).toBe('uses');
  expect(at(['catalogue.edit@*', 'catalogue.price≤5@*'])).toBeNull();
  expect(at(['catalogue.edit@*', 'catalogue.price@*'])).toBeNull();
  const product = { kind: 'new', type: 'product', id: idOf('p'), fields: { name: '牛奶', retailPrice: 100 } };
  expect(partFault('catalogue', part([product]), ['catalogue.add@*'])).toBeNull();
});

describe('SCHEMA-9 commands claim what they need', () => {
  test('SCHEMA-9 each use once, and none that another covers', () => {
    const draft = draftCommand('sell', [
      { document: TICKETS, entries: [ticket] },
      { document: STOCK, entries: [sale, { ...sale, line: 2 }] },
    ]);
    expect(draft.uses).toEqual([`sales.add@${BRANCH}`]);
    expect(usesNeeded(STOCK, [sale]).map((use) => use.scope)).toEqual([`${BRANCH}/${WAREHOUSE}`]);
    for (const one of draft.parts) expect(checkPart(one.document, part(one.entries), draft.uses)).toBe('present');
  });

  test('SCHEMA-9 of two limits the higher is claimed; parts without entries are left out', () => {
    const cheap = (percent: number): Entry => {
      const price = 1000 * (100 - percent);
      const amount = 10 * (100 - percent);
      const lines = [{ ...line, price, amount, paid: amount }];
      return { ...ticket, lines, payable: amount, tenders: [{ kind: 'cash', amount }], change: 0 };
    };
    const draft = draftCommand('sell', [
      { document: TICKETS, entries: [cheap(3), cheap(8)] },
      { document: STOCK, entries: [] },
    ]);
    expect(draft.uses).toEqual([`sales.add@${BRANCH}`, `sales.discount≤8@${BRANCH}`]);
    expect(draft.parts).toHaveLength(1);
  });
});

test('SCHEMA-10 numbers of tills that never met differ, and a new epoch begins anew', () => {
  const stem = (device: string, epoch: number) =>
    numberStem({ type: 'posSale', branch: 'A', register: '03', device, epoch });
  expect(documentNumber(stem('k7xyz', 1), 127)).toBe('LSCK-A-03k7-000127');
  expect(documentNumber(stem('-_q2yz', 1), 1)).toBe('LSCK-A-03q2-000001');
  expect(stem('k7xyz', 2)).toBe('LSCK-A-03k7a-');
  expect(stem('k7xyz', 28)).toBe('LSCK-A-03k7aa-');
  expect(counterOf('LSCK-A-03k7-', 'LSCK-A-03k7-000127')).toBe(127);
  expect(counterOf('LSCK-A-03k7-', 'LSCK-A-03k7a-000127')).toBeNull();
  expect(numberStem({ type: 'goodsReceipt', branch: '东', register: '', device: '', epoch: 1 })).toBe('CGRK-0-00-');
});

test('every kind has a sentence in both languages and a document to stand in', () => {
  for (const kind of allEntryKinds()) {
    const sentence = kind.sentence({ kind: 'new' });
    expect(sentence.zh.length * sentence.en.length).toBeGreaterThan(0);
    expect(kind.documents.length).toBeGreaterThan(0);
  }
  expect(kindOfEntry({ kind: 'set', type: 'product' })?.name).toBe('product');
  expect(kindOfEntry({ kind: 'set' })).toBeNull();
});
