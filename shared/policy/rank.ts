/**
 * Ranks as numbers: recovery > owner > admin > manager > staff > none (design.md §5). A narrowing bites only what ranks
 * below its author, and policy is computed rank by rank from the top, so everything here compares numbers.
 */
import type { Rank } from './actions.ts';

export const RANK = { none: 0, staff: 1, manager: 2, admin: 3, owner: 4, recovery: 5 } as const;
export const TOP_RANK = RANK.recovery;

/** Name of the one role that no action defines: an owner may do everything. */
export const OWNER_ROLE = 'owner';

/** A rank's number; anything unknown ranks nowhere. */
export function rankNumber(rank: Rank | string): number {
  return Object.hasOwn(RANK, rank) ? RANK[rank as keyof typeof RANK] : RANK.none;
}

/** The rank of a number, or `null` for none. */
export function rankName(rank: number): Rank | null {
  const names: readonly (Rank | null)[] = [null, 'staff', 'manager', 'admin', 'owner', 'recovery'];
  return names[rank] ?? null;
}
