/**
 * One change to many chosen goods: a field set to a value, or prices moved by a percentage or an amount. What a record
 * has no price for stays without one. Prices are rounded to the fen, half away from zero.
 */
import type { Json } from '../commit/json-text.ts';
import { mulDiv } from '../foundation/integer-arithmetic.ts';
import { MAX_PRICE } from '../foundation/money.ts';

export type BulkOperation =
  | {
      readonly kind: 'set';
      readonly field: 'category' | 'status' | 'brand' | 'stockRule' | BulkPrice;
      readonly value: Json;
    }
  /** Basis points of the price: 1000 = 10 % more. */
  | { readonly kind: 'percent'; readonly field: BulkPrice; readonly basisPoints: number }
  /** Ten-thousandths of a yuan. */
  | { readonly kind: 'add'; readonly field: BulkPrice; readonly amount: number };

export type BulkPrice = 'retailPrice' | 'wholesalePrice' | 'memberPrice' | 'floorPrice';

/** Ten-thousandths in a fen. */
const FEN = 100;

/** The field's value afterwards; `undefined`: nothing to change. */
export function bulkValue(operation: BulkOperation, before: Json | undefined): Json | undefined {
  const after = operation.kind === 'set' ? operation.value : movedPrice(operation, before);
  return after === undefined || (before ?? null) === after ? undefined : after;
}

function movedPrice(operation: Exclude<BulkOperation, { kind: 'set' }>, before: Json | undefined): number | undefined {
  if (typeof before !== 'number') return undefined;
  const moved =
    operation.kind === 'percent'
      ? mulDiv(before, 10_000 + operation.basisPoints, 10_000 * FEN) * FEN
      : before + operation.amount;
  return Math.min(MAX_PRICE, Math.max(0, moved));
}

/** `+10`, `-5.5` percent as basis points; `null` for what is none, or takes more than all. */
export function parsePercent(text: string): number | null {
  const [, sign = '', whole = '', decimals = ''] =
    /^([-+−]?)([0-9]{1,4})(?:\.([0-9]{1,2}))?\s*%?$/.exec(text.trim()) ?? [];
  if (whole === '') return null;
  const size = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  const points = sign === '-' || sign === '−' ? -size : size;
  return points <= -10_000 ? null : points;
}
