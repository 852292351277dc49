/**
 * After a feed's newest seal turned out bad: which of its rows no good seal covers. Every commit came with a seal of its
 * own, so the best of the older ones is looked for: others have seen those commits and may rest on them.
 */
import { sealMessage } from '../../shared/commit/seal.ts';
import { deviceOfFeed, type FeedId } from '../../shared/foundation/ids.ts';
import type { HubContext } from './hub-context.ts';
import { readRow } from './row-codec.ts';
import type { ShopLog } from './shop-log.ts';
import type { ShopState } from './shop-state.ts';

const AT_ONCE = 32;

export async function unsealedPlaces(
  state: ShopState,
  log: ShopLog,
  verify: HubContext['verify'],
  feed: FeedId,
): Promise<{ at: number; position: number }[]> {
  const { replica } = state;
  const publicKey = replica.publicKeyOf(deviceOfFeed(feed));
  const open = replica.beyondGoodSeal(feed).filter((index) => (state.places[index] ?? 0) > 0);
  const rows = await log.readAt(open.map((index) => state.places[index] ?? 0));
  const seals = new Map(rows.map(({ at, body }) => [at, readRow(body)?.commit.seal ?? null]));
  for (let last = open.length; last > 0; last--) {
    const index = open[last - 1] ?? -1;
    const seal = seals.get(state.places[index] ?? 0) ?? null;
    const message = sealMessage(replica.shop, feed, replica.seqAt(index), replica.headAt(index));
    if (publicKey !== null && seal !== null && verify(publicKey, message, seal)) return named(state, open.slice(last));
    if (last % AT_ONCE === 0) await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return named(state, open);
}

function named(state: ShopState, indices: readonly number[]): { at: number; position: number }[] {
  return indices.map((index) => ({ at: state.places[index] ?? 0, position: state.positions[index] ?? 0 }));
}
