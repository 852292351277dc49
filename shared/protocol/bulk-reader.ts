/**
 * Unpacks bulks (bulk-columns.ts) of one session, in the order in which they come. Restores every text byte for byte
 * from what this end knows: heads of commits that it has, and of those that came in this bulk or the one before (whose
 * commits may still wait for a seal). What it restores is not yet believed: chain and seal decide, as for live commits.
 */
import {
  type ChainHash,
  chainNext,
  chainStart,
  hash16Of,
  hashTextOf,
  type MeasuredText,
  type Sha256,
} from '../commit/chain.ts';
import { MalformedBytes, readCommit, type WireCommit } from '../commit/codec.ts';
import { type Dep, framedHeader, HEADER_VERSION, type HeaderFrame, headerFrame } from '../commit/header.ts';
import { LIMITS } from '../commit/limits.ts';
import { type ChainLink, RestoredCommit } from '../commit/restored-commit.ts';
import { SEAL_BYTES } from '../commit/seal.ts';
import { toBase64url } from '../foundation/bytes.ts';
import { asHashText, type FeedId, type HashText, type ShopId } from '../foundation/ids.ts';
import type { TextCodec } from '../foundation/text-codec.ts';
import { MOST_LISTED } from '../replica/listing-entries.ts';
import { type HeadLookup, PART_KIND, type ReadColumns, readColumns, unzigzag } from './bulk-columns.ts';
import { type NamedItem, withSalt, writeListing } from './bulk-part.ts';
import { readShape, type Shape } from './bulk-shape.ts';
import { WordReader } from './bulk-words.ts';
import { PROTOCOL_LIMITS } from './protocol-limits.ts';

type Heads = Map<FeedId, Map<number, Uint8Array>>;
interface FeedPlace {
  readonly seq: number;
  readonly time: number;
  readonly commits: number;
  readonly bytes: number;
}
interface FramedShape extends Shape {
  readonly frame: HeaderFrame;
}
interface Unpacking {
  readonly read: ReadColumns;
  readonly shapes: Map<number, FramedShape>;
  readonly places: Map<FeedId, FeedPlace>;
  readonly named: Map<FeedId, number>;
  readonly words: WordReader;
  bytes: number;
}

/** The platform's quicker ways to the same hashes, where it has them. */
export interface QuickHashes {
  readonly measureText: (text: string) => MeasuredText;
  readonly chainHash: ChainHash;
}

export class BulkReader {
  readonly #shop: ShopId;
  readonly #sha256: Sha256;
  readonly #text: TextCodec;
  readonly #lookup: HeadLookup;
  readonly #hashes: QuickHashes;
  #before: Heads = new Map();
  #now: Heads = new Map();

  constructor(shop: ShopId, sha256: Sha256, text: TextCodec, lookup: HeadLookup, quick: QuickHashes | null = null) {
    this.#shop = shop;
    this.#sha256 = sha256;
    this.#text = text;
    this.#lookup = lookup;
    this.#hashes = quick ?? {
      measureText: (one) => {
        const bytes = text.encode(one);
        return { hash: hashTextOf(sha256(bytes)), bytes: bytes.length };
      },
      chainHash: (head, header) => chainNext(sha256, head, text.encode(header)),
    };
  }

  /** The commits in causal order, or `null` when the bulk is malformed or rests on commits that are not here. */
  read(raw: Uint8Array): WireCommit[] | null {
    this.#before = this.#now;
    this.#now = new Map();
    try {
      const read = readColumns(raw, this.#text, PROTOCOL_LIMITS.commitsInFrame);
      if (read === null) return null;
      const words = new WordReader(read.columns.words, read.columns.spelled);
      const unpacking = { read, shapes: new Map(), places: new Map(), named: new Map(), words, bytes: 0 };
      const commits: WireCommit[] = [];
      for (let i = 0; i < read.count; i++) {
        commits.push(this.#one(unpacking));
        if (unpacking.bytes > PROTOCOL_LIMITS.bulkRestored) return null;
      }
      return this.#withSeals(read, commits);
    } catch (error) {
      if (error instanceof MalformedBytes) return null;
      throw error;
    }
  }

  #one(unpacking: Unpacking): WireCommit {
    const { read, places } = unpacking;
    const number = read.columns.feed.varint();
    if (number === 0) {
      const commit = readCommit(read.columns.verbatim);
      unpacking.bytes += commit.header.length;
      this.#remember(commit.feed, commit.seq, commit.header);
      return commit;
    }
    const feed = at(read.feeds, number - 1);
    const place = places.get(feed) ?? { seq: 0, time: 0, commits: 0, bytes: 0 };
    const seq = place.seq + read.columns.seq.varint() + 1;
    const shape = this.#shape(unpacking, read.columns.shape.varint());
    const time = place.time + unzigzag(read.columns.time.varint());
    const deps = this.#deps(unpacking);
    const { hashes, texts, size } = this.#parts(unpacking, shape);
    const commits = place.commits + read.columns.totals.varint() + 1;
    const bytes = place.bytes + unzigzag(read.columns.totals.varint()) + size;
    const header = framedHeader(shape.frame, { time, deps, totals: { commits, bytes }, hashes });
    unpacking.bytes += header.length + size;
    places.set(feed, { seq, time, commits, bytes });
    return new RestoredCommit({ feed, seq, header, parts: texts, seal: null }, this.#remember(feed, seq, header));
  }

  #shape(unpacking: Unpacking, number: number): FramedShape {
    let shape = unpacking.shapes.get(number);
    if (shape === undefined) {
      const read = readShape(at(unpacking.read.shapes, number));
      if (read === null) throw new MalformedBytes('not a shape');
      const { batch, ...rest } = read;
      const frame = headerFrame({ version: HEADER_VERSION, ...rest, ...(batch === null ? {} : { batch }) });
      shape = { ...read, frame };
      unpacking.shapes.set(number, shape);
    }
    return shape;
  }

  #deps(unpacking: Unpacking): Dep[] {
    const { deps } = unpacking.read.columns;
    const out: Dep[] = [];
    for (let i = deps.varint(LIMITS.deps); i > 0; i--) {
      const feed = at(unpacking.read.feeds, deps.varint());
      const seq = this.#named(unpacking, feed, deps.varint());
      out.push({ feed, seq, hash16: this.#hash16(feed, seq) });
    }
    return out;
  }

  #parts(unpacking: Unpacking, shape: Shape): { hashes: HashText[]; texts: (string | null)[]; size: number } {
    const { columns } = unpacking.read;
    const hashes: HashText[] = [];
    const texts: (string | null)[] = [];
    let size = 0;
    for (const { document } of shape.parts) {
      const kind = columns.parts.byte();
      if (kind === PART_KIND.absent) {
        const hash = asHashText(toBase64url(columns.hashes.raw(32)));
        if (hash === null) throw new MalformedBytes('not a hash');
        hashes.push(hash);
        texts.push(null);
        continue;
      }
      const text = kind === PART_KIND.listing ? this.#listing(unpacking) : this.#plainText(unpacking, document, kind);
      const { hash, bytes } = this.#hashes.measureText(text);
      if (bytes > LIMITS.partBytes) throw new MalformedBytes('a part that is too long');
      size += bytes;
      hashes.push(hash);
      texts.push(text);
    }
    return { hashes, texts, size };
  }

  #plainText(unpacking: Unpacking, document: string, kind: number): string {
    const texts = unpacking.read.texts.get(document);
    if (texts === undefined) throw new MalformedBytes('no texts of that document');
    const isMarked = kind === PART_KIND.marked || kind === PART_KIND.saltedMarked;
    const isSalted = kind === PART_KIND.salted || kind === PART_KIND.saltedMarked;
    if (!isMarked && !isSalted && kind !== PART_KIND.text) throw new MalformedBytes('unknown kind of part');
    const written = texts.text(LIMITS.partBytes);
    const text = isMarked ? unpacking.words.unmark(written) : written;
    return isSalted ? withSalt(unpacking.read.columns.salts.raw(16), text) : text;
  }

  #listing(unpacking: Unpacking): string {
    const { names } = unpacking.read.columns;
    const items: NamedItem[] = [];
    for (let i = names.varint(MOST_LISTED * 2); i > 0; i--) {
      const flags = names.byte();
      if (flags > 3) throw new MalformedBytes('unknown kind of item');
      const feed = at(unpacking.read.feeds, names.varint());
      const seq = this.#named(unpacking, feed, names.varint());
      const kind = (flags & 1) === 1 ? 'deadline' : 'list';
      items.push({ kind, feed, seq, hash16: this.#hash16(feed, seq), first: (flags & 2) === 2 });
    }
    return writeListing(items);
  }

  #named(unpacking: Unpacking, feed: FeedId, step: number): number {
    const seq = (unpacking.named.get(feed) ?? 0) + unzigzag(step);
    if (seq < 1) throw new MalformedBytes('seq starts at 1');
    unpacking.named.set(feed, seq);
    return seq;
  }

  #hash16(feed: FeedId, seq: number): string {
    const head = this.#head(feed, seq);
    if (head === null) throw new MalformedBytes('names a commit that is not here');
    return hash16Of(head);
  }

  #head(feed: FeedId, seq: number): Uint8Array | null {
    return this.#now.get(feed)?.get(seq) ?? this.#before.get(feed)?.get(seq) ?? this.#lookup(feed, seq);
  }

  #remember(feed: FeedId, seq: number, header: string): ChainLink | null {
    const before = seq === 1 ? chainStart(this.#sha256, this.#shop, feed) : this.#head(feed, seq - 1);
    if (before === null) return null;
    const head = this.#hashes.chainHash(before, header);
    const heads = this.#now.get(feed) ?? new Map<number, Uint8Array>();
    heads.set(seq, head);
    this.#now.set(feed, heads);
    return { before, head };
  }

  #withSeals(read: ReadColumns, commits: WireCommit[]): WireCommit[] {
    const { seals } = read.columns;
    const bySeq = new Map<string, Uint8Array>();
    for (let i = seals.varint(read.feeds.length); i > 0; i--) {
      const feed = at(read.feeds, seals.varint());
      bySeq.set(`${feed} ${seals.varint()}`, seals.raw(SEAL_BYTES).slice());
    }
    if (bySeq.size === 0) return commits;
    return commits.map((commit) => {
      const seal = commit.seal ?? bySeq.get(`${commit.feed} ${commit.seq}`) ?? null;
      if (seal === null || seal === commit.seal) return commit;
      return commit instanceof RestoredCommit ? commit.withSeal(seal) : { ...commit, seal };
    });
  }
}

function at<T>(table: readonly T[], number: number): T {
  const value = table[number];
  if (value === undefined) throw new MalformedBytes('no such number');
  return value;
}
