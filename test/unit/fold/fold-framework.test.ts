import { describe, expect, test } from 'vitest';
import { CatalogueFold } from '../../../shared/catalogue/catalogue-fold.ts';
import { compareRefs } from '../../../shared/fold/entry-ref.ts';
import { FactSet } from '../../../shared/fold/fact-set.ts';
import { FoldSet } from '../../../shared/fold/fold.ts';
import { SumFold } from '../../../shared/fold/sum-fold.ts';
import { TouchedKeys } from '../../../shared/fold/touched-keys.ts';
import { StockFold } from '../../../shared/stock/stock-fold.ts';
import { idOf, movement, refOf, STOCK_DOCUMENT, STOCK_PLACE } from '../../kit/fold-facts.ts';

const readName = (name: string) => ({ full: name, initials: name });
const V = idOf('v');

describe('a set of folds', () => {
  const make = () => {
    const stock = new StockFold(480);
    const catalogue = new CatalogueFold(readName);
    return { stock, catalogue, folds: new FoldSet([stock, catalogue]) };
  };
  const sale = movement(V, -1000, 'sale', idOf('t'));

  test('FOLD-3 a part goes to the folds of its kind of document, and comes out again', () => {
    const { stock, catalogue, folds } = make();
    const place = refOf('a', 1, 10, STOCK_DOCUMENT);
    folds.addPart(place, [sale, { ...sale, line: 2 }]);
    expect(stock.balance(V, STOCK_PLACE)).toBe(-2000);
    expect(catalogue.products.size).toBe(0);
    expect([...folds.drainTouched()]).toEqual([['stock', new Set([V])]]);
    expect(folds.drainTouched().size).toBe(0);
    folds.removePart(place, [sale, { ...sale, line: 2 }]);
    expect(stock.balance(V, STOCK_PLACE)).toBe(0);
    folds.addPart(refOf('a', 2, 11, 'nobody'), [sale]);
    expect(stock.balance(V, STOCK_PLACE)).toBe(0);
  });

  test('FOLD-4 snapshots carry their frontier; of another version, frontier or number they are not taken', () => {
    const { stock, folds } = make();
    folds.addPart(refOf('a', 1, 10, STOCK_DOCUMENT), [sale]);
    const snapshots = structuredClone(folds.snapshot('{"a":1}'));
    const again = make();
    expect(again.folds.restore(snapshots)).toBe('{"a":1}');
    expect(again.stock.balance(V, null)).toBe(stock.balance(V, null));
    expect(make().folds.restore([])).toBeNull();
    expect(make().folds.restore(snapshots.slice(1))).toBeNull();
    expect(make().folds.restore(snapshots.map((one) => ({ ...one, version: 99 })))).toBeNull();
    expect(make().folds.restore(snapshots.map((one, i) => ({ ...one, frontier: `${i}` })))).toBeNull();
  });
});

test('FOLD-6 order is time, feed, seq, hash, place', () => {
  const at = (feed: string, seq: number, time: number, index = 0) => refOf(feed, seq, time, 'catalogue', index);
  const sorted = [at('b', 1, 10), at('a', 2, 10), at('a', 1, 10, 1), at('a', 1, 10), at('z', 1, 9)].sort(compareRefs);
  expect(sorted.map((ref) => [ref.feed[0], ref.seq, ref.time, ref.index])).toEqual([
    ['z', 1, 9, 0],
    ['a', 1, 10, 0],
    ['a', 1, 10, 1],
    ['a', 2, 10, 0],
    ['b', 1, 10, 0],
  ]);
});

test('FOLD-20 the same fact twice counts once and speaks in the name of the first; other content stands beside it', () => {
  const appeared: string[] = [];
  const facts = new FactSet<{ amount: number }>(
    (fact) => appeared.push(`+${fact.ref.feed[0]}${fact.value.amount}`),
    (fact) => appeared.push(`-${fact.ref.feed[0]}${fact.value.amount}`),
  );
  facts.add(refOf('b', 1, 20, 'x'), 'key', { amount: 5 });
  facts.add(refOf('a', 1, 10, 'x'), 'key', { amount: 5 });
  facts.add(refOf('c', 1, 30, 'x'), 'key', { amount: 7 });
  expect(facts.get('key').map((fact) => [fact.ref.feed[0], fact.value.amount])).toEqual([
    ['a', 5],
    ['c', 7],
  ]);
  expect(facts.disputed()).toEqual(['key']);
  facts.remove(refOf('a', 1, 10, 'x'), 'key');
  facts.remove(refOf('c', 1, 30, 'x'), 'key');
  expect(facts.get('key').map((fact) => fact.ref.feed[0])).toEqual(['b']);
  expect(appeared).toEqual(['+b5', '-b5', '+a5', '+c7', '-a5', '+b5', '-c7']);
});

test('FOLD-21 sums count every distinct fact, and give it back exactly', () => {
  const sums = new SumFold<{ key: string; amount: number }>((value) => [[value.key, value.amount]]);
  sums.add(refOf('a', 1, 1, 'x'), '1', { key: 'cash', amount: 5 });
  sums.add(refOf('b', 1, 2, 'x'), '1', { key: 'cash', amount: 5 });
  sums.add(refOf('a', 2, 3, 'x'), '2', { key: 'cash', amount: -2 });
  expect(sums.sum('cash')).toBe(3);
  sums.remove(refOf('a', 1, 1, 'x'), '1');
  expect(sums.sum('cash')).toBe(3);
  sums.remove(refOf('b', 1, 2, 'x'), '1');
  expect([...sums.sums()]).toEqual([['cash', -2]]);
});

test('touched keys turn into "many" beyond a thousand, and begin anew when drained', () => {
  const keys = new TouchedKeys();
  for (let i = 0; i < 1000; i++) keys.mark(`${i}`);
  expect([...keys.drain()]).toHaveLength(1000);
  for (let i = 0; i <= 1000; i++) keys.mark(`${i}`);
  keys.mark('more');
  expect(keys.drain()).toBe('many');
  expect(keys.drain()).toEqual(new Set());
});
