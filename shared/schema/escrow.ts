/**
 * Escrow (配额): units of a strict product that a register may sell while it is alone. `from` is where they come from:
 * the pool of the warehouse or another register. A negative quantity takes them back (reclaim).
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
});
export type Escrow = v.InferOutput<typeof schema>;
export const isEscrow = compileShape(schema);

const NEEDS = need('transfer.add');
export const escrow: EntryKind = {
  name: 'escrow',
  documents: ['stock'],
  check: isEscrow,
  needs: () => NEEDS,
  sentence: () => ({ zh: '配额 {variant} {quantity} → {register}', en: 'escrow {variant} {quantity} → {register}' }),
};
