/**
 * What this device holds follows what its member may view (design.md §3, §8; collaboration.md §2): when a role or a scope
 * was taken, documents that it opened leave disk, memory and read models, at the first moment this device knows of it. A
 * device kept offline keeps them: that is stated, not prevented. Parts that only this device has stay until a receipt
 * names them; then they go as well.
 */
import { parseDocumentName } from '../../shared/document/document-kinds.ts';
import { type DocumentName, deviceOfFeed, type FeedId } from '../../shared/foundation/ids.ts';
import { documentsOnDisk, purgeDocuments } from '../replica/document-purge.ts';
import type { ShopCore } from './shop-core.ts';
import type { ShopDesk } from './shop-desk.ts';

export interface KeptToRights {
  readonly purged: readonly DocumentName[];
  /** Something had to stay for want of a receipt: to be called again after the next. */
  readonly waiting: boolean;
}

const NOTHING: KeptToRights = { purged: [], waiting: false };

/** Not for a newcomer who is no member yet. Who left hands in besides, and loses everything then (shop-line.ts). */
export async function keepToRights(desk: ShopDesk): Promise<KeptToRights> {
  const { open } = desk;
  await open.catchUp();
  const { core, engine, record, device, unanswered } = open;
  if (core === null || engine === null || !record.complete) return NOTHING;
  if (engine.memberOf(device.keys.device) !== record.member) return NOTHING;
  if (device.seat.shared) return keepTerminalToRights(desk, core);
  const keep = (feed: FeedId, seq: number): boolean => unanswered.has(`${feed}/${seq}`);
  const held = core.documentsHeld(keep);
  const closed = new Set([...held].filter((name) => parseDocumentName(name) !== null && !desk.mayView(name)));
  if (closed.size === 0) return NOTHING;
  await purgeDocuments(device.database, device.platform, closed, keep);
  await open.forgetDocuments(closed, keep);
  const waiting = [...core.documentsHeld(() => false)].some((name) => closed.has(name));
  return { purged: [...closed].sort(), waiting };
}

/**
 * The same on a shared terminal: what not everybody here may read moves from the disk of all into the vault of whoever
 * works now and may, and what that member may not read leaves memory. Others fetch theirs again when they sit down. What
 * somebody else wrote here and nobody has yet stays where it is until a receipt names it.
 */
async function keepTerminalToRights(desk: ShopDesk, core: ShopCore): Promise<KeptToRights> {
  const { device, privacy, unanswered, record } = desk.open;
  const { seat, vault, database, platform } = device;
  if (seat.locked || seat.vault === null) return NOTHING;
  privacy.forget();
  const onDisk = [...(await documentsOnDisk(database))].filter((name) => privacy.isPrivate(name));
  const moving = new Set(onDisk);
  const keep = (feed: FeedId, seq: number): boolean =>
    unanswered.has(`${feed}/${seq}`) && desk.memberOf(deviceOfFeed(feed)) !== record.member;
  if (moving.size > 0) {
    await vault.keep(
      seat.keys.device,
      seat.vault,
      core.textsOf((name) => moving.has(name) && desk.mayView(name)),
    );
    await purgeDocuments(database, platform, moving, keep);
  }
  const closed = new Set([...core.documentsHeld(() => false)].filter((name) => isClosed(desk, name)));
  if (closed.size > 0) {
    await vault.drop(seat.keys.device, (name) => closed.has(name as DocumentName));
    core.letGo((name) => closed.has(name));
  }
  if (moving.size + closed.size > 0) await desk.open.keepSnapshot();
  const waiting = [...(await documentsOnDisk(database))].some((name) => moving.has(name));
  return { purged: [...closed].sort(), waiting };
}

const isClosed = (desk: ShopDesk, name: DocumentName): boolean =>
  parseDocumentName(name) !== null && !desk.mayView(name);
