/**
 * QUOTA-6, QUOTA-7: holdings and pools below zero, each with all causes that the facts show. Nothing is undone; whoever
 * reads it knows whom to ask and which goods to look for.
 */
import { compareTexts } from '../fold/entry-ref.ts';
import type { Fact } from '../fold/fact-set.ts';
import { deviceOfFeed, type FeedId } from '../foundation/ids.ts';
import type { Escrow } from '../schema/escrow.ts';
import type { QuotaFold } from './quota-fold.ts';
import type { StockFold } from './stock-fold.ts';

export type QuotaCause =
  /** Taken back into the pool by somebody, and the till lived. */
  | 'reclaimed'
  /** Passed on from it by a device that is not its own. */
  | 'taken'
  /** One device sold, or passed on, under more than one chain: a copy of it, or a restored one. */
  | 'copied'
  /** None of these: it sold what it did not hold. */
  | 'beyond';

export type QuotaTask =
  | {
      readonly kind: 'overdraw';
      readonly variant: string;
      readonly place: string;
      readonly register: string;
      /** Thousandths below zero. */
      readonly missing: number;
      readonly causes: readonly QuotaCause[];
      /** What took units from it. */
      readonly by: readonly Fact<Escrow>[];
    }
  | {
      readonly kind: 'poolShort';
      readonly variant: string;
      readonly place: string;
      readonly missing: number;
      /** The last that were handed out, newest first. */
      readonly by: readonly Fact<Escrow>[];
    };

/** `deviceOf`: the device that a till stands for, '' where nobody knows. */
export function quotaTasks(
  stock: StockFold,
  quota: QuotaFold,
  deviceOf: (register: string) => string,
  isSeen: (place: string) => boolean = () => true,
): QuotaTask[] {
  const tasks: QuotaTask[] = [];
  const held = new Map<string, number>();
  for (const { variant, place, register, quantity } of stock.escrow.holdings()) {
    if (!isSeen(place)) continue;
    if (quantity > 0) held.set(`${variant} ${place}`, (held.get(`${variant} ${place}`) ?? 0) + quantity);
    if (quantity < 0) tasks.push(overdrawn(stock, quota, { variant, place, register, missing: -quantity }, deviceOf));
  }
  for (const [key, quantity] of held) {
    const [variant = '', place = ''] = key.split(' ');
    const missing = quantity - stock.balance(variant, place);
    if (missing <= 0) continue;
    const handedOut = quota.grants(variant, place).filter(({ value }) => value.from === 'pool' && value.quantity > 0);
    tasks.push({ kind: 'poolShort', variant, place, missing, by: handedOut.slice(-3).reverse() });
  }
  return tasks.sort((a, b) => compareTexts(a.variant, b.variant) || compareTexts(a.place, b.place));
}

function overdrawn(
  stock: StockFold,
  quota: QuotaFold,
  { variant, place, register, missing }: { variant: string; place: string; register: string; missing: number },
  deviceOf: (register: string) => string,
): QuotaTask {
  const grants = quota.grants(variant, place);
  const reclaimed = grants.filter(({ value }) => value.register === register && value.quantity < 0);
  const sellers = feedsThatSold(stock, variant, place, register);
  // On a shared till several people sign, each with a key of their own: who sold from it may pass on from it.
  const own = new Set([deviceOf(register), ...sellers.keys()]);
  const taken = grants.filter(({ value, ref }) => value.from === register && !own.has(deviceOfFeed(ref.feed)));
  const causes: QuotaCause[] = [];
  if (reclaimed.length > 0) causes.push('reclaimed');
  if (taken.length > 0) causes.push('taken');
  const chains = new Map([...sellers].map(([device, feeds]) => [device, new Set(feeds)]));
  for (const { value, ref } of grants) {
    const device = deviceOfFeed(ref.feed);
    if (value.from === register && own.has(device)) chains.set(device, (chains.get(device) ?? new Set()).add(ref.feed));
  }
  if ([...chains.values()].some((feeds) => feeds.size > 1)) causes.push('copied');
  if (causes.length === 0) causes.push('beyond');
  return { kind: 'overdraw', variant, place, register, missing, causes, by: [...reclaimed, ...taken] };
}

/** Device → its chains under which it sold from that till. */
function feedsThatSold(
  stock: StockFold,
  variant: string,
  place: string,
  register: string,
): ReadonlyMap<string, ReadonlySet<string>> {
  const { columns, feeds, registers } = stock.rows;
  const sold = new Map<string, Set<string>>();
  for (const pool of stock.poolsOf(variant)) {
    if (stock.places.textOf(pool.place) !== place) continue;
    for (const row of pool.rowsInOrder()) {
      if (registers.textOf(columns.register[row] ?? 0) !== register) continue;
      const feed = feeds.textOf(columns.feed[row] ?? 0);
      const device = deviceOfFeed(feed as FeedId);
      sold.set(device, (sold.get(device) ?? new Set()).add(feed));
    }
  }
  return sold;
}
