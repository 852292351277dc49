/**
 * Where a session stands: one member per state, with the fields that only that state has.
 *
 *   hello → (signing →) proof → verifying → admitting → (signing →) open → closed
 */
import type { FrontierMark, Hello } from './messages.ts';
import type { ProvedPeer } from './peer-port.ts';

export type State =
  | { readonly name: 'hello'; readonly ownHello: Uint8Array | null }
  | { readonly name: 'proof'; readonly peer: Hello; readonly hellos: Hellos }
  | { readonly name: 'verifying'; readonly peer: Hello; readonly hellos: Hellos }
  | { readonly name: 'admitting'; readonly peer: ProvedPeer; readonly hello: Hello; readonly hellos: Hellos }
  | { readonly name: 'signing'; readonly next: State; readonly then: 'wait' | 'open' }
  | OpenState
  | { readonly name: 'closed' };
export interface Hellos {
  readonly dialer: Uint8Array;
  readonly listener: Uint8Array;
}
export interface OpenState {
  readonly name: 'open';
  readonly peer: ProvedPeer;
  readonly answersWanted: boolean;
  readonly marks: FrontierMark[];
  /** Has the other end's whole frontier come? */
  compared: boolean;
  /** `live`: nothing is owed but what happens now. `asked`: `more` was called and has not answered. */
  sending: 'idle' | 'asked' | 'starved' | 'live';
  levelSent: boolean;
}
