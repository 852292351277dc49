/** One change to many goods. */
import { describe, expect, test } from 'vitest';
import { bulkValue, parsePercent } from '../../../shared/catalogue/bulk-edit.ts';

describe('bulk changes', () => {
  test('10 % more, rounded to the fen, half away from zero; without a price there is nothing to move', () => {
    const up = { kind: 'percent', field: 'retailPrice', basisPoints: 1000 } as const;
    expect([100_000, 12_345, 50, 0].map((price) => bulkValue(up, price))).toEqual([110_000, 13_600, 100, undefined]);
    expect([bulkValue(up, undefined), bulkValue(up, null)]).toEqual([undefined, undefined]);
  });

  test('an amount off never goes below nothing', () => {
    const off = { kind: 'add', field: 'memberPrice', amount: -50_000 } as const;
    expect([bulkValue(off, 80_000), bulkValue(off, 30_000)]).toEqual([30_000, 0]);
  });

  test('what holds the value already is left alone', () => {
    const set = { kind: 'set', field: 'status', value: 'discontinued' } as const;
    expect([bulkValue(set, 'discontinued'), bulkValue(set, undefined)]).toEqual([undefined, 'discontinued']);
  });

  test('percentages as people type them; a price is never taken away', () => {
    expect(['10', '-5', '+2.5', '−3%', ' 12.34 % '].map(parsePercent)).toEqual([1000, -500, 250, -300, 1234]);
    expect(['', '%', '-100', '1.234', '十', '1e3'].map(parsePercent)).toEqual([null, null, null, null, null, null]);
  });
});
