/** When a fact acts: its commit's time, or, with an earlier business date, the end of that day (design.md §4). */
import { dateOf, type HybridTime } from '../foundation/clock.ts';

/**
 * Last microsecond of a day at a fixed offset from UTC; `null` for a day that no calendar has (2026-02-31), which one
 * engine reads as 3 March and another not at all: every device must find the same.
 */
export function endOfDay(date: string, utcOffsetMinutes: number): HybridTime | null {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const start = Date.UTC(year, month - 1, day);
  if (!Number.isFinite(start) || new Date(start).toISOString().slice(0, 10) !== date) return null;
  return (start + 24 * 3_600_000 - utcOffsetMinutes * 60_000) * 1000 - 1;
}

/** A business date that is not earlier than the commit's own day changes nothing; nor does one that is no date. */
export function actsAt(time: HybridTime, businessDate: string | undefined, utcOffsetMinutes: number): HybridTime {
  if (businessDate === undefined || businessDate >= dateOf(time, utcOffsetMinutes)) return time;
  const end = endOfDay(businessDate, utcOffsetMinutes);
  return end === null || end < 0 ? time : end;
}
