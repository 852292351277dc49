/**
 * Tenders against what is due: sums in fen. Change comes from cash only; other means never exceed what is left
 * (trade.md §4). Pure, so the pay pane stays a picture of it.
 */
import type { Tender } from '../worker/engine-protocol.ts';

export interface PaymentState {
  readonly received: number;
  /** Still owed, 0 when covered. */
  readonly left: number;
  readonly change: number;
  readonly covered: boolean;
}

export function paymentState(payable: number, tenders: readonly Tender[]): PaymentState {
  const received = tenders.reduce((sum, tender) => sum + tender.amount, 0);
  const other = tenders.reduce((sum, tender) => sum + (tender.kind === 'cash' ? 0 : tender.amount), 0);
  const covered = received >= payable && other <= payable;
  return { received, left: Math.max(0, payable - received), change: covered ? received - payable : 0, covered };
}

/** Sums a customer is likely to hand over: exact, then the next 10, 50 and 100 yuan above, without doubles. */
export function quickSums(due: number): readonly number[] {
  const next = [1_000, 5_000, 10_000].map((step) => Math.ceil(due / step) * step);
  return [...new Set([due, ...next])].filter((sum) => sum > 0);
}

/** Adds a tender; one of a kind grows instead of appearing twice. */
export function addTender(tenders: readonly Tender[], added: Tender): readonly Tender[] {
  if (!tenders.some((tender) => tender.kind === added.kind)) return [...tenders, added];
  return tenders.map((tender) =>
    tender.kind === added.kind ? { kind: tender.kind, amount: tender.amount + added.amount } : tender,
  );
}
