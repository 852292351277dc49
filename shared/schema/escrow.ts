/**
 * Escrow (配额): units of a strict product that a register may sell while it is alone. `from` is where they come from:
 * the pool of the warehouse or another register. A negative quantity takes them back (reclaim). `ask`: what it answers.
 *
 * Handing out from the pool is for who may change what a warehouse does (`transfer.edit`), or a seller would hand units to
 * their own till; passing on is every till's (shared/stock/SPEC.md QUOTA-1).
 */
import * as v from 'valibot';
import { compileShape } from './compile-shape.ts';
import { type EntryKind, need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

const schema = v.object({
  kind: v.literal('escrow'),
  id: shape.recordId,
  variant: shape.recordId,
  register: shape.placeId,
  quantity: shape.quantity,
  from: v.union([v.literal('pool'), shape.placeId]),
  ask: v.exactOptional(shape.recordId),
});
export type Escrow = v.InferOutput<typeof schema>;
export const isEscrow = compileShape(schema);

const FROM_POOL = need('transfer.edit');
const PASSED_ON = need('transfer.add');

/** Only the pool takes back: a till that is passed a negative amount would be robbed of its own. */
const isRightWay = ({ from, quantity, register }: Escrow): boolean =>
  quantity !== 0 && (from === 'pool' || (quantity > 0 && from !== register));
export const escrow: EntryKind = {
  name: 'escrow',
  documents: ['stock'],
  check: (entry) => isEscrow(entry) && isRightWay(entry),
  needs: (entry) => (entry.from === 'pool' ? FROM_POOL : PASSED_ON),
  sentence: () => ({ zh: '配额 {variant} {quantity} → {register}', en: 'escrow {variant} {quantity} → {register}' }),
};
