/** Case c1: a count, and facts that arrive after it, in every order of arrival. */
import { expect, test } from 'vitest';
import { movementList } from '../../../shared/stock/movement-list.ts';
import { StockFold } from '../../../shared/stock/stock-fold.ts';
import { count, entryAt, idOf, movement, STOCK_PLACE, timeAt } from '../../kit/fold-facts.ts';

const VARIANT = idOf('mask');

const facts = [
  entryAt('a', 1, timeAt('2026-09-19 16:15'), movement(VARIANT, 15_000_000, 'receipt', idOf('r1'))),
  entryAt('a', 2, timeAt('2026-09-21 03:11'), count(VARIANT, 13_000_000, timeAt('2026-09-21 03:11'), idOf('s1'))),
  entryAt('a', 3, timeAt('2026-09-21 16:19'), movement(VARIANT, -2_000_000, 'sale', idOf('t1'))),
  entryAt('b', 1, timeAt('2026-09-20 10:00'), movement(VARIANT, -500_000, 'sale', idOf('t2'))),
  entryAt('a', 4, timeAt('2026-09-22 09:00'), {
    ...movement(VARIANT, 56_000, 'receipt', idOf('r2')),
    at: '2026-09-18',
  }),
] as const;

function foldOf(order: readonly number[]): StockFold {
  const fold = new StockFold(480);
  for (const i of order) {
    const fact = facts[i];
    if (fact !== undefined) fold.add(fact.ref, fact.entry);
  }
  return fold;
}

const varianceOf = (fold: StockFold): number | undefined =>
  movementList(fold, VARIANT, STOCK_PLACE, 10).find((row) => row.count !== null)?.count?.variance;

function* permutations(items: readonly number[]): IterableIterator<readonly number[]> {
  if (items.length < 2) {
    yield items;
    return;
  }
  for (const [i, first] of items.entries()) {
    for (const rest of permutations(items.filter((_, k) => k !== i))) yield [first, ...rest];
  }
}

test('FOLD-31 after three facts 11,000 are on hand and the variance is −2,000; late facts move the variance alone', () => {
  const three = foldOf([0, 1, 2]);
  expect(three.balance(VARIANT, STOCK_PLACE)).toBe(11_000_000);
  expect(varianceOf(three)).toBe(-2_000_000);
  const four = foldOf([0, 1, 2, 3]);
  expect(four.balance(VARIANT, STOCK_PLACE)).toBe(11_000_000);
  expect(varianceOf(four)).toBe(-1_500_000);
});

test('FOLD-31 all 120 orders of arrival give 11,000, −1,556, and 14,556 as of 20 September', () => {
  let orders = 0;
  for (const order of permutations([0, 1, 2, 3, 4])) {
    const fold = foldOf(order);
    expect(fold.balance(VARIANT, STOCK_PLACE)).toBe(11_000_000);
    expect(varianceOf(fold)).toBe(-1_556_000);
    expect(fold.balanceAsOf(VARIANT, STOCK_PLACE, timeAt('2026-09-20 12:00'))).toBe(14_556_000);
    orders++;
  }
  expect(orders).toBe(120);
});

test('FOLD-31 the list shows each fact at its own time with the balance after it', () => {
  const rows = movementList(foldOf([4, 3, 2, 1, 0]), VARIANT, STOCK_PLACE, 10);
  expect(rows.map((row) => [row.kind, row.balance])).toEqual([
    ['sale', 11_000_000],
    ['count', 13_000_000],
    ['sale', 14_556_000],
    ['receipt', 15_056_000],
    ['receipt', 56_000],
  ]);
});
