/**
 * The paper behind other movements (其他入出库, 报损报溢, 期初) and stocktakes: number, reason, remark. It stands in the
 * stock document beside the movements that cite its id.
 */
import * as v from 'valibot';
import { compileShape } from './compile-shape.ts';
import { type EntryKind, need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

const schema = v.object({
  kind: v.literal('stockNote'),
  id: shape.recordId,
  number: shape.documentNumber,
  type: v.picklist(['opening', 'otherIn', 'otherOut', 'writeOff', 'writeOn', 'stocktake']),
  reason: shape.text(60),
  lines: shape.wholeNumber(0, 1000),
  remark: v.exactOptional(shape.remark),
  at: v.exactOptional(shape.date),
});
export type StockNote = v.InferOutput<typeof schema>;
export const isStockNote = compileShape(schema);

const STOCKTAKE = need('stocktake.add');
const OTHER = need('stockAdjustment.add');
export const stockNote: EntryKind = {
  name: 'stockNote',
  documents: ['stock'],
  check: isStockNote,
  needs: (entry) => (entry.type === 'stocktake' ? STOCKTAKE : OTHER),
  sentence: () => ({ zh: '{type} {number}', en: '{type} {number}' }),
};
