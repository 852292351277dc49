/** What the till reads: what a code stands for, the shift, tickets, and the list of goods receipts. */
import { readWeighedCode, WEIGHED_LAYOUTS, type WeighedLayout, weighedLine } from '../../shared/sales/weighed-code.ts';
import type { GoodsReceipt } from '../../shared/schema/goods-receipt.ts';
import { TENDER_KINDS } from '../../shared/schema/pos-sale.ts';
import type { ReceiptRow, ScanView, ShiftView, Tender, TicketRow, TicketView } from '../worker/engine-protocol.ts';
import { goodOf, sellableItem } from './product-queries.ts';
import type { ReadShop } from './read-shop.ts';

/** A bar code, a scale's label, a ticket's number, or an item number typed in. Several goods under one code: ask. */
export function scanView(shop: ReadShop, code: string): ScanView {
  const text = code.trim();
  const { catalogue, tickets, places } = shop.folds;
  const targets = catalogue.findBarcode(text);
  const items = targets.flatMap((target) => {
    const good = goodOf(catalogue, target.variant);
    if (good === null || good.removed) return [];
    const unit = good.units.find((one) => one.name === target.unit) ?? null;
    return [sellableItem(shop, good, unit)];
  });
  const [only, ...more] = items;
  if (only !== undefined) {
    return more.length > 0 ? { kind: 'choose', items } : { kind: 'variant', item: only, quantity: null, amount: null };
  }
  const layouts = places.of('shop').value('shop', 'weighedCodes');
  const weighed = readWeighedCode(text, (prefix) => layoutOf(layouts, prefix));
  if (weighed !== null) {
    const found = weighedItem(shop, weighed.plu);
    const line = found === null ? null : weighedLine(weighed, found.price ?? 0);
    if (found !== null && line !== null) return { kind: 'variant', item: found, ...line };
  }
  const [ticket] = tickets.byNumber(text);
  if (ticket !== undefined) return { kind: 'ticket', id: ticket };
  return scanItemNo(shop, text);
}

function scanItemNo(shop: ReadShop, text: string): ScanView {
  const { catalogue } = shop.folds;
  const items = catalogue.search
    .find(text, catalogue.products.rowCount)
    .filter((row) => !catalogue.products.isRemoved(row))
    .flatMap((row) => catalogue.variantsOf(catalogue.products.idOf(row)))
    .flatMap((variant) => {
      const good = goodOf(catalogue, variant);
      return good !== null && good.itemNo.toLowerCase() === text.toLowerCase() ? [sellableItem(shop, good, null)] : [];
    });
  const [only, ...more] = items;
  if (only === undefined) return { kind: 'unknown', code: text };
  return more.length > 0 ? { kind: 'choose', items } : { kind: 'variant', item: only, quantity: null, amount: null };
}

function weighedItem(shop: ReadShop, plu: string) {
  const { products } = shop.folds.catalogue;
  const wanted = plu.replace(/^0+/, '');
  for (let row = 0; row < products.rowCount; row++) {
    if (!products.isThere(row) || products.isRemoved(row)) continue;
    if (products.textAt(row, 'plu').replace(/^0+/, '') !== wanted || wanted === '') continue;
    const good = goodOf(shop.folds.catalogue, products.idOf(row));
    return good === null ? null : sellableItem(shop, good, null);
  }
  return null;
}

function layoutOf(layouts: unknown, prefix: string): WeighedLayout | null {
  if (typeof layouts !== 'object' || layouts === null || !(prefix in layouts)) return null;
  const name: unknown = (layouts as Readonly<Record<string, unknown>>)[prefix];
  return typeof name === 'string' && Object.hasOwn(WEIGHED_LAYOUTS, name) ? (name as WeighedLayout) : null;
}

export function shiftView(shop: ReadShop, nextNumber: string): ShiftView {
  const { shifts, tickets } = shop.folds;
  const open = shop.register === null ? undefined : shifts.openShifts(shop.register)[0];
  if (open === undefined) return { open: null, tickets: 0, net: 0, expectedCash: 0, nextNumber };
  const sums = tickets.shift(open.id);
  const { id, since, float } = open;
  return {
    open: { id, since, float },
    tickets: sums.tickets,
    net: sums.net,
    expectedCash: shifts.expectedCash(id),
    nextNumber,
  };
}

type TicketFact = ReturnType<ReadShop['folds']['tickets']['latest']>[number];

export function ticketRows(shop: ReadShop, limit: number): readonly TicketRow[] {
  return shop.folds.tickets.latest(limit).map((fact) => ticketRow(shop, fact));
}

function ticketRow(shop: ReadShop, { ref, value }: TicketFact): TicketRow {
  return {
    id: value.id,
    number: value.number,
    time: ref.time,
    payable: value.payable,
    pieces: value.pieces,
    who: shop.memberName(value.handler),
    travel: shop.travelOf(ref.feed, ref.seq),
    reason: null,
  };
}

export function ticketView(shop: ReadShop, id: string): TicketView | null {
  const found = shop.folds.tickets.read(id);
  if (found === null) return null;
  const { sale, fact } = found;
  const { places, catalogue } = shop.folds;
  return {
    ...ticketRow(shop, fact),
    lines: sale.lines.map((line) => {
      const good = goodOf(catalogue, line.variant);
      const { variant, unit, quantity, listPrice, price, paid } = line;
      return {
        variant,
        ...soldAs(line.name, good?.spec ?? ''),
        itemNo: good?.itemNo ?? '',
        unit,
        quantity,
        listPrice,
        price,
        paid,
      };
    }),
    roundOff: sale.roundOff,
    discount: sale.discount,
    tenders: sale.tenders.filter(isShownTender),
    change: sale.change,
    register: places.text('register', sale.register, 'name'),
    shop: places.text('shop', 'shop', 'name'),
    branch: places.text('branch', fact.value.branch, 'name'),
  };
}

const SHOWN: readonly string[] = TENDER_KINDS.slice(0, 4);
function isShownTender(tender: { readonly kind: string; readonly amount: number }): tender is Tender {
  return SHOWN.includes(tender.kind);
}

export function receiptRow(
  shop: ReadShop,
  ref: { readonly feed: string; readonly seq: number; readonly time: number },
  receipt: GoodsReceipt,
): ReceiptRow {
  const supplier = shop.folds.parties.text('supplier', receipt.supplier, 'name');
  return {
    id: receipt.id,
    number: receipt.number,
    time: ref.time,
    supplier: supplier === '' ? receipt.supplier : supplier,
    pieces: receipt.lines.reduce((sum, line) => sum + Math.round(line.base / 1000), 0),
    lines: receipt.lines.length,
    who: shop.writerName(ref.feed),
    travel: shop.travelOf(ref.feed, ref.seq),
  };
}

/** A line keeps the title it was sold under, spec and all; the spec stands apart only while it is still the same. */
function soldAs(title: string, spec: string): { readonly name: string; readonly spec: string } {
  const tail = ` ${spec}`;
  return spec !== '' && title.endsWith(tail) ? { name: title.slice(0, -tail.length), spec } : { name: title, spec: '' };
}
