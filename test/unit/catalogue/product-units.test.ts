/** Units and their codes: trade.md §3, case c3. */
import { describe, expect, test } from 'vitest';
import { CatalogueFold } from '../../../shared/catalogue/catalogue-fold.ts';
import { unitsOf } from '../../../shared/catalogue/field-values.ts';
import {
  baseQuantityOf,
  defaultUnit,
  inUnits,
  mergeUnits,
  parseRatio,
} from '../../../shared/catalogue/product-units.ts';
import type { Json, JsonObject } from '../../../shared/commit/json-text.ts';
import { newRecord, setField } from '../../../shared/schema/record-command.ts';
import { feedOf, idOf, refOf } from '../../kit/fold-facts.ts';

const box = { name: '箱', numerator: 12, denominator: 1 };
const half = { name: '斤', numerator: 1, denominator: 2 };
const merged = (before: Json | undefined, wanted: Parameters<typeof mergeUnits>[1]): readonly Json[] => {
  const result = mergeUnits(before, wanted, '盒');
  if (!result.ok) throw new Error(result.error);
  return result.value;
};

describe('FOLD-45 ratios', () => {
  test('a quantity that would not be exact is refused, and half a whole-only unit', () => {
    expect(baseQuantityOf(5000, box)).toBe(60_000);
    expect(baseQuantityOf(1, half)).toBeNull();
    expect(baseQuantityOf(1000, half)).toBe(500);
    expect(baseQuantityOf(1500, { ...box, wholeOnly: true })).toBeNull();
  });

  test('29 盒 = 2 箱 5 盒; 59 瓶 = 4 箱 11 瓶; below zero with its sign', () => {
    expect(inUnits(29_000, [box], '盒')).toEqual([
      { unit: '箱', quantity: 2000 },
      { unit: '盒', quantity: 5000 },
    ]);
    expect(inUnits(59_000, [box], '瓶').map(({ quantity }) => quantity)).toEqual([4000, 11_000]);
    expect(inUnits(-29_000, [box], '盒').map(({ quantity }) => quantity)).toEqual([-2000, -5000]);
    expect(inUnits(24_000, [box], '盒')).toEqual([{ unit: '箱', quantity: 2000 }]);
    expect(inUnits(0, [box, half], '盒')).toEqual([{ unit: '盒', quantity: 0 }]);
  });

  test('three units, largest first', () => {
    const units = [box, { name: '提', numerator: 6, denominator: 1 }, { name: '托', numerator: 240, denominator: 1 }];
    expect(inUnits(500_000, units, '瓶').map(({ unit, quantity }) => `${quantity / 1000}${unit}`)).toEqual([
      '2托',
      '1箱',
      '1提',
      '2瓶',
    ]);
  });

  test('another ratio retires the unit and makes a new one of that name; its code goes along', () => {
    const before = [{ ...box, barcode: '16901234567892' }];
    const after = merged(before, [{ ...box, numerator: 10, barcode: '16901234567892' }]);
    expect(after).toEqual([
      { ...box, retired: true },
      { name: '箱', numerator: 10, denominator: 1, barcode: '16901234567892' },
    ]);
    expect(unitsOf(after)).toHaveLength(1);
    expect(merged(after, [box])).toEqual([{ name: '箱', numerator: 10, denominator: 1, retired: true }, box]);
  });

  test('taking a unit away retires it; a price alone changes in place', () => {
    expect(merged([box], [])).toEqual([{ ...box, retired: true }]);
    expect(merged([box], [{ ...box, price: 500_000, wholeOnly: true }])).toEqual([
      { ...box, price: 500_000, wholeOnly: true },
    ]);
  });

  test('at most three, each name once, none like the base unit, ratios of whole numbers', () => {
    const problem = (wanted: Parameters<typeof mergeUnits>[1]): string => {
      const result = mergeUnits([], wanted, '盒');
      return result.ok ? 'ok' : result.error;
    };
    expect(problem(['a', 'b', 'c', 'd'].map((name) => ({ ...box, name })))).toBe('too-many-units');
    expect(problem([box, box])).toBe('unit-twice');
    expect(problem([{ ...box, name: '盒' }])).toBe('unit-twice');
    expect(problem([{ ...box, name: '' }])).toBe('unit-name');
    expect(problem([{ ...box, numerator: 1_000_001 }])).toBe('unit-ratio');
    expect(problem([{ ...box, denominator: 0 }])).toBe('unit-ratio');
  });

  test('ratios as people type them: 12, 1/2, 100.5', () => {
    expect(parseRatio('12')).toEqual({ numerator: 12, denominator: 1 });
    expect(parseRatio('100.5')).toEqual({ numerator: 201, denominator: 2 });
    expect(parseRatio('2/4')).toEqual({ numerator: 1, denominator: 2 });
    expect([parseRatio('0'), parseRatio('-1'), parseRatio('1/0'), parseRatio('箱'), parseRatio('2000000')]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  test('the unit proposed when buying is the one named, while it is in use', () => {
    const fields: JsonObject = { units: [box], buyUnit: '箱', sellUnit: '托' };
    expect(defaultUnit((field) => fields[field], 'buyUnit')?.name).toBe('箱');
    expect(defaultUnit((field) => fields[field], 'sellUnit')).toBeNull();
  });
});

describe('FOLD-43 codes', () => {
  const [MILK, SHIRT, RED, BLUE] = [idOf('milk'), idOf('shirt'), idOf('red'), idOf('blue')];
  function shop(): CatalogueFold {
    const catalogue = new CatalogueFold((name) => ({ full: name, initials: name }));
    const tell = (seq: number, entry: ReturnType<typeof newRecord>): void =>
      catalogue.add(refOf('a', seq, seq, 'catalogue'), entry);
    tell(
      1,
      newRecord('product', MILK, {
        name: '牛奶',
        unit: '盒',
        barcodes: ['6901', '6902'],
        units: [{ ...box, barcode: '16901' }],
        unitBarcodes: { 箱: ['16902', '16903'], 托: ['26901'] },
      }),
    );
    tell(2, newRecord('product', SHIRT, { name: '衬衫', unit: '件', barcodes: ['7777'], units: [box] }));
    tell(3, newRecord('variant', RED, { product: SHIRT, attributes: { 颜色: '红' }, unitBarcodes: { 箱: ['8888'] } }));
    tell(4, newRecord('variant', BLUE, { product: SHIRT, attributes: { 颜色: '蓝' } }));
    return catalogue;
  }
  const units = (catalogue: CatalogueFold, code: string) =>
    catalogue.findBarcode(code).map(({ variant, unit }) => [variant, unit]);

  test.each([false, true])('a carton has several codes, each sells a carton (index built: %s)', (built) => {
    const catalogue = shop();
    if (built) catalogue.warm();
    expect(units(catalogue, '6902')).toEqual([[MILK, null]]);
    for (const code of ['16901', '16902', '16903']) expect(units(catalogue, code)).toEqual([[MILK, '箱']]);
    expect(units(catalogue, '26901')).toEqual([]);
    expect(units(catalogue, '8888')).toEqual([[RED, '箱']]);
  });

  test.each([false, true])("a product's own code asks which of its variants (index built: %s)", (built) => {
    const catalogue = shop();
    if (built) catalogue.warm();
    expect(units(catalogue, '7777').map(([variant]) => variant)).toEqual([BLUE, RED]);
    expect(catalogue.duplicateBarcodes()).toEqual([]);
  });

  test('a code of a retired unit sells nothing any more, and of a new one of its name the new one', () => {
    const catalogue = shop();
    catalogue.warm();
    const retire = merged([{ ...box, barcode: '16901' }], []);
    catalogue.add(refOf('a', 5, 5, 'catalogue'), setField('product', MILK, 'units', retire, [[feedOf('a'), 1]]));
    expect(units(catalogue, '16902')).toEqual([]);
    expect(units(catalogue, '16901')).toEqual([]);
  });

  test('one code on a piece and a carton of the same goods is a double, and asks', () => {
    const catalogue = shop();
    catalogue.add(
      refOf('b', 1, 9, 'catalogue'),
      setField('product', MILK, 'barcodes', ['6901', '16902'], [[feedOf('a'), 1]]),
    );
    expect(units(catalogue, '16902')).toEqual([
      [MILK, null],
      [MILK, '箱'],
    ]);
    expect(catalogue.duplicateBarcodes().map(([code]) => code)).toEqual(['16902']);
  });
});
