/**
 * What many headers have in common, as one text in a bulk's table: [level, app, uses, [[document, entries]…], batch?].
 */
import type { Header, PartRef } from '../commit/header.ts';
import { type Json, parseJsonText } from '../commit/json-text.ts';
import { LIMITS } from '../commit/limits.ts';
import { asDocumentName, type DocumentName } from '../foundation/ids.ts';

export interface Shape {
  readonly level: number;
  readonly app: string;
  readonly uses: readonly string[];
  readonly parts: readonly { readonly document: DocumentName; readonly entries: number }[];
  readonly batch: string | null;
}

export function writeShape(header: Header): string {
  const parts = header.parts.map((part: PartRef) => [part.document, part.entries]);
  return JSON.stringify([
    header.level,
    header.app,
    header.uses,
    parts,
    ...(header.batch === undefined ? [] : [header.batch]),
  ]);
}

/** `null` when it is no shape; whatever it holds is judged again when the header it makes is read. */
export function readShape(text: string): Shape | null {
  const value = parseJsonText(text, LIMITS.headerBytes);
  if (!Array.isArray(value) || value.length < 4 || value.length > 5) return null;
  const [level, app, uses, refs, batch = null] = value as readonly Json[];
  if (typeof level !== 'number' || typeof app !== 'string' || !Array.isArray(uses) || !Array.isArray(refs)) return null;
  if (refs.length > LIMITS.parts || (batch !== null && typeof batch !== 'string')) return null;
  const parts: { document: DocumentName; entries: number }[] = [];
  for (const ref of refs) {
    if (!Array.isArray(ref) || ref.length !== 2) return null;
    const document = typeof ref[0] === 'string' ? asDocumentName(ref[0]) : null;
    if (document === null || typeof ref[1] !== 'number') return null;
    parts.push({ document, entries: ref[1] });
  }
  const texts = uses.filter((use): use is string => typeof use === 'string');
  return texts.length === uses.length ? { level, app, uses: texts, parts, batch } : null;
}
