/**
 * A goods receipt as entries: the paper (quantities), one movement for what was accepted of each line, and amounts, where
 * any are given, in a document of their own. Whoever may not write costs is asked for none; one given all the same
 * makes the draft need `costs.add`, so it is refused by name instead of being lost without a word.
 */
import { documentName } from '../document/document-kinds.ts';
import type { Fen } from '../foundation/money.ts';
import { type Quantity, toBaseQuantity } from '../foundation/quantity.ts';
import { err, ok, type Result } from '../foundation/result.ts';
import { type CommandDraft, draftCommand } from '../schema/command-draft.ts';
import type { GoodsReceipt } from '../schema/goods-receipt.ts';

export interface ReceiptLineInput {
  readonly variant: string;
  readonly unit: string;
  readonly numerator: number;
  readonly denominator: number;
  /** Received, thousandths of `unit`, what is rejected included. */
  readonly quantity: Quantity;
  readonly rejected: Quantity;
  readonly rejectedReason: string;
  /** For what was accepted, fen: the fact of which a price is derived. */
  readonly amount?: Fen;
  readonly batch?: string;
  /** `YYYY-MM-DD` */
  readonly expiry?: string;
}

export interface ReceiptInput {
  readonly supplier: string;
  readonly deliveryNote: string;
  readonly remark: string;
  readonly lines: readonly ReceiptLineInput[];
}

export interface ReceiptContext {
  readonly id: string;
  readonly number: string;
  readonly branch: string;
  readonly warehouse: string;
  readonly member: string;
  readonly month: string;
}

export type ReceiptFault =
  | { readonly code: 'no-lines' }
  | { readonly code: 'too-many-lines' }
  | { readonly code: 'quantity'; readonly line: number }
  | { readonly code: 'rejected'; readonly line: number }
  | { readonly code: 'unit'; readonly line: number }
  | { readonly code: 'amount'; readonly line: number };

export const MOST_RECEIPT_LINES = 300;

/** An expiry without a batch is nothing: the batch is what it stands on. */
function batchOf({ batch = '', expiry = '' }: { readonly batch?: string; readonly expiry?: string }): {
  readonly batch?: string;
  readonly expiry?: string;
} {
  if (batch === '') return {};
  return { batch, ...(expiry === '' ? {} : { expiry }) };
}

export function buildReceipt(input: ReceiptInput, context: ReceiptContext): Result<CommandDraft, ReceiptFault> {
  if (input.lines.length === 0) return err({ code: 'no-lines' });
  if (input.lines.length > MOST_RECEIPT_LINES) return err({ code: 'too-many-lines' });
  const lines: GoodsReceipt['lines'] = [];
  for (const [line, one] of input.lines.entries()) {
    const { variant, unit, numerator, denominator, quantity, rejected, rejectedReason } = one;
    if (!Number.isSafeInteger(quantity) || quantity <= 0) return err({ code: 'quantity', line });
    if (!Number.isSafeInteger(rejected) || rejected < 0 || rejected > quantity) return err({ code: 'rejected', line });
    const base = toBaseQuantity(quantity - rejected, one);
    if (base === null) return err({ code: 'unit', line });
    if (one.amount !== undefined && !(Number.isSafeInteger(one.amount) && one.amount >= 0)) {
      return err({ code: 'amount', line });
    }
    const received = { variant, unit, numerator, denominator, quantity, base, rejected, rejectedReason };
    lines.push({ ...received, ...batchOf(one) });
  }
  const { id, number, branch, warehouse, member, month } = context;
  const { supplier, deliveryNote, remark } = input;
  const receipt: GoodsReceipt = {
    kind: 'goodsReceipt',
    id,
    number,
    warehouse,
    supplier,
    deliveryNote,
    remark,
    lines,
  };
  const movements = lines.flatMap((line, i) =>
    line.base === 0
      ? []
      : [
          {
            kind: 'movement',
            variant: line.variant,
            quantity: line.base,
            type: 'receipt',
            document: id,
            line: i + 1,
            ...batchOf(line),
          },
        ],
  );
  const costs = input.lines.flatMap((line, i) =>
    line.amount === undefined ? [] : [{ kind: 'receiptCost', receipt: id, line: i + 1, amount: line.amount }],
  );
  return ok(
    draftCommand('receiveGoods', [
      { document: documentName({ kind: 'purchasing', branch, month, member }), entries: [receipt] },
      { document: documentName({ kind: 'stock', branch, warehouse, month }), entries: movements },
      { document: documentName({ kind: 'priced', branch, month }), entries: costs },
    ]),
  );
}
