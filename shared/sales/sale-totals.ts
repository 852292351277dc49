/**
 * What a ticket comes to (trade.md §4), in fen: line amounts rd(q·p, 100000), the ticket discount and the round-off
 * spread over the lines by the largest remainder, change out of cash only. Layers work on what the one before left:
 * line price, then ticket discount, then roundOff; lines − shares are exact, and no share exceeds its line.
 */
import { spreadByLargestRemainder } from '../foundation/integer-arithmetic.ts';
import { type Fen, lineAmount, type Price } from '../foundation/money.ts';
import type { Quantity } from '../foundation/quantity.ts';
import { err, ok, type Result } from '../foundation/result.ts';
import type { TenderKind } from '../schema/pos-sale.ts';

export interface PricedLine {
  readonly quantity: Quantity;
  readonly price: Price;
  /** The amount printed on a weighed label is the line's; else null. */
  readonly amount: Fen | null;
}

export interface LineTotal {
  readonly amount: Fen;
  readonly discount: Fen;
  readonly roundOff: Fen;
  readonly paid: Fen;
}

export interface TicketTotals {
  readonly lines: readonly LineTotal[];
  /** Σ line amounts. */
  readonly amount: Fen;
  readonly discount: Fen;
  readonly roundOff: Fen;
  readonly payable: Fen;
}

export type TotalsFault = { readonly code: 'discount-too-large' } | { readonly code: 'round-off-too-large' };

/** `roundOff` is what is taken off, negative when rounded up. 0 ≤ discount ≤ Σ amounts, roundOff ≤ what is left. */
export function ticketTotals(
  lines: readonly PricedLine[],
  discount: Fen,
  roundOff: Fen,
): Result<TicketTotals, TotalsFault> {
  const amounts = lines.map((line) => line.amount ?? lineAmount(line.quantity, line.price));
  const amount = sum(amounts);
  if (discount < 0 || discount > amount) return err({ code: 'discount-too-large' });
  const discounts = spreadByLargestRemainder(discount, amounts);
  const left = amounts.map((one, i) => one - (discounts[i] ?? 0));
  if (roundOff > amount - discount) return err({ code: 'round-off-too-large' });
  const roundOffs = spreadByLargestRemainder(roundOff, left);
  const totals = amounts.map((one, i) => {
    const share = { discount: discounts[i] ?? 0, roundOff: roundOffs[i] ?? 0 };
    return { amount: one, ...share, paid: one - share.discount - share.roundOff };
  });
  return ok({ lines: totals, amount, discount, roundOff, payable: amount - discount - roundOff });
}

export type RoundOffRule = 'none' | 'fen' | 'jiao' | 'nearestJiao' | 'nearestYuan';

/** 抹零: what a rule takes off an amount; negative when it rounds up. */
export function roundOffBy(rule: RoundOffRule, amount: Fen): Fen {
  const to = (step: number, offset: number): Fen => amount - Math.floor((amount + offset) / step) * step || 0;
  switch (rule) {
    case 'none':
      return 0;
    case 'fen':
      return to(10, 0);
    case 'jiao':
      return to(100, 0);
    case 'nearestJiao':
      return to(10, 5);
    case 'nearestYuan':
      return to(100, 50);
  }
}

/**
 * Discount in fen of a sum of which `payBp` is still paid (9600 → 4 % off), rounded down: never deeper than it says, so
 * that whoever may give n % can give n % of any sum.
 */
export function discountAt(amount: Fen, payBp: number): Fen {
  return Number((BigInt(amount) * BigInt(10_000 - payBp)) / 10_000n);
}

export interface Tendered {
  readonly kind: TenderKind;
  readonly amount: Fen;
}

export type TenderFault =
  | { readonly code: 'short'; readonly missing: Fen }
  /** Change may come out of cash alone: a wallet that took more is entered with a cash line of minus the difference. */
  | { readonly code: 'change-not-from-cash'; readonly excess: Fen }
  | { readonly code: 'negative-tender' };

/**
 * Change to give back. Cash may be negative (given back for a wallet that took too much) when the ticket comes out even.
 */
export function changeOf(payable: Fen, tenders: readonly Tendered[]): Result<Fen, TenderFault> {
  const cash = sum(tenders.filter((one) => one.kind === 'cash').map((one) => one.amount));
  if (tenders.some((one) => one.kind !== 'cash' && one.amount < 0)) return err({ code: 'negative-tender' });
  const change = cash + sum(tenders.filter((one) => one.kind !== 'cash').map((one) => one.amount)) - payable;
  if (change < 0) return err({ code: 'short', missing: -change });
  if (change > Math.max(0, cash)) return err({ code: 'change-not-from-cash', excess: change - Math.max(0, cash) });
  return ok(change);
}

/** What each account takes in: tenders by kind, the change out of cash. */
export function accountAmounts(tenders: readonly Tendered[], change: Fen): ReadonlyMap<TenderKind, Fen> {
  const amounts = new Map<TenderKind, Fen>();
  for (const { kind, amount } of tenders) amounts.set(kind, (amounts.get(kind) ?? 0) + amount);
  if (change !== 0) amounts.set('cash', (amounts.get('cash') ?? 0) - change);
  for (const [kind, amount] of amounts) if (amount === 0) amounts.delete(kind);
  return amounts;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
