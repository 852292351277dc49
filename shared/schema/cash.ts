/**
 * Money in or out of an account of a shift, in `cash/<branch>/<month>`, in fen. A ticket writes one `sale` entry per
 * account: what came in less the change given. Its key is (document, type, account).
 */
import * as v from 'valibot';
import { compileShape } from './compile-shape.ts';
import { type EntryKind, need } from './entry-kind.ts';
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

const NEEDS = need('sales.add');
export const cash: EntryKind = {
  name: 'cash',
  documents: ['cash'],
  check: isCash,
  needs: () => NEEDS,
  sentence: () => ({ zh: '{account} {type} {amount}', en: '{account} {type} {amount}' }),
};
