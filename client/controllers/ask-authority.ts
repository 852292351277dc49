/**
 * Asks for somebody else's yes on the spot: a cancelable `authorise` event goes up from the element that needs it, and
 * whoever can bring a PIN takes it up (pages/terminal/hc-terminal-guard.ts). The yes itself is a key lent in the engine;
 * what comes back here is only whose it was.
 */
import type { ShownError } from '../worker/engine-protocol.ts';

/** Somebody else's right is needed; whoever can bring it calls `preventDefault`, and then `allow` or `refuse`. */
export interface AuthoriseRequest {
  /** `sales.discount≤12`, `sales.override`; without scope. */
  readonly uses: readonly string[];
  /** The basket, or the paper about to be made: the yes is for it alone. */
  readonly document: string;
  /** With the id of the member who said yes. */
  readonly allow: (authoriser: string) => void;
  /** Nobody could, or nobody did. */
  readonly refuse: () => void;
}

/** True when somebody took the question up. */
export function askAuthority(from: EventTarget, detail: AuthoriseRequest): boolean {
  return !from.dispatchEvent(new CustomEvent('authorise', { detail, bubbles: true, composed: true, cancelable: true }));
}

/** After a command was refused for want of rights that somebody here could lend: has somebody? */
export function lentFor(from: EventTarget, error: ShownError): Promise<boolean> {
  const { uses, document } = error.values ?? {};
  if (typeof uses !== 'string' || typeof document !== 'string') return Promise.resolve(false);
  return new Promise((resolve) => {
    const taken = askAuthority(from, {
      uses: uses.split(' '),
      document,
      allow: () => resolve(true),
      refuse: () => resolve(false),
    });
    if (!taken) resolve(false);
  });
}
