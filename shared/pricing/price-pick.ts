/**
 * The price of one unit before anything is taken off (trade.md §3 "Price pick"): the customer's agreed price wins
 * outright; else, where the shop says so, the last price to this customer; else the lowest of level price, quantity
 * break, member price and time-slot price. Of equal prices the plainer source speaks: list, level, break, member, slot.
 *
 * All prices are ten-thousandths of a yuan of one *base* unit but `list`, which is that of the line's own unit.
 */
import { mulDiv } from '../foundation/integer-arithmetic.ts';
import type { Price } from '../foundation/money.ts';
import type { UnitRatio } from '../foundation/quantity.ts';
import type { PickSource } from '../schema/pos-sale.ts';

export interface QuantityBreak {
  /** Thousandths of the base unit, variants of the product together. */
  readonly from: number;
  readonly price: Price;
}

/** A price that a promotion sets: 时段特价, 会员价. */
export interface PromotedPrice {
  readonly promotion: string;
  readonly version: number;
  readonly price: Price;
  readonly source: 'member' | 'slot';
}

export interface PickInput {
  /** Retail price of one line unit; `null` = not priced. */
  readonly list: Price | null;
  readonly ratio: UnitRatio;
  readonly agreed: Price | null;
  readonly last: Price | null;
  readonly lastFirst: boolean;
  /** Price of the customer's level; `null` where the level has none, and for retail. */
  readonly level: Price | null;
  readonly breaks: readonly QuantityBreak[];
  /** Base quantity of the product on the ticket. */
  readonly together: number;
  /** `null` unless the buyer is a member. */
  readonly member: Price | null;
  readonly promoted: readonly PromotedPrice[];
}

export interface Pick {
  /** Of one line unit. */
  readonly price: Price;
  readonly source: PickSource;
  readonly promotion: PromotedPrice | null;
}

/** `null`: not priced, so not to be sold but at an agreed price. */
export function pickPrice(input: PickInput): Pick | null {
  const { list, ratio, agreed, last, lastFirst, level, breaks, together, member, promoted } = input;
  const ofUnit = (price: Price): Price => mulDiv(price, ratio.numerator, ratio.denominator);
  if (agreed !== null) return { price: ofUnit(agreed), source: 'agreed', promotion: null };
  if (list === null) return null;
  if (lastFirst && last !== null) return { price: ofUnit(last), source: 'last', promotion: null };
  let best: Pick = { price: list, source: 'list', promotion: null };
  const offer = (price: Price, source: PickSource, promotion: PromotedPrice | null = null): void => {
    const own = ofUnit(price);
    if (own < best.price) best = { price: own, source, promotion };
  };
  // A level has its own price, which stands instead of retail even where it is the higher one.
  if (level !== null) best = { price: ofUnit(level), source: 'level', promotion: null };
  for (const one of breaks) if (together >= one.from) offer(one.price, 'break');
  if (member !== null) offer(member, 'member');
  for (const one of promoted) offer(one.price, one.source, one);
  return best;
}
