/**
 * Points (积分, trade.md §4): ⌊paid / 1.00⌋ × the level's factor, in whole points. Parts of a ticket that points paid are
 * no part of `paid`. What a return claws back is what the ticket would have earned less, so that the returns of a ticket
 * take back exactly what it earned, in any order and partition.
 */
import { mulDiv } from '../foundation/integer-arithmetic.ts';
import type { Fen } from '../foundation/money.ts';

/** Basis points: one point a yuan. */
export const PLAIN_FACTOR = 10_000;

/** Points for `paid` fen at a factor in basis points, rounded down. */
export function pointsEarned(paid: Fen, factor: number): number {
  if (paid <= 0) return 0;
  return Number((BigInt(Math.floor(paid / 100)) * BigInt(factor)) / 10_000n);
}

/** LOYAL-3: points that a further refund takes back, when `before` fen of the ticket were refunded already. */
export function pointsClawed(paid: Fen, factor: number, before: Fen, refund: Fen): number {
  return pointsEarned(paid - before, factor) - pointsEarned(paid - before - refund, factor);
}

/**
 * LOYAL-5: points given back when `now` fen more of what they had paid for came back; all of them once all of it is back.
 */
export function pointsGivenBack(used: number, usedFen: Fen, before: Fen, now: Fen): number {
  if (usedFen <= 0) return 0;
  return mulDiv(used, Math.min(before + now, usedFen), usedFen) - mulDiv(used, Math.min(before, usedFen), usedFen);
}

/** What paying with points may take off a ticket. */
export interface PointsOffer {
  readonly points: number;
  readonly fen: Fen;
}

/**
 * LOYAL-4: the most that `points` may pay of `due` fen: whole fen, at most the share, never more than there are points
 * for; the points it takes are rounded up, so that no fen is free.
 */
export function pointsOffer(points: number, due: Fen, pointsPerYuan: number, shareBp: number): PointsOffer | null {
  if (pointsPerYuan <= 0 || points <= 0 || due <= 0) return null;
  const most = Number((BigInt(due) * BigInt(shareBp)) / 10_000n);
  const worth = Number((BigInt(points) * 100n) / BigInt(pointsPerYuan));
  const fen = Math.min(most, worth);
  return fen <= 0 ? null : { points: pointsFor(fen, pointsPerYuan), fen };
}

/** Points that pay `fen`. */
export function pointsFor(fen: Fen, pointsPerYuan: number): number {
  return Number((BigInt(fen) * BigInt(pointsPerYuan) + 99n) / 100n);
}
