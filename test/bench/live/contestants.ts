/** The servers that are measured side by side, each as it is meant to be run. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NODE_ARGUMENTS } from '../../../relay/launcher/node-arguments.mjs';
import { peersFolder, REPO_ROOT } from '../measure/bench-settings.ts';
import { ChildServer, type ServerProgram } from './child-server.ts';
import type { ServerKind } from './dialect.ts';

export interface Contestant {
  readonly name: string;
  readonly kind: ServerKind;
  /** What its program needs to keep its data in `folder`. */
  readonly program: (folder: string, port: number) => ServerProgram;
}

const hecang: Contestant = {
  name: 'hecang relay, SQLite FULL',
  kind: 'hecang',
  program: (folder, port) => ({
    program: path.join(REPO_ROOT, 'relay', 'main.ts'),
    env: {
      HOST: '127.0.0.1',
      PORT: String(port),
      HECANG_DATA: folder,
      HECANG_CREATE: 'open',
    },
    // BENCH_RELAY_ARGUMENTS='--cpu-prof --cpu-prof-dir=…' shows where the relay's time goes.
    nodeArguments: [
      ...NODE_ARGUMENTS,
      ...(process.env.BENCH_RELAY_ARGUMENTS ?? '').split(' ').filter((one) => one !== ''),
    ],
  }),
};

function peer(
  name: string,
  kind: ServerKind,
  file: string,
  env: (folder: string) => Record<string, string>,
): Contestant {
  return {
    name,
    kind,
    program: (folder, port) => ({
      program: path.join(peersFolder ?? '', file),
      env: { PORT: String(port), ...env(folder) },
    }),
  };
}

const peers: readonly Contestant[] = [
  peer('y-websocket, memory', 'y-websocket', 'y-websocket-server.mjs', () => ({ YPERSISTENCE_FOLDER: '' })),
  peer('y-websocket, LevelDB', 'y-websocket', 'y-websocket-server.mjs', (folder) => ({ YPERSISTENCE_FOLDER: folder })),
  peer('Hocuspocus, SQLite', 'hocuspocus', 'hocuspocus-server.mjs', (folder) => ({ DATA: folder })),
];

/** Ours first; the peers only when their packages are installed. BENCH_ONLY picks by a part of the name. */
export function contestants(): readonly Contestant[] {
  const ours = existsSync(path.join(REPO_ROOT, 'relay', 'main.ts')) ? [hecang] : [];
  const all = [...ours, ...(peersFolder === null ? [] : peers)];
  const only = process.env.BENCH_ONLY ?? '';
  return all.filter((one) => one.name.includes(only));
}

/** A running contestant with a folder of its own. */
export class Running {
  readonly #contestant: Contestant;
  readonly #folder: string;
  server: ChildServer;

  private constructor(contestant: Contestant, folder: string, server: ChildServer) {
    this.#contestant = contestant;
    this.#folder = folder;
    this.server = server;
  }

  static async start(contestant: Contestant): Promise<Running> {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'hecang-bench-'));
    return new Running(contestant, folder, await ChildServer.start(contestant.program(folder, 0)));
  }

  /** Pulls the plug. */
  async kill(): Promise<void> {
    await this.server.end('SIGKILL');
  }
  /** Starts it again on the same folder and the same port. */
  async restart(): Promise<void> {
    const port = Number(new URL(this.server.url).port);
    this.server = await ChildServer.start(this.#contestant.program(this.#folder, port));
  }

  async end(): Promise<void> {
    await this.server.end('SIGTERM');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
