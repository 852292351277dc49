/** A basket as it is held, and as it comes back: everything that was set by hand goes along, prices are those of now. */
import type { RecalledCart, TillCommands } from '../worker/till-views.ts';
import { type Basket, emptyBasket } from './basket.ts';

/** `payable` as the customer saw it, fen. */
export function heldInput(basket: Basket, payable: number, note: string): TillCommands['holdCart']['input'] {
  return {
    basket: basket.id,
    lines: basket.lines.map(({ item, quantity, price, amount, override }) => ({
      product: item.product,
      variant: item.variant,
      name: item.spec === '' ? item.name : `${item.name} ${item.spec}`,
      unit: item.unit,
      numerator: item.unitNumerator,
      denominator: item.unitDenominator,
      quantity,
      listPrice: item.price ?? price,
      price,
      amount,
      override: override?.kind ?? null,
    })),
    discount: basket.discount,
    payBp: basket.payBp ?? null,
    payable,
    note,
    ...(basket.member === undefined || basket.member === null ? {} : { loyaltyMember: basket.member.id }),
  };
}

export function recalledBasket(cart: RecalledCart): Basket {
  const lines = cart.lines.map(({ item, quantity, price, amount, override }, i) => ({
    key: `l${i + 1}`,
    item,
    quantity,
    price,
    amount,
    ...(override === null ? {} : { override: { kind: override } }),
  }));
  const plain = { ...emptyBasket(cart.basket), lines, discount: cart.discount, made: lines.length };
  // Name, level and balances come with the member's own view, as they are now.
  const member = cart.loyaltyMember === undefined ? null : { id: cart.loyaltyMember, name: '', level: '' };
  const basket = member === null ? plain : { ...plain, member };
  const selected = lines.at(-1)?.key ?? null;
  return cart.payBp === null ? { ...basket, selected } : { ...basket, selected, payBp: cart.payBp };
}
