/**
 * 抹零: none, 抹分, 抹角, to the nearest 角 or 元, or by hand up to a limit (the use `sales.roundOff≤fen`). Rounding of
 * cash only looks at what other tenders leave: a ticket paid by phone is exact, a mixed one rounds its cash part.
 */
import type { Fen } from '../foundation/money.ts';
import { roundOffBy } from '../sales/sale-totals.ts';
import type { RoundOffSetting } from './ticket.ts';

/** Fen taken off `due`, negative when rounded up; never more than the part it looks at. */
export function roundOffOf(due: Fen, setting: RoundOffSetting, nonCash: Fen | null, byHand: Fen | null): Fen {
  const cash = Math.max(0, due - (nonCash ?? 0));
  if (byHand !== null) return Math.min(byHand, due);
  if (setting.on === 'cash') return nonCash === null || cash === 0 ? 0 : roundOffBy(setting.rule, cash);
  return roundOffBy(setting.rule, due);
}
