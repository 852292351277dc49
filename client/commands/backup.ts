/**
 * A backup: every text that this device holds, byte for byte, with keys and seals, in one gzip file. Any relay or device
 * can take it in again as it takes commits from a peer, and nobody can have changed a letter of it unnoticed.
 *
 *   `hecang backup 1` ‖ shop (43 characters) ‖ count of keys ‖ 32 bytes each ‖ count of commits ‖ commits (codec.ts)
 */
import { ByteWriter, writeCommit } from '../../shared/commit/codec.ts';
import { dateOf } from '../../shared/foundation/clock.ts';
import { ok, type Result } from '../../shared/foundation/result.ts';
import type { Commands, ShownError } from '../worker/engine-protocol.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';

export async function exportBackup(desk: ShopDesk): Promise<Result<Commands['exportBackup']['output'], ShownError>> {
  const { open } = desk;
  await open.load();
  const { core, device, record } = open;
  const keys = (await device.store.feedRecords()).map((feed) => feed.publicKey);
  const writer = new ByteWriter(device.platform.text).text('hecang backup 1').text(record.shop).varint(keys.length);
  for (const key of keys) writer.raw(key);
  writer.varint(core?.size ?? 0);
  for (let index = 0; index < (core?.size ?? 0); index++) {
    const commit = core?.sealedCommit(index);
    if (commit !== null && commit !== undefined) writeCommit(writer, commit);
  }
  const packed = new Blob([new Uint8Array(writer.finish())]).stream().pipeThrough(new CompressionStream('gzip'));
  const file = new Uint8Array(await new Response(packed).arrayBuffer());
  const name = desk.folds.places.text('shop', 'shop', 'name').replace(/[\\/:*?"<>|]/g, '');
  const day = dateOf(device.platform.wall.now() * 1000, record.utcOffsetMinutes);
  return ok({ file, name: `${name}-${day}.hecang` });
}
