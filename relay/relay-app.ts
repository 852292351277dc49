/**
 * The relay's HTTP face, put together from parts that are passed in. No state of its own.
 */
import { Hono } from 'hono';
import type { RelayMetrics } from './metrics/relay-metrics.ts';
import { TcpPrinterLine } from './printing/printer-line.ts';
import { apiRoute } from './routes/api-route.ts';
import { blobRoute } from './routes/blob-route.ts';
import { clientRoute } from './routes/client-route.ts';
import { healthRoute } from './routes/health-route.ts';
import { policyRoute } from './routes/policy-route.ts';
import { type MayReach, printRoute } from './routes/print-route.ts';
import { readerTokenRoute } from './routes/reader-token-route.ts';
import { recoveryRoute } from './routes/recovery-route.ts';
import type { RelayEnv } from './routes/relay-env.ts';
import { securityHeaders } from './routes/security-headers.ts';
import { syncRoute } from './routes/sync-route.ts';
import { yjsRoute } from './routes/yjs-route.ts';
import type { CreatePermission } from './settings/read-settings.ts';
import type { ShopRegistry } from './shops/shop-registry.ts';
import type { BlobStore } from './storage/blob-store.ts';
import { PolicyFiles } from './views/policy-files.ts';
import { ViewShelf } from './views/view-shelf.ts';

export interface RelayDependencies {
  readonly registry: ShopRegistry;
  readonly blobs: BlobStore;
  readonly metrics: RelayMetrics;
  /** Which printers the operator lets shops reach; `null`: none. */
  readonly mayPrint: MayReach | null;
  readonly create: CreatePermission;
  readonly publicHosts: readonly string[];
  readonly tls: boolean;
  /** Folder of the built client. */
  readonly distFolder: string;
}

export function createRelayApp(dependencies: RelayDependencies): Hono<RelayEnv> {
  const { registry, blobs, metrics, mayPrint, create, publicHosts, tls, distFolder } = dependencies;
  const app = new Hono<RelayEnv>();
  app.route('/sync', syncRoute(registry, create, publicHosts));
  app.route('/yjs', yjsRoute(registry, new ViewShelf(registry)));
  app.use('*', securityHeaders(tls));
  app.route('/', healthRoute(registry, metrics));
  app.route('/api/shops', policyRoute(registry, new PolicyFiles(registry)));
  // Before the reader tokens, whose bodies are held to a smaller size.
  app.route('/api/shops', blobRoute(registry, blobs));
  app.route('/api/shops', readerTokenRoute(registry));
  app.route('/api/shops', printRoute(registry, new TcpPrinterLine(), mayPrint));
  app.route('/api', recoveryRoute(registry));
  app.route('/api', apiRoute(registry.context, create));
  app.route('/', clientRoute(distFolder));
  app.onError((error, c) => {
    registry.context.report('http')(error);
    return c.json({ error: 'internal' }, 500);
  });
  return app;
}
