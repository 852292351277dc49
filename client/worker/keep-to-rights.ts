/**
 * What this device holds follows what its member may view (design.md §3, §8; collaboration.md §2): when a role or a scope
 * was taken, documents that it opened leave disk, memory and read models, at the first moment this device knows of it. A
 * device kept offline keeps them: that is stated, not prevented. Parts that only this device has stay until a receipt
 * names them; then they go as well.
 */
import { parseDocumentName } from '../../shared/document/document-kinds.ts';
import type { DocumentName, FeedId } from '../../shared/foundation/ids.ts';
import { purgeDocuments } from '../replica/document-purge.ts';
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
  const keep = (feed: FeedId, seq: number): boolean => unanswered.has(`${feed}/${seq}`);
  const held = core.documentsHeld(keep);
  const closed = new Set([...held].filter((name) => parseDocumentName(name) !== null && !desk.mayView(name)));
  if (closed.size === 0) return NOTHING;
  await purgeDocuments(device.database, device.platform, closed, keep);
  await open.forgetDocuments(closed, keep);
  const waiting = [...core.documentsHeld(() => false)].some((name) => closed.has(name));
  return { purged: [...closed].sort(), waiting };
}
