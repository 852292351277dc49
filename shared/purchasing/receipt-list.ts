/** Goods receipts as rows, the latest first. */
import type { ReceiptFold } from './receipt-fold.ts';

export interface ReceiptQuestions<Travel> {
  readonly travel: (feed: string, seq: number) => Travel;
  readonly nameOf: (member: string) => string;
  /** Name of a supplier's record; of a name written by hand, itself. */
  readonly supplierOf: (supplier: string) => string;
}

export interface ReceiptListRow<Travel> {
  readonly id: string;
  readonly number: string;
  readonly time: number;
  readonly supplier: string;
  /** Accepted, whole base units of all lines: a plain number, for a glance. */
  readonly pieces: number;
  readonly lines: number;
  readonly who: string;
  readonly travel: Travel;
  /** Its delivery note stands on an earlier receipt, too. */
  readonly receivedTwice: boolean;
}

export function receiptList<Travel>(
  receipts: ReceiptFold,
  limit: number,
  questions: ReceiptQuestions<Travel>,
): ReceiptListRow<Travel>[] {
  const twice = new Set(receipts.receivedTwice());
  return receipts.latest(limit).map((fact) => {
    const { id, number, supplier, lines, member } = fact.value;
    const { feed, seq, time } = fact.ref;
    return {
      id,
      number,
      time,
      supplier: questions.supplierOf(supplier),
      pieces: lines.reduce((sum, line) => sum + Math.round(line.base / 1000), 0),
      lines: lines.length,
      who: questions.nameOf(member),
      travel: questions.travel(feed, seq),
      receivedTwice: twice.has(fact),
    };
  });
}
