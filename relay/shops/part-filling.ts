/**
 * A part that was absent comes in for a commit that is stored already: the row's body is written again with it. Texts
 * were checked against the header's hashes by the replica.
 */
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { ShopId } from '../../shared/foundation/ids.ts';
import { encodeCommit } from '../../shared/protocol/message-codec.ts';
import type { CarriedCommit } from '../../shared/protocol/messages.ts';
import { nodeText } from '../platform/node-crypto.ts';
import type { CommitStore } from '../storage/commit-store.ts';
import { readRow, writeRow } from './row-codec.ts';
import type { ShopLog } from './shop-log.ts';

/** The commit as it is stored now, or `null` when the row could not be written. */
export async function fillParts(
  log: ShopLog,
  store: CommitStore,
  shop: ShopId,
  at: number,
  brought: WireCommit,
): Promise<CarriedCommit | null> {
  await log.settled();
  const [stored] = await log.readAt([at]);
  const row = stored === undefined ? null : readRow(stored.body);
  if (row === null || row.commit.header !== brought.header) return null;
  const parts = row.commit.parts.map((text, i) => text ?? brought.parts[i] ?? null);
  const commit = { ...row.commit, parts };
  const bytes = encodeCommit(commit, nodeText);
  const written = await store.replace(shop, [
    { at, body: writeRow({ position: row.position, keys: row.keys, bytes }) },
  ]);
  return written.ok ? { commit, bytes } : null;
}
