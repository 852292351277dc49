/** Papers whose figures lie: malformed where that can be seen in the paper itself, a task where it takes another one. */
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../shared/commit/part.ts';
import { salesTasks } from '../../../shared/sales/sales-tasks.ts';
import type { PosReturnLine } from '../../../shared/schema/pos-return.ts';
import { stateOfPart } from '../../kit/fold-drafts.ts';
import { BRANCH, idOf, MEMBER, REGISTER, timeAt } from '../../kit/fold-facts.ts';
import {
  builtReturn,
  builtSale,
  cash,
  drafted,
  fold,
  lineOf,
  MONTH,
  returnable,
  returnContext,
  SHIFT,
  type Told,
} from '../../kit/till-folds.ts';

const DAY = 86_400_000_000;
const NOON = timeAt('2026-11-25 12:00');
const TICKETS = `tickets/${BRANCH}/${MONTH}`;
const CASH = `cash/${BRANCH}/${MONTH}`;
const given = (amount: number, kind = 'cash') => ({ kind, amount });
const sale = builtSale('t1', { lines: [lineOf(3000, 1290)], discount: 820, tenders: [cash(3050)] });
const SOLD: Told = { feed: 'a', seq: 1, time: NOON, draft: sale.draft };
const honest = builtReturn(returnable(fold([SOLD]), sale.sale, NOON), [[1, 1000]], returnContext('r1', NOON + 1));
const RIGHTS = [
  'sales.return',
  'sales.refund',
  'sales.returnDays',
  'sales.noTicketReturn',
  'sales.add',
  'sales.drawer',
];
const uses = RIGHTS.map((use) => `${use}@*`);

const state = (entry: Entry, document = TICKETS, author = MEMBER, claimed: readonly string[] = uses): string =>
  stateOfPart({ document: document as never, entries: [entry] }, claimed, author);
const [line] = honest.entry.lines;
const withLine = (more: Partial<PosReturnLine>, rest: object = {}): Entry =>
  ({ ...honest.entry, lines: [{ ...(line as PosReturnLine), ...more }], ...rest }) as Entry;

describe('TILL-2 a return that contradicts itself is malformed', () => {
  test('as it was built it is present', () => {
    expect(state(honest.entry)).toBe('present');
  });
  test.each<[string, Entry]>([
    ['a refund above what the pieces paid', withLine({ refund: 1100 }, { refund: 1100, tenders: [given(1100)] })],
    [
      'more than was sold',
      withLine({ quantity: 4000, base: 4000, refund: 3050 }, { refund: 3050, tenders: [given(3050)] }),
    ],
    ['more than is left', withLine({ returned: 2500 })],
    ['lines that do not come to the refund', { ...honest.entry, refund: 2000, tenders: [given(2000)] }],
    ['tenders that do not come to the refund', { ...honest.entry, tenders: [given(2000)] }],
    ['a tender below zero', { ...honest.entry, tenders: [given(1517), { kind: 'wechat', amount: -500 }] }],
    ['one line twice', { ...honest.entry, lines: [line, line], refund: 2034, tenders: [given(2034)] } as Entry],
    ['another quantity in base units', withLine({ base: 500 })],
    ['a ticket without the time of the purchase', { ...honest.entry, soldAt: undefined } as unknown as Entry],
    ['a purchase after the return', { ...honest.entry, soldAt: NOON + DAY }],
    ['an exchange tender without an exchange', { ...honest.entry, tenders: [{ kind: 'exchange', amount: 1017 }] }],
    ['no reason', { ...honest.entry, reason: '' }],
  ])('%s', (_, entry) => {
    expect(state(entry)).toBe('malformed');
  });
});

describe('TILL-3 TILL-22 what a paper claims too little of', () => {
  const few = (...names: readonly string[]) => names.map((name) => `${name}@${BRANCH}`);
  test('a return under the right to sell only, or for fewer fen or days than it takes', () => {
    expect(state(honest.entry, TICKETS, MEMBER, few('sales.add'))).toBe('malformed');
    expect(state(honest.entry, TICKETS, MEMBER, few('sales.return', 'sales.returnDays≤7', 'sales.refund≤1016'))).toBe(
      'malformed',
    );
    const old = { ...honest.entry, at: NOON + 9 * DAY };
    const week = few('sales.return', 'sales.returnDays≤7', 'sales.refund≤20000');
    expect(state(old, TICKETS, MEMBER, week)).toBe('malformed');
    expect(state(honest.entry, TICKETS, MEMBER, week)).toBe('present');
  });
  test('without the ticket it takes the right for that', () => {
    const { ticket: _, soldAt: __, ...rest } = honest.entry;
    const loose: Entry = {
      ...rest,
      lines: [{ ...(line as PosReturnLine), price: 101_700 }],
    };
    expect(state(loose, TICKETS, MEMBER, few('sales.return', 'sales.refund≤20000'))).toBe('malformed');
    expect(state(loose, TICKETS, MEMBER, few('sales.return', 'sales.refund≤20000', 'sales.noTicketReturn'))).toBe(
      'present',
    );
  });
  test('a return, a hold, a recall, a close in another name', () => {
    const other = 'member-000000002';
    const hold = {
      kind: 'hold',
      id: idOf('h1'),
      register: REGISTER,
      handler: MEMBER,
      basket: 'b1',
      lines: [
        {
          product: idOf('milk'),
          variant: idOf('milk'),
          name: '牛奶',
          unit: '盒',
          numerator: 1,
          denominator: 1,
          quantity: 1000,
          listPrice: 100,
          price: 100,
        },
      ],
      discount: 0,
      payable: 1,
      note: '',
    };
    const recall = { kind: 'recall', id: idOf('x1'), hold: idOf('h1'), register: REGISTER, handler: MEMBER };
    const close = { kind: 'shiftClose', id: SHIFT, counted: 0, expected: 0, at: NOON, handler: MEMBER };
    for (const [entry, document] of [
      [honest.entry, TICKETS],
      [hold, TICKETS],
      [recall, TICKETS],
      [close, CASH],
    ] as const) {
      expect(state(entry, document)).toBe('present');
      expect(state(entry, document, other)).toBe('malformed');
      expect(state(entry, document, other, [...uses, `sales.handler@${BRANCH}`])).toBe('present');
    }
  });
  test('TILL-33 TILL-40 money by hand, the drawer and a second printing have rights of their own', () => {
    const paidOut = {
      kind: 'cash',
      type: 'paidOut',
      shift: SHIFT,
      register: REGISTER,
      account: 'cash',
      amount: -2600,
      document: idOf('p1'),
      reason: '运费',
    };
    expect(state(paidOut, CASH, MEMBER, few('sales.add'))).toBe('malformed');
    expect(state(paidOut, CASH, MEMBER, few('sales.drawer≤2599'))).toBe('malformed');
    expect(state(paidOut, CASH, MEMBER, few('sales.drawer≤2600'))).toBe('present');
    expect(state({ ...paidOut, reason: '' }, CASH)).toBe('malformed');
    expect(state({ ...paidOut, amount: 2600 }, CASH)).toBe('malformed');
    const opened = {
      kind: 'drawerOpen',
      id: idOf('d1'),
      shift: SHIFT,
      register: REGISTER,
      handler: MEMBER,
      reason: '换零',
    };
    expect(state(opened, CASH, MEMBER, few('sales.add'))).toBe('malformed');
    expect(state(opened, CASH, MEMBER, few('sales.drawer≤0'))).toBe('present');
    const print = { kind: 'ticketPrint', id: idOf('p2'), document: idOf('t1'), copy: 2 };
    expect(state(print, TICKETS, MEMBER, few('sales.add'))).toBe('malformed');
    expect(state({ ...print, copy: 1 }, TICKETS, MEMBER, few('sales.add'))).toBe('present');
    expect(state(print, TICKETS, MEMBER, few('sales.reprint'))).toBe('present');
  });
  test('TILL-30 a count that does not come to its sum, or more handed in than was counted', () => {
    const close = { kind: 'shiftClose', id: SHIFT, counted: 15_000, expected: 0, at: NOON, handler: MEMBER };
    expect(
      state(
        {
          ...close,
          counts: [
            [10_000, 1],
            [5000, 1],
          ],
        },
        CASH,
      ),
    ).toBe('present');
    expect(state({ ...close, counts: [[10_000, 1]] }, CASH)).toBe('malformed');
    expect(state({ ...close, handedIn: 15_001 }, CASH)).toBe('malformed');
  });
});

describe('TILL-8 what takes another paper to see is a task', () => {
  const told = (entry: Entry, extra: readonly Entry[] = [], time = NOON + 1): readonly Told[] => [
    SOLD,
    { feed: 'b', seq: 1, time, draft: drafted('tickets', [entry]) },
    ...(extra.length === 0 ? [] : [{ feed: 'b', seq: 2, time: time + 1, draft: drafted('cash', extra) }]),
  ];
  const kinds = (all: readonly Told[]) => salesTasks(fold(all)).map((task) => task.kind);
  const refund = (amount: number, document = idOf('r1')): Entry => ({
    kind: 'cash',
    type: 'refund',
    shift: SHIFT,
    register: REGISTER,
    account: 'cash',
    amount: -amount,
    document,
  });

  test('a ticket that paid less than the return says', () => {
    const lie = withLine({ paid: 9000, refund: 3000 }, { refund: 3000, tenders: [given(3000)] });
    expect(state(lie)).toBe('present');
    expect(kinds(told(lie))).toEqual(['return-figures']);
  });
  test('a purchase younger than the ticket is', () => {
    const lie = { ...honest.entry, soldAt: NOON + 28 * DAY, at: NOON + 30 * DAY };
    expect(kinds(told(lie, [], NOON + 30 * DAY))).toEqual(['return-age']);
  });
  test('money to a tender that paid nothing', () => {
    expect(kinds(told({ ...honest.entry, tenders: [{ kind: 'wechat', amount: 1017 }] }))).toEqual(['refund-tender']);
  });
  test('a drawer that gave more than the return, and one that gave for nothing', () => {
    expect(kinds(told(honest.entry, [refund(1017)]))).toEqual([]);
    expect(kinds(told(honest.entry, [refund(5000)]))).toEqual(['refund-drawer']);
    expect(kinds(told(honest.entry, [refund(5000, idOf('zz'))]))).toEqual(['refund-without-paper']);
  });
});
