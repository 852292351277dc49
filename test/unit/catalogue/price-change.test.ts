/** How far a field with several prices moves. */
import { describe, expect, test } from 'vitest';
import { CatalogueFold } from '../../../shared/catalogue/catalogue-fold.ts';
import { priceChangePercent } from '../../../shared/catalogue/price-change.ts';
import type { Json } from '../../../shared/commit/json-text.ts';
import { checkPart, usesNeeded } from '../../../shared/schema/check-part.ts';
import { newRecord, setField } from '../../../shared/schema/record-command.ts';
import { feedOf, refOf } from '../../kit/fold-facts.ts';

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

describe('a client that lies', () => {
  const before: Readonly<Record<string, Json>> = {
    units: [box],
    priceLevels: { 批发: 1000 },
    quantityBreaks: [{ from: 3000, price: 1000 }],
    memberPrice: 1000,
    floorPrice: 1000,
  };
  const within: Readonly<Record<string, Json>> = {
    units: [{ ...box, price: 103_000 }],
    priceLevels: { 批发: 1030 },
    quantityBreaks: [{ from: 3000, price: 1030 }],
    memberPrice: 1030,
    floorPrice: 1030,
  };
  const beyond: Readonly<Record<string, Json>> = {
    units: [{ ...box, price: 50_000 }],
    priceLevels: { 批发: 500 },
    quantityBreaks: [{ from: 3000, price: 500 }],
    memberPrice: 500,
    floorPrice: 500,
  };
  const fold = (field: string, value: Json, over: boolean): Json | undefined => {
    const catalogue = new CatalogueFold((name) => ({ full: name, initials: name }));
    catalogue.add(refOf('a', 1, 10, 'catalogue'), newRecord('product', ID, { name: '茶', ...before }));
    const uses = ['catalogue.edit@*', 'catalogue.price≤5@*'];
    const entry = setField('product', ID, field, value, over ? [[feedOf('a'), 1]] : []);
    catalogue.add({ ...refOf('b', 1, 20, 'catalogue'), uses }, entry);
    return catalogue.products.value(ID, field);
  };

  test.each(Object.keys(before))(
    'FOLD-18 %s: 3 % shows, 50 % under a claim of 5 does not, whatever it names',
    (field) => {
      expect(fold(field, within[field] ?? null, true)).toEqual(within[field]);
      expect(fold(field, beyond[field] ?? null, true)).toEqual(before[field]);
      expect(fold(field, beyond[field] ?? null, false)).toEqual(before[field]);
    },
  );

  test.each(Object.keys(before))(
    'SCHEMA-8 SCHEMA-11 %s under the right to edit alone makes the part malformed',
    (field) => {
      const entry = setField('product', ID, field, beyond[field] ?? null, []);
      const state = (uses: readonly string[]): string =>
        checkPart('catalogue', { command: 'x', entries: [entry] }, uses);
      expect([state(['catalogue.edit@*']), state(['catalogue.edit@*', 'catalogue.price≤5@*'])]).toEqual([
        'malformed',
        'present',
      ]);
    },
  );

  test('SCHEMA-1 pictures, breaks and codes have their shape: no other keys for blobs, no paths, no more than there may be', () => {
    const hash = 'h'.repeat(43);
    const blob = { hash, key: hash, bytes: 10 };
    const picture = { large: blob, small: blob, width: 10, height: 10 };
    const state = (field: string, value: Json): string =>
      checkPart('catalogue', { command: 'x', entries: [setField('product', ID, field, value, [])] }, ['*@*']);
    expect(state('pictures', [picture])).toBe('present');
    const wrong: Json[] = [
      [{ ...picture, large: { ...blob, hash: '../../relay-key' } }],
      [{ ...picture, small: { ...blob, bytes: 10 * 1024 * 1024 + 1 } }],
      [{ ...picture, width: 0 }],
      Array.from({ length: 10 }, () => picture),
      'https://elsewhere.example/x.png',
    ];
    expect(wrong.map((value) => state('pictures', value))).toEqual(wrong.map(() => 'malformed'));
    expect(state('quantityBreaks', [{ from: 0, price: 1 }])).toBe('malformed');
    expect(state('priceLevels', { 批发: -1 })).toBe('malformed');
    expect(state('unitBarcodes', { 箱: ['123'] })).toBe('malformed');
    expect(state('tracking', 'both')).toBe('malformed');
  });
});
