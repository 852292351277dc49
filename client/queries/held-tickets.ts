/**
 * Tickets and returns without effect, beside those that the folds show: a sale that was made never vanishes from the till's list, it
 * stands there struck or waiting, with the reason of its verdict. Read from the commits themselves, since folds hold only
 * what counts. A ticket that counts by another commit (written again, or ratified) is not repeated here.
 */
import { parseDocumentName } from '../../shared/document/document-kinds.ts';
import { returnedPieces } from '../../shared/sales/return-fold.ts';
import { piecesOf } from '../../shared/sales/ticket-fold.ts';
import { isPosReturn, isSaleReversal, type PosReturn, type SaleReversal } from '../../shared/schema/pos-return.ts';
import { isPosSale, type PosSale } from '../../shared/schema/pos-sale.ts';
import type { TicketRow, TicketView } from '../worker/engine-protocol.ts';
import type { ShopCore } from '../worker/shop-core.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import type { PaperRow } from '../worker/till-views.ts';
import { paperOf } from './sale-queries.ts';

interface HeldSale {
  readonly index: number;
  readonly branch: string;
  readonly sale: PosSale;
}

/** What a commit sold; its texts never change, so they are read once. Absent parts may still come: those are not kept. */
const read = new WeakMap<ShopCore, Map<number, HeldSale>>();

/** `rows` of the folds, latest first, with those that have no effect in their places. */
export function withHeldTickets(desk: ShopDesk, rows: readonly TicketRow[], limit: number): readonly TicketRow[] {
  const held = heldSales(desk);
  if (held.length === 0) return rows;
  const merged = [...rows, ...held.map((one) => heldRow(desk, one))];
  return merged.sort((a, b) => b.time - a.time).slice(0, limit);
}

export function heldTicket(desk: ShopDesk, id: string): TicketView | null {
  const held = heldSales(desk).find(({ sale }) => sale.id === id);
  if (held === undefined) return null;
  return { ...heldRow(desk, held), ...paperOf(desk, held.sale, held.branch) };
}

function heldSales(desk: ShopDesk): readonly HeldSale[] {
  const { core } = desk.open;
  if (core === null) return [];
  const known = read.get(core) ?? new Map<number, HeldSale>();
  read.set(core, known);
  return core.notEffective().flatMap((index) => {
    const held = known.get(index) ?? saleOf(core, index);
    if (held === null || desk.folds.tickets.get(held.sale.id).length > 0) return [];
    known.set(index, held);
    return [held];
  });
}

function saleOf(core: ShopCore, index: number): HeldSale | null {
  if (core.at(index)?.header.parts.some((ref) => ref.document.startsWith('tickets/')) !== true) return null;
  for (const { document, part } of core.partsOf(index)) {
    const branch = parseDocumentName(document)?.branch;
    const sale = part.entries.find((entry) => isPosSale(entry));
    if (sale !== undefined && isPosSale(sale) && branch !== undefined) return { index, branch, sale };
  }
  return null;
}

function heldRow(desk: ShopDesk, { index, sale }: HeldSale): TicketRow {
  const { core } = desk.open;
  if (core === null) throw new Error('no history in memory');
  const { verdict, reason } = core.replica.verdict(index);
  return {
    id: sale.id,
    number: sale.number,
    time: core.replica.timeAt(index),
    payable: sale.payable,
    pieces: piecesOf(sale),
    who: desk.memberName(sale.handler),
    travel: verdict === 'waiting' ? 'waiting' : 'void',
    reason,
  };
}

/** Returns and reversals without effect, as rows of the list of papers; sales come by {@link withHeldTickets}. */
export function heldReturns(desk: ShopDesk): readonly PaperRow[] {
  const { core } = desk.open;
  if (core === null) return [];
  return core.notEffective().flatMap((index) => {
    if (core.at(index)?.header.parts.some((ref) => ref.document.startsWith('tickets/')) !== true) return [];
    return core.partsOf(index).flatMap(({ part }) =>
      part.entries.flatMap((entry) => {
        const paper: PosReturn | SaleReversal | null = isPosReturn(entry) || isSaleReversal(entry) ? entry : null;
        if (paper === null || desk.folds.returns.get(paper.id).length > 0) return [];
        const { verdict, reason } = core.replica.verdict(index);
        const row: PaperRow = {
          id: paper.id,
          kind: paper.kind === 'saleReversal' ? 'reversal' : paper.exchange === undefined ? 'return' : 'exchange',
          number: paper.number,
          time: core.replica.timeAt(index),
          amount: -(paper.kind === 'posReturn' ? paper.refund : paper.payable),
          pieces: paper.kind === 'posReturn' ? returnedPieces(paper) : 0,
          who: desk.memberName(paper.handler),
          travel: verdict === 'waiting' ? 'waiting' : 'void',
          reason,
          marks: [],
        };
        return [row];
      }),
    );
  });
}
