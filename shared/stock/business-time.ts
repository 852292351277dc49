/** When a fact acts: its commit's time, or, with an earlier business date, the end of that day (design.md §4). */
import { dateOf, type HybridTime } from '../foundation/clock.ts';

/** Last microsecond of a day at a fixed offset from UTC. */
export function endOfDay(date: string, utcOffsetMinutes: number): HybridTime {
  return (Date.parse(`${date}T23:59:59.999Z`) - utcOffsetMinutes * 60_000) * 1000 + 999;
}

/** A business date that is not earlier than the commit's own day changes nothing; nor does one that is no date. */
export function actsAt(time: HybridTime, businessDate: string | undefined, utcOffsetMinutes: number): HybridTime {
  if (businessDate === undefined || businessDate >= dateOf(time, utcOffsetMinutes)) return time;
  const end = endOfDay(businessDate, utcOffsetMinutes);
  return Number.isSafeInteger(end) ? end : time;
}
