/** Every printing of a paper is noted; the second and later ones are marked and need the right to (补打). */
import { documentName } from '../../shared/document/document-kinds.ts';
import { asRecordId } from '../../shared/foundation/ids.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import type { TicketPrint } from '../../shared/schema/ticket-print.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { TillCommands } from '../worker/till-views.ts';
import { permitted } from './command-shop.ts';
import type { TillShop } from './till-shop.ts';

/** Answers the number of this copy. Errors: `ticket-unknown`, `not-allowed` {use}, and those of the writer. */
export async function notePrint(
  shop: TillShop,
  { document }: TillCommands['notePrint']['input'],
): Promise<Result<TillCommands['notePrint']['output'], ShownError>> {
  const paper = asRecordId(document);
  if (paper === null) return err({ code: 'ticket-unknown' });
  const { branch, member } = shop.post;
  let copy = 0;
  const written = await shop.write(async ({ month }) => {
    copy = Math.min(999, shop.till.prints.copies(paper) + 1);
    const entry: TicketPrint = { kind: 'ticketPrint', id: shop.recordId(), document: paper, copy };
    const part = { document: documentName({ kind: 'tickets', branch, month }), entries: [entry] };
    const title = shop.till.tickets.get(paper)[0]?.value.number ?? shop.till.returns.get(paper)[0]?.value.number ?? '';
    return permitted(shop, { ...draftCommand('notePrint', [part], { author: member }), title });
  });
  return written.ok ? ok({ copy }) : written;
}
