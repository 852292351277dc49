/** Bytes → text → rows: encodings, separators, quotes and row numbers. */
import { describe, expect, test } from 'vitest';
import { tableErrorText } from '../../../shared/import/import-reasons.ts';
import { readSeparatedText } from '../../../shared/import/separated-text.ts';
import { cellText, type Table } from '../../../shared/import/table.ts';
import { readText, tableOf } from '../../kit/import-harness.ts';

const cells = (table: Table): string[][] => table.rows.map((row) => row.cells.map(cellText));
const bytes = (...parts: (number | string)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])));

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
}

describe('encodings', () => {
  const list = '货号,品名,零售价\nA1,铁观音,12.50\nA2,𠮷祥馄饨,3\n';

  test.each([
    ['utf-16le with its mark', utf16(`\u{FEFF}${list}`, true), 'utf-16le'],
    ['utf-16be with its mark', utf16(`\u{FEFF}${list}`, false), 'utf-16be'],
    ['utf-16le without a mark', utf16(list, true), 'utf-16le'],
    ['utf-16be without a mark', utf16(list, false), 'utf-16be'],
    ['utf-8 with its mark', bytes(0xef, 0xbb, 0xbf, list), 'utf-8'],
    ['utf-8 without a mark', bytes(list), 'utf-8'],
  ])('IMPORT-2 a list in %s is read whole', (_, file, encoding) => {
    const table = tableOf(file);
    expect(table.source).toMatchObject({ encoding, encodingGuessed: true });
    expect(table.headers).toEqual(['货号', '品名', '零售价']);
    expect(cells(table)[1]?.[1]).toBe('𠮷祥馄饨');
  });

  test('IMPORT-2 a Western list without a mark is not taken for Chinese', () => {
    const table = tableOf(bytes('name,unit,price\nK', 0xfc, 'chenwaage,St', 0xfc, 'ck,9.90\n'));
    expect(table.source).toMatchObject({ encoding: 'windows-1252' });
    expect(cells(table)[0]).toEqual(['Küchenwaage', 'Stück', '9.90']);
  });

  test('IMPORT-2 the user may say another encoding than the one guessed', () => {
    const table = tableOf(bytes('name,price\n', 0xa4, 0xa4, 0xa4, 0xe5, ',1\n'), { encoding: 'big5' });
    expect(table.source).toMatchObject({ encoding: 'big5', encodingGuessed: false });
    expect(cells(table)[0]?.[0]).toBe('中文');
  });

  test('IMPORT-3 a file that is broken in its third line says so, with byte and line', () => {
    const broken = bytes('品名,价格\n茶,1\n糖', 0xff, 0xff, ',2\n');
    const read = readText(broken);
    if (read.ok) throw new Error('should not decode');
    expect(read.error).toEqual({ code: 'undecodable', params: { encoding: 'utf-8', byte: 24, line: 3 } });
    expect(tableErrorText(read.error, 'zh-CN')).toBe(
      '第 3 行（第 24 字节）不是 utf-8 文字。换一种编码，或从原程序重新导出',
    );
  });

  test('IMPORT-3 a GB18030 file cut in the middle of a character is an error, not a question mark', () => {
    const read = readText(bytes('name,price\n', 0xb2, 0xe8, ',1\n', 0xb2));
    expect(read).toMatchObject({ ok: false, error: { params: { encoding: 'gb18030', byte: 17, line: 3 } } });
  });

  test('IMPORT-3 a forced encoding that does not fit reports where it stops', () => {
    const read = readText(bytes('品名,价格\nABC', 0xc8, ',1\n'), { encoding: 'utf-16le' });
    expect(read).toMatchObject({ ok: false, error: { code: 'undecodable', params: { encoding: 'utf-16le' } } });
  });
});

describe('rows', () => {
  test('IMPORT-5 row numbers are those of the spreadsheet: cells with line breaks and blank lines included', () => {
    const table = tableOf('品名,零售价\n"两\r\n行",1\n\n茶,2\r糖,3\r\n"he said ""x""",4');
    expect(table.rows.map(({ row }) => row)).toEqual([2, 4, 5, 6]);
    expect(cells(table)).toEqual([
      ['两\r\n行', '1'],
      ['茶', '2'],
      ['糖', '3'],
      ['he said "x"', '4'],
    ]);
  });

  test.each([',', ';', '\t', '|'])(
    'IMPORT-4 the separator %j is found although quoted cells hold the others',
    (separator) => {
      const line = (...texts: string[]): string => texts.map((text) => `"${text}"`).join(separator);
      const text = [
        line('品名', '说明', '零售价'),
        ...Array.from({ length: 9 }, (_, i) => line(`茶${i}`, 'a,b;c\td|e\nf,g,h', '1,5')),
      ].join('\n');
      expect(tableOf(text).source).toMatchObject({ separator });
      expect(tableOf(text).rows).toHaveLength(9);
    },
  );

  test('IMPORT-4 the user may say another separator', () => {
    expect(tableOf('品名;零售价,单位\n茶;1,盒\n', { separator: ',' }).headers).toEqual(['品名;零售价', '单位']);
  });

  test('IMPORT-6 an unclosed quote spoils its own row and no other', () => {
    const rows = readSeparatedText('name,price\n茶,1\n"糖,2\n盐,3\n', ',');
    expect(rows.map(({ row, cells: read, damage }) => [row, read, damage])).toEqual([
      [1, ['name', 'price'], undefined],
      [2, ['茶', '1'], undefined],
      [3, ['"糖', '2'], 'unclosed-quote'],
      [4, ['盐', '3'], undefined],
    ]);
  });

  test('IMPORT-6 a stray quote does not swallow the goods up to the next quoted cell', () => {
    const rows = readSeparatedText('a,"5 inch\nb,2\nc,"tv 7"\nd,4\n', ',');
    expect(rows.map(({ cells: read, damage }) => [read, damage])).toEqual([
      [['a', '"5 inch'], 'stray-quote'],
      [['b', '2'], undefined],
      [['c', 'tv 7'], undefined],
      [['d', '4'], undefined],
    ]);
  });

  test('IMPORT-6 text behind a closing quote on the same line is kept', () => {
    expect(readSeparatedText('"ab"c,d\n', ',')[0]?.cells).toEqual(['abc', 'd']);
  });
});

describe('headings', () => {
  test('IMPORT-10 title lines above the headings are passed over', () => {
    const table = tableOf('商品清单,,\n导出时间 2026-11-25,,\n货号,品名,零售价\nA1,茶,1\n');
    expect(table.headerRow).toBe(3);
    expect(table.rows.map(({ row }) => row)).toEqual([4]);
  });

  test('IMPORT-10 a list without headings gets letters, and its first row is goods', () => {
    const table = tableOf('6901234567892,茶,12.50\n6950100000018,糖,3\n');
    expect(table.headerRow).toBe(null);
    expect(table.headers).toEqual(['A', 'B', 'C']);
    expect(table.rows).toHaveLength(2);
  });

  test('IMPORT-10 the user may say which row holds the headings, or that none does', () => {
    expect(tableOf('品名,零售价\n茶,1\n', { headerRow: null }).rows).toHaveLength(2);
    expect(tableOf('x,y\n品名,零售价\n茶,1\n', { headerRow: 1 }).headers).toEqual(['x', 'y']);
  });
});
