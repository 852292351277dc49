/** A server under measurement as a process of its own: started, asked for its CPU and memory, stopped, killed. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

export interface ServerProgram {
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  /** More arguments for node itself. */
  readonly nodeArguments?: readonly string[];
}
export interface Usage {
  readonly cpuMicros: number;
  readonly rss: number;
}

const CHANNEL = path.join(import.meta.dirname, 'usage-channel.mjs');

export class ChildServer {
  readonly #child: ChildProcess;
  readonly url: string;
  #output = '';

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** Settles when the server has printed the address at which it is ready. */
  static start(what: ServerProgram): Promise<ChildServer> {
    return new Promise((resolve, reject) => {
      const child = fork(what.program, [], {
        execArgv: ['--disable-warning=ExperimentalWarning', '--import', CHANNEL, ...(what.nodeArguments ?? [])],
        env: { ...process.env, ...what.env, NODE_ENV: 'production' },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      let output = '';
      const failed = () => reject(new Error(`${what.program} did not start:\n${output.slice(-4000)}`));
      child.once('exit', failed);
      const late = setTimeout(() => {
        child.kill('SIGKILL');
        failed();
      }, 20_000);
      const listen = (chunk: Buffer) => {
        output += chunk.toString();
        const url = /https?:\/\/[^\s"']+/.exec(output)?.[0];
        if (url === undefined) return;
        clearTimeout(late);
        child.off('exit', failed);
        child.stdout?.off('data', listen);
        const server = new ChildServer(child, new URL(url).origin);
        const keep = (more: Buffer) => {
          server.#output = (server.#output + more.toString()).slice(-8000);
        };
        child.stdout?.on('data', keep);
        child.stderr?.on('data', keep);
        resolve(server);
      };
      child.stdout?.on('data', listen);
      child.stderr?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    });
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }
  /** The last that it printed. */
  get output(): string {
    return this.#output;
  }
  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  usage(): Promise<Usage> {
    return new Promise((resolve, reject) => {
      if (!this.running) {
        reject(new Error(`the server has ended:\n${this.#output}`));
        return;
      }
      const late = setTimeout(() => reject(new Error('the server does not answer')), 30_000);
      const read = (message: unknown) => {
        if (typeof message !== 'object' || message === null || !('usage' in message)) return;
        clearTimeout(late);
        this.#child.off('message', read);
        resolve(message.usage as Usage);
      };
      this.#child.on('message', read);
      this.#child.send('usage');
    });
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (!this.running) return;
    const gone = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.kill(signal);
    const force = setTimeout(() => this.#child.kill('SIGKILL'), 5_000);
    await gone;
    clearTimeout(force);
  }
}
