/**
 * A ticket (零售单) in `tickets/<branch>/<month>`. Per line and ticket the sums are part of the shape, since everybody
 * can check them: amount − discount − roundOff = paid, Σ paid = payable = Σ tenders − change. Amounts are fen, prices
 * ten-thousandths of one `unit`, `quantity` thousandths of that unit, `base` of the base unit. `roundOff` is what was
 * taken off (抹零), negative when rounded up.
 *
 * `basket` is the id of the cart it was paid from: two tickets of one basket are a double, seen by every device.
 */
import * as v from 'valibot';
import { compileShape } from './compile-shape.ts';
import type { EntryKind, Need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

/** `exchange`: goods brought back in the same commit (shared/schema/pos-return.ts). */
export const TENDER_KINDS = [
  'cash',
  'wechat',
  'alipay',
  'card',
  'storedValue',
  'voucher',
  'credit',
  'exchange',
] as const;
export type TenderKind = (typeof TENDER_KINDS)[number];

const line = v.object({
  variant: shape.recordId,
  name: shape.filledText(200),
  unit: shape.filledText(20),
  numerator: shape.ratioPart,
  denominator: shape.ratioPart,
  quantity: shape.positiveQuantity,
  base: shape.positiveQuantity,
  listPrice: shape.price,
  price: shape.price,
  amount: shape.positiveFen,
  discount: shape.positiveFen,
  roundOff: shape.fen,
  paid: shape.positiveFen,
});

const schema = v.object({
  kind: v.literal('posSale'),
  id: shape.recordId,
  number: shape.documentNumber,
  register: shape.placeId,
  shift: shape.recordId,
  lines: v.pipe(v.array(line), v.minLength(1), v.maxLength(200)),
  discount: shape.positiveFen,
  roundOff: shape.fen,
  payable: shape.positiveFen,
  tenders: v.pipe(v.array(v.object({ kind: v.picklist(TENDER_KINDS), amount: shape.fen })), v.maxLength(10)),
  change: shape.positiveFen,
  handler: shape.memberId,
  basket: shape.basketId,
});
export type PosSale = v.InferOutput<typeof schema>;
export type PosSaleLine = v.InferOutput<typeof line>;
export const isPosSale = compileShape(schema);

function addsUp(sale: PosSale): boolean {
  let paid = 0;
  let discount = 0;
  let roundOff = 0;
  for (const one of sale.lines) {
    if (one.amount - one.discount - one.roundOff !== one.paid) return false;
    paid += one.paid;
    discount += one.discount;
    roundOff += one.roundOff;
  }
  const tendered = sale.tenders.reduce((sum, tender) => sum + tender.amount, 0);
  return (
    paid === sale.payable &&
    discount === sale.discount &&
    roundOff === sale.roundOff &&
    tendered - sale.change === sale.payable
  );
}

/**
 * Percent by which a ticket goes below list: the deepest of its lines, ticket discount included, rounded up. Exact:
 * 1 − price/list · (1 − discount/Σ amounts). 抹零 is no discount; it has a limit of its own.
 */
export function discountPercent(sale: Pick<PosSale, 'lines' | 'discount'>): number {
  if (sale.discount === 0 && sale.lines.every((one) => one.price >= one.listPrice)) return 0;
  const amounts = BigInt(sale.lines.reduce((sum, one) => sum + one.amount, 0));
  const left = amounts - BigInt(sale.discount);
  let most = 0n;
  for (const one of sale.lines) {
    if (one.listPrice === 0) continue;
    const price = BigInt(Math.min(one.price, one.listPrice));
    const whole = BigInt(one.listPrice) * (amounts === 0n ? 1n : amounts);
    const kept = price * (amounts === 0n ? 1n : left);
    const percent = ((whole - kept) * 100n + whole - 1n) / whole;
    if (percent > most) most = percent;
  }
  return Number(most);
}

const PLAIN: readonly Need[] = [{ use: 'sales.add' }];

export const posSale: EntryKind = {
  name: 'posSale',
  documents: ['tickets'],
  check: (entry) => isPosSale(entry) && addsUp(entry),
  needs(entry) {
    // Asked only of entries that passed `check`.
    const sale = entry as unknown as PosSale;
    const percent = discountPercent(sale);
    const takesBack = sale.tenders.some((tender) => tender.kind === 'exchange');
    if (percent === 0 && sale.roundOff <= 0 && !takesBack) return PLAIN;
    const needs: Need[] = takesBack ? [...PLAIN, { use: 'sales.return' }] : [...PLAIN];
    if (percent > 0) needs.push({ use: 'sales.discount', limit: percent });
    if (sale.roundOff > 0) needs.push({ use: 'sales.roundOff', limit: sale.roundOff });
    return needs;
  },
  sentence: () => ({ zh: '零售单 {number} {payable}', en: 'sale {number} {payable}' }),
};
