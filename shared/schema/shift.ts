/**
 * A shift (班次) of a register: opened with the counted float, closed with a blind count. Both stand in the cash
 * document of the month it was opened in. `expected` is what the closing device knew: tickets that come later are shown
 * beside it and never change it. Amounts in fen.
 */
import * as v from 'valibot';
import { compileShape } from './compile-shape.ts';
import { type EntryKind, need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

const openSchema = v.object({
  kind: v.literal('shiftOpen'),
  id: shape.recordId,
  register: shape.placeId,
  float: shape.positiveFen,
  at: shape.time,
  handler: v.exactOptional(shape.memberId),
});
export type ShiftOpen = v.InferOutput<typeof openSchema>;
export const isShiftOpen = compileShape(openSchema);

const closeSchema = v.object({
  kind: v.literal('shiftClose'),
  /** The shift's. */
  id: shape.recordId,
  counted: shape.positiveFen,
  expected: shape.fen,
  at: shape.time,
  /** Tickets of the shift that the closing device knew. */
  tickets: v.exactOptional(shape.countedQuantity),
  handedIn: v.exactOptional(shape.positiveFen),
  reason: v.exactOptional(shape.text(200)),
});
export type ShiftClose = v.InferOutput<typeof closeSchema>;
export const isShiftClose = compileShape(closeSchema);

const NEEDS = need('sales.add');
export const shiftOpen: EntryKind = {
  name: 'shiftOpen',
  documents: ['cash'],
  check: isShiftOpen,
  needs: () => NEEDS,
  sentence: () => ({ zh: '开班，备用金 {float}', en: 'opened a shift with {float}' }),
};
export const shiftClose: EntryKind = {
  name: 'shiftClose',
  documents: ['cash'],
  check: isShiftClose,
  needs: () => NEEDS,
  sentence: () => ({
    zh: '交班，应有 {expected}，实点 {counted}',
    en: 'closed a shift: expected {expected}, counted {counted}',
  }),
};
