import { expect, test } from 'vitest';
import { reviewLine } from '../../../client/pages/review/review-line.ts';

test('a price that took no effect is read with its name and its figures', () => {
  expect(reviewLine('retailPrice → 1990000')).toBe('零售价 → 199.00');
});

test('goods that went out carry the minus sign of figures, not a hyphen', () => {
  expect(reviewLine('美式复古T恤 藏青 / M -1')).toBe('美式复古T恤 藏青 / M \u22121');
});

test('a ticket number, a new product and what cannot be read stay as they are', () => {
  for (const line of ['LSCK-01-DULE-000003', '+ 羊皮手套', 'name → {broken']) expect(reviewLine(line)).toBe(line);
});
