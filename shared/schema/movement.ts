/**
 * A movement (库存流水): an immutable fact in the stock document of its warehouse. Quantity in thousandths of the base
 * unit, positive in and negative out. Its key is (document, line, type, posting): the same fact twice is a no-op.
 *
 * `reversal` undoes the movement with the same document, line, type and posting: the opposite quantity, acting at the
 * original's time. `at` is a business date earlier than the commit (it counts as the end of that day). `register` is
 * given only for goods sold from a register's escrow. `till` marks goods that came back over the counter: the right to take
 * them is that of the till. `source` and `sourceLine` name the paper that they left by: they come back at its cost.
 */
import * as v from 'valibot';
import { ONE } from '../foundation/quantity.ts';
import { compileShape } from './compile-shape.ts';
import type { EntryKind, Need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

export const MOVEMENT_TYPES = [
  'opening',
  'receipt',
  'salesReturn',
  'transferIn',
  'writeOn',
  'otherIn',
  'assembleIn',
  'purchaseReturn',
  'shipment',
  'sale',
  'transferOut',
  'transferLoss',
  'writeOff',
  'otherOut',
  'assembleOut',
] as const;
export type MovementType = (typeof MOVEMENT_TYPES)[number];

const schema = v.object({
  kind: v.literal('movement'),
  variant: shape.recordId,
  quantity: shape.quantity,
  type: v.picklist(MOVEMENT_TYPES),
  document: shape.recordId,
  line: shape.lineNumber,
  posting: v.exactOptional(shape.wholeNumber(0, 255)),
  reversal: v.exactOptional(v.literal(true)),
  at: v.exactOptional(shape.date),
  register: v.exactOptional(shape.placeId),
  bin: v.exactOptional(shape.text(20)),
  batch: v.exactOptional(shape.text(40)),
  /** Of goods that come in with a batch. */
  expiry: v.exactOptional(shape.date),
  /** One for each piece: the quantity is their number. */
  serials: v.exactOptional(shape.serials),
  reason: v.exactOptional(shape.text(60)),
  till: v.exactOptional(v.literal(true)),
  source: v.exactOptional(shape.recordId),
  sourceLine: v.exactOptional(shape.lineNumber),
});
export type Movement = v.InferOutput<typeof schema>;

/** −1 for types that take goods out. */
export const SIGN_OF: Readonly<Record<MovementType, 1 | -1>> = {
  opening: 1,
  receipt: 1,
  salesReturn: 1,
  transferIn: 1,
  writeOn: 1,
  otherIn: 1,
  assembleIn: 1,
  purchaseReturn: -1,
  shipment: -1,
  sale: -1,
  transferOut: -1,
  transferLoss: -1,
  writeOff: -1,
  otherOut: -1,
  assembleOut: -1,
};

const MODULE_OF: Readonly<Record<MovementType, string>> = {
  opening: 'stockAdjustment',
  receipt: 'goodsReceipt',
  salesReturn: 'salesReturn',
  transferIn: 'transfer',
  writeOn: 'stockAdjustment',
  otherIn: 'stockAdjustment',
  assembleIn: 'stockAdjustment',
  purchaseReturn: 'goodsReceipt',
  shipment: 'shipment',
  sale: 'sales',
  transferOut: 'transfer',
  transferLoss: 'transfer',
  writeOff: 'stockAdjustment',
  otherOut: 'stockAdjustment',
  assembleOut: 'stockAdjustment',
};

const NEEDS = new Map<string, readonly Need[]>(
  MOVEMENT_TYPES.flatMap((type) => [
    [`${type} add`, [{ use: `${MODULE_OF[type]}.add` }]] as const,
    [`${type} reversal`, [{ use: `${MODULE_OF[type]}.remove` }]] as const,
  ]),
);

const OVER_THE_COUNTER: readonly Need[] = [{ use: 'sales.return' }];

export const isMovement = compileShape(schema);

/** Sign of the type, turned round for a reversal; never zero. */
function hasRightSign(entry: Movement): boolean {
  return Math.sign(entry.quantity) === SIGN_OF[entry.type] * (entry.reversal === true ? -1 : 1);
}

/** As many as pieces, none of them twice. */
const hasItsSerials = ({ serials, quantity }: Movement): boolean =>
  serials === undefined || (serials.length * ONE === Math.abs(quantity) && new Set(serials).size === serials.length);

export const movement: EntryKind = {
  name: 'movement',
  documents: ['stock'],
  check: (entry) => isMovement(entry) && hasRightSign(entry) && hasItsSerials(entry),
  needs: (entry) =>
    entry.till === true && entry.type === 'salesReturn' && entry.reversal !== true
      ? OVER_THE_COUNTER
      : (NEEDS.get(`${String(entry.type)} ${entry.reversal === true ? 'reversal' : 'add'}`) ?? []),
  sentence: () => ({ zh: '{type} {variant} {quantity}', en: '{type} {variant} {quantity}' }),
};
