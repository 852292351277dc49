/** What goes out comes back as it was: catalogues of any content through CSV and workbook and the importer. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packSheet } from '../../client/commands/pack-sheet.ts';
import { csvPieces } from '../../shared/export/csv-file.ts';
import { guardText, guardTypedText, unguardText } from '../../shared/export/guard-text.ts';
import { exportColumns, productSheet } from '../../shared/export/product-sheet.ts';
import type { Sheet } from '../../shared/export/sheet.ts';
import { type ExistingProduct, indexCatalogue } from '../../shared/import/existing-catalogue.ts';
import { guessMapping } from '../../shared/import/guess-mapping.ts';
import { meaningOf } from '../../shared/import/import-fields.ts';
import { planImport } from '../../shared/import/plan-import.ts';
import { openBytes } from '../kit/import-harness.ts';

const RUNS = 150;
const neverWaits = (): null => null;

/** Letters of many scripts, and what spreadsheets, CSV and XML make something of. */
const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    ...[
      '=1+1',
      '+86',
      '-5',
      '@sum',
      "'=x",
      "''-",
      '"',
      '""',
      ',',
      ';',
      '\t',
      '\n',
      '\r\n',
      '，',
      '无',
      '-',
      'null',
      '0',
      '007',
    ],
    ...[
      '1.234,5',
      '6.93217E+12',
      'TRUE',
      '2026-11-25',
      '<b>&amp;',
      '_x0041_',
      ']]>',
      '​',
      '‮',
      '👨‍👩‍👧',
      '𠮷',
      ' ',
      '/',
      '>',
      '{0}',
    ],
  ),
);
const text = (max: number) =>
  fc
    .array(piece, { maxLength: 4 })
    .map((parts) => parts.join(''))
    .filter(
      (one) => one.length <= max && one.isWellFormed() && !one.includes('\u{FFFD}') && !/[\u{FFFE}\u{FFFF}]/u.test(one),
    );
const filled = (max: number) => text(max).filter((one) => one.trim() !== '');
const code = fc.oneof(
  fc.stringMatching(/^[!-~]{4,40}$/),
  fc.stringMatching(/^0{0,3}[0-9]{8,13}$/),
  fc.constantFrom(
    '0000',
    'null',
    'none',
    "'ABC",
    '="X1"',
    'A,B;C|D',
    '"q"""',
    '-----',
    '6901234567893',
    '=1+1',
    '@cmd',
  ),
);
const price = fc.integer({ min: 0, max: 99_999_999_999 });
const quantity = fc.integer({ min: 0, max: 999_999_999 });
const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });

const product = fc.record({
  values: fc.record({
    name: filled(100),
    itemNo: optional(filled(40)),
    unit: optional(fc.constantFrom('件', '盒', 'kg', '=瓶')),
    category: optional(filled(120)),
    spec: optional(filled(100)),
    origin: optional(filled(60)),
    brand: optional(filled(60)),
    mnemonic: optional(filled(60)),
    remark: optional(filled(300)),
    byWeight: optional(fc.boolean()),
    retailPrice: optional(price),
    wholesalePrice: optional(price),
    memberPrice: optional(price),
    floorPrice: optional(price),
    purchasePrice: optional(price),
    shelfLifeDays: optional(fc.integer({ min: 0, max: 100_000 })),
    minStock: optional(quantity),
    maxStock: optional(quantity),
  }),
  barcodes: fc.uniqueArray(code, { maxLength: 4 }),
  units: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('箱', '提', '打', '-包', '@托'),
      numerator: fc.integer({ min: 1, max: 1_000_000 }),
      denominator: fc.constantFrom(1, 2, 3, 1000),
      price: optional(fc.integer({ min: 1, max: 99_999_999_999 })),
      barcodes: fc.uniqueArray(code, { maxLength: 2 }),
    }),
    { maxLength: 3, selector: ({ name }) => name },
  ),
  variants: fc.uniqueArray(
    fc.record({
      attributes: fc.tuple(filled(20), filled(20)).map(([one, other]) => [
        { name: '颜色', value: one },
        { name: '尺码', value: other },
      ]),
      barcodes: fc.uniqueArray(code, { maxLength: 2 }),
      prices: fc.record({ retailPrice: optional(price), floorPrice: optional(price), purchasePrice: optional(price) }),
      variantNo: optional(filled(40)),
      unitCodes: fc.uniqueArray(code, { maxLength: 2 }),
    }),
    { maxLength: 4, selector: ({ attributes }) => JSON.stringify(attributes) },
  ),
});

/** Fields that hold nothing are not there, as the shop's own list has it. */
const present = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;

const catalogue = fc.array(product, { minLength: 1, maxLength: 8 }).map((all): ExistingProduct[] =>
  all.map(({ values, barcodes, units, variants }, at) => {
    const [unit] = units;
    return {
      id: `device.product${at}`,
      values: present(values) as ExistingProduct['values'],
      barcodes,
      units: units.map((one) => present(variants.length > 0 ? { ...one, barcodes: [] } : one)) as NonNullable<
        ExistingProduct['units']
      >,
      variants: variants.map(({ variantNo, prices, unitCodes, ...variant }, v) => ({
        ...variant,
        ...(variantNo === undefined ? {} : { variantNo }),
        id: `device.variant${at}x${v}`,
        prices: present(prices) as ExistingProduct['variants'][number]['prices'],
        unitBarcodes: unit === undefined || unitCodes.length === 0 ? {} : { [unit.name]: unitCodes },
      })),
    };
  }),
);

/** No product shares a code with another one of its own units: that would be asked about in any shop. */
const distinct = (products: readonly ExistingProduct[]): boolean => {
  const of = products.flatMap(({ barcodes, units = [], variants }) => [
    ...barcodes,
    ...units.flatMap((unit) => unit.barcodes),
    ...variants.flatMap((variant) => [...variant.barcodes, ...Object.values(variant.unitBarcodes ?? {}).flat()]),
  ]);
  const key = (one: string): string => one.toUpperCase().replace(/^0+/, '');
  return new Set(of.map(key)).size === of.length;
};

const sheetOf = (products: readonly ExistingProduct[], costs = true): Sheet =>
  productSheet(products, { locale: 'zh-CN', costs, exportedAt: '2026-11-25T10:00:00.000Z' });

async function whatComesBack(bytes: Uint8Array, products: readonly ExistingProduct[]) {
  const table = await openBytes(bytes);
  if (!table.ok) throw new Error(JSON.stringify(table.error));
  const plan = planImport(table.value, guessMapping(table.value), indexCatalogue(products));
  return {
    create: plan.create.map(({ name }) => name),
    update: plan.update.map(({ fields, barcodes, units, newVariants, variants }) => ({
      fields,
      barcodes,
      units,
      newVariants,
      variants,
    })),
    ask: plan.ask.map((one) => one.code),
    refused: plan.problems.filter((problem) => problem.severity === 'refused'),
  };
}
const NOTHING = { create: [], update: [], ask: [], refused: [] };

describe('an export that comes back', () => {
  test('EXPORT-1 as CSV: nothing is made, changed, asked or refused, whatever the goods hold', async () => {
    await fc.assert(
      fc.asyncProperty(catalogue.filter(distinct), async (products) => {
        const bytes = new TextEncoder().encode([...csvPieces(sheetOf(products))].join(''));
        expect(await whatComesBack(bytes, products)).toEqual(NOTHING);
      }),
      { numRuns: RUNS, seed: 20261125 },
    );
  });

  test('EXPORT-1 EXPORT-4 as a workbook, and without the costs column', async () => {
    await fc.assert(
      fc.asyncProperty(catalogue.filter(distinct), fc.boolean(), async (products, costs) => {
        const packed = await packSheet(sheetOf(products, costs), 'xlsx', neverWaits);
        if (packed === null) throw new Error('stopped');
        expect(await whatComesBack(packed.file, products)).toEqual(NOTHING);
      }),
      { numRuns: RUNS, seed: 20261126 },
    );
  });

  test('EXPORT-1 both languages name the columns as the importer reads them', () => {
    for (const [field, zh, en] of exportColumns(true)) {
      expect([zh, meaningOf(zh)?.field]).toEqual([zh, field]);
      expect([en, meaningOf(en)?.field]).toEqual([en, field]);
    }
    expect(exportColumns(false).map(([field]) => field)).not.toContain('purchasePrice');
  });

  test('EXPORT-2 a guard goes on and comes off, for any text', () => {
    fc.assert(
      fc.property(text(60), (one) => {
        expect(unguardText(guardText(one))).toBe(one);
        expect(unguardText(guardTypedText(one))).toBe(one);
        expect(guardText(one)).not.toMatch(/^[=+\-@\t\r]/);
      }),
      { numRuns: 500, seed: 20261127 },
    );
  });

  test('EXPORT-2 EXPORT-3 no cell of a CSV runs: mark first, CRLF between rows, no cell that begins like a formula', () => {
    fc.assert(
      fc.property(catalogue, (products) => {
        const [head = '', ...rows] = [...csvPieces(sheetOf(products))];
        expect(head.startsWith('\u{FEFF}货号,品名')).toBe(true);
        for (const row of rows) {
          expect(row.endsWith('\r\n')).toBe(true);
          for (const cell of row.slice(0, -2).match(/"(?:[^"]|"")*"|[^,]+/gu) ?? [])
            expect(cell.replace(/^"/, '')).not.toMatch(/^(?![-]\d+(?:\.\d+)?$)[=+\-@\t\r]/);
        }
      }),
      { numRuns: RUNS, seed: 20261128 },
    );
  });
});
