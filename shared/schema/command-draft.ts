/**
 * What a command wants to write: entries per document and the uses they rely on. Builders in shared/<noun>/ make these
 * from an input and ids passed in; whoever has the feed turns one into a commit (shared/replica/commit-builder.ts).
 */
import type { Entry } from '../commit/part.ts';
import type { DocumentName } from '../foundation/ids.ts';
import { grantCovers, showUse, type Use } from '../policy/use.ts';
import { usesNeeded } from './check-part.ts';

export interface DraftedPart {
  readonly document: DocumentName;
  readonly entries: readonly Entry[];
}

export interface CommandDraft {
  /** Name of the command, for the audit log: `sell`. */
  readonly command: string;
  readonly parts: readonly DraftedPart[];
  readonly uses: readonly string[];
}

export interface DraftOptions {
  /** The member who acts: needs nothing for their own record and trail. */
  readonly author?: string;
  /** Where the author holds what is needed "at whatever scope". */
  readonly scope?: string;
  /** Uses beyond what the entries themselves need: how far a price moves. */
  readonly more?: readonly Use[];
}

/** Leaves out parts without entries, and uses that another one covers. */
export function draftCommand(command: string, parts: readonly DraftedPart[], options: DraftOptions = {}): CommandDraft {
  const filled = parts.filter((part) => part.entries.length > 0);
  const needed = filled
    .flatMap((part) => usesNeeded(part.document, part.entries, options.author ?? null))
    .map((use) => (use.scope === 'any' ? { ...use, scope: options.scope ?? '*' } : use));
  const uses: Use[] = [];
  for (const use of [...(options.more ?? []), ...needed]) {
    if (uses.some((one) => covers(one, use))) continue;
    for (let i = uses.length - 1; i >= 0; i--) {
      const one = uses[i];
      if (one !== undefined && covers(use, one)) uses.splice(i, 1);
    }
    uses.push(use);
  }
  return { command, parts: filled, uses: uses.map(showUse).sort() };
}

/** A use with a limit claims more the higher it is; one without is not the same thing and covers only its like. */
function covers(outer: Use, inner: Use): boolean {
  if ((outer.limit === null) !== (inner.limit === null)) return false;
  return grantCovers(outer, inner);
}
