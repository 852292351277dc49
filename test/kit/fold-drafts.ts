/** Takes what a command built through the same gate as a commit from elsewhere, and into folds. */
import { isSalted, parseDocumentName } from '../../shared/document/document-kinds.ts';
import type { FoldSet } from '../../shared/fold/fold.ts';
import { checkPart } from '../../shared/schema/check-part.ts';
import type { CommandDraft, DraftedPart } from '../../shared/schema/command-draft.ts';
import { refOf } from './fold-facts.ts';

/** Present or malformed, salted where its document asks for it. */
export function stateOfPart(part: DraftedPart, uses: readonly string[], author: string | null = null): string {
  const identity = parseDocumentName(part.document);
  const salt = identity !== null && isSalted(identity) ? { salt: 'A'.repeat(22) } : {};
  return checkPart(part.document, { ...salt, command: 'x', entries: part.entries }, uses, author);
}

/** A draft that is malformed in any part is a bug of its builder. */
export function foldDraft(
  folds: FoldSet,
  feed: string,
  seq: number,
  time: number,
  draft: CommandDraft,
  author: string | null = null,
): void {
  for (const part of draft.parts) {
    const state = stateOfPart(part, draft.uses, author);
    if (state !== 'present') throw new Error(`${part.document} is ${state}`);
    folds.addPart({ ...refOf(feed, seq, time, part.document), uses: draft.uses }, part.entries);
  }
}
