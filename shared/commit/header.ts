/**
 * The header of a commit: a JSON text that everyone has, whatever they may read. It names what the commit relies on
 * (`uses`), what it has seen (`deps`), and the hash of every part, so chain and verdict never need a part.
 *
 *   {"v":1,"l":level,"a":"app version","t":time,"u":["sales.add@b1"],"d":[["feed",seq,"hash16"]],
 *    "n":[commits,bytes],"p":[["document",entries,"sha256"]],"b":"batch"}
 *
 * The text is signed and hashed byte for byte: written once by its author, never re-encoded. `hash16` is the first 16
 * bytes of the head of that feed at that seq, base64url (22 characters); `sha256` is base64url (43 characters).
 * Feed and seq stand beside the header (chain and seal bind them). A header that breaks a rule is malformed.
 */

import type { HybridTime } from '../foundation/clock.ts';
import type { DocumentName, FeedId, HashText } from '../foundation/ids.ts';
import { asDocumentName, asFeedId, asHashText } from '../foundation/ids.ts';
import { isJsonObject, type Json, parseJsonText } from './json-text.ts';
import { LIMITS } from './limits.ts';
import { readPlainHeader } from './plain-header.ts';

export const HEADER_VERSION = 1;

export interface Dep {
  readonly feed: FeedId;
  readonly seq: number;
  readonly hash16: string;
}

export interface PartRef {
  readonly document: DocumentName;
  readonly entries: number;
  readonly hash: HashText;
}

/** What the device has written so far, this commit included: counted against its role's budget. */
export interface Totals {
  readonly commits: number;
  readonly bytes: number;
}

export interface Header {
  readonly version: number;
  readonly level: number;
  readonly app: string;
  readonly time: HybridTime;
  readonly uses: readonly string[];
  readonly deps: readonly Dep[];
  readonly totals: Totals;
  readonly parts: readonly PartRef[];
  readonly batch?: string;
}

export function writeHeader(header: Header): string {
  return JSON.stringify({
    v: header.version,
    l: header.level,
    a: header.app,
    t: header.time,
    u: header.uses,
    d: header.deps.map((dep) => [dep.feed, dep.seq, dep.hash16]),
    n: [header.totals.commits, header.totals.bytes],
    p: header.parts.map((part) => [part.document, part.entries, part.hash]),
    ...(header.batch === undefined ? {} : { b: header.batch }),
  });
}

/** What headers of one shape have in common, as their text has it. */
export interface HeaderFrame {
  readonly start: string;
  readonly uses: string;
  readonly parts: readonly string[];
  readonly end: string;
}

export function headerFrame(
  shape: Omit<Header, 'time' | 'deps' | 'totals' | 'parts'> & {
    readonly parts: readonly Omit<PartRef, 'hash'>[];
  },
): HeaderFrame {
  return {
    start: `{"v":${shape.version},"l":${shape.level},"a":${JSON.stringify(shape.app)},"t":`,
    uses: `,"u":${JSON.stringify(shape.uses)},"d":[`,
    parts: shape.parts.map((part) => `[${JSON.stringify(part.document)},${part.entries},"`),
    end: shape.batch === undefined ? ']}' : `],"b":${JSON.stringify(shape.batch)}}`,
  };
}

/** The text that `writeHeader` gives, put together from what is the same in thousands of headers and what is not. */
export function framedHeader(
  frame: HeaderFrame,
  own: Pick<Header, 'time' | 'deps' | 'totals'> & { readonly hashes: readonly HashText[] },
): string {
  let text = `${frame.start}${own.time}${frame.uses}`;
  let comma = '';
  for (const { feed, seq, hash16 } of own.deps) {
    text += `${comma}["${feed}",${seq},"${hash16}"]`;
    comma = ',';
  }
  text += `],"n":[${own.totals.commits},${own.totals.bytes}],"p":[`;
  for (let i = 0; i < frame.parts.length; i++) text += `${i === 0 ? '' : ','}${frame.parts[i]}${own.hashes[i]}"]`;
  return text + frame.end;
}

/** The header of a text, or `null` when it is malformed in any way (which ends the feed, design.md §5). */
export function readHeader(text: string): Header | null {
  return readPlainHeader(text) ?? readAnyHeader(text);
}

/** The long way, for every text. */
export function readAnyHeader(text: string): Header | null {
  const value = parseJsonText(text, LIMITS.headerBytes);
  if (value === null || !isJsonObject(value)) return null;
  const { v, l, a, t, u, d, n, p, b } = value;
  if (v !== HEADER_VERSION || !isCount(l, 1) || !isCount(t, 1)) return null;
  if (typeof a !== 'string' || a.length > LIMITS.appLength) return null;
  if (!Array.isArray(u) || u.length > LIMITS.uses || !u.every(isUse)) return null;
  const deps = readList(d, LIMITS.deps, readDep);
  const parts = readList(p, LIMITS.parts, readPartRef);
  if (deps === null || parts === null || !Array.isArray(n) || n.length !== 2) return null;
  const [commits, bytes] = n;
  if (!isCount(commits, 1) || !isCount(bytes, 0)) return null;
  if (parts.reduce((sum, part) => sum + part.entries, 0) > LIMITS.entries) return null;
  if (new Set(parts.map((part) => part.document)).size !== parts.length) return null;
  if (b !== undefined && (typeof b !== 'string' || b.length === 0 || b.length > LIMITS.batchLength)) return null;
  const header = { version: v, level: l, app: a, time: t, uses: u, deps, totals: { commits, bytes }, parts };
  return b === undefined ? header : { ...header, batch: b };
}

const isCount = (value: Json | undefined, least: number): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= least;

const isUse = (value: Json): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= LIMITS.useLength;

function readList<T>(value: Json | undefined, most: number, read: (item: Json) => T | null): T[] | null {
  if (!Array.isArray(value) || value.length > most) return null;
  const out: T[] = [];
  for (const item of value) {
    const one = read(item);
    if (one === null) return null;
    out.push(one);
  }
  return out;
}

function readDep(value: Json): Dep | null {
  if (!Array.isArray(value) || value.length !== 3) return null;
  const [feedText, seq, hash16] = value;
  const feed = typeof feedText === 'string' ? asFeedId(feedText) : null;
  if (feed === null || !isCount(seq, 1)) return null;
  if (typeof hash16 !== 'string' || !/^[A-Za-z0-9_-]{22}$/.test(hash16)) return null;
  return { feed, seq, hash16 };
}

function readPartRef(value: Json): PartRef | null {
  if (!Array.isArray(value) || value.length !== 3) return null;
  const [name, entries, hashText] = value;
  const document = typeof name === 'string' ? asDocumentName(name) : null;
  const hash = typeof hashText === 'string' ? asHashText(hashText) : null;
  if (document === null || hash === null || !isCount(entries, 1) || entries > LIMITS.entries) return null;
  return { document, entries, hash };
}
