/** What must hold for any list: generated from a fixed seed, so that a failure is the same failure everywhere. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexCatalogue } from '../../../shared/import/existing-catalogue.ts';
import { faultyRowsCsv } from '../../../shared/import/faulty-rows.ts';
import { guessMapping } from '../../../shared/import/guess-mapping.ts';
import { IMPORT_FIELDS } from '../../../shared/import/import-fields.ts';
import type { ImportPlan } from '../../../shared/import/import-plan.ts';
import { planImport } from '../../../shared/import/plan-import.ts';
import { readSeparatedText } from '../../../shared/import/separated-text.ts';
import { catalogueAfter, openBytes, readText, tableOf } from '../../kit/import-harness.ts';

const SEED = { seed: 20_261_125 };
const cell = fc.string({
  unit: fc.constantFrom('a', '茶', '𠮷', '"', ',', ';', '\n', '\r\n', ' ', '1', '.', "'", '\t'),
  maxLength: 8,
});

/** A messy list: few codes and names, so that rows collide, and prices in every mood. */
const line = fc.record({
  itemNo: fc.constantFrom('', '-', 'A', 'a', 'Ａ', 'A\u{200B}', 'B', 'C', '1E+05'),
  name: fc.constantFrom('', '茶', '糖', '糖 ', '盐'),
  barcode: fc.constantFrom('', '无', '6901234567892', '6901234567893', '036000291452', '0036000291452', '12345'),
  color: fc.constantFrom('', '', '白', '蓝'),
  unit: fc.constantFrom('', '盒'),
  price: fc.constantFrom('', '0', '1', '1.50', '-1', 'x', '1,234.50', '0.00001'),
});
const list = fc.array(line, { maxLength: 14 }).map((lines) =>
  [
    '货号,品名,条码,颜色,单位,零售价',
    ...lines.map((one) =>
      Object.values(one)
        .map((text) => `"${text}"`)
        .join(','),
    ),
  ].join('\n'),
);

const rowsPlaced = (plan: ImportPlan): number[] =>
  [
    ...plan.create.flatMap((draft) => draft.rows),
    ...plan.update.flatMap((update) => update.rows),
    ...plan.unchanged.map(({ row }) => row),
    ...plan.skipped.map(({ row }) => row),
    ...plan.ask.flatMap((question) => question.rows),
    ...plan.refused,
  ].sort((a, b) => a - b);

describe('any list', () => {
  test('IMPORT-5 what was quoted and joined is read back as it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t'),
        (rows, separator) => {
          const text = rows
            .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(separator))
            .join('\r\n');
          expect(readSeparatedText(text, separator).map(({ cells }) => cells)).toEqual(rows);
        },
      ),
      { ...SEED, numRuns: 300 },
    );
  });

  test('IMPORT-28 every row is in exactly one place, and the counts add up', () => {
    fc.assert(
      fc.property(list, (text) => {
        const table = tableOf(text, { separator: ',' });
        const plan = planImport(table, guessMapping(table), indexCatalogue([]));
        expect(rowsPlaced(plan)).toEqual(table.rows.map(({ row }) => row));
        const { rows, good, repaired, refused, asks } = plan.counts;
        expect(good + repaired + refused + asks).toBe(rows);
        faultyRowsCsv(table, plan, 'en');
      }),
      { ...SEED, numRuns: 400 },
    );
  });

  test('IMPORT-24 imported twice, a list creates nothing with a code and changes nothing', () => {
    fc.assert(
      fc.property(list, (text) => {
        const table = tableOf(text, { separator: ',' });
        const mapping = guessMapping(table);
        const shop = catalogueAfter(planImport(table, mapping, indexCatalogue([])));
        const again = planImport(table, mapping, indexCatalogue(shop));
        expect([again.create, again.update]).toEqual([[], []]);
        expect(rowsPlaced(again)).toEqual(table.rows.map(({ row }) => row));
      }),
      { ...SEED, numRuns: 400 },
    );
  });

  test('IMPORT-22 no two products of one import share an item number, in any case, or a bar code', () => {
    fc.assert(
      fc.property(list, (text) => {
        const table = tableOf(text, { separator: ',' });
        const { create } = planImport(table, guessMapping(table), indexCatalogue([]));
        const numbers = create.flatMap(({ itemNo }) => (itemNo === undefined ? [] : [itemNo.toLowerCase()]));
        const codes = create
          .flatMap((draft) => [...draft.barcodes, ...draft.variants.flatMap((one) => one.barcodes)])
          .map((code) => code.replace(/^0+/, ''));
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(new Set(codes).size).toBe(codes.length);
      }),
      { ...SEED, numRuns: 400 },
    );
  });

  test('IMPORT-29 whatever is decided, every row stays in one place', () => {
    fc.assert(
      fc.property(
        list,
        fc.array(fc.constantFrom('skip' as const, 'take' as const, 'separate' as const), {
          minLength: 15,
          maxLength: 15,
        }),
        (text, choices) => {
          const table = tableOf(text, { separator: ',' });
          const mapping = guessMapping(table);
          const decisions = new Map(choices.map((choice, index) => [index + 2, choice]));
          const shop = indexCatalogue(catalogueAfter(planImport(table, mapping, indexCatalogue([]))));
          for (const existing of [indexCatalogue([]), shop]) {
            const plan = planImport(table, mapping, existing, { decisions });
            expect(rowsPlaced(plan)).toEqual(table.rows.map(({ row }) => row));
          }
        },
      ),
      { ...SEED, numRuns: 300 },
    );
  });

  test('IMPORT-32 no bytes and no mapping make it throw', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.array(fc.constantFrom(...IMPORT_FIELDS, null), { maxLength: 6 }),
        async (bytes, mapping) => {
          const table = await openBytes(bytes);
          if (!table.ok) return;
          const { counts } = planImport(table.value, mapping, indexCatalogue([]), { badBarcodes: 'keep' });
          expect(counts.good + counts.repaired + counts.refused + counts.asks).toBe(counts.rows);
        },
      ),
      { ...SEED, numRuns: 500 },
    );
  });

  test('IMPORT-3 no replacement character is ever taken into a product', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        const table = readText(Uint8Array.from([...new TextEncoder().encode('品名,零售价\n'), ...noise]));
        if (!table.ok) return;
        const { create } = planImport(table.value, ['name', 'retailPrice'], indexCatalogue([]));
        expect(create.every(({ name }) => !name.includes('\u{FFFD}') && name.isWellFormed())).toBe(true);
      }),
      { ...SEED, numRuns: 500 },
    );
  });
});
