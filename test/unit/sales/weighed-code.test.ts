/** The table of in-store weighed codes, trade.md §3. */
import { describe, expect, test } from 'vitest';
import {
  checkDigit,
  hasValidCheckDigit,
  priceCheckDigit,
  readWeighedCode,
  type WeighedLayout,
  weighedLine,
} from '../../../shared/sales/weighed-code.ts';

const LAYOUTS: Readonly<Record<string, WeighedLayout>> = {
  '20': 'sixFour',
  '21': 'fourCheckFive',
  '22': 'amount',
  '23': 'fiveCheckFour',
  '24': 'weightAmount',
  '25': 'weight',
  '26': 'amountWeight',
};
const read = (code: string) => readWeighedCode(code, (prefix) => LAYOUTS[prefix] ?? null);
const withCheck = (payload: string): string => payload + checkDigit(payload);

describe('layouts', () => {
  test.each<[string, string, string, number | null, number | null]>([
    ['amount', '2212345007660', '12345', 766, null],
    ['weight', '2512345007685', '12345', null, 768],
    ['amount and weight', '261234500766007683', '12345', 766, 768],
    ['weight and amount', withCheck('24123450076800766'), '12345', 766, 768],
    ['6 PLU + 4 value', withCheck('201234560766'), '123456', 766, null],
    ['4 PLU + price check + 5', withCheck(`211234${priceCheckDigit('14685')}14685`), '1234', 14_685, null],
    ['5 PLU + price check + 4', withCheck(`2312345${priceCheckDigit('2875')}2875`), '12345', 2875, null],
  ])('%s', (_name, code, plu, amount, weight) => {
    expect(read(code)).toEqual({ plu, amount, weight });
  });

  test('what does not check, or is no weighed code here, is none', () => {
    for (const code of [
      '2212345007661',
      '2712345007660',
      '6901234567892',
      '22123450076',
      '',
      withCheck('211234514685'),
      withCheck('25123450076800766'),
    ]) {
      expect(read(code)).toBeNull();
    }
  });
});

describe('check digits', () => {
  test('EAN: 690123456789 → 2; GS1 price check: 2875 → 9, 14685 → 6', () => {
    expect(checkDigit('690123456789')).toBe(2);
    expect(priceCheckDigit('2875')).toBe(9);
    expect(priceCheckDigit('14685')).toBe(6);
  });

  test('8, 12, 13, 14 and 18 digits can be checked', () => {
    for (const payload of ['6901234', '03600029145', '690123456789', '0690123456789', '26123450076600768']) {
      expect(hasValidCheckDigit(withCheck(payload))).toBe(true);
    }
    for (const code of ['6932170000000', '123', '690123456789a', '']) expect(hasValidCheckDigit(code)).toBe(false);
  });
});

describe('a label as a line', () => {
  test('the amount gives the quantity: rd(766·100000, 99800) = 768; the amount stays', () => {
    expect(weighedLine({ plu: '12345', amount: 766, weight: null }, 99_800)).toEqual({ quantity: 768, amount: 766 });
  });

  test('a weight is the quantity; a member price reprices from it', () => {
    expect(weighedLine({ plu: '1', amount: null, weight: 768 }, 99_800)).toEqual({ quantity: 768, amount: 766 });
    expect(weighedLine({ plu: '1', amount: 770, weight: 768 }, 99_800)).toEqual({ quantity: 768, amount: 770 });
    expect(weighedLine({ plu: '1', amount: 766, weight: 768 }, 99_800, 90_000)).toEqual({ quantity: 768, amount: 691 });
  });

  test('never price 0', () => {
    expect(weighedLine({ plu: '1', amount: 766, weight: null }, 0)).toBeNull();
    expect(weighedLine({ plu: '1', amount: 0, weight: null }, 99_800)).toBeNull();
  });
});
