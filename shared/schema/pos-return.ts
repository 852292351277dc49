/**
 * What comes back over the counter (退货, 换货) and the reversal of a whole ticket (红冲), in `tickets/<branch>/<month>`.
 * Amounts are fen, quantities thousandths of the line's unit, `base` of the base unit; everything here is positive.
 *
 * Of a ticket's line, `sold` and `paid` are the ticket's, `returned` and `refunded` what earlier returns took as far as
 * the till knew. The refund follows from these four by one formula, so everybody can check it without the ticket; who
 * holds the ticket checks the four against it (shared/sales/return-fold.ts). Without a ticket the line has a price.
 *
 * `soldAt` and `at` say how old the purchase was: the right needed grows with the days between. In an exchange the new
 * lines are a ticket of the same commit (`exchange`), and what was refunded into it is a tender of both.
 */
import * as v from 'valibot';
import { mulDiv } from '../foundation/integer-arithmetic.ts';
import { lineAmount } from '../foundation/money.ts';
import { toBaseQuantity } from '../foundation/quantity.ts';
import { compileShape } from './compile-shape.ts';
import type { EntryKind, Need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';
import { otherHandler } from './handler-need.ts';
import { TENDER_KINDS } from './pos-sale.ts';

export const RETURN_BINS = ['sellable', 'defective'] as const;
export type ReturnBin = (typeof RETURN_BINS)[number];

const line = v.object({
  /** Line of the ticket, from 1. */
  line: v.exactOptional(shape.lineNumber),
  variant: shape.recordId,
  name: shape.filledText(200),
  unit: shape.filledText(20),
  numerator: shape.ratioPart,
  denominator: shape.ratioPart,
  quantity: shape.positiveQuantity,
  base: shape.positiveQuantity,
  sold: v.exactOptional(shape.positiveQuantity),
  paid: v.exactOptional(shape.positiveFen),
  returned: v.exactOptional(shape.countedQuantity),
  refunded: v.exactOptional(shape.positiveFen),
  price: v.exactOptional(shape.price),
  refund: shape.positiveFen,
  bin: v.picklist(RETURN_BINS),
  batch: v.exactOptional(shape.text(40)),
  serials: v.exactOptional(v.pipe(v.array(shape.filledText(60)), v.minLength(1), v.maxLength(1000))),
});

const tenders = v.pipe(v.array(v.object({ kind: v.picklist(TENDER_KINDS), amount: shape.fen })), v.maxLength(10));

const returnSchema = v.object({
  kind: v.literal('posReturn'),
  id: shape.recordId,
  number: shape.documentNumber,
  register: shape.placeId,
  shift: shape.recordId,
  ticket: v.exactOptional(shape.recordId),
  soldAt: v.exactOptional(shape.time),
  at: shape.time,
  lines: v.pipe(v.array(line), v.minLength(1), v.maxLength(200)),
  refund: shape.positiveFen,
  tenders,
  reason: shape.filledText(60),
  handler: shape.memberId,
  exchange: v.exactOptional(shape.recordId),
});
export type PosReturn = v.InferOutput<typeof returnSchema>;
export type PosReturnLine = v.InferOutput<typeof line>;
export const isPosReturn = compileShape(returnSchema);

const reversalSchema = v.object({
  kind: v.literal('saleReversal'),
  id: shape.recordId,
  number: shape.documentNumber,
  ticket: shape.recordId,
  register: shape.placeId,
  shift: shape.recordId,
  /** The ticket's. */
  payable: shape.positiveFen,
  tenders,
  reason: shape.filledText(60),
  handler: shape.memberId,
});
export type SaleReversal = v.InferOutput<typeof reversalSchema>;
export const isSaleReversal = compileShape(reversalSchema);

export interface ReturnedSoFar {
  readonly sold: number;
  readonly paid: number;
  readonly returned: number;
  readonly refunded: number;
}

/**
 * Refund in fen of `quantity` more of a line: what all that is then returned is worth, rd(paid·returned, sold), less
 * what was refunded (trade.md §4). The pieces of a line therefore always come to what was paid, in any order.
 */
export function lineRefund(line: ReturnedSoFar, quantity: number): number {
  const due = mulDiv(line.paid, line.returned + quantity, line.sold);
  return Math.max(0, Math.min(due, line.paid) - line.refunded);
}

const DAY_US = 86_400_000_000;
/** Whole days from the purchase to the return. */
export const returnAge = (soldAt: number, at: number): number => Math.max(0, Math.floor((at - soldAt) / DAY_US));

function lineFits(one: PosReturnLine, ticket: string | undefined): boolean {
  if (toBaseQuantity(one.quantity, one) !== one.base) return false;
  if (one.serials !== undefined && one.serials.length * 1000 !== one.base) return false;
  const { sold, paid, returned, refunded } = one;
  if (ticket === undefined) return one.price !== undefined && one.refund === lineAmount(one.quantity, one.price);
  if (one.line === undefined || sold === undefined || paid === undefined) return false;
  if (returned === undefined || refunded === undefined || returned + one.quantity > sold || refunded > paid)
    return false;
  return one.refund === lineRefund({ sold, paid, returned, refunded }, one.quantity);
}

const sumOf = (numbers: readonly { readonly amount: number }[]): number =>
  numbers.reduce((sum, one) => sum + one.amount, 0);

function returnFits(entry: PosReturn): boolean {
  const { ticket, soldAt, at, lines } = entry;
  if ((ticket === undefined) !== (soldAt === undefined) || (soldAt ?? 0) > at) return false;
  const named = lines.flatMap((one) => one.line ?? []);
  if (new Set(named).size !== named.length || !lines.every((one) => lineFits(one, ticket))) return false;
  const isExchange = entry.tenders.some((one) => one.kind === 'exchange');
  if (entry.tenders.some((one) => one.amount <= 0) || isExchange !== (entry.exchange !== undefined)) return false;
  const refund = lines.reduce((sum, one) => sum + one.refund, 0);
  return refund === entry.refund && sumOf(entry.tenders) === refund;
}

export const posReturn: EntryKind = {
  name: 'posReturn',
  documents: ['tickets'],
  check: (entry) => isPosReturn(entry) && returnFits(entry),
  needs(entry) {
    // Asked only of entries that passed `check`.
    const { refund, soldAt, at, handler } = entry as unknown as PosReturn;
    const needs: Need[] = [{ use: 'sales.return' }, { use: 'sales.refund', limit: refund }, otherHandler(handler)];
    if (soldAt === undefined) needs.push({ use: 'sales.noTicketReturn' });
    else needs.push({ use: 'sales.returnDays', limit: returnAge(soldAt, at) });
    return needs;
  },
  sentence: () => ({ zh: '退货单 {number} {refund} {reason}', en: 'return {number} {refund} {reason}' }),
};

export const saleReversal: EntryKind = {
  name: 'saleReversal',
  documents: ['tickets'],
  check: (entry) => isSaleReversal(entry) && sumOf(entry.tenders) === entry.payable,
  needs: (entry) => [{ use: 'sales.remove' }, otherHandler(String(entry.handler))],
  sentence: () => ({ zh: '红冲 {number} {payable} {reason}', en: 'reversal {number} {payable} {reason}' }),
};
