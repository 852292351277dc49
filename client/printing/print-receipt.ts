/**
 * The one call for receipts: prints a ticket's paper as this device has chosen. After a sale it prints by itself where
 * that was chosen, and opens the drawer for cash even where no paper was asked for.
 */
import { err } from '../../shared/foundation/result.ts';
import { hardwareChoice } from '../hardware/hardware-choice.ts';
import type { Engine, TicketView } from '../worker/engine-protocol.ts';
import { printCounted } from './print-counted.ts';
import { openDrawer, type PrintResult } from './print-desk.ts';
import { paperOfTicket } from './receipt-of-ticket.ts';

const tookCash = (ticket: TicketView): boolean =>
  ticket.change > 0 || ticket.tenders.some(({ kind }) => kind === 'cash');

/** Asked for by somebody: the drawer stays shut. */
export function printReceipt(engine: Engine, ticketId: string): Promise<PrintResult> {
  return print(engine, ticketId, false);
}

/** Called once when a sale is done; resolves at once where there is nothing to do. Never throws. */
export async function receiptAfterSale(engine: Engine, ticketId: string): Promise<void> {
  const { printer, auto, drawer } = hardwareChoice();
  if (printer === 'none') return;
  if (auto) {
    await print(engine, ticketId, true);
    return;
  }
  if (!drawer || printer === 'browser') return;
  const ticket = await engine.once('ticket', { id: ticketId });
  if (ticket !== null && tookCash(ticket)) await openDrawer(engine);
}

async function print(engine: Engine, ticketId: string, afterSale: boolean): Promise<PrintResult> {
  const [ticket, facts, settings] = await Promise.all([
    engine.once('ticket', { id: ticketId }),
    engine.once('receiptFacts', { id: ticketId }),
    engine.once('shopSettings', null),
  ]);
  if (ticket === null) return err({ code: 'not-ready' });
  return printCounted(engine, ticketId, afterSale && tookCash(ticket), (copy) =>
    paperOfTicket(ticket, facts, settings, copy),
  );
}
