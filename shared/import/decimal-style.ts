/**
 * How a column writes numbers. `1.000` is one thousand in a list from Berlin and one in a list from Beijing; only its own
 * column can tell, so the style is found over the whole column before any cell is read, and what was read that way is
 * listed for the preview.
 */
import { cleanText } from './clean-text.ts';

/** `point`: 1,234.50 · `comma`: 1.234,50 */
export type DecimalStyle = 'point' | 'comma';

export interface NumberText {
  readonly negative: boolean;
  /** digits, points and commas only */
  readonly body: string;
}

const CURRENCY = /^(?:[¥$€£₩]|cny|rmb|eur|usd|hkd|元|人民币|yuan)+|(?:[¥$€£₩]|cny|rmb|eur|usd|hkd|元|圆|块|yuan)+$/giu;

/** Strips signs, currency and grouping spaces from a number written as text; null where it is none, '' body where empty. */
export function numberText(raw: string): NumberText | null {
  let text = cleanText(raw.normalize('NFKC')).replace(/^['’‘]+/u, '');
  const bracketed = /^\((.*)\)$/u.exec(text);
  let negative = bracketed !== null;
  text = (bracketed?.[1] ?? text).replace(CURRENCY, '').trim();
  if (/^[-−–+]/u.test(text)) {
    negative = negative || !text.startsWith('+');
    text = text.slice(1).replace(CURRENCY, '').trim();
  } else if (/[-−]$/u.test(text)) {
    negative = true;
    text = text.slice(0, -1).replace(CURRENCY, '').trim();
  }
  // Spaces of any width and apostrophes group digits (1 299,00 · 1'299.00); anywhere else they make the text unreadable.
  const body = text.replace(/(?<=\d)[\s'’](?=\d{3}(?!\d))/gu, '');
  if (body === '') return { negative, body };
  return /^(?:\d[\d.,]*|[.,]\d+)$/u.test(body) ? { negative, body } : null;
}

/** Which style the shape of one number proves: `either` for 1.000 and 1,000, `none` for 12, null for 1.2.3. */
export function shapeOf(body: string): DecimalStyle | 'either' | 'none' | null {
  const dots = body.split('.').length - 1;
  const commas = body.split(',').length - 1;
  if (dots + commas === 0) return 'none';
  if (dots > 0 && commas > 0) {
    if (/^\d{1,3}(?:,\d{3})+\.\d*$/.test(body)) return 'point';
    return /^\d{1,3}(?:\.\d{3})+,\d*$/.test(body) ? 'comma' : null;
  }
  if (dots + commas > 1) {
    if (!/^\d{1,3}(?:[.,]\d{3})+$/.test(body)) return null;
    return commas > 0 ? 'point' : 'comma';
  }
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(body)) return 'either';
  return dots > 0 ? 'point' : 'comma';
}

export interface StyleEvidence {
  readonly point: number;
  readonly comma: number;
  readonly either: number;
}

/** Counts what the texts of one column prove. */
export function styleEvidence(texts: Iterable<string>): StyleEvidence {
  let point = 0;
  let comma = 0;
  let either = 0;
  for (const text of texts) {
    const number = numberText(text);
    const shape = number === null ? null : shapeOf(number.body);
    if (shape === 'point') point++;
    else if (shape === 'comma') comma++;
    else if (shape === 'either') either++;
  }
  return { point, comma, either };
}

/** Reads a body in a style as text with a decimal point and no grouping; its own shape wins where it proves one. */
export function toPlainDecimal(body: string, style: DecimalStyle): string {
  const shape = shapeOf(body);
  const effective = shape === 'point' || shape === 'comma' ? shape : style;
  return effective === 'point' ? body.replaceAll(',', '') : body.replaceAll('.', '').replace(',', '.');
}
