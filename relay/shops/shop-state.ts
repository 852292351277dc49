/**
 * All that a relay knows of one shop in memory, as it follows from the rows on disk. Made by reading them, extended by
 * taking commits, thrown away and read again when rows turn out lost or unsealed.
 */
import type { FeedId } from '../../shared/foundation/ids.ts';
import type { ShopReplica } from '../../shared/replica/shop-replica.ts';
import { PackedHistory } from './packed-history.ts';
import type { PolicyNow } from './policy-now.ts';
import { ViewRights } from './view-rights.ts';

/** A commit that has a place in this relay's order and waits to be listed; index −1 stands for a hole. */
export interface Unlisted {
  readonly index: number;
  readonly position: number;
}

export class ShopState {
  readonly replica: ShopReplica;
  readonly policy: PolicyNow;
  readonly rights: ViewRights;
  /** Place in the list of each commit of the replica; 0 for those that are not in it. */
  readonly places: number[] = [];
  /** Index of the commit in each place of the list. */
  readonly indexAt: number[] = [];
  /** Bit k is set when part k is held. By index. */
  readonly held: number[] = [];
  /** Position answered for each commit; 0 for the relay's own. By index. */
  readonly positions: number[] = [];
  readonly unlisted: Unlisted[] = [];
  readonly packed = new PackedHistory();
  nextPosition = 1;
  /** Place of the last row with a policy action. */
  lastAction = 0;
  bytes = 0;
  readonly bytesOf = new Map<string, number>();

  constructor(replica: ShopReplica, policy: PolicyNow) {
    this.replica = replica;
    this.policy = policy;
    this.rights = new ViewRights(policy);
  }

  /** A row stands for this commit of the replica from now on. */
  note(fields: {
    readonly index: number;
    readonly at: number;
    readonly held: number;
    readonly position: number;
    readonly bytes: number;
    readonly device: string;
    readonly action: boolean;
    readonly listing: boolean;
  }): void {
    const { index, at } = fields;
    this.places[index] = at;
    this.indexAt[at] = index;
    this.held[index] = fields.held;
    this.positions[index] = fields.position;
    this.bytes += fields.bytes;
    this.bytesOf.set(fields.device, (this.bytesOf.get(fields.device) ?? 0) + fields.bytes);
    if (fields.action) this.lastAction = at;
    if (fields.action || fields.listing) this.rights.forget();
    if (fields.position > 0) {
      this.unlisted.push({ index, position: fields.position });
      this.nextPosition = Math.max(this.nextPosition, fields.position + 1);
    }
  }

  /** A row has more of its parts than it had. */
  filled(index: number, held: number): void {
    this.held[index] = held;
    this.packed.changed(this.places[index] ?? 0);
  }

  /** Place of the first row that somebody lacks who has every feed up to these seqs. */
  firstMissing(has: ReadonlyMap<FeedId, number>, last: number): number {
    let first = last + 1;
    for (const chain of this.replica.feeds()) {
      const index = chain.forked ? chain.line[0] : chain.line[has.get(chain.feed) ?? 0];
      const place = index === undefined ? undefined : this.places[index];
      if (place !== undefined && place > 0 && place < first) first = place;
    }
    return first;
  }
}
