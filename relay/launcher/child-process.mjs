// Runs one program to its end, quietly or in sight, and never leaves it behind: a launcher that is told to end calls `endPrograms` first.
// Nothing started here can wait for an answer at a keyboard, because its standard input is closed from the start.
import { spawn, spawnSync } from 'node:child_process';

const running = new Set();

/** Ends a program and, where the system knows process groups, everything it started. */
function endTree(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

/**
 * Ends what `runProgram` has under way, and everything that was started from it; after five seconds by force.
 * @returns {Promise<void>} settles when all of it is gone
 */
export async function endPrograms() {
  const ends = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)));
  for (const child of running) endTree(child, 'SIGTERM');
  const force = setTimeout(() => {
    for (const child of running) endTree(child, 'SIGKILL');
  }, 5_000);
  await Promise.all(ends);
  clearTimeout(force);
}

/**
 * @param {string} file program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, limitSeconds?: number, shell?: boolean }} [options]
 *   show: its output goes to ours as it comes; otherwise it is kept. limitSeconds: it is ended when it takes longer.
 * @returns {Promise<{ code: number, output: string, late: boolean }>} code 127 when it cannot be started at all; never rejects
 */
export function runProgram(file, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', options.show ? 'inherit' : 'pipe', options.show ? 'inherit' : 'pipe'],
      shell: options.shell ?? false,
      windowsHide: true,
      detached: process.platform !== 'win32',
    });
    running.add(child);
    const kept = [];
    child.stdout?.on('data', (chunk) => kept.push(chunk));
    child.stderr?.on('data', (chunk) => kept.push(chunk));
    let late = false;
    const limit = options.limitSeconds
      ? setTimeout(() => {
          late = true;
          endTree(child, 'SIGTERM');
          setTimeout(() => endTree(child, 'SIGKILL'), 5_000).unref();
        }, options.limitSeconds * 1_000)
      : undefined;
    const finish = (code, extra = '') => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ code, output: Buffer.concat(kept).toString('utf8') + extra, late });
    };
    child.once('error', (error) => finish(127, String(error.message)));
    child.once('close', (code, signal) => finish(code ?? (signal ? 128 : 1)));
  });
}
