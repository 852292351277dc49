// Where the engine's browser tests run: the harness page built once, a relay in a process of its own, and between them and the browser a
// small server on one origin, whose line to the relay a test can cut and mend.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** Builds the harness page; the folder is the caller's to remove. */
export async function buildHarness(): Promise<string> {
  const outDir = mkdtempSync(path.join(tmpdir(), 'hecang-harness-'));
  await build({
    root: path.join(root, 'test/kit'),
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir,
      target: 'esnext',
      minify: false,
      rolldownOptions: { input: path.join(root, 'test/kit/engine-harness.html') },
    },
  });
  return outDir;
}

export interface RelayProcess {
  readonly port: number;
  /** Ends it like a power cut. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Loses all its data, key included, and starts again. */
  forget(): Promise<void>;
  remove(): Promise<void>;
}

export async function relayProcess(): Promise<RelayProcess> {
  const port = await freePort();
  const data = mkdtempSync(path.join(tmpdir(), 'hecang-relay-'));
  let child: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    child = spawn(process.execPath, ['relay/main.ts'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        HECANG_DATA: data,
        HECANG_CREATE: 'open',
        HECANG_CLOSE_ON_STDIN: '0',
      },
    });
    await answering(port, child);
  };
  const kill = async (): Promise<void> => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    port,
    kill,
    start,
    forget: async () => {
      await kill();
      rmSync(data, { recursive: true, force: true });
      await start();
    },
    remove: async () => {
      await kill();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Asks /health until it answers; each refused connection is tried again at once when the process has said more. */
async function answering(port: number, child: ChildProcess): Promise<void> {
  const healthy = (): Promise<boolean> =>
    new Promise((resolve) => {
      const asked = request({ port, host: '127.0.0.1', path: '/health' }, (answer) => {
        answer.resume();
        resolve(answer.statusCode === 200);
      });
      asked.once('error', () => resolve(false));
      asked.end();
    });
  for await (const _line of child.stdout ?? []) if (await healthy()) break;
  child.stdout?.resume();
}

export interface EngineSite {
  readonly origin: string;
  /** Ends every connection to the relay and refuses new ones until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Serves the built harness, and hands /api and /sync on to the relay (`null`: a shop without one). */
export async function engineSite(folder: string, relay: RelayProcess | null): Promise<EngineSite> {
  let whole = relay !== null;
  const lines = new Set<Socket>();
  const port = relay?.port ?? 0;
  const server: Server = createServer((incoming, outgoing) => {
    const url = incoming.url ?? '/';
    if (url.startsWith('/api/') && whole) {
      const options = { port, host: '127.0.0.1', path: url, headers: incoming.headers };
      const onward = request(options, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.once('error', () => outgoing.destroy());
      incoming.pipe(onward);
      return;
    }
    const file = url === '/' || !url.includes('.') ? '/engine-harness.html' : (url.split('?')[0] ?? '');
    try {
      const body = readFileSync(path.join(folder, path.normalize(file)));
      outgoing.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' }).end(body);
    } catch {
      outgoing.writeHead(404).end();
    }
  });
  server.on('upgrade', (incoming, socket, head) => {
    if (!whole) {
      socket.destroy();
      return;
    }
    const onward = connect(port, '127.0.0.1', () => {
      const headers = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${String(value)}`);
      onward.write(`GET ${incoming.url ?? '/'} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    lines.add(onward);
    const end = (): void => {
      lines.delete(onward);
      onward.destroy();
      socket.destroy();
    };
    for (const one of [onward, socket]) one.once('error', end).once('close', end);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${own}`,
    cut: () => {
      whole = false;
      for (const line of lines) line.destroy();
    },
    mend: () => {
      whole = relay !== null;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const line of lines) line.destroy();
      }),
  };
}

async function freePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
