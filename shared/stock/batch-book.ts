/**
 * Stock by batch (批次) and its expiry (保质期), derived from movements and counts when somebody looks. A batch is known by
 * its name within a variant; its expiry is the earliest that any receipt of it says, wherever it was received. What was
 * issued without a batch is not guessed: it stays the difference to what is on hand altogether.
 *
 * Dates are `YYYY-MM-DD` in the shop's own time; goods may be sold through the day they expire.
 */
import type { StockFold } from './stock-fold.ts';

export interface BatchStock {
  readonly batch: string;
  /** null: nobody has said. */
  readonly expiry: string | null;
  /** Thousandths of the base unit; may be below nothing. */
  readonly quantity: number;
  /** When it first came in. */
  readonly since: number;
}

interface Held {
  quantity: number;
  since: number;
}

/** In the order in which they are issued (FEFO): earliest expiry, then first received. Empty batches are left out. */
export function batchesOf(stock: StockFold, variant: string, places: readonly string[] | null): BatchStock[] {
  const numbers = places === null ? null : new Set(places.map((place) => stock.places.find(place)));
  const held = new Map<string, Held>();
  const expiries = new Map<string, string>();
  for (const pool of stock.poolsOf(variant)) {
    const inPool = new Map<string, Held>();
    for (const step of pool.steps()) {
      if (step.row === null) anchor(inPool, step.anchor.batches, step.anchor.counted, step.anchor.last.at);
      else move(inPool, expiries, stock, step.row);
    }
    if (numbers !== null && !numbers.has(pool.place)) continue;
    for (const [batch, { quantity, since }] of inPool) {
      const known = held.get(batch);
      if (known === undefined) held.set(batch, { quantity, since });
      else {
        known.quantity += quantity;
        known.since = Math.min(known.since, since);
      }
    }
  }
  return [...held]
    .filter(([, { quantity }]) => quantity !== 0)
    .map(([batch, { quantity, since }]) => ({ batch, quantity, since, expiry: expiries.get(batch) ?? null }))
    .sort(compareBatches);
}

function compareBatches(a: BatchStock, b: BatchStock): number {
  if (a.expiry !== b.expiry) {
    if (a.expiry === null) return 1;
    if (b.expiry === null) return -1;
    return a.expiry < b.expiry ? -1 : 1;
  }
  return a.since - b.since || (a.batch < b.batch ? -1 : 1);
}

function move(inPool: Map<string, Held>, expiries: Map<string, string>, stock: StockFold, row: number): void {
  const { batch, expiry } = stock.marksOf(row);
  if (batch === '') return;
  const { quantity, at } = stock.rows.columns;
  const known = inPool.get(batch);
  if (known === undefined) inPool.set(batch, { quantity: quantity[row] ?? 0, since: at[row] ?? 0 });
  else known.quantity += quantity[row] ?? 0;
  const earlier = expiries.get(batch);
  if (expiry !== '' && (earlier === undefined || expiry < earlier)) expiries.set(batch, expiry);
}

/** A count that names batches is the whole truth about them; one of nothing at all empties them. */
function anchor(
  inPool: Map<string, Held>,
  batches: readonly (readonly [string, number])[],
  counted: number,
  at: number,
): void {
  if (batches.length === 0 && counted !== 0) return;
  for (const held of inPool.values()) held.quantity = 0;
  for (const [batch, quantity] of batches) {
    const known = inPool.get(batch);
    if (known === undefined) inPool.set(batch, { quantity, since: at });
    else known.quantity += quantity;
  }
}

export type Freshness = 'good' | 'near' | 'expired';

/** Goods expire after the day that is written on them. */
export function freshnessOf(expiry: string | null, today: string, nearDays: number): Freshness {
  if (expiry === null) return 'good';
  if (expiry < today) return 'expired';
  return expiry <= addDays(today, nearDays) ? 'near' : 'good';
}

/** `null`-free: a day that no calendar has counts on from the next that it has. */
export function addDays(date: string, days: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

export const NEAR_EXPIRY_DAYS = 30;

export interface BatchShare {
  readonly batch: string;
  readonly expiry: string | null;
  readonly quantity: number;
  readonly freshness: Freshness;
}

export interface IssueProposal {
  readonly shares: readonly BatchShare[];
  /** Beyond what batches hold: issued without one. */
  readonly rest: number;
  /** Lies here, and is expired. */
  readonly expired: number;
  /** All that is left for the rest is expired: it is refused. */
  readonly refused: boolean;
}

/**
 * Where an issue of so many comes from: batches that are not expired, the earliest expiry first. `unnamed` lies here
 * without a batch and serves for the rest.
 */
export function proposeIssue(
  batches: readonly BatchStock[],
  quantity: number,
  today: string,
  nearDays: number,
  unnamed = 0,
): IssueProposal {
  const shares: BatchShare[] = [];
  let rest = quantity;
  let expired = 0;
  for (const { batch, expiry, quantity: held } of batches) {
    if (held <= 0) continue;
    const freshness = freshnessOf(expiry, today, nearDays);
    if (freshness === 'expired') {
      expired += held;
      continue;
    }
    if (rest === 0) continue;
    const taken = Math.min(rest, held);
    shares.push({ batch, expiry, quantity: taken, freshness });
    rest -= taken;
  }
  return { shares, rest, expired, refused: rest > unnamed && expired > 0 };
}
