/**
 * The quick way to read a header: one look from left to right at a text of exactly the form that `writeHeader` gives,
 * with nothing in it that JSON would have to unescape. A cold join reads a hundred thousand of them, and this takes less
 * than half the time of parsing JSON and judging the value.
 *
 * `null` says only that the text is not of this form (or breaks a rule): the long way in header.ts decides. Whatever is
 * read here, the long way would read the same.
 */
import { isBase64url } from '../foundation/bytes.ts';
import type { HybridTime } from '../foundation/clock.ts';
import { asDocumentName, type DocumentName, type FeedId, type HashText } from '../foundation/ids.ts';
import { parseJsonText } from './json-text.ts';
import { LIMITS } from './limits.ts';

interface PlainDep {
  readonly feed: FeedId;
  readonly seq: number;
  readonly hash16: string;
}
interface PlainPartRef {
  readonly document: DocumentName;
  readonly entries: number;
  readonly hash: HashText;
}
/** A `Header` (header.ts, which rests on this module). */
interface PlainHeader {
  readonly version: 1;
  readonly level: number;
  readonly app: string;
  readonly time: HybridTime;
  readonly uses: readonly string[];
  readonly deps: readonly PlainDep[];
  readonly totals: { readonly commits: number; readonly bytes: number };
  readonly parts: readonly PlainPartRef[];
  readonly batch?: string;
}

/** Beyond this a text is read the long way, so that no remembered piece of it holds much memory. */
const MOST_CHARACTERS = 4096;
const MOST_REMEMBERED = 1000;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Lists of uses and names of documents repeat from commit to commit: each is judged once. */
const usesOf = new Map<string, readonly string[]>();
const nameOf = new Map<string, DocumentName>();
/** What stood here in the header before this one, which is mostly what stands here in this one. */
let lastUses: { readonly text: string; readonly uses: readonly string[] } = { text: '],"d":[', uses: [] };
const lastNames: DocumentName[] = [];
const NO_DEPS: readonly PlainDep[] = [];

export function readPlainHeader(text: string): PlainHeader | null {
  return text.length > MOST_CHARACTERS ? null : new HeaderScanner(text).header();
}

class HeaderScanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  header(): PlainHeader | null {
    if (!this.#is('{"v":1,"l":')) return null;
    const level = this.#number();
    if (level < 1 || !this.#is(',"a":"')) return null;
    const app = this.#plainString(LIMITS.appLength);
    if (app === null || !this.#is(',"t":')) return null;
    const time = this.#number();
    if (time < 1 || !this.#is(',"u":[')) return null;
    const uses = this.#uses();
    const deps = uses === null ? null : this.#deps();
    if (uses === null || deps === null || !this.#is(',"n":[')) return null;
    const commits = this.#number();
    if (commits < 1 || !this.#is(',')) return null;
    const bytes = this.#number();
    if (bytes < 0 || !this.#is('],"p":[')) return null;
    const parts = this.#parts();
    if (parts === null) return null;
    const totals = { commits, bytes };
    const header = { version: 1 as const, level, app, time: time as HybridTime, uses, deps, totals, parts };
    if (this.#is('}')) return this.#at === this.#text.length ? header : null;
    if (!this.#is(',"b":"')) return null;
    const batch = this.#plainString(LIMITS.batchLength);
    const isEnd = this.#is('}') && this.#at === this.#text.length;
    return batch === null || batch === '' || !isEnd ? null : { ...header, batch };
  }

  /** Passes what opens the deps as well. */
  #uses(): readonly string[] | null {
    if (this.#is(lastUses.text)) return lastUses.uses;
    const end = this.#text.indexOf('],"d":[', this.#at);
    if (end < 0) return null;
    const list = this.#text.slice(this.#at, end);
    const uses = usesOf.get(list) ?? readUses(list);
    if (uses === null) return null;
    remember(usesOf, list, uses);
    lastUses = { text: this.#text.slice(this.#at, end + 7), uses };
    this.#at = end + 7;
    return uses;
  }

  #deps(): readonly PlainDep[] | null {
    if (this.#is(']')) return NO_DEPS;
    const deps: PlainDep[] = [];
    do {
      if (!this.#is('["')) return null;
      const start = this.#at;
      if (!this.#letters(24) || !this.#is('.') || !this.#letters(8)) return null;
      const feed = this.#text.slice(start, this.#at) as FeedId;
      if (!this.#is('",')) return null;
      const seq = this.#number();
      if (seq < 1 || !this.#is(',"') || !this.#letters(22)) return null;
      deps.push({ feed, seq, hash16: this.#text.slice(this.#at - 22, this.#at) });
      if (!this.#is('"]')) return null;
    } while (this.#is(','));
    return deps.length <= LIMITS.deps && this.#is(']') ? deps : null;
  }

  #parts(): PlainPartRef[] | null {
    const parts: PlainPartRef[] = [];
    if (this.#is(']')) return parts;
    let sum = 0;
    do {
      if (!this.#is('["')) return null;
      const document = this.#document(parts.length);
      if (document === null || isAmong(parts, document) || !this.#is(',')) return null;
      const entries = this.#number();
      sum += entries;
      if (entries < 1 || !this.#is(',"') || !this.#letters(43)) return null;
      parts.push({ document, entries, hash: this.#text.slice(this.#at - 43, this.#at) as HashText });
      if (!this.#is('"]')) return null;
    } while (this.#is(','));
    return parts.length <= LIMITS.parts && sum <= LIMITS.entries && this.#is(']') ? parts : null;
  }

  /** Up to the closing quote, which is passed. */
  #document(number: number): DocumentName | null {
    const last = lastNames[number];
    if (last !== undefined && this.#text.charCodeAt(this.#at + last.length) === QUOTE && this.#is(last)) {
      this.#at++;
      return last;
    }
    const end = this.#text.indexOf('"', this.#at);
    if (end < 0) return null;
    const text = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    const name = nameOf.get(text) ?? asDocumentName(text);
    if (name === null) return null;
    remember(nameOf, text, name);
    if (number < LIMITS.parts) lastNames[number] = name;
    return name;
  }

  /** Printable ASCII without escapes, up to the closing quote, which is passed. */
  #plainString(most: number): string | null {
    const start = this.#at;
    for (let at = start; at <= start + most; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === QUOTE) {
        this.#at = at + 1;
        return this.#text.slice(start, at);
      }
      if (code === BACKSLASH || !(code >= 0x20 && code < 0x7f)) return null;
    }
    return null;
  }

  /** A whole number within 2^53, written as JSON writes it; -1 for anything else. */
  #number(): number {
    const start = this.#at;
    let value = 0;
    let digit = this.#text.charCodeAt(start) - 0x30;
    const first = digit;
    while (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digit = this.#text.charCodeAt(++this.#at) - 0x30;
    }
    const length = this.#at - start;
    if (length === 0 || length > 16 || (length === 16 && first === 9)) return -1;
    return first === 0 && length > 1 ? -1 : value;
  }

  /** That many letters of base64url. */
  #letters(count: number): boolean {
    if (!isBase64url(this.#text, this.#at, this.#at + count)) return false;
    this.#at += count;
    return true;
  }

  #is(literal: string): boolean {
    if (!this.#text.startsWith(literal, this.#at)) return false;
    this.#at += literal.length;
    return true;
  }
}

function readUses(list: string): readonly string[] | null {
  const value = parseJsonText(`[${list}]`, LIMITS.headerBytes);
  if (!Array.isArray(value) || value.length > LIMITS.uses) return null;
  const uses: string[] = [];
  for (const use of value) {
    if (typeof use !== 'string' || use.length === 0 || use.length > LIMITS.useLength) return null;
    uses.push(use);
  }
  return uses;
}

function isAmong(parts: readonly PlainPartRef[], document: DocumentName): boolean {
  for (const part of parts) if (part.document === document) return true;
  return false;
}

function remember<T>(known: Map<string, T>, text: string, value: T): void {
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(text, value);
}
