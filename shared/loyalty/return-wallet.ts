/**
 * What a return or a reversal does to the wallet of its ticket's member: stored value back by the ticket's own split,
 * points clawed back, points that had paid given back. All from what the ticket took and what came back before, so the
 * pieces of a ticket, in any order and partition, leave the wallet as if it had never been sold.
 */
import { documentName } from '../document/document-kinds.ts';
import type { Fact } from '../fold/fact-set.ts';
import { mulDiv } from '../foundation/integer-arithmetic.ts';
import type { Fen } from '../foundation/money.ts';
import type { DraftedPart } from '../schema/command-draft.ts';
import type { PosSale } from '../schema/pos-sale.ts';
import {
  isPointsBack,
  isPointsEarn,
  isPointsSpend,
  isWalletRefund,
  isWalletSpend,
  type PointsBack,
  type WalletRefund,
} from '../schema/wallet.ts';
import { pointsClawed, pointsGivenBack } from './points.ts';
import { splitBack } from './stored-value.ts';
import type { WalletMove } from './wallet-fold.ts';

/** What a ticket took of a wallet, and what of it came back. */
export interface TicketWallet {
  readonly member: string;
  readonly principal: Fen;
  readonly bonus: Fen;
  readonly paid: Fen;
  readonly factor: number;
  readonly used: number;
  readonly usedFen: Fen;
  readonly storedBack: Fen;
  readonly refunded: Fen;
  readonly usedBack: Fen;
}

/** From the moves of a ticket (`WalletFold.ofPaper`); `null` when it has none. */
export function ticketWallet(ticket: string, moves: readonly Fact<WalletMove>[]): TicketWallet | null {
  let member = '';
  const sums = { principal: 0, bonus: 0, paid: 0, factor: 0, used: 0, usedFen: 0 };
  const back = { storedBack: 0, refunded: 0, usedBack: 0 };
  for (const { value } of moves) {
    const entry: unknown = JSON.parse(value.text);
    if (value.document === ticket && value.ticket === '') {
      member = value.member;
      if (isWalletSpend(entry)) {
        sums.principal += entry.principal;
        sums.bonus += entry.bonus;
      } else if (isPointsEarn(entry)) {
        sums.paid = entry.paid;
        sums.factor = entry.factor;
      } else if (isPointsSpend(entry)) {
        sums.used += entry.points;
        sums.usedFen += entry.fen;
      }
    } else if (isWalletRefund(entry)) back.storedBack += entry.principal + entry.bonus;
    else if (isPointsBack(entry)) {
      back.refunded += entry.refund;
      back.usedBack += entry.usedNow;
    }
  }
  return member === '' ? null : { member, ...sums, ...back };
}

/** Fen that points had paid of the goods that come back: by line, cumulative, so that all of a line is all of its share. */
export function pointsShareBack(
  sale: Pick<PosSale, 'lines'>,
  lines: readonly { readonly line?: number; readonly quantity: number; readonly returned?: number }[],
): Fen {
  return lines.reduce((sum, { line = 0, quantity, returned = 0 }) => {
    const sold = sale.lines[line - 1];
    const share = sold?.points ?? 0;
    if (sold === undefined || share === 0) return sum;
    return sum + mulDiv(share, returned + quantity, sold.quantity) - mulDiv(share, returned, sold.quantity);
  }, 0);
}

export interface WalletBack {
  /** Id of the return; of a reversal the ticket's own, so that two reversals give back once. */
  readonly document: string;
  readonly ticket: string;
  readonly month: string;
  /** Fen refunded in all, and of it to stored value. */
  readonly refund: Fen;
  readonly stored: Fen;
  /** Fen that points had paid of what came back. */
  readonly pointsFen: Fen;
}

/** `null` when nothing of the wallet moves. */
export function returnWallet(of: TicketWallet | null, back: WalletBack): DraftedPart | null {
  if (of === null) return null;
  const { document, ticket, month } = back;
  const head = { member: of.member, document, ticket };
  const entries: (WalletRefund | PointsBack)[] = [];
  const stored = Math.min(back.stored, of.principal + of.bonus - of.storedBack);
  if (stored > 0) {
    const split = splitBack(of, of.storedBack, stored);
    const spent = { spentPrincipal: of.principal, spentBonus: of.bonus, before: of.storedBack };
    entries.push({ kind: 'walletRefund', ...head, ...spent, ...split });
  }
  const refund = Math.min(back.refund, of.paid - of.refunded);
  const usedNow = Math.min(back.pointsFen, of.usedFen - of.usedBack);
  const clawed = refund <= 0 ? 0 : pointsClawed(of.paid, of.factor, of.refunded, refund);
  const given = usedNow <= 0 ? 0 : pointsGivenBack(of.used, of.usedFen, of.usedBack, usedNow);
  // Also when it comes to no point: the next return of the ticket counts on from here.
  if (refund > 0 || usedNow > 0) {
    entries.push({
      kind: 'pointsBack',
      ...head,
      paid: of.paid,
      factor: of.factor,
      before: of.refunded,
      refund: Math.max(0, refund),
      clawed,
      used: of.used,
      usedFen: of.usedFen,
      usedBefore: of.usedBack,
      usedNow: Math.max(0, usedNow),
      given,
    });
  }
  return entries.length === 0 ? null : { document: documentName({ kind: 'wallets', month }), entries };
}
