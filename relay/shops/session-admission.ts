/**
 * Who is let in, as what: one rule a line, deny by default.
 */
import { toBase64url } from '../../shared/foundation/bytes.ts';
import type { CloseReason } from '../../shared/protocol/close-reasons.ts';
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
