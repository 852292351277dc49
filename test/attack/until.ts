/**
 * Waiting in tests of real processes: for something to be true, looked at whenever something happened, with a deadline.
 * Nothing here sleeps; a deadline that passes says what was waited for.
 */

import type { EventEmitter } from 'node:events';
import { once } from 'node:events';

export const DEADLINE_MS = 12_000;

/** The first value of `look` that is neither undefined, null nor false, looked at after every `change` of the emitter. */
export async function until<T>(
  what: string,
  changes: EventEmitter,
  look: () => T | undefined | null | false,
  deadlineMs: number = DEADLINE_MS,
): Promise<T> {
  const signal = AbortSignal.timeout(deadlineMs);
  for (;;) {
    const value = look();
    if (value !== undefined && value !== null && value !== false) return value;
    try {
      await once(changes, 'change', { signal });
    } catch (error) {
      if (signal.aborted) throw new Error(`waited ${deadlineMs} ms in vain: ${what}`);
      throw error;
    }
  }
}

/** Asks again and again, each time waiting for the answer itself; for what a process only tells when it is asked. */
export async function untilAnswered<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false>,
  deadlineMs: number = DEADLINE_MS,
): Promise<T> {
  const signal = AbortSignal.timeout(deadlineMs);
  for (;;) {
    const value = await ask();
    if (value !== undefined && value !== null && value !== false) return value;
    if (signal.aborted) throw new Error(`asked for ${deadlineMs} ms in vain: ${what}`);
  }
}
