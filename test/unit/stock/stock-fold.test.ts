/** Movements, reversals, doubles, oversold goods and escrow (cases c2, c3). */
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../shared/commit/part.ts';
import { splitIntoUnits } from '../../../shared/foundation/quantity.ts';
import { actsAt, endOfDay } from '../../../shared/stock/business-time.ts';
import { movementList } from '../../../shared/stock/movement-list.ts';
import { oversoldTasks } from '../../../shared/stock/oversold.ts';
import { StockFold } from '../../../shared/stock/stock-fold.ts';
import {
  count,
  idOf,
  MEMBER,
  movement,
  REGISTER,
  refOf,
  STOCK_DOCUMENT,
  STOCK_PLACE,
  timeAt,
} from '../../kit/fold-facts.ts';

const V = idOf('milk');
type Told = readonly [string, number, number, Entry, string?];

function foldOf(told: readonly Told[]): StockFold {
  const fold = new StockFold(480);
  for (const [feed, seq, time, entry, document = STOCK_DOCUMENT] of told)
    fold.add(refOf(feed, seq, time, document), entry);
  return fold;
}

test('FOLD-30 a warehouse named from within another branch is another place', () => {
  const fold = foldOf([
    ['a', 1, 10, movement(V, 5000, 'receipt', idOf('r'))],
    ['b', 1, 11, movement(V, 9000, 'receipt', idOf('x')), 'stock/branch-2/house--1/2026-09'],
  ]);
  expect(fold.balance(V, STOCK_PLACE)).toBe(5000);
  expect(fold.balance(V, 'branch-2/house--1')).toBe(9000);
  expect(fold.balance(V, null)).toBe(14_000);
  expect(fold.balance(idOf('other'), null)).toBe(0);
});

test('FOLD-32 counters of one stocktake add up, and of one line the later tally counts', () => {
  const by = (counter: string, counted: number, line = 1): Entry => ({
    ...count(V, counted, 50, idOf('s'), line),
    counter,
  });
  const fold = foldOf([
    ['a', 1, 10, movement(V, 20_000, 'receipt', idOf('r'))],
    ['a', 2, 60, by(MEMBER, 4000)],
    ['b', 1, 61, by('member-000000002', 3000)],
    ['a', 3, 70, by(MEMBER, 5000)],
  ]);
  expect(fold.balance(V, STOCK_PLACE)).toBe(8000);
  const shelf = { ...by(MEMBER, 2000), bin: 'A-1' };
  fold.add(refOf('a', 4, 71, STOCK_DOCUMENT), shelf);
  expect(fold.balance(V, STOCK_PLACE)).toBe(10_000);
});

test('FOLD-32 of two stocktakes the later last scan is the anchor; FOLD-31 no count lies in the future of its commit', () => {
  const fold = foldOf([
    ['a', 1, 100, count(V, 7000, 90, idOf('s1'))],
    ['b', 1, 200, count(V, 3000, 80, idOf('s2'))],
  ]);
  expect(fold.balance(V, STOCK_PLACE)).toBe(7000);
  fold.add(refOf('c', 1, 85, STOCK_DOCUMENT), count(V, 1000, 9999, idOf('s3')));
  expect(fold.balance(V, STOCK_PLACE)).toBe(7000);
});

test('FOLD-33 an earlier business date acts at the end of that day at the shop’s own midnight', () => {
  const commit = timeAt('2026-09-22 09:00');
  expect(actsAt(commit, '2026-09-18', 480)).toBe(timeAt('2026-09-18 23:59') + 59_999_999);
  expect(endOfDay('2026-09-18', 0)).toBe(Date.parse('2026-09-18T23:59:59.999Z') * 1000 + 999);
  expect(actsAt(commit, '2026-09-22', 480)).toBe(commit);
  expect(actsAt(commit, '2026-09-30', 480)).toBe(commit);
  expect(actsAt(commit, '2026-02-31', 480)).toBe(commit);
  expect(actsAt(commit, undefined, 480)).toBe(commit);
});

describe('FOLD-22 reversal', () => {
  const sold = movement(V, -3000, 'sale', idOf('t'));
  const undo: Entry = { ...sold, quantity: 3000, reversal: true };
  const received: Told = ['a', 1, 10, movement(V, 10_000, 'receipt', idOf('r'))];

  test('FOLD-22 acts at its original’s time: a count in between keeps its balance, its variance moves back', () => {
    const counted: Told = ['a', 2, 30, count(V, 6500, 30, idOf('s'))];
    const fold = foldOf([received, ['b', 1, 20, sold], counted, ['b', 2, 40, undo]]);
    expect(fold.balance(V, STOCK_PLACE)).toBe(6500);
    const rows = movementList(fold, V, STOCK_PLACE, 10);
    expect(rows.map((row) => [row.kind, row.reversal, row.at])).toEqual([
      ['count', false, 30],
      ['sale', true, 20],
      ['sale', false, 20],
      ['receipt', false, 10],
    ]);
    expect(rows[0]?.count).toEqual({ counted: 6500, book: 10_000, variance: -3500 });
  });

  test('FOLD-22 before its original is there it acts at its own time, and moves when it comes or goes', () => {
    const fold = foldOf([received, ['a', 2, 30, count(V, 6500, 30, idOf('s'))], ['b', 2, 40, undo]]);
    expect(fold.balance(V, STOCK_PLACE)).toBe(9500);
    fold.add(refOf('b', 1, 20, STOCK_DOCUMENT), sold);
    expect(fold.balance(V, STOCK_PLACE)).toBe(6500);
    fold.remove(refOf('b', 1, 20, STOCK_DOCUMENT), sold);
    expect(fold.balance(V, STOCK_PLACE)).toBe(9500);
  });

  test('FOLD-22 reversal ∥ reversal: one', () => {
    const fold = foldOf([received, ['b', 1, 20, sold], ['b', 2, 40, undo], ['c', 1, 41, undo]]);
    expect(fold.balance(V, STOCK_PLACE)).toBe(10_000);
    expect(fold.disputed()).toEqual([]);
  });
});

describe('FOLD-20 doubles', () => {
  const fact = movement(V, -1000, 'sale', idOf('t'));
  test('FOLD-20 the same movement written again, in a new epoch, is a no-op', () => {
    const fold = foldOf([
      ['a', 1, 10, fact],
      ['b', 1, 20, fact],
      ['c', 1, 5, fact],
    ]);
    expect(fold.balance(V, STOCK_PLACE)).toBe(-1000);
    expect(movementList(fold, V, STOCK_PLACE, 10).map((row) => row.time)).toEqual([5]);
    fold.remove(refOf('c', 1, 5, STOCK_DOCUMENT), fact);
    expect(movementList(fold, V, STOCK_PLACE, 10).map((row) => row.time)).toEqual([10]);
  });

  test('FOLD-20 one key with other contents shows both and is a task', () => {
    const fold = foldOf([
      ['a', 1, 10, fact],
      ['b', 1, 20, { ...fact, quantity: -4000 }],
    ]);
    expect(fold.balance(V, STOCK_PLACE)).toBe(-5000);
    expect(fold.disputed()).toHaveLength(1);
    expect(fold.disputed()[0]?.map((row) => fold.rows.columns.quantity[row])).toEqual([-1000, -4000]);
  });
});

describe('FOLD-34 oversold', () => {
  test('FOLD-34 case c2 i: the last one sold twice is one task that names both tickets, whatever arrives first', () => {
    const told: Told[] = [
      ['k', 1, 10, movement(V, 1000, 'receipt', idOf('r'))],
      ['a', 1, 20, movement(V, -1000, 'sale', idOf('ticketA'))],
      ['b', 1, 21, movement(V, -1000, 'sale', idOf('ticketB'))],
    ];
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [2, 1, 0],
      [1, 0, 2],
    ]) {
      const fold = foldOf(order.flatMap((i) => (told[i] === undefined ? [] : [told[i]])));
      expect(oversoldTasks(fold)).toEqual([
        { variant: V, place: STOCK_PLACE, onHand: -1000, documents: [idOf('ticketA'), idOf('ticketB')] },
      ]);
    }
  });

  test('FOLD-34 earlier sales that had their goods are not named, and a delivery ends the task', () => {
    const fold = foldOf([
      ['k', 1, 10, movement(V, 5000, 'receipt', idOf('r'))],
      ['a', 1, 20, movement(V, -3000, 'sale', idOf('early'))],
      ['a', 2, 30, movement(V, -2000, 'sale', idOf('last'))],
      ['b', 1, 31, movement(V, -1000, 'sale', idOf('over'))],
    ]);
    expect(oversoldTasks(fold)[0]?.documents).toEqual([idOf('last'), idOf('over')]);
    fold.add(refOf('k', 2, 40, STOCK_DOCUMENT), movement(V, 1000, 'receipt', idOf('r2')));
    expect(oversoldTasks(fold)).toEqual([]);
  });
});

describe('FOLD-35 escrow', () => {
  const B = 'till---2';
  const grant = (id: string, register: string, quantity: number, from = 'pool'): Entry => ({
    kind: 'escrow',
    id: idOf(id),
    variant: V,
    register,
    quantity,
    from,
  });
  const sell = (ticket: string, register: string): Entry => ({ ...movement(V, -1000, 'sale', idOf(ticket)), register });

  test('FOLD-35 case c2 ii: 3 on hand, A holds 2 and B 1; after A sold 2 it holds nothing', () => {
    const fold = foldOf([
      ['k', 1, 10, movement(V, 3000, 'receipt', idOf('r'))],
      ['k', 2, 11, grant('e1', REGISTER, 2000)],
      ['k', 3, 12, grant('e2', B, 1000)],
      ['a', 1, 20, sell('t1', REGISTER)],
      ['a', 2, 21, sell('t2', REGISTER)],
      ['b', 1, 22, sell('t3', B)],
    ]);
    expect(fold.escrow.holding(V, STOCK_PLACE, REGISTER)).toBe(0);
    expect(fold.escrow.holding(V, STOCK_PLACE, B)).toBe(0);
    expect(fold.balance(V, STOCK_PLACE)).toBe(0);
    expect(fold.escrow.holdings()).toEqual([]);
  });

  test('FOLD-35 a count changes the pool only; one register may give to another; an overdraw is visible', () => {
    const fold = foldOf([
      ['k', 1, 10, movement(V, 9000, 'receipt', idOf('r'))],
      ['k', 2, 11, grant('e1', REGISTER, 3000)],
      ['k', 3, 12, count(V, 5000, 12, idOf('s'))],
      ['k', 4, 13, grant('e2', B, 1000, REGISTER)],
    ]);
    expect(fold.escrow.holding(V, STOCK_PLACE, REGISTER)).toBe(2000);
    expect(fold.escrow.holding(V, STOCK_PLACE, B)).toBe(1000);
    expect(fold.escrow.heldOf(V, STOCK_PLACE)).toBe(3000);
    expect(fold.balance(V, STOCK_PLACE)).toBe(5000);
    for (const ticket of ['t1', 't2'])
      fold.add(refOf('b', ticket === 't1' ? 1 : 2, 20, STOCK_DOCUMENT), sell(ticket, B));
    expect(fold.escrow.holdings()).toContainEqual({ variant: V, place: STOCK_PLACE, register: B, quantity: -1000 });
  });
});

test('FOLD-30 case c3: 5 boxes in, one bottle out is 59 bottles, shown as 4 箱 11 瓶; 60 single sales empty it', () => {
  const fold = foldOf([['k', 1, 10, movement(V, 60_000, 'receipt', idOf('r'))]]);
  fold.add(refOf('a', 1, 20, STOCK_DOCUMENT), movement(V, -1000, 'sale', idOf('t1')));
  expect(splitIntoUnits(fold.balance(V, STOCK_PLACE), { numerator: 12, denominator: 1 })).toEqual({
    larger: 4,
    rest: 11_000,
  });
  for (let i = 2; i <= 60; i++)
    fold.add(refOf('a', i, 20 + i, STOCK_DOCUMENT), movement(V, -1000, 'sale', idOf(`t${i}`)));
  expect(fold.balance(V, STOCK_PLACE)).toBe(0);
  expect(oversoldTasks(fold)).toEqual([]);
});

test('FOLD-30 rows are given out again, and a document’s id comes back as it was', () => {
  const fold = foldOf([]);
  const id = 'AbCd0123-_AbCd0123-_AbCd.Zz09-_aaBB';
  fold.add(refOf('a', 1, 10, STOCK_DOCUMENT), movement(V, -1000, 'sale', id, 7));
  expect(fold.rows.documentOf(0)).toBe(id);
  fold.remove(refOf('a', 1, 10, STOCK_DOCUMENT), movement(V, -1000, 'sale', id, 7));
  fold.add(refOf('a', 2, 11, STOCK_DOCUMENT), movement(V, 2000, 'receipt', idOf('r')));
  expect(fold.rows.length).toBe(1);
  expect(fold.balance(V, null)).toBe(2000);
});
