/**
 * Opens everything that a relay needs, in order, and closes it again: data folder, store, key, shops, server.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer, type WebSocketServerLike } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { deviceIdOf } from '../shared/commit/chain.ts';
import { PROTOCOL_LIMITS } from '../shared/protocol/protocol-limits.ts';
import type { LanCertificate } from './lan/lan-authority.ts';
import type { LanDoor } from './lan/lan-door.ts';
import { RelayMetrics } from './metrics/relay-metrics.ts';
import { sha256, verifySync } from './platform/node-crypto.ts';
import { createRelayApp } from './relay-app.ts';
import type { Settings } from './settings/read-settings.ts';
import { BulkShelf } from './shops/bulk-shelf.ts';
import type { HubContext } from './shops/hub-context.ts';
import { SPOKEN_LEVEL, shopFactory } from './shops/shop-factory.ts';
import { ShopRegistry } from './shops/shop-registry.ts';
import { FileBlobs } from './storage/blob-store.ts';
import { openSqliteStore } from './storage/sqlite-store.ts';
import { openRelayKey } from './witness/relay-key.ts';

export interface RunningRelay {
  readonly port: number;
  readonly url: string;
  /** Set where it was started with `--lan`. */
  readonly lan: LanDoor | null;
  stop(): Promise<void>;
}

const APP = 'relay/0.1';

/** Throws an Error with a plain sentence when something about data, key, certificate or port is wrong. */
export async function startRelay(settings: Settings, say: (line: string) => void): Promise<RunningRelay> {
  await openDataFolder(settings.dataFolder);
  const store = await openSqliteStore({ file: path.join(settings.dataFolder, 'hecang.sqlite') });
  const signer = await openRelayKey(settings.dataFolder, store);
  const metrics = new RelayMetrics();
  const context: HubContext = {
    store,
    factory: shopFactory,
    signer,
    device: deviceIdOf(sha256, signer.publicKey),
    clock: { now: () => Date.now() },
    sha256,
    verify: verifySync,
    app: APP,
    level: SPOKEN_LEVEL,
    quotas: settings.quotas,
    handIn: { commits: 1000, bytes: 8 * 1024 * 1024 },
    metrics,
    shelf: new BulkShelf(),
    report: (where) => (error) => say(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : error}`),
  };
  const registry = new ShopRegistry(context);
  metrics.watch({ sessions: () => registry.sessions, shops: () => registry.shops });
  const app = createRelayApp({
    registry,
    blobs: new FileBlobs(path.join(settings.dataFolder, 'blobs'), settings.blobBytes),
    metrics,
    mayPrint: settings.mayPrint,
    create: settings.create,
    publicHosts: settings.publicHosts,
    // Not with --lan: HSTS holds for every port of a host, and the install page must stay reachable over http.
    tls: settings.tls !== null,
    distFolder: fileURLToPath(new URL('../dist', import.meta.url)),
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: PROTOCOL_LIMITS.frame,
    perMessageDeflate: false,
    clientTracking: false,
  });
  let renew: (certificate: LanCertificate) => void = () => undefined;
  const lan =
    settings.lan === null
      ? null
      : await (await import('./lan/lan-door.ts')).openLanDoor({
          dataFolder: settings.dataFolder,
          host: settings.host,
          port: settings.port,
          installPort: settings.lan.installPort,
          renewed: (certificate) => renew(certificate),
          report: context.report('certificate'),
        });
  const server = createAdaptorServer({
    fetch: app.fetch,
    websocket: { server: asServer(sockets) },
    ...(await tlsOptions(settings, lan?.certificate ?? null)),
  });
  renew = ({ cert, key }) => {
    if ('setSecureContext' in server) server.setSecureContext({ cert, key });
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(plainError(error, settings)));
    server.listen(settings.port, settings.host, resolve);
  });
  registry.start();
  const { port } = server.address() as AddressInfo;
  const host = settings.host === '0.0.0.0' || settings.host === '::' ? 'localhost' : settings.host;
  return {
    port,
    url: `${settings.tls === null && lan === null ? 'http' : 'https'}://${host}:${port}/`,
    lan,
    async stop() {
      lan?.close();
      server.close();
      await registry.stop();
      await store.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    },
  };
}

/** Makes the data folder and writes a byte into it, so that a folder that can't be written is named before anything else. */
async function openDataFolder(folder: string): Promise<void> {
  const probe = path.join(folder, '.writable');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(probe, '1');
    await rm(probe);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const sentence = FOLDER_PROBLEMS[code];
    throw sentence === undefined ? error : new Error(`${sentence} (data folder: ${folder})`);
  }
}

const FOLDER_PROBLEMS: Readonly<Record<string, string>> = {
  EACCES: 'The data folder is not writable: change its owner, or point HECANG_DATA at another folder.',
  EPERM: 'The data folder is not writable: change its owner, or point HECANG_DATA at another folder.',
  EROFS: 'The data folder lies on a read-only disk: point HECANG_DATA at another folder.',
  EEXIST: 'Where the data folder should be there is a file: point HECANG_DATA at a folder.',
  ENOTDIR: 'Where the data folder should be there is a file: point HECANG_DATA at a folder.',
  ENOSPC: 'The disk is full: free some space and start again. Nothing was changed.',
};

/** ws's own typings spell a few optional things otherwise than the adapter's; it is the server that the adapter names. */
function asServer(sockets: WebSocketServer): WebSocketServerLike {
  return sockets as unknown as WebSocketServerLike;
}

async function tlsOptions({ tls }: Settings, lan: LanCertificate | null) {
  if (lan !== null) return { createServer: createTlsServer, serverOptions: { cert: lan.cert, key: lan.key } };
  if (tls === null) return {};
  const [cert, key] = await Promise.all([readFile(tls.certFile), readFile(tls.keyFile)]);
  return { createServer: createTlsServer, serverOptions: { cert, key } };
}

function plainError(error: Error, settings: Settings): Error {
  const code = 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') return new Error(`Port ${settings.port} is taken: set PORT to another number.`);
  if (code === 'EACCES') return new Error(`Port ${settings.port} may not be used by this user: set PORT above 1023.`);
  return error;
}
