/**
 * GET /api/shops/<shop>/policy: the policy document as an Automerge file, for whoever brings a reader token (`?token=`)
 * that opens `policy`. Nothing of a shop is read before the token is found good.
 */
import { Hono } from 'hono';
import { asShopId } from '../../shared/foundation/ids.ts';
import type { ShopRegistry } from '../shops/shop-registry.ts';
import type { PolicyFiles } from '../views/policy-files.ts';
import { opens } from '../views/reader-tokens.ts';

export function policyRoute(registry: ShopRegistry, files: PolicyFiles): Hono {
  const { store } = registry.context;
  return new Hono().get('/:shop/policy', async (c) => {
    const shop = asShopId(c.req.param('shop'));
    const token = c.req.query('token') ?? '';
    if (shop === null || !(await opens(store, shop, token, 'policy'))) return c.json({ error: 'token' }, 403);
    const file = await files.of(shop);
    return c.body(new Uint8Array(file), 200, {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': 'attachment; filename="policy.automerge"',
      'Cache-Control': 'no-store',
    });
  });
}
