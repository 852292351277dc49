/** trade.md §1–4, §8 and the cases b1, b4, c3. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exactMulDiv,
  mulDiv,
  roundedDivision,
  spreadByLargestRemainder,
} from '../../../shared/foundation/integer-arithmetic.ts';
import {
  excludedTax,
  fenOfPrice,
  includedTax,
  lineAmount,
  parseFen,
  parsePrice,
  priceOfAmount,
  showFen,
  showPrice,
} from '../../../shared/foundation/money.ts';
import { parseQuantity, showQuantity, splitIntoUnits, toBaseQuantity } from '../../../shared/foundation/quantity.ts';

const seed = 20_261_125;
const safe = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });

describe('rounding', () => {
  test('halves go away from zero, on both sides of it', () => {
    expect([1, -1, 3, -3].map((n) => roundedDivision(n, 2))).toEqual([1, -1, 2, -2]);
    expect(() => roundedDivision(1, 0)).toThrow(RangeError);
    expect(() => roundedDivision(2n ** 60n, 1)).toThrow(RangeError);
  });

  test('mulDiv is the exact quotient, rounded, whatever the size of the product', () => {
    fc.assert(
      fc.property(
        safe,
        fc.integer({ min: -100_000, max: 100_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        (a, b, d) => {
          const n = BigInt(a) * BigInt(b);
          const size = n < 0n ? -n : n;
          const wanted = (size * 2n + BigInt(d)) / (BigInt(d) * 2n);
          if (wanted > BigInt(Number.MAX_SAFE_INTEGER)) return;
          expect(mulDiv(a, b, d)).toBe(Number(n < 0n ? -wanted : wanted) || 0);
        },
      ),
      { seed, numRuns: 1000 },
    );
  });

  test('an inexact conversion is refused', () => {
    expect(exactMulDiv(1000, 1, 3)).toBeNull();
    expect(exactMulDiv(3000, 1, 3)).toBe(1000);
    expect(exactMulDiv(1, 1, 0)).toBeNull();
  });
});

describe('spread', () => {
  test.each([
    ['b1 i', 1000, [10_000, 10_000, 10_000], [334, 333, 333]],
    ['b1 ii', 1000, [1000, 1000, 1000], [334, 333, 333]],
    ['b1 iii', 5, [1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 0, 0]],
    ['满80减15', 1500, [3870, 3750, 766], [692, 671, 137]],
    ['ticket 96%', 275, [3178, 3079, 629], [127, 123, 25]],
    ['抹分', 1, [3051, 2956, 604], [1, 0, 0]],
    ['freight', 2600, [20_160, 10_000], [1738, 862]],
    ['b2', 1500, [5000, 3000], [938, 562]],
    ['nothing to weigh', 7, [0, 0], [7, 0]],
    ['negative', -5, [1, 1], [-3, -2]],
  ])('%s', (_name, amount, weights, shares) => {
    expect(spreadByLargestRemainder(amount, weights)).toEqual(shares);
  });

  test('shares add up exactly, and none exceeds its line', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 40 }), fc.nat(), (weights, pick) => {
        const total = weights.reduce((sum, one) => sum + one, 0);
        const amount = total === 0 ? 0 : pick % (total + 1);
        const shares = spreadByLargestRemainder(amount, weights);
        expect(shares.reduce((sum, one) => sum + one, 0)).toBe(amount);
        expect(shares.every((share, i) => share >= 0 && share <= (weights[i] ?? 0))).toBe(true);
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('money', () => {
  test('b4: 120,000 × 0.567 = 68,040.00; 894.04 for 1,000 is 0.8940, the amount stays the fact', () => {
    expect(lineAmount(120_000_000, 5670)).toBe(6_804_000);
    expect(priceOfAmount(89_404, 1_000_000)).toBe(8940);
    expect(showPrice(8940)).toBe('0.894');
    expect(lineAmount(1_000_000, 8940)).toBe(89_400);
  });

  test('tax of trade.md §8, per line', () => {
    expect(includedTax(10_000, 1300)).toBe(1150);
    expect(includedTax(9990, 900)).toBe(825);
    expect(includedTax(9999, 300)).toBe(291);
    expect(3 * includedTax(333, 1300)).toBe(114);
    expect(includedTax(999, 1300)).toBe(115);
    expect(excludedTax(8850, 1300)).toBe(1151);
  });

  test('figures are shown grouped, read back plain, and never rounded in silence', () => {
    expect(showFen(-123_456)).toBe('\u22121,234.56');
    expect(showFen(-123_456, false)).toBe('-1234.56');
    expect(showPrice(129_000)).toBe('12.90');
    expect(fenOfPrice(129_000)).toBe(1290);
    expect(parseFen('1234.5')).toBe(123_450);
    expect(parseFen('\u22121.00')).toBe(-100);
    expect(parsePrice('0.89404')).toBeNull();
    for (const text of ['', '1,2', '1e3', '.5', '+1', '１', '9999999999999999', 'NaN'])
      expect(parseFen(text)).toBeNull();
  });
});

describe('units', () => {
  const box = { numerator: 12, denominator: 1 };
  test('c3: 5 boxes are 60 bottles, and 59 show as 4 箱 11 瓶', () => {
    expect(toBaseQuantity(5000, box)).toBe(60_000);
    expect(splitIntoUnits(59_000, box)).toEqual({ larger: 4, rest: 11_000 });
    expect(splitIntoUnits(-59_000, box)).toEqual({ larger: -4, rest: -11_000 });
    expect(toBaseQuantity(83, { numerator: 1, denominator: 12 })).toBeNull();
  });

  test('c3: 2 rolls of 100.5 are 201.000, and three sales of 0.333 leave 200.001', () => {
    const roll = { numerator: 201, denominator: 2 };
    expect(toBaseQuantity(2000, roll)).toBe(201_000);
    expect(showQuantity(201_000 - 3 * 333)).toBe('200.001');
    expect(splitIntoUnits(200_001, roll)).toEqual({ larger: 1, rest: 99_501 });
  });

  test('quantities have up to three decimals', () => {
    expect(parseQuantity('0.768')).toBe(768);
    expect(parseQuantity('0.7685')).toBeNull();
    expect(showQuantity(3000)).toBe('3');
  });
});
