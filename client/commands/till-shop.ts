/** What the till's commands ask of the open shop beyond what every command may: its papers, and the goods as they are now. */
import type { Sellable } from '../../shared/catalogue/sellable-item.ts';
import type { HoldFold } from '../../shared/sales/hold-fold.ts';
import type { PrintFold } from '../../shared/sales/print-fold.ts';
import type { ReturnableTicket } from '../../shared/sales/return.ts';
import type { ReturnFold } from '../../shared/sales/return-fold.ts';
import type { ShiftFold } from '../../shared/sales/shift-fold.ts';
import type { TicketFold } from '../../shared/sales/ticket-fold.ts';
import type { IssuedPart } from '../../shared/stock/issued-parts.ts';
import type { CommandShop } from './command-shop.ts';

export interface TillFoldsRead {
  readonly tickets: TicketFold;
  readonly returns: ReturnFold;
  readonly holds: HoldFold;
  readonly shifts: ShiftFold;
  readonly prints: PrintFold;
}

export interface TillBooks extends TillFoldsRead {
  /** A field of the shop's record: `returnDays`, `overShortLimit`, `openingFloat`. */
  setting(name: string): unknown;
  /** Warehouse that a ticket's goods left from, where its stock may be seen. */
  soldFrom(ticket: string): string | null;
  /** Parts in which a line of a ticket left the stock; none where its stock may not be seen. */
  issued?(ticket: string, line: number): readonly IssuedPart[];
  /** A variant in a unit at the price of now; null for what is gone or has no price. */
  itemOf(variant: string, unit: string): Sellable | null;
  /** Lines on the screen of any tab of this device. */
  cartOpen(): Promise<boolean>;
  /** With all history in memory: what came back of a ticket is known only then. */
  ready(): Promise<void>;
}

export interface TillShop extends CommandShop {
  readonly till: TillBooks;
}

/** The ticket as this till knows it; null when it is not here or has no effect. */
export function returnableOf(folds: TillFoldsRead, id: string): ReturnableTicket | null {
  const found = folds.tickets.read(id);
  if (found === null) return null;
  return {
    sale: found.sale,
    soldAt: found.fact.ref.time,
    reversed: folds.returns.reversalsOf(id).length > 0,
    returned: (line) => folds.returns.returned(id, line),
    refundedBy: (kind) => folds.returns.refundedBy(id, kind),
  };
}

export function numberSetting(books: Pick<TillBooks, 'setting'>, name: string, otherwise: number): number {
  const value = books.setting(name);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : otherwise;
}
