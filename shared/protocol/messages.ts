/**
 * Every message of the sync protocol (SPEC.md). A frame is one message: its type as a varint, then its fields. The
 * types start at 100 so that they ride beside y-protocols' own (0–3) on one socket.
 *
 * Both ends may send every message; what differs is who opens (`dialer`) and who is dialled (`listener`).
 */
import type { WireCommit } from '../commit/codec.ts';
import type { DeviceId, DocumentName, FeedId, ShopId } from '../foundation/ids.ts';
import type { NotTakenCode } from '../replica/acceptance.ts';
import type { CloseReason } from './close-reasons.ts';

/** 2: bulks spell a word once (bulk form 2). */
export const PROTOCOL_VERSION = 2;

export const MESSAGE_TYPE = {
  hello: 100,
  proof: 101,
  frontiers: 102,
  commits: 103,
  answers: 104,
  bulk: 105,
  want: 106,
  presence: 107,
  credit: 108,
  goodbye: 109,
  level: 110,
} as const;

/**
 * What the dialer wants: `member` sync both ways; `join` as a newcomer with an invitation; `hand-in` the own commits of
 * a revoked key; `read` sync without sending commits; `recover` as a device that holds the shop's recovery key on paper.
 */
export type Purpose = 'member' | 'join' | 'hand-in' | 'read' | 'recover';
export const PURPOSES: readonly Purpose[] = ['member', 'join', 'hand-in', 'read', 'recover'];

export interface Hello {
  readonly type: 'hello';
  readonly version: number;
  /** Highest level of the rules that this end speaks. */
  readonly level: number;
  readonly shop: ShopId;
  /** Raw Ed25519 key that this end proves: a device's, or the relay's witness key. */
  readonly publicKey: Uint8Array;
  /** Public half of the invitation that a newcomer holds (purpose `join`), or of the paper key (`recover`); else null. */
  readonly invitation: Uint8Array | null;
  /** 32 random bytes. */
  readonly nonce: Uint8Array;
  /** Own wall clock, milliseconds since 1970. */
  readonly wallMs: number;
  readonly purpose: Purpose;
  /** Wants an answer for every commit it sends; a relay does not. */
  readonly wantsAnswers: boolean;
  /** Can unpack zstd; gzip everybody can. */
  readonly readsZstd: boolean;
}

export interface Proof {
  readonly type: 'proof';
  /** Signature of the hello's key over `proofMessage` (handshake.ts). */
  readonly signature: Uint8Array;
  /** Signature of the invitation's key over the same; null where hello named none. */
  readonly invitation: Uint8Array | null;
}

/** Where one feed stands at the sending end. */
export interface FrontierMark {
  readonly feed: FeedId;
  readonly seq: number;
  /** First 16 bytes of the head at that seq, base64url. */
  readonly hash16: string;
}
export interface Frontiers {
  readonly type: 'frontiers';
  readonly marks: readonly FrontierMark[];
  /** False while more frames of marks follow. */
  readonly last: boolean;
}

/** A commit with the bytes it came in or goes out as. */
export interface CarriedCommit {
  readonly commit: WireCommit;
  readonly bytes: Uint8Array;
}
export interface Commits {
  readonly type: 'commits';
  /** Public keys of devices whose commits are new to the other end. */
  readonly keys: readonly Uint8Array[];
  readonly commits: readonly CarriedCommit[];
}

/** Verdict as the answering end computes it now; only `listed` and `held` carry one. */
export interface GivenVerdict {
  readonly verdict: 'effective' | 'void' | 'waiting';
  readonly reason: string;
}
/**
 * What became of a commit. `listed`: durable, at `position` of the answering witness's order. `held`: durable, no
 * witness. `parts`: bit k is set when part k is held durably: the receipt. `not-taken`: nothing stored, send again
 * (after `retryMs`). `refused`: never.
 */
export type Outcome =
  | ({ readonly kind: 'listed'; readonly position: number; readonly parts: number } & GivenVerdict)
  | ({ readonly kind: 'held'; readonly parts: number } & GivenVerdict)
  | { readonly kind: 'not-taken'; readonly code: NotTakenCode; readonly retryMs: number }
  | { readonly kind: 'refused'; readonly code: string };
export interface Answer {
  readonly feed: FeedId;
  readonly seq: number;
  /** Tells the branches of a forked feed apart. */
  readonly hash16: string;
  readonly outcome: Outcome;
}
export interface Answers {
  readonly type: 'answers';
  readonly answers: readonly Answer[];
}

export type Compression = 'none' | 'gzip' | 'zstd';
export const COMPRESSIONS: readonly Compression[] = ['none', 'gzip', 'zstd'];

/**
 * Many commits, packed by bulk-writer.ts and compressed once. `parts`: commits that the other end has, each with the
 * parts of one document only (backfill).
 */
export interface Bulk {
  readonly type: 'bulk';
  readonly content: 'commits' | 'parts';
  readonly keys: readonly Uint8Array[];
  /** How many commits it holds and about how many follow after it, for a progress bar. */
  readonly count: number;
  readonly left: number;
  readonly compression: Compression;
  readonly rawLength: number;
  readonly packed: Uint8Array;
}

/** Asks for every part of a document, after a grant has opened it. */
export interface Want {
  readonly type: 'want';
  readonly document: DocumentName;
}

/** Who is here and what is open: `text` is the app's own; '' means gone. Own presence carries no device. */
export interface Presence {
  readonly type: 'presence';
  readonly device: DeviceId | null;
  readonly text: string;
}

/** That many more bytes of commits and bulks may come; 0 says only that the line is alive. */
export interface Credit {
  readonly type: 'credit';
  readonly bytes: number;
}

/** The sender of this has handed over all that the other end's frontiers lacked; what follows is live. */
export interface Level {
  readonly type: 'level';
}

/** Sent before closing, for channels whose close carries no code. */
export interface Goodbye {
  readonly type: 'goodbye';
  readonly reason: CloseReason;
}

/** All that may come before the other end's key is proved. */
export type UnprovedMessage = Hello | Proof | Goodbye;
export type ProvedMessage = Frontiers | Commits | Answers | Bulk | Want | Presence | Credit | Level | Goodbye;
export type Message = UnprovedMessage | ProvedMessage;
