/** Records: who wrote what over what (shared/fold/SPEC.md). */
import { describe, expect, test } from 'vitest';
import { PRICE_GUARD, priceChangePercent } from '../../../shared/catalogue/price-change.ts';
import type { Json } from '../../../shared/commit/json-text.ts';
import type { Entry } from '../../../shared/commit/part.ts';
import { type Over, RecordFold } from '../../../shared/fold/record-fold.ts';
import { newRecord, removeRecord, restoreRecord, setField } from '../../../shared/schema/record-command.ts';
import { feedOf, idOf, refOf } from '../../kit/fold-facts.ts';

const ID = idOf('milk');
const made = newRecord('product', ID, { name: '牛奶', retailPrice: 1000 });
const seen = (...commits: readonly string[]): Over =>
  commits.map((one) => [feedOf(one.split(' ')[0] ?? ''), Number(one.split(' ')[1])]);
const set = (field: string, value: Json, ...commits: readonly string[]): Entry =>
  setField('product', ID, field, value, seen(...commits));

/** [feed, seq, time, entry, uses?] */
type Told = readonly [string, number, number, Entry, (readonly string[])?];

function foldOf(told: readonly Told[]): RecordFold {
  const fold = new RecordFold('product', ['name', 'retailPrice'], () => {}, PRICE_GUARD);
  for (const [feed, seq, time, entry, uses] of told) {
    fold.add({ ...refOf(feed, seq, time, 'catalogue'), ...(uses === undefined ? {} : { uses }) }, entry);
  }
  return fold;
}
const created: Told = ['a', 1, 10, made];

test('FOLD-10 a record is there as soon as one entry about it is, even without its creation', () => {
  const fold = foldOf([['b', 1, 20, set('name', '酸奶', 'a 1')]]);
  expect(fold.read(ID)?.fields).toEqual({ name: '酸奶' });
  expect(fold.size).toBe(1);
  expect(foldOf([]).read(ID)).toBeNull();
});

test('FOLD-11 FOLD-13 a write replaces what it names, and shows that as before', () => {
  const fold = foldOf([created, ['b', 1, 20, set('retailPrice', 1100, 'a 1')]]);
  expect(fold.value(ID, 'retailPrice')).toBe(1100);
  expect(fold.hasConflict(fold.rowOf(ID))).toBe(false);
  const [latest] = fold.read(ID)?.history ?? [];
  expect(latest).toMatchObject({ kind: 'set', field: 'retailPrice', before: 1000, after: 1100, feed: feedOf('b') });
});

test('FOLD-11 an entry that names one of the future, or itself, replaces nothing by that', () => {
  const fold = foldOf([created, ['b', 1, 20, set('name', '假', 'b 1', 'c 1')], ['c', 1, 30, set('name', '真', 'a 1')]]);
  expect(fold.value(ID, 'name')).toBe('真');
  expect(fold.read(ID)?.conflicts.map((one) => one.values.map((value) => value.value))).toEqual([['真', '假']]);
});

test('FOLD-12 two who did not see each other: the later shows, both stand until somebody chooses', () => {
  const b: Told = ['b', 1, 20, set('retailPrice', 1100, 'a 1')];
  const c: Told = ['c', 1, 21, set('retailPrice', 1200, 'a 1')];
  for (const told of [
    [created, b, c],
    [c, b, created],
  ]) {
    const fold = foldOf(told);
    expect(fold.value(ID, 'retailPrice')).toBe(1200);
    const [open] = fold.read(ID)?.conflicts ?? [];
    expect(open).toMatchObject({ field: 'retailPrice', before: 1000 });
    expect(open?.values.map((one) => [one.value, one.feed])).toEqual([
      [1200, feedOf('c')],
      [1100, feedOf('b')],
    ]);
    fold.add(
      refOf('a', 2, 30, 'catalogue'),
      setField('product', ID, 'retailPrice', 1100, fold.overOfField(ID, 'retailPrice')),
    );
    expect(fold.read(ID)?.conflicts).toEqual([]);
    expect(fold.value(ID, 'retailPrice')).toBe(1100);
  }
});

test('FOLD-12 equal values are no conflict; of one time the feed decides', () => {
  const same = foldOf([created, ['b', 1, 20, set('name', '鲜奶', 'a 1')], ['c', 1, 21, set('name', '鲜奶', 'a 1')]]);
  expect(same.read(ID)?.conflicts).toEqual([]);
  const tie = foldOf([created, ['c', 1, 20, set('name', 'C', 'a 1')], ['b', 1, 20, set('name', 'B', 'a 1')]]);
  expect(tie.value(ID, 'name')).toBe('C');
});

describe('removing', () => {
  const removed: Told = ['b', 1, 20, removeRecord('product', ID, seen('a 1'))];
  test('FOLD-14 a remove that has seen everything hides the record', () => {
    const fold = foldOf([created, removed]);
    expect(fold.isRemoved(fold.rowOf(ID))).toBe(true);
    expect(fold.read(ID)).toMatchObject({ removed: true, removal: { feed: feedOf('b') } });
  });

  test('FOLD-14 a write that the remove has not seen keeps it shown, with a note by whom it was removed', () => {
    for (const time of [15, 25]) {
      const fold = foldOf([created, removed, ['c', 1, time, set('name', '鲜奶', 'a 1')]]);
      expect(fold.read(ID)).toMatchObject({ removed: false, removal: { feed: feedOf('b') }, fields: { name: '鲜奶' } });
    }
  });

  test('FOLD-15 naming the remove brings the record back, and it can be removed again', () => {
    const fold = foldOf([created, removed]);
    fold.add(refOf('a', 2, 30, 'catalogue'), restoreRecord('product', ID, fold.overOfRecord(ID)));
    expect(fold.read(ID)).toMatchObject({ removed: false, removal: null, fields: { name: '牛奶', retailPrice: 1000 } });
    fold.add(refOf('a', 3, 40, 'catalogue'), removeRecord('product', ID, fold.overOfRecord(ID)));
    expect(fold.read(ID)?.removed).toBe(true);
  });

  test('FOLD-16 a removed record stays removed when a write that the remove had seen turns void', () => {
    const write: Told = ['c', 1, 12, set('name', '鲜奶', 'a 1')];
    const before = foldOf([created, write]);
    const fold = foldOf([created, write, ['b', 1, 20, removeRecord('product', ID, before.overOfRecord(ID))]]);
    fold.remove(refOf('c', 1, 12, 'catalogue'), write[3]);
    expect(fold.read(ID)).toMatchObject({ removed: true, fields: { name: '牛奶' } });
  });
});

test('FOLD-16 voiding a write in the middle opens no conflict that nobody made', () => {
  const b: Told = ['b', 1, 20, set('name', '假', 'a 1')];
  const before = foldOf([created, b]);
  const fold = foldOf([
    created,
    b,
    ['a', 2, 30, setField('product', ID, 'name', '真', before.overOfField(ID, 'name'))],
  ]);
  fold.remove(refOf('b', 1, 20, 'catalogue'), b[3]);
  expect(fold.read(ID)).toMatchObject({ fields: { name: '真' }, conflicts: [] });
  expect(fold.read(ID)?.history[0]).toMatchObject({ before: '牛奶', after: '真' });
});

test('FOLD-17 of an open floor price the higher counts, of a limit the lower, whichever shows', () => {
  const fold = new RecordFold('product', ['floorPrice']);
  const write = (feed: string, time: number, value: Json): void =>
    fold.add(refOf(feed, 1, time, 'catalogue'), set('floorPrice', value, 'a 1'));
  fold.add(refOf('a', 1, 10, 'catalogue'), newRecord('product', ID, { floorPrice: 500 }));
  expect(fold.countedNumberAt(0, 'floorPrice', 'higher')).toBe(500);
  write('b', 20, 900);
  write('c', 21, 700);
  write('d', 22, null);
  expect(fold.valueAt(0, 'floorPrice')).toBeNull();
  expect([fold.countedNumberAt(0, 'floorPrice', 'higher'), fold.countedNumberAt(0, 'floorPrice', 'lower')]).toEqual([
    900, 700,
  ]);
});

describe('FOLD-18 how far a price may move', () => {
  test('FOLD-18 beyond the claim it is not shown; as claimed it is', () => {
    const at = (value: number, use: string) =>
      foldOf([created, ['b', 1, 20, set('retailPrice', value, 'a 1'), [use]]]).value(ID, 'retailPrice');
    expect(at(1050, 'catalogue.price≤5@*')).toBe(1050);
    expect(at(1051, 'catalogue.price≤5@*')).toBe(1000);
    expect(at(9999, 'catalogue.price@*')).toBe(9999);
    expect(at(9999, 'catalogue.*@*')).toBe(9999);
    expect(at(1001, 'catalogue.edit@*')).toBe(1000);
  });

  test('FOLD-18 naming nothing does not help, a first price is free, other fields are not held', () => {
    const nothing = foldOf([created, ['b', 1, 20, set('retailPrice', 5000), ['catalogue.price≤5@*']]]);
    expect(nothing.value(ID, 'retailPrice')).toBe(1000);
    const unpriced: Told = ['a', 1, 10, newRecord('product', ID, { name: '牛奶' })];
    const first = foldOf([unpriced, ['b', 1, 20, set('retailPrice', 5000), ['catalogue.price≤5@*']]]);
    expect(first.value(ID, 'retailPrice')).toBe(5000);
    expect(foldOf([created, ['b', 1, 20, set('name', 'X', 'a 1'), []]]).value(ID, 'name')).toBe('X');
  });

  describe('FOLD-18 two first prices, set without seeing each other', () => {
    const unpriced: Told = ['a', 1, 10, newRecord('product', ID, { name: '牛奶' })];
    const b: Told = ['b', 1, 20, set('retailPrice', 1000), ['catalogue.price≤0@*']];
    const c: Told = ['c', 1, 21, set('retailPrice', 1500), ['catalogue.price≤0@*']];
    const orders: readonly (readonly Told[])[] = [
      [unpriced, b, c],
      [unpriced, c, b],
      [c, b, unpriced],
      [b, unpriced, c],
    ];

    test.each(orders.map((told, i) => [i, told] as const))('stay both in sight, order %i', (_i, told) => {
      const fold = foldOf(told);
      expect(fold.hasConflict(fold.rowOf(ID))).toBe(true);
      expect(fold.value(ID, 'retailPrice')).toBe(1000);
      const [open] = fold.read(ID)?.conflicts ?? [];
      expect(open).toMatchObject({ field: 'retailPrice', before: null });
      expect(open?.values.map((one) => [one.value, one.feed])).toEqual([
        [1000, feedOf('b')],
        [1500, feedOf('c')],
      ]);
      const over = fold.overOfField(ID, 'retailPrice');
      fold.add(
        { ...refOf('a', 2, 30, 'catalogue'), uses: ['catalogue.price≤50@*'] },
        setField('product', ID, 'retailPrice', 1500, over),
      );
      expect(fold.read(ID)).toMatchObject({ fields: { retailPrice: 1500 }, conflicts: [] });
    });

    test('as near as each other’s right reaches they are an open conflict like any, the later shows', () => {
      const near: Told = ['c', 1, 21, set('retailPrice', 1040), ['catalogue.price≤5@*']];
      const fold = foldOf([near, b, unpriced]);
      expect(fold.value(ID, 'retailPrice')).toBe(1040);
      expect(fold.read(ID)?.conflicts[0]?.values.map((one) => one.value)).toEqual([1040, 1000]);
    });

    test('taking one out leaves the other, as if it had been alone', () => {
      for (const [gone, left] of [
        [b, 1500],
        [c, 1000],
      ] as const) {
        const fold = foldOf([unpriced, b, c]);
        const [feed, seq, time, entry, uses] = gone;
        fold.remove({ ...refOf(feed, seq, time, 'catalogue'), ...(uses === undefined ? {} : { uses }) }, entry);
        expect(fold.read(ID)).toMatchObject({ fields: { retailPrice: left }, conflicts: [] });
      }
    });

    test('no way round the limit: who names nothing, or only what stands beside, never shows a price beyond it', () => {
      const small = ['catalogue.price≤5@*'];
      const fold = foldOf([
        created,
        ['x', 1, 20, set('retailPrice', 5000), small],
        ['x', 2, 21, set('retailPrice', 5000, 'x 1'), small],
        ['x', 3, 22, set('retailPrice', 5000, 'x 1', 'x 2', 'a 1'), small],
        ['x', 4, 23, set('retailPrice', 5000, 'nobody 7'), small],
      ]);
      expect(fold.value(ID, 'retailPrice')).toBe(1000);
      expect(fold.read(ID)?.conflicts[0]?.values.map((one) => one.value)).toEqual([1000, 5000]);
    });
  });

  test('FOLD-18 percent is rounded up; taking a price away is all of it', () => {
    expect([1000, 1001, 1010, 1011, 900, 0, null].map((after) => priceChangePercent(1000, after))).toEqual([
      0, 1, 1, 2, 10, 100, 100,
    ]);
    expect([priceChangePercent(undefined, 5), priceChangePercent(null, 5), priceChangePercent(0, 5)]).toEqual([
      0, 0, 0,
    ]);
  });
});

test('FOLD-7 unknown fields are kept and shown as they are, unknown types are ignored', () => {
  const fold = foldOf([['a', 1, 10, newRecord('product', ID, { name: '牛奶', later: { deep: [1, 2] } })]]);
  fold.add(refOf('a', 2, 11, 'catalogue'), newRecord('promotion', ID, { name: 'X' }));
  expect(fold.read(ID)?.fields).toEqual({ name: '牛奶', later: { deep: [1, 2] } });
  const restored = new RecordFold('product', ['name']);
  restored.restore(structuredClone(fold.snapshot()));
  expect(restored.valueAt(0, 'later')).toEqual({ deep: [1, 2] });
});
