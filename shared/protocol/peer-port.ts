/**
 * What a session asks of the end it serves: sockets, keys, the replica and its store. Calls return at once; what takes
 * time comes back as a call of the session's own method, named beside each. The session calls nothing else, so a test
 * can stand in for every side of it.
 */
import type { DeviceId, DocumentName, ShopId } from '../foundation/ids.ts';
import type { CloseReason } from './close-reasons.ts';
import type { Answer, Bulk, CarriedCommit, FrontierMark, Purpose } from './messages.ts';

/** Who is at the other end, proved. */
export interface ProvedPeer {
  readonly shop: ShopId;
  readonly device: DeviceId;
  readonly publicKey: Uint8Array;
  /** The invitation (purpose `join`) or the recovery key (`recover`) that was proved as well. */
  readonly invitation: Uint8Array | null;
  readonly purpose: Purpose;
  readonly level: number;
  readonly readsZstd: boolean;
  /** The other wall clock minus ours, milliseconds, as of the hello. */
  readonly clockAheadMs: number;
}

/** One signature to check, `publicKey` known to be sound. */
export interface SignatureCheck {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Delivery {
  readonly keys: readonly Uint8Array[];
  readonly commits: readonly CarriedCommit[];
  /** Bytes to give back with `session.done` once stored, dropped or refused. */
  readonly bytes: number;
}

/**
 * When a frame must leave; order stays in any case. `now`: before `send` returns, then its memory may be used for
 * another. `turn`: with whatever else this turn of the event loop brings. `later`: no screen waits for it, it may go a
 * little later with another frame.
 */
export type Urgency = 'now' | 'turn' | 'later';

export interface PeerPort {
  send(frame: Uint8Array, urgency: Urgency): void;
  /** The session is over; nothing more will be called. `byPeer`: the other end said so. */
  closed(reason: CloseReason, byPeer: boolean): void;
  /** → `session.signed(signature, invitationSignature)` */
  sign(message: Uint8Array): void;
  /** → `session.verified(all are good)` */
  verify(checks: readonly SignatureCheck[]): void;
  /** Is this peer let in? → `session.admit(own frontier)` or `session.close(reason)` */
  proved(peer: ProvedPeer): void;
  /** The other end's frontier: from here on `more` hands over what it lacks, policy actions' feeds first. */
  compare(frontier: readonly FrontierMark[]): void;
  /** There is room for about so many bytes. → `session.supply`, with `end` when the other end has all there is. */
  more(bytes: number): void;
  /** Live commits came while there was no room: `more` must hand them over later. */
  missed(): void;
  /** → `session.answer` for each commit (unless the other end wants none) and `session.done(bytes)` */
  take(delivery: Delivery): void;
  /** As `take`, after decompression to exactly `bulk.rawLength` bytes. */
  takeBulk(bulk: Bulk, bytes: number): void;
  answered(answers: readonly Answer[]): void;
  /** → `session.supply` of parts, as far as the peer may view the document */
  wanted(document: DocumentName): void;
  /** Text of the peer, at most one a second. `device` is null for the peer itself, else whom it passes on. */
  presence(device: DeviceId | null, text: string): void;
  /** The other end has handed over all that we lacked when the session opened. */
  level(): void;
}
