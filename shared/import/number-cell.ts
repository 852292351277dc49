/**
 * A cell that holds a number, as a scaled safe integer: price in ten-thousandths (4), quantity in thousandths (3), whole
 * numbers (0). Float noise of spreadsheets (9.899999999999999) vanishes; real further decimals are rounded half away
 * from zero and reported. Arithmetic is on digits, never on floats.
 */
import { roundedDivision } from '../foundation/integer-arithmetic.ts';
import { type DecimalStyle, numberText, shapeOf, toPlainDecimal } from './decimal-style.ts';
import type { Cell } from './table.ts';

export type NumberReading =
  | { readonly ok: true; readonly value: number | null; readonly rounded: boolean; readonly otherStyle: boolean }
  | { readonly ok: false; readonly reason: 'not-a-number' | 'number-became-date' | 'cell-error' | 'number-too-large' };

const EMPTY: NumberReading = { ok: true, value: null, rounded: false, otherStyle: false };
/** Decimals beyond these are noise: a spreadsheet keeps 15 significant digits. */
const NOISE_DECIMALS = 9;
/** 99,999,999,999 in ten-thousandths is still a safe integer; every limit of the trade lies below. */
const MAX_WHOLE_DIGITS = 11;

/** Reads a cell with `decimals` places; null for an empty cell, a dash or 无. */
export function readNumber(cell: Cell, style: DecimalStyle, decimals: number): NumberReading {
  if (typeof cell !== 'string') {
    if (cell.kind === 'date') return { ok: false, reason: 'number-became-date' };
    if (cell.kind === 'error') return { ok: false, reason: 'cell-error' };
    if (!Number.isFinite(cell.value) || Math.abs(cell.value) >= 1e12) return { ok: false, reason: 'number-too-large' };
    const digits = Math.abs(cell.value).toFixed(NOISE_DECIMALS);
    return scaled(digits, cell.value < 0, decimals, false);
  }
  if (cell === '') return EMPTY;
  const number = numberText(cell);
  if (number === null) return isNone(cell) ? EMPTY : { ok: false, reason: 'not-a-number' };
  if (number.body === '') return number.negative || cell.trim() === '' ? EMPTY : { ok: false, reason: 'not-a-number' };
  const shape = shapeOf(number.body);
  if (shape === null) return { ok: false, reason: 'not-a-number' };
  const otherStyle = (shape === 'point' || shape === 'comma') && shape !== style;
  return scaled(toPlainDecimal(number.body, style), number.negative, decimals, otherStyle);
}

const isNone = (text: string): boolean => /^\s*(?:无|無|n\/a|null|none|\/|—+)\s*$/iu.test(text);

function scaled(plain: string, negative: boolean, decimals: number, otherStyle: boolean): NumberReading {
  const [digits = '', fraction = ''] = plain.split('.');
  const whole = digits.replace(/^0+/, '');
  if (whole.length > MAX_WHOLE_DIGITS) return { ok: false, reason: 'number-too-large' };
  const tail = fraction.slice(0, NOISE_DECIMALS).padEnd(NOISE_DECIMALS, '0');
  // A tenth decimal of 5 or more carries, so that 9.8999999999999 written as text is 9.9 as well.
  const carry = (fraction[NOISE_DECIMALS] ?? '0') >= '5' ? 1n : 0n;
  const fine = BigInt(`${whole}${tail}`) + carry;
  const step = 10n ** BigInt(NOISE_DECIMALS - decimals);
  const value = roundedDivision(fine, step);
  if (!Number.isSafeInteger(value)) return { ok: false, reason: 'number-too-large' };
  return { ok: true, value: negative && value !== 0 ? -value : value, rounded: fine % step !== 0n, otherStyle };
}
