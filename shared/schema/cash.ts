/**
 * Money in or out of an account of a shift, in `cash/<branch>/<month>`, in fen. A ticket writes one `sale` entry per
 * account: what came in less the change given. Its key is (document, type, account).
 *
 * A refund needs the right to return, money paid in or out by hand the right to open the drawer, up to its amount; both
 * of the latter say why. A top-up of stored value needs that right, and its opposite, a payout, the one for payouts.
 */
import * as v from 'valibot';
import { compileShape } from './compile-shape.ts';
import type { EntryKind, Need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

export const CASH_TYPES = ['sale', 'refund', 'topUp', 'collected', 'paidIn', 'paidOut'] as const;
export type CashType = (typeof CASH_TYPES)[number];

const schema = v.object({
  kind: v.literal('cash'),
  type: v.picklist(CASH_TYPES),
  shift: shape.recordId,
  register: shape.placeId,
  account: shape.filledText(20),
  amount: shape.fen,
  document: shape.recordId,
  reason: v.exactOptional(shape.text(60)),
});
export type Cash = v.InferOutput<typeof schema>;
export const isCash = compileShape(schema);

const SELLS: readonly Need[] = [{ use: 'sales.add' }];
const RETURNS: readonly Need[] = [{ use: 'sales.return' }];

/** Money by hand has a reason; what goes out is negative. A refund is, too, but where it undoes cash given back. */
function hasRightForm({ type, amount, reason }: Cash): boolean {
  if (type === 'refund' || type === 'topUp') return amount !== 0;
  if (type === 'paidIn') return amount > 0 && (reason ?? '') !== '';
  if (type === 'paidOut') return amount < 0 && (reason ?? '') !== '';
  return true;
}

function needsOf({ type, amount }: Cash): readonly Need[] {
  if (type === 'refund') return RETURNS;
  if (type === 'paidIn' || type === 'paidOut') return [{ use: 'sales.drawer', limit: Math.abs(amount) }];
  if (type === 'topUp') {
    return [{ use: amount < 0 ? 'customers.payOut' : 'customers.topUp', limit: Math.abs(amount), scope: 'any' }];
  }
  return SELLS;
}

export const cash: EntryKind = {
  name: 'cash',
  documents: ['cash'],
  check: (entry) => isCash(entry) && hasRightForm(entry),
  // Asked only of entries that passed `check`.
  needs: (entry) => needsOf(entry as unknown as Cash),
  sentence: () => ({ zh: '{account} {type} {amount}', en: '{account} {type} {amount}' }),
};
