/**
 * Is a part present or malformed? (design.md §2) Whoever holds a part asks this: is every entry well-shaped, allowed in
 * this document, and covered by the uses that its header claims? A malformed part is absent for everybody who can see
 * it, the same everywhere, because the answer rests on nothing but the part, its document's name and its header.
 * The verdict on the commit is another question and never asked here.
 */
import type { Entry, Part } from '../commit/part.ts';
import { type DocumentIdentity, isSalted, parseDocumentName, scopeOfDocument } from '../document/document-kinds.ts';
import { grantCovers, parseUse, type Use } from '../policy/use.ts';
import type { Need } from './entry-kind.ts';
import { kindOfEntry } from './entry-registry.ts';

export type PartState = 'present' | 'malformed';

/** Why a part is malformed, for the person who wrote the client that made it. */
export type PartFault = 'document' | 'salt' | 'misplaced' | 'shape' | 'uses';

/**
 * `author` is the member whose device wrote the commit (a device key belongs to one member for ever, and its enrolment
 * is in the commit's past, so everyone knows the same), or `null` where nobody has it.
 */
export function checkPart(
  documentName: string,
  part: Part,
  headerUses: readonly string[],
  author: string | null = null,
): PartState {
  return partFault(documentName, part, headerUses, author) === null ? 'present' : 'malformed';
}

/** `null` for a part that is present. */
export function partFault(
  documentName: string,
  part: Part,
  headerUses: readonly string[],
  author: string | null = null,
): PartFault | null {
  const document = parseDocumentName(documentName);
  if (document === null) return 'document';
  if (part.salt === undefined && isSalted(document)) return 'salt';
  const claimed = headerUses.map(parseUse);
  const covered = new Set<string>();
  let last: readonly Need[] | null = null;
  for (const entry of part.entries) {
    const kind = kindOfEntry(entry);
    if (kind === null) continue;
    if (!kind.documents.includes(document.kind)) return 'misplaced';
    if (!kind.check(entry)) return 'shape';
    const needs = kind.needs(entry, document);
    // Entries of a part are mostly alike, and the needs of most kinds are one and the same list.
    if (needs === last) continue;
    last = needs;
    for (const one of needs) {
      const key = `${one.use}≤${one.limit ?? ''}@${one.scope ?? ''}~${one.unless ?? ''}`;
      if (covered.has(key) || (one.unless !== undefined && one.unless === author)) continue;
      if (!isCovered(one, document, claimed)) return 'uses';
      covered.add(key);
    }
  }
  return null;
}

/** The uses that entries in a document need, for a command to claim; each once, with the highest limit. */
export function usesNeeded(
  documentName: string,
  entries: readonly Entry[],
  author: string | null = null,
): readonly Use[] {
  const document = parseDocumentName(documentName);
  if (document === null) throw new Error(`not a document: ${documentName}`);
  const needed = new Map<string, Use>();
  for (const entry of entries) {
    for (const one of kindOfEntry(entry)?.needs(entry, document) ?? []) {
      if (one.unless !== undefined && one.unless === author) continue;
      const use = useOfNeed(one, document);
      const key = `${one.use}@${use.scope}`;
      const known = needed.get(key);
      if (known === undefined || (use.limit ?? 0) > (known.limit ?? 0)) needed.set(key, use);
    }
  }
  return [...needed.values()];
}

function useOfNeed(one: Need, document: DocumentIdentity): Use {
  const [module = '', action = ''] = one.use.split('.');
  return { module, action, limit: one.limit ?? null, scope: one.scope ?? scopeOfDocument(document) };
}

function isCovered(one: Need, document: DocumentIdentity, claimed: readonly (Use | null)[]): boolean {
  const use = useOfNeed(one, document);
  const anywhere = one.scope === 'any';
  // A need without a limit asks only that the action is claimed, with whatever limit.
  return claimed.some((claim) => {
    if (claim === null) return false;
    return grantCovers(
      { ...claim, limit: one.limit === undefined ? null : claim.limit, scope: anywhere ? '*' : claim.scope },
      use,
    );
  });
}
