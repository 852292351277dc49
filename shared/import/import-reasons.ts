/**
 * Every sentence of the importer in Chinese and English: what happened, then what to do, no blame and no exclamation.
 * Figures come from the problem, so the same text stands at the cell, in the summary and in the downloaded rows.
 */
import type { ImportProblem, ReasonCode } from './import-problem.ts';
import type { TableError, TableErrorCode } from './table.ts';

export type ReasonLocale = 'zh-CN' | 'en';

type Figures = Readonly<Record<string, string | number>>;
type Words = readonly [zh: (p: Figures) => string, en: (p: Figures) => string];

const fixed = (zh: string, en: string): Words => [() => zh, () => en];

/** The other version in words: `SP-1001（第 2 行）`. */
function named({ other = '', otherRow }: Figures, language: 'zh' | 'en'): string {
  if (language === 'en') return otherRow === undefined ? String(other) : `${other} (row ${otherRow})`;
  // A full-width bracket brings its own gap, a bare code needs one.
  return otherRow === undefined ? `${other} ` : `${other}（第 ${otherRow} 行）`;
}

const PROBLEM_WORDS: Readonly<Record<ReasonCode, Words>> = {
  'name-missing': fixed('没有品名。填上品名', 'There is no name. Enter one'),
  'text-too-long': [
    (p) => `文字有 ${p.length} 个字，最多 ${p.limit} 个。改短`,
    (p) => `The text has ${p.length} characters, ${p.limit} at most. Shorten it`,
  ],
  'damaged-text': fixed(
    '文字里有乱码，原来的字已丢失。从原文件重新导出，或改成正确的字',
    'The text holds replacement characters, the original is gone. Export it anew or retype it',
  ),
  'cell-error': fixed(
    '单元格是公式错误，没有值。改成正确的值，或清空',
    'The cell is a formula error without a value. Enter the value or clear it',
  ),
  'row-damaged': fixed(
    '这一行的引号没有成对，列可能错位。检查每一列',
    'Quotes in this row are not in pairs, columns may have shifted. Check each column',
  ),
  'code-digits-lost': fixed(
    '编码被表格写成了科学计数，后面的数字已丢失。照包装填写，并把这一列设为文本',
    'The spreadsheet turned the code into scientific notation and digits are lost. Type it from the pack and format the column as text',
  ),
  'code-became-date': fixed(
    '编码被表格改成了日期。填回原来的编码，并把这一列设为文本',
    'The spreadsheet turned the code into a date. Type it again and format the column as text',
  ),
  'code-too-long': [
    (p) => `编码超过 ${p.limit} 个字符。改短`,
    (p) => `The code is longer than ${p.limit} characters. Shorten it`,
  ],
  'code-tail-removed': fixed(
    '编码末尾的 .0 已去掉。确认是原来的编码',
    'The .0 at the end of the code was removed. Check that it is the original',
  ),
  'invisible-removed': fixed('看不见的字符已去掉。不用处理', 'Invisible characters were removed. Nothing to do'),
  'barcode-check-digit': [
    (p) => `条码的校验位不对，应为 ${p.expected}。照包装核对条码`,
    (p) => `The check digit is wrong, ${p.expected} expected. Compare with the pack`,
  ],
  'barcode-rounded': [
    (p) => `条码末尾是一串 0，校验位应为 ${p.expected}，像是被表格四舍五入过。照包装填写`,
    (p) =>
      `The bar code ends in a run of zeros and its check digit should be ${p.expected}: it looks rounded. Type it from the pack`,
  ],
  'barcode-dropped': [
    (p) => `条码的校验位不对，应为 ${p.expected}，没有导入条码。以后扫码补上`,
    (p) => `The check digit is wrong, ${p.expected} expected, so the bar code was left out. Scan it later`,
  ],
  'barcode-too-short': [
    (p) => `条码不足 ${p.limit} 个字符，扫不出来，没有导入。需要时补上完整条码`,
    (p) =>
      `The bar code has fewer than ${p.limit} characters and cannot be scanned, so it was left out. Add the full one if needed`,
  ],
  'too-many-barcodes': [
    (p) => `一格里超过 ${p.limit} 个条码。只留这个商品的`,
    (p) => `The cell holds more than ${p.limit} bar codes. Keep those of this product`,
  ],
  'barcode-characters': fixed(
    '条码里有空格或文字，扫不出来。照包装填写，几个条码用逗号分开',
    'The bar code holds spaces or text and cannot be scanned. Type it from the pack, several apart by commas',
  ),
  'variant-price-shared': fixed(
    '会员价和批发价按商品定，用了第一行的。需要时拆成两个商品',
    'Member and wholesale prices belong to the product, those of its first row were used. Split the product if needed',
  ),
  'pack-incomplete': fixed(
    '大单位和换算缺了一个，没有导入。需要时补全',
    'Pack unit or pack size is missing, neither was imported. Complete them if needed',
  ),
  'pack-name-repeats': fixed(
    '大单位与基本单位或另一个单位同名。改成别的名称，或清空',
    'The larger unit has the name of the base unit or of another one. Rename it or clear it',
  ),
  'too-many-units': [
    (p) => `加上店里已有的，大单位超过 ${p.limit} 个。留下要用的，或先停用旧的`,
    (p) =>
      `With those of the shop there are more than ${p.limit} larger units. Keep those in use or retire old ones first`,
  ],
  'warehouse-unknown': [
    (p) => `没有这个仓库。改成 ${p.known} 中的一个，或清空`,
    (p) => `There is no such warehouse. Use one of ${p.known}, or clear it`,
  ],
  'not-a-number': fixed('不是数字。改成数字，或清空', 'This is not a number. Enter a number or clear it'),
  'number-became-date': fixed(
    '数字被表格改成了日期。填回数字',
    'The spreadsheet turned the number into a date. Type the number again',
  ),
  'number-too-large': fixed('数字太大。核对后改小', 'The number is too large. Check it'),
  'number-rounded': fixed(
    '小数位太多，已四舍五入。核对结果',
    'There are too many decimals, the number was rounded. Check the result',
  ),
  'number-other-style': fixed(
    '小数点的写法与本列不同，按这一格自己的写法读取。核对结果',
    'Its decimal sign differs from the column, it was read by its own. Check the result',
  ),
  'negative-price': fixed('价格是负数。改成 0 或更大，或清空', 'The price is negative. Enter 0 or more, or clear it'),
  'negative-quantity': fixed(
    '数量是负数。改成 0 或更大，或清空',
    'The quantity is negative. Enter 0 or more, or clear it',
  ),
  'shelf-life-unclear': fixed('看不懂保质期。改成天数，或清空', 'The shelf life is unclear. Enter days or clear it'),
  'shelf-life-converted': fixed(
    '保质期已换算成天（月按 30 天，年按 365 天）。核对天数',
    'The shelf life was converted to days (month 30, year 365). Check it',
  ),
  'pack-ratio-unclear': fixed(
    '看不懂换算。改成数字，如 12，或清空',
    'The pack size is unclear. Enter a number such as 12 or clear it',
  ),
  'weighing-unclear': fixed(
    '看不懂计价方式，按件计。需要时改成称重',
    'The pricing mode is unclear, taken as by piece. Change it to by weight if needed',
  ),
  'unit-default': fixed('没有单位，已补上。需要时改正', 'There is no unit, one was filled in. Correct it if needed'),
  'price-missing': fixed(
    '没有零售价，定价前不能销售。补上零售价',
    'There is no retail price, it cannot be sold before it has one. Enter it',
  ),
  'attribute-missing': [
    (p) => `规格属性没有名称、重复，或超过 ${p.limit} 个。补上名称，如 颜色`,
    (p) => `A variant attribute has no name, repeats, or there are more than ${p.limit}. Name it, e.g. Colour`,
  ],
  'too-many-variants': [
    (p) => `一个商品超过 ${p.limit} 个规格。拆成几个商品`,
    (p) => `One product has more than ${p.limit} variants. Split it`,
  ],
  'code-left-out': fixed(
    '编码属于别的商品，没有导入这个编码。需要时另编一个',
    'The code belongs to another product and was left out. Give a new one if needed',
  ),
  'item-number-repeats': [
    (p) => `货号与 ${named(p, 'zh')}重复。选一个版本，或改货号`,
    (p) => `The item number repeats ${named(p, 'en')}. Choose a version or change the number`,
  ],
  'item-number-case': [
    (p) => `货号与 ${named(p, 'zh')}只差大小写。选一个版本，或改货号`,
    (p) => `The item number differs from ${named(p, 'en')} in case only. Choose a version or change the number`,
  ],
  'item-number-shared': [
    (p) => `店里有几个商品用货号 ${p.other}。选一个，或改货号`,
    (p) => `Several products of the shop have item number ${p.other}. Choose one or change the number`,
  ],
  'item-number-taken': [
    (p) => `货号已属于 ${named(p, 'zh').trim()}。改货号，或合并到该商品`,
    (p) => `The item number belongs to ${named(p, 'en')}. Change it or merge the two`,
  ],
  'barcode-repeats': [
    (p) => `条码与 ${named(p, 'zh')}重复。改条码，或合并到该商品`,
    (p) => `The bar code repeats ${named(p, 'en')}. Change it or merge the two`,
  ],
  'barcode-taken': [
    (p) => `条码已属于 ${named(p, 'zh').trim()}。改条码，或合并到该商品`,
    (p) => `The bar code belongs to ${named(p, 'en')}. Change it or merge the two`,
  ],
  'barcode-shared': [
    (p) => `这些条码属于店里几个商品，其中有 ${named(p, 'zh').trim()}。选一个，或改条码`,
    (p) =>
      `These bar codes belong to several products of the shop, ${named(p, 'en')} among them. Choose one or change them`,
  ],
  'name-repeats': [
    (p) => `没有编码，品名与 ${named(p, 'zh')}相同。选一个版本，或补上编码`,
    (p) => `There is no code and the name repeats ${named(p, 'en')}. Choose a version or add a code`,
  ],
  'likely-repeat': [
    (p) => `没有编码，店里已有同名商品 ${named(p, 'zh').trim()}。选一个版本，或补上编码`,
    (p) => `There is no code and the shop has ${named(p, 'en')} of this name. Choose a version or add a code`,
  ],
  'file-disagrees': [
    (p) => `文件里几行对 ${named(p, 'zh')}说法不一，与店里的也不同。选一个版本`,
    (p) => `Rows of the file disagree about ${named(p, 'en')}, and with the shop. Choose a version`,
  ],
};

const ERROR_WORDS: Readonly<Record<TableErrorCode, Words>> = {
  'empty-file': fixed('文件是空的。选另一个文件', 'The file is empty. Choose another'),
  'file-too-large': [
    (p) => `文件超过 ${p.limit} MB。分成几个文件`,
    (p) => `The file is larger than ${p.limit} MB. Split it`,
  ],
  'unknown-format': fixed('不是表格文件。选 xlsx、xls 或 csv', 'This is not a table. Choose xlsx, xls or csv'),
  'web-page': fixed(
    '文件其实是网页。用表格软件打开，另存为 xlsx',
    'The file is a web page. Open it in a spreadsheet and save it as xlsx',
  ),
  undecodable: [
    (p) => `第 ${p.line} 行（第 ${p.byte} 字节）不是 ${p.encoding} 文字。换一种编码，或从原程序重新导出`,
    (p) => `Line ${p.line} (byte ${p.byte}) is not ${p.encoding} text. Choose another encoding or export it anew`,
  ],
  'workbook-unreadable': fixed(
    '表格文件已损坏。用表格软件打开，另存后再选',
    'The workbook is damaged. Open it in a spreadsheet, save it again and choose it',
  ),
  'workbook-locked': fixed(
    '表格文件有密码。去掉密码，另存后再选',
    'The workbook has a password. Save it without and choose it again',
  ),
  'workbook-expands': fixed(
    '表格文件展开后太大。另存为 csv 后再选',
    'The workbook unfolds to too much. Save it as csv and choose it again',
  ),
  'too-many-rows': [
    (p) => `超过 ${p.limit} 行。分成几个文件`,
    (p) => `There are more than ${p.limit} rows. Split the file`,
  ],
  'too-many-columns': [
    (p) => `超过 ${p.limit} 列。删去不用的列`,
    (p) => `There are more than ${p.limit} columns. Delete those not needed`,
  ],
};

/** The sentence for a problem, e.g. at its cell. */
export function problemText(problem: Pick<ImportProblem, 'code' | 'params'>, locale: ReasonLocale): string {
  return say(PROBLEM_WORDS[problem.code], problem.params ?? {}, locale);
}

/** The sentence for a file that could not be read at all. */
export function tableErrorText(error: TableError, locale: ReasonLocale): string {
  return say(ERROR_WORDS[error.code], error.params, locale);
}

/** The two halves of a sentence of this file: what happened, and what to do. */
export function reasonAndFix(text: string, locale: ReasonLocale): { readonly reason: string; readonly fix: string } {
  const mark = locale === 'zh-CN' ? '。' : '. ';
  const at = text.indexOf(mark);
  return at < 0 ? { reason: text, fix: '' } : { reason: text.slice(0, at), fix: text.slice(at + mark.length) };
}

const say = ([zh, en]: Words, figures: Figures, locale: ReasonLocale): string =>
  locale === 'zh-CN' ? zh(figures) : en(figures);

/** Every code that has words, for tests and for lists of causes. */
export const PROBLEM_CODES: readonly ReasonCode[] = Object.keys(PROBLEM_WORDS).filter(isKeyOf(PROBLEM_WORDS));
export const TABLE_ERROR_CODES: readonly TableErrorCode[] = Object.keys(ERROR_WORDS).filter(isKeyOf(ERROR_WORDS));

function isKeyOf<K extends string>(words: Readonly<Record<K, Words>>): (key: string) => key is K {
  return (key): key is K => Object.hasOwn(words, key);
}
