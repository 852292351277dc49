/**
 * A relay in this process whose disk is as slow as the test wants: writes wait at a gate. Everything else is the real
 * thing: SQLite, shops, HTTP, sockets.
 */
import { EventEmitter, once } from 'node:events';
import path from 'node:path';
import { createAdaptorServer, type WebSocketServerLike } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { RelayMetrics } from '../../relay/metrics/relay-metrics.ts';
import { sha256, verifySync } from '../../relay/platform/node-crypto.ts';
import { createRelayApp } from '../../relay/relay-app.ts';
import { BulkShelf } from '../../relay/shops/bulk-shelf.ts';
import { SPOKEN_LEVEL, shopFactory } from '../../relay/shops/shop-factory.ts';
import { DEFAULT_QUOTAS } from '../../relay/shops/shop-limits.ts';
import { ShopRegistry } from '../../relay/shops/shop-registry.ts';
import { FileBlobs } from '../../relay/storage/blob-store.ts';
import type { CommitStore } from '../../relay/storage/commit-store.ts';
import { openSqliteStore } from '../../relay/storage/sqlite-store.ts';
import { openRelayKey } from '../../relay/witness/relay-key.ts';
import { deviceIdOf } from '../../shared/commit/chain.ts';

/** Open: writes pass. Shut: they wait until it opens. */
export class Gate {
  readonly changes = new EventEmitter();
  #open = true;
  waiting = 0;

  shut(): void {
    this.#open = false;
  }
  open(): void {
    this.#open = true;
    this.changes.emit('open');
  }
  async pass(): Promise<void> {
    if (this.#open) return;
    this.waiting++;
    this.changes.emit('change');
    await once(this.changes, 'open');
    this.waiting--;
  }
}

function gated(store: CommitStore, gate: Gate): CommitStore {
  return {
    shops: () => store.shops(),
    append: async (shop, rows) => {
      await gate.pass();
      return store.append(shop, rows);
    },
    read: (shop, after, mostBytes) => store.read(shop, after, mostBytes),
    readAt: (shop, places) => store.readAt(shop, places),
    replace: async (shop, rows) => {
      await gate.pass();
      return store.replace(shop, rows);
    },
    note: (scope, key, value) => store.note(scope, key, value),
    notes: (scope) => store.notes(scope),
    check: () => store.check(),
    close: () => store.close(),
  };
}

export interface GatedRelay {
  readonly port: number;
  readonly gate: Gate;
  readonly problems: readonly string[];
  stop(): Promise<void>;
}

export async function startGatedRelay(folder: string): Promise<GatedRelay> {
  const gate = new Gate();
  const store = gated(await openSqliteStore({ file: path.join(folder, 'hecang.sqlite') }), gate);
  const signer = await openRelayKey(folder, store);
  const metrics = new RelayMetrics();
  const problems: string[] = [];
  const registry = new ShopRegistry({
    store,
    factory: shopFactory,
    signer,
    device: deviceIdOf(sha256, signer.publicKey),
    clock: { now: () => Date.now() },
    sha256,
    verify: verifySync,
    app: 'gated',
    level: SPOKEN_LEVEL,
    quotas: DEFAULT_QUOTAS,
    handIn: { commits: 1000, bytes: 8 * 1024 * 1024 },
    metrics,
    shelf: new BulkShelf(),
    report: (where) => (error) => problems.push(`${where}: ${error instanceof Error ? error.stack : error}`),
  });
  const app = createRelayApp({
    registry,
    blobs: new FileBlobs(path.join(folder, 'blobs'), 1024 * 1024),
    metrics,
    mayPrint: null,
    create: { kind: 'open' },
    publicHosts: [],
    tls: false,
    distFolder: path.join(folder, 'no-client'),
  });
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, clientTracking: false });
  const server = createAdaptorServer({
    fetch: app.fetch,
    websocket: { server: sockets as unknown as WebSocketServerLike },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  registry.start();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    gate,
    problems,
    async stop() {
      gate.open();
      server.close();
      await registry.stop();
      await store.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    },
  };
}
