/**
 * Inputs that go wrong, in one table: cells of files, whole files, amounts, words, links, scans, the relay's environment.
 * Each gets a plain answer that says what, where and what to do, in both languages where the shop reads it; what is good
 * beside it goes in, and what was typed is still there. (Files as a whole have more of their kind in hostile.test.ts.)
 */
import { describe, expect, test } from 'vitest';
import { readInvitation } from '../../../client/commands/join-texts.ts';
import { readCode, readWords } from '../../../client/commands/recovery-words.ts';
import { calculate } from '../../../client/controllers/calculator.ts';
import { ScanTiming } from '../../../client/controllers/scan-timing.ts';
import { errorText } from '../../../client/i18n/error-texts.ts';
import { readSettings } from '../../../relay/settings/read-settings.ts';
import { bareCode, gtinsIn } from '../../../shared/catalogue/gs1-code.ts';
import { parseRatio } from '../../../shared/catalogue/product-units.ts';
import { indexCatalogue } from '../../../shared/import/existing-catalogue.ts';
import { faultyRowsCsv } from '../../../shared/import/faulty-rows.ts';
import { guessMapping } from '../../../shared/import/guess-mapping.ts';
import { problemText, reasonAndFix, tableErrorText } from '../../../shared/import/import-reasons.ts';
import { planImport } from '../../../shared/import/plan-import.ts';
import { readWeighedCode } from '../../../shared/sales/weighed-code.ts';
import { openBytes, tableOf, workbookOf } from '../../kit/import-harness.ts';

const counted = { cases: 0 };
const LEAST = 300;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Cells of one column: the row beside it must go in, this one must be refused or mended with a word about it. */
const CELLS: Readonly<Record<string, readonly string[]>> = {
  零售价: [
    ...[
      'abc',
      '1.2.3',
      '1,2,3,4',
      '--5',
      '5%',
      '½',
      '∞',
      'NaN',
      'Infinity',
      '1e5',
      '0x10',
      '12元3',
      '三块五',
      '1..5',
      '.',
      '¥',
      '¥¥',
    ],
    ...[
      '9999999999999',
      '99999999999.99',
      '-1',
      '−1',
      '(1)',
      '-0.01',
      '1 2',
      '12 34',
      '🎉',
      '1/2',
      '1:30',
      '1.23456',
      '=A1',
      '#REF!',
      '壹佰',
    ],
  ],
  进货价: ['x', '-3', '1,2,3', '1.99999', '--', '...', '12-', '价格面议', '1.2e3', '+-1'],
  会员价: ['免费', '-8', '8折', '1.23.45', '99999999999999'],
  最低售价: ['?', '-0.5', '1.000.0', '0.00001'],
  安全库存: ['很多', '-1', '1.2345', '1,5,5', '9999999999', '1件'],
  库存上限: ['无限', '-2', '0.0001', '1000000000'],
  期初数量: ['一箱', '-3', '1.0005', '1e3', '12瓶', '9999999999.999', '3+4'],
  期初单价: ['贵', '-1', '1.99999', '99999999999'],
  大单位售价: ['面议', '-5', '1.2.3'],
  保质期: ['长期', '6个世纪', '-30', '1.5年', '999999', '两年', '2026-11-25', '∞天', 'abc', '12月', '3年'],
  大单位换算: ['一箱', '0', '-12', '1/0', '12.1234567', '1000001', '1*0', 'x', '12瓶', '1e1', '∞'],
  计价方式: ['看情况', 'maybe', '2', '？', 'ok'],
  条码: [
    ...[
      '6901234567891',
      '6901234567000',
      '6.93217E+12',
      '6,93217E+12',
      '123',
      '12',
      '条码见包装',
      '6901 2345 abcd efgh',
      '690123456789２1',
    ],
    ...[
      '12345678901234567890123456789012345678901',
      '6901234567892\u{FFFD}',
      '4006381333930',
      '0036000291453',
      '10012345678901',
    ],
    ...['é́́́1234', '１２３', '6901234567892x中', '69012345678​92', 'a b c d e'],
  ],
  货号: ['x'.repeat(41), '6.93217E+12', '1.5E+3', 'S1\u{FFFD}', 'S​1', '100045.0', '‮S1', 'A\u{AD}B'],
  品名: ['茶'.repeat(101), '茶\u{FFFD}', '茶​叶', '‮茶叶', '茶\u{FEFF}叶', '茶‍叶\u{2060}', '\u{115F}茶'],
  单位: ['单'.repeat(21), '件\u{FFFD}', '件​'],
  类别: ['类'.repeat(121), '甲/乙/'.repeat(31), '饮料\u{FFFD}'],
  规格: ['规'.repeat(101), '500ml\u{FFFD}', '500​ml'],
  产地: ['产'.repeat(61), '\u{FFFD}'],
  品牌: ['牌'.repeat(61), '牌\u{FFFD}'],
  助记码: ['z'.repeat(61), 'z\u{FFFD}'],
  备注: ['备'.repeat(1001), '备\u{FFFD}注', '备​注'],
  大单位: ['盒', '箱'.repeat(21), '箱\u{FFFD}'],
  期初仓库: ['月球仓'],
};

describe('cells of a file', () => {
  const rows = Object.entries(CELLS).flatMap(([heading, values]) => values.map((value) => [heading, value] as const));
  test.each(rows)(
    'IMPORT-31 IMPORT-28 %s %j is refused or mended with place, value, reason and what to do',
    (heading, value) => {
      counted.cases++;
      const need: Readonly<Record<string, string>> = {
        大单位: '大单位换算',
        大单位换算: '大单位',
        大单位售价: '大单位换算',
        期初仓库: '期初数量',
        期初单价: '期初数量',
      };
      const beside = need[heading];
      const others = [
        ...(heading === '品名' ? [] : ['品名']),
        ...(heading === '单位' ? [] : ['单位']),
        ...(heading === '零售价' ? [] : ['零售价']),
      ];
      const wide = [heading, ...others, ...(beside === undefined ? [] : [beside])];
      const goodCell: Readonly<Record<string, string>> = {
        品名: '茶',
        单位: '盒',
        零售价: '3.50',
        大单位: '箱',
        期初数量: '1',
      };
      const line = (cell: string, name: string): string =>
        wide
          .map((column, at) => quoted(at === 0 ? cell : column === '品名' ? name : (goodCell[column] ?? '12')))
          .join(',');
      const table = tableOf(
        `${wide.join(',')}\n${line(heading === '品名' ? '好茶' : '', '好茶')}\n${line(value, '坏茶')}\n`,
      );
      const plan = planImport(table, guessMapping(table), indexCatalogue([]), {
        warehouses: [{ id: 'w', names: ['总仓'] }],
      });
      const mine = plan.problems.filter((problem) => problem.row === 3 && problem.header === heading);
      expect(mine.length, JSON.stringify(plan.problems)).toBeGreaterThan(0);
      expect(plan.create.map(({ name }) => name)).toContain('好茶');
      for (const problem of mine) {
        expect(problem.value === '' ? heading : problem.value.replace('…', '')).toBeTruthy();
        for (const locale of ['zh-CN', 'en'] as const) {
          const { reason, fix } = reasonAndFix(problemText(problem, locale), locale);
          expect([reason.length > 3, fix.length > 1, reason.includes(problem.code)]).toEqual([true, true, false]);
        }
      }
      // Nothing is lost: what waits can be taken away, mended and brought back.
      if (plan.refused.includes(3)) expect(faultyRowsCsv(table, plan, 'zh-CN')).toContain(String(3));
      else expect(plan.create.length).toBe(2);
    },
  );
});

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const goodBook = workbookOf([
  ['品名', '零售价'],
  ['茶', 1],
]);
const cut = (at: number): Uint8Array => goodBook.slice(0, Math.floor(goodBook.length * at));
const flipped = (at: number): Uint8Array =>
  goodBook.map((byte, i) => (i === Math.floor(goodBook.length * at) ? byte ^ 0xff : byte));
const ole = (fill: number): Uint8Array => {
  const file = new Uint8Array(4096).fill(fill);
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  return file;
};
const FILES: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', bytes()],
  ['blanks', utf8(' \n \n')],
  ['a PDF', utf8('%PDF-1.7\n…')],
  ['a PNG', bytes(0x89, 0x50, 0x4e, 0x47, 13, 10)],
  ['a JPEG', bytes(0xff, 0xd8, 0xff, 0xe0)],
  ['a GIF', utf8('GIF89a')],
  ['a gzip', bytes(0x1f, 0x8b, 8, 0)],
  ['a RAR', utf8('Rar!\x1a\x07')],
  ['a 7z', bytes(0x37, 0x7a, 0xbc, 0xaf)],
  ['an SQLite database', utf8('SQLite format 3\0')],
  ['an empty ZIP', bytes(0x50, 0x4b, 5, 6, ...new Array<number>(18).fill(0))],
  ['a web page named xls', utf8('<html><table><tr><td>茶</td></tr></table></html>')],
  ['a web page with a mark', utf8('\u{FEFF}<!DOCTYPE html><html></html>')],
  ['a table of a web page', utf8('<table><tr><td>1</td></tr></table>')],
  ['XML', utf8('<?xml version="1.0"?><Workbook/>')],
  ['a broken UTF-8 sequence', bytes(...utf8('品名,零售价\n茶,'), 0xc3, 0x28, 0xff, 0xfe)],
  ['half a UTF-16 character', bytes(0xff, 0xfe, 0x41, 0, 0x42)],
  ['a lone surrogate in UTF-16', bytes(0xff, 0xfe, 0x00, 0xd8, 0x41, 0)],
  ['bytes beyond GB18030', bytes(...utf8('name,price\n'), 0x80, 0xff, 0xff, 0x2c)],
  ['a million columns', utf8(`品名${','.repeat(1_000_000)}\n茶${','.repeat(1_000_000)}\n`)],
  ['too many rows', utf8(`品名,零售价\n${'茶,1\n'.repeat(50_010)}`)],
  ['a workbook cut at a tenth', cut(0.1)],
  ['a workbook cut at a third', cut(0.33)],
  ['a workbook cut in half', cut(0.5)],
  ['a workbook cut at nine tenths', cut(0.9)],
  ['a workbook without its last byte', goodBook.slice(0, -1)],
  ['only the head of a workbook', goodBook.slice(0, 4)],
  ['an old workbook of zeros', ole(0)],
  ['an old workbook of noise', ole(0x5a)],
  ['only the head of an old workbook', ole(0).slice(0, 8)],
];

describe('whole files', () => {
  test.each(FILES)('IMPORT-3 %s is an answer with a reason and what to do, never an exception', async (_name, file) => {
    counted.cases++;
    const read = await openBytes(file);
    expect(read.ok).toBe(false);
    if (read.ok) return;
    for (const locale of ['zh-CN', 'en'] as const) {
      const { reason, fix } = reasonAndFix(tableErrorText(read.error, locale), locale);
      expect([reason.length > 3, fix.length > 1, reason.includes(read.error.code)]).toEqual([true, true, false]);
    }
  });

  test.each([0.2, 0.35, 0.5, 0.65, 0.8, 0.95])(
    'IMPORT-8 a workbook with a flipped byte at %d is read or refused, never half',
    async (at) => {
      counted.cases++;
      const read = await openBytes(flipped(at));
      if (!read.ok) expect(tableErrorText(read.error, 'zh-CN')).toMatch(/^[^。]+。[^。]+$/u);
      else expect(read.value.rows.length).toBeLessThanOrEqual(2);
    },
  );
});

describe('what is typed into a form', () => {
  const AMOUNTS = [
    ...[
      '',
      ' ',
      'abc',
      '1..2',
      '1.2.3',
      '1+',
      '*2',
      '1**2',
      '1//2',
      '1/2',
      '(1)',
      '1e3',
      '∞',
      'NaN',
      '--',
      '-',
      '+',
      '.',
      '..',
      '1.',
    ],
    ...[
      '12.345',
      '0.001',
      '1.005*1.5',
      '99999999999999999',
      '9'.repeat(40),
      '1;2',
      '１２．３４５',
      '三',
      '12元',
      '0x1F',
      '1_000',
      '٣',
      '²',
      '１e５',
    ],
  ];
  test.each(AMOUNTS.map((text) => [text]))(
    'IMPORT-17 the amount %j is no number: the field says so and keeps what was typed',
    (text) => {
      counted.cases++;
      expect(calculate(text, 2)).toBe(null);
      expect(errorText({ code: 'number-invalid' }).text).toMatch(/^[^。]+。[^。]+$/u);
    },
  );

  const RATIOS = [
    '',
    '0',
    '-12',
    '1/0',
    '0/1',
    'x',
    '12瓶',
    '1.2.3',
    '12.1234567',
    '1000001',
    '1/1000001',
    '∞',
    '1e3',
    '1//2',
    '½',
  ];
  test.each(RATIOS.map((text) => [text]))('IMPORT-34 the ratio %j is none', (text) => {
    counted.cases++;
    expect(parseRatio(text)).toBe(null);
  });
});

describe('words and links', () => {
  const WORDS = [
    '',
    '的',
    '的一是',
    'abandon ability',
    '🎉'.repeat(24),
    '的'.repeat(24),
    '的'.repeat(23),
    '的'.repeat(25),
    '一二三四五六七八九十',
    'Ａ'.repeat(24),
    '123456',
    '\0'.repeat(24),
  ];
  test.each(WORDS.map((text) => [text]))(
    'recovery words %j: which word, how many, or that they do not belong together',
    (text) => {
      counted.cases++;
      const read = readWords(text);
      expect(read.ok).toBe(false);
      if (read.ok) return;
      const { code, ...values } = read.error;
      const said = errorText({ code, values });
      expect([said.text.includes('。'), said.detail]).toEqual([true, '']);
    },
  );

  const LINKS = [
    ...[
      '',
      'x',
      'https://',
      'https://shop.example/',
      'https://shop.example/join',
      'https://shop.example/join#',
      'https://shop.example/join#i=',
      'https://shop.example/join#i=!!!',
    ],
    ...[
      'https://shop.example/join#i=e30',
      'https://shop.example/join#i=W10',
      'javascript:alert(1)#i=e30',
      'ftp://x/join#i=e30',
      '#i=e30',
      '你好',
      'https://shop.example/join#i=%00',
    ],
  ];
  test.each(LINKS.map((text) => [text]))('the link %j is no invitation, and the sentence says what to do', (link) => {
    counted.cases++;
    expect(readInvitation(link)).toBe(null);
    expect(errorText({ code: 'bad-link' }).text).toMatch(/^[^。]+。[^。]+$/u);
  });

  test.each(
    ['', 'HCR1', 'HCR1:a:b', 'HCR1:shop:AAAA:', 'recovery', 'HCR2:x:y:z', '\0', 'HCR1::::'].map((text) => [text]),
  )('the recovery code %j is none', (text) => {
    counted.cases++;
    expect(readCode(text)).toBe(null);
  });
});

describe('what a scanner sends', () => {
  const AROUND: readonly (readonly [string, string])[] = [
    [']E06901234567892', '6901234567892'],
    [']C10106901234567892', '0106901234567892'],
    ['\u{2}6901234567892\u{3}', '6901234567892'],
    ['6901234567892\r\n', '6901234567892'],
    ['\t6901234567892\t', '6901234567892'],
    ['\u{1D}0106901234567892\u{1D}', '0106901234567892'],
    ['  6901234567892  ', '6901234567892'],
    ['\0\0\0', ''],
    ['690\u{1D}123', '690\u{1D}123'],
    [']d20106901234567892', '0106901234567892'],
  ];
  test.each(AROUND)('IMPORT-15 %j is read as the code in it', (text, code) => {
    counted.cases++;
    expect(bareCode(text)).toBe(code);
  });

  test.each([
    ['010690123456789217261231', '6901234567892'],
    ['(01)06901234567892(17)261231', '6901234567892'],
    ['0106901234567892', '6901234567892'],
    ['0100000012345670', '12345670'],
  ])('IMPORT-22 GS1 %s names goods by their shorter code as well', (code, short) => {
    counted.cases++;
    expect(gtinsIn(code)).toContain(short);
  });

  test.each(
    ['01', '0169012345678', '6901234567892', '01ABCDEFGHIJKLMN', '', '(01)690', '011', '91234567890123456'].map(
      (code) => [code],
    ),
  )('%j names no goods', (code) => {
    counted.cases++;
    expect(gtinsIn(code)).toEqual([]);
  });

  const layoutOf = (prefix: string) => (prefix === '22' ? ('amount' as const) : null);
  test.each(
    ['2212345007661', '221234500766', '22123450076600', 'ab12345007660', '', '9912345007660', '2212345００7660'].map(
      (code) => [code],
    ),
  )('the label %j with a wrong digit or form is no weighed label, never price 0', (code) => {
    counted.cases++;
    expect(readWeighedCode(code, layoutOf as never)).toBe(null);
  });

  test.each([1, 2, 3])('a burst of %d characters is a person, not a code', (length) => {
    counted.cases++;
    const timing = new ScanTiming();
    for (let i = 0; i < length; i++) timing.character('1', i * 10);
    expect(timing.terminator(length * 10, true).some(({ kind }) => kind === 'code')).toBe(false);
  });

  test('a burst of ten thousand characters ends, and is one code', () => {
    counted.cases++;
    const timing = new ScanTiming();
    for (let i = 0; i < 10_000; i++) timing.character('7', i * 10);
    const codes = timing.terminator(100_000, true).filter(({ kind }) => kind === 'code');
    expect(codes).toHaveLength(1);
  });
});

describe('the relay’s environment', () => {
  const BAD: readonly (readonly [string, string])[] = [
    ...['eighty', '-1', '65536', '8080.5', '1e3', '0x50', '∞', '80 80', '８０'].map(
      (value) => ['PORT', value] as const,
    ),
    ...['-1', 'much', '1.5', '9999999999', '10MB'].map((value) => ['HECANG_SHOP_MB', value] as const),
    ...['x', '-5', '1e9'].map((value) => ['HECANG_DEVICE_MB', value] as const),
    ...['many', '1000001'].map((value) => ['HECANG_SESSIONS', value] as const),
    ...['few', '-1'].map((value) => ['HECANG_SHOP_SESSIONS', value] as const),
    ...['big', '4096mb'].map((value) => ['HECANG_BLOB_MB', value] as const),
    ...['yes', 'OPENED', 'token'].map((value) => ['HECANG_CREATE', value] as const),
    ...['cert.pem'].map((value) => ['HECANG_TLS_CERT', value] as const),
    ...['key.pem'].map((value) => ['HECANG_TLS_KEY', value] as const),
    ...['everything', '192.168.1.5:99999', ':9100'].map((value) => ['HECANG_PRINT', value] as const),
  ];
  test.each(BAD)('%s=%s ends the start with a sentence that names it', (name, value) => {
    counted.cases++;
    const read = readSettings({ [name]: value });
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.error.join(' ')).toContain(name);
  });
});

test('there are at least three hundred of them', () => {
  expect(counted.cases).toBeGreaterThanOrEqual(LEAST);
});
