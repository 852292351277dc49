/** One session as its shop sees it: who it is, what it has been given, where its frames go. */
import type { DeviceId, FeedId } from '../../shared/foundation/ids.ts';
import type { ProvedPeer } from '../../shared/protocol/peer-port.ts';
import type { PeerSession } from '../../shared/protocol/peer-session.ts';
import type { HeldCommits } from './held-commits.ts';
import type { Viewpoint } from './view-rights.ts';

export interface HubPeer {
  readonly session: PeerSession | null;
  readonly peer: ProvedPeer | null;
  /** May this socket bring a shop that is not here yet? */
  readonly mayCreate: boolean;
  viewpoint: Viewpoint;
  /** Last presence text, for those who come later; '' when there is none. */
  present: string;
  /** Devices whose key this peer has been given, or had. */
  readonly keysKnown: Set<DeviceId>;
  /** Highest seq of each feed that came from this peer or that it said it has. */
  readonly has: Map<FeedId, number>;
  /** Own feeds that grew in this session: it answers for their seals. */
  readonly brought: Set<FeedId>;
  /** Commits that came packed and wait for a seal or a cause that comes with the next pack. */
  readonly held: HeldCommits;
  /** Place in the shop's list up to which this peer has been served. */
  servedUpTo: number;
}
