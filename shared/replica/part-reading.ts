/**
 * Parts of a commit that a replica has placed. Their hashes are checked when it is taken; shape and uses only when
 * somebody asks for what they say, since a relay and a device that keeps a commit for later never do.
 */
import type { Header } from '../commit/header.ts';
import { type Part, readPart } from '../commit/part.ts';
import type { HashText } from '../foundation/ids.ts';
import type { PartReading } from './acceptance.ts';

/** Shape and needed uses of a part (shared/schema); pure. */
export type PartCheck = (document: string, part: Part, uses: readonly string[], author: string | null) => boolean;

const ABSENT: PartReading = { state: 'absent', part: null };
const MALFORMED: PartReading = { state: 'malformed', part: null };

/** The texts that a header names, in its order; null where there is none, or another one. */
export function textsNamed(
  header: Header,
  texts: readonly (string | null)[],
  hashText: (text: string) => HashText,
): readonly (string | null)[] {
  const isNamed = (at: number): boolean => {
    const text = texts[at];
    return text === undefined || text === null || hashText(text) === header.parts[at]?.hash;
  };
  let sound = texts.length === header.parts.length;
  for (let at = 0; sound && at < texts.length; at++) sound = isNamed(at);
  return sound ? texts : header.parts.map((_, at) => (isNamed(at) ? (texts[at] ?? null) : null));
}

/** Each part of a commit, from texts that its header names. */
export function readNamed(
  header: Header,
  texts: readonly (string | null)[],
  author: string | null,
  check: PartCheck,
): PartReading[] {
  return header.parts.map((ref, at) => {
    const text = texts[at];
    if (text === undefined || text === null) return ABSENT;
    const part = readPart(text);
    if (part === null || part.entries.length !== ref.entries) return MALFORMED;
    return check(ref.document, part, header.uses, author) ? { state: 'present', part } : MALFORMED;
  });
}

/** The answer for a commit that is here: what it says is read when it is asked for, once. */
export class PlacedCommit<Kind extends 'taken' | 'known'> {
  readonly kind: Kind;
  readonly index: number;
  readonly header: Header;
  readonly texts: readonly (string | null)[];
  readonly #author: string | null;
  readonly hash16: string;
  readonly #check: PartCheck;
  #parts: readonly PartReading[] | null = null;

  constructor(
    kind: Kind,
    place: { readonly index: number; readonly author: string | null; readonly hash16: string },
    read: { readonly header: Header; readonly texts: readonly (string | null)[] },
    check: PartCheck,
  ) {
    this.kind = kind;
    this.index = place.index;
    this.header = read.header;
    this.texts = read.texts;
    this.#author = place.author;
    this.hash16 = place.hash16;
    this.#check = check;
  }

  get parts(): readonly PartReading[] {
    this.#parts ??= readNamed(this.header, this.texts, this.#author, this.#check);
    return this.#parts;
  }
}
