/**
 * Reversal of a whole ticket (作废, 红冲) as entries: the reversal with its own number and reason, the opposite of each
 * movement under the ticket's own key, so that two reversals bring the goods back once, and the money to the tenders as
 * they paid. Only of a ticket of which nothing came back.
 */
import { documentName } from '../document/document-kinds.ts';
import type { Fen } from '../foundation/money.ts';
import { err, ok, type Result } from '../foundation/result.ts';
import type { Cash } from '../schema/cash.ts';
import { type CommandDraft, draftCommand } from '../schema/command-draft.ts';
import type { SaleReversal } from '../schema/pos-return.ts';
import { TENDER_KINDS } from '../schema/pos-sale.ts';
import type { IssuedPart } from '../stock/issued-parts.ts';
import { paidBy } from './refund-tenders.ts';
import type { ReturnableTicket, ReturnContext } from './return.ts';
import type { Tendered } from './sale-totals.ts';

export type ReversalFault =
  | { readonly code: 'reason-required' }
  | { readonly code: 'ticket-reversed' }
  /** Goods of it came back already, or it is one half of an exchange. */
  | { readonly code: 'ticket-has-returns' };

export interface BuiltReversal {
  readonly draft: CommandDraft;
  readonly entry: SaleReversal;
  readonly refunds: readonly Tendered[];
  readonly drawer: Fen;
}

/**
 * `issued`: the parts in which a line's goods left, batch by batch; the line as a whole where nothing is known of them.
 * `context.warehouse` is where the ticket's goods left from. A tender that took too little because cash was given back
 * for it has a negative part: that comes back into the drawer.
 */
export function buildReversal(
  ticket: ReturnableTicket,
  reasonText: string,
  context: ReturnContext,
  issued: (line: number) => readonly IssuedPart[] = () => [],
): Result<BuiltReversal, ReversalFault> {
  const { sale } = ticket;
  const reason = reasonText.trim();
  if (reason === '') return err({ code: 'reason-required' });
  if (ticket.reversed) return err({ code: 'ticket-reversed' });
  if (sale.lines.some((_, i) => ticket.returned(i + 1).quantity > 0)) return err({ code: 'ticket-has-returns' });
  if (sale.tenders.some((tender) => tender.kind === 'exchange')) return err({ code: 'ticket-has-returns' });
  const refunds = TENDER_KINDS.map((kind) => ({ kind, amount: paidBy(sale, kind) })).filter((one) => one.amount !== 0);
  const { branch, warehouse, month, register, shift, id } = context;
  const entry: SaleReversal = {
    kind: 'saleReversal',
    id,
    number: context.number,
    ticket: sale.id,
    register,
    shift,
    payable: sale.payable,
    tenders: refunds,
    reason,
    handler: context.member,
  };
  const movements = sale.lines.flatMap((line, i) => {
    const parts = issued(i + 1);
    const whole: readonly IssuedPart[] = [{ posting: 0, quantity: line.base, batch: '' }];
    return (parts.length === 0 ? whole : parts).map(({ posting, quantity, batch }) => ({
      kind: 'movement',
      variant: line.variant,
      quantity,
      type: 'sale',
      document: sale.id,
      line: i + 1,
      reversal: true,
      ...(posting === 0 ? {} : { posting }),
      ...(batch === '' ? {} : { batch }),
    }));
  });
  const cash = refunds.map(({ kind: account, amount }): Cash => {
    return { kind: 'cash', type: 'refund', shift, register, account, amount: -amount, document: id };
  });
  const draft = draftCommand(
    'reverseSale',
    [
      { document: documentName({ kind: 'tickets', branch, month }), entries: [entry] },
      { document: documentName({ kind: 'stock', branch, warehouse, month }), entries: movements },
      { document: documentName({ kind: 'cash', branch, month }), entries: cash },
    ],
    { author: context.member },
  );
  return ok({ draft, entry, refunds, drawer: -paidBy(sale, 'cash') });
}
