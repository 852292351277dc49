/** What every shop of a relay shares, passed in from the composition root. */
import type { Sha256 } from '../../shared/commit/chain.ts';
import type { WallClock } from '../../shared/foundation/clock.ts';
import type { DeviceId } from '../../shared/foundation/ids.ts';
import type { SyncSigner } from '../platform/node-crypto.ts';
import type { CommitStore } from '../storage/commit-store.ts';
import type { BulkShelf } from './bulk-shelf.ts';
import type { ShopFactory } from './load-shop.ts';
import type { Quotas } from './shop-limits.ts';

/** What the shops tell the metrics. */
export interface ShopMeters {
  taken(commits: number, bytes: number): void;
  delivered(commits: number): void;
  listed(commits: number): void;
  badSeals(count: number): void;
  lost(code: string): void;
  refusedByPeer(commits: number): void;
}

export interface HubContext {
  readonly store: CommitStore;
  readonly factory: ShopFactory;
  readonly signer: SyncSigner;
  /** Device id of the relay's own key: its witness name. */
  readonly device: DeviceId;
  readonly clock: WallClock;
  readonly sha256: Sha256;
  readonly verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
  readonly app: string;
  readonly level: number;
  readonly quotas: Quotas;
  /** Parts kept for review beyond a narrowing (design.md §5). */
  readonly handIn: { readonly commits: number; readonly bytes: number };
  readonly metrics: ShopMeters;
  /** Packed bulks, kept for the next who needs them. */
  readonly shelf: BulkShelf;
  /** Something that should not happen: said to the operator, with where. */
  readonly report: (where: string) => (error: unknown) => void;
}
