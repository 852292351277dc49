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
  expect(checkPart('catalogue', part([{ kind: 'new', type: 'giftCard', id: 1 }]), [])).toBe('present');
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

describe('SCHEMA-12 a ticket tells how it was priced', () => {
  const uses = ['sales.*@*'];
  const promotion = { promotion: idOf('m'), version: 2, fen: 300 };
  const priced = { ...line, pick: 'list', promotions: [promotion], ticket: 70, discount: 370, paid: 630 };
  const of = (one: object, more: object = {}): Entry => {
    const { discount, paid, roundOff } = { ...line, ...one };
    const change = 2000 - paid;
    return { ...ticket, lines: [{ ...line, ...one }], discount, roundOff, payable: paid, change, ...more } as Entry;
  };
  const fault = (entry: Entry) => partFault(TICKETS, part([entry]), uses);
  const by = { from: 100_000, by: MEMBER };

  test.each<[string, Entry]>([
    ['promotion and discount', of(priced)],
    ['a member’s price', of({ pick: 'member', picked: 80_000, price: 80_000, amount: 800, paid: 800 })],
    [
      'a price set by a promotion',
      of({
        pick: 'slot',
        picked: 80_000,
        pricedBy: { promotion: idOf('m'), version: 1 },
        price: 80_000,
        amount: 800,
        paid: 800,
      }),
    ],
    ['a typed price', of({ pick: 'list', override: { kind: 'price', ...by }, price: 70_000, amount: 700, paid: 700 })],
    ['a gift', of({ pick: 'list', override: { kind: 'gift', ...by }, price: 0, amount: 0, paid: 0 })],
    ['a weighed label', of({ pick: 'list', label: true, amount: 1003, paid: 1003 })],
    [
      'a coupon and points',
      of(
        { coupon: 100, points: 50, discount: 150, paid: 850 },
        { coupons: [{ coupon: 'c', fen: 100 }], points: { points: 5, fen: 50 } },
      ),
    ],
    ['nothing, as tickets of before', of({ price: 90_000, amount: 900, discount: 90, paid: 810 })],
  ])('SCHEMA-12 stands: %s', (_name, entry) => {
    expect(fault(entry)).toBeNull();
  });

  test.each<[string, Entry]>([
    ['shares that are not the discount', of({ ...priced, ticket: 69 })],
    ['a price that was not picked', of({ pick: 'list', price: 90_000, amount: 900, paid: 900 })],
    [
      'an override of another price',
      of({ pick: 'list', override: { ...by, kind: 'price', from: 90_000 }, price: 70_000, amount: 700, paid: 700 }),
    ],
    ['a promotion beside an override', of({ ...priced, override: { kind: 'price', ...by } })],
    ['a gift that costs', of({ pick: 'list', override: { kind: 'gift', ...by } })],
    ['an amount that does not follow', of({ pick: 'list', amount: 900, paid: 900 })],
    ['a label at another price', of({ pick: 'member', picked: 80_000, price: 80_000, label: true })],
    ['a coupon that the ticket has not', of({ coupon: 100, discount: 100, paid: 900 })],
    ['points that the lines have not', of({}, { points: { points: 5, fen: 50 } })],
  ])('SCHEMA-12 malformed: %s', (_name, entry) => {
    expect(fault(entry)).toBe('shape');
  });

  test('SCHEMA-13 what promotions take is nobody’s discount; the ticket’s is held against the rest', () => {
    const needs = (entry: Entry, ...more: readonly string[]) =>
      partFault(TICKETS, part([entry]), ['sales.add@*', ...more]);
    expect(needs(of({ ...priced, ticket: 0, discount: 300, paid: 700 }))).toBeNull();
    expect(needs(of(priced), 'sales.discount≤10@*')).toBeNull();
    expect(needs(of(priced), 'sales.discount≤9@*')).toBe('uses');
    expect(needs(of({ pick: 'member', picked: 80_000, price: 80_000, amount: 800, paid: 800 }))).toBeNull();
  });

  test('SCHEMA-13 a typed price needs the right to override, and its depth besides', () => {
    const at = (override: object, ...more: readonly string[]) =>
      partFault(
        TICKETS,
        part([of({ pick: 'list', override: { ...by, ...override }, price: 90_000, amount: 900, paid: 900 })]),
        ['sales.add@*', ...more],
      );
    expect(at({ kind: 'discount' }, 'sales.discount≤10@*')).toBeNull();
    expect(at({ kind: 'price' }, 'sales.discount≤10@*')).toBe('uses');
    expect(at({ kind: 'price' }, 'sales.discount≤10@*', 'sales.override@*')).toBeNull();
    expect(at({ kind: 'price' }, 'sales.override@*')).toBe('uses');
    expect(at({ kind: 'discount', belowFloor: true }, 'sales.discount≤10@*')).toBe('uses');
  });

  test('SCHEMA-14 a promotion is a setting with a rule that can be read', () => {
    const made = (fields: object): Entry =>
      ({ kind: 'new', type: 'promotion', id: idOf('m'), fields }) as unknown as Entry;
    const at = (fields: object) => partFault('settings', { command: 'x', entries: [made(fields)] }, ['settings.add@*']);
    const rule = { kind: 'nthUnit', every: 2, payBp: 5000 };
    expect(at({ name: '第二件半价', rule, conditions: { weekdays: [6, 7] }, priority: 3, version: 1 })).toBeNull();
    expect(at({ name: '第二件半价', rule: { ...rule, every: 1 } })).toBe('shape');
    expect(at({ name: '第二件半价', rule, conditions: { weekdays: [8] } })).toBe('shape');
    expect(at({ name: '第二件半价' })).toBe('shape');
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
    expect(discountPercent({ lines: [{ ...line, price: 0, amount: 0 }], discount: 0 })).toBe(100);
    expect(discountPercent({ lines: [{ ...line, price: 200_000, amount: 2000 }], discount: 0 })).toBe(0);
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
