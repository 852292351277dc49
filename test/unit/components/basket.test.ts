import { describe, expect, it } from 'vitest';
import {
  addItem,
  type Basket,
  changeLine,
  discountedPrice,
  emptyBasket,
  overrideOf,
  piecesOf,
  removeLine,
  withDiscount,
  withPercent,
} from '../../../client/controllers/basket.ts';
import { readBasket, writeBasket } from '../../../client/controllers/basket-draft.ts';
import { neededRights, PLAIN_PRICING, priceBasket, sellInput } from '../../../client/controllers/price-basket.ts';
import type { SellableItem } from '../../../client/worker/engine-protocol.ts';
import { promotionOf } from '../../kit/pricing-ticket.ts';

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
    expect(priceBasket(twice)).toMatchObject({ list: 1532, saved: 0, payable: 1532 });
    expect(piecesOf(twice)).toBe(2000);
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
    const rounded = { ...addItem(emptyBasket('b'), apples, 768), roundOff: 6 };
    expect(priceBasket(rounded).payable).toBe(760);
    expect(addItem(rounded, item()).roundOff).toBe(0);
  });

  it('never discounts more than the lines are worth', () => {
    const basket = withDiscount(addItem(emptyBasket('b'), apples, 768), 100_000);
    expect(priceBasket(basket).payable).toBe(0);
  });

  it('takes a percentage off the price', () => {
    expect(discountedPrice(2_690_000, 12)).toBe(2_367_200);
    expect(discountedPrice(99_900, 10)).toBe(90_000);
    expect(discountedPrice(5670, 0)).toBe(5670);
  });

  it('comes back from its draft as it was, and from a damaged one not at all', () => {
    const basket = withDiscount(addItem(emptyBasket('b'), item()), 100);
    expect(readBasket(writeBasket(basket))).toEqual(basket);
    expect(readBasket('{"id":1}')).toBeNull();
    expect(readBasket('{')).toBeNull();
    expect(writeBasket(emptyBasket('b'))).toBeNull();
  });

  it('keeps in its draft how prices were set, the member, and what a wallet has not answered', () => {
    const line = changeLine(
      addItem(emptyBasket('b'), item({ memberPrice: 2_000_000, levels: { wholesale: 1_000_000 } })),
      'l1',
      {
        price: 0,
        override: { kind: 'gift', authoriser: 'm2' },
      },
    );
    const basket: Basket = {
      ...withPercent(line, 9600),
      member: { id: 'c1', name: '王女士', level: '金卡' },
      tenders: [{ kind: 'wechat', amount: 500, state: 'unknown' }],
    };
    expect(readBasket(writeBasket(basket))).toEqual(basket);
  });
});

describe('the basket priced', () => {
  const half = promotionOf('h', { kind: 'nthUnit', every: 2, payBp: 5000 });
  const pricing = { ...PLAIN_PRICING, promotions: [half], roundOff: { rule: 'fen', on: 'cash' } as const };
  const two = changeLine(addItem(emptyBasket('b'), item()), 'l1', { quantity: 2000 });
  const typed = (price: number, kind: 'price' | 'discount' | 'gift') =>
    changeLine(two, 'l1', { price, override: { kind } });

  it('takes promotions off, and none off a price set by hand', () => {
    expect(priceBasket(two, pricing).payable).toBe(40_350);
    expect(priceBasket(typed(2_500_000, 'price'), pricing).payable).toBe(50_000);
  });

  it('asks for no right where only promotions and member prices are at work', () => {
    const member = {
      ...changeLine(addItem(emptyBasket('b'), item({ memberPrice: 2_000_000 })), 'l1', { quantity: 2000 }),
      member: { id: 'c', name: '', level: '' },
    };
    expect(neededRights(member, priceBasket(member, pricing))).toEqual({ discount: 0, override: false });
  });

  it('asks for the discount as deep as it goes, and for more than that where a price is typed', () => {
    const need = (basket: Basket) => neededRights(basket, priceBasket(basket, pricing));
    expect(need(typed(2_421_000, 'discount'))).toEqual({ discount: 10, override: false });
    expect(need(typed(2_421_000, 'price'))).toEqual({ discount: 10, override: true });
    expect(need(typed(0, 'gift'))).toEqual({ discount: 100, override: true });
    expect(need(withPercent(two, 9600))).toEqual({ discount: 4, override: false });
    const floor = changeLine(addItem(emptyBasket('b'), item({ floorPrice: 2_500_000 })), 'l1', {
      price: 2_421_000,
      override: { kind: 'discount' },
    });
    expect(need(floor)).toEqual({ discount: 10, override: true });
  });

  it('a line whose price differs without a word was discounted', () => {
    expect(overrideOf(line(changeLine(two, 'l1', { price: 1 })))).toEqual({ kind: 'discount' });
    expect(overrideOf(line(two))).toBeNull();
  });

  it('tells the sale what the page shows, line by line', () => {
    const priced = priceBasket(two, pricing, undefined, 0);
    const told = sellInput(two, priced, [{ kind: 'cash', amount: 50_000 }], 'm1');
    expect(told).toMatchObject({ discount: 13_450, roundOff: 0, lines: [{ price: 2_690_000 }] });
    expect(told.lines[0]?.priced).toMatchObject({ pick: 'list', amount: 53_800, paid: 40_350, override: null });
  });
});
