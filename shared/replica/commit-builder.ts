/**
 * Makes a commit from what a command wants to write: parts become texts, texts become hashes, the header is written
 * once, the chain moves on. Pure: time, salts and the signature come from outside, so the till can do this without any
 * replica in memory; it needs only the state of its own feed.
 */

import { chainNext, hash16Of, hashTextOf, type Sha256 } from '../commit/chain.ts';
import type { WireCommit } from '../commit/codec.ts';
import { type Dep, HEADER_VERSION, type Totals, writeHeader } from '../commit/header.ts';
import { LIMITS } from '../commit/limits.ts';
import { type Entry, writePart } from '../commit/part.ts';
import { sealMessage } from '../commit/seal.ts';
import { concatBytes, toBase64url, utf8 } from '../foundation/bytes.ts';
import type { HybridTime } from '../foundation/clock.ts';
import type { DocumentName, FeedId, ShopId } from '../foundation/ids.ts';
import { err, ok, type Result } from '../foundation/result.ts';

/** State of a feed after its last commit; `head` is head(seq), head(0) before the first. */
export interface FeedState {
  readonly feed: FeedId;
  readonly seq: number;
  readonly head: Uint8Array;
  readonly time: HybridTime;
  readonly totals: Totals;
}

export interface DraftPart {
  readonly document: DocumentName;
  readonly entries: readonly Entry[];
  /** 16 random bytes where the document is not open to every member; null otherwise. */
  readonly salt: Uint8Array | null;
}

export interface DraftCommit {
  readonly shop: ShopId;
  readonly command: string;
  readonly level: number;
  readonly app: string;
  readonly time: HybridTime;
  readonly uses: readonly string[];
  readonly deps: readonly Dep[];
  readonly parts: readonly DraftPart[];
  readonly batch?: string;
}

export interface BuiltCommit {
  /** Without its seal: sign `message`, then `sealed(built, signature)`. */
  readonly commit: WireCommit;
  readonly message: Uint8Array;
  readonly state: FeedState;
  readonly hash16: string;
}

export interface TooLarge {
  readonly code: 'too-large';
  readonly what: 'part' | 'commit' | 'entries' | 'parts' | 'header';
}

/**
 * `too-large` names the limit that is passed; the caller cuts the work into a batch. `encode`: the platform's own UTF-8,
 * where long texts are written often (a listing of hundreds of commits every second).
 */
export function buildCommit(
  sha256: Sha256,
  state: FeedState,
  draft: DraftCommit,
  encode: (text: string) => Uint8Array = utf8,
): Result<BuiltCommit, TooLarge> {
  if (draft.parts.length > LIMITS.parts) return err({ code: 'too-large', what: 'parts' });
  if (draft.parts.reduce((sum, part) => sum + part.entries.length, 0) > LIMITS.entries) {
    return err({ code: 'too-large', what: 'entries' });
  }
  const texts: string[] = [];
  let size = 0;
  const refs = [];
  for (const part of draft.parts) {
    const salt = part.salt === null ? {} : { salt: toBase64url(part.salt) };
    const text = writePart({ ...salt, command: draft.command, entries: part.entries });
    const bytes = encode(text);
    if (bytes.length > LIMITS.partBytes) return err({ code: 'too-large', what: 'part' });
    size += bytes.length;
    texts.push(text);
    refs.push({ document: part.document, entries: part.entries.length, hash: hashTextOf(sha256(bytes)) });
  }
  const totals = { commits: state.totals.commits + 1, bytes: state.totals.bytes + size };
  const header = writeHeader({
    version: HEADER_VERSION,
    level: draft.level,
    app: draft.app,
    time: draft.time,
    uses: draft.uses,
    deps: draft.deps,
    totals,
    parts: refs,
    ...(draft.batch === undefined ? {} : { batch: draft.batch }),
  });
  const headerBytes = encode(header);
  if (headerBytes.length > LIMITS.headerBytes) return err({ code: 'too-large', what: 'header' });
  if (headerBytes.length + size > LIMITS.commitBytes) return err({ code: 'too-large', what: 'commit' });
  const seq = state.seq + 1;
  const head = chainNext(sha256, state.head, headerBytes);
  return ok({
    commit: { feed: state.feed, seq, header, parts: texts, seal: null },
    message: sealMessage(draft.shop, state.feed, seq, head),
    state: { feed: state.feed, seq, head, time: draft.time, totals },
    hash16: hash16Of(head),
  });
}

export function sealed(built: BuiltCommit, seal: Uint8Array): WireCommit {
  return { ...built.commit, seal };
}

/** What a newcomer's redemption and the inviter's key sign: `hecang redeem 1` ‖ shop text ‖ device text. */
export function redemptionMessage(shop: ShopId, device: string): Uint8Array {
  return concatBytes(utf8('hecang redeem 1 '), utf8(shop), utf8(' '), utf8(device));
}
