/**
 * A shift (班次) of a register: opened with the counted float, closed with a blind count. Both stand in the cash
 * document of the month it was opened in. `expected` is what the closing device knew: tickets that come later are shown
 * beside it and never change it. Amounts in fen; counts are [face value in fen, pieces].
 *
 * `handler` is whose shift it is. Who opens or closes one for somebody else needs `sales.handler`; that the handler of a
 * close is the one of the opening is for whoever holds both to see (shared/sales/shift-fold.ts).
 */
import * as v from 'valibot';
import { compileShape } from './compile-shape.ts';
import type { EntryKind, Need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';
import { otherHandler } from './handler-need.ts';

/** 100 50 20 10 5 1 0.5 0.1 */
export const DENOMINATIONS = [10_000, 5000, 2000, 1000, 500, 100, 50, 10] as const;

const counts = v.pipe(
  v.array(v.strictTuple([shape.wholeNumber(1, 1_000_000), shape.wholeNumber(0, 1_000_000)])),
  v.maxLength(20),
);
export type CashCount = readonly (readonly [face: number, pieces: number])[];

/** Fen of a count by denomination. */
export const countedSum = (count: CashCount): number => count.reduce((sum, [face, pieces]) => sum + face * pieces, 0);

const openSchema = v.object({
  kind: v.literal('shiftOpen'),
  id: shape.recordId,
  register: shape.placeId,
  float: shape.positiveFen,
  at: shape.time,
  handler: v.exactOptional(shape.memberId),
  counts: v.exactOptional(counts),
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
  handler: v.exactOptional(shape.memberId),
  counts: v.exactOptional(counts),
});
export type ShiftClose = v.InferOutput<typeof closeSchema>;
export const isShiftClose = compileShape(closeSchema);

const drawerSchema = v.object({
  kind: v.literal('drawerOpen'),
  id: shape.recordId,
  shift: shape.recordId,
  register: shape.placeId,
  handler: shape.memberId,
  reason: shape.filledText(60),
});
/** The drawer opened without a sale: logged, since that is where money goes. */
export type DrawerOpen = v.InferOutput<typeof drawerSchema>;
export const isDrawerOpen = compileShape(drawerSchema);

const SELLS: Need = { use: 'sales.add' };
const needsOf = (handler: unknown): readonly Need[] =>
  typeof handler === 'string' ? [SELLS, otherHandler(handler)] : [SELLS];

const isCounted = (counted: number, count: CashCount | undefined): boolean =>
  count === undefined || countedSum(count) === counted;

export const shiftOpen: EntryKind = {
  name: 'shiftOpen',
  documents: ['cash'],
  check: (entry) => isShiftOpen(entry) && isCounted(entry.float, entry.counts),
  needs: (entry) => needsOf(entry.handler),
  sentence: () => ({ zh: '开班，备用金 {float}', en: 'opened a shift with {float}' }),
};
export const shiftClose: EntryKind = {
  name: 'shiftClose',
  documents: ['cash'],
  check: (entry) =>
    isShiftClose(entry) && isCounted(entry.counted, entry.counts) && (entry.handedIn ?? 0) <= entry.counted,
  needs: (entry) => needsOf(entry.handler),
  sentence: () => ({
    zh: '交班，应有 {expected}，实点 {counted}',
    en: 'closed a shift: expected {expected}, counted {counted}',
  }),
};
export const drawerOpen: EntryKind = {
  name: 'drawerOpen',
  documents: ['cash'],
  check: isDrawerOpen,
  needs: (entry) => [{ use: 'sales.drawer', limit: 0 }, otherHandler(String(entry.handler))],
  sentence: () => ({ zh: '开钱箱 {reason}', en: 'opened the drawer: {reason}' }),
};
