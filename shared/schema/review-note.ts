/** A word on work that had no effect (待复核): here that it was looked at and declined. It stands in `trail`. */
import * as v from 'valibot';
import { compileShape } from './compile-shape.ts';
import type { EntryKind } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

const schema = v.object({
  kind: v.literal('reviewNote'),
  feed: shape.feedId,
  seq: shape.time,
  decision: v.picklist(['declined', 'reopened']),
  note: shape.remark,
});
export type ReviewNote = v.InferOutput<typeof schema>;
export const isReviewNote = compileShape(schema);

export const reviewNote: EntryKind = {
  name: 'reviewNote',
  documents: ['trail'],
  check: isReviewNote,
  needs: (_entry, document) => (document.member === undefined ? [] : [{ use: 'audit.add', unless: document.member }]),
  sentence: () => ({ zh: '不予认可 {feed}#{seq}', en: 'declined {feed}#{seq}' }),
};
