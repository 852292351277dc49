/**
 * The register's shift as its device knows it: a counter record beside the own feed's head. It is opened by itself with
 * a float of 0 at the first sale (a count can come later), so that nothing stands between a customer and the till.
 * All amounts in fen.
 */
import type { RecordId } from '../../shared/foundation/ids.ts';
import type { ShiftOpen } from '../../shared/schema/shift.ts';
import type { CommandShop, Post } from './command-shop.ts';

export interface ShiftState {
  readonly id: RecordId;
  /** Hybrid time of its opening. */
  readonly since: number;
  readonly float: number;
  readonly tickets: number;
  readonly net: number;
  /** Cash taken less cash given back. */
  readonly cash: number;
}

export const shiftName = (post: Pick<Post, 'register'>): string => `shift/${post.register}`;

export function readShift(value: unknown): ShiftState | null {
  return typeof value === 'object' && value !== null && 'since' in value ? (value as ShiftState) : null;
}

/** The open shift, or a new one with the entry that opens it: also when somebody else has closed it meanwhile. */
export async function openShift(
  shop: CommandShop,
  time: number,
): Promise<{ readonly shift: ShiftState; readonly opening: ShiftOpen | null }> {
  const known = readShift(await shop.counter(shiftName(shop.post)));
  if (known !== null && shop.shiftClosed?.(known.id) !== true) return { shift: known, opening: null };
  const id = shop.recordId();
  const { register, member } = shop.post;
  return {
    shift: { id, since: time, float: 0, tickets: 0, net: 0, cash: 0 },
    opening: { kind: 'shiftOpen', id, register, float: 0, at: time, handler: member },
  };
}
