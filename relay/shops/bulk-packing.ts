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
import { PROTOCOL_LIMITS } from '../../shared/protocol/protocol-limits.ts';
import type { ShopReplica } from '../../shared/replica/shop-replica.ts';
import { nodeText, quickHashes, sha256 } from '../platform/node-crypto.ts';

const zip = {
  gzip: promisify(gzip),
  gunzip: promisify(gunzip),
  zstd: promisify(zstdCompress),
  unzstd: promisify(zstdDecompress),
};

/** Commits packed in one go before other sockets get their turn. */
const PACK_SLICE = 500;
/** Room for keys and numbers beside the packed bytes. */
const FRAME_SLACK = 160 * 1024;

/** Heads by feed and seq; forked feeds have no single answer. */
export function headsOf(replica: ShopReplica): HeadLookup {
  return (feed, seq) => {
    const chain = replica.feed(feed);
    const index = chain === null || chain.forked ? undefined : chain.line[seq - 1];
    return index === undefined ? null : replica.headAt(index);
  };
}

/** A bulk without what concerns one session alone. */
export type PackedBulk = Pick<Bulk, 'count' | 'compression' | 'rawLength' | 'packed'>;

/** One bulk, or several when what is in it hardly compresses and would not fit a frame. */
export async function packBulks(
  items: readonly BulkItem[],
  heads: HeadLookup,
  zstd: boolean,
): Promise<readonly PackedBulk[]> {
  const writer = new BulkWriter(sha256, nodeText, heads, quickHashes.measureText);
  for (const [i, item] of items.entries()) {
    writer.add(item);
    if (i % PACK_SLICE === PACK_SLICE - 1) await new Promise<void>((resolve) => setImmediate(resolve));
  }
  const raw = writer.finish();
  const packed = zstd
    ? await zip.zstd(raw, { params: { [zlib.ZSTD_c_compressionLevel]: 6 } })
    : await zip.gzip(raw, { level: 6 });
  if (packed.length < PROTOCOL_LIMITS.frame - FRAME_SLACK || items.length === 1) {
    return [{ count: items.length, compression: zstd ? 'zstd' : 'gzip', rawLength: raw.length, packed }];
  }
  const half = items.length >> 1;
  const first = await packBulks(items.slice(0, half), heads, zstd);
  return [...first, ...(await packBulks(items.slice(half), heads, zstd))];
}

/** What one session is sent: `left` follow after the last. Keys go with the first. */
export function bulksOf(
  packed: readonly PackedBulk[],
  content: Bulk['content'],
  keys: readonly Uint8Array[],
  left: number,
): Bulk[] {
  let behind = packed.reduce((sum, one) => sum + one.count, left);
  return packed.map((one, i) => {
    behind -= one.count;
    return { type: 'bulk', content, keys: i === 0 ? keys : [], left: behind, ...one };
  });
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
