/**
 * The sale being rung up: plain values and pure changes. Quantities are thousandths of the line's unit, prices ten-
 * thousandths of a yuan per unit, amounts fen. The basket's id is made when it is opened and becomes the ticket's: two
 * presses, or two tabs, give one ticket.
 */
import { lineAmount } from '../../shared/foundation/money.ts';
import { ONE } from '../../shared/foundation/quantity.ts';
import type { DeskTender } from '../../shared/pricing/tender-desk.ts';
import type { SellableItem } from '../worker/engine-protocol.ts';

export interface BasketLine {
  readonly key: string;
  readonly item: SellableItem;
  readonly quantity: number;
  /** Price charged; the list price is the item's. */
  readonly price: number;
  /** The label's own amount of a weighed code, until price or quantity is touched. */
  readonly amount: number | null;
  /** How the price was set by hand; `overrideOf` also reads lines that do not say. */
  readonly override?: LineOverride | null;
}

/** `price` typed, `discount` percent off, `gift` nothing. */
export interface LineOverride {
  readonly kind: 'price' | 'discount' | 'gift';
  /** Who gave the right, when it was not the member at the till. */
  readonly authoriser?: string;
}

/** The customer, as far as prices go. */
export interface BasketMember {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  /** Price level of the goods that the member's level pays; '' for the member price. */
  readonly priceLevel?: string;
  /** Points and stored value (fen) as this till knows them. */
  readonly points?: number;
  readonly stored?: number;
}
export interface Basket {
  readonly id: string;
  readonly lines: readonly BasketLine[];
  readonly selected: string | null;
  /** Fen off the whole ticket, and fen dropped by rounding. */
  readonly discount: number;
  readonly roundOff: number;
  /** What is still paid of the ticket, in basis points, instead of `discount`. */
  readonly payBp?: number | null;
  readonly member?: BasketMember | null;
  /** Points pay as much as the shop's rules let them. */
  readonly usePoints?: boolean;
  /** Taken so far, or asked for without an answer: kept, so that no wallet is charged twice after a crash. */
  readonly tenders?: readonly DeskTender[];
  /** Lines made so far: keys never come twice, so a row keeps its place on screen. */
  readonly made: number;
}
export const emptyBasket = (id: string): Basket => ({
  id,
  lines: [],
  selected: null,
  discount: 0,
  roundOff: 0,
  made: 0,
});

/** How a line's price was set by hand; `null` when it follows the price pick. */
export function overrideOf(line: BasketLine): LineOverride | null {
  if (line.override !== undefined && line.override !== null) return line.override;
  return line.price === line.item.price ? null : { kind: 'discount' };
}

/** Pieces as a cart counts them, in thousandths: a weighed line is one. */
export const piecesOf = (basket: Basket): number =>
  basket.lines.reduce((sum, line) => sum + (line.item.byWeight ? ONE : line.quantity), 0);

/** At the price on the line, in fen, before promotions and the ticket's discount. */
const lineTotal = (line: BasketLine): number => line.amount ?? lineAmount(line.quantity, line.price);

/**
 * Adds an item: a second scan of the same thing at its list price counts the line up; a weighed label is always a line
 * of its own, for its amount is the fact. The line touched becomes the selected one.
 */
export function addItem(basket: Basket, item: SellableItem, quantity = ONE, amount: number | null = null): Basket {
  if (item.price === null) return basket;
  const same = basket.lines.find(
    (line) =>
      amount === null &&
      line.amount === null &&
      !item.byWeight &&
      line.item.variant === item.variant &&
      line.item.unit === item.unit &&
      overrideOf(line) === null &&
      line.price === item.price,
  );
  if (same !== undefined) return changeLine(basket, same.key, { quantity: same.quantity + quantity });
  const key = `l${basket.made + 1}`;
  const line: BasketLine = { key, item, quantity, price: item.price, amount };
  return settle({ ...basket, lines: [...basket.lines, line], selected: key, made: basket.made + 1 });
}

/** Sets quantity or price of a line; a quantity of zero or less removes it. The label's amount no longer binds then. */
export function changeLine(
  basket: Basket,
  key: string,
  change: {
    readonly quantity?: number;
    readonly price?: number;
    readonly item?: SellableItem;
    readonly override?: LineOverride | null;
  },
): Basket {
  if (change.quantity !== undefined && change.quantity <= 0) return removeLine(basket, key);
  const lines = basket.lines.map((line) => (line.key === key ? { ...line, ...change, amount: null } : line));
  return settle({ ...basket, lines, selected: key });
}

export function removeLine(basket: Basket, key: string): Basket {
  const lines = basket.lines.filter((line) => line.key !== key);
  const selected = basket.selected === key ? (lines.at(-1)?.key ?? null) : basket.selected;
  return settle({ ...basket, lines, selected });
}

/** A rounding belongs to the sum it was made for: any change of lines or discount drops it. */
function settle(basket: Basket): Basket {
  const before = basket.lines.reduce((sum, line) => sum + lineTotal(line), 0);
  return { ...basket, roundOff: 0, discount: Math.min(basket.discount, before) };
}

export const withDiscount = (basket: Basket, discount: number): Basket => settle({ ...basket, discount, payBp: null });
/** The ticket at `payBp` of its sum: 9600 = 96 %. */
export const withPercent = (basket: Basket, payBp: number): Basket => settle({ ...basket, discount: 0, payBp });
/** Price after `percent` off, rounded up to a cent: never deeper than it says, so that a limit of n % allows n %. */
export const discountedPrice = (list: number, percent: number): number =>
  Math.min(list, Math.ceil((list * (100 - percent)) / 10_000) * 100);
