/**
 * What a shift comes to (trade.md §4): tickets and pieces, gross at list price, discounts by kind, returns, net, tenders,
 * cash by what it was for, and what was done to the drawer. A function of the folds: tickets that arrive later are in it,
 * marked as after closing where they are dated so. All amounts in fen.
 */
import { compareTexts } from '../fold/entry-ref.ts';
import { lineAmount } from '../foundation/money.ts';
import { type PosSale, TENDER_KINDS } from '../schema/pos-sale.ts';
import type { ReturnFold } from './return-fold.ts';
import type { ShiftFold, ShiftStatement } from './shift-fold.ts';
import type { TicketFold } from './ticket-fold.ts';

export interface SalesFolds {
  readonly tickets: TicketFold;
  readonly returns: ReturnFold;
  readonly shifts: ShiftFold;
}

/** What was given up, by layer: prices below the list (picked or set by hand) first. */
export interface DiscountKinds {
  readonly line: number;
  readonly promotions: number;
  readonly coupons: number;
  readonly ticket: number;
  readonly points: number;
  readonly roundOff: number;
}

export interface ShiftReport {
  readonly statement: ShiftStatement;
  readonly tickets: number;
  readonly pieces: number;
  /** Σ quantity · list price. */
  readonly gross: number;
  readonly discounts: DiscountKinds;
  /** gross − discounts = Σ payable. */
  readonly sales: number;
  readonly returns: { readonly count: number; readonly pieces: number; readonly refund: number };
  /** Tickets taken off as a whole. */
  readonly reversals: { readonly count: number; readonly amount: number };
  /** sales − returns − reversals. */
  readonly net: number;
  /** By account: what came in less what went back; without the exchanges, which cancel. */
  readonly tenders: readonly { readonly account: string; readonly amount: number }[];
  readonly cash: {
    readonly float: number;
    readonly sales: number;
    readonly refunds: number;
    readonly topUps: number;
    readonly collected: number;
    readonly paidIn: number;
    readonly paidOut: number;
    readonly expected: number;
  };
  readonly byHand: readonly { readonly amount: number; readonly reason: string; readonly time: number }[];
  readonly drawerOpenings: readonly { readonly reason: string; readonly time: number }[];
}

/** `null` when the shift's opening is not here. */
export function shiftReport(id: string, { tickets, returns, shifts }: SalesFolds): ShiftReport | null {
  const statement = shifts.statement(id, tickets);
  if (statement === null) return null;
  const sums = { tickets: 0, pieces: 0, gross: 0, sales: 0 };
  const discounts = { line: 0, promotions: 0, coupons: 0, ticket: 0, points: 0, roundOff: 0 };
  for (const fact of tickets.ticketsOfShift(id)) {
    const sale = JSON.parse(fact.value.text) as PosSale;
    sums.tickets += 1;
    sums.pieces += fact.value.pieces;
    sums.gross += addLayers(sale, discounts);
    sums.sales += sale.payable;
  }
  const back = { count: 0, pieces: 0, refund: 0 };
  const reversals = { count: 0, amount: 0 };
  for (const { value } of returns.ofShift(id)) {
    if (value.kind === 'posReturn') {
      back.count += 1;
      back.pieces += value.pieces;
      back.refund += value.refund;
    } else if (returns.counts(value)) {
      reversals.count += 1;
      reversals.amount += value.refund;
    }
  }
  const of = (type: Parameters<ShiftFold['sumOf']>[2]): number => shifts.sumOf(id, 'cash', type);
  return {
    statement,
    tickets: sums.tickets,
    pieces: sums.pieces,
    gross: sums.gross,
    discounts,
    sales: sums.sales,
    returns: back,
    reversals,
    net: sums.sales - back.refund - reversals.amount,
    tenders: Object.entries(statement.accounts)
      .filter(([account]) => account !== 'exchange')
      .map(([account, amount]) => ({ account, amount }))
      .sort((a, b) => placeOf(a.account) - placeOf(b.account) || compareTexts(a.account, b.account)),
    cash: {
      float: statement.float,
      sales: of('sale'),
      refunds: of('refund'),
      topUps: of('topUp'),
      collected: of('collected'),
      paidIn: of('paidIn'),
      paidOut: of('paidOut'),
      expected: statement.expectedCash,
    },
    byHand: shifts.byHand(id).map(({ value, ref }) => ({
      amount: value.amount,
      reason: value.reason ?? '',
      time: ref.time,
    })),
    drawerOpenings: shifts.drawerOpenings(id).map(({ value, ref }) => ({ reason: value.reason, time: ref.time })),
  };
}

function placeOf(account: string): number {
  const place = (TENDER_KINDS as readonly string[]).indexOf(account);
  return place < 0 ? TENDER_KINDS.length : place;
}

/**
 * Adds up what came off a ticket by layer and answers its amount at list prices. A weighed label's amount stands for its
 * list amount; a line that does not tell its layers apart has it all from the ticket's discount.
 */
function addLayers(sale: PosSale, sums: { -readonly [Kind in keyof DiscountKinds]: number }): number {
  let gross = 0;
  for (const one of sale.lines) {
    const list = one.price === one.listPrice ? one.amount : lineAmount(one.quantity, one.listPrice);
    const promotions = (one.promotions ?? []).reduce((sum, share) => sum + share.fen, 0);
    const [coupons, points] = [one.coupon ?? 0, one.points ?? 0];
    gross += list;
    sums.line += list - one.amount;
    sums.promotions += promotions;
    sums.coupons += coupons;
    sums.points += points;
    sums.ticket += one.discount - promotions - coupons - points;
    sums.roundOff += one.roundOff;
  }
  return gross;
}
