/**
 * A real relay process with a data folder of its own, on a port that the operating system chooses (or the one it had
 * before); killed or ended by its process id.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READY_MS = 30_000;
const MOST_OUTPUT = 20_000;

export interface RelayChild {
  readonly port: number;
  readonly process: ChildProcess;
  /** The last of what it wrote, for when it fails. */
  output(): string;
  /** Bytes of memory that are really its own now. */
  residentBytes(): number;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<void>;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>;
}

export async function startRelay(
  folder: string,
  env: Readonly<Record<string, string>> = {},
  port = 0,
): Promise<RelayChild> {
  const child = spawn(process.execPath, [path.join(ROOT, 'relay', 'main.ts')], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', HECANG_DATA: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const changes = new EventEmitter();
  let output = '';
  const hear = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-MOST_OUTPUT);
    changes.emit('change');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = once(child, 'exit');
  child.on('exit', () => changes.emit('change'));
  const finish = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  try {
    const chosen = await until(
      'the relay says where it is',
      changes,
      () => {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the relay ended:\n${output}`);
        return /https?:\/\/127\.0\.0\.1:(\d+)\//.exec(output)?.[1];
      },
      READY_MS,
    );
    return {
      port: Number(chosen),
      process: child,
      output: () => output,
      residentBytes: () => residentBytes(child.pid ?? 0),
      stop: () => finish('SIGTERM'),
      kill: () => finish('SIGKILL'),
    };
  } catch (error) {
    await finish('SIGKILL');
    throw error;
  }
}

function residentBytes(pid: number): number {
  const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(match?.[1] ?? 0) * 1024;
}
