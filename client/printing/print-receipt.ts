/**
 * The one call for receipts: prints a ticket's paper as this device has chosen. After a sale it prints by itself where
 * that was chosen, and opens the drawer for cash even where no paper was asked for.
 */
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { Paper } from '../../shared/printing/paper.ts';
import { hardwareChoice } from '../hardware/hardware-choice.ts';
import type { Engine, ShownError, TicketView } from '../worker/engine-protocol.ts';
import { openDrawer, type PrintResult, printPaper } from './print-desk.ts';
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

/** Numbers of papers that were noted and did not come out: asked for again, it is the same paper, not another one. */
const owed = new Map<string, number>();

async function print(engine: Engine, ticketId: string, afterSale: boolean): Promise<PrintResult> {
  const [ticket, facts, settings] = await Promise.all([
    engine.once('ticket', { id: ticketId }),
    engine.once('receiptFacts', { id: ticketId }),
    engine.once('shopSettings', null),
  ]);
  if (ticket === null) return err({ code: 'not-ready' });
  let copy = 0;
  const paper = async (): Promise<Paper | ShownError> => {
    const noted = await copyOf(engine, ticketId);
    if (!noted.ok) return noted.error;
    copy = noted.value;
    return paperOfTicket(ticket, facts, settings, copy);
  };
  const result = await printPaper(engine, ticketId, paper, afterSale && tookCash(ticket));
  if (result.ok) owed.delete(ticketId);
  else if (copy > 0) owed.set(ticketId, copy);
  return result;
}

async function copyOf(engine: Engine, ticketId: string): Promise<Result<number, ShownError>> {
  const before = owed.get(ticketId);
  if (before !== undefined) return ok(before);
  const noted = await engine.run('notePrint', { document: ticketId });
  return noted.ok ? ok(noted.value.copy) : noted;
}
