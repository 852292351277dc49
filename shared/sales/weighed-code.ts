/**
 * In-store codes of scales (trade.md §3): prefix 20–29 → layout, a setting of the shop. The amount on the label is the
 * line's amount; a weight is the quantity; both come with a check digit, and some layouts with one of their own for the
 * price (GS1 General Specifications, price check digit for four and five digits).
 */
import { mulDiv } from '../foundation/integer-arithmetic.ts';
import { type Fen, lineAmount, type Price } from '../foundation/money.ts';
import type { Quantity } from '../foundation/quantity.ts';

/**
 * FF = prefix, P = PLU digits, A = fen, W = grams, K = price check digit, C = check digit.
 * The last three are variants of GB/T 18283.
 */
export const WEIGHED_LAYOUTS = {
  amount: 'FFPPPPPAAAAAC',
  weight: 'FFPPPPPWWWWWC',
  amountWeight: 'FFPPPPPAAAAAWWWWWC',
  weightAmount: 'FFPPPPPWWWWWAAAAAC',
  sixFour: 'FFPPPPPPAAAAC',
  fourCheckFive: 'FFPPPPKAAAAAC',
  fiveCheckFour: 'FFPPPPPKAAAAC',
} as const;
export type WeighedLayout = keyof typeof WEIGHED_LAYOUTS;

export interface WeighedCode {
  readonly plu: string;
  readonly amount: Fen | null;
  /** Thousandths of a kilogram. */
  readonly weight: Quantity | null;
}

export type LayoutOf = (prefix: string) => WeighedLayout | null;

/** What a label says; `null` for a code that is no weighed code by these settings, or whose digits do not check. */
export function readWeighedCode(code: string, layoutOf: LayoutOf): WeighedCode | null {
  if (!/^2[0-9]{12}([0-9]{5})?$/.test(code)) return null;
  const layout = layoutOf(code.slice(0, 2));
  if (layout === null) return null;
  const form = WEIGHED_LAYOUTS[layout];
  if (form.length !== code.length || checkDigit(code.slice(0, -1)) !== Number(code.at(-1))) return null;
  const digits = (letter: string): string => [...form].map((one, i) => (one === letter ? code.charAt(i) : '')).join('');
  const amount = digits('A');
  const check = digits('K');
  if (check !== '' && priceCheckDigit(amount) !== Number(check)) return null;
  const weight = digits('W');
  return {
    plu: digits('P'),
    amount: amount === '' ? null : Number(amount),
    weight: weight === '' ? null : Number(weight),
  };
}

/** EAN check digit: from the right, weights 3, 1, 3, … over the payload. */
export function checkDigit(payload: string): number {
  let sum = 0;
  for (let i = payload.length - 1, weight = 3; i >= 0; i--, weight = 4 - weight) sum += Number(payload[i]) * weight;
  return (10 - (sum % 10)) % 10;
}

/** True for 8, 12, 13, 14 or 18 digits whose last one checks. */
export function hasValidCheckDigit(code: string): boolean {
  return /^([0-9]{8}|[0-9]{12,14}|[0-9]{18})$/.test(code) && checkDigit(code.slice(0, -1)) === Number(code.at(-1));
}

/** GS1 weighting tables: 2−, 3, 5+ and 5−. */
const minus2 = (n: number): number => (tens(n * 2) === 0 ? n * 2 : ((n * 2) % 10) - tens(n * 2));
const times3 = (n: number): number => (n * 3) % 10;
const plus5 = (n: number): number => ((n * 5) % 10) + tens(n * 5);
const minus5 = (n: number): number => (((n * 5) % 10) - tens(n * 5) + 10) % 10;
const tens = (n: number): number => Math.floor(n / 10);

/** GS1 price check digit of four or five digits: 2875 → 9, 14685 → 6. */
export function priceCheckDigit(price: string): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = [...price].map(Number);
  if (price.length === 4) {
    const sum = minus2(a) + minus2(b) + times3(c) + minus5(d);
    return (((sum * 3) % 10) + 10) % 10;
  }
  const sum = plus5(a) + minus2(b) + minus5(c) + plus5(d) + minus2(e);
  const wanted = (((10 - (sum % 10)) % 10) + 10) % 10;
  for (let digit = 0; digit < 10; digit++) if (minus5(digit) === wanted) return digit;
  return 0;
}

export interface WeighedLine {
  readonly quantity: Quantity;
  readonly amount: Fen;
}

/**
 * Quantity and amount of a label at a price per kilogram. Without a weight the quantity follows from the amount:
 * rd(amount·100000, price). A price of 0 sells nothing: `null`. A `reprice` (member price, promotion) takes the weight.
 */
export function weighedLine(code: WeighedCode, price: Price, reprice: Price | null = null): WeighedLine | null {
  if (price <= 0) return null;
  const quantity = code.weight ?? mulDiv(code.amount ?? 0, 100_000, price);
  if (quantity <= 0) return null;
  const amount = reprice === null && code.amount !== null ? code.amount : lineAmount(quantity, reprice ?? price);
  return { quantity, amount };
}
