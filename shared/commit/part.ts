/**
 * A part: the JSON text of what one commit writes into one document.
 *
 *   {"s":"salt","c":"command","e":[{"kind":…}, …]}
 *
 * `s` is 16 random bytes (base64url) in every part that not every member may view: without it a cost price is guessed
 * from its hash in under a second. A part is present or absent; absent (not permitted, not here yet, erased or
 * malformed) never blocks anything.
 */
import { isJsonObject, type JsonObject, parseJsonText } from './json-text.ts';
import { LIMITS } from './limits.ts';

/** One entry; `kind` is declared in the registry (shared/schema). Unknown kinds and fields are kept and ignored. */
export type Entry = JsonObject & { readonly kind: string };

export interface Part {
  readonly salt?: string;
  readonly command: string;
  readonly entries: readonly Entry[];
}

export function writePart(part: Part): string {
  return JSON.stringify({
    ...(part.salt === undefined ? {} : { s: part.salt }),
    c: part.command,
    e: part.entries,
  });
}

/** The part of a text, or `null` when malformed: then it is absent for everybody who can see it. */
export function readPart(text: string): Part | null {
  const value = parseJsonText(text, LIMITS.partBytes);
  if (value === null || !isJsonObject(value)) return null;
  const { s, c, e } = value;
  if (s !== undefined && (typeof s !== 'string' || !/^[A-Za-z0-9_-]{22}$/.test(s))) return null;
  if (typeof c !== 'string' || c.length === 0 || c.length > 64) return null;
  if (!Array.isArray(e) || e.length === 0 || e.length > LIMITS.entries) return null;
  const entries: Entry[] = [];
  for (const entry of e) {
    if (!isJsonObject(entry) || !isEntry(entry)) return null;
    entries.push(entry);
  }
  return s === undefined ? { command: c, entries } : { salt: s, command: c, entries };
}

function isEntry(value: JsonObject): value is Entry {
  const { kind } = value;
  return typeof kind === 'string' && kind.length > 0 && kind.length <= 64;
}
