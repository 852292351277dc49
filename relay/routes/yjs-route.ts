/**
 * GET /yjs/<shop>/<document> and /yjs/<shop>/view/<name>: read-only for stock y-websocket clients with a reader token
 * (`?token=`). Documents come as stored, views as plain maps.
 */
import { upgradeWebSocket } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { WebSocket } from 'ws';
import { asDocumentName, asShopId, type ShopId } from '../../shared/foundation/ids.ts';
import type { ShopRegistry } from '../shops/shop-registry.ts';
import { openReaderSocket } from '../sockets/reader-socket.ts';
import { asViewName } from '../views/fold-views.ts';
import { opens } from '../views/reader-tokens.ts';
import type { ViewShelf } from '../views/view-shelf.ts';
import type { RelayEnv } from './relay-env.ts';
import { upgradeOnly } from './upgrade-only.ts';

interface Wanted {
  readonly shop: ShopId;
  /** As tokens name it: a document, or `view/<name>`. */
  readonly name: string;
}

export function yjsRoute(registry: ShopRegistry, shelf: ViewShelf): Hono<RelayEnv> {
  const { store } = registry.context;
  return new Hono<RelayEnv>().get(
    '/:shop/:name{.+}',
    upgradeOnly,
    async (c, next) => {
      const wanted = wantedOf(c);
      if (wanted === null) return c.json({ error: 'no-such-document' }, 404);
      const token = c.req.query('token') ?? '';
      if (!(await opens(store, wanted.shop, token, wanted.name))) return c.json({ error: 'token' }, 403);
      return next();
    },
    upgradeWebSocket(async (c) => {
      const wanted = wantedOf(c);
      if (wanted === null) return {};
      const views = await shelf.of(wanted.shop);
      const view = wanted.name.startsWith('view/') ? asViewName(wanted.name.slice(5)) : null;
      const name = asDocumentName(wanted.name);
      if (view === null && name === null) return {};
      const document = view !== null ? await views.view(view) : name === null ? null : await views.log(name);
      return {
        onOpen(_event, { raw }) {
          if (raw instanceof WebSocket && document !== null) openReaderSocket(raw, document);
        },
      };
    }),
  );
}

function wantedOf(c: Context<RelayEnv>): Wanted | null {
  const shop = asShopId(c.req.param('shop') ?? '');
  const name = c.req.param('name') ?? '';
  if (shop === null || asDocumentName(name) === null) return null;
  if (name.startsWith('view/') && asViewName(name.slice(5)) === null) return null;
  return { shop, name };
}
