/**
 * A goods receipt (采购入库): what came from whom, quantities only. Amounts stand apart in `priced/<branch>/<month>`, so
 * that whoever receives needs no right to see prices. `quantity` counts the unit received, accepted and rejected
 * together; `base` is the accepted quantity in base units.
 */
import * as v from 'valibot';
import type { Entry } from '../commit/part.ts';
import type { DocumentIdentity } from '../document/document-kinds.ts';
import { compileShape } from './compile-shape.ts';
import { type EntryKind, type Need, need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

const line = v.object({
  variant: shape.recordId,
  unit: shape.filledText(20),
  numerator: shape.ratioPart,
  denominator: shape.ratioPart,
  quantity: shape.positiveQuantity,
  base: shape.countedQuantity,
  rejected: shape.countedQuantity,
  rejectedReason: shape.text(60),
  /** Of products with batches; the expiry where somebody read one. */
  batch: v.exactOptional(shape.filledText(40)),
  expiry: v.exactOptional(shape.date),
  /** Of products with serials, of what was accepted. */
  serials: v.exactOptional(shape.serials),
});

const schema = v.object({
  kind: v.literal('goodsReceipt'),
  id: shape.recordId,
  number: shape.documentNumber,
  warehouse: shape.placeId,
  /** The supplier's record id, or a name written by hand. */
  supplier: shape.text(100),
  deliveryNote: shape.text(60),
  remark: shape.remark,
  lines: v.pipe(v.array(line), v.minLength(1), v.maxLength(500)),
});
export type GoodsReceipt = v.InferOutput<typeof schema>;
export const isGoodsReceipt = compileShape(schema);

const fits = (receipt: GoodsReceipt): boolean =>
  receipt.lines.every(
    (one) =>
      one.rejected <= one.quantity &&
      BigInt(one.quantity - one.rejected) * BigInt(one.numerator) === BigInt(one.base) * BigInt(one.denominator),
  );

/**
 * The right is that of the warehouse that receives, also where the right reaches no further than that: the paper stands
 * in a document of the branch and a member.
 */
const needsOf = (entry: Entry, document: DocumentIdentity): readonly Need[] => [
  { use: 'goodsReceipt.add', scope: `${document.branch ?? ''}/${String(entry.warehouse)}` },
];
export const goodsReceipt: EntryKind = {
  name: 'goodsReceipt',
  documents: ['purchasing'],
  check: (entry) => isGoodsReceipt(entry) && fits(entry),
  needs: needsOf,
  sentence: () => ({ zh: '采购入库 {number}', en: 'goods receipt {number}' }),
};

const costSchema = v.object({
  kind: v.literal('receiptCost'),
  /** The receipt, or the paper of opening stock: movements cite either as their document. */
  receipt: shape.recordId,
  line: shape.lineNumber,
  /** Fen for the accepted quantity of the line: the fact, of which the price is derived. */
  amount: shape.positiveFen,
});
export type ReceiptCost = v.InferOutput<typeof costSchema>;
export const isReceiptCost = compileShape(costSchema);

const COST_NEEDS = need('costs.add');
export const receiptCost: EntryKind = {
  name: 'receiptCost',
  documents: ['priced'],
  check: isReceiptCost,
  needs: () => COST_NEEDS,
  sentence: () => ({ zh: '入库金额 {receipt} 第 {line} 行', en: 'cost of line {line} of receipt {receipt}' }),
};
