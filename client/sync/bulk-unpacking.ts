/**
 * Bulks of one session unpacked with what a browser has: gzip by DecompressionStream. Never more than the bulk declared
 * is inflated, and what comes out is believed only after chain and seals were checked, like live commits.
 */
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { ShopId } from '../../shared/foundation/ids.ts';
import type { HeadLookup } from '../../shared/protocol/bulk-columns.ts';
import { BulkReader } from '../../shared/protocol/bulk-reader.ts';
import type { Bulk } from '../../shared/protocol/messages.ts';
import type { Platform } from '../replica/platform.ts';

export class BulkUnpacking {
  readonly #reader: BulkReader;

  constructor(shop: ShopId, platform: Platform, heads: HeadLookup) {
    this.#reader = new BulkReader(shop, platform.sha256, platform.text, heads, platform);
  }

  /** Commits in causal order, some perhaps without a seal yet; `null` when the bulk is malformed. */
  async unpack(bulk: Bulk): Promise<readonly WireCommit[] | null> {
    const raw = await inflate(bulk);
    return raw === null || raw.length !== bulk.rawLength ? null : this.#reader.read(raw);
  }
}

async function inflate(bulk: Bulk): Promise<Uint8Array | null> {
  if (bulk.compression === 'none') return bulk.packed;
  if (bulk.compression !== 'gzip') return null;
  const stream = new Blob([new Uint8Array(bulk.packed)]).stream().pipeThrough(new DecompressionStream('gzip'));
  const out = new Uint8Array(bulk.rawLength);
  let length = 0;
  try {
    const reader = stream.getReader();
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      if (length + step.value.length > out.length) {
        await reader.cancel();
        return null;
      }
      out.set(step.value, length);
      length += step.value.length;
    }
  } catch {
    // Not gzip, or damaged on the way.
    return null;
  }
  return length === out.length ? out : null;
}
