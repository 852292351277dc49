/**
 * Stored value (储值, trade.md §4): principal, that the member paid, and bonus, that the shop gave, kept apart. A spend
 * takes the principal first; what comes back goes the other way, bonus first, so that a ticket given back in any order
 * and partition leaves exactly what was there before. Only principal is ever paid out.
 *
 * Each entry says its split, so balances are plain sums. Two spends that did not know of each other both stand: then a
 * balance may be negative, and a person is asked.
 */
import type { Fen } from '../foundation/money.ts';

export interface StoredValue {
  readonly principal: Fen;
  readonly bonus: Fen;
}

export const storedTotal = ({ principal, bonus }: StoredValue): Fen => principal + bonus;

/** LOYAL-11: principal first. What neither covers is principal again: the balance goes negative there. */
export function splitSpend(balance: StoredValue, amount: Fen): StoredValue {
  const first = Math.min(amount, Math.max(0, balance.principal));
  const bonus = Math.min(amount - first, Math.max(0, balance.bonus));
  return { principal: amount - bonus, bonus };
}

/** LOYAL-12: what of `amount`, after `before` came back already, is principal and what is bonus. */
export function splitBack(spent: StoredValue, before: Fen, amount: Fen): StoredValue {
  const bonus = Math.min(before + amount, spent.bonus) - Math.min(before, spent.bonus);
  return { principal: amount - bonus, bonus };
}

/** LOYAL-13: the most that may be paid out. Bonus that is overdrawn is taken off it. */
export function payableOut({ principal, bonus }: StoredValue): Fen {
  return Math.max(0, Math.min(principal, principal + bonus));
}

export interface TopUpOffer {
  readonly principal: Fen;
  readonly bonus: Fen;
}

/** LOYAL-10: bonus of the highest tier that is reached. */
export function bonusFor(principal: Fen, offers: readonly TopUpOffer[]): Fen {
  let best: TopUpOffer | null = null;
  for (const one of offers) {
    if (one.principal <= principal && (best === null || one.principal > best.principal)) best = one;
  }
  return best?.bonus ?? 0;
}

/** Whole percent that a bonus is of its principal, rounded up. */
export const bonusPercent = (principal: Fen, bonus: Fen): number =>
  principal <= 0 ? 0 : Number((BigInt(bonus) * 100n + BigInt(principal) - 1n) / BigInt(principal));
