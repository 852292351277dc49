/**
 * GET /api/recovery: the shop of the recovery key that signed the request (RELAY-21). Words on paper name no shop; the
 * relay that keeps it does, to whoever proves the key and to nobody else.
 */
import { Hono } from 'hono';
import { RecoveryLookup } from '../shops/recovery-lookup.ts';
import type { ShopRegistry } from '../shops/shop-registry.ts';
import { signerOfRequest } from './signed-request.ts';

const NOTHING = new Uint8Array(0);

export function recoveryRoute(registry: ShopRegistry): Hono {
  const { store, clock } = registry.context;
  const lookup = new RecoveryLookup(store);
  return new Hono().get('/recovery', async (c) => {
    const request = { method: c.req.method, host: c.req.header('host') ?? '', path: c.req.path, body: NOTHING };
    const paper = signerOfRequest(c.req.header('authorization'), request, clock.now());
    if (paper === null) return c.json({ error: 'forbidden' }, 403);
    c.header('Cache-Control', 'no-store');
    return c.json({ shops: await lookup.shopsOf(paper) });
  });
}
