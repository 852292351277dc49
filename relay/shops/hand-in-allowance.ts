/**
 * How much of a dismissed device's late work is kept whole for review: the parts of the first commits and bytes beyond
 * its narrowing (design.md §5). Headers are always kept, so nothing is hidden; only the texts of a flood are not stored.
 */
import type { DeviceId } from '../../shared/foundation/ids.ts';
import { deviceOfFeed } from '../../shared/foundation/ids.ts';
import type { CarriedCommit } from '../../shared/protocol/messages.ts';
import type { ShopReplica } from '../../shared/replica/shop-replica.ts';

export interface Allowance {
  readonly commits: number;
  readonly bytes: number;
}

export class HandInAllowance {
  readonly #allowance: Allowance;
  readonly #used = new Map<DeviceId, { commits: number; bytes: number }>();

  constructor(allowance: Allowance) {
    this.#allowance = allowance;
  }

  /** Counts a commit that was handed in; true when its parts are beyond what is kept. */
  overdrawn(replica: ShopReplica, { commit, bytes }: CarriedCommit): boolean {
    const device = deviceOfFeed(commit.feed);
    const used = this.#used.get(device) ?? soFar(replica, device);
    used.commits++;
    used.bytes += bytes.length;
    this.#used.set(device, used);
    return used.commits > this.#allowance.commits || used.bytes > this.#allowance.bytes;
  }
}

/** What was handed in before this process began, from the commits that a narrowing has voided. */
function soFar(replica: ShopReplica, device: DeviceId): { commits: number; bytes: number } {
  const used = { commits: 0, bytes: 0 };
  for (const chain of replica.feedsOf(device)) {
    let before = 0;
    for (const index of chain.line) {
      const { bytes } = replica.totalsAt(index);
      if (replica.verdict(index).reason === 'narrowed') {
        used.commits++;
        used.bytes += bytes - before;
      }
      before = bytes;
    }
  }
  return used;
}
