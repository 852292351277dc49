/**
 * Tickets without effect, beside those that the folds show: a sale that was made never vanishes from the till's list, it
 * stands there struck or waiting, with the reason of its verdict. Read from the commits themselves, since folds hold only
 * what counts. A ticket that counts by another commit (written again, or ratified) is not repeated here.
 */
import { parseDocumentName } from '../../shared/document/document-kinds.ts';
import { isPosSale, type PosSale } from '../../shared/schema/pos-sale.ts';
import type { Tender, TicketRow, TicketView } from '../worker/engine-protocol.ts';
import type { ShopCore } from '../worker/shop-core.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';

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
  const { sale, branch } = held;
  const { places } = desk.folds;
  return {
    ...heldRow(desk, held),
    lines: sale.lines.map(({ variant, name, unit, quantity, listPrice, price, paid }) => {
      const good = desk.goods.good(variant);
      const { spec, itemNo } = { spec: good?.spec ?? '', itemNo: good?.itemNo ?? '' };
      return { variant, name, spec, itemNo, unit, quantity, listPrice, price, paid };
    }),
    roundOff: sale.roundOff,
    discount: sale.discount,
    tenders: sale.tenders.filter(isShown),
    change: sale.change,
    register: places.text('register', sale.register, 'name'),
    shop: places.text('shop', 'shop', 'name'),
    branch: places.text('branch', branch, 'name'),
  };
}

function isShown(tender: { readonly kind: string; readonly amount: number }): tender is Tender {
  return ['cash', 'wechat', 'alipay', 'card'].includes(tender.kind);
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
    pieces: sale.lines.reduce((sum, line) => sum + (line.quantity % 1000 === 0 ? line.quantity / 1000 : 1), 0),
    who: desk.memberName(sale.handler),
    travel: verdict === 'waiting' ? 'waiting' : 'void',
    reason,
  };
}
