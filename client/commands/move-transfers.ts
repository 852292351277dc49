/**
 * Transfers between warehouses: ask, decide, ship, receive, settle what differs. Each is one commit, offline as well; the
 * figures a command is checked against are those known here, and what two people do at once stands and becomes a task.
 */
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { CommandDraft } from '../../shared/schema/command-draft.ts';
import type { TransferEnd, TransferEventKind, TransferMoveType } from '../../shared/schema/transfer.ts';
import {
  buildCancel,
  buildEvent,
  buildMove,
  buildTransfer,
  type TransferFault,
} from '../../shared/transfers/transfer-commands.ts';
import type { TransferState } from '../../shared/transfers/transfer-state.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { TransferCommands } from '../worker/transfer-views.ts';
import { type CommandShop, permitted } from './command-shop.ts';
import { nextNumber } from './register-numbers.ts';

/** What commands on transfers ask of the open shop beyond what every command may. */
export interface TransferShop extends CommandShop {
  readonly transfers: {
    read(id: string): TransferState | null;
    /** `null` for a warehouse that is not there, or closed. */
    endOf(warehouse: string): TransferEnd | null;
    waitForApproval(): boolean;
    /** Units of a strict product that are nobody's quota, at a place; null for goods that may go below zero. */
    freeOf(variant: string, at: TransferEnd): number | null;
    /** QUOTA-3: others' acts are known here: a relay is in reach, or there is nobody else. */
    knowsOthers(): boolean;
    /** With all history in memory. */
    ready(): Promise<void>;
  };
}

type Answer<Name extends keyof TransferCommands> = Promise<Result<TransferCommands[Name]['output'], ShownError>>;

/** Errors: `no-lines`, `too-large`, `bad-quantity`, `transfer-same-place`, `place-unknown`, `not-allowed` and the writer's. */
export async function askTransfer(
  shop: TransferShop,
  input: TransferCommands['askTransfer']['input'],
): Answer<'askTransfer'> {
  await shop.transfers.ready();
  const from = shop.transfers.endOf(input.from);
  const to = shop.transfers.endOf(input.to);
  if (from === null || to === null) return err({ code: 'place-unknown' });
  const { side, lines, remark, expected } = input;
  const id = shop.recordId();
  const approvalId = shop.recordId();
  let number = '';
  const written = await shop.write(async ({ month }) => {
    const next = await nextNumber(shop, 'transfer');
    number = next.number;
    const approval = shop.transfers.waitForApproval();
    const mayApprove = approval && shop.may(`transfer.approve@${from.branch}/${from.warehouse}`);
    const built = buildTransfer(
      { from, to, side, approval, remark: remark.slice(0, 1000), lines, ...(expected === null ? {} : { expected }) },
      { id, number, month, approvalId: mayApprove ? approvalId : null },
    );
    return built.ok
      ? permitted(shop, { ...built.value, title: number, counters: next.counters })
      : err(shownFault(built.error));
  });
  return written.ok ? ok({ id, number }) : written;
}

/** Errors: `transfer-unknown`, `transfer-not-now`, `reason-required`, `not-allowed` and the writer's. */
export async function decideTransfer(
  shop: TransferShop,
  { id, event, reason }: TransferCommands['decideTransfer']['input'],
): Answer<'decideTransfer'> {
  const eventId = shop.recordId();
  return onTransfer(shop, id, (state) =>
    buildEvent(state, event, { id: eventId, at: endForEvent(shop, state, event), reason }),
  );
}

/** New quantities by line; 0 takes one off. Errors as of `decideTransfer`, and `bad-quantity`. */
export async function editTransfer(
  shop: TransferShop,
  { id, lines }: TransferCommands['editTransfer']['input'],
): Answer<'editTransfer'> {
  const eventId = shop.recordId();
  return onTransfer(shop, id, (state) =>
    buildEvent(state, 'edit', { id: eventId, at: endForEvent(shop, state, 'edit'), lines: [...lines] }),
  );
}

/** Before anything is shipped a void, afterwards a close that brings back what is under way. */
export async function cancelTransfer(
  shop: TransferShop,
  { id, reason }: TransferCommands['cancelTransfer']['input'],
): Answer<'cancelTransfer'> {
  const [moveId, eventId] = [shop.recordId(), shop.recordId()];
  return onTransfer(shop, id, (state, month) => {
    const { from } = state.request.value;
    if (state.moves.length === 0 && state.status !== 'approved') {
      if (reason.trim() === '') return err({ code: 'reason' });
      return buildEvent(state, 'void', { id: eventId, at: endForEvent(shop, state, 'void'), reason });
    }
    const at = state.moves.length === 0 ? endForEvent(shop, state, 'forceClose') : from;
    return buildCancel(state, { reason, event: 'forceClose' }, { id: moveId, eventId, month, at });
  });
}

/**
 * Errors: `transfer-unknown`, `transfer-not-now`, `transfer-open` {left}, `no-free-stock` {name, left} and `offline-needed` for strict goods,
 * `reason-required`, `bad-quantity`, `no-lines`, `not-allowed` and the writer's.
 */
export async function moveTransfer(
  shop: TransferShop,
  { id, type, complete, reason, lines }: TransferCommands['moveTransfer']['input'],
): Answer<'moveTransfer'> {
  const moveId = shop.recordId();
  return onTransfer(shop, id, (state, month) => {
    const at = endForMove(shop, state, type);
    const short = type === 'ship' ? notFree(shop, state, at, lines) : null;
    if (short !== null) return err(short);
    return buildMove(state, { type, complete, reason, lines }, { id: moveId, month, at });
  });
}

/** Strict goods that tills hold as quota are theirs to sell: only what is left may leave the warehouse. */
function notFree(
  shop: TransferShop,
  state: TransferState,
  at: TransferEnd,
  lines: TransferCommands['moveTransfer']['input']['lines'],
): ShownError | null {
  for (const { line, quantity } of lines) {
    const variant = state.lines[line - 1]?.variant ?? '';
    const free = shop.transfers.freeOf(variant, at);
    if (free !== null && quantity > 0 && !shop.transfers.knowsOthers()) return { code: 'offline-needed' };
    if (free !== null && quantity > free)
      return {
        code: 'no-free-stock',
        values: { name: shop.goods.good(variant)?.name ?? variant, left: Math.max(0, free) },
      };
  }
  return null;
}

async function onTransfer(
  shop: TransferShop,
  id: string,
  build: (state: TransferState, month: string) => Result<CommandDraft, TransferFault | ShownError>,
): Promise<Result<null, ShownError>> {
  await shop.transfers.ready();
  const written = await shop.write(async ({ month }) => {
    const state = shop.transfers.read(id);
    if (state === null) return err({ code: 'transfer-unknown' });
    const built = build(state, month);
    if (!built.ok) return err(shownFault(built.error));
    return permitted(shop, { ...built.value, title: state.request.value.number });
  });
  return written.ok ? ok(null) : written;
}

/** Of two sides that may, the one at which this member holds the right. */
function endForEvent(shop: TransferShop, state: TransferState, event: TransferEventKind): TransferEnd {
  const { from, to, side } = state.request.value;
  if (event === 'approve' || event === 'reject' || event === 'unapprove') return from;
  if (event === 'edit' || event === 'submit' || event === 'withdraw') return state.request.value[side];
  return mayAt(shop, 'transfer.add', from) ? from : to;
}

function endForMove(shop: TransferShop, state: TransferState, type: TransferMoveType): TransferEnd {
  const { from, to } = state.request.value;
  if (type === 'receive' || type === 'correct') return to;
  if (type === 'lose') return mayAt(shop, 'transfer.approve', to) ? to : from;
  return from;
}

const mayAt = (shop: TransferShop, use: string, { branch, warehouse }: TransferEnd): boolean =>
  shop.may(`${use}@${branch}/${warehouse}`);

function shownFault(fault: TransferFault | ShownError): ShownError {
  switch (fault.code) {
    case 'too-many-lines':
      return { code: 'too-large' };
    case 'same-place':
      return { code: 'transfer-same-place' };
    case 'reason':
      return { code: 'reason-required' };
    case 'not-now':
      return { code: 'transfer-not-now' };
    case 'quantity':
      return { code: 'bad-quantity' };
    case 'more-than-open':
      return { code: 'transfer-open', values: { left: 'left' in fault ? fault.left : 0 } };
    default:
      return 'values' in fault || !('line' in fault) ? (fault as ShownError) : { code: fault.code };
  }
}
