/** From rows to a plan: variants, decisions, corrections, batches, and what goes back to the user. */
import { describe, expect, test } from 'vitest';
import type { ExistingProduct } from '../../../shared/import/existing-catalogue.ts';
import { indexCatalogue } from '../../../shared/import/existing-catalogue.ts';
import { faultyRowsCsv } from '../../../shared/import/faulty-rows.ts';
import { guessMapping } from '../../../shared/import/guess-mapping.ts';
import { cutIntoBatches } from '../../../shared/import/import-batches.ts';
import { headerSignature } from '../../../shared/import/import-fields.ts';
import type { ImportPlan } from '../../../shared/import/import-plan.ts';
import { type PlanOptions, planImport } from '../../../shared/import/plan-import.ts';
import { catalogueAfter, tableOf } from '../../kit/import-harness.ts';

function plan(text: string, shop: readonly ExistingProduct[] = [], options: PlanOptions = {}): ImportPlan {
  const table = tableOf(text, { separator: ',' });
  return planImport(table, guessMapping(table), indexCatalogue(shop), options);
}
const expectEveryRowPlaced = ({ counts }: ImportPlan): void =>
  expect(counts.good + counts.repaired + counts.refused + counts.asks).toBe(counts.rows);

const tea: ExistingProduct = {
  id: 'tea',
  values: { itemNo: 'T1', name: '铁观音', unit: '罐', retailPrice: 1_280_000 },
  barcodes: ['6950100000018'],
  variants: [],
};
const sugar: ExistingProduct = {
  id: 'sugar',
  values: { itemNo: 'T2', name: '花生糖', unit: '袋', retailPrice: 268_000 },
  barcodes: ['6950100000025'],
  variants: [],
};

describe('the columns', () => {
  test('IMPORT-11 headings are known in Chinese and English, with units in brackets and stars', () => {
    const table = tableOf('*商品编码,商品名称,【条形码】,零售价（元）,Cost Price,期初数量\nA,茶,12345,1,1,1\n');
    expect(guessMapping(table)).toEqual([
      'itemNo',
      'name',
      'barcode',
      'retailPrice',
      'purchasePrice',
      'openingQuantity',
    ]);
  });

  test('IMPORT-11 of two columns for one field the plainer heading wins, and bar codes may be several', () => {
    const table = tableOf('售价,零售价,条码,条码2,name\n1,2,12345,12346,茶\n');
    expect(guessMapping(table)).toEqual([null, 'retailPrice', 'barcode', 'barcode', 'name']);
  });

  test('IMPORT-11 a column of proven bar codes is found without any heading', () => {
    const table = tableOf('6901234567892,茶,1\n6950100000018,糖,2\n6950100000025,盐,3\n');
    expect(guessMapping(table)).toEqual(['barcode', null, null]);
  });

  test('IMPORT-12 the same headings give the same key, whatever their width and case', () => {
    expect(headerSignature(['货号', 'Retail Price'])).toBe(headerSignature([' 货号 ', 'ＲＥＴＡＩＬ price']));
    expect(headerSignature(['货号', '品名'])).not.toBe(headerSignature(['品名', '货号']));
  });

  test('IMPORT-10 headings named like parts of a prototype are only headings', () => {
    const table = tableOf('__proto__,constructor,toString,品名,零售价\na,b,c,茶,1\n');
    expect(guessMapping(table)).toEqual([null, null, null, 'name', 'retailPrice']);
    expect(planImport(table, guessMapping(table), indexCatalogue([])).create[0]?.name).toBe('茶');
  });
});

describe('variants', () => {
  const shirts =
    '货号,品名,颜色,尺码,条码,单位,零售价\nS1,衬衫,白,M,12345,件,79\nS1,,白,L,12346,件,79\nS1,,蓝,M,12347,件,89\n';

  test('IMPORT-21 rows of one item number with colour and size are one product', () => {
    const { create, counts } = plan(shirts);
    expect(create).toHaveLength(1);
    expect(create[0]).toMatchObject({
      itemNo: 'S1',
      name: '衬衫',
      retailPrice: 790_000,
      rows: [2, 3, 4],
      barcodes: [],
    });
    expect(
      create[0]?.variants.map(({ attributes, barcodes, prices }) => [
        attributes.map((a) => `${a.name}${a.value}`),
        barcodes,
        prices,
      ]),
    ).toEqual([
      [['颜色白', '尺码M'], ['12345'], {}],
      [['颜色白', '尺码L'], ['12346'], {}],
      [['颜色蓝', '尺码M'], ['12347'], { retailPrice: 890_000 }],
    ]);
    expect(counts.good).toBe(3);
  });

  test('IMPORT-21 the same variant twice is skipped, with another price or another bar code holder it asks', () => {
    const result = plan(`${shirts}S1,,白,M,12345,件,79\nS1,,白,L,12346,件,85\nS1,,红,M,12345,件,79\n`);
    expect(result.skipped).toEqual([{ row: 5, of: 2 }]);
    expect(result.ask.map(({ row, code }) => [row, code])).toEqual([
      [6, 'item-number-repeats'],
      [7, 'barcode-repeats'],
    ]);
    expectEveryRowPlaced(result);
  });

  test('IMPORT-21 a size may have its own retail price, a member price is that of the product', () => {
    const { create, problems } = plan('货号,品名,尺码,单位,零售价,会员价\nS1,衬衫,M,件,79,75\nS1,,L,件,89,85\n');
    expect(create[0]).toMatchObject({ retailPrice: 790_000, memberPrice: 750_000 });
    expect(create[0]?.variants.map(({ prices }) => prices)).toEqual([{}, { retailPrice: 890_000 }]);
    expect(problems).toMatchObject([{ row: 3, code: 'variant-price-shared', severity: 'repaired' }]);
  });

  test('IMPORT-24 a size that costs more in the shop than in the file is an update of that size alone', () => {
    const shop = catalogueAfter(plan(shirts));
    const { update } = plan(shirts.replace(',89', ',79'), shop);
    expect(update[0]?.fields).toEqual([]);
    expect(update[0]?.variants.map(({ variant, prices }) => [variant.barcodes, prices])).toEqual([
      [['12347'], { retailPrice: 790_000 }],
    ]);
  });

  test('IMPORT-21 attributes without a name are refused', () => {
    const result = plan('Handle,Title,Option1 Name,Option1 Value,unit,price\ns,Shirt,,M,pc,1\n');
    expect(result.problems).toMatchObject([{ row: 2, code: 'attribute-missing', severity: 'refused' }]);
    expectEveryRowPlaced(result);
  });

  test('IMPORT-24 a new size of an existing product is an update, the known ones are left alone', () => {
    const shop = catalogueAfter(plan(shirts));
    const { update, create } = plan('货号,品名,颜色,尺码,零售价\nS1,衬衫,白,M,79\nS1,,白,XL,79\n', shop);
    expect(create).toEqual([]);
    expect(update).toHaveLength(1);
    expect(update[0]?.fields).toEqual([]);
    expect(update[0]?.newVariants.map(({ row }) => row)).toEqual([3]);
    expect(update[0]?.variants).toEqual([]);
  });
});

describe('against the shop', () => {
  test('IMPORT-24 an update lists before and after, adds bar codes and leaves empty cells alone', () => {
    const { update } = plan('货号,品名,条码,单位,零售价,备注\nT1,,6950100000032,,138,春茶\n', [tea]);
    expect(update[0]?.fields).toEqual([
      { field: 'retailPrice', before: 1_280_000, after: 1_380_000, on: true },
      { field: 'remark', before: null, after: '春茶', on: true },
    ]);
    expect(update[0]?.barcodes).toEqual(['6950100000032']);
  });

  test('IMPORT-23 a row without item number is found by its bar code', () => {
    expect(plan('条码,品名,零售价\n6950100000018,铁观音,128\n', [tea]).unchanged).toHaveLength(1);
  });

  test.each([
    ['t1,铁观音,,1', 'item-number-case'],
    ['X9,新茶,6950100000018,1', 'barcode-taken'],
    ['T2,花生糖,6950100000018,1', 'barcode-taken'],
    [',新茶,6950100000018；6950100000025,1', 'barcode-shared'],
    [',铁 观音,,1', 'likely-repeat'],
  ])('IMPORT-23 the row %j asks: %s', (line, code) => {
    const result = plan(`货号,品名,条码,零售价\n${line}\n`, [tea, sugar]);
    expect(result.ask.map((question) => question.code)).toEqual([code]);
    expect([result.create, result.update]).toEqual([[], []]);
    expectEveryRowPlaced(result);
  });

  test('IMPORT-23 an item number that two products have already asks', () => {
    const twin = { ...sugar, values: { ...sugar.values, itemNo: 'T1' } };
    expect(plan('货号,品名,零售价\nT1,铁观音,1\n', [tea, twin]).ask[0]?.code).toBe('item-number-shared');
  });

  test('IMPORT-26 where two rows disagree about a product of the shop, neither wins by coming first', () => {
    const result = plan('货号,品名,零售价\nT1,铁观音,138\nT1,铁观音,148\n', [tea]);
    expect(result.update).toEqual([]);
    expect(result.ask.map(({ row, code }) => [row, code])).toEqual([
      [2, 'file-disagrees'],
      [3, 'item-number-repeats'],
    ]);
  });

  test('IMPORT-27 opening stock of a product that exists is left alone and listed', () => {
    const result = plan('货号,品名,期初数量\nT1,铁观音,5\nN1,新茶,5\n', [tea]);
    expect(result.openingIgnored).toEqual([2]);
    expect(result.create[0]?.openings).toEqual([{ warehouse: null, quantity: 5_000 }]);
  });
});

describe('decisions and corrections', () => {
  const twice = '货号,品名,单位,零售价\nA,茶,盒,1\nA,茶,盒,2\n';
  const decided = (row: number, decision: 'skip' | 'take' | 'separate'): PlanOptions => ({
    decisions: new Map([[row, decision]]),
  });

  test('IMPORT-29 skip leaves the later row out', () => {
    const result = plan(twice, [], decided(3, 'skip'));
    expect(result.create.map((draft) => draft.retailPrice)).toEqual([10_000]);
    expect(result.skipped).toEqual([{ row: 3, of: 2 }]);
    expectEveryRowPlaced(result);
  });

  test('IMPORT-29 take puts it in place of the earlier row', () => {
    const result = plan(twice, [], decided(3, 'take'));
    expect(result.create.map((draft) => draft.retailPrice)).toEqual([20_000]);
    expect(result.skipped).toEqual([{ row: 2, of: 3 }]);
  });

  test('IMPORT-29 separate makes it a product without the code that is taken', () => {
    const result = plan(twice, [], decided(3, 'separate'));
    expect(result.create.map((draft) => draft.itemNo)).toEqual(['A', undefined]);
    expect(result.problems).toMatchObject([{ row: 3, code: 'code-left-out', value: 'A', severity: 'repaired' }]);
  });

  test('IMPORT-29 decisions work against the shop as well', () => {
    const text = '货号,品名,条码,单位,零售价\nX9,新茶,6950100000018,盒,9\n';
    expect(plan(text, [tea], decided(2, 'skip')).skipped).toEqual([{ row: 2, of: null }]);
    expect(plan(text, [tea], decided(2, 'take')).update[0]?.fields.map(({ field }) => field)).toEqual([
      'itemNo',
      'name',
      'unit',
      'retailPrice',
    ]);
    const separate = plan(text, [tea], decided(2, 'separate'));
    expect(separate.create[0]).toMatchObject({ itemNo: 'X9', barcodes: [] });
    expect(separate.problems[0]).toMatchObject({ code: 'code-left-out', value: '6950100000018' });
  });

  test('IMPORT-29 a cell corrected in the preview is planned anew', () => {
    const text = '品名,条码,单位,零售价\n茶,6901234567893,盒,-1\n';
    expect(plan(text).problems.map(({ code }) => code)).toEqual(['barcode-check-digit', 'negative-price']);
    const edits = [
      { row: 2, column: 1, text: '6901234567892' },
      { row: 2, column: 3, text: '1' },
    ];
    expect(plan(text, [], { edits }).counts).toEqual({ rows: 1, good: 1, repaired: 0, refused: 0, asks: 0 });
  });

  test('IMPORT-6 IMPORT-29 a row with a stray quote is taken once somebody has looked at it', () => {
    const text = '品名,单位,零售价\n"茶,盒,1\n糖,袋,2\n';
    expect(plan(text).problems).toMatchObject([{ row: 2, code: 'row-damaged', severity: 'refused' }]);
    expect(plan(text, [], { edits: [{ row: 2, column: 0, text: '茶' }] }).create.map(({ name }) => name)).toEqual([
      '茶',
      '糖',
    ]);
  });
});

describe('carrying out', () => {
  test('IMPORT-30 batches keep the order, count their variants and leave out what is switched off', () => {
    const lines = Array.from({ length: 450 }, (_, i) => `N${i},茶${i},盒,1`);
    const old = { ...tea, lastChanges: { retailPrice: { before: 10_000, by: '何敏', at: '10:30' } } };
    const result = plan(`货号,品名,单位,零售价\n${lines.join('\n')}\nT1,,,1\n`, [old]);
    expect(result.update[0]?.fields[0]?.on).toBe(false);
    const batches = cutIntoBatches(result);
    expect(batches.map(({ create, doneAfter, total }) => [create.length, doneAfter, total])).toEqual([
      [200, 200, 450],
      [200, 400, 450],
      [50, 450, 450],
    ]);
    const sizes = Array.from({ length: 300 }, (_, i) => `S${i % 3},衬衫${i % 3},${i},件,1`);
    const shirts = cutIntoBatches(plan(`货号,品名,尺码,单位,零售价\n${sizes.join('\n')}\n`));
    expect(shirts.map(({ create }) => create.map(({ variants }) => variants.length))).toEqual([[100, 100, 100]]);
  });

  test('IMPORT-31 the rows that wait go out with their reasons, formulas disarmed, and come back in', () => {
    const text = '货号,品名,单位,零售价,备注\nA,茶,盒,-1,=1+1\nB,"糖, ""细""",袋,2,\nC,盐,袋,x,@SUM(A1)\n';
    const table = tableOf(text);
    const csv = faultyRowsCsv(table, plan(text), 'zh-CN');
    const back = tableOf(csv);
    expect(back.headers).toEqual(['货号', '品名', '单位', '零售价', '备注', '行号', '原因']);
    expect(back.rows.map(({ cells }) => cells)).toEqual([
      ['A', '茶', '盒', '-1', "'=1+1", '2', '零售价: 价格是负数。改成 0 或更大，或清空'],
      ['C', '盐', '袋', 'x', "'@SUM(A1)", '4', '零售价: 不是数字。改成数字，或清空'],
    ]);
  });

  test('IMPORT-28 twenty thousand rows are planned, and every one is somewhere', () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, i) => `K${i % 19_900},商品 ${i},${i % 7 === 0 ? '' : '盒'},${i % 50 === 0 ? '-1' : `${i}.50`}`,
    );
    const result = plan(`货号,品名,单位,零售价\n${lines.join('\n')}\n`);
    expect(result.counts.rows).toBe(20_000);
    expectEveryRowPlaced(result);
    expect(result.counts.refused).toBe(400);
  });
});
