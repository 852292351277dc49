/**
 * Reading a run back: from the bytes of an update of exactly the shape that yjs-update.ts writes (what a device stored
 * itself; anything else is refused, so a damaged or foreign store is noticed and never half-read), or from a Y.Doc.
 */
import { ByteReader, MalformedBytes, orNull } from '../commit/codec.ts';
import { LIMITS } from '../commit/limits.ts';
import { equalBytes } from '../foundation/bytes.ts';
import { asFeedId, type FeedId } from '../foundation/ids.ts';
import type { TextCodec } from '../foundation/text-codec.ts';
import { readRootName, SEGMENT_LENGTH, sealsName, segmentName } from './segment.ts';
import { buildYjsUpdate } from './yjs-update.ts';

/** Part of one run as an update holds it; `root` is known only where the update opens a root array. */
export interface ReadRun {
  readonly client: number;
  readonly start: number;
  readonly texts: readonly (string | null)[];
  /** Root arrays that open in this piece: [number of the item, name]. */
  readonly roots: readonly (readonly [number, string])[];
}

const MOST_ITEMS = 10_000_000;

/**
 * The run of one update, or `null` when the bytes are not, to the last bit, what {@link buildYjsUpdate} writes for that
 * run. An empty update gives no texts.
 */
export function readYjsUpdate(bytes: Uint8Array, text?: TextCodec): ReadRun | null {
  const run = readOwnUpdate(bytes, text);
  if (run === null) return null;
  const roots = new Map(run.roots);
  const first = run.roots[0];
  const name = first === undefined ? null : readRootName(first[1]);
  const seals = name?.segment === 'seals';
  for (const [k, root] of run.roots) {
    if (!seals && name !== null && root !== segmentName(name.feed, k)) return null;
  }
  const again = buildYjsUpdate(
    {
      client: run.client,
      start: run.start,
      texts: run.texts,
      rootOf: (k) => roots.get(k) ?? '',
      ...(seals ? { segmentLength: Number.MAX_SAFE_INTEGER } : {}),
    },
    text,
  );
  return equalBytes(again, bytes) ? run : null;
}

/**
 * The same of bytes that this device wrote itself and nobody else can reach: read as strictly, but not written once more
 * to compare, which would cost a start as much again as the reading.
 */
export function readOwnUpdate(bytes: Uint8Array, text?: TextCodec): ReadRun | null {
  return orNull(() => {
    const reader = new ByteReader(bytes, text);
    const sections = reader.varint(1);
    if (sections === 0) {
      reader.varint(0);
      reader.end();
      return { client: 0, start: 0, texts: [], roots: [] };
    }
    const structs = reader.varint(MOST_ITEMS);
    const client = reader.varint();
    const start = reader.varint();
    const texts: (string | null)[] = [];
    const roots: [number, string][] = [];
    if (structs === 0) throw new MalformedBytes('no structs');
    for (let i = 0; i < structs; i++) readStruct(reader, client, start + texts.length, texts, roots);
    readDeletions(reader, client, start, texts);
    reader.end();
    return { client, start, texts, roots };
  });
}

function readStruct(
  reader: ByteReader,
  client: number,
  clock: number,
  texts: (string | null)[],
  roots: [number, string][],
): void {
  const info = reader.byte();
  const kind = info & 0x7f;
  if (kind !== 8 && kind !== 1) throw new MalformedBytes('not a struct of ours');
  if (info >= 0x80) {
    if (reader.varint() !== client || reader.varint() !== clock - 1)
      throw new MalformedBytes('origin is not the item before');
  } else {
    if (reader.varint() !== 1) throw new MalformedBytes('parent is no root array');
    const name = reader.text(200);
    if (readRootName(name) === null) throw new MalformedBytes('not a root array of ours');
    roots.push([clock, name]);
  }
  const length = reader.varint(MOST_ITEMS);
  if (length === 0) throw new MalformedBytes('empty struct');
  if (kind === 1 && length > MOST_ITEMS - texts.length) throw new MalformedBytes('too many items');
  for (let i = 0; i < length; i++) {
    if (kind === 1) texts.push(null);
    else {
      if (reader.byte() !== 119) throw new MalformedBytes('not a text');
      texts.push(reader.text(LIMITS.partBytes));
    }
  }
}

function readDeletions(reader: ByteReader, client: number, start: number, texts: readonly (string | null)[]): void {
  const erased = texts.reduce<number>((count, item) => count + (item === null ? 1 : 0), 0);
  if (reader.varint(1) === 0) {
    if (erased !== 0) throw new MalformedBytes('erased without deletion');
    return;
  }
  if (reader.varint() !== client) throw new MalformedBytes('deletion of another run');
  let left = erased;
  let least = start;
  for (let ranges = reader.varint(MOST_ITEMS); ranges > 0; ranges--) {
    const clock = reader.varint();
    const length = reader.varint(MOST_ITEMS);
    if (clock < least || length === 0) throw new MalformedBytes('deletions out of order');
    for (let k = clock; k < clock + length; k++) {
      if (texts[k - start] !== null) throw new MalformedBytes('deletion of a text that is there');
    }
    left -= length;
    least = clock + length + 1;
  }
  if (left !== 0) throw new MalformedBytes('deletions do not match');
}

/** What is needed of a Y.Doc; Yjs itself is not imported here. */
export interface ReadableDoc {
  readonly share: { keys(): IterableIterator<string> };
  getArray(name: string): { toArray(): readonly unknown[] };
}

/** The feeds that have a run in a document. */
export function feedsOfDoc(doc: ReadableDoc): FeedId[] {
  const feeds = new Set<FeedId>();
  for (const name of doc.share.keys()) {
    const feed = asFeedId(name.slice(0, 33));
    if (feed !== null && readRootName(name) !== null) feeds.add(feed);
  }
  return [...feeds].sort();
}

/** Texts of a feed's run in a Y.Doc, segment by segment; erased ones are not in it. Anything but texts is left out. */
export function readRunOfDoc(doc: ReadableDoc, feed: FeedId): string[] {
  const names = new Set(doc.share.keys());
  const texts: string[] = [];
  for (let k = 0; names.has(segmentName(feed, k)); k += SEGMENT_LENGTH) pushTexts(doc, segmentName(feed, k), texts);
  return texts;
}

/** Seal texts of a feed in a journal. */
export function readSealsOfDoc(doc: ReadableDoc, feed: FeedId): string[] {
  const texts: string[] = [];
  if (new Set(doc.share.keys()).has(sealsName(feed))) pushTexts(doc, sealsName(feed), texts);
  return texts;
}

function pushTexts(doc: ReadableDoc, name: string, texts: string[]): void {
  for (const item of doc.getArray(name).toArray()) if (typeof item === 'string') texts.push(item);
}
