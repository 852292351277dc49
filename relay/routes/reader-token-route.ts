/**
 * /api/shops/<shop>/reader-tokens: GET lists, POST {name, opens} makes (the text is shown once), DELETE /<id> removes.
 * For members who may change the shop's settings; requests are signed by their device (signed-request.ts). A token never
 * opens more than its maker may view.
 */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import { asShopId, type ShopId } from '../../shared/foundation/ids.ts';
import type { ShopHub } from '../shops/shop-hub.ts';
import type { ShopRegistry } from '../shops/shop-registry.ts';
import { usesOfView } from '../views/fold-views.ts';
import { makeReaderToken, readerTokens, removeReaderToken } from '../views/reader-tokens.ts';
import { signerOfRequest } from './signed-request.ts';

const MOST_BODY = 16 * 1024;
const wish = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(80)),
  opens: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))), v.minLength(1), v.maxLength(64)),
});

interface Allowed {
  readonly shop: ShopId;
  readonly hub: ShopHub;
  readonly member: string;
  readonly body: Uint8Array;
}

export function readerTokenRoute(registry: ShopRegistry): Hono {
  const { store, clock } = registry.context;

  const allowed = async (c: Context): Promise<Allowed | null> => {
    const shop = asShopId(c.req.param('shop') ?? '');
    if (shop === null || !(await store.shops()).includes(shop)) return null;
    const body = new Uint8Array(await c.req.arrayBuffer());
    const request = { method: c.req.method, host: c.req.header('host') ?? '', path: c.req.path, body };
    const device = signerOfRequest(c.req.header('authorization'), request, clock.now());
    if (device === null) return null;
    const hub = await registry.hub(shop);
    const standing = hub.state.policy.standing(device);
    if (standing.kind !== 'member' || !hub.state.policy.mayAt('now', standing.member, 'settings.edit@*')) return null;
    return { shop, hub, member: standing.member, body };
  };

  // Before anything is read: who sends it shows only afterwards, since the signature covers the body.
  const limit = bodyLimit({ maxSize: MOST_BODY, onError: (c) => c.json({ error: 'too-large' }, 413) });

  return new Hono()
    .use('*', limit)
    .get('/:shop/reader-tokens', async (c) => {
      const who = await allowed(c);
      return who === null ? c.json({ error: 'forbidden' }, 403) : c.json(await readerTokens(store, who.shop));
    })
    .post('/:shop/reader-tokens', async (c) => {
      const who = await allowed(c);
      if (who === null) return c.json({ error: 'forbidden' }, 403);
      const read = v.safeParse(wish, parse(who.body));
      if (!read.success) return c.json({ error: 'malformed' }, 400);
      const { name, opens } = read.output;
      const mine = opens.every((one) => mayOpen(who, one));
      if (!mine) return c.json({ error: 'beyond-own-rights' }, 403);
      const made = await makeReaderToken(store, who.shop, { name, opens, nowMs: clock.now() });
      return made === null ? c.json({ error: 'full' }, 507) : c.json({ ...made.token, text: made.text }, 201);
    })
    .delete('/:shop/reader-tokens/:id', async (c) => {
      const who = await allowed(c);
      if (who === null) return c.json({ error: 'forbidden' }, 403);
      await removeReaderToken(store, who.shop, c.req.param('id'));
      return c.body(null, 204);
    });
}

/** Patterns open what nobody has named yet: only those who may do everything give them. */
function mayOpen({ hub, member }: Allowed, wanted: string): boolean {
  const { policy } = hub.state;
  const everything = policy.mayAt('now', member, '*@*');
  if (everything) return true;
  if (wanted.endsWith('/*')) return false;
  const view = usesOfView(wanted);
  return view === null ? policy.mayView(member, wanted) : view.every((use) => policy.mayAt('now', member, use));
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return null;
  }
}
