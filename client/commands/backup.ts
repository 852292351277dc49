/**
 * The open shop as one file: a proof bundle (shared/bundle/SPEC.md) of all texts and seals that this device holds, packed
 * with gzip, signed by it. It is backup and evidence in one: whoever takes it in, or checks it, believes nothing in it.
 */

import type { FeedEnd } from '../../shared/bundle/bundle-lines.ts';
import { BundleWriter } from '../../shared/bundle/bundle-writer.ts';
import { chainNext, hashTextOf } from '../../shared/commit/chain.ts';
import { dateOf } from '../../shared/foundation/clock.ts';
import { ok, type Result } from '../../shared/foundation/result.ts';
import type { ShopReplica } from '../../shared/replica/shop-replica.ts';
import { signerOf } from '../replica/device-keys.ts';
import { APP_VERSION } from '../worker/device.ts';
import type { Commands, ShownError } from '../worker/engine-protocol.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';

/** Characters of lines handed to the packer at a time. */
const PIECE = 1 << 20;

export async function exportBackup(desk: ShopDesk): Promise<Result<Commands['exportBackup']['output'], ShownError>> {
  const { open } = desk;
  await open.load();
  const { core, device, record } = open;
  const { platform } = device;
  const signer = signerOf(device.keys);
  const head = { shop: record.shop, publicKey: signer.publicKey, time: platform.wall.now(), app: APP_VERSION };
  const writer = new BundleWriter(head, (digest, line) =>
    chainNext(platform.sha256, digest, platform.text.encode(line)),
  );
  const packer = new CompressionStream('gzip');
  const packed = new Response(packer.readable).arrayBuffer();
  const sink = packer.writable.getWriter();
  let piece = writer.head();
  const flush = async (): Promise<void> => {
    await sink.write(new Uint8Array(platform.text.encode(piece)));
    piece = '';
  };
  const replica = core?.replica ?? null;
  const writers = new Set(replica?.feeds().map((chain) => chain.device));
  for (const key of [...writers].flatMap((one) => replica?.publicKeyOf(one) ?? [])) piece += writer.key(key);
  for (let index = 0; index < (core?.size ?? 0); index++) {
    const commit = core?.sealedCommit(index) ?? null;
    if (commit === null || replica === null) continue;
    piece += writer.commit(commit, branchOf(replica, index));
    if (piece.length >= PIECE) await flush();
  }
  piece += writer.manifest(replica === null ? [] : endsOf(replica));
  piece += writer.seal(await signer.sign(writer.message()));
  await flush();
  await sink.close();
  const name = desk.folds.places.text('shop', 'shop', 'name').replace(/[\\/:*?"<>|]/g, '');
  const day = dateOf(platform.wall.now() * 1000, record.utcOffsetMinutes);
  return ok({ file: new Uint8Array(await packed), name: `${name}-${day}.hecang` });
}

/** What the commit follows, where its feed has several commits at that place. */
function branchOf(replica: ShopReplica, index: number): string | null {
  const before = replica.before(index);
  if (before < 0) return null;
  const there = replica.feed(replica.feedAt(index))?.at(replica.seqAt(before)) ?? [];
  return there.length > 1 ? replica.hash16(before) : null;
}

function endsOf(replica: ShopReplica): FeedEnd[] {
  const followed = new Set(Array.from({ length: replica.size }, (_, index) => replica.before(index)));
  return Array.from({ length: replica.size }, (_, index) => index)
    .filter((index) => !followed.has(index))
    .map((index) => ({
      feed: replica.feedAt(index),
      seq: replica.seqAt(index),
      head: hashTextOf(replica.headAt(index)),
    }));
}
