/** What browsers throw about devices, as codes that have a sentence (error-texts.ts). */
import type { ShownError } from '../worker/engine-protocol.ts';

/** `fallback` where the device is simply not answering. */
export function deviceError(error: unknown, fallback: string): ShownError {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const detail = error instanceof Error ? error.message : String(error);
  if (name === 'NotFoundError' || name === 'NotAllowedError') return { code: 'device-refused' };
  if (name === 'InvalidStateError' || name === 'SecurityError') return { code: 'device-taken', detail };
  if (name === 'NetworkError') return { code: 'device-taken', detail };
  return { code: fallback, detail };
}
