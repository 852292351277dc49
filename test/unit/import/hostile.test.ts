/** Files that nobody should send: whatever the bytes, reading and planning return a plan or a plain error. */
import { describe, expect, test } from 'vitest';
import { indexCatalogue } from '../../../shared/import/existing-catalogue.ts';
import { detectFileKind } from '../../../shared/import/file-kind.ts';
import { guessMapping } from '../../../shared/import/guess-mapping.ts';
import { IMPORT_FIELDS } from '../../../shared/import/import-fields.ts';
import { tableErrorText } from '../../../shared/import/import-reasons.ts';
import { planImport } from '../../../shared/import/plan-import.ts';
import { MAX_FILE_BYTES, type TableErrorCode } from '../../../shared/import/table.ts';
import { openBytes } from '../../kit/import-harness.ts';
import { rowXml, workbookParts, type ZipPart, zipOf } from '../../kit/import-zip.ts';

const text = (source: string): Uint8Array => new TextEncoder().encode(source);
const raw = (...values: number[]): Uint8Array => Uint8Array.from(values);
const head = '货号,品名,条码,单位,零售价\n';
const goods = `${head}A,茶,6901234567892,盒,1\n`;
const sheet = (rows: string): ZipPart[] => workbookParts(rows);
const okRows = rowXml(1, ['品名', '零售价']) + rowXml(2, ['茶', 1]);
const swap = (name: string, change: Partial<ZipPart>): Uint8Array =>
  zipOf(sheet(okRows).map((part) => (part.name === name ? { ...part, ...change } : part)));
const SHEET = 'xl/worksheets/sheet1.xml';

/** A file and what becomes of it: an error code, or how many rows are good or mended, refused, asked about. */
type Outcome = TableErrorCode | readonly [taken: number, refused: number, asks: number];

const FILES: readonly (readonly [string, () => Uint8Array, Outcome])[] = [
  ['nothing at all', () => raw(), 'empty-file'],
  ['one space', () => text(' '), 'empty-file'],
  ['only line ends', () => text('\r\n\n\r'), 'empty-file'],
  ['only a byte order mark', () => raw(0xef, 0xbb, 0xbf), 'empty-file'],
  ['only half a UTF-16 mark', () => raw(0xff, 0xfe), 'empty-file'],
  ['only sep=;', () => text('sep=;\n'), 'empty-file'],
  ['only separators', () => text(',,,\n,,,\n'), 'empty-file'],
  ['only a header', () => text(head), [0, 0, 0]],
  ['only a header without line end', () => text(head.trim()), [0, 0, 0]],
  ['a quote and nothing else', () => text('"'), [0, 0, 0]],
  ['an unclosed quote in the last row', () => text(`${goods}B,"糖,,盒,1`), [1, 1, 0]],
  ['an unclosed quote in every row', () => text(head + 'A,"茶,,盒,1\n'.repeat(3)), [0, 3, 0]],
  ['ten thousand quotes in one row', () => text(`${head}A,${'"'.repeat(9_999)},,盒,1\n`), [0, 1, 0]],
  ['quotes that open everywhere and close nowhere', () => text(head + 'x,"y""\n'.repeat(5_000)), [0, 5_000, 0]],
  ['a name of quotes', () => text(`${head}A,"""""",,盒,1\n`), [1, 0, 0]],
  ['NUL bytes in a name', () => text(`${head}A,茶\0叶,,盒,1\n`), [1, 0, 0]],
  ['a file of NUL bytes', () => new Uint8Array(4_096), [0, 1, 0]],
  ['control characters in codes', () => text(`${head}A\u{7}\u{8},茶,\u{1B}6901234567892,盒,1\n`), [1, 0, 0]],
  ['a name of one megabyte', () => text(`${head}A,${'茶'.repeat(350_000)},,盒,1\n`), [0, 1, 0]],
  ['a code of one megabyte', () => text(`${head}${'9'.repeat(1_000_000)},茶,,盒,1\n`), [0, 1, 0]],
  ['a price of one megabyte', () => text(`${head}A,茶,,盒,${'9'.repeat(1_000_000)}\n`), [0, 1, 0]],
  ['a price of half a million points', () => text(`${head}A,茶,,盒,${'1.'.repeat(500_000)}\n`), [0, 1, 0]],
  ['a price behind half a million spaces', () => text(`${head}A,茶,,盒,1${' '.repeat(500_000)}x\n`), [0, 1, 0]],
  ['a bar code cell with 100,000 codes', () => text(`${head}A,茶,${'12345;'.repeat(100_000)},盒,1\n`), [0, 1, 0]],
  ['ten thousand columns', () => text(`${'a,'.repeat(10_000)}\n`), 'too-many-columns'],
  ['ten thousand columns in one row', () => text(`${goods}B${',x'.repeat(10_000)}\n`), 'too-many-columns'],
  ['fifty thousand and two rows', () => text(head + 'A,茶,,盒,1\n'.repeat(50_002)), 'too-many-rows'],
  ['rows of different lengths', () => text(`${head}A\nB,糖\nC,盐,,袋,1,extra,extra\n`), [2, 1, 0]],
  ['mixed line ends', () => text('货号,品名\r\nA,茶\rB,糖\nC,盐\r\n'), [3, 0, 0]],
  ['two headers of one name', () => text('品名,品名,零售价\n茶,茶,1\n'), [1, 0, 0]],
  [
    'prototype-named headers and cells',
    () => text('__proto__,品名,constructor,零售价\n__proto__,__proto__,x,1\n'),
    [1, 0, 0],
  ],
  [
    'item numbers that are prototype names',
    () => text(`${head}__proto__,a,,盒,1\nconstructor,b,,盒,1\nhasOwnProperty,c,,盒,1\n`),
    [3, 0, 0],
  ],
  ['formula texts', () => text(`${head}=1+1,=HYPERLINK("x"),,盒,1\n`), [1, 0, 0]],
  ['a lone surrogate in UTF-16', () => raw(0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00), 'undecodable'],
  ['UTF-16 of odd length', () => raw(0xff, 0xfe, 0x41, 0x00, 0x42), 'undecodable'],
  ['an overlong UTF-8 slash', () => raw(0x41, 0xc0, 0xaf, 0xff), 'undecodable'],
  ['bytes of no encoding', () => raw(0x80, 0xff, 0x80, 0xff), 'undecodable'],
  ['UTF-8 cut in the middle of a character', () => text(goods).slice(0, 30).subarray(0, 8), 'undecodable'],
  ['replacement characters stored by somebody else', () => text(`${head}A,\u{FFFD}\u{FFFD},,盒,1\n`), [0, 1, 0]],
  ['right-to-left overrides in a name', () => text(`${head}A,茶\u{202E}gpj.exe,,盒,1\n`), [1, 0, 0]],
  ['a name of invisible characters', () => text(`${head}A,\u{200B}\u{200D}\u{FEFF},,盒,1\n`), [0, 1, 0]],
  ['a name of a thousand combining marks', () => text(`${head}A,e${'\u{301}'.repeat(1_000)},,盒,1\n`), [0, 1, 0]],
  ['ten thousand identical rows', () => text(head + 'A,茶,,盒,1\n'.repeat(10_000)), [10_000, 0, 0]],
  [
    'ten thousand rows of one code',
    () => text(head + Array.from({ length: 10_000 }, (_, i) => `A,茶${i},,盒,1`).join('\n')),
    [1, 0, 9_999],
  ],
  [
    'six hundred sizes of one product',
    () => text(`货号,品名,尺码,单位,零售价\n${Array.from({ length: 600 }, (_, i) => `A,鞋,${i},双,1`).join('\n')}`),
    [500, 100, 0],
  ],
  [
    'negative, huge and silly prices',
    () => text(`${head}A,a,,盒,-0.0001\nB,b,,盒,1e309\nC,c,,盒,NaN\nD,d,,盒,99999999\n`),
    [0, 4, 0],
  ],
  ['a PDF', () => text('%PDF-1.7 …'), 'unknown-format'],
  ['a PNG', () => raw(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), 'unknown-format'],
  ['a gzip', () => raw(0x1f, 0x8b, 0x08, 0x00), 'unknown-format'],
  ['a web page named xls', () => text('<html><table><tr><td>茶</td></tr></table></html>'), 'web-page'],
  ['an XML spreadsheet', () => text('<?xml version="1.0"?><Workbook/>'), 'web-page'],
  ['an empty ZIP', () => zipOf([]), 'unknown-format'],
  ['a ZIP without a workbook', () => zipOf([{ name: 'readme.txt', content: 'hello' }]), 'unknown-format'],
  ['a ZIP signature and noise', () => raw(0x50, 0x4b, 0x03, 0x04, 1, 2, 3, 4), 'workbook-unreadable'],
  ['a workbook cut in half', () => zipOf(sheet(okRows)).slice(0, 900), 'workbook-unreadable'],
  ['a ZIP whose parts are empty', () => zipOf([{ name: 'xl/workbook.xml', content: '' }]), 'workbook-unreadable'],
  ['a password on an entry', () => swap(SHEET, { flags: 1 }), 'workbook-locked'],
  ['a ZIP bomb that admits it', () => swap(SHEET, { claimedSize: 4_000_000_000 }), 'workbook-expands'],
  [
    'a ZIP bomb of many parts',
    () =>
      zipOf([
        ...sheet(okRows),
        ...Array.from({ length: 60 }, (_, i) => ({ name: `xl/${i}.xml`, content: '', claimedSize: 15_000_000 })),
      ]),
    'workbook-expands',
  ],
  [
    'a ZIP bomb that lies about its size',
    () => swap(SHEET, { content: 'x'.repeat(20_000_000), claimedSize: 100 }),
    'workbook-unreadable',
  ],
  [
    'a workbook entry that claims to be longer than it is',
    () => swap(SHEET, { claimedSize: 100_000 }),
    'workbook-unreadable',
  ],
  ['a deflate stream of zeros', () => swap(SHEET, { packed: new Uint8Array(64) }), 'workbook-unreadable'],
  ['an unknown compression', () => swap(SHEET, { method: 99 }), 'workbook-unreadable'],
  [
    'five thousand ZIP entries',
    () => zipOf(Array.from({ length: 5_000 }, (_, i) => ({ name: `xl/${i}`, content: '', method: 0 }))),
    'workbook-unreadable',
  ],
  [
    'an old workbook of noise',
    () => raw(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array(600).fill(0xff)),
    'workbook-unreadable',
  ],
  ['a workbook without rows', () => zipOf(sheet('')), 'empty-file'],
  [
    'a workbook of broken XML',
    () => swap(SHEET, { content: '<worksheet><sheetData><row r="1"><c r="A1"><v>1' }),
    'empty-file',
  ],
  [
    'a cell in the last column and row there is',
    () => zipOf(sheet(`${okRows}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`)),
    [1, 0, 0],
  ],
  [
    'a cell in column XFD',
    () => zipOf(sheet(`${okRows}<row r="3"><c r="XFD3"><v>1</v></c></row>`)),
    'too-many-columns',
  ],
  ['a workbook named like a prototype', () => zipOf(workbookParts(okRows, '__proto__')), [1, 0, 0]],
  [
    'entities in workbook texts',
    () => zipOf(sheet(rowXml(1, ['品名', '零售价']) + rowXml(2, ['a&amp;b &lt;c&gt;', 1]))),
    [1, 0, 0],
  ],
  [
    'an XML entity bomb',
    () =>
      swap(SHEET, {
        content: `<!DOCTYPE x [<!ENTITY a "${'b'.repeat(1_000)}"><!ENTITY c "&a;&a;&a;&a;">]><worksheet><sheetData>${okRows}</sheetData></worksheet>`,
      }),
    [1, 0, 0],
  ],
  [
    'not-a-number and infinity in cells',
    () =>
      zipOf(
        sheet(
          `${rowXml(1, ['品名', '零售价'])}<row r="2"><c r="A2" t="str"><v>茶</v></c><c r="B2"><v>1e999</v></c></row>`,
        ),
      ),
    [0, 1, 0],
  ],
];

describe('hostile files', () => {
  test.each(FILES)('IMPORT-32 %s', async (_, make, outcome) => {
    const started = performance.now();
    const table = await openBytes(make());
    if (typeof outcome === 'string') {
      expect(table).toMatchObject({ ok: false, error: { code: outcome } });
      if (!table.ok) expect(tableErrorText(table.error, 'zh-CN')).toMatch(/。/u);
    } else {
      if (!table.ok) throw new Error(table.error.code);
      const { counts } = planImport(table.value, guessMapping(table.value), indexCatalogue([]));
      expect([counts.good + counts.repaired, counts.refused, counts.asks]).toEqual(outcome);
      expect(counts.good + counts.repaired + counts.refused + counts.asks).toBe(counts.rows);
    }
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test('IMPORT-9 a file beyond the limit is not even looked at', () => {
    expect(detectFileKind(new Uint8Array(MAX_FILE_BYTES + 1))).toMatchObject({
      ok: false,
      error: { code: 'file-too-large' },
    });
  });

  test('IMPORT-8 a workbook may unfold to no more than its directory says', async () => {
    const lying = swap(SHEET, { content: 'x'.repeat(1_000_000), claimedSize: 999_999 });
    expect(await openBytes(lying)).toMatchObject({ ok: false, error: { code: 'workbook-unreadable' } });
  });

  test('IMPORT-1 what a file is follows from its content, not its name', () => {
    expect(detectFileKind(text(goods))).toEqual({ ok: true, value: 'csv' });
    expect(detectFileKind(zipOf(sheet(okRows)))).toEqual({ ok: true, value: 'xlsx' });
    expect(detectFileKind(raw(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1))).toEqual({ ok: true, value: 'xls' });
  });

  test('IMPORT-32 any mapping of any table gives a plan', async () => {
    const table = await openBytes(text(`${head}A,茶,6901234567892,盒,1\n,"",x,-1,1.5\n二,三,四,五,六\n`));
    if (!table.ok) throw new Error(table.error.code);
    for (const field of IMPORT_FIELDS) {
      const { counts } = planImport(
        table.value,
        [field, field, 'name', field, field, field, field],
        indexCatalogue([]),
      );
      expect(counts.good + counts.repaired + counts.refused + counts.asks).toBe(3);
    }
  });
});
