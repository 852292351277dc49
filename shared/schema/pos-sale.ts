/**
 * A ticket (零售单) in `tickets/<branch>/<month>`. Per line and ticket the sums are part of the shape, since everybody
 * can check them: amount − discount − roundOff = paid, Σ paid = payable = Σ tenders − change. Amounts are fen, prices
 * ten-thousandths of one `unit`, `quantity` thousandths of that unit, `base` of the base unit. `roundOff` is what was
 * taken off (抹零), negative when rounded up.
 *
 * How the price came about (shared/pricing): `listPrice` is the shelf's, `picked` what price pick made of it and `pick`
 * why, `override` a price set by hand with what it replaced. `discount` is all that came off the line, told apart in
 * `promotions`, `coupon`, `ticket` and `points`; a line without any of these has it all from the ticket's discount. Lines
 * that name their `pick` have an amount that follows from quantity and price, but for a weighed label (`label`).
 *
 * `basket` is the id of the cart it was paid from: two tickets of one basket are a double, seen by every device.
 */
import * as v from 'valibot';
import { lineAmount } from '../foundation/money.ts';
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

export const PICK_SOURCES = ['list', 'agreed', 'last', 'level', 'break', 'member', 'slot'] as const;
export type PickSource = (typeof PICK_SOURCES)[number];

const promotionCited = { promotion: shape.recordId, version: shape.wholeNumber(1, 1_000_000) };

/** Who set the price, on whose word, and what it was: `price` typed, `discount` percent off, `gift` nothing. */
const override = v.object({
  kind: v.picklist(['price', 'discount', 'gift']),
  from: shape.price,
  by: shape.memberId,
  authoriser: v.exactOptional(shape.memberId),
  belowFloor: v.exactOptional(shape.flag),
});

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
  pick: v.exactOptional(v.picklist(PICK_SOURCES)),
  /** Of one `unit`; without it the list price. */
  picked: v.exactOptional(shape.price),
  /** The promotion that set the picked price. */
  pricedBy: v.exactOptional(v.object(promotionCited)),
  label: v.exactOptional(shape.flag),
  override: v.exactOptional(override),
  promotions: v.exactOptional(
    v.pipe(v.array(v.object({ ...promotionCited, fen: shape.positiveFen })), v.minLength(1), v.maxLength(20)),
  ),
  coupon: v.exactOptional(shape.positiveFen),
  ticket: v.exactOptional(shape.positiveFen),
  points: v.exactOptional(shape.positiveFen),
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
  loyaltyMember: v.exactOptional(shape.recordId),
  /** Σ fen = Σ of the lines' `coupon`. */
  coupons: v.exactOptional(
    v.pipe(v.array(v.object({ coupon: shape.filledText(64), fen: shape.positiveFen })), v.maxLength(20)),
  ),
  /** Points paid with; fen = Σ of the lines' `points`. */
  points: v.exactOptional(v.object({ points: shape.wholeNumber(1, 1_000_000_000), fen: shape.positiveFen })),
});
export type PosSale = v.InferOutput<typeof schema>;
export type PosSaleLine = v.InferOutput<typeof line>;
export const isPosSale = compileShape(schema);

type Shared<Key extends keyof PosSaleLine> = Readonly<Pick<PosSaleLine, Key>>;

/** What of a line says how far it goes below what was offered. */
export interface DiscountLine
  extends Shared<'listPrice' | 'price' | 'amount' | 'discount' | 'picked' | 'coupon' | 'ticket' | 'points'> {
  readonly override?: { readonly from: number };
  readonly promotions?: readonly { readonly fen: number }[];
}

/** What came off a line, told apart; `null` where the ticket does not tell. */
function layersOf(
  one: DiscountLine,
): { readonly automatic: number; readonly coupon: number; readonly ticket: number } | null {
  const { promotions, coupon, ticket, points } = one;
  if (promotions === undefined && coupon === undefined && ticket === undefined && points === undefined) return null;
  const automatic = (promotions ?? []).reduce((sum, share) => sum + share.fen, 0);
  return { automatic, coupon: coupon ?? 0, ticket: ticket ?? 0 };
}

/** The price that was there before anybody set one by hand. */
const offered = (one: DiscountLine): number => one.override?.from ?? one.picked ?? one.listPrice;

function lineAddsUp(one: PosSaleLine): boolean {
  if (one.amount - one.discount - one.roundOff !== one.paid) return false;
  const layers = layersOf(one);
  if (layers !== null && layers.automatic + layers.coupon + layers.ticket + (one.points ?? 0) !== one.discount)
    return false;
  if (one.override !== undefined) {
    if (one.override.from !== (one.picked ?? one.listPrice)) return false;
    if (one.promotions !== undefined || (one.override.kind === 'gift' && one.price !== 0)) return false;
  }
  if (one.pick === undefined) return true;
  // From here on the line says how it was priced.
  if (one.override === undefined && one.price !== offered(one)) return false;
  if (one.label === true) return one.price === one.listPrice;
  return one.amount === lineAmount(one.quantity, one.price);
}

function addsUp(sale: PosSale): boolean {
  let paid = 0;
  let discount = 0;
  let roundOff = 0;
  let coupon = 0;
  let points = 0;
  for (const one of sale.lines) {
    if (!lineAddsUp(one)) return false;
    paid += one.paid;
    discount += one.discount;
    roundOff += one.roundOff;
    coupon += one.coupon ?? 0;
    points += one.points ?? 0;
  }
  const tendered = sale.tenders.reduce((sum, tender) => sum + tender.amount, 0);
  const coupons = (sale.coupons ?? []).reduce((sum, one) => sum + one.fen, 0);
  return (
    paid === sale.payable &&
    discount === sale.discount &&
    roundOff === sale.roundOff &&
    coupon === coupons &&
    points === (sale.points?.fen ?? 0) &&
    tendered - sale.change === sale.payable
  );
}

interface DiscountTicket {
  readonly lines: readonly DiscountLine[];
  readonly discount: number;
}

/** What the discount by hand was taken off, and what it was. Promotions, coupons and points are nobody's discount. */
function ticketDiscount(sale: DiscountTicket): { readonly before: bigint; readonly off: bigint } {
  let before = 0;
  let off = 0;
  let told = false;
  for (const one of sale.lines) {
    const layers = layersOf(one);
    told ||= layers !== null;
    before += one.amount - (layers?.automatic ?? 0) - (layers?.coupon ?? 0);
    off += layers === null ? one.discount : layers.ticket;
  }
  return { before: BigInt(before), off: BigInt(told ? off : sale.discount) };
}

/**
 * Percent by which a cashier went below what was offered: the deepest of the lines, ticket discount included, rounded
 * up. Exact: 1 − price/offered · (1 − discount/what it was taken off). 抹零 is no discount; it has a limit of its own.
 */
export function discountPercent(sale: DiscountTicket): number {
  const { before, off } = ticketDiscount(sale);
  if (off === 0n && sale.lines.every((one) => one.price >= offered(one))) return 0;
  const left = before - off;
  let most = 0n;
  for (const one of sale.lines) {
    const from = offered(one);
    if (from === 0) continue;
    const price = BigInt(Math.min(one.price, from));
    const whole = BigInt(from) * (before === 0n ? 1n : before);
    const kept = price * (before === 0n ? 1n : left);
    const percent = ((whole - kept) * 100n + whole - 1n) / whole;
    if (percent > most) most = percent;
  }
  return Number(most);
}

/** A typed price, a gift, or anything below the floor: more than a percentage off. */
const isOverridden = (one: PosSaleLine): boolean =>
  one.override !== undefined && (one.override.kind !== 'discount' || one.override.belowFloor === true);

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
    const overridden = sale.lines.some(isOverridden);
    if (percent === 0 && sale.roundOff <= 0 && !takesBack && !overridden) return PLAIN;
    const needs: Need[] = takesBack ? [...PLAIN, { use: 'sales.return' }] : [...PLAIN];
    if (percent > 0) needs.push({ use: 'sales.discount', limit: percent });
    if (overridden) needs.push({ use: 'sales.override' });
    if (sale.roundOff > 0) needs.push({ use: 'sales.roundOff', limit: sale.roundOff });
    return needs;
  },
  sentence: () => ({ zh: '零售单 {number} {payable}', en: 'sale {number} {payable}' }),
};
