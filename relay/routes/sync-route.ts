/**
 * GET /sync/<shop>: upgrades to the sync protocol. `?create=<token>` shows that the caller may bring a shop which is not
 * kept here. Keys, not cookies, decide what a socket may do, so its Origin does not matter.
 */
import { upgradeWebSocket } from '@hono/node-server';
import { Hono } from 'hono';
import { WebSocket } from 'ws';
import { fromBase64url } from '../../shared/foundation/bytes.ts';
import { asShopId } from '../../shared/foundation/ids.ts';
import type { CreatePermission } from '../settings/read-settings.ts';
import type { ShopRegistry } from '../shops/shop-registry.ts';
import { openSyncSocket } from '../sockets/sync-socket.ts';
import { mayCreate } from './create-permission.ts';
import type { RelayEnv } from './relay-env.ts';
import { upgradeOnly } from './upgrade-only.ts';

export function syncRoute(
  registry: ShopRegistry,
  create: CreatePermission,
  publicHosts: readonly string[],
): Hono<RelayEnv> {
  return new Hono<RelayEnv>().get(
    '/:shop',
    upgradeOnly,
    async (c, next) => {
      if (fromBase64url(c.req.param('shop'))?.length !== 32) return c.json({ error: 'not-a-shop' }, 404);
      if (registry.stopping || registry.sessions >= registry.context.quotas.sessions) {
        return c.json({ error: 'busy' }, 503, { 'Retry-After': '5' });
      }
      return next();
    },
    upgradeWebSocket(async (c) => {
      const shop = asShopId(c.req.param('shop') ?? '');
      if (shop === null) return {};
      const host = (c.req.header('host') ?? '').toLowerCase();
      const { incoming } = c.env;
      return {
        onOpen(_event, context) {
          const { raw } = context;
          if (!(raw instanceof WebSocket)) return context.close(1011);
          const session = openSyncSocket({
            ws: raw,
            socket: incoming.socket,
            host: publicHosts.length === 0 || publicHosts.includes(host) ? host : (publicHosts[0] ?? host),
            shop,
            context: registry.context,
            openHub: () => registry.hub(shop),
            mayCreate: mayCreate(create, c.req.query('create')),
            ended: (over) => registry.ended(over),
          });
          registry.opened(session);
        },
      };
    }),
  );
}
