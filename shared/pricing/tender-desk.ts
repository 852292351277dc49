/**
 * Tenders while a ticket is being paid (trade.md §4). Cash may exceed what is due and gives change; other means never
 * exceed the remainder, unless a wallet took more than it should: that is entered as taken, and what it took too much
 * goes back as a cash line of minus that, by a step of its own. A wallet payment without an answer stays *unknown*: while
 * it is, nothing is completed and the same means is not asked again, so that no customer pays twice.
 */
import type { Fen } from '../foundation/money.ts';
import { err, ok, type Result } from '../foundation/result.ts';
import type { Tendered } from '../sales/sale-totals.ts';
import type { TenderKind } from '../schema/pos-sale.ts';

export interface DeskTender extends Tendered {
  /** `unknown`: asked for, and nobody knows yet whether it came. */
  readonly state: 'taken' | 'unknown';
}

export interface DeskSums {
  /** Σ of what was taken. */
  readonly received: Fen;
  readonly nonCash: Fen;
  /** Still to be paid, 0 when covered. */
  readonly left: Fen;
  readonly change: Fen;
  /** Taken by a wallet beyond what was due, to be given back in cash. */
  readonly over: Fen;
  readonly unknown: boolean;
  /** May be booked as it stands. */
  readonly complete: boolean;
}

export type DeskFault =
  | { readonly code: 'amount' }
  | { readonly code: 'more-than-due'; readonly left: Fen }
  | { readonly code: 'still-unknown'; readonly kind: TenderKind };

export function deskSums(payable: Fen, tenders: readonly DeskTender[]): DeskSums {
  let cash = 0;
  let nonCash = 0;
  let unknown = false;
  for (const { kind, amount, state } of tenders) {
    if (state === 'unknown') unknown = true;
    else if (kind === 'cash') cash += amount;
    else nonCash += amount;
  }
  const rest = cash + nonCash - payable;
  const change = Math.min(Math.max(0, rest), Math.max(0, cash));
  const over = Math.max(0, rest) - change;
  return {
    received: cash + nonCash,
    nonCash,
    left: Math.max(0, -rest),
    change,
    over,
    unknown,
    complete: rest >= 0 && over === 0 && !unknown,
  };
}

/** Cash handed over; one cash line grows. */
export function takeCash(tenders: readonly DeskTender[], amount: Fen): Result<readonly DeskTender[], DeskFault> {
  if (amount <= 0) return err({ code: 'amount' });
  return ok(grown(tenders, { kind: 'cash', amount, state: 'taken' }));
}

/** A wallet, card or other means that is known to have paid: no more than is left. */
export function takeOther(
  payable: Fen,
  tenders: readonly DeskTender[],
  kind: Exclude<TenderKind, 'cash'>,
  amount: Fen,
): Result<readonly DeskTender[], DeskFault> {
  const fault = mayAsk(payable, tenders, kind, amount);
  return fault === null ? ok(grown(tenders, { kind, amount, state: 'taken' })) : err(fault);
}

/** Asked for, without an answer yet. */
export function askOther(
  payable: Fen,
  tenders: readonly DeskTender[],
  kind: Exclude<TenderKind, 'cash'>,
  amount: Fen,
): Result<readonly DeskTender[], DeskFault> {
  const fault = mayAsk(payable, tenders, kind, amount);
  return fault === null ? ok([...tenders, { kind, amount, state: 'unknown' }]) : err(fault);
}

function mayAsk(payable: Fen, tenders: readonly DeskTender[], kind: TenderKind, amount: Fen): DeskFault | null {
  if (amount <= 0) return { code: 'amount' };
  if (tenders.some((one) => one.kind === kind && one.state === 'unknown')) return { code: 'still-unknown', kind };
  const asked = tenders.reduce((sum, one) => sum + (one.state === 'unknown' ? one.amount : 0), 0);
  const left = Math.max(0, deskSums(payable, tenders).left - asked);
  return amount > left ? { code: 'more-than-due', left } : null;
}

/** The unknown payment of this kind did come, or did not. */
export function settleUnknown(
  tenders: readonly DeskTender[],
  kind: TenderKind,
  arrived: boolean,
): readonly DeskTender[] {
  const found = tenders.find((one) => one.kind === kind && one.state === 'unknown');
  if (found === undefined) return tenders;
  const rest = tenders.filter((one) => one !== found);
  return arrived ? grown(rest, { kind, amount: found.amount, state: 'taken' }) : rest;
}

/** A wallet took `amount`, more than was due: entered as taken, the difference is still to be given back. */
export function tookTooMuch(
  tenders: readonly DeskTender[],
  kind: Exclude<TenderKind, 'cash'>,
  amount: Fen,
): Result<readonly DeskTender[], DeskFault> {
  if (amount <= 0) return err({ code: 'amount' });
  if (tenders.some((one) => one.kind === kind && one.state === 'unknown')) return err({ code: 'still-unknown', kind });
  return ok(grown(tenders, { kind, amount, state: 'taken' }));
}

/**
 * Gives back in cash what wallets took too much: a cash line of minus that; cash that was handed over as well goes back
 * with it. Without such, nothing changes.
 */
export function giveBackInCash(payable: Fen, tenders: readonly DeskTender[]): readonly DeskTender[] {
  const { over, unknown, nonCash } = deskSums(payable, tenders);
  if (over === 0 || unknown) return tenders;
  const others = tenders.filter((one) => one.kind !== 'cash');
  return [...others, { kind: 'cash', amount: payable - nonCash, state: 'taken' }];
}

/** What the ticket books. */
export const bookedTenders = (tenders: readonly DeskTender[]): readonly Tendered[] =>
  tenders.filter((one) => one.state === 'taken').map(({ kind, amount }) => ({ kind, amount }));

function grown(tenders: readonly DeskTender[], added: DeskTender): readonly DeskTender[] {
  const known = tenders.find((one) => one.kind === added.kind && one.state === 'taken');
  if (known === undefined) return [...tenders, added];
  return tenders.map((one) => (one === known ? { ...one, amount: one.amount + added.amount } : one));
}
