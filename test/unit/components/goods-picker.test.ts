/** Units that a product proposes for what is done with it. */
import { expect, test } from 'vitest';
import { inProposedUnits } from '../../../client/controllers/goods-picker.ts';
import type { SellableItem } from '../../../client/worker/engine-protocol.ts';

const item = (variant: string, unit: string, ...proposedTo: readonly ('buy' | 'sell' | 'count')[]): SellableItem => ({
  product: 'p',
  variant,
  name: '牛奶',
  spec: '',
  itemNo: '',
  unit,
  unitNumerator: 1,
  unitDenominator: 1,
  byWeight: false,
  price: null,
  floorPrice: null,
  onHand: null,
  strict: false,
  escrow: null,
  ...(proposedTo.length === 0 ? {} : { proposedTo }),
});
const names = (items: readonly SellableItem[]) => items.map(({ variant, unit }) => `${variant} ${unit}`);

test('BATCH-8 what is bought in boxes is offered in boxes first, of each variant, and still by the piece', () => {
  const items = [item('a', '盒'), item('a', '箱', 'buy'), item('b', '盒'), item('b', '箱', 'buy')];
  expect(names(inProposedUnits(items, 'buy'))).toEqual(['a 箱', 'a 盒', 'b 箱', 'b 盒']);
  expect(names(inProposedUnits(items, 'sell'))).toEqual(['a 盒', 'a 箱', 'b 盒', 'b 箱']);
});

test('BATCH-8 to count in there is one unit of each, where the product says which', () => {
  const items = [item('a', '盒', 'count'), item('a', '箱'), item('b', '盒'), item('b', '箱')];
  expect(names(inProposedUnits(items, 'count'))).toEqual(['a 盒', 'b 盒', 'b 箱']);
});
