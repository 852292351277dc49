/**
 * A new epoch of the own feed: when the data here was wiped, or a peer knows this device's feed further than the disk
 * does (a restored backup, a copied profile). The old chain is left as peers have it and cited as soon as its head has
 * come; papers written from now on carry another letter in their numbers.
 */
import { chainStart } from '../../shared/commit/chain.ts';
import { type FeedId, feedIdOf } from '../../shared/foundation/ids.ts';
import type { OwnFeedRecord } from '../replica/records.ts';
import type { ShopRecord } from '../replica/shop-records.ts';
import type { Device } from './device.ts';

/** In a database that was found empty; the record counts the epoch. */
export async function firstFeedAgain(device: Device, record: ShopRecord): Promise<ShopRecord> {
  const fresh = freshFeed(device, record);
  await device.store.startFeed(fresh);
  return noteEpoch(device, record, fresh.feed);
}

/** Instead of `feed`, unless another tab has done it; `null` then. */
export async function newEpoch(device: Device, record: ShopRecord, feed: FeedId): Promise<ShopRecord | null> {
  const fresh = freshFeed(device, record);
  return (await device.store.startEpoch(fresh, feed)) ? noteEpoch(device, record, fresh.feed) : null;
}

export function freshFeed(device: Device, record: ShopRecord): OwnFeedRecord {
  const feed = feedIdOf(device.keys.device, device.platform.randomText(8));
  const head = chainStart(device.platform.sha256, record.shop, feed);
  return { feed, seq: 0, head, time: 0, totals: { commits: 0, bytes: 0 }, deps: [] };
}

/** The epoch `feed` has begun on disk: counted, and remembered beside the keys. */
export async function noteEpoch(device: Device, record: ShopRecord, feed: FeedId): Promise<ShopRecord> {
  const next = { ...record, epochs: record.epochs + 1 };
  await device.records.keepShop(next);
  const belonging = await device.cupboard.belonging();
  if (belonging !== null) await device.cupboard.remember({ ...belonging, feed, epochs: next.epochs });
  return next;
}
