/** The folds of a till and what people do at it, for tests: sales, returns, reversals, holds, shifts, in any order. */
import { documentName } from '../../shared/document/document-kinds.ts';
import { FoldSet } from '../../shared/fold/fold.ts';
import { HoldFold } from '../../shared/sales/hold-fold.ts';
import {
  type BuiltReturn,
  buildReturn,
  type ReturnableTicket,
  type ReturnContext,
  type ReturnLineInput,
  ticketReturnLines,
} from '../../shared/sales/return.ts';
import { ReturnFold } from '../../shared/sales/return-fold.ts';
import { type BuiltReversal, buildReversal } from '../../shared/sales/reverse-sale.ts';
import type { Tendered } from '../../shared/sales/sale-totals.ts';
import { buildSale, type SaleContext, type SaleInput, type SaleLineInput } from '../../shared/sales/sell.ts';
import { ShiftFold } from '../../shared/sales/shift-fold.ts';
import { TicketFold } from '../../shared/sales/ticket-fold.ts';
import { type CommandDraft, draftCommand } from '../../shared/schema/command-draft.ts';
import type { PosSale } from '../../shared/schema/pos-sale.ts';
import { StockFold } from '../../shared/stock/stock-fold.ts';
import { foldDraft } from './fold-drafts.ts';
import { BRANCH, idOf, MEMBER, REGISTER, WAREHOUSE } from './fold-facts.ts';

export const MONTH = '2026-11';
export const SHIFT = idOf('shift');
export const V = idOf('milk');

export class TillFolds {
  readonly tickets = new TicketFold();
  readonly returns = new ReturnFold();
  readonly shifts = new ShiftFold();
  readonly holds = new HoldFold();
  readonly stock = new StockFold(480);
  readonly set = new FoldSet([this.tickets, this.returns, this.shifts, this.holds, this.stock]);
}

export const cash = (amount: number): Tendered => ({ kind: 'cash', amount });

export function saleContext(ticket: string, more: Partial<SaleContext> = {}): SaleContext {
  return {
    id: idOf(ticket),
    number: `LSCK-A-03k7-${ticket}`,
    branch: BRANCH,
    warehouse: WAREHOUSE,
    register: REGISTER,
    shift: SHIFT,
    member: MEMBER,
    month: MONTH,
    opening: null,
    goodOf: () => ({ name: '牛奶', priced: true, escrow: null }),
    ...more,
  };
}

export function returnContext(paper: string, time: number, more: Partial<ReturnContext> = {}): ReturnContext {
  const { id, branch, warehouse, register, shift, member, month } = saleContext(paper);
  return { id, number: `LSTH-A-03k7-${paper}`, branch, warehouse, register, shift, member, month, time, ...more };
}

/** A line of `quantity` thousandths at so many fen a piece. */
export function lineOf(quantity: number, fen: number, variant = V): SaleLineInput {
  const price = fen * 100;
  return { variant, unit: '盒', numerator: 1, denominator: 1, quantity, listPrice: price, price, amount: null };
}

export function builtSale(ticket: string, input: Partial<SaleInput>, more: Partial<SaleContext> = {}) {
  const sale = { basket: ticket, lines: [lineOf(1000, 1000)], discount: 0, roundOff: 0, tenders: [], ...input };
  const built = buildSale(sale, saleContext(ticket, more));
  if (!built.ok) throw new Error(built.error.code);
  return built.value;
}

/** A ticket as a till sees it that knows these folds. */
export function returnable(folds: TillFolds, sale: PosSale, soldAt: number): ReturnableTicket {
  return {
    sale,
    soldAt,
    reversed: folds.returns.isReversed(sale.id),
    returned: (line) => folds.returns.returned(sale.id, line),
    refundedBy: (kind) => folds.returns.refundedBy(sale.id, kind),
  };
}

export function builtReturn(
  ticket: ReturnableTicket,
  lines: readonly (readonly [line: number, quantity: number])[],
  context: ReturnContext,
  more: Partial<ReturnLineInput> = {},
): BuiltReturn {
  const inputs = lines.map(([line, quantity]): ReturnLineInput => ({ line, quantity, bin: 'sellable', ...more }));
  const made = ticketReturnLines(ticket, inputs);
  if (!made.ok) throw new Error(made.error.code);
  const built = buildReturn({ reason: '不合适', lines: made.value, ticket, exchange: null }, context);
  if (!built.ok) throw new Error(built.error.code);
  return built.value;
}

export function builtReversal(ticket: ReturnableTicket, context: ReturnContext): BuiltReversal {
  const built = buildReversal(ticket, '输错', context);
  if (!built.ok) throw new Error(built.error.code);
  return built.value;
}

/** Entries of the drawer or the ticket document as a command of their own. */
export function drafted(kind: 'cash' | 'tickets', entries: readonly { readonly kind: string }[], author = MEMBER) {
  const document = documentName({ kind, branch: BRANCH, month: MONTH });
  return draftCommand('test', [{ document, entries }], { author });
}

export interface Told {
  readonly feed: string;
  readonly seq: number;
  readonly time: number;
  readonly draft: CommandDraft;
}

/** Folds what was told, in this order. Present parts only: a malformed one is a mistake of the test. */
export function fold(told: readonly Told[], author = MEMBER): TillFolds {
  const folds = new TillFolds();
  for (const { feed, seq, time, draft } of told) foldDraft(folds.set, feed, seq, time, draft, author);
  return folds;
}

/** Both orders of the last two, folded. */
export function bothWays(before: readonly Told[], a: Told, b: Told): readonly [TillFolds, TillFolds] {
  return [fold([...before, a, b]), fold([...before, b, a])];
}
