/**
 * Shifts at the till: opened with a counted float, closed with a blind count, money put in and taken out in between. What
 * was expected is told only once the count is signed, or when the difference asks for a reason first. Who closes the
 * shift of somebody else does so in that member's name, with the right to.
 */

import type { Entry } from '../../shared/commit/part.ts';
import { documentName } from '../../shared/document/document-kinds.ts';
import { asDocumentName } from '../../shared/foundation/ids.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import { type CashCount, countedSum, type ShiftClose, type ShiftOpen } from '../../shared/schema/shift.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { TillCommands } from '../worker/till-views.ts';
import { permitted } from './command-shop.ts';
import { readShift, openShift as shiftFor, shiftName } from './shift-state.ts';
import { numberSetting, type TillShop } from './till-shop.ts';

type Answer<Name extends keyof TillCommands> = Promise<Result<TillCommands[Name]['output'], ShownError>>;

/** 20.00: what a drawer may be over or short by without a word (collaboration.md §4). */
export const OVER_SHORT_LIMIT = 2000;

const isCount = (counts: CashCount): boolean =>
  counts.every(([face, pieces]) => Number.isSafeInteger(pieces) && pieces >= 0 && face > 0);

/** Errors: `bad-quantity`, `shift-open-already`, `not-allowed` {use}, and those of the writer. */
export async function openShift(shop: TillShop, input: TillCommands['openShift']['input']): Answer<'openShift'> {
  if (!isCount(input.counts)) return err({ code: 'bad-quantity' });
  const { branch, register, member } = shop.post;
  const id = shop.recordId();
  const written = await shop.write(async ({ time, month }) => {
    const known = readShift(await shop.counter(shiftName(shop.post)));
    if (known !== null && shop.shiftClosed?.(known.id) !== true) return err({ code: 'shift-open-already' });
    const float = countedSum(input.counts);
    const counts = input.counts
      .filter(([, pieces]) => pieces > 0)
      .map(([face, pieces]): [number, number] => [face, pieces]);
    const entry: ShiftOpen = { kind: 'shiftOpen', id, register, float, at: time, handler: member, counts };
    const part = { document: documentName({ kind: 'cash', branch, month }), entries: [entry] };
    const counter = { id, since: time, float, tickets: 0, net: 0, cash: 0 };
    return permitted(shop, {
      ...draftCommand('openShift', [part], { author: member }),
      title: String(float / 100),
      counters: { [shiftName(shop.post)]: counter },
    });
  });
  return written.ok ? ok({ id }) : written;
}

/**
 * Errors: `cart-open`, `bad-quantity`, `shift-unknown`, `shift-closed-already`, `float-too-large`, `shift-reason` {over},
 * `not-allowed` {use}, and those of the writer.
 */
export async function closeShift(shop: TillShop, input: TillCommands['closeShift']['input']): Answer<'closeShift'> {
  if (!isCount(input.counts)) return err({ code: 'bad-quantity' });
  await shop.till.ready();
  const { shifts, tickets } = shop.till;
  const { member, register } = shop.post;
  let closed: TillCommands['closeShift']['output'] | null = null;
  const written = await shop.write(async ({ time }) => {
    const opening = shifts.allShifts().find((fact) => fact.value.id === input.shift);
    const document = opening === undefined ? null : asDocumentName(opening.ref.document);
    if (opening === undefined || document === null) return err({ code: 'shift-unknown' });
    const own = opening.value.register === register;
    if (shifts.closeOf(input.shift) !== null) return err({ code: 'shift-closed-already' });
    if (own && (await shop.till.cartOpen())) return err({ code: 'cart-open' });
    const counted = countedSum(input.counts);
    const handedIn = counted - input.nextFloat;
    if (input.nextFloat < 0 || handedIn < 0) return err({ code: 'float-too-large' });
    const expected = shifts.expectedCash(input.shift);
    const overShort = counted - expected;
    const reason = input.reason.trim();
    const limit = numberSetting(shop.till, 'overShortLimit', OVER_SHORT_LIMIT);
    if (Math.abs(overShort) > limit && reason === '') return err({ code: 'shift-reason', values: { over: overShort } });
    const entry: ShiftClose = {
      kind: 'shiftClose',
      id: input.shift,
      counted,
      expected,
      at: time,
      tickets: tickets.shift(input.shift).tickets,
      handedIn,
      handler: opening.value.handler ?? member,
      counts: input.counts.filter(([, pieces]) => pieces > 0).map(([face, pieces]): [number, number] => [face, pieces]),
      ...(reason === '' ? {} : { reason }),
    };
    closed = { expected, counted, overShort, handedIn };
    return permitted(shop, {
      ...draftCommand('closeShift', [{ document, entries: [entry] }], { author: member }),
      title: String(counted / 100),
      ...(own ? { counters: { [shiftName(shop.post)]: null } } : {}),
    });
  });
  if (!written.ok) return written;
  return closed === null ? err({ code: 'engine', detail: 'a close without figures' }) : ok(closed);
}

/** Errors: `bad-quantity`, `reason-required`, `not-allowed` {use}, and those of the writer. */
export async function moveCash(shop: TillShop, input: TillCommands['moveCash']['input']): Answer<'moveCash'> {
  const { kind, amount } = input;
  const reason = input.reason.trim();
  if (!Number.isSafeInteger(amount) || amount <= 0) return err({ code: 'bad-quantity' });
  if (reason === '') return err({ code: 'reason-required' });
  const signed = kind === 'paidIn' ? amount : -amount;
  return inDrawer(shop, kind, signed, (shift) => {
    const { register } = shop.post;
    const document = shop.recordId();
    return { kind: 'cash', type: kind, shift, register, account: 'cash', amount: signed, document, reason };
  });
}

/** Errors: `reason-required`, `not-allowed` {use}, and those of the writer. */
export async function openDrawer(shop: TillShop, input: TillCommands['openDrawer']['input']): Answer<'openDrawer'> {
  const reason = input.reason.trim();
  if (reason === '') return err({ code: 'reason-required' });
  return inDrawer(shop, 'openDrawer', 0, (shift) => {
    const { register, member } = shop.post;
    return { kind: 'drawerOpen', id: shop.recordId(), shift, register, handler: member, reason };
  });
}

/** One entry in the drawer of the own register's shift, which it opens if need be. */
async function inDrawer(
  shop: TillShop,
  command: string,
  amount: number,
  entryOf: (shift: string) => Entry,
): Promise<Result<null, ShownError>> {
  const { branch, member } = shop.post;
  const written = await shop.write(async ({ time, month }) => {
    const { shift, opening } = await shiftFor(shop, time);
    const entries = [...(opening === null ? [] : [opening]), entryOf(shift.id)];
    const part = { document: documentName({ kind: 'cash', branch, month }), entries };
    return permitted(shop, {
      ...draftCommand(command, [part], { author: member }),
      title: amount === 0 ? '' : String(amount / 100),
      counters: { [shiftName(shop.post)]: { ...shift, cash: shift.cash + amount } },
    });
  });
  return written.ok ? ok(null) : written;
}
