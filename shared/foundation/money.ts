/**
 * Money and prices. Fen = smallest unit of the currency; Price = ten-thousandths of a yuan, so that 0.567 or 0.89404
 * survive; limits from trade.md §8. Reading and showing go through decimal strings, never through floats.
 */
import { mulDiv } from './integer-arithmetic.ts';

/** Amount in fen. */
export type Fen = number;
/** Price of one base unit in ten-thousandths of a yuan. */
export type Price = number;

export const MAX_AMOUNT: Fen = 999_999_999_999;
export const MAX_PRICE: Price = 99_999_999_999;

/** Line amount in fen of a quantity (thousandths) at a price (ten-thousandths): rd(q·p, 100000). */
export function lineAmount(quantity: number, price: Price): Fen {
  return mulDiv(quantity, price, 100_000);
}

/** Price that a line amount implies, rd(amount·100000, q); q ≠ 0. The amount is the fact, this is derived. */
export function priceOfAmount(amount: Fen, quantity: number): Price {
  return mulDiv(amount, 100_000, quantity);
}

/** Fen of a price of one whole unit: 129000 → 1290. */
export function fenOfPrice(price: Price): Fen {
  return mulDiv(price, 1, 100);
}

export function priceOfFen(fen: Fen): Price {
  return fen * 100;
}

/** Largest remainder lives in integer-arithmetic.ts; tax inside a gross amount: rd(gross·r, 10000 + r), r in bp. */
export function includedTax(gross: Fen, rateBp: number): Fen {
  return mulDiv(gross, rateBp, 10_000 + rateBp);
}

/** Tax on top of a net amount: rd(net·r, 10000). */
export function excludedTax(net: Fen, rateBp: number): Fen {
  return mulDiv(net, rateBp, 10_000);
}

/** `123456` → `1,234.56`; minus is U+2212, as on screens. `grouping` false for files: `-1234.56` with ASCII minus. */
export function showFen(fen: Fen, grouping = true): string {
  return showScaled(fen, 2, 2, grouping);
}

/** Prices show two decimals, more only where they carry something: 129000 → 12.90, 5670 → 0.567. */
export function showPrice(price: Price, grouping = true): string {
  return showScaled(price, 4, 2, grouping);
}

/** Decimal text of value / 10^scale with at least `least` decimals and no trailing zeros beyond. */
export function showScaled(value: number, scale: number, least: number, grouping: boolean): string {
  const size = Math.abs(value);
  const unit = 10 ** scale;
  const whole = String(Math.floor(size / unit));
  let decimals = String(size % unit).padStart(scale, '0');
  while (decimals.length > least && decimals.endsWith('0')) decimals = decimals.slice(0, -1);
  const sign = value < 0 ? (grouping ? '\u2212' : '-') : '';
  const head = grouping ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : whole;
  return `${sign}${head}${decimals === '' ? '' : `.${decimals}`}`;
}

/**
 * Reads a plain decimal (`-1234.5`, ASCII digits, optional ASCII or U+2212 minus) into an integer scaled by 10^scale.
 * `null` when it is no number, has more decimals than fit, or leaves the safe integers. Never rounds in silence.
 */
export function parseScaled(text: string, scale: number): number | null {
  const match = /^([-\u2212]?)(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text.trim());
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > scale) return null;
  const value = Number(whole + kept.padEnd(scale, '0'));
  if (!Number.isSafeInteger(value)) return null;
  return sign === '' || value === 0 ? value : -value;
}

export const parseFen = (text: string): Fen | null => parseScaled(text, 2);
export const parsePrice = (text: string): Price | null => parseScaled(text, 4);
