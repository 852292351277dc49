/**
 * Writes commits with a key of its own: honest ones through the real commit builder, and forged ones in which any byte
 * may be wrong (header text, chain, seal, parts) while everything around it is right, so that an attack differs from an
 * honest commit in exactly the thing that its name says.
 */
import { createHash } from 'node:crypto';
import { type SyncSigner, sha256, signerOf } from '../../relay/platform/node-crypto.ts';
import { chainNext, chainStart, deviceIdOf, hash16Of, hashOfText } from '../../shared/commit/chain.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import { type Dep, type Header, writeHeader } from '../../shared/commit/header.ts';
import type { Entry } from '../../shared/commit/part.ts';
import { sealMessage } from '../../shared/commit/seal.ts';
import { isSalted, parseDocumentName } from '../../shared/document/document-kinds.ts';
import { utf8 } from '../../shared/foundation/bytes.ts';
import type { ShopId } from '../../shared/foundation/ids.ts';
import {
  asDocumentName,
  type DeviceId,
  type DocumentName,
  type FeedId,
  feedIdOf,
} from '../../shared/foundation/ids.ts';
import { type BuiltCommit, buildCommit, type DraftPart, type FeedState } from '../../shared/replica/commit-builder.ts';

/** The same key for the same name, everywhere. */
export function keyOf(name: string): SyncSigner {
  return signerOf(new Uint8Array(createHash('sha256').update(`attack key ${name}`).digest()));
}

export function nameOf(text: string): DocumentName {
  const name = asDocumentName(text);
  if (name === null) throw new Error(`not a document: ${text}`);
  return name;
}

/** A part as an honest client makes it: salted where the document is not open to everybody. */
export function partOf(document: string, entries: readonly Entry[]): DraftPart {
  const identity = parseDocumentName(document);
  const salted = identity !== null && isSalted(identity);
  return {
    document: nameOf(document),
    entries,
    salt: salted ? sha256(utf8(JSON.stringify(entries))).subarray(0, 16) : null,
  };
}

export interface Write {
  readonly parts: readonly DraftPart[];
  readonly uses?: readonly string[];
  readonly deps?: readonly Dep[];
  readonly time?: number;
  readonly level?: number;
  readonly command?: string;
}

/** What a forger changes; everything else is as an honest client would have made it. */
export interface Forgery {
  /** Changes the header's fields before it is written. */
  readonly header?: (header: Header) => Header;
  /** Changes the header's text after it is written (the chain is computed over the changed text). */
  readonly headerText?: (text: string) => string;
  readonly parts?: (texts: readonly string[]) => readonly (string | null)[];
  readonly seq?: number;
  readonly feed?: FeedId;
  /** Head before this commit, instead of the feed's own. */
  readonly prev?: Uint8Array;
  /** Signs another message than the right one. */
  readonly message?: (right: Uint8Array, head: Uint8Array, seq: number) => Uint8Array;
  readonly signer?: SyncSigner;
  /** Changes the signature itself. */
  readonly seal?: (signature: Uint8Array) => Uint8Array;
}

export class Pen {
  readonly shop: ShopId;
  readonly key: SyncSigner;
  readonly device: DeviceId;
  state: FeedState;
  /** Cited by the next commit. */
  #seen = new Map<FeedId, Dep & { readonly time: number }>();

  constructor(shop: ShopId, key: SyncSigner, epoch = 'epoch001') {
    this.shop = shop;
    this.key = key;
    this.device = deviceIdOf(sha256, key.publicKey);
    const feed = feedIdOf(this.device, epoch);
    this.state = { feed, seq: 0, head: chainStart(sha256, shop, feed), time: 0, totals: { commits: 0, bytes: 0 } };
  }

  get feed(): FeedId {
    return this.state.feed;
  }

  /** The same device in another epoch, with totals that go on. */
  epoch(epoch: string): Pen {
    const other = new Pen(this.shop, this.key, epoch);
    other.state = { ...other.state, totals: this.state.totals };
    other.#seen = new Map(this.#seen);
    if (this.state.seq > 0) other.saw(this);
    return other;
  }

  /** A copy that writes on from here on its own: a second branch. */
  branch(): Pen {
    const other = new Pen(this.shop, this.key);
    other.state = this.state;
    other.#seen = new Map(this.#seen);
    return other;
  }

  /** The next commit cites the other's newest. */
  saw(other: Pen): void {
    const { feed, seq, head, time } = other.state;
    if (seq > 0 && feed !== this.feed) this.#seen.set(feed, { feed, seq, hash16: hash16Of(head), time });
  }

  build(write: Write): BuiltCommit {
    const deps = write.deps ?? [...this.#seen.values()].map(({ feed, seq, hash16 }) => ({ feed, seq, hash16 }));
    const after = Math.max(this.state.time, ...[...this.#seen.values()].map((seen) => seen.time));
    const built = buildCommit(sha256, this.state, {
      shop: this.shop,
      command: write.command ?? 'attack',
      level: write.level ?? 1,
      app: 'attack',
      time: write.time ?? Math.max(Date.now() * 1000, after + 1),
      uses: write.uses ?? [],
      deps,
      parts: write.parts,
    });
    if (!built.ok) throw new Error(`${built.error.code}: ${built.error.what}`);
    return built.value;
  }

  /** An honest commit; the feed moves on. */
  write(write: Write): WireCommit {
    const built = this.build(write);
    this.state = built.state;
    this.#seen.clear();
    return { ...built.commit, seal: this.key.sign(built.message) };
  }

  /** A commit that the feed does not move on from. */
  honestDraft(write: Write): WireCommit {
    return this.forge(write, {});
  }

  /** A forged commit at the feed's end; the feed does not move. */
  forge(write: Write, forgery: Forgery): WireCommit {
    const built = this.build(write);
    const texts = built.commit.parts.map((text) => text ?? '');
    const parts = forgery.parts?.(texts) ?? texts;
    let header = built.commit.header;
    if (forgery.header !== undefined) header = writeHeader(forgery.header(headerFields(header)));
    if (forgery.headerText !== undefined) header = forgery.headerText(header);
    const feed = forgery.feed ?? built.commit.feed;
    const seq = forgery.seq ?? built.commit.seq;
    const before = forgery.prev ?? (feed === built.commit.feed ? this.state.head : chainStart(sha256, this.shop, feed));
    const head = chainNext(sha256, before, Buffer.from(header, 'utf8'));
    const right = sealMessage(this.shop, feed, seq, head);
    const message = forgery.message?.(right, head, seq) ?? right;
    const signature = (forgery.signer ?? this.key).sign(message);
    return { feed, seq, header, parts, seal: forgery.seal?.(signature) ?? signature };
  }

  /** The feed goes on from this forged commit as if it were good. */
  follow(commit: WireCommit): void {
    const head = chainNext(sha256, this.state.head, Buffer.from(commit.header, 'utf8'));
    const time = Number(/"t":(\d+)/.exec(commit.header)?.[1] ?? this.state.time);
    const totals = { commits: this.state.totals.commits + 1, bytes: this.state.totals.bytes };
    this.state = { feed: commit.feed, seq: commit.seq, head, time, totals };
  }

  /** Name by which others cite the commit at the feed's end. */
  get tip(): Dep {
    return { feed: this.feed, seq: this.state.seq, hash16: hash16Of(this.state.head) };
  }
}

/** A header whose parts have these texts, whatever they say. */
export function withParts(texts: readonly string[]): Forgery {
  return {
    header: (header) => ({
      ...header,
      parts: header.parts.map((ref, i) => ({ ...ref, hash: hashOfText(sha256, texts[i] ?? '') })),
    }),
    parts: () => texts,
  };
}

interface HeaderText {
  readonly v: number;
  readonly l: number;
  readonly a: string;
  readonly t: number;
  readonly u: readonly string[];
  readonly d: readonly (readonly [FeedId, number, string])[];
  readonly n: readonly [number, number];
  readonly p: readonly (readonly [DocumentName, number, Header['parts'][number]['hash']])[];
}

/** Without the reader's checks: the forger's own header is not always one that the reader would take. */
function headerFields(text: string): Header {
  const { v, l, a, t, u, d, n, p }: HeaderText = JSON.parse(text);
  return {
    version: v,
    level: l,
    app: a,
    time: t,
    uses: u,
    deps: d.map(([feed, seq, hash16]) => ({ feed, seq, hash16 })),
    totals: { commits: n[0], bytes: n[1] },
    parts: p.map(([document, entries, hash]) => ({ document, entries, hash })),
  };
}
