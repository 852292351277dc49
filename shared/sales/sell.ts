/**
 * A sale as entries: the ticket, one movement a line, one cash entry an account; three documents, one commit. Pure: the
 * ids, the number and what the till knows of goods and escrow are passed in, and the till checks and advances number,
 * escrow and chain in one transaction of its own.
 */
import type { DocumentIdentity } from '../document/document-kinds.ts';
import { documentName } from '../document/document-kinds.ts';
import type { Fen } from '../foundation/money.ts';
import { toBaseQuantity } from '../foundation/quantity.ts';
import { err, ok, type Result } from '../foundation/result.ts';
import type { Cash } from '../schema/cash.ts';
import { type CommandDraft, draftCommand } from '../schema/command-draft.ts';
import { discountPercent, type PosSale, type PosSaleLine } from '../schema/pos-sale.ts';
import {
  accountAmounts,
  changeOf,
  type Tendered,
  type TenderFault,
  type TotalsFault,
  ticketTotals,
} from './sale-totals.ts';

export interface SaleLineInput {
  readonly variant: string;
  readonly unit: string;
  readonly numerator: number;
  readonly denominator: number;
  /** Thousandths of `unit`. */
  readonly quantity: number;
  /** Of one `unit`. */
  readonly listPrice: number;
  readonly price: number;
  /** Amount of a weighed label, else null. */
  readonly amount: number | null;
}

export interface SaleInput {
  readonly basket: string;
  readonly lines: readonly SaleLineInput[];
  readonly discount: Fen;
  readonly roundOff: Fen;
  readonly tenders: readonly Tendered[];
}

export interface SaleContext {
  readonly id: string;
  readonly number: string;
  readonly branch: string;
  readonly warehouse: string;
  readonly register: string;
  readonly shift: string;
  readonly member: string;
  /** Month of the commit. */
  readonly month: string;
  readonly nameOf: (variant: string) => string;
  /** What the register may still sell of a strict product, thousandths of the base unit; null = not strict. */
  readonly escrowOf: (variant: string) => number | null;
  /** Whole percent; null = no limit. */
  readonly discountLimit: number | null;
}

export type SaleFault =
  | { readonly code: 'empty-basket' }
  | { readonly code: 'too-many-lines' }
  | { readonly code: 'quantity'; readonly line: number }
  | { readonly code: 'unit'; readonly line: number }
  | { readonly code: 'escrow'; readonly variant: string; readonly left: number }
  | { readonly code: 'discount-limit'; readonly percent: number; readonly limit: number }
  | TotalsFault
  | TenderFault;

export interface BuiltSale {
  readonly draft: CommandDraft;
  readonly sale: PosSale;
  readonly change: Fen;
}

export const MOST_SALE_LINES = 200;

/** `err` names what the cashier must change; nothing was written then. */
export function buildSale(input: SaleInput, context: SaleContext): Result<BuiltSale, SaleFault> {
  if (input.lines.length === 0) return err({ code: 'empty-basket' });
  if (input.lines.length > MOST_SALE_LINES) return err({ code: 'too-many-lines' });
  const bases: number[] = [];
  for (const [line, one] of input.lines.entries()) {
    if (!Number.isSafeInteger(one.quantity) || one.quantity <= 0) return err({ code: 'quantity', line });
    const base = toBaseQuantity(one.quantity, one);
    if (base === null || base <= 0) return err({ code: 'unit', line });
    bases.push(base);
  }
  const short = shortOfEscrow(input.lines, bases, context);
  if (short !== null) return err(short);
  const totals = ticketTotals(input.lines, input.discount, input.roundOff);
  if (!totals.ok) return totals;
  const change = changeOf(totals.value.payable, input.tenders);
  if (!change.ok) return change;
  const lines = input.lines.map((one, i): PosSaleLine => {
    const { variant, unit, numerator, denominator, quantity, listPrice, price } = one;
    const total = totals.value.lines[i] ?? { amount: 0, discount: 0, roundOff: 0, paid: 0 };
    const base = bases[i] ?? 0;
    return {
      variant,
      name: context.nameOf(variant),
      unit,
      numerator,
      denominator,
      quantity,
      base,
      listPrice,
      price,
      ...total,
    };
  });
  const sale: PosSale = {
    kind: 'posSale',
    id: context.id,
    number: context.number,
    register: context.register,
    shift: context.shift,
    lines,
    discount: input.discount,
    roundOff: input.roundOff,
    payable: totals.value.payable,
    tenders: input.tenders.map(({ kind, amount }) => ({ kind, amount })),
    change: change.value,
    handler: context.member,
    basket: input.basket,
  };
  const percent = discountPercent(sale);
  if (context.discountLimit !== null && percent > context.discountLimit) {
    return err({ code: 'discount-limit', percent, limit: context.discountLimit });
  }
  return ok({ draft: draftOf(sale, context), sale, change: change.value });
}

function shortOfEscrow(
  lines: readonly SaleLineInput[],
  bases: readonly number[],
  context: SaleContext,
): SaleFault | null {
  const wanted = new Map<string, number>();
  lines.forEach((line, i) => {
    wanted.set(line.variant, (wanted.get(line.variant) ?? 0) + (bases[i] ?? 0));
  });
  for (const [variant, base] of wanted) {
    const left = context.escrowOf(variant);
    if (left !== null && base > left) return { code: 'escrow', variant, left: Math.max(0, left) };
  }
  return null;
}

function draftOf(sale: PosSale, context: SaleContext): CommandDraft {
  const { branch, warehouse, month, register } = context;
  const movements = sale.lines.map((line, i) => ({
    kind: 'movement',
    variant: line.variant,
    quantity: -line.base,
    type: 'sale',
    document: sale.id,
    line: i + 1,
    ...(context.escrowOf(line.variant) === null ? {} : { register }),
  }));
  const cash = [...accountAmounts(sale.tenders, sale.change)].map(
    ([account, amount]): Cash => ({
      kind: 'cash',
      type: 'sale',
      shift: sale.shift,
      register,
      account,
      amount,
      document: sale.id,
    }),
  );
  const at = (identity: DocumentIdentity) => documentName(identity);
  return draftCommand('sell', [
    { document: at({ kind: 'tickets', branch, month }), entries: [sale] },
    { document: at({ kind: 'stock', branch, warehouse, month }), entries: movements },
    { document: at({ kind: 'cash', branch, month }), entries: cash },
  ]);
}
