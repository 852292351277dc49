/**
 * Hybrid logical clock (design.md §8 "Clocks"). A time is one safe integer: microseconds since 1970 whose last three
 * digits are the logical counter, so times stay readable, sort as numbers and last until the year 2255.
 *
 * Rules: a new time is later than every time this clock has given or seen and not before the wall; nobody raises the
 * clock beyond the own wall clock + 5 minutes; a commit further ahead is `early`, which is no verdict: it is retried.
 */
import { err, ok, type Result } from './result.ts';

/** Microseconds since 1970-01-01 UTC, hybrid. */
export type HybridTime = number;

export const MAX_DRIFT_MS = 5 * 60 * 1000;
/** Claimed times older than this before their listing are flagged. */
export const LATE_FLAG_MS = 24 * 60 * 60 * 1000;

export interface WallClock {
  /** Milliseconds since 1970. */
  now(): number;
}

export interface ClockAhead {
  readonly code: 'clock-ahead';
  readonly aheadMs: number;
}

export class HybridClock {
  readonly #wall: WallClock;
  #last: HybridTime;

  constructor(wall: WallClock, last: HybridTime = 0) {
    this.#wall = wall;
    this.#last = last;
  }

  get last(): HybridTime {
    return this.#last;
  }

  /**
   * A time for a commit that has seen `after` (the times of its previous commit and of every dependency). Refused with
   * `clock-ahead` when that would lie more than five minutes beyond the wall clock: the device's clock is behind.
   */
  next(after: HybridTime = 0): Result<HybridTime, ClockAhead> {
    const wall = this.#wall.now() * 1000;
    const time = Math.max(wall, this.#last + 1, after + 1);
    if (time > wall + MAX_DRIFT_MS * 1000)
      return err({ code: 'clock-ahead', aheadMs: Math.ceil((time - wall) / 1000) });
    this.#last = time;
    return ok(time);
  }

  /** Has `time` come within reach? If not, the commit is `early` and comes again. Raises the clock when it has. */
  observe(time: HybridTime): Result<HybridTime, ClockAhead> {
    const limit = (this.#wall.now() + MAX_DRIFT_MS) * 1000;
    if (time > limit) return err({ code: 'clock-ahead', aheadMs: Math.ceil(time / 1000 - this.#wall.now()) });
    if (time > this.#last) this.#last = time;
    return ok(time);
  }
}

/** `2026-11` of a time at a fixed offset from UTC, in minutes. */
export function monthOf(time: HybridTime, utcOffsetMinutes: number): string {
  return dateOf(time, utcOffsetMinutes).slice(0, 7);
}

/** `2026-11-25` of a time at a fixed offset from UTC, in minutes. */
export function dateOf(time: HybridTime, utcOffsetMinutes: number): string {
  return new Date(Math.floor(time / 1000) + utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
}
