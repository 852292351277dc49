/** Single cells: numbers in every dress, codes in every state of ruin, names and figures. */
import type { CellObject } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { barcodeKey, checkBarcode, checkDigit } from '../../../shared/import/barcode-check.ts';
import { codeText } from '../../../shared/import/code-cell.ts';
import { indexCatalogue } from '../../../shared/import/existing-catalogue.ts';
import { guessMapping } from '../../../shared/import/guess-mapping.ts';
import { readNumber } from '../../../shared/import/number-cell.ts';
import { planImport } from '../../../shared/import/plan-import.ts';
import { openBytes, tableOf, workbookOf } from '../../kit/import-harness.ts';
import { rowXml, workbookParts, zipOf } from '../../kit/import-zip.ts';

const nothing = indexCatalogue([]);
const planText = (text: string, separator = ',') => {
  const table = tableOf(text, { separator });
  return planImport(table, guessMapping(table), nothing);
};
const planBook = async (rows: (CellObject | string | number | null)[][]) => {
  const table = await openBytes(workbookOf(rows));
  if (!table.ok) throw new Error(table.error.code);
  return planImport(table.value, guessMapping(table.value), nothing);
};
const firstProblem = (plan: ReturnType<typeof planText>) => plan.problems.find((one) => one.code !== 'unit-default');

describe('numbers', () => {
  test.each([
    ['12.5', 125_000],
    ['1,234.50', 12_345_000],
    ['￥１２．５０', 125_000],
    ['¥ 12.00', 120_000],
    ['12元', 120_000],
    ['1 299.00', 12_990_000],
    ['1\u{202F}299.00 €', 12_990_000],
    ["1'299.00", 12_990_000],
    ["'12", 120_000],
    ['(5.00)', -50_000],
    ['5.00-', -50_000],
    ['−5', -50_000],
    ['+7', 70_000],
    ['.5', 5_000],
    ['5.', 50_000],
    ['9.899999999999999', 99_000],
    ['0.20494', 2_049],
    ['000012', 120_000],
    ['-', null],
    ['无', null],
    ['  ', null],
  ])('IMPORT-17 %j in a column with points is %s ten-thousandths', (text, value) => {
    expect(readNumber(text, 'point', 4)).toMatchObject({ ok: true, value });
  });

  test.each([
    ['9,99', 99_900],
    ['1.234,50', 12_345_000],
    ['1.000', 10_000_000],
    ['0,2049', 2_049],
    ['1.234.567,8', 12_345_678_000],
    ['€ 899,00', 8_990_000],
  ])('IMPORT-13 %j in a column with commas is %s ten-thousandths', (text, value) => {
    expect(readNumber(text, 'comma', 4)).toMatchObject({ ok: true, value });
  });

  test.each(['abc', '1.2.3', '1,2,3', '12 34', '1e5', '¥', '1,23.4,5', '12%', '--5', 'Infinity', 'NaN', '0x10'])(
    'IMPORT-17 %j is no number',
    (text) => {
      expect(readNumber(text, 'point', 4)).toEqual({ ok: false, reason: 'not-a-number' });
    },
  );

  test('IMPORT-17 numbers beyond the limits are refused, whatever their length', () => {
    expect(readNumber('9'.repeat(400), 'point', 4)).toEqual({ ok: false, reason: 'number-too-large' });
    expect(firstProblem(planText('品名,零售价\n茶,10000000\n'))).toMatchObject({
      code: 'number-too-large',
      severity: 'refused',
    });
    expect(planText('品名,零售价\n茶,9999999.9999\n').create[0]?.retailPrice).toBe(99_999_999_999);
  });

  test('IMPORT-17 too many decimals are rounded half away from zero, and said', () => {
    const plan = planText('品名,零售价,期初数量\n茶,0.12345,1.2345\n');
    expect(plan.create[0]).toMatchObject({ retailPrice: 1_235, openings: [{ quantity: 1_235 }] });
    expect(plan.problems.filter(({ code }) => code === 'number-rounded').map(({ repaired }) => repaired)).toEqual([
      '0.1235',
      '1.235',
    ]);
  });

  test('IMPORT-13 a column without any proof follows the other columns of the file', () => {
    const plan = planText('品名;零售价;进货价\n茶;1.000;9,50\n糖;2.000;3,25\n', ';');
    expect(plan.create.map((draft) => draft.retailPrice)).toEqual([10_000_000, 20_000_000]);
    expect(plan.columns[0]).toMatchObject({ style: 'comma', basis: 'file', ambiguous: [{ row: 2 }, { row: 3 }] });
  });

  test('IMPORT-13 a cell that proves another style than its column is read by its own shape, and said', () => {
    const plan = planText('品名,零售价\n茶,12.50\n糖,3.75\n盐,"4,5"\n');
    expect(plan.create.map((draft) => draft.retailPrice)).toEqual([125_000, 37_500, 45_000]);
    expect(plan.problems.find(({ row, code }) => row === 4 && code === 'number-other-style')?.repaired).toBe('4.50');
  });

  test('IMPORT-18 a sale price of 0 is no price, a cost of 0 is a cost, an empty cost is none', () => {
    const plan = planText('品名,零售价,会员价,进货价\n茶,0,0,0\n糖,1,,\n');
    expect(plan.create[0]).toMatchObject({ purchasePrice: 0 });
    expect(plan.create[0]?.retailPrice).toBeUndefined();
    expect(plan.create[0]?.memberPrice).toBeUndefined();
    expect(plan.create[1]?.purchasePrice).toBeUndefined();
    expect(plan.problems.find(({ code }) => code === 'price-missing')).toMatchObject({
      row: 2,
      header: '零售价',
      severity: 'repaired',
    });
  });

  test('IMPORT-18 negative quantities are refused as well', () => {
    expect(planText('品名,期初数量\n茶,-3\n').problems[0]).toMatchObject({
      code: 'negative-quantity',
      severity: 'refused',
    });
  });
});

describe('codes', () => {
  test.each([
    ['6901234567892', true],
    ['6901234567893', false],
    ['69012341', true],
    ['69012342', false],
    ['036000291452', true],
    ['036000291453', false],
    ['16950300000099', true],
    ['02000001', true],
    ['2012345678901', true],
    ['12345', true],
    ['SP-1001', true],
  ])('IMPORT-16 the bar code %s is good: %s', (code, good) => {
    expect(checkBarcode(code).good).toBe(good);
  });

  test('IMPORT-16 the check digit of 690123456789 is 2', () => {
    expect(checkDigit('690123456789')).toBe(2);
  });

  test('IMPORT-22 UPC-A and its thirteen digits are one code', () => {
    expect(barcodeKey('036000291452')).toBe(barcodeKey('0036000291452'));
    expect(planText('品名,条码,零售价\n茶,036000291452,1\n糖,0036000291452,2\n').ask[0]?.code).toBe('barcode-repeats');
  });

  test.each([
    ['6.93217E+12', 'code-digits-lost'],
    ['6,93217E+12', 'code-digits-lost'],
    ['1E+05', 'code-digits-lost'],
    ['6932170000000', 'barcode-rounded'],
    ['6901234567893', 'barcode-check-digit'],
    ['690123\u{FFFD}4567', 'damaged-text'],
    ['1'.repeat(41), 'code-too-long'],
    ['茶叶一号条码', 'barcode-characters'],
    ['ABC DEF', 'barcode-characters'],
  ])('IMPORT-14 IMPORT-16 the bar code %j refuses its row: %s', (code, reason) => {
    const plan = planText(`品名;条码;零售价\n茶;${code};1\n糖;6950100000018;2\n`, ';');
    expect(plan.refused).toEqual([2]);
    expect(plan.problems.find(({ row }) => row === 2)).toMatchObject({
      code: reason,
      header: '条码',
      severity: 'refused',
    });
  });

  test('IMPORT-16 all codes of that cause may be left out, or kept as printed', () => {
    const table = tableOf('品名,条码,单位,零售价\n茶,6901234567893,盒,1\n');
    const dropped = planImport(table, guessMapping(table), nothing, { badBarcodes: 'drop' });
    expect(dropped.create[0]?.barcodes).toEqual([]);
    expect(dropped.problems[0]).toMatchObject({
      code: 'barcode-dropped',
      severity: 'repaired',
      params: { expected: 2 },
    });
    const kept = planImport(table, guessMapping(table), nothing, { badBarcodes: 'keep' });
    expect(kept.create[0]?.barcodes).toEqual(['6901234567893']);
  });

  test('IMPORT-15 codes lose apostrophes, width, no-break spaces and invisible characters', () => {
    const plan = planText(
      '货号,品名,条码,单位,零售价\n＇Ａ－１,茶,\'6901234567892,盒,1\nB2\u{A0}\u{A0},糖,="6950100000018",盒,1\n',
    );
    expect(plan.create.map(({ itemNo, barcodes }) => [itemNo, barcodes])).toEqual([
      ['A-1', ['6901234567892']],
      ['B2', ['6950100000018']],
    ]);
    expect(plan.problems).toEqual([]);
  });

  test('IMPORT-15 several codes in one cell, and codes written in groups', () => {
    const plan = planText('品名,条码,条码2\n茶,6901234567892；6950100000018,12345\n糖,6 950100 000025,-\n');
    expect(plan.create.map((draft) => draft.barcodes)).toEqual([
      ['6901234567892', '6950100000018', '12345'],
      ['6950100000025'],
    ]);
  });

  test('IMPORT-15 a code too short to be scanned is left out and said', () => {
    const plan = planText('品名,条码,单位,零售价\n茶,693,盒,1\n');
    expect(plan.create[0]?.barcodes).toEqual([]);
    expect(plan.problems).toMatchObject([{ code: 'barcode-too-short', severity: 'repaired', value: '693' }]);
  });

  test('IMPORT-14 a text 100045.0 is 100045', () => {
    const plan = planText('货号,品名,单位,零售价\n100045.0,茶,盒,1\n');
    expect(plan.create[0]?.itemNo).toBe('100045');
    expect(plan.problems).toMatchObject([{ code: 'code-tail-removed', severity: 'repaired', repaired: '100045' }]);
  });
});

describe('workbook cells', () => {
  test('IMPORT-14 what the cell shows for padded codes, its digits where the display gave up', async () => {
    const plan = await planBook([
      ['货号', '品名', '单位', '零售价'],
      [{ t: 'n', v: 7, z: '0000' }, '茶', '盒', 1],
      [{ t: 'n', v: 100045, z: '0.0' }, '糖', '盒', 2],
      [{ t: 'n', v: 1234567, z: '#,##0' }, '盐', '盒', 3],
      [{ t: 'n', v: 12345, z: '000-0000' }, '醋', '盒', 4],
      [{ t: 'n', v: 6932169358293, z: '0.00E+00' }, '酱', '盒', 5],
    ]);
    expect(plan.create.map((draft) => draft.itemNo)).toEqual([
      '0007',
      '100045',
      '1234567',
      '001-2345',
      '6932169358293',
    ]);
  });

  test('IMPORT-14 a padding format counts even where the display was lost', () => {
    expect(codeText({ kind: 'number', value: 36000291452, format: '0000000000000', shown: '36000291452' })).toBe(
      '0036000291452',
    );
    expect(codeText({ kind: 'number', value: 7, format: 'General', shown: '########' })).toBe('7');
  });

  test('IMPORT-14 dates and numbers beyond fifteen digits are no codes', async () => {
    const plan = await planBook([
      ['货号', '品名', '零售价'],
      [{ t: 'n', v: 45_321, z: 'yyyy-mm-dd' }, '茶', 1],
      [{ t: 'n', v: 1234567890123456, z: '0' }, '糖', 1],
    ]);
    expect(plan.problems.map(({ row, code }) => [row, code])).toEqual([
      [2, 'code-became-date'],
      [3, 'code-digits-lost'],
    ]);
  });

  test('IMPORT-7 IMPORT-19 error cells, lost formulas and dates in a price column are reported', async () => {
    const plan = await planBook([
      ['品名', '单位', '零售价'],
      ['茶', '盒', { t: 'e', v: 7, w: '#DIV/0!' }],
      ['糖', '盒', { t: 'n', v: 45_321, z: 'm月d日' }],
      [{ t: 'e', v: 42, w: '#N/A' }, '盒', 3],
      ['盐', '盒', { t: 'n', v: 9.899999999999999 }],
      ['醋', '盒', { t: 'n', f: '1+1', v: 2 }],
    ]);
    expect(plan.problems.map(({ row, code, value }) => [row, code, value])).toEqual([
      [2, 'cell-error', '#DIV/0!'],
      [3, 'number-became-date', '2024-01-30'],
      [4, 'cell-error', '#N/A'],
    ]);
    expect(plan.create.map((draft) => draft.retailPrice)).toEqual([99_000, 20_000]);
  });

  test('IMPORT-7 a formula that was saved without its result is no empty cell', async () => {
    const rows = [rowXml(1, ['品名', '单位', '零售价']), rowXml(2, ['茶', '盒', '=1+1']), rowXml(3, ['糖', '盒', 2])];
    const table = await openBytes(zipOf(workbookParts(rows.join(''))));
    if (!table.ok) throw new Error(table.error.code);
    const plan = planImport(table.value, guessMapping(table.value), nothing);
    expect(plan.problems).toMatchObject([{ row: 2, code: 'cell-error', value: '=1+1' }]);
    expect(plan.create.map(({ name }) => name)).toEqual(['糖']);
  });
});

describe('texts', () => {
  test('IMPORT-19 a name keeps its text and loses what nobody sees', () => {
    const plan = planText('品名,单位,零售价\n\u{200B}Ｃａｆé　拿铁\u{FEFF} ,杯,1\n');
    expect(plan.create[0]?.name).toBe('Ｃａｆé　拿铁');
    expect(plan.problems).toMatchObject([{ code: 'invisible-removed', severity: 'repaired' }]);
  });

  test('IMPORT-19 a name of 100 characters goes in, one of 101 does not, a replaced character never', () => {
    const plan = planText(`品名,单位,零售价\n${'茶'.repeat(100)},盒,1\n${'糖'.repeat(101)},盒,1\n盐\u{FFFD},盒,1\n`);
    expect(plan.create).toHaveLength(1);
    expect(plan.problems.map(({ row, code }) => [row, code])).toEqual([
      [3, 'text-too-long'],
      [4, 'damaged-text'],
    ]);
  });

  test('IMPORT-20 goods without unit get one, by weight 公斤; without name they wait', () => {
    const plan = planText('货号,品名,单位,零售价,计价方式\nA,茶,,1,普通\nB,菜,,2,计重\nC,,盒,3,普通\n');
    expect(plan.create.map(({ unit, byWeight }) => [unit, byWeight])).toEqual([
      ['件', false],
      ['公斤', true],
    ]);
    expect(plan.problems.map(({ row, code, header, repaired }) => [row, code, header, repaired])).toEqual([
      [2, 'unit-default', '单位', '件'],
      [3, 'unit-default', '单位', '公斤'],
      [4, 'name-missing', '品名', undefined],
    ]);
  });

  test.each([
    ['12', 12, undefined],
    ['12天', 12, undefined],
    ['6个月', 180, 'shelf-life-converted'],
    ['2 years', 730, 'shelf-life-converted'],
    ['0', undefined, undefined],
    ['常温', undefined, 'shelf-life-unclear'],
  ])('IMPORT-20 a shelf life of %j is %s days', (text, days, code) => {
    const plan = planText(`品名,单位,零售价,保质期(天)\n茶,盒,1,${text}\n`);
    expect(plan.create[0]?.shelfLifeDays).toBe(days);
    expect(plan.problems[0]?.code).toBe(code);
  });

  test.each([
    ['12', [12, 1]],
    ['100.5', [201, 2]],
    ['1*24', [24, 1]],
    ['1/2', [1, 2]],
    ['-', undefined],
    ['0', undefined],
    ['一箱', undefined],
  ])('IMPORT-20 a pack of %j holds %s base units', (text, ratio) => {
    const unit = planText(`品名,单位,零售价,大单位,箱规\n茶,盒,1,箱,${text}\n`).create[0]?.units[0];
    expect(unit === undefined ? undefined : [unit.numerator, unit.denominator]).toEqual(ratio);
  });

  test('IMPORT-20 a pack size without its unit is left out and said', () => {
    const plan = planText('品名,单位,零售价,大单位,箱规\n茶,盒,1,,12\n糖,袋,1,箱,12\n');
    expect(plan.problems).toMatchObject([{ row: 2, code: 'pack-incomplete', header: '箱规', severity: 'repaired' }]);
    expect(plan.create.map(({ units }) => units)).toEqual([
      [],
      [{ name: '箱', numerator: 12, denominator: 1, barcodes: [] }],
    ]);
  });

  test('IMPORT-11 a parent column stands in front of the category', () => {
    const plan = planText('部门,品名,类别\n食品,茶,饮料 / 茶叶\n百货,盆,百货\n');
    expect(plan.create.map((draft) => draft.category)).toEqual(['食品/饮料/茶叶', '百货']);
  });
});
