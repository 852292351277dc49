/** Stocktakes beside sales, receipts and late facts: any order, any partition, taken out again, from a snapshot. */
import fc from 'fast-check';
import { test, vi } from 'vitest';
import type { Entry } from '../../shared/commit/part.ts';
import type { Fold, SnapshotData } from '../../shared/fold/fold.ts';
import { movementList } from '../../shared/stock/movement-list.ts';
import { StockFold } from '../../shared/stock/stock-fold.ts';
import { StocktakeFold } from '../../shared/stock/stocktake-fold.ts';
import { stocktakeSheet } from '../../shared/stock/stocktake-sheet.ts';
import { BRANCH, idOf, MEMBER, type PlacedEntry, refOf, WAREHOUSE } from '../kit/fold-facts.ts';
import { checkFoldLaws } from '../kit/fold-laws.ts';
import { choice, OTHER, post, postedCount, step, stocktake, THIRD, tally } from '../kit/stocktake-facts.ts';

vi.setConfig({ testTimeout: 60_000 });

const START = 1_790_000_000_000_000;
const HOUR = 3_600_000_000;
const names = ['v1', 'v2'];
const variant = fc.constantFrom(...names.map(idOf));
const takes = fc.constantFrom('s1', 's2');
const at = fc.integer({ min: 0, max: 40 }).map((hours) => START + hours * HOUR);
const counter = fc.constantFrom(MEMBER, OTHER, THIRD);

const tallies: fc.Arbitrary<Entry> = fc
  .record({
    id: fc.constantFrom('b1', 'b2', 'b3', 'b4', 'b5'),
    of: takes,
    variant,
    quantity: fc.integer({ min: -2000, max: 6000 }),
    at,
    counter,
    bin: fc.constantFrom(undefined, 'A', 'B'),
    round: fc.constantFrom(undefined, undefined, 2),
    none: fc.constantFrom(undefined, undefined, true),
  })
  .map(({ id, of, variant: v, quantity, at: when, ...more }) =>
    tally(id, of, v, quantity, when, Object.fromEntries(Object.entries(more).filter(([, one]) => one !== undefined))),
  );
const moves: fc.Arbitrary<Entry> = fc
  .record({
    variant,
    quantity: fc.integer({ min: 1, max: 5000 }),
    type: fc.constantFrom('receipt', 'sale'),
    document: fc.constantFrom(...['p1', 'p2', 'p3'].map(idOf)),
    line: fc.integer({ min: 1, max: 2 }),
    at: fc.constantFrom(undefined, undefined, '2026-09-20'),
  })
  .map(({ at: day, quantity, ...rest }) => ({
    kind: 'movement',
    ...rest,
    quantity: rest.type === 'sale' ? -quantity : quantity,
    ...(day === undefined ? {} : { at: day }),
  }));
const papers: fc.Arbitrary<Entry> = fc.oneof(
  takes.map((id) => stocktake(id, { recountOver: 100 })),
  fc
    .record({ id: fc.constantFrom('c1', 'c2'), of: takes, variant, what: fc.constantFrom('add', 'drop'), counter, at })
    .map((one) => choice(one.id, one.of, one.variant, one.what === 'add' ? 'add' : 'drop', one.counter, one.at)),
  fc
    .record({
      id: fc.constantFrom('1', '2', '3'),
      of: takes,
      name: fc.constantFrom('submit', 'withdraw', 'reject', 'void'),
      over: fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 6 })), { maxLength: 2 }),
    })
    .map((one) => step(one.id, one.of, one.name, one.over)),
  fc
    .record({ id: fc.constantFrom('q1', 'q2'), of: takes, part: fc.constantFrom(1, 2) })
    .map((one) => post(one.id, one.of, one.part, 2)),
  fc
    .record({ variant, of: takes, counted: fc.integer({ min: 0, max: 9000 }), at, bin: fc.constantFrom('', 'A') })
    .map((one) => postedCount(one.variant, one.of, one.counted, one.at, one.bin === '' ? {} : { bin: one.bin })),
);

const facts: fc.Arbitrary<readonly PlacedEntry[]> = fc
  .array(
    fc.record({
      feed: fc.constantFrom('a', 'b', 'c'),
      hours: fc.integer({ min: 0, max: 9 }),
      document: fc.constantFrom(`stock/${BRANCH}/${WAREHOUSE}/2026-09`, `stock/${BRANCH}/house--2/2026-09`),
      entries: fc.array(
        fc.oneof({ weight: 3, arbitrary: tallies }, { weight: 2, arbitrary: moves }, { weight: 2, arbitrary: papers }),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
    }),
    { maxLength: 16 },
  )
  .map((commits) => {
    const seqs = new Map<string, number>();
    const times = new Map<string, number>();
    return commits.flatMap(({ feed, hours, document, entries }) => {
      const seq = (seqs.get(feed) ?? 0) + 1;
      const time = (times.get(feed) ?? START) + hours * HOUR + 1;
      seqs.set(feed, seq);
      times.set(feed, time);
      return entries.map((entry, index) => ({ ref: refOf(feed, seq, time, document, index), entry }));
    });
  });

/** Both folds as one, as the app has them. */
class Counting implements Fold {
  readonly name = 'counting';
  readonly version = 1;
  readonly documents = ['stock'] as const;
  readonly stock = new StockFold(480);
  readonly stocktakes = new StocktakeFold();

  add(...told: Parameters<Fold['add']>): void {
    for (const fold of [this.stock, this.stocktakes]) fold.add(...told);
  }
  remove(...told: Parameters<Fold['remove']>): void {
    for (const fold of [this.stock, this.stocktakes]) fold.remove(...told);
  }
  snapshot(): SnapshotData {
    return { stock: this.stock.snapshot(), stocktakes: this.stocktakes.snapshot() };
  }
  restore(data: SnapshotData): void {
    this.stock.restore(data.stock as SnapshotData);
    this.stocktakes.restore(data.stocktakes as SnapshotData);
  }
  drainTouched(): ReadonlySet<string> | 'many' {
    return 'many';
  }
}

function viewOf({ stock, stocktakes }: Counting): unknown {
  const goods = { isInScope: () => true, priceOf: () => 10_000, binsOf: () => [] };
  return {
    stock: names.map(idOf).map((one) => [stock.balance(one, null), movementList(stock, one, null, 1000)]),
    papers: stocktakes.papers().map((paper) => {
      const { lines, figures } = stocktakeSheet(stocktakes, stock, paper, goods);
      const sorted = [...lines].sort((a, b) => (a.variant < b.variant ? -1 : 1));
      return [paper.start.key, paper.place, paper.status, paper.partlyPosted, sorted, figures];
    }),
  };
}

test('COUNT-2 COUNT-3 COUNT-6 COUNT-8 FOLD-1 FOLD-2 FOLD-3 FOLD-4 counts beside sales and late facts come to one sheet in any order', () => {
  checkFoldLaws({ make: () => new Counting(), view: viewOf, facts, runs: 200 });
});
