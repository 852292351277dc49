import { describe, expect, it } from 'vitest';
import {
  addItem,
  type Basket,
  changeLine,
  discountedPrice,
  emptyBasket,
  lineTotal,
  percentOff,
  removeLine,
  totalsOf,
  withDiscount,
  withRoundOff,
} from '../../../client/controllers/basket.ts';
import { readBasket, writeBasket } from '../../../client/controllers/basket-draft.ts';
import type { SellableItem } from '../../../client/worker/engine-protocol.ts';

const item = (change: Partial<SellableItem> = {}): SellableItem => ({
  product: 'p1',
  variant: 'v1',
  name: '亚麻长袖衬衫',
  spec: '米白 / L',
  itemNo: 'S2031',
  unit: '件',
  unitNumerator: 1,
  unitDenominator: 1,
  byWeight: false,
  price: 2_690_000,
  floorPrice: null,
  onHand: 5000,
  strict: false,
  escrow: null,
  ...change,
});
const apples = item({ variant: 'v2', name: '红富士苹果', unit: '公斤', byWeight: true, price: 99_800 });
const line = (basket: Basket, index = 0) => {
  const found = basket.lines[index];
  if (found === undefined) throw new Error(`no line ${index}`);
  return found;
};

describe('the basket', () => {
  it('counts a second scan of the same thing up instead of making a second line', () => {
    const basket = addItem(addItem(emptyBasket('b'), item()), item());
    expect(basket.lines).toHaveLength(1);
    expect(line(basket).quantity).toBe(2000);
  });

  it('makes a line of its own for each weighed label, and its amount is the label’s', () => {
    const once = addItem(emptyBasket('b'), apples, 768, 766);
    const twice = addItem(once, apples, 768, 766);
    expect(twice.lines).toHaveLength(2);
    expect(totalsOf(twice)).toEqual({ pieces: 2000, list: 1532, lineSaving: 0, payable: 1532 });
  });

  it('keeps a repriced line apart from a new scan at list price', () => {
    const repriced = changeLine(addItem(emptyBasket('b'), item()), 'l1', { price: 2_490_000 });
    expect(addItem(repriced, item()).lines.map((one) => one.price)).toEqual([2_490_000, 2_690_000]);
  });

  it('refuses goods without a price by staying as it was', () => {
    const basket = emptyBasket('b');
    expect(addItem(basket, item({ price: null }))).toBe(basket);
  });

  it('takes a line out when its quantity falls to nought and selects the last one left', () => {
    const two = addItem(addItem(emptyBasket('b'), item()), apples, 1000);
    const one = changeLine(two, 'l2', { quantity: 0 });
    expect(one.lines.map((left) => left.key)).toEqual(['l1']);
    expect(one.selected).toBe('l1');
  });

  it('never gives a key twice, so a row keeps its place on screen', () => {
    const again = addItem(removeLine(addItem(emptyBasket('b'), item()), 'l1'), item());
    expect(line(again).key).toBe('l2');
  });

  it('drops the rounding when the sum it was made for changes', () => {
    const rounded = withRoundOff(addItem(emptyBasket('b'), apples, 768), 10);
    expect(totalsOf(rounded).payable).toBe(760);
    expect(addItem(rounded, item()).roundOff).toBe(0);
  });

  it('never discounts more than the lines are worth', () => {
    const basket = withDiscount(addItem(emptyBasket('b'), apples, 768), 100_000);
    expect(totalsOf(basket).payable).toBe(0);
  });

  it('says how far a price is below list, rounded against the cashier', () => {
    expect(percentOff(100_000, 89_900)).toBe(11);
    expect(discountedPrice(2_690_000, 12)).toBe(2_367_200);
  });

  it('comes back from its draft as it was, and from a damaged one not at all', () => {
    const basket = withDiscount(addItem(emptyBasket('b'), item()), 100);
    expect(readBasket(writeBasket(basket))).toEqual(basket);
    expect(readBasket('{"id":1}')).toBeNull();
    expect(readBasket('{')).toBeNull();
    expect(writeBasket(emptyBasket('b'))).toBeNull();
    expect(lineTotal(line(basket))).toBe(26_900);
  });
});
