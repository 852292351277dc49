/** Members at the till's prices: the level's price level, the member price, and points as the last layer before rounding. */
import { expect, test } from 'vitest';
import { addItem, type Basket, emptyBasket } from '../../../client/controllers/basket.ts';
import { readBasket, writeBasket } from '../../../client/controllers/basket-draft.ts';
import { heldInput, recalledBasket } from '../../../client/controllers/held-cart.ts';
import { PLAIN_PRICING, pointsFrom, priceBasket, sellInput } from '../../../client/controllers/price-basket.ts';
import type { SellableItem } from '../../../client/worker/engine-protocol.ts';
import { idOf } from '../../kit/fold-facts.ts';

const shirt: SellableItem = {
  product: idOf('shirt'),
  variant: idOf('shirt'),
  name: 'T恤',
  spec: '',
  itemNo: 'T1',
  unit: '件',
  unitNumerator: 1,
  unitDenominator: 1,
  byWeight: false,
  price: 790_000,
  floorPrice: null,
  onHand: null,
  strict: false,
  escrow: null,
  memberPrice: 750_000,
  levels: { wholesale: 520_000 },
};
const pricing = { ...PLAIN_PRICING, pointsPerYuan: 100, pointsShareBp: 5000 };
const member = { id: idOf('m'), name: '陈静', level: '金卡', points: 250, stored: 10_000 };
const cart = (more: Partial<Basket>): Basket => ({ ...addItem(emptyBasket('b1'), shirt), ...more });

test('LOYAL-23 a member pays the member price, of a level with a price level whichever is lower', () => {
  expect(priceBasket(cart({}), pricing).payable).toBe(7900);
  expect(priceBasket(cart({ member }), pricing).payable).toBe(7500);
  expect(priceBasket(cart({ member: { ...member, priceLevel: 'wholesale' } }), pricing).payable).toBe(5200);
  expect(priceBasket(cart({ member: { ...member, priceLevel: 'gone' } }), pricing).payable).toBe(7500);
});

test('LOYAL-4 points come off last, and the sale is told what they were', () => {
  const plain = cart({ member });
  expect(pointsFrom(plain, priceBasket(plain, pricing), pricing)).toEqual({ points: 250, fen: 250 });
  const used = cart({ member, usePoints: true });
  const priced = priceBasket(used, pricing);
  expect([priced.points, priced.payable]).toEqual([250, 7250]);
  // Asked again with points already off, the offer is the same.
  expect(pointsFrom(used, priced, pricing)).toEqual({ points: 250, fen: 250 });
  const input = sellInput(used, priced, [], 'x', 100);
  expect(input).toMatchObject({ loyaltyMember: member.id, points: { points: 250, fen: 250 }, discount: 250 });
  expect(sellInput(plain, priceBasket(plain, pricing), [], 'x', 100).points).toBeUndefined();
  expect(priceBasket(cart({ member: { ...member, points: -6 }, usePoints: true }), pricing).payable).toBe(7500);
});

test('a member stays with a basket that is reloaded or held, balances as they are now', () => {
  const basket = cart({ member, usePoints: true });
  expect(readBasket(writeBasket(basket))).toEqual(basket);
  const held = heldInput(basket, 7250, '');
  expect(held.loyaltyMember).toBe(member.id);
  const recalled = recalledBasket({
    basket: 'b1',
    discount: 0,
    payBp: null,
    lines: [],
    changes: [],
    missing: [],
    loyaltyMember: member.id,
  });
  expect(recalled.member).toEqual({ id: member.id, name: '', level: '' });
});
