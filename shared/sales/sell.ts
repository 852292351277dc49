/**
 * A sale as entries: the ticket, one movement a line, one cash entry an account, and the opening of the shift where it is
 * the first in it; three documents, one commit. Pure: the ids, the number and what the till knows of goods and escrow
 * are passed in, and the till checks and advances number, escrow and chain in one transaction of its own. How far a
 * discount may go is said by the uses of the draft, which whoever signs checks like any other.
 */
import { documentName } from '../document/document-kinds.ts';
import type { Fen } from '../foundation/money.ts';
import { ONE, toBaseQuantity } from '../foundation/quantity.ts';
import { err, ok, type Result } from '../foundation/result.ts';
import type { Cash } from '../schema/cash.ts';
import { type CommandDraft, draftCommand } from '../schema/command-draft.ts';
import { type PickSource, type PosSale, type PosSaleLine, posSale, type TenderKind } from '../schema/pos-sale.ts';
import type { ShiftOpen } from '../schema/shift.ts';
import type { IssueProposal } from '../stock/batch-book.ts';
import {
  accountAmounts,
  changeOf,
  type Tendered,
  type TenderFault,
  type TicketTotals,
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
  /** As the price engine priced it; without it the ticket's discount and rounding are spread here. */
  readonly priced?: LinePricing;
}

/** One line of a priced ticket (shared/pricing/price-ticket.ts), in fen. */
export interface LinePricing {
  readonly pick: PickSource;
  /** Of one unit. */
  readonly picked: number;
  readonly pricedBy: { readonly promotion: string; readonly version: number } | null;
  readonly label: boolean;
  readonly override: NonNullable<PosSaleLine['override']> | null;
  readonly promotions: readonly { readonly promotion: string; readonly version: number; readonly fen: Fen }[];
  readonly amount: Fen;
  readonly coupon: Fen;
  readonly ticket: Fen;
  readonly points: Fen;
  readonly roundOff: Fen;
  readonly paid: Fen;
}

export interface SaleInput {
  readonly basket: string;
  readonly lines: readonly SaleLineInput[];
  readonly discount: Fen;
  readonly roundOff: Fen;
  readonly tenders: readonly Tendered[];
  readonly loyaltyMember?: string;
  readonly coupons?: readonly { readonly id: string; readonly fen: Fen }[];
  readonly points?: { readonly points: number; readonly fen: Fen } | null;
  /** Typed by the member for stored value beyond the shop's limit; never written down. */
  readonly walletPin?: string;
}

/** What the till knows of something sold. */
export interface SoldGood {
  readonly name: string;
  /** Without a price it is sold only at one that was typed in. */
  readonly priced: boolean;
  /** What the register may still sell of a strict product, thousandths of the base unit; null = not strict. */
  readonly escrow: number | null;
  /** Only whole numbers of a unit are sold. */
  readonly isWholeOnly?: (unit: string) => boolean;
  /** Where goods with batches come from (shared/stock/batch-book.ts); each question takes what it was answered. */
  readonly issue?: (base: number) => IssueProposal;
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
  /** The entry that opens `shift`, when this sale is the first in it. */
  readonly opening: ShiftOpen | null;
  /** `null` for what is not in the catalogue here. */
  readonly goodOf: (variant: string) => SoldGood | null;
}

export type SaleFault =
  | { readonly code: 'empty-basket' }
  | { readonly code: 'too-many-lines' }
  | { readonly code: 'unknown-product'; readonly line: number }
  | { readonly code: 'unpriced'; readonly line: number }
  | { readonly code: 'quantity'; readonly line: number }
  | { readonly code: 'unit'; readonly line: number }
  | { readonly code: 'whole-only'; readonly line: number }
  /** What lies here is expired, and nothing else does. */
  | { readonly code: 'expired'; readonly line: number; readonly left: number }
  | { readonly code: 'escrow'; readonly variant: string; readonly left: number }
  /** Lines that say how they were priced, and do not come to what they say. */
  | { readonly code: 'pricing' }
  | TotalsFault
  | TenderFault;

export interface BuiltSale {
  readonly draft: CommandDraft;
  readonly sale: PosSale;
  readonly change: Fen;
  /** What the drawer holds more of than before. */
  readonly drawer: Fen;
}

interface KnownLine {
  readonly input: SaleLineInput;
  readonly good: SoldGood;
  readonly base: number;
  /** Batches it comes from; what none holds has ''. */
  readonly shares: readonly { readonly batch: string; readonly quantity: number }[];
}

export const MOST_SALE_LINES = 200;

/** `err` names what the cashier must change; nothing was written then. */
export function buildSale(input: SaleInput, context: SaleContext): Result<BuiltSale, SaleFault> {
  const known = knownLines(input.lines, context);
  if (!known.ok) return known;
  const short = shortOfEscrow(known.value);
  if (short !== null) return err(short);
  const totals = totalsOf(input);
  if (!totals.ok) return totals;
  const change = changeOf(totals.value.payable, input.tenders);
  if (!change.ok) return change;
  const lines = known.value.map(({ input: one, good, base }, i): PosSaleLine => {
    const { variant, unit, numerator, denominator, quantity, listPrice, price } = one;
    const total = totals.value.lines[i] ?? { amount: 0, discount: 0, roundOff: 0, paid: 0 };
    const sold = { variant, name: good.name, unit, numerator, denominator, quantity, base, listPrice, price };
    return { ...sold, ...total, ...(one.priced === undefined ? {} : pricingFields(one.priced, listPrice)) };
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
    ...citedByTicket(input),
  };
  if (!posSale.check(sale)) return err({ code: 'pricing' });
  const accounts = accountAmounts(sale.tenders, sale.change);
  const draft = draftOf(sale, known.value, accounts, context);
  return ok({ draft, sale, change: change.value, drawer: accounts.get('cash') ?? 0 });
}

/** Of lines that come priced, their own; else discount and rounding are spread over them. */
function totalsOf(input: SaleInput): Result<Pick<TicketTotals, 'lines' | 'payable'>, SaleFault> {
  const priced = input.lines.flatMap((line) => line.priced ?? []);
  if (priced.length === 0) return ticketTotals(input.lines, input.discount, input.roundOff);
  if (priced.length < input.lines.length) return err({ code: 'pricing' });
  const lines = priced.map(({ amount, promotions, coupon, ticket, points, roundOff, paid }) => {
    const discount = promotions.reduce((sum, one) => sum + one.fen, 0) + coupon + ticket + points;
    return { amount, discount, roundOff, paid };
  });
  return ok({ lines, payable: lines.reduce((sum, line) => sum + line.paid, 0) });
}

/** What a ticket keeps of how a line was priced: nothing that goes without saying, but always the pick. */
function pricingFields(priced: LinePricing, listPrice: number): Partial<PosSaleLine> {
  const { pick, picked, pricedBy, label, override, promotions, coupon, ticket, points } = priced;
  return {
    pick,
    ...(picked === listPrice ? {} : { picked }),
    ...(pricedBy === null ? {} : { pricedBy }),
    ...(label ? { label } : {}),
    ...(override === null ? {} : { override }),
    ...(promotions.length === 0 ? {} : { promotions: [...promotions] }),
    ...(coupon === 0 ? {} : { coupon }),
    ...(ticket === 0 ? {} : { ticket }),
    ...(points === 0 ? {} : { points }),
  };
}

function citedByTicket({ loyaltyMember, coupons = [], points = null }: SaleInput): Partial<PosSale> {
  return {
    ...(loyaltyMember === undefined ? {} : { loyaltyMember }),
    ...(coupons.length === 0 ? {} : { coupons: coupons.map(({ id, fen }) => ({ coupon: id, fen })) }),
    ...(points === null || points.fen === 0 ? {} : { points }),
  };
}

function knownLines(inputs: readonly SaleLineInput[], context: SaleContext): Result<readonly KnownLine[], SaleFault> {
  if (inputs.length === 0) return err({ code: 'empty-basket' });
  if (inputs.length > MOST_SALE_LINES) return err({ code: 'too-many-lines' });
  const lines: KnownLine[] = [];
  for (const [line, input] of inputs.entries()) {
    const good = context.goodOf(input.variant);
    if (good === null) return err({ code: 'unknown-product', line });
    if (!good.priced && input.price === 0) return err({ code: 'unpriced', line });
    if (!Number.isSafeInteger(input.quantity) || input.quantity <= 0) return err({ code: 'quantity', line });
    const base = toBaseQuantity(input.quantity, input);
    if (base === null || base <= 0) return err({ code: 'unit', line });
    if (good.isWholeOnly?.(input.unit) === true && input.quantity % ONE !== 0) return err({ code: 'whole-only', line });
    const proposal = good.issue?.(base) ?? null;
    if (proposal?.refused === true) return err({ code: 'expired', line, left: base - proposal.rest });
    lines.push({ input, good, base, shares: proposal === null ? [] : sharesOf(proposal) });
  }
  return ok(lines);
}

function sharesOf({ shares, rest }: IssueProposal): KnownLine['shares'] {
  const named = shares.map(({ batch, quantity }) => ({ batch, quantity }));
  return rest === 0 ? named : [...named, { batch: '', quantity: rest }];
}

function shortOfEscrow(lines: readonly KnownLine[]): SaleFault | null {
  const wanted = new Map<string, { base: number; readonly left: number }>();
  for (const { input, good, base } of lines) {
    if (good.escrow === null) continue;
    const one = wanted.get(input.variant);
    if (one === undefined) wanted.set(input.variant, { base, left: good.escrow });
    else one.base += base;
  }
  for (const [variant, { base, left }] of wanted) {
    if (base > left) return { code: 'escrow', variant, left: Math.max(0, left) };
  }
  return null;
}

function draftOf(
  sale: PosSale,
  lines: readonly KnownLine[],
  accounts: ReadonlyMap<TenderKind, Fen>,
  context: SaleContext,
): CommandDraft {
  const { branch, warehouse, month, register, opening } = context;
  const movements = lines.flatMap(({ input, good, base, shares }, i) => {
    const parts = shares.length === 0 ? [{ batch: '', quantity: base }] : shares;
    return parts.map(({ batch, quantity }, posting) => ({
      kind: 'movement',
      variant: input.variant,
      quantity: -quantity,
      type: 'sale',
      document: sale.id,
      line: i + 1,
      ...(posting === 0 ? {} : { posting }),
      ...(batch === '' ? {} : { batch }),
      ...(good.escrow === null ? {} : { register }),
    }));
  });
  const cash = [...accounts].map(
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
  const parts = [
    { document: documentName({ kind: 'tickets', branch, month }), entries: [sale] },
    { document: documentName({ kind: 'stock', branch, warehouse, month }), entries: movements },
    {
      document: documentName({ kind: 'cash', branch, month }),
      entries: opening === null ? cash : [opening, ...cash],
    },
  ];
  return draftCommand('sell', parts, { author: context.member });
}
