/**
 * What is written about a transfer, as entries (SPEC.md). A move stands in the transfer's own document and in the stock of
 * its warehouse, in one commit (TRANSFER-4); its movements cite the move, and the transfer as their source, so that value
 * finds the way they went.
 */
import type { Entry } from '../commit/part.ts';
import { documentName } from '../document/document-kinds.ts';
import type { DocumentName } from '../foundation/ids.ts';
import { MAX_QUANTITY } from '../foundation/quantity.ts';
import { err, ok, type Result } from '../foundation/result.ts';
import { type CommandDraft, draftCommand } from '../schema/command-draft.ts';
import {
  MOST_TRANSFER_LINES,
  type Transfer,
  type TransferEnd,
  type TransferEvent,
  type TransferEventKind,
  type TransferMove,
  type TransferMoveType,
} from '../schema/transfer.ts';
import type { TransferState } from './transfer-state.ts';

export type TransferFault =
  | { readonly code: 'no-lines' | 'too-many-lines' | 'same-place' | 'reason' }
  /** `line` from 0. */
  | { readonly code: 'quantity'; readonly line: number }
  /** More than is left to ship or to bring back: `left` in thousandths. */
  | { readonly code: 'more-than-open'; readonly line: number; readonly left: number }
  /** Its status does not have this. */
  | { readonly code: 'not-now' };

export interface TransferRequest {
  readonly from: TransferEnd;
  readonly to: TransferEnd;
  readonly side: 'from' | 'to';
  /** It waits for the sending side. */
  readonly approval: boolean;
  readonly expected?: string;
  readonly remark: string;
  readonly lines: readonly { readonly variant: string; readonly quantity: number }[];
}

/** `approvalId`: the one who asks may approve, and does at once under this id. */
export function buildTransfer(
  request: TransferRequest,
  context: { readonly id: string; readonly number: string; readonly month: string; readonly approvalId: string | null },
): Result<CommandDraft, TransferFault> {
  const { from, to, side, lines, remark, expected, approval } = request;
  const { id, number, month, approvalId } = context;
  if (from.warehouse === to.warehouse) return err({ code: 'same-place' });
  if (lines.length === 0) return err({ code: 'no-lines' });
  if (lines.length > MOST_TRANSFER_LINES) return err({ code: 'too-many-lines' });
  const wrong = lines.findIndex((line) => !isQuantity(line.quantity));
  if (wrong >= 0) return err({ code: 'quantity', line: wrong });
  const entry: Transfer = {
    kind: 'transfer',
    id,
    number,
    from,
    to,
    side,
    ...(approval ? { approval: true as const } : {}),
    ...(expected === undefined ? {} : { expected }),
    remark,
    lines: lines.map(({ variant, quantity }) => ({ variant, quantity })),
  };
  const entries: Entry[] = [entry];
  if (approval && approvalId !== null) {
    const approve: TransferEvent = {
      kind: 'transferEvent',
      id: approvalId,
      transfer: id,
      event: 'approve',
      ...from,
      over: [],
      version: 'v0',
    };
    entries.push(approve);
  }
  return ok(draftCommand('askTransfer', [{ document: documentName({ kind: 'transfers', month }), entries }]));
}

export interface MoveRequest {
  readonly type: TransferMoveType;
  readonly complete: boolean;
  readonly reason: string;
  readonly lines: readonly { readonly line: number; readonly quantity: number }[];
}

export interface MoveContext {
  readonly id: string;
  /** Month of the commit: that of the stock document. */
  readonly month: string;
  readonly at: TransferEnd;
}

const MOVEMENT_OF: Readonly<Record<TransferMoveType, { readonly type: string; readonly sign: 1 | -1 } | null>> = {
  ship: { type: 'transferOut', sign: -1 },
  receive: { type: 'transferIn', sign: 1 },
  back: { type: 'transferIn', sign: 1 },
  correct: { type: 'transferOut', sign: -1 },
  // Lost on the way: it has left one warehouse and never came to the other.
  lose: null,
};

const COMMAND_OF: Readonly<Record<TransferMoveType, string>> = {
  ship: 'shipTransfer',
  receive: 'receiveTransfer',
  back: 'bringTransferBack',
  correct: 'correctTransfer',
  lose: 'loseTransfer',
};

/** Lines with nothing are left out. What a status or a figure does not allow is refused here; what others do meanwhile stands. */
export function buildMove(
  state: TransferState,
  request: MoveRequest,
  context: MoveContext,
): Result<CommandDraft, TransferFault> {
  const lines = request.lines.filter(({ quantity }) => quantity !== 0);
  const fault = moveFault(state, { ...request, lines });
  if (fault !== null) return err(fault);
  const parts = moveParts(paperOf(state), { ...request, lines }, context);
  return ok(draftCommand(COMMAND_OF[request.type], parts));
}

/** Closes the rest, and brings back what is under way, in one commit (TRANSFER-26). */
export function buildCancel(
  state: TransferState,
  { reason, event }: { readonly reason: string; readonly event: 'void' | 'forceClose' },
  context: MoveContext & { readonly eventId: string },
): Result<CommandDraft, TransferFault> {
  if (reason.trim() === '') return err({ code: 'reason' });
  const lines = state.lines.flatMap(({ line, underWay }) => (underWay > 0 ? [{ line, quantity: underWay }] : []));
  const closes = state.status === 'approved' || state.status === 'partial' || state.status === 'submitted';
  if (!closes && lines.length === 0) return err({ code: 'not-now' });
  const close: TransferEvent = eventOf(state, event, { id: context.eventId, at: context.at, reason });
  const document = state.request.ref.document;
  const parts =
    lines.length === 0
      ? [{ document, entries: [] as Entry[] }]
      : moveParts(paperOf(state), { type: 'back', complete: false, reason, lines }, context);
  return ok(
    draftCommand(
      'cancelTransfer',
      parts.map((part) => (part.document === document ? { ...part, entries: [close, ...part.entries] } : part)),
    ),
  );
}

export function buildEvent(
  state: TransferState,
  event: TransferEventKind,
  context: {
    readonly id: string;
    readonly at: TransferEnd;
    readonly reason?: string;
    readonly lines?: TransferEvent['lines'];
  },
): Result<CommandDraft, TransferFault> {
  if (!isOpenTo(state, event)) return err({ code: 'not-now' });
  if (event === 'reject' && (context.reason ?? '').trim() === '') return err({ code: 'reason' });
  if (event === 'edit') {
    if ((context.lines ?? []).length === 0) return err({ code: 'no-lines' });
    const wrong = (context.lines ?? []).find(
      ({ line, quantity }) => line > state.lines.length || (quantity !== 0 && !isQuantity(quantity)),
    );
    if (wrong !== undefined) return err({ code: 'quantity', line: wrong.line - 1 });
  }
  const entry = eventOf(state, event, context);
  return ok(draftCommand(`${event}Transfer`, [{ document: state.request.ref.document, entries: [entry] }]));
}

/** What can be done with it now, rights aside. */
export function isOpenTo(state: TransferState, event: TransferEventKind): boolean {
  const untouched = state.moves.length === 0;
  switch (event) {
    case 'approve':
    case 'reject':
    case 'withdraw':
      return state.status === 'submitted' && untouched;
    case 'edit':
      return (state.status === 'submitted' || state.status === 'approved') && untouched;
    case 'submit':
      return state.status === 'draft' || state.status === 'rejected';
    case 'unapprove':
      return state.status === 'approved' && untouched && state.request.value.approval === true;
    case 'void':
      return untouched && ['draft', 'submitted', 'rejected'].includes(state.status);
    case 'forceClose':
      return state.status === 'approved' || state.status === 'partial';
    case 'reopen':
      return state.status === 'closed';
  }
}

function moveFault(state: TransferState, { type, lines, complete, reason }: MoveRequest): TransferFault | null {
  if (lines.length === 0 && !complete) return { code: 'no-lines' };
  const wrong = lines.findIndex(({ line, quantity }) => !isQuantity(quantity) || state.lines[line - 1] === undefined);
  if (wrong >= 0) return { code: 'quantity', line: wrong };
  const cameIn = state.lines.some(({ underWay }) => underWay < 0);
  const runs = state.status === 'approved' || state.status === 'partial';
  if (type === 'ship' && !runs && !cameIn) return { code: 'not-now' };
  if (type === 'receive' && state.moves.length === 0) return { code: 'not-now' };
  if ((type === 'lose' || type === 'correct') && reason.trim() === '') return { code: 'reason' };
  for (const [i, { line, quantity }] of lines.entries()) {
    const open = openFor(state, type, line);
    if (open !== null && quantity > open) return { code: 'more-than-open', line: i, left: Math.max(0, open) };
  }
  return null;
}

/** What may still be moved so by a line; `null` = whatever was counted: goods that are there are there. */
function openFor(state: TransferState, type: TransferMoveType, line: number): number | null {
  const one = state.lines[line - 1];
  if (one === undefined) return 0;
  switch (type) {
    case 'ship':
      // More than was asked for goes out only to confirm what has come in already (TRANSFER-24).
      return Math.max(one.asked - one.shipped, -one.underWay);
    case 'receive':
      return null;
    case 'lose':
    case 'back':
      return one.underWay;
    case 'correct':
      return -one.underWay;
  }
}

/** A transfer and the document it stands in. */
export interface TransferPaper {
  readonly transfer: Transfer;
  readonly document: DocumentName;
}

const paperOf = (state: TransferState): TransferPaper => ({
  transfer: state.request.value,
  document: state.request.ref.document,
});

/** A move and the movements of its warehouse, unchecked. */
export function moveParts(
  { transfer, document }: TransferPaper,
  { type, complete, reason, lines }: MoveRequest,
  { id, month, at }: MoveContext,
): { readonly document: DocumentName; readonly entries: readonly Entry[] }[] {
  const variantOf = (line: number): string => transfer.lines[line - 1]?.variant ?? '';
  const move: TransferMove = {
    kind: 'transferMove',
    id,
    transfer: transfer.id,
    type,
    ...at,
    ...(complete ? { complete: true as const } : {}),
    ...(reason.trim() === '' ? {} : { reason: reason.trim().slice(0, 200) }),
    lines: lines.map(({ line, quantity }) => ({ line, variant: variantOf(line), quantity })),
  };
  const effect = MOVEMENT_OF[type];
  const movements: Entry[] =
    effect === null
      ? []
      : move.lines.map(({ line, variant, quantity }) => ({
          kind: 'movement',
          variant,
          quantity: effect.sign * quantity,
          type: effect.type,
          document: id,
          line,
          source: transfer.id,
          sourceLine: line,
        }));
  return [
    { document, entries: [move] },
    { document: documentName({ kind: 'stock', ...at, month }), entries: movements },
  ];
}

function eventOf(
  state: TransferState,
  event: TransferEventKind,
  context: {
    readonly id: string;
    readonly at: TransferEnd;
    readonly reason?: string;
    readonly lines?: TransferEvent['lines'];
  },
): TransferEvent {
  const decides = event === 'approve' || event === 'reject';
  const reason = (context.reason ?? '').trim().slice(0, 200);
  return {
    kind: 'transferEvent',
    id: context.id,
    transfer: state.request.value.id,
    event,
    ...context.at,
    over: seenOf(state),
    ...(decides ? { version: state.version } : {}),
    ...(reason === '' ? {} : { reason }),
    ...(context.lines === undefined ? {} : { lines: context.lines }),
  };
}

/** Commits of all that is known of it, newest first, as many as an entry may name. */
function seenOf(state: TransferState): [string, number][] {
  const refs = [state.request, ...state.events, ...state.moves].map(({ ref }) => ref);
  const seen = new Map(refs.map(({ feed, seq, time }) => [`${feed}/${seq}`, { feed, seq, time }]));
  return [...seen.values()]
    .sort((a, b) => b.time - a.time)
    .slice(0, 256)
    .map(({ feed, seq }) => [feed, seq]);
}

function isQuantity(quantity: number): boolean {
  return Number.isSafeInteger(quantity) && quantity >= 1 && quantity <= MAX_QUANTITY;
}
