/**
 * Goods back over the counter as entries (trade.md §4): the return, one movement a line into the sellable or the
 * defective bin, one cash entry an account, all in one commit. With a ticket the refund is what was paid for the pieces,
 * to the tenders it was paid by; without one it is the lowest price of thirty days, in cash. In an exchange the new
 * lines are an ordinary sale, built as such and put into the same commit: what is refunded into it is a tender there.
 */
import { documentName } from '../document/document-kinds.ts';
import { type Fen, lineAmount } from '../foundation/money.ts';
import { toBaseQuantity } from '../foundation/quantity.ts';
import { err, ok, type Result } from '../foundation/result.ts';
import type { Cash } from '../schema/cash.ts';
import { type CommandDraft, type DraftedPart, draftCommand } from '../schema/command-draft.ts';
import { lineRefund, type PosReturn, type PosReturnLine, type ReturnBin } from '../schema/pos-return.ts';
import type { PosSale, TenderKind } from '../schema/pos-sale.ts';
import { refundTenders } from './refund-tenders.ts';
import type { Tendered } from './sale-totals.ts';
import type { BuiltSale } from './sell.ts';

export interface ReturnLineInput {
  /** Line of the ticket from 1; 0 for goods without a ticket. */
  readonly line: number;
  readonly quantity: number;
  readonly bin: ReturnBin;
  readonly batch?: string;
  readonly serials?: readonly string[];
}

/** A line without a ticket: what it is, and the price it goes back at. */
export interface LooseReturnLine extends ReturnLineInput {
  readonly variant: string;
  readonly name: string;
  readonly unit: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly price: number;
}

/** The ticket that goods come back of, as this till knows it. */
export interface ReturnableTicket {
  readonly sale: PosSale;
  readonly soldAt: number;
  readonly reversed: boolean;
  /** Quantity and fen that earlier returns took of a line, from 1. */
  readonly returned: (line: number) => { readonly quantity: number; readonly refund: Fen };
  /** Fen that earlier returns gave back by a tender. */
  readonly refundedBy: (kind: TenderKind) => Fen;
}

export interface ReturnContext {
  readonly id: string;
  readonly number: string;
  readonly branch: string;
  readonly warehouse: string;
  readonly register: string;
  readonly shift: string;
  readonly member: string;
  readonly month: string;
  /** The commit's time. */
  readonly time: number;
}

export type ReturnFault =
  | { readonly code: 'empty-return' }
  | { readonly code: 'reason-required' }
  | { readonly code: 'ticket-reversed' }
  | { readonly code: 'quantity'; readonly line: number }
  | { readonly code: 'unit'; readonly line: number }
  | { readonly code: 'serials'; readonly line: number }
  /** More than is left to return. */
  | { readonly code: 'returned-already'; readonly line: number; readonly returned: number; readonly sold: number };

export interface BuiltReturn {
  readonly draft: CommandDraft;
  readonly entry: PosReturn;
  /** What goes out to the customer, by tender; without what pays for the new goods of an exchange. */
  readonly refunds: readonly Tendered[];
  /** What the drawer holds less than before: negative. */
  readonly drawer: Fen;
}

/** Lines and refund of goods of a ticket; `err` names what the cashier must change. */
export function ticketReturnLines(
  ticket: ReturnableTicket,
  inputs: readonly ReturnLineInput[],
): Result<readonly PosReturnLine[], ReturnFault> {
  if (ticket.reversed) return err({ code: 'ticket-reversed' });
  const lines: PosReturnLine[] = [];
  for (const input of inputs) {
    const sold = ticket.sale.lines[input.line - 1];
    if (sold === undefined || !(input.quantity > 0)) return err({ code: 'quantity', line: input.line });
    const before = ticket.returned(input.line);
    if (before.quantity + input.quantity > sold.quantity)
      return err({ code: 'returned-already', line: input.line, returned: before.quantity, sold: sold.quantity });
    const { variant, name, unit, numerator, denominator, paid } = sold;
    const figures = { sold: sold.quantity, paid, returned: before.quantity, refunded: Math.min(before.refund, paid) };
    const made = withGoods(input, { variant, name, unit, numerator, denominator });
    if (!made.ok) return made;
    lines.push({ line: input.line, ...made.value, ...figures, refund: lineRefund(figures, input.quantity) });
  }
  return ok(lines);
}

/** Lines of goods without a ticket. */
export function looseReturnLines(inputs: readonly LooseReturnLine[]): Result<readonly PosReturnLine[], ReturnFault> {
  const lines: PosReturnLine[] = [];
  for (const [i, input] of inputs.entries()) {
    if (!(input.quantity > 0)) return err({ code: 'quantity', line: i });
    const { variant, name, unit, numerator, denominator, price } = input;
    const made = withGoods(input, { variant, name, unit, numerator, denominator });
    if (!made.ok) return made;
    lines.push({ ...made.value, price, refund: lineAmount(input.quantity, price) });
  }
  return ok(lines);
}

type Goods = Pick<PosReturnLine, 'variant' | 'name' | 'unit' | 'numerator' | 'denominator'>;
type Moved = Goods & Pick<PosReturnLine, 'quantity' | 'base' | 'bin' | 'batch' | 'serials'>;

function withGoods(input: ReturnLineInput, goods: Goods): Result<Moved, ReturnFault> {
  const base = toBaseQuantity(input.quantity, goods);
  if (base === null || base <= 0) return err({ code: 'unit', line: input.line });
  const { quantity, bin, batch = '', serials = [] } = input;
  if (serials.length > 0 && serials.length * 1000 !== base) return err({ code: 'serials', line: input.line });
  return ok({
    ...goods,
    quantity,
    base,
    bin,
    ...(batch === '' ? {} : { batch }),
    ...(serials.length === 0 ? {} : { serials: [...serials] }),
  });
}

export interface ReturnPaper {
  readonly reason: string;
  readonly lines: readonly PosReturnLine[];
  /** `null`: without a ticket. */
  readonly ticket: ReturnableTicket | null;
  /** The sale of the new goods, already built, in an exchange. */
  readonly exchange: { readonly built: BuiltSale; readonly value: Fen } | null;
}

/** What goods brought back are worth towards new ones: never more than these cost. */
export const exchangeValue = (refund: Fen, payable: Fen): Fen => Math.min(refund, payable);

export function buildReturn(paper: ReturnPaper, context: ReturnContext): Result<BuiltReturn, ReturnFault> {
  const { lines, ticket, exchange } = paper;
  const reason = paper.reason.trim();
  if (lines.length === 0) return err({ code: 'empty-return' });
  if (reason === '') return err({ code: 'reason-required' });
  const refund = lines.reduce((sum, one) => sum + one.refund, 0);
  const into = exchange?.value ?? 0;
  const refunds =
    ticket === null ? cashOnly(refund - into) : refundTenders(ticket.sale, ticket.refundedBy, refund - into);
  const tenders = into === 0 ? refunds : [...refunds, { kind: 'exchange' as const, amount: into }];
  const entry: PosReturn = {
    kind: 'posReturn',
    id: context.id,
    number: context.number,
    register: context.register,
    shift: context.shift,
    ...(ticket === null ? {} : { ticket: ticket.sale.id, soldAt: Math.min(ticket.soldAt, context.time) }),
    at: context.time,
    lines: [...lines],
    refund,
    tenders: tenders.map(({ kind, amount }) => ({ kind, amount })),
    reason,
    handler: context.member,
    ...(exchange === null || into === 0 ? {} : { exchange: exchange.built.sale.id }),
  };
  const draft = draftOf(entry, exchange?.built.draft ?? null, context);
  const cash = refunds.find((one) => one.kind === 'cash')?.amount ?? 0;
  return ok({ draft, entry, refunds, drawer: (exchange?.built.drawer ?? 0) - cash });
}

const cashOnly = (amount: Fen): readonly Tendered[] => (amount === 0 ? [] : [{ kind: 'cash', amount }]);

function draftOf(entry: PosReturn, sale: CommandDraft | null, context: ReturnContext): CommandDraft {
  const { branch, warehouse, month, register } = context;
  const movements = entry.lines.map((line, i) => ({
    kind: 'movement',
    variant: line.variant,
    quantity: line.base,
    type: 'salesReturn',
    document: entry.id,
    line: i + 1,
    till: true,
    ...(line.bin === 'defective' ? { bin: 'defective' } : {}),
    ...(line.batch === undefined ? {} : { batch: line.batch }),
    ...(entry.ticket === undefined || line.line === undefined ? {} : { source: entry.ticket, sourceLine: line.line }),
  }));
  const cash = entry.tenders.map(({ kind, amount }): Cash => {
    const { shift, id: document } = entry;
    return { kind: 'cash', type: 'refund', shift, register, account: kind, amount: -amount, document };
  });
  const parts: readonly DraftedPart[] = [
    { document: documentName({ kind: 'tickets', branch, month }), entries: [entry] },
    { document: documentName({ kind: 'stock', branch, warehouse, month }), entries: movements },
    { document: documentName({ kind: 'cash', branch, month }), entries: cash },
  ];
  return draftCommand(sale === null ? 'returnGoods' : 'exchange', joined([...(sale?.parts ?? []), ...parts]), {
    author: context.member,
  });
}

/** One part a document: a commit names each document once. */
export function joined(parts: readonly DraftedPart[]): readonly DraftedPart[] {
  const byDocument = new Map<string, DraftedPart>();
  for (const part of parts) {
    const known = byDocument.get(part.document);
    const entries = known === undefined ? part.entries : [...known.entries, ...part.entries];
    byDocument.set(part.document, { document: part.document, entries });
  }
  return [...byDocument.values()];
}
