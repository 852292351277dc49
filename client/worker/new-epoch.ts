/**
 * A new epoch of the own feed: when the data here was wiped, or a peer knows this device's feed further than the disk
 * does (a restored backup, a copied profile). The old chain is left as peers have it and cited as soon as its head has
 * come; papers written from now on carry another letter in their numbers.
 */
import { chainStart } from '../../shared/commit/chain.ts';
import { type DeviceId, deviceOfFeed, type FeedId, feedIdOf, type MemberId } from '../../shared/foundation/ids.ts';
import type { Belonging } from '../replica/device-keys.ts';
import type { OwnFeedRecord } from '../replica/records.ts';
import type { ShopRecord } from '../replica/shop-records.ts';
import type { Device } from './device.ts';

/** The keys are here, the data is not: a record to fetch everything by, and the own feed in its next epoch. */
export async function againFrom(device: Device, belonging: Belonging, member: MemberId): Promise<ShopRecord> {
  const { shop, utcOffsetMinutes, relay, deviceName, epochs } = belonging;
  return firstFeedAgain(device, {
    shop,
    member,
    utcOffsetMinutes,
    relay,
    createToken: null,
    deviceName,
    branch: null,
    warehouse: null,
    register: null,
    epochs,
    complete: false,
  });
}

/** In a database that was found empty; the record counts the epoch. */
export async function firstFeedAgain(device: Device, record: ShopRecord): Promise<ShopRecord> {
  const fresh = freshFeed(device, record);
  await device.store.startFeed(fresh);
  return noteEpoch(device, record, fresh.feed);
}

/** Instead of `feed`, unless another tab has done it; `null` then. */
export async function newEpoch(device: Device, record: ShopRecord, feed: FeedId): Promise<ShopRecord | null> {
  const fresh = freshFeed(device, record, deviceOfFeed(feed));
  return (await device.store.startEpoch(fresh, feed)) ? noteEpoch(device, record, fresh.feed) : null;
}

/** `of`: another key of this terminal than the one in use. */
export function freshFeed(device: Device, record: ShopRecord, of: DeviceId = device.keys.device): OwnFeedRecord {
  const feed = feedIdOf(of, device.platform.randomText(8));
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
