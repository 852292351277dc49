/**
 * What a sale does to its member's wallet, as entries of the same commit: stored value and points spent, points earned.
 * Pure: the wallet, the level's factor and the time are passed in. What a till may do offline or without a PIN is asked
 * by the command; here only whether there is enough.
 */
import { documentName } from '../document/document-kinds.ts';
import type { Fen } from '../foundation/money.ts';
import { err, ok, type Result } from '../foundation/result.ts';
import type { DraftedPart } from '../schema/command-draft.ts';
import type { PosSale } from '../schema/pos-sale.ts';
import type { PointsEarn, PointsSpend, SpendProof, WalletSpend } from '../schema/wallet.ts';
import { pointsEarned } from './points.ts';
import { splitSpend, storedTotal } from './stored-value.ts';
import type { Wallet } from './wallet-fold.ts';

export type SaleWalletFault =
  | { readonly code: 'stored-value-member' }
  | { readonly code: 'stored-value-short'; readonly left: Fen }
  | { readonly code: 'points-short'; readonly left: number };

export interface SaleWalletContext {
  readonly wallet: Wallet;
  /** Basis points of the member's level. */
  readonly factor: number;
  readonly month: string;
  readonly proof: SpendProof | null;
}

type Paid = Pick<PosSale, 'id' | 'loyaltyMember' | 'tenders' | 'points' | 'payable'>;

/** Fen of stored value that a ticket takes. */
export const storedPart = (sale: Pick<PosSale, 'tenders'>): Fen =>
  sale.tenders.reduce((sum, one) => sum + (one.kind === 'storedValue' ? one.amount : 0), 0);

/** `null` for a ticket that moves no wallet. */
export function saleWallet(sale: Paid, context: SaleWalletContext): Result<DraftedPart | null, SaleWalletFault> {
  const { loyaltyMember: member, points } = sale;
  const stored = storedPart(sale);
  if (member === undefined) {
    return stored === 0 && points === undefined ? ok(null) : err({ code: 'stored-value-member' });
  }
  const { wallet, factor, month, proof } = context;
  const left = storedTotal(wallet);
  if (stored > 0 && stored > left) return err({ code: 'stored-value-short', left: Math.max(0, left) });
  if (points !== undefined && points.points > wallet.points) {
    return err({ code: 'points-short', left: Math.max(0, wallet.points) });
  }
  const head = { member, document: sale.id };
  const entries: (WalletSpend | PointsSpend | PointsEarn)[] = [];
  if (stored > 0) {
    const split = splitSpend(wallet, stored);
    entries.push({ kind: 'walletSpend', ...head, ...split, ...(proof === null ? {} : { proof }) });
  }
  if (points !== undefined) entries.push({ kind: 'pointsSpend', ...head, points: points.points, fen: points.fen });
  const earned = pointsEarned(sale.payable, factor);
  // Earned nothing yet still named: a return must find what the ticket was.
  if (sale.payable > 0) entries.push({ kind: 'pointsEarn', ...head, paid: sale.payable, factor, points: earned });
  if (entries.length === 0) return ok(null);
  return ok({ document: documentName({ kind: 'wallets', month }), entries });
}
