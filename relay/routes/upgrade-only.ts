/** A plain GET on a WebSocket route is answered 426, or it would fall through to the app's HTML. */
import type { MiddlewareHandler } from 'hono';

export const upgradeOnly: MiddlewareHandler = async (c, next) => {
  if (c.req.header('upgrade')?.toLowerCase() === 'websocket') return next();
  return c.json({ error: 'upgrade-required' }, 426, { Upgrade: 'websocket', Connection: 'Upgrade' });
};
