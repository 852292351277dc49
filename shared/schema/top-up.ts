/**
 * Stored value taken in and paid out, each a paper of its own in `wallets/<month>`: a liability, never a sale. What was
 * tendered is the principal; the bonus is the shop's. The money stands in the drawer as a `cash` entry of type `topUp`
 * in the same commit, negative when it is paid out. Fen.
 *
 * Needs: `customers.topUp≤principal`, a bonus `customers.bonus≤percent`, a payout `customers.payOut≤principal`. Whether
 * the bonus was on offer is for whoever holds the settings to see (shared/loyalty/wallet-tasks.ts).
 */
import * as v from 'valibot';
import { bonusPercent } from '../loyalty/stored-value.ts';
import { compileShape } from './compile-shape.ts';
import type { EntryKind, Need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';
import { otherHandler } from './handler-need.ts';

export const TOP_UP_TENDERS = ['cash', 'wechat', 'alipay', 'card'] as const;
export type TopUpTender = (typeof TOP_UP_TENDERS)[number];

const tenders = v.pipe(
  v.array(v.object({ kind: v.picklist(TOP_UP_TENDERS), amount: shape.wholeNumber(1, 999_999_999_999) })),
  v.minLength(1),
  v.maxLength(4),
);
const paper = {
  id: shape.recordId,
  number: shape.documentNumber,
  member: shape.recordId,
  register: shape.placeId,
  shift: shape.recordId,
  principal: shape.wholeNumber(1, 999_999_999_999),
  tenders,
  handler: shape.memberId,
};

const topUpSchema = v.object({
  kind: v.literal('topUp'),
  ...paper,
  bonus: shape.positiveFen,
  /** Cash handed back; Σ tenders − change = principal. */
  change: shape.positiveFen,
});
export type TopUp = v.InferOutput<typeof topUpSchema>;
export const isTopUp = compileShape(topUpSchema);

const payOutSchema = v.object({
  kind: v.literal('storedPayOut'),
  ...paper,
  /** Bonus that lapses with it. */
  forfeited: shape.positiveFen,
  reason: shape.filledText(60),
});
export type StoredPayOut = v.InferOutput<typeof payOutSchema>;
export const isStoredPayOut = compileShape(payOutSchema);

const tendered = (list: readonly { readonly amount: number }[]): number =>
  list.reduce((sum, one) => sum + one.amount, 0);

function changeFits({ tenders: list, change, principal }: TopUp): boolean {
  const cash = tendered(list.filter((one) => one.kind === 'cash'));
  return tendered(list) - change === principal && change <= cash;
}

/** The handler's own right to sell is asked at the branch of the drawer; here only who acts for somebody else. */
const forOther = (handler: string): Need => ({ ...otherHandler(handler), scope: 'any' });

export const topUp: EntryKind = {
  name: 'topUp',
  documents: ['wallets'],
  check: (entry) => isTopUp(entry) && changeFits(entry),
  needs(entry) {
    // Asked only of entries that passed `check`.
    const { principal, bonus, handler } = entry as unknown as TopUp;
    const needs: Need[] = [{ use: 'customers.topUp', limit: principal, scope: 'any' }, forOther(handler)];
    if (bonus > 0) needs.push({ use: 'customers.bonus', limit: bonusPercent(principal, bonus), scope: 'any' });
    return needs;
  },
  sentence: () => ({ zh: '储值充值 {number} {principal} 送 {bonus}', en: 'top-up {number} {principal} + {bonus}' }),
};
export const storedPayOut: EntryKind = {
  name: 'storedPayOut',
  documents: ['wallets'],
  check: (entry) => isStoredPayOut(entry) && tendered(entry.tenders) === entry.principal,
  needs(entry) {
    const { principal, handler } = entry as unknown as StoredPayOut;
    return [{ use: 'customers.payOut', limit: principal, scope: 'any' }, forOther(handler)];
  },
  sentence: () => ({ zh: '退储值 {number} {principal}：{reason}', en: 'stored value paid out {number} {principal}' }),
};
