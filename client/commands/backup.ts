/** A backup of the open shop as one file (client/replica/backup-format.ts): all texts and seals that this device holds. */
import { dateOf } from '../../shared/foundation/clock.ts';
import { ok, type Result } from '../../shared/foundation/result.ts';
import { writeBackup } from '../replica/backup-format.ts';
import type { Commands, ShownError } from '../worker/engine-protocol.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';

export async function exportBackup(desk: ShopDesk): Promise<Result<Commands['exportBackup']['output'], ShownError>> {
  const { open } = desk;
  await open.load();
  const { core, device, record } = open;
  const commits = Array.from({ length: core?.size ?? 0 }, (_, index) => core?.sealedCommit(index) ?? []).flat();
  const writers = new Set(core?.replica.feeds().map((chain) => chain.device));
  const keys = [...writers].flatMap((one) => core?.replica.publicKeyOf(one) ?? []);
  const bytes = writeBackup({ shop: record.shop, keys, commits }, device.platform.text);
  const packed = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream('gzip'));
  const file = new Uint8Array(await new Response(packed).arrayBuffer());
  const name = desk.folds.places.text('shop', 'shop', 'name').replace(/[\\/:*?"<>|]/g, '');
  const day = dateOf(device.platform.wall.now() * 1000, record.utcOffsetMinutes);
  return ok({ file, name: `${name}-${day}.hecang` });
}
