/**
 * Bulks with the platform's compressors: zstd between Node programs, gzip for browsers. Compression runs in the thread
 * pool; a pack is bounded by BULK_RAW_BYTES, unpacking by the length that the bulk itself declares.
 */
import { promisify } from 'node:util';
import { gunzip, gzip, constants as zlib, zstdCompress, zstdDecompress } from 'node:zlib';
import type { HeadLookup } from '../../shared/protocol/bulk-columns.ts';
import type { BulkReader } from '../../shared/protocol/bulk-reader.ts';
import { type BulkItem, BulkWriter } from '../../shared/protocol/bulk-writer.ts';
import { encodeCommit } from '../../shared/protocol/message-codec.ts';
import type { Bulk, CarriedCommit } from '../../shared/protocol/messages.ts';
import type { ShopReplica } from '../../shared/replica/shop-replica.ts';
import { nodeText, sha256 } from '../platform/node-crypto.ts';

const zip = {
  gzip: promisify(gzip),
  gunzip: promisify(gunzip),
  zstd: promisify(zstdCompress),
  unzstd: promisify(zstdDecompress),
};

/** Heads by feed and seq; forked feeds have no single answer. */
export function headsOf(replica: ShopReplica): HeadLookup {
  return (feed, seq) => {
    const chain = replica.feed(feed);
    const index = chain === null || chain.forked ? undefined : chain.line[seq - 1];
    return index === undefined ? null : replica.headAt(index);
  };
}

export async function packBulk(options: {
  readonly items: readonly BulkItem[];
  readonly keys: readonly Uint8Array[];
  readonly content: Bulk['content'];
  readonly left: number;
  readonly heads: HeadLookup;
  readonly zstd: boolean;
}): Promise<Bulk> {
  const writer = new BulkWriter(sha256, nodeText, options.heads);
  for (const [i, item] of options.items.entries()) {
    writer.add(item);
    if (i % 2000 === 1999) await new Promise<void>((resolve) => setImmediate(resolve));
  }
  const raw = writer.finish();
  const packed = options.zstd
    ? await zip.zstd(raw, { params: { [zlib.ZSTD_c_compressionLevel]: 6 } })
    : await zip.gzip(raw, { level: 6 });
  return {
    type: 'bulk',
    content: options.content,
    keys: options.keys,
    count: options.items.length,
    left: options.left,
    compression: options.zstd ? 'zstd' : 'gzip',
    rawLength: raw.length,
    packed,
  };
}

/** The commits of a bulk; `null` when it is malformed, larger than it says, or rests on commits that are not here. */
export async function unpackBulk(bulk: Bulk, reader: BulkReader): Promise<CarriedCommit[] | null> {
  const raw = await unpacked(bulk);
  if (raw === null || raw.length !== bulk.rawLength) return null;
  const commits = reader.read(raw);
  return commits?.map((commit) => ({ commit, bytes: encodeCommit(commit, nodeText) })) ?? null;
}

async function unpacked(bulk: Bulk): Promise<Uint8Array | null> {
  const most = { maxOutputLength: Math.max(1, bulk.rawLength) };
  try {
    if (bulk.compression === 'gzip') return await zip.gunzip(bulk.packed, most);
    if (bulk.compression === 'zstd') return await zip.unzstd(bulk.packed, most);
    return bulk.packed;
  } catch {
    return null;
  }
}
