/**
 * Reads a shop from its rows. The rows are the relay's own, authenticated when they came; chains are computed again and
 * the newest seal of each feed is verified again, so a damaged or doctored database shows here and not at a customer's.
 */
import { type Header, readHeader } from '../../shared/commit/header.ts';
import { readPart } from '../../shared/commit/part.ts';
import type { ShopId } from '../../shared/foundation/ids.ts';
import { deviceOfFeed } from '../../shared/foundation/ids.ts';
import type { Acceptance } from '../../shared/replica/acceptance.ts';
import { type ListingItem, readListing } from '../../shared/replica/listing-entries.ts';
import type { ShopReplica } from '../../shared/replica/shop-replica.ts';
import { verifySync } from '../platform/node-crypto.ts';
import type { CommitStore } from '../storage/commit-store.ts';
import type { PolicyNow } from './policy-now.ts';
import { positionOf, readRow, type ShopRow } from './row-codec.ts';
import { ShopState } from './shop-state.ts';

export interface ShopFactory {
  create(shop: ShopId): { readonly replica: ShopReplica; readonly policy: PolicyNow };
}

export interface LoadedShop {
  readonly state: ShopState;
  readonly last: number;
  /** Rows that could not be taken and are to be made holes: (place, position). */
  readonly unusable: readonly { readonly at: number; readonly position: number }[];
}

const READ_BYTES = 4 * 1024 * 1024;

export async function loadShop(
  shop: ShopId,
  store: CommitStore,
  factory: ShopFactory,
  ownDevice: string,
): Promise<LoadedShop> {
  const { replica, policy } = factory.create(shop);
  const state = new ShopState(replica, policy);
  let last = 0;
  let aside: { at: number; row: ShopRow }[] = [];
  const listed = new Set<number>();
  let ownItems = 0;
  const take = (at: number, row: ShopRow): boolean => {
    const header = readHeader(row.commit.header);
    if (header === null) return false;
    for (const key of row.keys) replica.introduce(key);
    const answer = offer(replica, row);
    if (answer === null || answer.kind !== 'taken') return false;
    const listing = listingOf(header, row.commit.parts);
    const device = deviceOfFeed(row.commit.feed);
    state.note({
      index: answer.index,
      at,
      held: heldMask(row.commit.parts),
      position: row.position,
      bytes: row.bytes.length,
      device,
      action: header.parts.some((part) => part.document === 'policy'),
      listing: listing !== null,
    });
    if (listing !== null && device === ownDevice) {
      ownItems += listing.length;
      for (const item of listing) listed.add(replica.find(item.feed, item.seq, item.hash16) ?? -1);
    }
    return true;
  };
  for (;;) {
    const rows = await store.read(shop, last, READ_BYTES);
    if (rows.length === 0) break;
    for (const { at, body } of rows) {
      last = at;
      const row = readRow(body);
      if (row === null) noteHole(state, positionOf(body));
      else if (!take(at, row)) aside.push({ at, row });
    }
  }
  for (let before = -1; aside.length > 0 && aside.length !== before; ) {
    before = aside.length;
    aside = aside.filter(({ at, row }) => !take(at, row));
  }
  for (const { row } of aside) noteHole(state, row.position);
  confirmSeals(replica);
  dropListed(state, listed);
  state.nextPosition = Math.max(state.nextPosition, ownItems + 1);
  return { state, last, unusable: aside.map(({ at, row }) => ({ at, position: row.position })) };
}

/** Simple extensions go in as they are; a fork goes in under its own seal. */
function offer(replica: ShopReplica, row: ShopRow): Acceptance | null {
  const answer = replica.accept(row.commit, Number.MAX_SAFE_INTEGER / 2000);
  if (answer.kind !== 'needs-seal') return answer;
  for (const run of replica.runsOf([row.commit])) {
    if (!verifySync(run.publicKey, run.message, run.seal)) continue;
    return replica.acceptRun(run, Number.MAX_SAFE_INTEGER / 2000)[0] ?? null;
  }
  return null;
}

function noteHole(state: ShopState, position: number): void {
  if (position === 0) return;
  state.unlisted.push({ index: -1, position });
  state.nextPosition = Math.max(state.nextPosition, position + 1);
}

function confirmSeals(replica: ShopReplica): void {
  for (const { feed, seq, seal, message, publicKey } of replica.unsealed()) {
    if (verifySync(publicKey, message, seal)) replica.confirm(feed, seq);
  }
}

/** Holes before the last listed commit were listed with it (by a filler). */
function dropListed(state: ShopState, listed: ReadonlySet<number>): void {
  let lastListed = 0;
  for (const { index, position } of state.unlisted) if (listed.has(index)) lastListed = Math.max(lastListed, position);
  const rest = state.unlisted
    .filter((one) => !listed.has(one.index) && (one.index >= 0 || one.position > lastListed))
    .sort((a, b) => a.position - b.position);
  state.unlisted.splice(0, state.unlisted.length, ...rest);
}

/** What a listing commit lists; null for every other commit. */
export function listingOf(header: Header, parts: readonly (string | null)[]): readonly ListingItem[] | null {
  const at = header.parts.findIndex((part) => part.document.startsWith('listing/'));
  const text = parts[at];
  const part = text == null ? null : readPart(text);
  return part === null ? null : readListing(part.entries);
}

export function heldMask(parts: readonly (string | null)[]): number {
  return parts.reduce((mask, part, i) => (part === null ? mask : mask | (1 << i)), 0);
}
