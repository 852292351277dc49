/**
 * Packs commits for a peer that lacks many (bulk-columns.ts has the form). Commits come in causal order; parts that the
 * peer may not see are null in them. Only the last seal of each feed goes along: it vouches for all before it.
 */
import { hash16Of, hashTextOf, type MeasuredText, type Sha256 } from '../commit/chain.ts';
import { type WireCommit, writeCommit } from '../commit/codec.ts';
import { type Header, writeHeader } from '../commit/header.ts';
import { fromBase64url } from '../foundation/bytes.ts';
import type { FeedId } from '../foundation/ids.ts';
import type { TextCodec } from '../foundation/text-codec.ts';
import { ColumnSet, type HeadLookup, PART_KIND, zigzag } from './bulk-columns.ts';
import { parseListing, saltOf } from './bulk-part.ts';
import { writeShape } from './bulk-shape.ts';
import { WordWriter } from './bulk-words.ts';

/** A commit with its header read. */
export interface BulkItem {
  readonly commit: WireCommit;
  readonly header: Header;
}

interface FeedPlace {
  seq: number;
  time: number;
  commits: number;
  bytes: number;
}

export class BulkWriter {
  readonly #set: ColumnSet;
  readonly #words: WordWriter;
  readonly #measure: (text: string) => MeasuredText;
  readonly #head: HeadLookup;
  readonly #places = new Map<FeedId, FeedPlace>();
  readonly #named = new Map<FeedId, number>();
  readonly #seals = new Map<FeedId, { readonly seq: number; readonly seal: Uint8Array }>();

  /** `measure`: the platform's quicker way to a text's hash and length, where it has one. */
  constructor(
    sha256: Sha256,
    text: TextCodec,
    head: HeadLookup,
    measure: ((text: string) => MeasuredText) | null = null,
  ) {
    this.#set = new ColumnSet(text);
    this.#words = new WordWriter(this.#set.column('words'), this.#set.column('spelled'));
    this.#head = head;
    this.#measure =
      measure ??
      ((one) => {
        const bytes = text.encode(one);
        return { hash: hashTextOf(sha256(bytes)), bytes: bytes.length };
      });
  }

  add(item: BulkItem): void {
    const { commit, header } = item;
    this.#set.count++;
    const place = this.#places.get(commit.feed) ?? { seq: 0, time: 0, commits: 0, bytes: 0 };
    const sizes = this.#sizes(item);
    const plain =
      sizes !== null &&
      commit.seq > place.seq &&
      header.totals.commits > place.commits &&
      header.deps.every((dep) => this.#matches(dep.feed, dep.seq, dep.hash16)) &&
      writeHeader(header) === commit.header;
    if (!plain) {
      this.#set.column('feed').varint(0);
      writeCommit(this.#set.column('verbatim'), commit);
      return;
    }
    this.#set.column('feed').varint(this.#set.feeds.of(commit.feed) + 1);
    this.#set.column('seq').varint(commit.seq - place.seq - 1);
    this.#set.column('shape').varint(this.#set.shapes.of(writeShape(header)));
    this.#set.column('time').varint(zigzag(header.time - place.time));
    this.#set.column('deps').varint(header.deps.length);
    for (const dep of header.deps) this.#name('deps', dep.feed, dep.seq);
    let size = 0;
    for (const [i, part] of header.parts.entries()) {
      this.#part(part.document, part.hash, commit.parts[i] ?? null);
      size += sizes[i] ?? 0;
    }
    const totals = this.#set.column('totals').varint(header.totals.commits - place.commits - 1);
    totals.varint(zigzag(header.totals.bytes - place.bytes - size));
    this.#places.set(commit.feed, {
      seq: commit.seq,
      time: header.time,
      commits: header.totals.commits,
      bytes: header.totals.bytes,
    });
    if (commit.seal !== null) this.#seals.set(commit.feed, { seq: commit.seq, seal: commit.seal });
  }

  finish(): Uint8Array {
    const seals = this.#set.column('seals').varint(this.#seals.size);
    for (const [feed, { seq, seal }] of this.#seals) seals.varint(this.#set.feeds.of(feed)).varint(seq).raw(seal);
    return this.#set.finish();
  }

  #matches(feed: FeedId, seq: number, hash16: string): boolean {
    const head = this.#head(feed, seq);
    return head !== null && hash16Of(head) === hash16;
  }

  /**
   * Bytes of each part's text, 0 when it does not go along. `null` unless texts hash to what the header says (so the
   * receiver's own hash will) and absent ones have a hash that can be sent.
   */
  #sizes({ commit, header }: BulkItem): number[] | null {
    const sizes: number[] = [];
    for (const [i, part] of header.parts.entries()) {
      const text = commit.parts[i] ?? null;
      if (text === null && fromBase64url(part.hash)?.length !== 32) return null;
      const measured = text === null ? null : this.#measure(text);
      if (measured !== null && measured.hash !== part.hash) return null;
      sizes.push(measured?.bytes ?? 0);
    }
    return sizes;
  }

  #part(document: string, hash: string, text: string | null): void {
    const kinds = this.#set.column('parts');
    if (text === null) {
      kinds.byte(PART_KIND.absent);
      this.#set.column('hashes').raw(fromBase64url(hash) ?? new Uint8Array(32));
      return;
    }
    const listing = document.startsWith('listing/') ? parseListing(text) : null;
    if (listing?.every((item) => this.#matches(item.feed, item.seq, item.hash16)) === true) {
      kinds.byte(PART_KIND.listing);
      const names = this.#set.column('names').varint(listing.length);
      for (const item of listing) {
        names.byte((item.kind === 'list' ? 0 : 1) + (item.first ? 2 : 0));
        this.#name('names', item.feed, item.seq);
      }
      return;
    }
    const salted = saltOf(text);
    const rest = salted?.rest ?? text;
    const marked = this.#words.mark(rest);
    if (salted === null) kinds.byte(marked === null ? PART_KIND.text : PART_KIND.marked);
    else {
      kinds.byte(marked === null ? PART_KIND.salted : PART_KIND.saltedMarked);
      this.#set.column('salts').raw(salted.salt);
    }
    this.#set.texts(document).text(marked ?? rest);
  }

  #name(column: 'deps' | 'names', feed: FeedId, seq: number): void {
    this.#set
      .column(column)
      .varint(this.#set.feeds.of(feed))
      .varint(zigzag(seq - (this.#named.get(feed) ?? 0)));
    this.#named.set(feed, seq);
  }
}
