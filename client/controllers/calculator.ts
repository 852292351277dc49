/**
 * What people type into an amount: `12.5`, `3*12`, `100-20`, full-width digits from a Chinese IME. Exact: integers
 * scaled by 10^scale, products of decimals kept whole and refused when they would need rounding.
 */
import { parseScaled } from '../../shared/foundation/money.ts';

const fullWidth: Readonly<Record<string, string>> = {
  '．': '.',
  '＋': '+',
  '－': '-',
  '＊': '*',
  '×': '*',
  '。': '.',
  '，': '',
};

/** Half-width, without blanks and group commas. */
export function plainDigits(text: string): string {
  return text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．＋－＊×。，]/g, (sign) => fullWidth[sign] ?? '')
    .replace(/[\s,¥￥]/g, '');
}

/**
 * Sum of products, left to right with `*` first: `2*3+1` → 7. Result scaled by 10^scale, or null when it is no such
 * sum, has more decimals than fit, or leaves the safe integers.
 */
export function calculate(text: string, scale: number): number | null {
  const plain = plainDigits(text);
  if (plain === '' || !/^[-\u2212]?[\d.]+([-+*\u2212][\d.]+)*$/.test(plain)) return null;
  let total = 0n;
  const terms = plain.replace(/\u2212/g, '-').match(/[-+]?[^-+]+/g);
  if (terms === null) return null;
  for (const term of terms) {
    const sign = term.startsWith('-') ? -1n : 1n;
    const product = productOf(term.replace(/^[-+]/, ''), scale);
    if (product === null) return null;
    total += sign * product;
  }
  const value = Number(total);
  return Number.isSafeInteger(value) ? value : null;
}

function productOf(term: string, scale: number): bigint | null {
  const factors = term.split('*').map((factor) => parseScaled(factor, 6));
  let product = 1n;
  for (const factor of factors) {
    if (factor === null) return null;
    product *= BigInt(factor);
  }
  const surplus = 10n ** BigInt(6 * factors.length - scale);
  return product % surplus === 0n ? product / surplus : null;
}
