/**
 * What queries may read: folds, names, and how far a commit has travelled. Everything here answers at once from memory.
 */
import type { PlaceId } from '../../shared/foundation/ids.ts';
import type { Travel } from '../worker/engine-protocol.ts';
import type { ShopFolds } from '../worker/shop-folds.ts';

export interface CommitPlace {
  readonly feed: string;
  readonly seq: number;
}

export interface ReadShop {
  readonly folds: ShopFolds;
  /** Where this device works now; null until settings have come. */
  readonly branch: PlaceId | null;
  readonly warehouse: PlaceId | null;
  readonly register: PlaceId | null;
  /** `module.action@scope` by the newest policy known here. */
  may(use: string): boolean;
  /** Written by a commit of this device that no receipt names yet? */
  isLocal(id: string): boolean;
  /** How far the commit at (feed, seq) has travelled. */
  travelOf(feed: string, seq: number): Travel;
  writerName(feed: string): string;
  deviceName(feed: string): string;
  memberName(member: string): string;
  /** `2026-11-25` in the shop's time. */
  today(): string;
  /** Of the member who looks. */
  isMine(feed: string): boolean;
  /** Neither of the two commits was written with the other in view. */
  unseenByEachOther(one: CommitPlace, other: CommitPlace): boolean;
  /** Written more than five minutes before it was listed. */
  wasOffline(feed: string, seq: number): boolean;
}

export const placeOf = (branch: string, warehouse: string): string => `${branch}/${warehouse}`;

/** May the stock of this place be seen? What may not be seen is absent, never 0. */
export function maySeeStock(shop: ReadShop, branch: string, warehouse: string): boolean {
  return shop.may(`stock.view@${branch}/${warehouse}`);
}
