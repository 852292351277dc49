/**
 * A real relay in a process of its own, on a free port with a data folder of its own: what the operator runs. Ended by
 * SIGTERM (clean) or SIGKILL (power cut).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../relay/main.ts', import.meta.url));

export interface RelayProcessOptions {
  /** Kept when given; otherwise a fresh temporary folder, removed by `dispose`. */
  readonly dataFolder?: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments for node itself (`--cpu-prof`, `--max-old-space-size=…`). */
  readonly nodeArguments?: readonly string[];
  /** Arguments for the relay (`--lan`). */
  readonly args?: readonly string[];
}

export class RelayProcess {
  readonly origin: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly #child: ChildProcess;
  readonly #ownsFolder: boolean;
  readonly #lines: string[];

  private constructor(child: ChildProcess, port: number, dataFolder: string, ownsFolder: boolean, lines: string[]) {
    this.#child = child;
    this.port = port;
    this.origin = `http://127.0.0.1:${port}`;
    this.dataFolder = dataFolder;
    this.#ownsFolder = ownsFolder;
    this.#lines = lines;
  }

  /** Starts a relay and waits until it says where it is. Rejects with what it printed if it ends before. */
  static async start(options: RelayProcessOptions = {}): Promise<RelayProcess> {
    const dataFolder = options.dataFolder ?? (await mkdtemp(path.join(os.tmpdir(), 'hecang-relay-')));
    const port = options.port ?? (await freePort());
    const child = spawn(process.execPath, [...(options.nodeArguments ?? []), MAIN, ...(options.args ?? [])], {
      env: { ...process.env, ...options.env, PORT: String(port), HOST: '127.0.0.1', HECANG_DATA: dataFolder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    await new Promise<void>((resolve, reject) => {
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        lines.push(text);
        if (text.includes('http')) resolve();
      });
      child.stderr?.setEncoding('utf8').on('data', (text: string) => lines.push(text));
      child.once('exit', (code) => reject(new Error(`the relay ended (${code}): ${lines.join('')}`)));
    });
    return new RelayProcess(child, port, dataFolder, options.dataFolder === undefined, lines);
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }
  /** What it printed so far, for messages of failing tests. */
  get output(): string {
    return this.#lines.join('');
  }

  /** SIGTERM: it stores what is under way and says good-bye. Resolves with its exit code. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }
  /** SIGKILL: nothing more is stored. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }
  /** The same data folder and port in a new process; `start` options as before may be passed again. */
  restart(options: Omit<RelayProcessOptions, 'dataFolder' | 'port'> = {}): Promise<RelayProcess> {
    return RelayProcess.start({ ...options, dataFolder: this.dataFolder, port: this.port });
  }

  async dispose(): Promise<void> {
    await this.#end('SIGKILL');
    if (this.#ownsFolder) await rm(this.dataFolder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (child.exitCode === null && child.signalCode === null) {
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
    }
    return child.exitCode;
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
