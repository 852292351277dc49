/**
 * The price engine (trade.md §3 "Price pick", §4 "Layers"): each layer works on what the one before left. Price pick →
 * override → line promotion → 满减 → coupon → ticket discount → points → roundOff. Whatever a layer takes off is spread
 * over its lines by the largest remainder, so lines add up to the ticket to the fen and no share exceeds its line.
 *
 * Pure and deterministic: the order in which promotions are given changes nothing.
 */
import { mulDiv, spreadByLargestRemainder } from '../foundation/integer-arithmetic.ts';
import { type Fen, lineAmount } from '../foundation/money.ts';
import { ONE, toBaseQuantity } from '../foundation/quantity.ts';
import { discountAt } from '../sales/sale-totals.ts';
import { goodsQuestion, holdsNow } from './conditions.ts';
import { applyFullReductions } from './full-reductions.ts';
import { applyLinePromotions } from './line-promotions.ts';
import { type Pick, type PromotedPrice, pickPrice } from './price-pick.ts';
import type { Promotion } from './promotion.ts';
import { roundOffOf } from './round-off.ts';
import type { Coupon, PricedLine, PricedTicket, PricingLine, PricingTicket, UsedCoupon } from './ticket.ts';
import type { WorkLine } from './work-line.ts';

/** Lines without any price cost nothing here; whoever sells them refuses (`unpriced`). */
const UNPRICED: Pick = { price: 0, source: 'list', promotion: null };

export function priceTicket(ticket: PricingTicket): PricedTicket {
  const active = ticket.promotions
    .filter((one) => one.enabled && holdsNow(one.conditions, ticket.moment, ticket.member))
    .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const work = pickedLines(ticket, active);
  const byPrice = work.toSorted((a, b) => b.price - a.price || a.index - b.index);
  const offers = applyLinePromotions(active, byPrice);
  applyFullReductions(active, work);

  const left = work.map((line) => line.left);
  const coupons = applyCoupons(ticket.coupons, work, left);
  const ticketShares = takeOff(left, ticketDiscount(ticket, sum(left)));
  const pointShares = takeOff(left, Math.min(ticket.points?.fen ?? 0, sum(left)));
  const due = sum(left);
  const roundOff = roundOffOf(due, ticket.roundOff, ticket.nonCash, ticket.roundOffByHand);
  const roundOffs = spreadByLargestRemainder(roundOff, left);

  const lines = work.map((line, i): PricedLine => {
    const { list = 0, floor = null } = listOf(ticket.lines[i], line);
    return {
      pick: line.pick,
      price: line.price,
      list,
      amount: line.amount,
      promotions: line.shares,
      coupon: coupons.shares[i] ?? 0,
      ticket: ticketShares[i] ?? 0,
      points: pointShares[i] ?? 0,
      roundOff: roundOffs[i] ?? 0,
      paid: (left[i] ?? 0) - (roundOffs[i] ?? 0),
      belowFloor: floor !== null && line.price < floor,
    };
  });
  const list = sum(lines.map((line) => line.list));
  const payable = due - roundOff;
  return {
    lines,
    list,
    amount: sum(lines.map((line) => line.amount)),
    promotions: sum(lines.flatMap((line) => line.promotions.map((share) => share.fen))),
    coupons: coupons.used,
    idleCoupons: coupons.idle,
    coupon: sum(coupons.shares),
    ticket: sum(ticketShares),
    points: sum(pointShares),
    roundOff,
    payable,
    saved: list - due,
    offers,
  };
}

/** Price pick and override; a price that a promotion sets is picked like any other. */
function pickedLines(ticket: PricingTicket, active: readonly Promotion[]): WorkLine[] {
  const together = new Map<string, number>();
  for (const line of ticket.lines) {
    together.set(line.product, (together.get(line.product) ?? 0) + baseOf(line));
  }
  const promoted = promotedPrices(active);
  return ticket.lines.map((line, index) => {
    const offers = (promoted.get(line.product) ?? []).filter((one) => one.holds(line));
    const { prices, agreed = null, last = null } = line;
    const level = ticket.level === '' ? null : (prices.levels[ticket.level] ?? null);
    const picked = pickPrice({
      list: prices.list,
      ratio: line,
      agreed,
      last,
      lastFirst: ticket.lastPriceFirst,
      level,
      breaks: prices.breaks,
      together: together.get(line.product) ?? 0,
      member: ticket.member === null ? null : prices.member,
      promoted: offers.map((one) => one.price),
    });
    const pick = picked ?? UNPRICED;
    const price = line.override ?? pick.price;
    const byLabel = line.label !== null && line.override === null && price === prices.list;
    const amount = byLabel && line.label !== null ? line.label : lineAmount(line.quantity, price);
    const pieces = line.byWeight || line.quantity % ONE !== 0 ? 0 : line.quantity / ONE;
    const priced = line.override === null ? pick.promotion : null;
    return {
      index,
      goods: line,
      price,
      amount,
      pieces,
      open: line.override === null,
      pick,
      priced: priced === null ? null : (active.find((one) => one.id === priced.promotion) ?? null),
      free: pieces === 0 ? 1 : pieces,
      left: amount,
      touched: [],
      shares: [],
    };
  });
}

/** Quantities that are no whole number of base units are refused elsewhere; here they are rounded. */
const baseOf = (line: PricingLine): number =>
  toBaseQuantity(line.quantity, line) ?? mulDiv(line.quantity, line.numerator, line.denominator);

interface Promoted {
  readonly price: PromotedPrice;
  readonly holds: (line: PricingLine) => boolean;
}

/** By product, the first in order of conflict first. */
function promotedPrices(active: readonly Promotion[]): ReadonlyMap<string, readonly Promoted[]> {
  const prices = new Map<string, Promoted[]>();
  for (const { id, version, rule, conditions } of active) {
    if (rule.kind !== 'specialPrice' && rule.kind !== 'memberPrice') continue;
    // The prices name the goods; conditions on goods may only narrow them.
    const holds = goodsQuestion(conditions);
    const source = rule.kind === 'memberPrice' ? 'member' : 'slot';
    for (const { product, price } of rule.prices) {
      const known = prices.get(product) ?? [];
      known.push({ price: { promotion: id, version, price, source }, holds });
      prices.set(product, known);
    }
  }
  return prices;
}

/** List amount and floor of a line; a line without a list price is worth what it costs. */
function listOf(line: PricingLine | undefined, work: WorkLine) {
  const list = line?.prices.list ?? null;
  if (line === undefined || list === null) return { list: work.amount, floor: line?.prices.floor ?? null };
  return { list: line.label ?? lineAmount(line.quantity, list), floor: line.prices.floor };
}

function applyCoupons(coupons: readonly Coupon[], work: readonly WorkLine[], left: Fen[]) {
  const shares = left.map(() => 0);
  const used: UsedCoupon[] = [];
  const idle: string[] = [];
  for (const coupon of coupons) {
    const named = goodsQuestion(coupon.goods);
    const meant = work.map((line) => named(line.goods) && allowsCoupon(line, coupon));
    const weights = left.map((fen, i) => (meant[i] === true ? fen : 0));
    const total = sum(weights);
    const off = total < coupon.from ? 0 : couponOff(coupon, total);
    if (off <= 0) {
      idle.push(coupon.id);
      continue;
    }
    for (const [i, fen] of spreadByLargestRemainder(off, weights).entries()) {
      left[i] = (left[i] ?? 0) - fen;
      shares[i] = (shares[i] ?? 0) + fen;
    }
    used.push({ id: coupon.id, fen: off });
  }
  return { shares, used, idle };
}

function allowsCoupon(line: WorkLine, coupon: Coupon): boolean {
  if (!coupon.withMemberPrice && line.pick.source === 'member') return false;
  return line.priced?.withCoupon !== false && line.touched.every((one) => one.withCoupon);
}

function couponOff({ off, payBp, cap }: Coupon, total: Fen): Fen {
  const wanted = (off ?? 0) + (payBp === undefined ? 0 : total - mulDiv(total, payBp, 10_000));
  return Math.min(wanted, cap ?? Number.MAX_SAFE_INTEGER, total);
}

function ticketDiscount({ discount }: PricingTicket, total: Fen): Fen {
  if (discount === null) return 0;
  const wanted = 'fen' in discount ? discount.fen : discountAt(total, discount.payBp);
  return Math.max(0, Math.min(wanted, total));
}

/** Takes `fen` off what is left and says what of it came off each line. */
function takeOff(left: Fen[], fen: Fen): readonly Fen[] {
  const shares = spreadByLargestRemainder(fen, left);
  for (const [i, share] of shares.entries()) left[i] = (left[i] ?? 0) - share;
  return shares;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
