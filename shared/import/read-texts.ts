/** Text fields of a row, and the few texts that mean a figure: how goods are counted, how long they keep, what a case holds. */

import { parseRatio } from '../catalogue/product-units.ts';
import { unguardText } from '../export/guard-text.ts';
import type { CellContext, ValuesInProgress } from './cell-context.ts';
import { cleanText, hasInvisible, isDamagedText, lengthOf, meansNone } from './clean-text.ts';
import { MAX_ATTRIBUTE_NAME, MAX_ATTRIBUTE_VALUE, MAX_SHELF_LIFE_DAYS, MAX_TEXT } from './product-draft.ts';
import { cellText } from './table.ts';

type TextValue = 'name' | 'unit' | 'spec' | 'origin' | 'brand' | 'mnemonic' | 'remark' | 'category';

/** The clean text of the cell, stored under its field if that is a product's; null for nothing or a reported fault. */
export function readTextField(context: CellContext): string | null {
  const { field, values } = context;
  const text = readClean(context, field === 'name' || field === 'remark');
  if (text === null) return null;
  const limit = isTextValue(field)
    ? MAX_TEXT[field]
    : isPackUnit(field)
      ? MAX_TEXT.unit
      : field.endsWith('Name')
        ? MAX_ATTRIBUTE_NAME
        : MAX_ATTRIBUTE_VALUE;
  if (lengthOf(text) > limit) {
    context.report('text-too-long', 'refused', { params: { limit, length: lengthOf(text) } });
    return null;
  }
  if (isTextValue(field)) values[field] = text;
  return text;
}

const isTextValue = (field: string): field is TextValue => Object.hasOwn(MAX_TEXT, field);
const isPackUnit = (field: string): boolean => /^pack\d?Unit$/.test(field);

function readClean(context: CellContext, dashIsText: boolean): string | null {
  const { cell } = context;
  if (typeof cell !== 'string' && cell.kind === 'error') {
    context.report('cell-error', 'refused');
    return null;
  }
  const raw = unguardText(cellText(cell));
  if (isDamagedText(raw)) {
    context.report('damaged-text', 'refused');
    return null;
  }
  const text = cleanText(raw);
  if (text === '' || (!dashIsText && meansNone(text))) return null;
  if (hasInvisible(raw)) context.report('invisible-removed', 'repaired', { repaired: text });
  return text;
}

/** A path as the importer writes it. */
export const cleanCategory = (text: string): string => joinSteps(categorySteps(cleanText(text)));
const categorySteps = (text: string): string[] => text.split(/\s*[/>／＞]\s*/u).filter((step) => step !== '');
const joinSteps = (path: readonly string[]): string => path.filter((step, index) => step !== path[index - 1]).join('/');

/** A path such as 食品/饮料; a parent column (部门) goes in front unless it says the same. */
export function readCategory(context: CellContext): void {
  const text = readClean(context, false);
  if (text === null) return;
  const steps = categorySteps(text);
  const known: ValuesInProgress = context.values;
  const others = known.category?.split('/') ?? [];
  const path = context.field === 'categoryParent' ? [...steps, ...others] : [...others, ...steps];
  const category = joinSteps(path);
  if (lengthOf(category) > MAX_TEXT.category) {
    context.report('text-too-long', 'refused', { params: { limit: MAX_TEXT.category, length: lengthOf(category) } });
    return;
  }
  if (category !== '') known.category = category;
}

const WEIGHED = /^(?:计重|称重|按重量|按重|散称|称重商品|是|true|yes|y|1|byweight|by weight|weight|weighed)$/i;
const COUNTED = /^(?:普通|计件|计数|按件|标准|定量|非称重|否|false|no|n|0|bypiece|by piece|piece|normal|standard)$/i;

export function readWeighing(context: CellContext): void {
  const text = readClean(context, false)?.normalize('NFKC');
  if (text === undefined || text === null) return;
  if (WEIGHED.test(text)) context.values.byWeight = true;
  else if (COUNTED.test(text)) context.values.byWeight = false;
  else context.report('weighing-unclear', 'repaired', { repaired: '' });
}

const DAYS_OF: ReadonlyMap<string, number> = new Map([
  ['月', 30],
  ['年', 365],
  ['周', 7],
]);

/** Days; 6个月 counts 30 a month, 2年 365 a year, and says so. 0 is "not given". */
export function readShelfLife(context: CellContext): void {
  const text = readClean(context, false)?.normalize('NFKC');
  if (text === undefined || text === null) return;
  const match = /^(\d{1,6})(?:\.0+)?\s*(天|日|days?|d|个?月|months?|m|年|years?|y|周|weeks?|w)?$/i.exec(text);
  const suffix = (match?.[2] ?? '天').replace('个', '').toLowerCase();
  const factor =
    DAYS_OF.get(suffix) ??
    DAYS_OF.get(suffix.startsWith('m') ? '月' : suffix.startsWith('y') ? '年' : suffix.startsWith('w') ? '周' : '');
  const days = Number(match?.[1] ?? Number.NaN) * (factor ?? 1);
  if (!Number.isSafeInteger(days) || days > MAX_SHELF_LIFE_DAYS) {
    context.report('shelf-life-unclear', 'refused');
    return;
  }
  if (factor !== undefined && days > 0) context.report('shelf-life-converted', 'repaired', { repaired: String(days) });
  if (days > 0) context.values.shelfLifeDays = days;
}

/** How many base units a pack holds: 12 → 12/1, 100.5 → 201/2, 1*24 → 24/1, 1/2 → 1/2. Null for nothing or a reported fault. */
export function readPackRatio(
  context: CellContext,
): { readonly numerator: number; readonly denominator: number } | null {
  const text = readClean(context, false)?.normalize('NFKC').toLowerCase();
  if (text === undefined || text === null) return null;
  const ratio = parseRatio(text.replace(/^1\s*[*x×:]\s*/, '').replaceAll('⁄', '/'));
  if (ratio === null) context.report('pack-ratio-unclear', 'refused');
  return ratio;
}
