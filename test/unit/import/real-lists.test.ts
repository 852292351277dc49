/** Real lists: a supermarket's 6,404 dirty goods and a clothing shop's export. Never copied here, only read where they lie. */
import { describe, expect, test } from 'vitest';
import { indexCatalogue } from '../../../shared/import/existing-catalogue.ts';
import { guessMapping } from '../../../shared/import/guess-mapping.ts';
import { cutIntoBatches } from '../../../shared/import/import-batches.ts';
import { planImport } from '../../../shared/import/plan-import.ts';
import { catalogueAfter, dataFile, hasSharedFiles, tableOf } from '../../kit/import-harness.ts';

const nothing = indexCatalogue([]);

describe.skipIf(!hasSharedFiles)('real lists (skipped: the shared data is not beside the repository)', () => {
  test('IMPORT-11 the supermarket keeps bar codes under 货号 and item numbers under 自编码', () => {
    const table = tableOf(dataFile('catalogue-zh.csv'));
    const mapping = guessMapping(table);
    expect(mapping[table.headers.indexOf('货号')]).toBe('barcode');
    expect(mapping[table.headers.indexOf('自编码')]).toBe('itemNo');
    expect(mapping[table.headers.indexOf('保质期(天)')]).toBe('shelfLifeDays');
  });

  test('IMPORT-28 every one of 6,404 rows is good, repaired, refused or asks, within a second and a half', () => {
    const bytes = dataFile('catalogue-zh.csv');
    const started = performance.now();
    const table = tableOf(bytes);
    const plan = planImport(table, guessMapping(table), nothing);
    const took = performance.now() - started;
    expect(plan.counts).toEqual({ rows: 6_404, good: 5_105, repaired: 1_186, refused: 64, asks: 49 });
    const { good, repaired, refused, asks } = plan.counts;
    expect(good + repaired + refused + asks).toBe(6_404);
    expect(plan.create).toHaveLength(good + repaired);
    expect(took).toBeLessThan(1_500);
  });

  test('IMPORT-16 IMPORT-20 what was repaired and refused has its reason', () => {
    const table = tableOf(dataFile('catalogue-zh.csv'));
    const plan = planImport(table, guessMapping(table), nothing);
    const count = (code: string): number => plan.problems.filter((problem) => problem.code === code).length;
    expect(count('barcode-check-digit')).toBe(64);
    expect(count('item-number-repeats')).toBe(49);
    expect(count('unit-default')).toBe(1_168);
    expect(count('price-missing')).toBe(17);
    expect(plan.create.filter((draft) => draft.byWeight).length).toBeGreaterThan(200);
    expect(plan.create.filter((draft) => draft.unit === '公斤' && draft.byWeight).length).toBeGreaterThan(0);
    expect(plan.create.every((draft) => draft.memberPrice !== 0 && draft.wholesalePrice !== 0)).toBe(true);
    const proven = plan.create.filter((draft) => draft.barcodes.some((code) => /^[^2]\d{12}$/.test(code))).length;
    // 5,837 valid EAN-13 in the list, less those whose rows ask.
    expect(proven).toBeGreaterThan(5_780);
  });

  test('IMPORT-24 the supermarket list a second time changes nothing', () => {
    const table = tableOf(dataFile('catalogue-zh.csv'));
    const mapping = guessMapping(table);
    const plan = planImport(table, mapping, nothing);
    const again = planImport(table, mapping, indexCatalogue(catalogueAfter(plan)));
    expect([again.create, again.update]).toEqual([[], []]);
    expect(again.unchanged).toHaveLength(plan.create.length);
    expect(cutIntoBatches(again)).toEqual([]);
  });

  test('IMPORT-30 the list is cut into batches of at most 200 products', () => {
    const table = tableOf(dataFile('catalogue-zh.csv'));
    const plan = planImport(table, guessMapping(table), nothing);
    const batches = cutIntoBatches(plan);
    expect(batches.every(({ create, update }) => create.length + update.length <= 200)).toBe(true);
    expect(batches.flatMap((batch) => batch.create)).toEqual(plan.create);
    expect(batches.at(-1)).toMatchObject({ doneAfter: plan.create.length, total: plan.create.length });
  });

  test('IMPORT-21 the clothing export gives 20 products, one of them in three sizes', () => {
    const table = tableOf(dataFile('apparel-variants.csv'));
    const plan = planImport(table, guessMapping(table), nothing);
    expect(plan.counts).toMatchObject({ rows: 22, refused: 0, asks: 0 });
    expect(plan.create).toHaveLength(20);
    const top = plan.create.find((draft) => draft.itemNo === 'classic-varsity-top');
    expect(top).toMatchObject({ name: 'Classic Varsity Top', retailPrice: 600_000, rows: [3, 4, 5] });
    expect(top?.variants.map((variant) => variant.attributes)).toEqual([
      [{ name: 'Size', value: 'Small' }],
      [{ name: 'Size', value: 'Medium' }],
      [{ name: 'Size', value: 'Large' }],
    ]);
    expect(top?.variants.map((variant) => variant.openings[0]?.quantity)).toEqual([1_000, 1_000, 1_000]);
    expect(plan.create.filter((draft) => draft.variants.length > 0)).toHaveLength(1);
  });

  test('IMPORT-24 IMPORT-27 the clothing export a second time changes nothing, opening stock included', () => {
    const table = tableOf(dataFile('apparel-variants.csv'));
    const mapping = guessMapping(table);
    const again = planImport(table, mapping, indexCatalogue(catalogueAfter(planImport(table, mapping, nothing))));
    expect([again.create, again.update, again.ask]).toEqual([[], [], []]);
    expect(again.unchanged).toHaveLength(22);
    expect(again.openingIgnored).toHaveLength(22);
  });
});
