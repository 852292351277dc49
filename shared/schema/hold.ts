/**
 * Held tickets (挂单) in `tickets/<branch>/<month>`: the cart as it stood, with a note, for any till of the branch to
 * take up again (取单). A hold reserves nothing and lapses after a day; prices are looked up anew when it is recalled.
 * `basket` is the cart's id and stays with it, so that two sales of one held cart are a double that everybody sees.
 */
import * as v from 'valibot';
import { compileShape } from './compile-shape.ts';
import type { EntryKind } from './entry-kind.ts';
import * as shape from './field-shapes.ts';
import { otherHandler } from './handler-need.ts';

const line = v.object({
  product: shape.recordId,
  variant: shape.recordId,
  name: shape.filledText(200),
  unit: shape.filledText(20),
  numerator: shape.ratioPart,
  denominator: shape.ratioPart,
  quantity: shape.positiveQuantity,
  listPrice: shape.price,
  price: shape.price,
  /** Amount of a weighed label. */
  amount: v.exactOptional(shape.positiveFen),
  /** The price was set by hand: typed, a percentage, a gift. */
  override: v.exactOptional(v.picklist(['price', 'discount', 'gift'])),
});

const holdSchema = v.object({
  kind: v.literal('hold'),
  id: shape.recordId,
  register: shape.placeId,
  handler: shape.memberId,
  basket: shape.basketId,
  lines: v.pipe(v.array(line), v.minLength(1), v.maxLength(200)),
  /** Fen off the whole ticket. */
  discount: shape.positiveFen,
  /** Instead of fen, what is still paid of the ticket. */
  payBp: v.exactOptional(shape.basisPoints),
  /** As the customer saw it. */
  payable: shape.fen,
  note: shape.text(60),
  /** The customer, as a member of the programme. */
  loyaltyMember: v.exactOptional(shape.recordId),
});
export type Hold = v.InferOutput<typeof holdSchema>;
export type HoldLine = v.InferOutput<typeof line>;
export const isHold = compileShape(holdSchema);

const recallSchema = v.object({
  kind: v.literal('recall'),
  id: shape.recordId,
  hold: shape.recordId,
  register: shape.placeId,
  handler: shape.memberId,
});
export type Recall = v.InferOutput<typeof recallSchema>;
export const isRecall = compileShape(recallSchema);

export const hold: EntryKind = {
  name: 'hold',
  documents: ['tickets'],
  check: isHold,
  needs: (entry) => [{ use: 'sales.add' }, otherHandler(String(entry.handler))],
  sentence: () => ({ zh: '挂单 {payable} {note}', en: 'held a sale of {payable} {note}' }),
};
export const recall: EntryKind = {
  name: 'recall',
  documents: ['tickets'],
  check: isRecall,
  needs: (entry) => [{ use: 'sales.add' }, otherHandler(String(entry.handler))],
  sentence: () => ({ zh: '取单 {hold}', en: 'recalled {hold}' }),
};
