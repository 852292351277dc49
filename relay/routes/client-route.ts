/**
 * The built client: hashed assets for ever, everything else asked for anew, deep links to index.html, the wall display's
 * address to its own page. A missing asset is
 * a 404, never HTML, or a stale page would run it as a script.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

const FOREVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';
const ASSET = /\.(?:js|mjs|css|html|map|json|webmanifest|svg|png|ico|wasm|txt|xml|woff2?)$/i;

export function clientRoute(distFolder: string): Hono {
  const app = new Hono();
  app.use(
    '*',
    serveStatic({
      root: distFolder,
      // Twins that the build has packed (launcher/packed-files.mjs).
      precompressed: true,
      onFound: (file, c) => {
        c.header('Cache-Control', file.includes(`${path.sep}assets${path.sep}`) ? FOREVER : ASK_AGAIN);
      },
    }),
  );
  app.get('*', async (c) => {
    if (ASSET.test(c.req.path)) return c.text('Not found', 404);
    const file = /^\/wall\/?$/.test(c.req.path) ? path.join('wall', 'wall.html') : 'index.html';
    try {
      const page = await readFile(path.join(distFolder, file), 'utf8');
      return c.html(page, 200, { 'Cache-Control': ASK_AGAIN });
    } catch {
      return c.text('The client is not built yet: npm run build', 503);
    }
  });
  return app;
}
