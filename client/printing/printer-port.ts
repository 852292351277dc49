/**
 * A printer as the queue sees it: bytes go out, and within a time it is known whether they were taken. Nothing here waits
 * without end: a till that hangs on a printer is worse than a receipt that must be asked for again.
 */
import { err, type Result } from '../../shared/foundation/result.ts';
import type { ShownError } from '../worker/engine-protocol.ts';

export interface PrinterPort {
  send(bytes: Uint8Array): Promise<Result<null, ShownError>>;
}

/** A printer without paper stops taking bytes: so long it may hesitate. */
export const PATIENCE_MS = 8_000;

/** The outcome, or `printer-silent` when none has come in time. A late one is thrown away. */
export async function inTime(
  work: Promise<Result<null, ShownError>>,
  patienceMs: number = PATIENCE_MS,
): Promise<Result<null, ShownError>> {
  const { promise, resolve } = Promise.withResolvers<Result<null, ShownError>>();
  const timer = setTimeout(() => resolve(err({ code: 'printer-silent' })), patienceMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
