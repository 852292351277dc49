/** The witness's listing of a bench shop: what a relay signs once a second, here a thousand names a commit. */
import type { SyncSigner } from '../../../relay/platform/node-crypto.ts';
import { sha256 } from '../../../relay/platform/node-crypto.ts';
import { ListingWriter } from '../../../relay/witness/listing-writer.ts';
import { chainStart, deviceIdOf } from '../../../shared/commit/chain.ts';
import type { WireCommit } from '../../../shared/commit/codec.ts';
import { feedIdOf } from '../../../shared/foundation/ids.ts';
import { MOST_LISTED } from '../../../shared/replica/listing-entries.ts';
import { type BenchShop, UTC_OFFSET_MINUTES } from './bench-shop.ts';

/** Lists all that has been made so far; `time` in hybrid microseconds must lie after all of it. */
export function listAll(shop: BenchShop, witness: SyncSigner, time: number): WireCommit[] {
  const feed = feedIdOf(deviceIdOf(sha256, witness.publicKey), 'listing0');
  const writer = new ListingWriter({
    shop: shop.id,
    signer: witness,
    app: 'bench',
    level: 1,
    state: { feed, seq: 0, head: chainStart(sha256, shop.id, feed), time: 0, totals: { commits: 0, bytes: 0 } },
  });
  const out: WireCommit[] = [];
  for (let at = 0; at < shop.order.length; at += MOST_LISTED) {
    const names = shop.order.slice(at, at + MOST_LISTED);
    out.push(writer.write({ names, deadlines: [], time: time + out.length }, UTC_OFFSET_MINUTES));
  }
  return out;
}
