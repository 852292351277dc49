/**
 * What the till's pages see and do beyond a sale: shifts, held carts, returns and exchanges, papers and their reprints,
 * tasks. Part of the engine's protocol (engine-protocol.ts takes these in). Money is fen, prices ten-thousandths,
 * quantities thousandths, times hybrid microseconds.
 */

import type { Sellable } from '../../shared/catalogue/sellable-item.ts';
import type { SalesTaskKind } from '../../shared/sales/sales-tasks.ts';
import type { SaleInput } from '../../shared/sales/sell.ts';
import type { ShiftReport } from '../../shared/sales/shift-report.ts';
import type { ReturnBin } from '../../shared/schema/pos-return.ts';
import type { TenderKind } from '../../shared/schema/pos-sale.ts';
import type { CashCount } from '../../shared/schema/shift.ts';

/** How far a paper has travelled, as everywhere. */
type PaperTravel = 'listed' | 'local' | 'merged' | 'void' | 'waiting';

export interface MoneyBy {
  readonly kind: TenderKind;
  readonly amount: number;
}

export interface TillView {
  readonly shift: { readonly id: string; readonly since: number; readonly float: number; readonly who: string } | null;
  /** The last shift of this register, when none is open: closed here or by somebody else. */
  readonly lastClosed: { readonly at: number; readonly who: string } | null;
  readonly holds: number;
  /** What stays in the drawer by the shop's setting. */
  readonly openingFloat: number;
  readonly may: {
    readonly sell: boolean;
    readonly return: boolean;
    readonly returnWithoutTicket: boolean;
    readonly reverse: boolean;
    readonly drawer: boolean;
    readonly reprint: boolean;
    readonly allShifts: boolean;
  };
}

export interface HoldRow {
  readonly id: string;
  readonly time: number;
  readonly note: string;
  /** Name of the first line, and of how many. */
  readonly title: string;
  readonly lines: number;
  readonly pieces: number;
  readonly payable: number;
  readonly who: string;
  readonly till: string;
  readonly here: boolean;
}

/** The same cart is open elsewhere: both keep it. */
export interface RecalledElsewhere {
  readonly who: string;
  readonly till: string;
  readonly time: number;
}

export interface ReturnableLine {
  /** From 1. */
  readonly line: number;
  readonly variant: string;
  readonly name: string;
  readonly unit: string;
  readonly sold: number;
  readonly paid: number;
  readonly returned: number;
  readonly refunded: number;
}
export interface ReturnableView {
  readonly id: string;
  readonly number: string;
  readonly time: number;
  readonly who: string;
  readonly reversed: boolean;
  readonly payable: number;
  readonly days: number;
  readonly lines: readonly ReturnableLine[];
  /** What each tender may still give back, in the order in which it does. */
  readonly room: readonly MoneyBy[];
}

export type PaperKind = 'sale' | 'return' | 'exchange' | 'reversal';
export type PaperMark = 'paid-twice' | 'reversed' | 'returned' | 'part-returned' | 'after-closing' | 'reprinted';
export interface PaperRow {
  readonly id: string;
  readonly kind: PaperKind;
  readonly number: string;
  readonly time: number;
  /** Negative for what was given back. */
  readonly amount: number;
  readonly pieces: number;
  /** Who said yes on the spot and signed it, beside whoever stood at the till. */
  readonly authoriser?: string;
  readonly who: string;
  readonly travel: PaperTravel;
  readonly reason: string | null;
  readonly marks: readonly PaperMark[];
}
export interface PapersParams {
  /** Number, goods, cashier or member. */
  readonly text: string;
  /** `2026-11-25` in the shop's time, or null. */
  readonly day: string | null;
  readonly amount: number | null;
  readonly limit: number;
}

/** What became of a paper, and a return in full. */
export interface PaperView {
  readonly id: string;
  readonly kind: PaperKind;
  readonly number: string;
  readonly time: number;
  readonly who: string;
  readonly authoriser?: string;
  readonly copies: number;
  readonly marks: readonly PaperMark[];
  /** Fen given back on balance; of a sale its payable. */
  readonly amount: number;
  readonly ticket: string | null;
  /** Its number; empty where it is not known here. */
  readonly ticketNumber: string;
  readonly exchange: string | null;
  readonly shop: string;
  readonly branch: string;
  readonly register: string;
  readonly why: string;
  readonly lines: readonly {
    readonly name: string;
    readonly unit: string;
    readonly quantity: number;
    readonly refund: number;
    readonly bin: ReturnBin;
  }[];
  /** The new goods of an exchange. */
  readonly sold: readonly {
    readonly name: string;
    readonly unit: string;
    readonly quantity: number;
    readonly paid: number;
  }[];
  readonly tenders: readonly MoneyBy[];
  /** Papers that stand against a sale. */
  readonly against: readonly {
    readonly id: string;
    readonly kind: PaperKind;
    readonly number: string;
    readonly amount: number;
  }[];
  /** Goods may still come back of it; it may still be reversed as a whole. */
  readonly returnable: boolean;
  readonly reversible: boolean;
}

export interface ShiftRow {
  readonly id: string;
  readonly register: string;
  readonly who: string;
  readonly since: number;
  readonly float: number;
  readonly closed: { readonly at: number; readonly overShort: number; readonly late: number } | null;
  readonly mine: boolean;
  readonly here: boolean;
}
export interface ShiftReportView extends ShiftReport {
  readonly register: string;
  readonly who: string;
  readonly late: readonly {
    readonly id: string;
    readonly number: string;
    readonly time: number;
    readonly payable: number;
  }[];
}

export interface SalesTaskRow {
  readonly kind: SalesTaskKind;
  /** `<feed>/<seq>` of the later commit: what a note settles. */
  readonly commit: string;
  readonly paper: string;
  readonly number: string;
  readonly againstNumber: string;
  readonly who: string;
  readonly time: number;
  readonly excess: number;
}

export interface TillQueries {
  till: { params: null; view: TillView };
  holds: { params: null; view: readonly HoldRow[] };
  recalledElsewhere: { params: { readonly basket: string }; view: readonly RecalledElsewhere[] };
  returnable: { params: { readonly ticket: string }; view: ReturnableView | null };
  papers: { params: PapersParams; view: readonly PaperRow[] };
  paper: { params: { readonly id: string }; view: PaperView | null };
  /** Price of one unit of goods that come back without a ticket; null: neither priced nor sold. */
  returnPrice: {
    params: { readonly variant: string; readonly unit: string };
    view: { readonly item: Sellable; readonly price: number } | null;
  };
  shifts: { params: { readonly limit: number }; view: readonly ShiftRow[] };
  shiftReport: { params: { readonly id: string }; view: ShiftReportView | null };
  salesTasks: { params: null; view: readonly SalesTaskRow[] };
}

export interface HeldLineInput {
  readonly product: string;
  readonly variant: string;
  readonly name: string;
  readonly unit: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly quantity: number;
  readonly listPrice: number;
  readonly price: number;
  readonly amount: number | null;
  readonly override: 'price' | 'discount' | 'gift' | null;
}
export interface RecalledCart {
  readonly basket: string;
  readonly loyaltyMember?: string;
  readonly discount: number;
  readonly payBp: number | null;
  readonly lines: readonly {
    readonly item: Sellable;
    readonly quantity: number;
    readonly price: number;
    readonly amount: number | null;
    readonly override: 'price' | 'discount' | 'gift' | null;
  }[];
  /** Prices that moved since it was held, per unit. */
  readonly changes: readonly { readonly name: string; readonly before: number; readonly after: number }[];
  /** Goods that are gone from the catalogue, or have lost their price. */
  readonly missing: readonly string[];
}
export interface ReturnLineChoice {
  /** Line of the ticket from 1; without a ticket 0 and `variant`, `unit`. */
  readonly line: number;
  readonly variant?: string;
  readonly unit?: string;
  readonly quantity: number;
  readonly bin: ReturnBin;
  readonly batch?: string;
  readonly serials?: readonly string[];
}

export interface TillCommands {
  openShift: { input: { readonly counts: CashCount }; output: { readonly id: string } };
  /** Blind: what was expected is in the answer, never before. */
  closeShift: {
    input: { readonly shift: string; readonly counts: CashCount; readonly nextFloat: number; readonly reason: string };
    output: {
      readonly expected: number;
      readonly counted: number;
      readonly overShort: number;
      readonly handedIn: number;
    };
  };
  moveCash: {
    input: { readonly kind: 'paidIn' | 'paidOut'; readonly amount: number; readonly reason: string };
    output: null;
  };
  openDrawer: { input: { readonly reason: string }; output: null };
  holdCart: {
    input: {
      readonly basket: string;
      readonly lines: readonly HeldLineInput[];
      readonly discount: number;
      readonly payBp: number | null;
      readonly payable: number;
      readonly note: string;
      readonly loyaltyMember?: string;
    };
    output: { readonly id: string };
  };
  recallHold: { input: { readonly id: string }; output: RecalledCart };
  /** `exchange`: the new goods; its tenders pay the difference, the goods brought back the rest. */
  returnGoods: {
    input: {
      readonly ticket: string | null;
      readonly lines: readonly ReturnLineChoice[];
      readonly reason: string;
      readonly exchange: SaleInput | null;
    };
    output: {
      readonly id: string;
      readonly number: string;
      readonly refund: number;
      readonly refunds: readonly MoneyBy[];
      readonly sale: string | null;
      readonly change: number;
    };
  };
  reverseSale: {
    input: { readonly ticket: string; readonly reason: string };
    output: { readonly id: string; readonly number: string; readonly refunds: readonly MoneyBy[] };
  };
  /** Before a paper is printed: the number of this copy. */
  notePrint: { input: { readonly document: string }; output: { readonly copy: number } };
}
