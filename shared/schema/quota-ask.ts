/**
 * A till asks another one for some of its quota (配额). It binds nobody: whoever is asked answers by passing units on, an
 * `escrow` entry that names the ask, or says no; after two hours it lapses (shared/stock/quota-fold.ts).
 */
import * as v from 'valibot';
import { compileShape } from './compile-shape.ts';
import { type EntryKind, need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

const askSchema = v.object({
  kind: v.literal('quotaAsk'),
  id: shape.recordId,
  variant: shape.recordId,
  /** Who asks, and who is asked. */
  register: shape.placeId,
  from: shape.placeId,
  quantity: shape.positiveQuantity,
});
export type QuotaAsk = v.InferOutput<typeof askSchema>;
export const isQuotaAsk = compileShape(askSchema);

const refusalSchema = v.object({ kind: v.literal('quotaRefusal'), id: shape.recordId, ask: shape.recordId });
export type QuotaRefusal = v.InferOutput<typeof refusalSchema>;
export const isQuotaRefusal = compileShape(refusalSchema);

const NEEDS = need('transfer.add');

export const quotaAsk: EntryKind = {
  name: 'quotaAsk',
  documents: ['stock'],
  check: isQuotaAsk,
  needs: () => NEEDS,
  sentence: () => ({ zh: '要额度 {variant} {quantity}', en: 'asked for quota: {variant} {quantity}' }),
};
export const quotaRefusal: EntryKind = {
  name: 'quotaRefusal',
  documents: ['stock'],
  check: isQuotaRefusal,
  needs: () => NEEDS,
  sentence: () => ({ zh: '不给额度', en: 'declined a quota request' }),
};
