/** The cases a1–a5 of working life, with the outcomes stated there. */
import { describe, expect, test } from 'vitest';
import { indexCatalogue } from '../../../shared/import/existing-catalogue.ts';
import { guessMapping } from '../../../shared/import/guess-mapping.ts';
import type { ColumnMapping } from '../../../shared/import/import-fields.ts';
import { problemText } from '../../../shared/import/import-reasons.ts';
import { planImport } from '../../../shared/import/plan-import.ts';
import type { Table } from '../../../shared/import/table.ts';
import { caseFile, catalogueAfter, expectedOf, hasSharedFiles, openBytes, tableOf } from '../../kit/import-harness.ts';

const nothing = indexCatalogue([]);
const planOf = (table: Table, mapping: ColumnMapping = guessMapping(table)) => planImport(table, mapping, nothing);
const yuan = (price: string): number => Math.round(Number(price) * 10_000);

interface Expected {
  readonly rowsRead: number;
  readonly products: readonly Record<string, string | number | null>[];
  readonly problems: readonly { row: number; itemNo: string; column: string; value: string }[];
  readonly lastTenNames: readonly string[];
  readonly neverScannable: readonly string[];
}

describe.skipIf(!hasSharedFiles)('cases a1–a5 (skipped: the shared case files are not beside the repository)', () => {
  test('IMPORT-2 a1: a GBK price list comes in whole, without a question about encoding', () => {
    const expected = expectedOf('a1-gbk.expected.json') as Expected;
    const table = tableOf(caseFile('a1-gbk.csv'));
    expect(table.source).toEqual({ kind: 'csv', encoding: 'gb18030', encodingGuessed: true, separator: ',' });
    const plan = planOf(table);
    expect(plan.counts).toEqual({ rows: 8, good: 8, repaired: 0, refused: 0, asks: 0 });
    expect(plan.problems).toEqual([]);
    const read = plan.create.map((draft) => ({
      itemNo: draft.itemNo,
      barcode: draft.barcodes[0],
      name: draft.name,
      spec: draft.spec,
      unit: draft.unit,
      category: draft.category,
      retailPrice: draft.retailPrice,
      note: draft.remark ?? '',
    }));
    expect(read).toEqual(expected.products.map((one) => ({ ...one, retailPrice: yuan(String(one.retailPrice)) })));
  });

  test('IMPORT-2 a1: Chinese that begins after the first 8 KiB of ASCII is read as Chinese', () => {
    const expected = expectedOf('a1-gbk-late.expected.json') as Expected;
    const plan = planOf(tableOf(caseFile('a1-gbk-late.csv')));
    expect(plan.create).toHaveLength(expected.rowsRead);
    expect(plan.create.slice(-10).map((draft) => draft.name)).toEqual(expected.lastTenNames);
    expect(plan.create.every((draft) => !/[?\u{FFFD}]/u.test(draft.name))).toBe(true);
  });

  test('IMPORT-14 IMPORT-16 a2: bar codes keep every digit, and ruined ones stay outside', async () => {
    const expected = expectedOf('a2-barcodes.expected.json') as Expected;
    const table = await openBytes(caseFile('a2-barcodes.xlsx'));
    if (!table.ok) throw new Error(table.error.code);
    expect(table.value.rows).toHaveLength(expected.rowsRead);
    const plan = planOf(table.value);
    const read = plan.create.map((draft) => ({
      row: draft.row,
      itemNo: draft.itemNo,
      barcode: draft.barcodes[0] ?? '',
      retailPrice: draft.retailPrice,
    }));
    expect(read).toEqual(expected.products.map((one) => ({ ...one, retailPrice: yuan(String(one.retailPrice)) })));
    expect(plan.problems.map(({ row, header, value, severity }) => ({ row, header, value, severity }))).toEqual(
      expected.problems.map(({ row, column, value }) => ({ row, header: column, value, severity: 'refused' })),
    );
    expect(plan.problems.map((problem) => [problem.code, problem.params])).toEqual([
      ['code-digits-lost', undefined],
      ['barcode-rounded', { expected: 6 }],
    ]);
    const shop = indexCatalogue(catalogueAfter(plan));
    for (const code of expected.neverScannable) expect(shop.byBarcode(code)).toEqual([]);
  });

  const EURO: ColumnMapping = ['itemNo', 'name', 'barcode', 'unit', 'retailPrice', 'purchasePrice'];

  test('IMPORT-4 IMPORT-13 a3: a list with semicolons and decimal commas is read by the style of its columns', () => {
    const expected = expectedOf('a3-euro.expected.json') as Expected;
    const table = tableOf(caseFile('a3-euro.csv'));
    expect(table.headers).toEqual(['Artikelnr', 'Bezeichnung', 'EAN', 'Einheit', 'VK brutto', 'EK netto']);
    expect(table.rows.map((row) => row.row)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    const plan = planOf(table, EURO);
    expect(plan.create).toHaveLength(expected.products.length);
    for (const one of expected.products) {
      const draft = plan.create.find(({ itemNo }) => itemNo === one.itemNo);
      expect(draft?.retailPrice).toBe(yuan(String(one.retailPrice)));
      expect(draft?.purchasePrice).toBe(one.cost === null ? undefined : yuan(String(one.cost)));
      if (one.name !== undefined) expect(draft?.name).toBe(one.name);
    }
    expect(plan.columns.map(({ header, style, ambiguous }) => ({ header, style, ambiguous }))).toEqual([
      { header: 'VK brutto', style: 'comma', ambiguous: [{ row: 5, value: '1.000', readAs: '1000' }] },
      { header: 'EK netto', style: 'comma', ambiguous: [] },
    ]);
  });

  test('IMPORT-18 a3: the negative price is refused with its reason, the other six go in', () => {
    const plan = planOf(tableOf(caseFile('a3-euro.csv')), EURO);
    expect(plan.refused).toEqual([7]);
    const refused = plan.problems.filter((problem) => problem.severity === 'refused');
    expect(refused).toMatchObject([{ row: 7, header: 'VK brutto', value: '-5,00', code: 'negative-price' }]);
    expect(plan.counts).toEqual({ rows: 7, good: 6, repaired: 0, refused: 1, asks: 0 });
  });

  test('IMPORT-4 a3: without its sep= line the semicolon is still found', () => {
    const text = new TextDecoder().decode(caseFile('a3-euro.csv')).replace('sep=;\r\n', '');
    expect(tableOf(text).source).toMatchObject({ separator: ';' });
    expect(tableOf(text).rows).toHaveLength(7);
  });

  test('IMPORT-22 a4: the same goods twice, visibly and invisibly', () => {
    const plan = planOf(tableOf(caseFile('a4-duplicates.csv')));
    expect(plan.create.map((draft) => draft.row)).toEqual([2, 6, 8, 11, 12, 13, 14, 15, 16]);
    expect(plan.skipped).toEqual([
      { row: 7, of: 6 },
      { row: 9, of: 8 },
    ]);
    const asked = plan.ask.map(({ row, code, differing, other }) => ({
      row,
      code,
      differing,
      of: other.kind === 'row' ? other.candidate.row : null,
    }));
    expect(asked).toEqual([
      { row: 3, code: 'item-number-repeats', differing: ['retailPrice'], of: 2 },
      { row: 4, code: 'item-number-repeats', differing: ['name'], of: 2 },
      { row: 5, code: 'item-number-case', differing: ['itemNo', 'name', 'retailPrice', 'barcodes'], of: 2 },
      { row: 10, code: 'barcode-repeats', differing: ['itemNo', 'name', 'retailPrice'], of: 2 },
    ]);
    expect(plan.ask[0]?.mine.values.retailPrice).toBe(279_000);
    expect(plan.create[1]?.itemNo).toBe('SP-1002');
    expect(plan.problems.find((one) => one.row === 6 && one.code === 'invisible-removed')?.repaired).toBe('SP-1002');
    expect(plan.create.slice(5).map((draft) => [draft.itemNo, draft.barcodes])).toEqual([
      [undefined, []],
      [undefined, []],
      ['SP-1007', []],
      ['SP-1008', []],
    ]);
    expect(indexCatalogue(catalogueAfter(plan)).byBarcode('6950300000108')).toHaveLength(1);
    const text = problemText(plan.problems.find((one) => one.row === 10) ?? { code: 'name-missing' }, 'zh-CN');
    expect(text).toBe('条码与 SP-1001（第 2 行）重复。改条码，或合并到该商品');
  });

  test('IMPORT-23 IMPORT-24 a4: importing the file again creates nothing and offers rows 13 and 14 as likely repeats', () => {
    const table = tableOf(caseFile('a4-duplicates.csv'));
    const shop = indexCatalogue(catalogueAfter(planOf(table)));
    const again = planImport(table, guessMapping(table), shop);
    expect(again.create).toEqual([]);
    expect(again.update).toEqual([]);
    expect(again.unchanged.map(({ row }) => row)).toEqual([2, 6, 8, 11, 12, 15, 16]);
    expect(again.ask.filter(({ code }) => code === 'likely-repeat').map(({ row }) => row)).toEqual([13, 14]);
    expect(again.counts).toMatchObject({ rows: 15, refused: 0, asks: 6 });
  });

  test('IMPORT-24 IMPORT-25 a5: an old export does not take back what a colleague changed meanwhile', () => {
    const first = tableOf(caseFile('a5-export-10h00.csv'));
    const shop = catalogueAfter(planOf(first)).map((product) => {
      if (product.values.itemNo === 'P2') {
        const lastChanges = { retailPrice: { before: 100_000, by: '何敏', at: '10:30' } };
        return { ...product, values: { ...product.values, retailPrice: 110_000 }, lastChanges };
      }
      if (product.values.itemNo !== 'P4') return product;
      return { ...product, values: { ...product.values, name: '巨峰葡萄汁' } };
    });
    const edited = tableOf(caseFile('a5-edited-11h00.csv'));
    const plan = planImport(edited, guessMapping(edited), indexCatalogue(shop));
    expect(plan.create.map((draft) => [draft.itemNo, draft.retailPrice])).toEqual([['P5', 90_000]]);
    expect(plan.unchanged.map(({ product }) => product.values.itemNo)).toEqual(['P1', 'P4']);
    expect(plan.update.map(({ product, fields }) => [product.values.itemNo, fields])).toEqual([
      [
        'P2',
        [
          { field: 'category', before: '饮料', after: '果汁', on: true },
          {
            field: 'retailPrice',
            before: 110_000,
            after: 100_000,
            on: false,
            clash: { before: 100_000, by: '何敏', at: '10:30' },
          },
        ],
      ],
      ['P3', [{ field: 'retailPrice', before: 70_000, after: 75_000, on: true }]],
    ]);
    const after = catalogueAfter(plan, shop).map(({ values }) => [
      values.itemNo,
      values.name,
      values.category,
      values.retailPrice,
    ]);
    expect(after).toEqual([
      ['P1', '苹果汁', '饮料', 60_000],
      ['P2', '橙汁', '果汁', 110_000],
      ['P3', '梨汁', '饮料', 75_000],
      ['P4', '巨峰葡萄汁', '饮料', 80_000],
      ['P5', '桃汁', '果汁', 90_000],
    ]);
  });
});
