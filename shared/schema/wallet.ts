/**
 * Entries of members' wallets in `wallets/<month>` that papers of the till bring with them: stored value spent and given
 * back, points earned, paid with, clawed back; and corrections by hand. Money is fen, `document` the ticket or return of
 * the same commit. What a return gives back follows from what the ticket took and what came back before, by formulas
 * that everybody can check; who holds the ticket checks that these are its figures (shared/loyalty/wallet-tasks.ts).
 *
 * `wallets` is the shop's, rights to sell are a branch's: needs are asked at whatever scope was claimed.
 */
import * as v from 'valibot';
import { pointsClawed, pointsEarned, pointsGivenBack } from '../loyalty/points.ts';
import { splitBack } from '../loyalty/stored-value.ts';
import { compileShape } from './compile-shape.ts';
import type { EntryKind, Need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

const points = shape.wholeNumber(0, 1_000_000_000);
const factor = shape.wholeNumber(0, 1_000_000);
const head = { member: shape.recordId, document: shape.recordId };

/** How somebody made sure that the wallet was the customer's. */
export const SPEND_PROOFS = ['pin', 'staff'] as const;
export type SpendProof = (typeof SPEND_PROOFS)[number];

const spendSchema = v.object({
  kind: v.literal('walletSpend'),
  ...head,
  principal: shape.positiveFen,
  bonus: shape.positiveFen,
  proof: v.exactOptional(v.picklist(SPEND_PROOFS)),
});
export type WalletSpend = v.InferOutput<typeof spendSchema>;
export const isWalletSpend = compileShape(spendSchema);

const refundSchema = v.object({
  kind: v.literal('walletRefund'),
  ...head,
  ticket: shape.recordId,
  /** What the ticket took. */
  spentPrincipal: shape.positiveFen,
  spentBonus: shape.positiveFen,
  /** What came back before, as far as the till knew. */
  before: shape.positiveFen,
  principal: shape.positiveFen,
  bonus: shape.positiveFen,
});
export type WalletRefund = v.InferOutput<typeof refundSchema>;
export const isWalletRefund = compileShape(refundSchema);

const earnSchema = v.object({
  kind: v.literal('pointsEarn'),
  ...head,
  /** What was paid otherwise than by points. */
  paid: shape.positiveFen,
  /** The level's, basis points. */
  factor,
  points,
});
export type PointsEarn = v.InferOutput<typeof earnSchema>;
export const isPointsEarn = compileShape(earnSchema);

const spendPointsSchema = v.object({
  kind: v.literal('pointsSpend'),
  ...head,
  points: shape.wholeNumber(1, 1_000_000_000),
  fen: shape.wholeNumber(1, 999_999_999_999),
});
export type PointsSpend = v.InferOutput<typeof spendPointsSchema>;
export const isPointsSpend = compileShape(spendPointsSchema);

const backSchema = v.object({
  kind: v.literal('pointsBack'),
  ...head,
  ticket: shape.recordId,
  paid: shape.positiveFen,
  factor,
  /** Fen refunded before, and now. */
  before: shape.positiveFen,
  refund: shape.positiveFen,
  clawed: points,
  /** Points that the ticket was paid with, what they paid, and fen of it that came back before and now. */
  used: points,
  usedFen: shape.positiveFen,
  usedBefore: shape.positiveFen,
  usedNow: shape.positiveFen,
  given: points,
});
export type PointsBack = v.InferOutput<typeof backSchema>;
export const isPointsBack = compileShape(backSchema);

const signedPoints = shape.wholeNumber(-1_000_000_000, 1_000_000_000);
const adjustSchema = v.object({
  kind: v.literal('walletAdjust'),
  id: shape.recordId,
  member: shape.recordId,
  points: signedPoints,
  principal: shape.fen,
  bonus: shape.fen,
  reason: shape.filledText(60),
});
export type WalletAdjust = v.InferOutput<typeof adjustSchema>;
export const isWalletAdjust = compileShape(adjustSchema);

const SELLS: readonly Need[] = [{ use: 'sales.add', scope: 'any' }];
const RETURNS: readonly Need[] = [{ use: 'sales.return', scope: 'any' }];

function refundFits({ spentPrincipal, spentBonus, before, principal, bonus }: WalletRefund): boolean {
  const amount = principal + bonus;
  if (amount === 0 || before + amount > spentPrincipal + spentBonus) return false;
  return splitBack({ principal: spentPrincipal, bonus: spentBonus }, before, amount).bonus === bonus;
}

function backFits(entry: PointsBack): boolean {
  const { paid, factor: by, before, refund, clawed, used, usedFen, usedBefore, usedNow, given } = entry;
  if (before + refund > paid || usedBefore + usedNow > usedFen) return false;
  return (
    clawed === pointsClawed(paid, by, before, refund) && given === pointsGivenBack(used, usedFen, usedBefore, usedNow)
  );
}

export const walletSpend: EntryKind = {
  name: 'walletSpend',
  documents: ['wallets'],
  check: (entry) => isWalletSpend(entry) && entry.principal + entry.bonus > 0,
  needs: () => SELLS,
  sentence: () => ({
    zh: '储值支付 本金 {principal} 赠送 {bonus}',
    en: 'paid with stored value {principal} + {bonus}',
  }),
};
export const walletRefund: EntryKind = {
  name: 'walletRefund',
  documents: ['wallets'],
  check: (entry) => isWalletRefund(entry) && refundFits(entry),
  needs: () => RETURNS,
  sentence: () => ({ zh: '退回储值 本金 {principal} 赠送 {bonus}', en: 'back to stored value {principal} + {bonus}' }),
};
export const pointsEarn: EntryKind = {
  name: 'pointsEarn',
  documents: ['wallets'],
  check: (entry) => isPointsEarn(entry) && entry.points === pointsEarned(entry.paid, entry.factor),
  needs: () => SELLS,
  sentence: () => ({ zh: '消费 {paid} 得 {points} 积分', en: 'earned {points} points for {paid}' }),
};
export const pointsSpend: EntryKind = {
  name: 'pointsSpend',
  documents: ['wallets'],
  check: isPointsSpend,
  needs: () => SELLS,
  sentence: () => ({ zh: '{points} 积分抵 {fen}', en: '{points} points paid {fen}' }),
};
export const pointsBack: EntryKind = {
  name: 'pointsBack',
  documents: ['wallets'],
  check: (entry) => isPointsBack(entry) && backFits(entry),
  needs: () => RETURNS,
  sentence: () => ({ zh: '退货扣回 {clawed} 积分，退还 {given}', en: 'took back {clawed} points, gave back {given}' }),
};
export const walletAdjust: EntryKind = {
  name: 'walletAdjust',
  documents: ['wallets'],
  check: (entry) => isWalletAdjust(entry) && (entry.points !== 0 || entry.principal !== 0 || entry.bonus !== 0),
  needs(entry) {
    // Asked only of entries that passed `check`.
    const { points: by, principal, bonus } = entry as unknown as WalletAdjust;
    const money = Math.abs(principal) + Math.abs(bonus);
    const needs: Need[] = by === 0 ? [] : [{ use: 'customers.points', limit: Math.abs(by), scope: 'any' }];
    return money === 0 ? needs : [...needs, { use: 'customers.balance', limit: money, scope: 'any' }];
  },
  sentence: () => ({ zh: '调整会员余额 积分 {points} 本金 {principal}：{reason}', en: 'adjusted a wallet: {reason}' }),
};
