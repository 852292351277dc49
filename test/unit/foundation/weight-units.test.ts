// What a scale says, in the unit that goods are sold in.
import { describe, expect, it } from 'vitest';
import { weightIn } from '../../../shared/foundation/weight-units.ts';

describe('a weight in the unit of the goods', () => {
  it('is the same in kilograms, twice as much in jin, twenty times in liang, a thousand times in grams', () => {
    for (const unit of ['公斤', '千克', 'kg', 'KG']) expect(weightIn(unit, 1_250)).toBe(1_250);
    for (const unit of ['斤', '市斤']) expect(weightIn(unit, 1_250)).toBe(2_500);
    expect(weightIn('两', 1_250)).toBe(25_000);
    for (const unit of ['克', 'g']) expect(weightIn(unit, 1_250)).toBe(1_250_000);
  });
  it('is nothing in a unit that is no weight', () => {
    for (const unit of ['件', '箱', '', 'lb']) expect(weightIn(unit, 1_250)).toBeNull();
  });
});
