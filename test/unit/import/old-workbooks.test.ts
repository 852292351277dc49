/** `.xls` as old programs still write it: what it shows is what is read, in its own code page; damage is an answer. */
import * as sheetJs from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { indexCatalogue } from '../../../shared/import/existing-catalogue.ts';
import { guessMapping } from '../../../shared/import/guess-mapping.ts';
import { tableErrorText } from '../../../shared/import/import-reasons.ts';
import { planImport } from '../../../shared/import/plan-import.ts';
import { cellText } from '../../../shared/import/table.ts';
import { openBytes } from '../../kit/import-harness.ts';

type Old = 'biff8' | 'biff5';
function oldWorkbook(rows: readonly (readonly (string | number)[])[], bookType: Old, hidden = false): Uint8Array {
  const book = sheetJs.utils.book_new();
  const sheet = sheetJs.utils.aoa_to_sheet(rows.map((row) => [...row]));
  for (const place of ['A2', 'A3']) if (typeof sheet[place]?.v === 'number') sheet[place].z = '0000';
  if (hidden) sheetJs.utils.book_append_sheet(book, sheetJs.utils.aoa_to_sheet([['x']]), 'first');
  sheetJs.utils.book_append_sheet(book, sheet, 'goods');
  if (hidden) book.Workbook = { Sheets: [{ Hidden: 1 }, { Hidden: 0 }] };
  const written: ArrayBuffer = sheetJs.write(book, { type: 'array', bookType });
  return new Uint8Array(written);
}

/** The file with one ASCII text replaced by bytes of the same length, and the code page that it names. */
function inCodePage(file: Uint8Array, text: string, bytes: readonly number[], codePage: number): Uint8Array {
  const ascii = [...text].map((letter) => letter.charCodeAt(0));
  const at = file.findIndex((_, i) => ascii.every((byte, k) => file[i + k] === byte));
  file.set(bytes, at);
  const record = file.findIndex((_, i) => [0x42, 0, 2, 0].every((byte, k) => file[i + k] === byte));
  file.set([codePage & 0xff, codePage >> 8], record + 4);
  return file;
}

async function textsOf(file: Uint8Array): Promise<readonly (readonly string[])[]> {
  const read = await openBytes(file);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  expect(read.value.source.kind).toBe('xls');
  return read.value.rows.map(({ cells }) => read.value.headers.map((_, column) => cellText(cells[column])));
}

describe('old workbooks', () => {
  test('IMPORT-7 IMPORT-14 Excel 97: Chinese, padded numbers, every digit of a bar code', async () => {
    const file = oldWorkbook(
      [
        ['货号', '品名', '零售价', '条码'],
        [7, '龙井茶', 38.5, 6901234567892],
        [42, '𠮷祥馄饨', 9, '0036000291452'],
      ],
      'biff8',
    );
    const read = await openBytes(file);
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const plan = planImport(read.value, guessMapping(read.value), indexCatalogue([]));
    expect(
      plan.create.map(({ itemNo, name, retailPrice, barcodes }) => [itemNo, name, retailPrice, ...barcodes]),
    ).toEqual([
      ['0007', '龙井茶', 385_000, '6901234567892'],
      ['0042', '𠮷祥馄饨', 90_000, '0036000291452'],
    ]);
  });

  test('IMPORT-7 before Excel 97: texts are read in the code page that the file names', async () => {
    const plain = (): Uint8Array =>
      oldWorkbook(
        [
          ['NAME', 'PRICE'],
          ['ABCDEF', 38.5],
        ],
        'biff5',
      );
    const gbk = inCodePage(plain(), 'ABCDEF', [0xc1, 0xfa, 0xbe, 0xae, 0xb2, 0xe8], 936);
    expect((await textsOf(gbk))[0]?.[0]).toBe('龙井茶');
    const big5 = inCodePage(plain(), 'ABCDEF', [0xc0, 0x73, 0xa4, 0xab, 0xaf, 0xf9], 950);
    expect((await textsOf(big5))[0]?.[0]).toBe('龍井茶');
    expect((await textsOf(plain()))[0]?.[0]).toBe('ABCDEF');
  });

  test('IMPORT-7 the first visible sheet that holds anything is taken', async () => {
    const read = await openBytes(
      oldWorkbook(
        [
          ['品名', '零售价'],
          ['茶', 1],
        ],
        'biff8',
        true,
      ),
    );
    expect(read.ok && read.value.source).toMatchObject({ sheet: 'goods', sheets: ['first', 'goods'] });
  });

  test.each([0.02, 0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 0.99])(
    'IMPORT-32 cut at %d of its length it is read or refused in words',
    async (part) => {
      const whole = oldWorkbook(
        Array.from({ length: 200 }, (_, i) => [`K${i}`, `茶${i}`, i]),
        'biff8',
      );
      const read = await openBytes(whole.slice(0, Math.floor(whole.length * part)));
      if (!read.ok) expect(tableErrorText(read.error, 'zh-CN')).toMatch(/^[^。]+。[^。]+$/u);
      else expect(read.value.rows.length).toBeLessThanOrEqual(200);
    },
  );
});
