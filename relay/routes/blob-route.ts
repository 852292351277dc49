/**
 * /api/shops/<shop>/blobs/<hash>: PUT keeps, GET gives bytes by their SHA-256 (RELAY-19). For enrolled members; requests
 * are signed by their device. The path names the hash of the body, so the signature is checked before any of it is read.
 * Blobs are encrypted, their keys stand in the entries that name them: whoever may view the entry can read the blob.
 */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { hashTextOf } from '../../shared/commit/chain.ts';
import { asShopId, type DeviceId, type ShopId } from '../../shared/foundation/ids.ts';
import { MAX_BLOB_BYTES } from '../../shared/schema/field-shapes.ts';
import { sha256 } from '../platform/node-crypto.ts';
import type { ShopRegistry } from '../shops/shop-registry.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { signerOfHashed } from './signed-request.ts';

const HOUR_MS = 3_600_000;
/** What one device may bring in an hour. */
export const DEVICE_BYTES_AN_HOUR = 128 * 1024 * 1024;
/** Devices counted at once; beyond it, counting begins anew. */
const MOST_COUNTED = 10_000;
const EMPTY = hashTextOf(sha256(new Uint8Array(0)));

interface Allowed {
  readonly shop: ShopId;
  readonly hash: string;
  readonly device: DeviceId;
}

interface BlobEnv {
  Variables: { who: Allowed };
}

export function blobRoute(registry: ShopRegistry, blobs: BlobStore): Hono<BlobEnv> {
  const { store, clock } = registry.context;
  const budget = new HourlyBudget(DEVICE_BYTES_AN_HOUR);

  const allowed = async (c: Context): Promise<Allowed | null> => {
    const shop = asShopId(c.req.param('shop') ?? '');
    const hash = c.req.param('hash') ?? '';
    if (shop === null || !/^[\w-]{43}$/.test(hash)) return null;
    const bodyHash = c.req.method === 'PUT' ? hash : EMPTY;
    const request = { method: c.req.method, host: c.req.header('host') ?? '', path: c.req.path, bodyHash };
    const device = signerOfHashed(c.req.header('authorization'), request, clock.now());
    if (device === null || !(await store.shops()).includes(shop)) return null;
    const hub = await registry.hub(shop);
    return hub.state.policy.standing(device).kind === 'member' ? { shop, hash, device } : null;
  };

  const limit = bodyLimit({ maxSize: MAX_BLOB_BYTES, onError: (c) => c.json({ error: 'too-large' }, 413) });

  return new Hono<BlobEnv>()
    .use('/:shop/blobs/:hash', async (c, next) => {
      const who = await allowed(c);
      if (who === null) return c.json({ error: 'forbidden' }, 403);
      c.set('who', who);
      return next();
    })
    .get('/:shop/blobs/:hash', async (c) => {
      const { shop, hash } = c.var.who;
      const bytes = await blobs.read(shop, hash);
      if (bytes === null) return c.json({ error: 'not-found' }, 404);
      return c.body(new Uint8Array(bytes), 200, {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': 'attachment',
        'Cache-Control': 'private, no-store',
      });
    })
    .put('/:shop/blobs/:hash', limit, async (c) => {
      const { shop, hash, device } = c.var.who;
      if (c.req.header('content-length') === undefined) return c.json({ error: 'length' }, 411);
      if (await blobs.has(shop, hash)) return c.json({ hash }, 201);
      if (!budget.allows(device, Number(c.req.header('content-length')), clock.now())) {
        return c.json({ error: 'too-much' }, 429);
      }
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      if (bytes.length === 0 || hashTextOf(sha256(bytes)) !== hash) return c.json({ error: 'hash' }, 400);
      return (await blobs.keep(shop, hash, bytes)) === 'full' ? c.json({ error: 'full' }, 507) : c.json({ hash }, 201);
    });
}

/** Bytes a device has brought in the running hour. */
export class HourlyBudget {
  readonly #most: number;
  readonly #used = new Map<DeviceId, number>();
  #hour = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Counts them when they may come. */
  allows(device: DeviceId, bytes: number, nowMs: number): boolean {
    const hour = Math.floor(nowMs / HOUR_MS);
    if (hour !== this.#hour || this.#used.size > MOST_COUNTED) this.#used.clear();
    this.#hour = hour;
    const used = (this.#used.get(device) ?? 0) + bytes;
    if (!Number.isFinite(used) || used > this.#most) return false;
    this.#used.set(device, used);
    return true;
  }
}
