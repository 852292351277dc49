/**
 * A printing of a ticket or return (`tickets/<branch>/<month>`): the second and later ones are marked 补打 and need a
 * grant (collaboration.md §1). `copy` is the number of this printing as its device knew; how often a paper was printed
 * is the number of these entries.
 */
import * as v from 'valibot';
import { compileShape } from './compile-shape.ts';
import type { EntryKind, Need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

const schema = v.object({
  kind: v.literal('ticketPrint'),
  id: shape.recordId,
  document: shape.recordId,
  copy: shape.wholeNumber(1, 999),
});
export type TicketPrint = v.InferOutput<typeof schema>;
export const isTicketPrint = compileShape(schema);

const FIRST: readonly Need[] = [{ use: 'sales.add' }];
const AGAIN: readonly Need[] = [{ use: 'sales.reprint' }];

export const ticketPrint: EntryKind = {
  name: 'ticketPrint',
  documents: ['tickets'],
  check: isTicketPrint,
  needs: (entry) => (entry.copy === 1 ? FIRST : AGAIN),
  sentence: () => ({ zh: '打印 {document} 第 {copy} 次', en: 'printed {document}, copy {copy}' }),
};
