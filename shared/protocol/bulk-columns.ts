/**
 * Columns of a bulk: values of one kind beside each other compress several times better than commits after each other.
 *
 *   bulk    2 ‖ feeds ‖ texts ‖ count ‖ column × COLUMNS ‖ one text column per name in `documents`
 *   column  byte length ‖ bytes
 *
 * Column by column, one value or more per commit, in the commits' order:
 *
 *   feed     number of the feed (of the table), plus one; 0: the whole commit stands verbatim in `verbatim`
 *   seq      seq − (seq of the feed's previous commit in this bulk, or 0) − 1
 *   shape    number of the text that holds [level, app, uses, [[document, entries]…], batch?] as JSON
 *   time     time − time of the feed's previous commit in this bulk (zigzag)
 *   deps     how many; each: number of the feed, seq − last seq named of that feed here (zigzag)
 *   totals   commits − previous − 1, bytes − previous − bytes of the parts that go along (zigzag); first: from 0
 *   parts    per part: 0 absent (hash in `hashes`), 1 text, 2 text without its salt (in `salts`), 3 listing; 4 and 5: as
 *            1 and 2, words replaced by marks (bulk-words.ts; columns `words`, `spelled`)
 *   hashes   32 bytes each · salts  16 bytes each · seals  feed number, seq, 64 bytes, for the last sealed of each feed
 *   names    listings: items; each kind (0 list, 1 deadline; +2 starts an entry), feed number, seq (zigzag, as deps)
 *
 * Left out because the receiver computes them: hashes of parts that go along, and the 16-byte hashes in deps and
 * listings. The sender restores every header and listing as it packs; what would not come out byte for byte the same
 * goes verbatim.
 */
import { ByteReader, ByteWriter } from '../commit/codec.ts';
import type { FeedId } from '../foundation/ids.ts';
import type { TextCodec } from '../foundation/text-codec.ts';
import { readFeed, writeFeed } from './message-codec.ts';

export const BULK_FORMAT = 2;
export const COLUMNS = [
  'feed',
  'seq',
  'shape',
  'time',
  'deps',
  'totals',
  'parts',
  'hashes',
  'salts',
  'names',
  'words',
  'spelled',
  'seals',
  'verbatim',
] as const;
export type ColumnName = (typeof COLUMNS)[number];

/** Head of a feed at a seq as this end knows it; null if it does not, or if the feed is forked. */
export type HeadLookup = (feed: FeedId, seq: number) => Uint8Array | null;

export const PART_KIND = { absent: 0, text: 1, salted: 2, listing: 3, marked: 4, saltedMarked: 5 } as const;

export const zigzag = (value: number): number => (value >= 0 ? value * 2 : -value * 2 - 1);
export const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);

/** Numbers given to values in the order in which they first appear. */
export class Numbers<T> {
  readonly #numbers = new Map<T, number>();
  of(value: T): number {
    let number = this.#numbers.get(value);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(value, number);
    }
    return number;
  }
  all(): T[] {
    return [...this.#numbers.keys()];
  }
}

export class ColumnSet {
  readonly feeds = new Numbers<FeedId>();
  readonly shapes = new Numbers<string>();
  readonly documents = new Numbers<string>();
  readonly #columns: ReadonlyMap<ColumnName, ByteWriter>;
  readonly #texts: ByteWriter[] = [];
  readonly #text: TextCodec;
  count = 0;

  constructor(text: TextCodec) {
    this.#text = text;
    this.#columns = new Map(COLUMNS.map((name) => [name, new ByteWriter(text)]));
  }

  column(name: ColumnName): ByteWriter {
    const column = this.#columns.get(name);
    if (column === undefined) throw new Error(`no column ${name}`);
    return column;
  }
  texts(document: string): ByteWriter {
    const number = this.documents.of(document);
    this.#texts[number] ??= new ByteWriter(this.#text);
    return this.#texts[number];
  }

  finish(): Uint8Array {
    const out = new ByteWriter(this.#text).byte(BULK_FORMAT);
    const feeds = this.feeds.all();
    out.varint(feeds.length);
    for (const feed of feeds) writeFeed(out, feed);
    for (const table of [this.shapes.all(), this.documents.all()]) {
      out.varint(table.length);
      for (const text of table) out.text(text);
    }
    out.varint(this.count);
    for (const name of COLUMNS) out.bytes(this.column(name).finish());
    for (const texts of this.#texts) out.bytes(texts.finish());
    return out.finish();
  }
}

export interface ReadColumns {
  readonly feeds: readonly FeedId[];
  readonly shapes: readonly string[];
  readonly count: number;
  readonly columns: Readonly<Record<ColumnName, ByteReader>>;
  readonly texts: ReadonlyMap<string, ByteReader>;
}

/** Throws MalformedBytes. */
export function readColumns(raw: Uint8Array, text: TextCodec, mostCommits: number): ReadColumns | null {
  const reader = new ByteReader(raw, text);
  if (reader.byte() !== BULK_FORMAT) return null;
  const feeds: FeedId[] = [];
  for (let i = reader.varint(raw.length / 24); i > 0; i--) feeds.push(readFeed(reader));
  const tables: string[][] = [];
  for (const most of [200 * 1024, 200]) {
    const table: string[] = [];
    for (let i = reader.varint(reader.left); i > 0; i--) table.push(reader.text(most));
    tables.push(table);
  }
  const [shapes = [], documents = []] = tables;
  const count = reader.varint(mostCommits);
  const one = () => new ByteReader(reader.bytes(raw.length), text);
  const columns: Record<ColumnName, ByteReader> = {
    feed: one(),
    seq: one(),
    shape: one(),
    time: one(),
    deps: one(),
    totals: one(),
    parts: one(),
    hashes: one(),
    salts: one(),
    names: one(),
    words: one(),
    spelled: one().manyTexts(),
    seals: one(),
    verbatim: one(),
  };
  const texts = new Map(documents.map((document) => [document, one().manyTexts()]));
  reader.end();
  return { feeds, shapes, count, columns, texts };
}
