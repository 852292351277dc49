/**
 * Branded identifiers. A cast from a plain string happens only in the named converters here and in the modules that
 * make the id, so that a feed can't be passed where a device is meant.
 *
 * - ShopId    SHA-256 of the first policy action's text, base64url (43 characters): self-certifying.
 * - DeviceId  first 18 bytes of SHA-256(raw Ed25519 public key), base64url (24 characters): whoever introduces a feed
 *             brings the key, and the id proves it.
 * - FeedId    `<DeviceId>.<epoch>`, epoch = 8 base64url characters, random: one device key's chain in one epoch.
 * - RecordId  `<DeviceId>.<10 base64url characters>`: begins with its creator's device, so creation can't collide.
 * - MemberId  16 base64url characters, random. PlaceId (branch, warehouse, register) 8 base64url characters, random.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type ShopId = Branded<'ShopId'>;
export type DeviceId = Branded<'DeviceId'>;
export type FeedId = Branded<'FeedId'>;
/** base64url of a 32-byte SHA-256 (43 characters). */
export type HashText = Branded<'HashText'>;
export type DocumentName = Branded<'DocumentName'>;
export type RecordId = Branded<'RecordId'>;
export type MemberId = Branded<'MemberId'>;
export type PlaceId = Branded<'PlaceId'>;

const BASE64URL = /^[A-Za-z0-9_-]+$/;
const FEED = /^[A-Za-z0-9_-]{24}\.[A-Za-z0-9_-]{8}$/;

export function asShopId(text: string): ShopId | null {
  return text.length === 43 && BASE64URL.test(text) ? (text as ShopId) : null;
}
export function asDeviceId(text: string): DeviceId | null {
  return text.length === 24 && BASE64URL.test(text) ? (text as DeviceId) : null;
}
export function asFeedId(text: string): FeedId | null {
  return FEED.test(text) ? (text as FeedId) : null;
}
export function asHashText(text: string): HashText | null {
  return text.length === 43 && BASE64URL.test(text) ? (text as HashText) : null;
}
/** A document's name: 1–200 characters of letters, digits, `-_.~/`; which names exist is the registry's business. */
export function asDocumentName(text: string): DocumentName | null {
  return text.length > 0 && text.length <= 200 && /^[A-Za-z0-9_.~-]+(\/[A-Za-z0-9_.~-]+)*$/.test(text)
    ? (text as DocumentName)
    : null;
}
export function asRecordId(text: string): RecordId | null {
  return /^[A-Za-z0-9_-]{24}\.[A-Za-z0-9_-]{10}$/.test(text) ? (text as RecordId) : null;
}
/** Members have 96 random bits of their own: the policy names them and nothing else about them. */
export function asMemberId(text: string): MemberId | null {
  return text.length === 16 && BASE64URL.test(text) ? (text as MemberId) : null;
}
/** Branches, warehouses and registers: 8 base64url characters, short because document names carry them. */
export function asPlaceId(text: string): PlaceId | null {
  return text.length === 8 && BASE64URL.test(text) ? (text as PlaceId) : null;
}

/** The device whose chain a feed is. */
export function deviceOfFeed(feed: FeedId): DeviceId {
  return feed.slice(0, 24) as DeviceId;
}
/** The device that created a record. */
export function deviceOfRecord(id: RecordId): DeviceId {
  return id.slice(0, 24) as DeviceId;
}
export function feedIdOf(device: DeviceId, epoch: string): FeedId {
  const feed = asFeedId(`${device}.${epoch}`);
  if (feed === null) throw new Error(`not an epoch: ${epoch}`);
  return feed;
}
