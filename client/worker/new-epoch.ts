/**
 * A new epoch of the own feed: when the data here was wiped, or a peer knows this device's feed further than the disk
 * does (a restored backup, a copied profile). The old chain is left as peers have it and cited as soon as its head has
 * come; papers written from now on carry another letter in their numbers.
 */
import { chainStart, hash16Of } from '../../shared/commit/chain.ts';
import { deviceOfFeed, feedIdOf } from '../../shared/foundation/ids.ts';
import type { ShopRecord } from '../replica/shop-records.ts';
import type { Device } from './device.ts';

/** Starts it on disk and answers the shop's record that counts it. */
export async function newEpoch(device: Device, shop: { record: ShopRecord }): Promise<ShopRecord> {
  const before = await device.store.own();
  const feed = feedIdOf(device.keys.device, device.platform.randomText(8));
  const { record } = shop;
  const old = before !== null && before.seq > 0 && deviceOfFeed(before.feed) === device.keys.device ? before : null;
  await device.store.startEpoch({
    feed,
    seq: 0,
    head: chainStart(device.platform.sha256, record.shop, feed),
    time: old?.time ?? 0,
    totals: old?.totals ?? { commits: 0, bytes: 0 },
    deps: old === null ? (before?.deps ?? []) : [...old.deps, { ...headOf(old), time: old.time }],
  });
  const next = { ...record, epochs: record.epochs + 1 };
  shop.record = next;
  await device.records.keepShop(next);
  const belonging = await device.cupboard.belonging();
  if (belonging !== null) await device.cupboard.remember({ ...belonging, feed, epochs: next.epochs });
  return next;
}

function headOf(own: { readonly feed: ReturnType<typeof feedIdOf>; readonly seq: number; readonly head: Uint8Array }) {
  return { feed: own.feed, seq: own.seq, hash16: hash16Of(own.head) };
}
