/** For balancers and people: alive, ready to serve, how it is doing. */
import { Hono } from 'hono';
import type { RelayMetrics } from '../metrics/relay-metrics.ts';
import type { ShopRegistry } from '../shops/shop-registry.ts';

export function healthRoute(registry: ShopRegistry, metrics: RelayMetrics): Hono {
  return new Hono()
    .get('/health', (c) => c.json({ status: 'ok' }))
    .get('/ready', async (c) => {
      if (registry.stopping) return c.json({ status: 'stopping' }, 503);
      try {
        await registry.context.store.notes('');
        return c.json({ status: 'ready' });
      } catch {
        return c.json({ status: 'store' }, 503);
      }
    })
    .get('/metrics', async (c) => c.text(await metrics.text(), 200, { 'Content-Type': metrics.contentType }));
}
