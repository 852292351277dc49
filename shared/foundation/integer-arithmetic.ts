/**
 * Exact integer arithmetic for money, quantity and price (trade.md §1–4): no floats, ever. Halves round away from zero
 * (四舍五入). A product of two safe integers may pass 2^53, so products go through BigInt when they must.
 */

/** rd(numerator / denominator), half away from zero. Throws RangeError when the result is no safe integer or d = 0. */
export function roundedDivision(numerator: bigint | number, denominator: bigint | number): number {
  let n = BigInt(numerator);
  let d = BigInt(denominator);
  if (d === 0n) throw new RangeError('division by zero');
  if (d < 0n) {
    n = -n;
    d = -d;
  }
  const negative = n < 0n;
  const size = negative ? -n : n;
  const rounded = (size * 2n + d) / (d * 2n);
  return toSafe(negative ? -rounded : rounded);
}

/** rd(a·b / d) without overflow. Units: those of a·b/d. */
export function mulDiv(a: number, b: number, d: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product) && Math.abs(product) < 2 ** 51 && d > 0 && d < 2 ** 51) {
    const size = Math.abs(product);
    const quotient = Math.floor(size / d);
    const remainder = size - quotient * d;
    const rounded = remainder * 2 >= d ? quotient + 1 : quotient;
    return product < 0 ? -rounded || 0 : rounded;
  }
  return roundedDivision(BigInt(a) * BigInt(b), BigInt(d));
}

/** Exact a·b/d, or null when it leaves a remainder (a unit conversion that would not be whole is refused). */
export function exactMulDiv(a: number, b: number, d: number): number | null {
  if (d === 0) return null;
  const product = BigInt(a) * BigInt(b);
  const divisor = BigInt(d);
  return product % divisor === 0n ? toSafe(product / divisor) : null;
}

/**
 * Largest remainder: splits `amount` over `weights` so that the shares add up exactly (trade.md §4 "Spread").
 * share_i = ⌊D·w_i/W⌋, missing units one each to the largest D·w_i mod W, ties to the earlier line. A negative amount
 * is spread as its size and negated. Weights ≥ 0; when all are 0 everything goes to the first.
 */
export function spreadByLargestRemainder(amount: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return [];
  const size = BigInt(Math.abs(amount));
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) return weights.map((_, index) => (index === 0 ? amount : 0));
  const shares = weights.map((weight) => (size * BigInt(weight)) / total);
  const order = weights
    .map((weight, index) => ({ index, remainder: (size * BigInt(weight)) % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  let missing = Number(size - shares.reduce((sum, share) => sum + share, 0n));
  for (const { index } of order) {
    if (missing === 0) break;
    shares[index] = (shares[index] ?? 0n) + 1n;
    missing--;
  }
  return shares.map((share) => (amount < 0 ? -Number(share) || 0 : Number(share)));
}

function toSafe(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError('result is beyond the safe integers');
  return number;
}
