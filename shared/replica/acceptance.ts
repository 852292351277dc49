/**
 * Answers of a replica to a commit that is offered to it. *Not taken* is no verdict: nothing is kept, the chain has not
 * moved, the sender tries again. *Refused* is for ever: not authentic, or a malformed header, which ends the feed.
 */
import type { Header } from '../commit/header.ts';
import type { Part } from '../commit/part.ts';
import type { CommitName } from './listing-entries.ts';

export type NotTakenCode = 'early' | 'missing' | 'busy' | 'level' | 'full';
export type RefusedCode =
  | 'malformed'
  | 'chain'
  | 'seal'
  | 'part'
  | 'key'
  | 'action'
  | 'time'
  | 'totals'
  | 'feed-ended'
  | 'dep-refused';

export type Acceptance =
  | {
      readonly kind: 'taken';
      readonly index: number;
      readonly hash16: string;
      /** As read for the taking, so that nobody need read it again. */
      readonly header: Header;
      /** The delivered texts that the header names; null for all that is absent. */
      readonly texts: readonly (string | null)[];
      /** Read when first asked for. */
      readonly parts: readonly PartReading[];
    }
  /** Was here already; `texts` and `parts` tell which of its parts this delivery may fill in. */
  | {
      readonly kind: 'known';
      readonly index: number;
      readonly hash16: string;
      readonly header: Header;
      readonly texts: readonly (string | null)[];
      readonly parts: readonly PartReading[];
    }
  /** It does not simply extend the feed's line: only `authenticateRun` and `acceptRun` may bring it in. */
  | { readonly kind: 'needs-seal' }
  | { readonly kind: 'not-taken'; readonly code: NotTakenCode; readonly missing?: CommitName }
  | { readonly kind: 'refused'; readonly code: RefusedCode };

/**
 * `present`: hash, shape and uses are right. `malformed`: the hash is right, shape or uses are not, and the seal proves
 * who wrote it: absent for everybody who can see it. `absent`: no text, or not the text that the header names.
 */
export type PartReading =
  | { readonly state: 'present'; readonly part: Part }
  | { readonly state: 'absent' | 'malformed'; readonly part: null };
