/**
 * A line of a stocktake (盘点): an anchor. At `at` the balance of the variant in this warehouse *is* what was counted;
 * the variance is derived and moves when older facts arrive. Counters of one stocktake add up; what the same counter
 * says twice about one line replaces the earlier.
 *
 * `posted`: what an approved stocktake came to (shared/schema/stocktake.ts), whoever approved it. It takes the place of
 * everything else of that stocktake, and of two approvals that did not see each other the later counts.
 */
import * as v from 'valibot';
import { compileShape } from './compile-shape.ts';
import { type EntryKind, need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

const schema = v.object({
  kind: v.literal('count'),
  variant: shape.recordId,
  counted: shape.countedQuantity,
  /** Time of the last scan of this line, hybrid microseconds. */
  at: shape.time,
  stocktake: shape.recordId,
  line: shape.lineNumber,
  counter: shape.memberId,
  bin: v.exactOptional(shape.text(20)),
  batch: v.exactOptional(shape.text(40)),
  posted: v.exactOptional(v.literal(true)),
});
export type Count = v.InferOutput<typeof schema>;
export const isCount = compileShape(schema);

const NEEDS = need('stocktake.add');
const APPROVED = need('stocktake.approve');
export const count: EntryKind = {
  name: 'count',
  documents: ['stock'],
  check: isCount,
  needs: (entry) => (entry.posted === true ? APPROVED : NEEDS),
  sentence: () => ({ zh: '盘点 {variant} {counted}', en: 'counted {variant}: {counted}' }),
};
