/**
 * Part texts taken apart for a bulk and put together again byte for byte: the salt (random, so it must not sit among
 * text that compresses) and listings (whose hashes the receiver knows).
 */
import { type Entry, readPart, writePart } from '../commit/part.ts';
import { fromBase64url, toBase64url } from '../foundation/bytes.ts';
import { deadlineEntry, type ListingItem, listEntry, readListing } from '../replica/listing-entries.ts';

export interface NamedItem extends ListingItem {
  /** Opens an entry of the listing. */
  readonly first: boolean;
}

const SALT_START = '{"s":"';
const SALT_END = '",';

/** The salt's 16 bytes and the text without it; null for a text that does not open with a well-formed salt. */
export function saltOf(text: string): { readonly salt: Uint8Array; readonly rest: string } | null {
  if (!text.startsWith(SALT_START) || text.slice(28, 30) !== SALT_END) return null;
  const salt = fromBase64url(text.slice(6, 28));
  return salt === null || salt.length !== 16 ? null : { salt, rest: text.slice(30) };
}
export function withSalt(salt: Uint8Array, rest: string): string {
  return `${SALT_START}${toBase64url(salt)}${SALT_END}${rest}`;
}

/** The items of a listing part; null unless `writeListing` gives the very same text. */
export function parseListing(text: string): NamedItem[] | null {
  const part = readPart(text);
  if (part === null || part.salt !== undefined || part.command !== 'list') return null;
  const items: NamedItem[] = [];
  for (const entry of part.entries) {
    const read = readListing([entry]);
    if (read === null || read.length === 0) return null;
    items.push(...read.map((item, i) => ({ ...item, first: i === 0 })));
  }
  return writeListing(items) === text ? items : null;
}

export function writeListing(items: readonly NamedItem[]): string {
  const entries: Entry[] = [];
  let open: ListingItem[] = [];
  const close = () => {
    const [first] = open;
    if (first !== undefined) entries.push(first.kind === 'deadline' ? deadlineEntry(first) : listEntry(open));
    open = [];
  };
  for (const item of items) {
    if (item.first) close();
    open.push(item);
  }
  close();
  return writePart({ command: 'list', entries });
}
