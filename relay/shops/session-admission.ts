/**
 * Who is let in, as what, and what they may bring: one rule a line, deny by default.
 */
import { deviceIdOf, type Sha256 } from '../../shared/commit/chain.ts';
import { readHeader } from '../../shared/commit/header.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { type DeviceId, deviceOfFeed } from '../../shared/foundation/ids.ts';
import type { CloseReason } from '../../shared/protocol/close-reasons.ts';
import type { CarriedCommit } from '../../shared/protocol/messages.ts';
import type { ProvedPeer } from '../../shared/protocol/peer-port.ts';
import type { ShopState } from './shop-state.ts';
import type { Viewpoint } from './view-rights.ts';

export type Admission =
  | { readonly kind: 'open'; readonly viewpoint: Viewpoint }
  | { readonly kind: 'closed'; readonly reason: CloseReason };

export function admission(
  state: ShopState,
  peer: ProvedPeer,
  here: { readonly mayCreate: boolean; readonly full: boolean },
): Admission {
  const { purpose } = peer;
  const open = (member: string | null): Admission => ({ kind: 'open', viewpoint: { purpose, member } });
  const closed = (reason: CloseReason): Admission => ({ kind: 'closed', reason });
  if (here.full) return closed('busy');
  // A shop that is not here is brought by whoever may create shops: its founder, or any device after a loss.
  if (!state.replica.hasGenesis) return purpose === 'member' && here.mayCreate ? open(null) : closed('no-shop');
  const standing = state.policy.standing(peer.device);
  // The paper key opens to whatever device holds it, but never to one that is somebody's already.
  if (purpose === 'recover') {
    if (peer.invitation === null || !state.policy.isRecoveryKey(toBase64url(peer.invitation)))
      return closed('stranger');
    return standing.kind === 'unknown' ? open(null) : closed(standing.kind === 'member' ? 'forbidden' : 'dismissed');
  }
  switch (standing.kind) {
    case 'member':
      return purpose === 'hand-in' ? closed('forbidden') : open(standing.member);
    case 'dismissed':
      return purpose === 'hand-in' ? open(null) : closed('dismissed');
    case 'unknown': {
      const invited = peer.invitation !== null && state.policy.invitationOpen(toBase64url(peer.invitation));
      return purpose === 'join' && invited ? open(null) : closed('stranger');
    }
  }
}

/** Whose commits a session of this peer brings that is not (yet) a member's: the paper key's when it recovers, else its own. */
export function writerOf(sha256: Sha256, peer: ProvedPeer): DeviceId {
  const paper = peer.purpose === 'recover' ? peer.invitation : null;
  return paper === null ? peer.device : deviceIdOf(sha256, paper);
}

/** Newcomers and dismissed devices bring what they wrote; who holds the paper key brings its policy actions. */
export function mayBring(sha256: Sha256, peer: ProvedPeer): (carried: CarriedCommit) => boolean {
  const writer = writerOf(sha256, peer);
  return ({ commit }) =>
    deviceOfFeed(commit.feed) === writer && (peer.purpose !== 'recover' || isOnlyPolicy(commit.header));
}

function isOnlyPolicy(text: string): boolean {
  const parts = readHeader(text)?.parts ?? [];
  return parts.length > 0 && parts.every((part) => part.document === 'policy');
}
