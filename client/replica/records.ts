/**
 * What stands in the replica's stores (keys: database.ts). Plain values that structured clone takes; hashes and heads
 * as bytes, texts only inside Yjs updates.
 */
import type { HybridTime } from '../../shared/foundation/clock.ts';
import type { DeviceId, DocumentName, FeedId } from '../../shared/foundation/ids.ts';
import type { FeedState } from '../../shared/replica/commit-builder.ts';

/** The own feed after its last commit. Replaced by every append; what it was is compared first. */
export interface OwnFeedRecord extends FeedState {
  /** Heads that the own feed has not cited yet: the deps of its next commit. */
  readonly deps: readonly UncitedHead[];
}

/** A commit newly seen, that nothing else newly seen has in its past. */
export interface UncitedHead {
  readonly feed: FeedId;
  readonly seq: number;
  readonly hash16: string;
  readonly time: HybridTime;
}

export interface FeedRecord {
  readonly feed: FeedId;
  readonly seq: number;
  readonly head: Uint8Array;
  readonly time: HybridTime;
  readonly publicKey: Uint8Array;
  /** Newest seal kept and the seq it stands at. */
  readonly seal: Uint8Array | null;
  readonly sealSeq: number;
}

/** One feed's part of one document. Ordinals count that feed's parts in the document from 0, as headers name them. */
export interface RunRecord {
  /** Parts that headers have named so far. */
  readonly named: number;
  /** Texts placed without a gap; a text whose ordinal is higher waits aside. */
  readonly placed: number;
  /** Yjs client id of the feed in this document: derived, or the next free one after a clash. */
  readonly client: number;
}

/** Texts of one feed in one document from ordinal `from` on; `seqs` says which commits they belong to. */
export interface UpdateRecord {
  readonly document: DocumentName;
  readonly feed: FeedId;
  readonly from: number;
  readonly seqs: readonly number[];
  readonly bytes: Uint8Array;
}
export interface PieceRecord extends UpdateRecord {
  /** Running number of the newest update folded into this piece. */
  readonly through: number;
}

export interface AsideRecord {
  readonly seq: number;
  readonly text: string;
}

/** What a basket became: written with the commit, so that paying it again finds it. */
export interface BasketRecord {
  readonly id: string;
  readonly number: string;
  readonly change: number;
}

/** An own commit on its way; `title` is what a person recognises it by. */
export interface UnansweredRecord {
  readonly feed: FeedId;
  readonly seq: number;
  readonly hash16: string;
  readonly command: string;
  readonly time: HybridTime;
  readonly bytes: number;
  readonly title: string;
  /** Ids of records, variants and papers that it writes about: their rows show that they are only here. */
  readonly touches: readonly string[];
}

export interface PlaceRecord {
  readonly kind: 'relay' | 'neighbour';
  readonly name: string;
  readonly lastMet: number;
  /** Per own feed: the seq up to which receipts name every part as held there. */
  readonly holds: Readonly<Record<string, number>>;
}

export interface SnapshotRecord {
  /** Running number of the newest update that the columns contain. */
  readonly through: number;
  /** Own feed's seq inside it: what was sold since stands in `updates`. */
  readonly ownSeq: number;
  readonly columns: unknown;
  /** Its parts carry the same … */
  readonly stamp: string;
  /** … and are so many. */
  readonly parts: number;
}

/** What of a snapshot a start can do without. */
export interface SnapshotPart {
  readonly stamp: string;
  readonly pieces: readonly unknown[];
}

/** A text for one member's eyes on a shared terminal; opened with the vault key that the PIN unwraps (vault.ts). */
export interface VaultRecord {
  /** The key on this terminal whose vault it is in. */
  readonly owner: DeviceId;
  readonly document: DocumentName;
  readonly feed: FeedId;
  readonly seq: number;
  readonly iv: Uint8Array;
  readonly bytes: Uint8Array;
}

export interface DraftRecord {
  readonly text: string;
  readonly changed: number;
}
