/**
 * What pages ask of the engine about who works at this terminal (screens.md §6.2), and about somebody else's PIN on the
 * spot. Part of engine-protocol.ts. A PIN crosses to the worker and is never kept, in either place.
 */

export interface FaceView {
  /** The key; names the face. */
  readonly device: string;
  readonly member: string;
  readonly name: string;
  /** Milliseconds; 0 = never here. */
  readonly lastUsed: number;
  /** Milliseconds (wall clock) before which no PIN is tried. */
  readonly waitUntil: number;
  readonly active: boolean;
}
export interface TerminalView {
  /** Several people work on this device, each under a PIN. */
  readonly shared: boolean;
  readonly locked: boolean;
  /** Recent ones first, at most 12. */
  readonly faces: readonly FaceView[];
  /** Key of whoever works now, or worked last. */
  readonly current: string;
  /** Minutes without a touch; 0 = never. */
  readonly autoLock: number;
  /** Own commits of each face that are only here. */
  readonly onlyHere: Readonly<Record<string, number>>;
}

/** Whose PIN could lift what is asked: a member of this terminal who holds all of `uses` here. */
export interface AuthoriserRow {
  readonly device: string;
  readonly name: string;
  readonly waitUntil: number;
}

export interface TerminalQueries {
  terminal: { params: null; view: TerminalView };
  /** `uses` without scope, as the till's `authorise` event has them. */
  authorisers: { params: { readonly uses: readonly string[] }; view: readonly AuthoriserRow[] };
  /** Who may be let in here: members of lower rank, or oneself, that have no face on this terminal. */
  enrollable: { params: null; view: readonly { readonly member: string; readonly name: string }[] };
}

/** Errors of all that take a PIN: `pin-form`, `wrong-pin` {seconds}, `pin-wait` {seconds}, `face-unknown`. */
export interface TerminalCommands {
  /** Makes this device one for several people; the member at work gets a key under this PIN. */
  shareTerminal: { input: { readonly pin: string }; output: null };
  lockTerminal: { input: null; output: null };
  unlock: { input: { readonly device: string; readonly pin: string }; output: null };
  /** A key of their own on this terminal for a member, or for somebody new to the shop. Errors: `faces-full`. */
  addFace: {
    input: {
      readonly pin: string;
      readonly member: string | null;
      readonly name: string;
      readonly role: string;
      readonly branch: string;
    };
    output: { readonly device: string };
  };
  /** A forgotten PIN: a new key instead of the old one, enrolled by whoever works now. */
  renewFace: { input: { readonly device: string; readonly pin: string }; output: null };
  changePin: { input: { readonly pin: string; readonly fresh: string }; output: null };
  /** Errors: `only-here` {count}. The last one takes the shop's data along. */
  removeFace: { input: { readonly device: string }; output: null };
  setAutoLock: { input: { readonly minutes: number }; output: null };
  /**
   * Somebody with the right says yes to one basket, by PIN: the ticket is signed with their key when it is paid. Errors
   * besides: `authoriser-lacks` {use}. `document`: basket, or the paper that is being made.
   */
  authorise: {
    input: {
      readonly device: string;
      readonly pin: string;
      readonly document: string;
      readonly uses: readonly string[];
    };
    output: { readonly member: string; readonly name: string };
  };
}
