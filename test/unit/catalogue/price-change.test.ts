/** How far a field with several prices moves. */
import { describe, expect, test } from 'vitest';
import { priceChangePercent } from '../../../shared/catalogue/price-change.ts';
import { usesNeeded } from '../../../shared/schema/check-part.ts';
import { setField } from '../../../shared/schema/record-command.ts';

const ID = `${'a'.repeat(24)}.${'b'.repeat(10)}`;
const box = { name: '箱', numerator: 12, denominator: 1, price: 100_000 };
const usesOf = (field: string, value: Parameters<typeof setField>[3]): string[] =>
  usesNeeded('catalogue', [setField('product', ID, field, value, [])]).map(
    ({ module, action }) => `${module}.${action}`,
  );

describe('SCHEMA-11 fields with several prices', () => {
  test('FOLD-18 of the levels the one that moves furthest counts; a new one is a first price', () => {
    const before = { 批发: 1000, 二批: 2000 };
    expect(priceChangePercent(before, { 批发: 1050, 二批: 1800 })).toBe(10);
    expect(priceChangePercent(before, { 批发: 1000, 二批: 2000, 三批: 1 })).toBe(0);
    expect(priceChangePercent(before, { 批发: 1000 })).toBe(100);
    expect(priceChangePercent(before, null)).toBe(100);
  });

  test('FOLD-18 quantity breaks are held by the quantity they begin at', () => {
    const before = [{ from: 3000, price: 1000 }];
    expect(priceChangePercent(before, [{ from: 3000, price: 970 }])).toBe(3);
    expect(priceChangePercent(before, [{ from: 2000, price: 1000 }])).toBe(100);
  });

  test('FOLD-18 to retire a unit moves nothing; its successor is held against it', () => {
    expect(priceChangePercent([box], [{ ...box, retired: true }])).toBe(0);
    expect(
      priceChangePercent(
        [box],
        [
          { ...box, retired: true },
          { ...box, numerator: 10, price: 50_000 },
        ],
      ),
    ).toBe(50);
    expect(priceChangePercent([{ ...box, retired: true }], [{ ...box, price: 1 }])).toBe(0);
    expect(priceChangePercent([box], [{ name: '箱', numerator: 12, denominator: 1 }])).toBe(100);
  });

  test('SCHEMA-8 setting them needs the right to change prices; units without a price only that to edit', () => {
    expect(usesOf('priceLevels', { 批发: 1000 })).toEqual(['catalogue.edit', 'catalogue.price']);
    expect(usesOf('quantityBreaks', [])).toEqual(['catalogue.edit', 'catalogue.price']);
    expect(usesOf('units', [box])).toEqual(['catalogue.edit', 'catalogue.price']);
    expect(usesOf('units', [{ name: '箱', numerator: 12, denominator: 1 }])).toEqual(['catalogue.edit']);
  });
});
