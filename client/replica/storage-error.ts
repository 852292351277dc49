/**
 * What may go wrong with the browser's store, in words that a screen can show. Every failed transaction ends here: an
 * aborted one has changed nothing, so the same action can be tried again as it stands.
 *
 * - `quota`    no room left; free space, then the same basket can be paid
 * - `storage`  anything else; `detail` is the browser's own name and message
 */
import type { ShownError } from '../worker/engine-protocol.ts';

export class StorageFailure extends Error {
  readonly shown: ShownError;

  constructor(shown: ShownError, cause: unknown) {
    super(shown.code, { cause });
    this.shown = shown;
  }
}

export function explainStorage(error: unknown): StorageFailure {
  if (error instanceof StorageFailure) return error;
  const name = nameOf(error);
  const detail = error instanceof Error ? `${name}: ${error.message}` : String(error);
  return new StorageFailure({ code: name === 'QuotaExceededError' ? 'quota' : 'storage', detail }, error);
}

/** The connection was closed under us (by the browser, a clean-up, another version): reopening helps. */
export function isClosedConnection(error: unknown): boolean {
  const name = nameOf(error);
  return name === 'InvalidStateError' || (name === 'UnknownError' && /clos|lost|terminat/i.test(String(error)));
}

/** An abort without a cause of its own: the browser ended the transaction, for instance while closing. */
export function isAbort(error: unknown): boolean {
  return nameOf(error) === 'AbortError';
}

function nameOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'name' in error) return String(error.name);
  return 'Error';
}
