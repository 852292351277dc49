/** Stocktakes: several counters, choices, recounts, approvals, late facts. */
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../shared/commit/part.ts';
import { partFault } from '../../../shared/schema/check-part.ts';
import { StockFold } from '../../../shared/stock/stock-fold.ts';
import { buildPost, buildTally, postedLines, slicesOf } from '../../../shared/stock/stocktake-commands.ts';
import { StocktakeFold } from '../../../shared/stock/stocktake-fold.ts';
import { type SheetGoods, stocktakeSheet } from '../../../shared/stock/stocktake-sheet.ts';
import {
  BRANCH,
  count,
  idOf,
  MEMBER,
  movement,
  refOf,
  STOCK_DOCUMENT,
  STOCK_PLACE,
  timeAt,
  WAREHOUSE,
} from '../../kit/fold-facts.ts';
import { choice, OTHER, post, postedCount, step, stocktake, THIRD, tally } from '../../kit/stocktake-facts.ts';

const MILK = idOf('milk');
const RICE = idOf('rice');
const AT = timeAt('2026-09-20 10:00');
const MINUTE = 60_000_000;
type Told = readonly [string, number, number, Entry, string?];

function shop(told: readonly Told[]) {
  const stock = new StockFold(480);
  const stocktakes = new StocktakeFold();
  const add = ([feed, seq, time, entry, document = STOCK_DOCUMENT]: Told): void => {
    for (const fold of [stock, stocktakes]) fold.add(refOf(feed, seq, time, document), entry);
  };
  for (const one of told) add(one);
  const goods: SheetGoods = {
    isInScope: () => true,
    priceOf: () => 100_000,
    binsOf: (variant) => (variant === MILK ? ['A', 'B'] : []),
  };
  const sheet = (id = 's') => {
    const paper = stocktakes.paper(idOf(id));
    if (paper === null) throw new Error('no stocktake');
    return stocktakeSheet(stocktakes, stock, paper, goods);
  };
  const line = (variant = MILK) => sheet().lines.find((one) => one.variant === variant);
  return { stock, stocktakes, add, sheet, line };
}

const received: Told = ['k', 1, AT, movement(MILK, 27_000, 'receipt', idOf('r'))];
const opened: Told = ['k', 2, AT + MINUTE, stocktake('s')];

describe('COUNT-2 tallies add up', () => {
  test('COUNT-1 COUNT-2 two people, two bins, one taken back: 26, and no balance has moved', () => {
    const { line, stock } = shop([
      received,
      opened,
      ['a', 1, AT + 3 * MINUTE, tally('b1', 's', MILK, 20_000, AT + 2 * MINUTE, { bin: 'A' })],
      ['b', 1, AT + 3 * MINUTE, tally('b2', 's', MILK, 7000, AT + 2 * MINUTE, { bin: 'B', counter: OTHER })],
      ['b', 2, AT + 4 * MINUTE, tally('b3', 's', MILK, -1000, AT + 3 * MINUTE, { bin: 'B', counter: OTHER })],
    ]);
    expect(line()).toMatchObject({ counted: 26_000, book: 27_000, variance: -1000, asked: false, value: -1000 });
    expect(stock.balance(MILK, STOCK_PLACE)).toBe(27_000);
  });

  test('COUNT-2 a batch sent twice counts once; taken back altogether it is not counted, unless none was found', () => {
    const one = tally('b1', 's', MILK, 5000, AT);
    const { line, add } = shop([opened, ['a', 1, AT, one], ['c', 1, AT + MINUTE, one]]);
    expect(line()?.counted).toBe(5000);
    add(['a', 2, AT + MINUTE, tally('b2', 's', MILK, -5000, AT + MINUTE)]);
    expect(line()).toBeUndefined();
    add(['a', 3, AT + MINUTE, tally('b3', 's', MILK, 0, AT + MINUTE, { none: true })]);
    expect(line()?.counted).toBe(0);
  });

  test('COUNT-3 tallied in another warehouse it is none of this stocktake’s', () => {
    const elsewhere = `stock/${BRANCH}/house--2/2026-09`;
    const { sheet } = shop([opened, ['a', 1, AT, tally('b1', 's', MILK, 5000, AT), elsewhere]]);
    expect(sheet().figures.counted).toBe(0);
  });
});

describe('COUNT-4 counted by two', () => {
  const told: Told[] = [
    received,
    opened,
    ['a', 1, AT + 3 * MINUTE, tally('b1', 's', MILK, 12_000, AT + 2 * MINUTE)],
    ['b', 1, AT + 5 * MINUTE, tally('b2', 's', MILK, 13_000, AT + 4 * MINUTE, { counter: OTHER })],
  ];

  test('COUNT-4 somebody is asked; added up it is 25, of the later alone 13', () => {
    const { line, add } = shop(told);
    expect(line()).toMatchObject({ counted: 25_000, asked: true });
    add(['a', 2, AT + 6 * MINUTE, choice('c1', 's', MILK, 'add', MEMBER, AT + 6 * MINUTE)]);
    expect(line()).toMatchObject({ counted: 25_000, asked: false });
    add(['a', 3, AT + 7 * MINUTE, choice('c2', 's', MILK, 'drop', MEMBER, AT + 7 * MINUTE)]);
    expect(line()).toMatchObject({ counted: 13_000, asked: false });
    expect(line()?.cells[0]?.dropped.map(({ quantity }) => quantity)).toEqual([12_000]);
  });

  test('COUNT-4 what is scanned after the choice counts, and a third person asks again', () => {
    const { line, add } = shop([
      ...told,
      ['a', 2, AT + 6 * MINUTE, choice('c1', 's', MILK, 'add', MEMBER, AT + 6 * MINUTE)],
    ]);
    add(['a', 3, AT + 8 * MINUTE, tally('b3', 's', MILK, 1000, AT + 8 * MINUTE)]);
    expect(line()).toMatchObject({ counted: 26_000, asked: false });
    add(['c', 1, AT + 9 * MINUTE, tally('b4', 's', MILK, 1000, AT + 9 * MINUTE, { counter: THIRD })]);
    expect(line()).toMatchObject({ counted: 27_000, asked: true });
  });
});

describe('COUNT-5 recount', () => {
  const short: Told[] = [
    received,
    ['k', 2, AT + MINUTE, stocktake('s', { recountOver: 3000 })],
    ['a', 1, AT + 3 * MINUTE, tally('b1', 's', MILK, 20_000, AT + 2 * MINUTE)],
  ];

  test('COUNT-5 beyond the limit it is due; by somebody else it is done and takes the place of the first', () => {
    const { line, sheet, add } = shop(short);
    expect(line()?.recount).toBe('due');
    expect(sheet().figures.recountDue).toBe(1);
    add(['b', 1, AT + 5 * MINUTE, tally('b2', 's', MILK, 26_000, AT + 4 * MINUTE, { counter: OTHER, round: 2 })]);
    expect(line()).toMatchObject({ counted: 26_000, variance: -1000, recount: 'done' });
  });

  test('COUNT-5 by the same person it is no recount', () => {
    const { line, add } = shop(short);
    add(['a', 2, AT + 5 * MINUTE, tally('b2', 's', MILK, 21_000, AT + 4 * MINUTE, { round: 2 })]);
    expect(line()).toMatchObject({ counted: 21_000, recount: 'due' });
  });
});

describe('COUNT-6 variance', () => {
  test('COUNT-6 a sale while counting is before or after the last scan, whenever it arrives; what came late is said', () => {
    const { line, stock, add, sheet } = shop([
      received,
      opened,
      ['a', 1, AT + 5 * MINUTE, tally('b1', 's', MILK, 26_000, AT + 4 * MINUTE)],
      ['t', 1, AT + 6 * MINUTE, movement(MILK, -2000, 'sale', idOf('after'))],
    ]);
    expect(line()).toMatchObject({ book: 27_000, variance: -1000 });
    add(['b', 1, AT + 10 * MINUTE, post('p', 's')]);
    add(['b', 1, AT + 10 * MINUTE, postedCount(MILK, 's', 26_000, AT + 4 * MINUTE)]);
    expect(stock.balance(MILK, STOCK_PLACE)).toBe(24_000);
    expect(sheet().figures).toMatchObject({ different: 1, loss: 1000, accuracy: 0, late: 0 });
    add(['u', 1, AT + 3 * MINUTE, movement(MILK, -1000, 'sale', idOf('before'))]);
    expect(line()).toMatchObject({ book: 26_000, variance: 0, late: 0 });
    expect(stock.balance(MILK, STOCK_PLACE)).toBe(24_000);
    add(['u', 2, AT + 20 * MINUTE, { ...movement(MILK, 5000, 'receipt', idOf('dated')), at: '2026-09-19' }]);
    expect(line()).toMatchObject({ book: 31_000, variance: -5000, late: 1 });
    expect(stock.balance(MILK, STOCK_PLACE)).toBe(24_000);
  });
});

describe('COUNT-7 status', () => {
  const statusAfter = (...told: readonly Told[]) => shop([opened, ...told]).stocktakes.paper(idOf('s'))?.status;

  test('COUNT-7 submitted, taken back, sent back, void; what was posted stands beside a void', () => {
    const submitted: Told = ['a', 1, AT + 2 * MINUTE, step('1', 's', 'submit')];
    const over = [['a', 1]] as const;
    expect(statusAfter(submitted)).toBe('submitted');
    expect(statusAfter(submitted, ['a', 2, AT + 3 * MINUTE, step('2', 's', 'withdraw', over)])).toBe('counting');
    expect(statusAfter(submitted, ['b', 1, AT + 3 * MINUTE, step('3', 's', 'reject', over)])).toBe('rejected');
    const gone: Told = ['a', 2, AT + 3 * MINUTE, step('4', 's', 'void', over)];
    expect(statusAfter(submitted, gone)).toBe('void');
    expect(statusAfter(submitted, gone, ['b', 1, AT + 4 * MINUTE, post('p', 's')])).toBe('posted');
  });

  test('COUNT-7 an approval of three commits of which one is missing says so', () => {
    const { stocktakes, add } = shop([
      opened,
      ['b', 1, AT, post('p1', 's', 1, 3)],
      ['b', 2, AT, post('p2', 's', 2, 3)],
    ]);
    expect(stocktakes.paper(idOf('s'))?.partlyPosted).toBe(true);
    add(['b', 3, AT, post('p3', 's', 3, 3)]);
    expect(stocktakes.paper(idOf('s'))?.partlyPosted).toBe(false);
  });
});

describe('COUNT-8 approval', () => {
  test('COUNT-8 two approvals that did not see each other do not add up: the later holds, bins and all', () => {
    const { stock, add } = shop([received]);
    add(['a', 1, AT + 9 * MINUTE, postedCount(MILK, 's', 20_000, AT + MINUTE, { bin: 'A' })]);
    add(['a', 1, AT + 9 * MINUTE, postedCount(MILK, 's', 6000, AT + MINUTE, { bin: 'B', line: 2 })]);
    const twice = shop([received]);
    for (const one of [twice, { add }])
      one.add(['b', 1, AT + 10 * MINUTE, postedCount(MILK, 's', 25_000, AT + MINUTE)]);
    expect(stock.balance(MILK, STOCK_PLACE)).toBe(25_000);
    expect(twice.stock.balance(MILK, STOCK_PLACE)).toBe(25_000);
  });

  test('COUNT-8 beside an approval a plain count under the same stocktake is nothing', () => {
    const { stock } = shop([
      received,
      ['b', 1, AT + 10 * MINUTE, postedCount(MILK, 's', 25_000, AT + MINUTE)],
      ['a', 1, AT + 11 * MINUTE, count(MILK, 1000, AT + 11 * MINUTE, idOf('s'))],
    ]);
    expect(stock.balance(MILK, STOCK_PLACE)).toBe(25_000);
  });

  test('COUNT-8 COUNT-9 COUNT-10 what an approval writes: counted lines, the rest as none where told, nothing that lies elsewhere, too', () => {
    const { sheet, add } = shop([
      received,
      ['k', 3, AT, movement(RICE, 5000, 'receipt', idOf('r2'))],
      ['k', 2, AT + MINUTE, stocktake('s', { bins: ['A'], mode: 'cycle' })],
      ['a', 1, AT + 3 * MINUTE, tally('b1', 's', MILK, 20_000, AT + 2 * MINUTE, { bin: 'A' })],
    ]);
    expect(sheet().lines.find((one) => one.variant === MILK)?.missing).toEqual(['B']);
    expect(postedLines(sheet().lines, null)).toEqual([]);
    add(['a', 2, AT + 4 * MINUTE, tally('b2', 's', MILK, 0, AT + 4 * MINUTE, { bin: 'B', none: true })]);
    const posted = postedLines(sheet().lines, { endedAt: AT + 4 * MINUTE, author: OTHER });
    expect(posted.map(({ variant, counts }) => [variant, counts.map(({ counted, bin }) => [bin, counted])])).toEqual([
      [
        MILK,
        [
          ['A', 20_000],
          ['B', 0],
        ],
      ],
      [RICE, [['', 0]]],
    ]);
  });

  test('COUNT-8 two thousand lines are three commits, none with half a variant; each is well-formed', () => {
    const lines = Array.from({ length: 1000 }, (_, i) => {
      const at = { at: AT, counter: MEMBER, batch: '' };
      return {
        variant: idOf(`v${i}`),
        counts: [
          { counted: 1000, bin: 'A', ...at },
          { counted: 2000, bin: 'B', ...at },
        ],
      };
    });
    const slices = slicesOf(lines);
    expect(slices.map((slice) => slice.length)).toEqual([400, 400, 200]);
    const place = { branch: BRANCH, warehouse: WAREHOUSE, month: '2026-09' };
    const draft = buildPost(
      { id: idOf('p'), stocktake: idOf('s'), part: 1, parts: 3, uncountedZero: false, lines: slices[0] ?? [] },
      place,
      MEMBER,
      AT,
    );
    expect(draft.uses).toEqual([`stocktake.approve@${BRANCH}/${WAREHOUSE}`]);
    const [part] = draft.parts;
    const text = { salt: 'A'.repeat(22), command: 'x', entries: part?.entries ?? [] };
    expect(partFault(part?.document ?? '', text, draft.uses)).toBeNull();
  });
});

describe('COUNT-11 who may', () => {
  const place = { branch: BRANCH, warehouse: WAREHOUSE, month: '2026-09' };
  const fault = (entry: Entry, use: string, author = MEMBER) =>
    partFault(
      STOCK_DOCUMENT,
      { salt: 'A'.repeat(22), command: 'x', entries: [entry] },
      [`${use}@${BRANCH}/${WAREHOUSE}`],
      author,
    );

  test('COUNT-11 each entry needs its right; nobody tallies in another’s name', () => {
    expect(fault(stocktake('s'), 'stocktake.add')).toBeNull();
    expect(fault(tally('b', 's', MILK, 1000, AT), 'stocktake.add')).toBeNull();
    expect(fault(tally('b', 's', MILK, 1000, AT), 'stocktake.add', OTHER)).toBe('uses');
    expect(fault(choice('c', 's', MILK, 'drop', OTHER, AT), 'stocktake.add')).toBe('uses');
    expect(fault(choice('c', 's', MILK, 'drop', MEMBER, AT), 'stocktake.add')).toBeNull();
    expect(fault(step('1', 's', 'submit'), 'stocktake.add')).toBeNull();
    expect(fault(step('1', 's', 'reject'), 'stocktake.add')).toBe('uses');
    expect(fault(step('1', 's', 'void'), 'stocktake.add')).toBe('uses');
    expect(fault(post('p', 's'), 'stocktake.add')).toBe('uses');
    expect(fault(postedCount(MILK, 's', 1000, AT), 'stocktake.add')).toBe('uses');
    expect(fault(postedCount(MILK, 's', 1000, AT), 'stocktake.approve')).toBeNull();
  });

  test('COUNT-2 scans are sent with what was told, never dated after their commit', () => {
    const input = {
      stocktake: idOf('s'),
      batch: 'b1',
      round: 1,
      lines: [{ variant: MILK, quantity: 2000, at: AT + MINUTE }],
    };
    const built = buildTally(input, place, MEMBER, AT);
    expect(built.ok && built.value.parts[0]?.entries).toEqual([tally('b1', 's', MILK, 2000, AT)]);
    expect(buildTally({ ...input, lines: [] }, place, MEMBER, AT)).toEqual({ ok: false, error: { code: 'no-lines' } });
  });
});
