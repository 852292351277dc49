/** Opening and closing a shift (交班) as entries. Amounts in fen; the close goes to the month of the opening. */
import { documentName } from '../document/document-kinds.ts';
import type { HybridTime } from '../foundation/clock.ts';
import type { Fen } from '../foundation/money.ts';
import { type CommandDraft, draftCommand } from '../schema/command-draft.ts';
import type { ShiftClose, ShiftOpen } from '../schema/shift.ts';

export interface ShiftOpenContext {
  readonly id: string;
  readonly branch: string;
  readonly register: string;
  readonly member: string;
  readonly month: string;
  readonly at: HybridTime;
}

export function buildShiftOpen(input: { readonly float: Fen }, context: ShiftOpenContext): CommandDraft {
  const { id, branch, register, member, month, at } = context;
  const entry: ShiftOpen = { kind: 'shiftOpen', id, register, float: input.float, at, handler: member };
  return draftCommand('openShift', [{ document: documentName({ kind: 'cash', branch, month }), entries: [entry] }]);
}

export interface ShiftCloseContext {
  readonly branch: string;
  /** Month in which the shift was opened. */
  readonly month: string;
  readonly at: HybridTime;
  /** What this device expects, and the tickets it knows. */
  readonly expected: Fen;
  readonly tickets: number;
}

export interface ShiftCloseInput {
  readonly shift: string;
  readonly counted: Fen;
  readonly handedIn?: Fen;
  readonly reason?: string;
}

export function buildShiftClose(input: ShiftCloseInput, context: ShiftCloseContext): CommandDraft {
  const { branch, month, at, expected, tickets } = context;
  const { shift, counted, handedIn, reason } = input;
  const entry: ShiftClose = {
    kind: 'shiftClose',
    id: shift,
    counted,
    expected,
    at,
    tickets,
    ...(handedIn === undefined ? {} : { handedIn }),
    ...(reason === undefined || reason === '' ? {} : { reason }),
  };
  return draftCommand('closeShift', [{ document: documentName({ kind: 'cash', branch, month }), entries: [entry] }]);
}
