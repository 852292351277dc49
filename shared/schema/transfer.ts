/**
 * A transfer (调拨) and what happens to it, in `transfers/<month>` of the month it was asked for. Quantities only, in
 * thousandths of the base unit. `transfer` is the request; `transferEvent` decides on it; `transferMove` says what went
 * out, came in, was lost on the way or went back, and stands in one commit with the movements of its warehouse.
 *
 * The document is one for the whole shop, so each entry names the warehouse it acts for (`branch`, `warehouse`) and needs
 * the right there. That this is the right side of the transfer is the fold's to judge (shared/transfers/SPEC.md): a part
 * is judged by itself, before anybody knows which transfer it names.
 */
import * as v from 'valibot';
import type { Entry } from '../commit/part.ts';
import { compileShape } from './compile-shape.ts';
import type { EntryKind, Need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

/** A movement a line has to fit into one commit beside the paper (shared/commit/limits.ts: 1,000 entries). */
export const MOST_TRANSFER_LINES = 400;

const end = v.object({ branch: shape.placeId, warehouse: shape.placeId });
export type TransferEnd = v.InferOutput<typeof end>;

const transferSchema = v.object({
  kind: v.literal('transfer'),
  id: shape.recordId,
  number: shape.documentNumber,
  from: end,
  to: end,
  /** Which of the two asks. */
  side: v.picklist(['from', 'to']),
  /** It waits for somebody of the sending side; without it submitted is approved. */
  approval: v.exactOptional(v.literal(true)),
  expected: v.exactOptional(shape.date),
  remark: shape.remark,
  lines: v.pipe(
    v.array(v.object({ variant: shape.recordId, quantity: shape.positiveQuantity })),
    v.minLength(1),
    v.maxLength(MOST_TRANSFER_LINES),
  ),
});
export type Transfer = v.InferOutput<typeof transferSchema>;
const isTransferShape = compileShape(transferSchema);
export const isTransfer = (entry: Entry): entry is Transfer & Entry =>
  isTransferShape(entry) && entry.from.warehouse !== entry.to.warehouse;

export const TRANSFER_EVENTS = [
  'edit',
  'withdraw',
  'submit',
  'approve',
  'reject',
  'unapprove',
  'forceClose',
  'reopen',
  'void',
] as const;
export type TransferEventKind = (typeof TRANSFER_EVENTS)[number];

const eventSchema = v.object({
  kind: v.literal('transferEvent'),
  id: shape.recordId,
  transfer: shape.recordId,
  event: v.picklist(TRANSFER_EVENTS),
  branch: shape.placeId,
  warehouse: shape.placeId,
  /** Commits of everything about this transfer that its author had seen. */
  over: shape.over,
  /** Of a decision: the version it is about (shared/transfers/transfer-state.ts). */
  version: v.exactOptional(shape.text(64)),
  reason: v.exactOptional(shape.text(200)),
  /** Of an edit: new quantities by line; 0 takes a line off. */
  lines: v.exactOptional(
    v.pipe(
      v.array(v.object({ line: shape.lineNumber, quantity: shape.countedQuantity })),
      v.maxLength(MOST_TRANSFER_LINES),
    ),
  ),
});
export type TransferEvent = v.InferOutput<typeof eventSchema>;
export const isTransferEvent = compileShape(eventSchema);

/** `correct` takes back what a warehouse booked in too much; `back` brings goods back to where they came from. */
export const TRANSFER_MOVES = ['ship', 'receive', 'lose', 'back', 'correct'] as const;
export type TransferMoveType = (typeof TRANSFER_MOVES)[number];

const moveSchema = v.object({
  kind: v.literal('transferMove'),
  id: shape.recordId,
  transfer: shape.recordId,
  type: v.picklist(TRANSFER_MOVES),
  branch: shape.placeId,
  warehouse: shape.placeId,
  /** Nothing more will follow: of a shipment the rest is not sent, of a receipt the rest is missing. */
  complete: v.exactOptional(v.literal(true)),
  reason: v.exactOptional(shape.text(200)),
  lines: v.pipe(
    v.array(v.object({ line: shape.lineNumber, variant: shape.recordId, quantity: shape.positiveQuantity })),
    v.maxLength(MOST_TRANSFER_LINES),
  ),
});
export type TransferMove = v.InferOutput<typeof moveSchema>;
const isMoveShape = compileShape(moveSchema);

/** A line once; without lines it says only that nothing more follows. */
export const isTransferMove = (entry: Entry): entry is TransferMove & Entry =>
  isMoveShape(entry) &&
  new Set(entry.lines.map(({ line }) => line)).size === entry.lines.length &&
  (entry.lines.length > 0 || entry.complete === true);

const DECISIONS: ReadonlySet<unknown> = new Set(['approve', 'reject', 'unapprove']);

const at = (use: string, branch: unknown, warehouse: unknown): readonly Need[] => [
  { use, scope: `${String(branch)}/${String(warehouse)}` },
];

export const transfer: EntryKind = {
  name: 'transfer',
  documents: ['transfers'],
  check: isTransfer,
  needs: (entry) => {
    if (!isTransfer(entry)) return [];
    const { branch, warehouse } = entry[entry.side];
    return at('transfer.add', branch, warehouse);
  },
  sentence: () => ({ zh: '调拨 {number}', en: 'transfer {number}' }),
};

export const transferEvent: EntryKind = {
  name: 'transferEvent',
  documents: ['transfers'],
  check: isTransferEvent,
  needs: (entry) => at(DECISIONS.has(entry.event) ? 'transfer.approve' : 'transfer.add', entry.branch, entry.warehouse),
  sentence: () => ({ zh: '调拨 {transfer} {event}', en: 'transfer {transfer}: {event}' }),
};

export const transferMove: EntryKind = {
  name: 'transferMove',
  documents: ['transfers'],
  check: isTransferMove,
  needs: (entry) => at(entry.type === 'lose' ? 'transfer.approve' : 'transfer.add', entry.branch, entry.warehouse),
  sentence: () => ({ zh: '调拨 {transfer} {type}', en: 'transfer {transfer}: {type}' }),
};
