/** Batches, what expires, and the list's filters. */
import { describe, expect, test } from 'vitest';
import { CatalogueFold } from '../../../shared/catalogue/catalogue-fold.ts';
import type { Entry } from '../../../shared/commit/part.ts';
import { partFault } from '../../../shared/schema/check-part.ts';
import { addDays, batchesOf, freshnessOf, proposeIssue } from '../../../shared/stock/batch-book.ts';
import { StockFold } from '../../../shared/stock/stock-fold.ts';
import { type StockFilter, stockList } from '../../../shared/stock/stock-list.ts';
import { BRANCH, idOf, movement, refOf, STOCK_DOCUMENT, STOCK_PLACE, WAREHOUSE } from '../../kit/fold-facts.ts';
import { postedCount } from '../../kit/stocktake-facts.ts';

const MILK = idOf('milk');
const received = (paper: string, quantity: number, batch: string, expiry: string): Entry => ({
  ...movement(MILK, quantity, 'receipt', idOf(paper)),
  batch,
  ...(expiry === '' ? {} : { expiry }),
});
const sold = (paper: string, quantity: number, batch?: string): Entry => ({
  ...movement(MILK, -quantity, 'sale', idOf(paper)),
  ...(batch === undefined ? {} : { batch }),
});

function stockOf(...entries: readonly Entry[]): StockFold {
  const stock = new StockFold(480);
  for (const [i, entry] of entries.entries()) stock.add(refOf('a', i + 1, 100 + i, STOCK_DOCUMENT), entry);
  return stock;
}
const heldIn = (stock: StockFold) =>
  batchesOf(stock, MILK, [STOCK_PLACE]).map(({ batch, expiry, quantity }) => [batch, expiry, quantity]);

describe('BATCH-1 on hand by batch', () => {
  const two = [received('r1', 10_000, 'B2', '2026-12-20'), received('r2', 6000, 'B1', '2026-12-01')];

  test('BATCH-1 BATCH-3 in the order in which they go out; what was sold without a batch is not guessed', () => {
    const stock = stockOf(...two, received('r3', 4000, 'B0', ''), sold('t1', 2000, 'B1'), sold('t2', 3000));
    expect(heldIn(stock)).toEqual([
      ['B1', '2026-12-01', 4000],
      ['B2', '2026-12-20', 10_000],
      ['B0', null, 4000],
    ]);
    expect(stock.balance(MILK, STOCK_PLACE)).toBe(15_000);
    expect(batchesOf(stock, MILK, ['x/y'])).toEqual([]);
  });

  test('BATCH-1 a count by batch is the truth about batches, one without leaves them, one of nothing empties them', () => {
    const by = (batch: string, counted: number, line: number): Entry =>
      postedCount(MILK, 's', counted, 102, { batch, line });
    const stock = stockOf(...two);
    for (const [i, one] of [by('B1', 5000, 1), by('B3', 1000, 2)].entries())
      stock.add(refOf('b', 1, 110, STOCK_DOCUMENT, i), one);
    expect(heldIn(stock)).toEqual([
      ['B1', '2026-12-01', 5000],
      ['B3', null, 1000],
    ]);
    expect(heldIn(stockOf(...two, postedCount(MILK, 's', 9000, 104)))).toHaveLength(2);
    expect(heldIn(stockOf(...two, postedCount(MILK, 's', 0, 104)))).toEqual([]);
  });

  test('BATCH-2 of two expiries of one batch the earlier counts', () => {
    expect(heldIn(stockOf(received('r1', 1000, 'B', '2026-12-20'), received('r2', 1000, 'B', '2026-12-05')))).toEqual([
      ['B', '2026-12-05', 2000],
    ]);
  });
});

describe('BATCH-2 freshness', () => {
  test('BATCH-2 sold through its last day, near in the days before, expired after', () => {
    expect(freshnessOf('2026-11-25', '2026-11-25', 30)).toBe('near');
    expect(freshnessOf('2026-11-24', '2026-11-25', 30)).toBe('expired');
    expect(freshnessOf('2026-12-25', '2026-11-25', 30)).toBe('near');
    expect(freshnessOf('2026-12-26', '2026-11-25', 30)).toBe('good');
    expect(freshnessOf(null, '2026-11-25', 30)).toBe('good');
    expect(addDays('2026-12-30', 3)).toBe('2027-01-02');
  });

  test('BATCH-3 an issue takes the earliest that is not expired, over several batches, and says what it could not find', () => {
    const stock = stockOf(
      received('r1', 2000, 'old', '2026-11-20'),
      received('r2', 3000, 'soon', '2026-12-01'),
      received('r3', 5000, 'later', '2027-05-01'),
    );
    const batches = batchesOf(stock, MILK, [STOCK_PLACE]);
    const { shares, rest, expired } = proposeIssue(batches, 4000, '2026-11-25', 30);
    expect(shares.map(({ batch, quantity, freshness }) => [batch, quantity, freshness])).toEqual([
      ['soon', 3000, 'near'],
      ['later', 1000, 'good'],
    ]);
    expect([rest, expired]).toEqual([0, 2000]);
    expect(proposeIssue(batches, 9000, '2026-11-25', 30)).toMatchObject({ rest: 1000, refused: true });
    expect(proposeIssue(batches, 9000, '2026-11-25', 30, 1000).refused).toBe(false);
    expect(proposeIssue([], 9000, '2026-11-25', 30)).toMatchObject({ rest: 9000, refused: false });
  });
});

test('BATCH-4 serials are as many as pieces, none twice', () => {
  const fault = (serials: readonly string[]) => {
    const entry = { ...movement(MILK, 2000, 'receipt', idOf('r')), serials: [...serials] };
    const uses = [`goodsReceipt.add@${BRANCH}/${WAREHOUSE}`];
    return partFault(STOCK_DOCUMENT, { salt: 'A'.repeat(22), command: 'x', entries: [entry] }, uses);
  };
  expect(fault(['S1', 'S2'])).toBeNull();
  expect(fault(['S1'])).toBe('shape');
  expect(fault(['S1', 'S1'])).toBe('shape');
});

describe('LIST-1 the figures above the list filter it', () => {
  const shirt = idOf('shirt');
  const product = (id: string, fields: object): Entry => ({
    kind: 'new',
    type: 'product',
    id,
    fields: { unit: '件', ...fields },
  });
  const variant = (id: string, colour: string, size: string): Entry => ({
    kind: 'new',
    type: 'variant',
    id: idOf(id),
    fields: { product: shirt, attributes: { 颜色: colour, 尺码: size } },
  });
  const catalogue = new CatalogueFold((name) => ({ full: name, initials: '' }));
  for (const [i, entry] of [
    product(MILK, { name: '牛奶', tracking: 'batch', minStock: 5000, maxStock: 8000 }),
    product(shirt, { name: '衬衫', attributes: ['颜色', '尺码'] }),
    variant('redS', '红', 'S'),
    variant('redM', '红', 'M'),
    variant('blueS', '蓝', 'S'),
    variant('blueM', '蓝', 'M'),
  ].entries())
    catalogue.add(refOf('c', i + 1, i + 1, 'catalogue'), entry);
  const stock = stockOf(
    received('r1', 9000, 'B', '2026-12-01'),
    movement(idOf('redS'), 2000, 'receipt', idOf('r2')),
    movement(idOf('blueS'), -1000, 'sale', idOf('t1')),
  );
  const list = (filter: StockFilter, reserved = 0) =>
    stockList(
      catalogue,
      stock,
      { places: [STOCK_PLACE], search: '', filter, offset: 0, limit: 50, today: '2026-11-25' },
      {
        reserved: (one) => (one === MILK ? reserved : 0),
        inTransit: (one) => (one === shirt ? 0 : one === MILK ? 3000 : 0),
        travel: () => 'listed',
      },
    );

  test('LIST-1 each says as many as its filter shows', () => {
    const { figures } = list('all');
    expect(figures).toEqual({
      onHand: 10_000,
      reserved: 0,
      inTransit: 3000,
      negative: 1,
      low: 0,
      over: 1,
      gaps: 1,
      expiring: 1,
      items: 5,
    });
    expect(list('expiring').rows.map(({ name, freshness }) => [name, freshness])).toEqual([['牛奶', 'near']]);
    expect(list('over').total).toBe(1);
    expect(list('transit').total).toBe(1);
    expect(list('negative').total).toBe(1);
    expect(list('low', 5000).rows.map(({ name }) => name)).toEqual(['牛奶']);
    expect(list('reserved', 5000).total).toBe(1);
  });

  test('LIST-2 red M is gone while red S is there; blue has nothing left to have a gap in', () => {
    expect(list('gaps').rows.map(({ spec }) => spec)).toEqual(['红 / M']);
  });
});
