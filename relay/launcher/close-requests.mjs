// Tells a launcher once that it should end: a signal, the end of standard input, or the death of the npm that started it.
//
// Standard input. A program that starts Hecang through a pipe ends it by closing that pipe, which is the only polite way on Windows. But a
// pipe or file that is at its end right away (`</dev/null`, a build service, `echo | npm start`) says nothing of the kind. So only a pipe or
// socket that was still open a second after the start counts. HECANG_CLOSE_ON_STDIN=1 lets any end of any input count, =0 none. A terminal
// is not read at all: a background job that reads its terminal is stopped by the system, and a closed terminal sends SIGHUP anyway.
//
// npm. When `npm start` is killed, the shell between npm and this process dies without passing the signal on, or lives on without npm; either
// way somebody in the line above us gets another parent. That is looked for twice a second, only when npm started us (a `nohup node relay/start.mjs &` may outlive its parent).
import { fstatSync, readFileSync } from 'node:fs';

/**
 * Calls `close` once, with the reason, at the first request to end. Later requests are ignored: ending is already under way.
 * @param {(reason: string) => void} close
 */
export function onCloseRequest(close) {
  let asked = false;
  const ask = (reason) => {
    if (asked) return;
    asked = true;
    close(reason);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK']) {
    if (signal !== 'SIGBREAK' || process.platform === 'win32') process.on(signal, () => ask(signal));
  }
  watchInput(ask);
  watchParent(ask);
}

function watchInput(ask) {
  const wish = process.env.HECANG_CLOSE_ON_STDIN ?? '';
  if (wish === '0' || process.stdin.isTTY) return;
  if (wish !== '1' && !isPipe()) return;
  let counts = wish === '1';
  const settle = setTimeout(() => {
    counts = true;
  }, 1_000);
  settle.unref();
  const ended = () => {
    if (counts) ask('end of standard input');
    else clearTimeout(settle);
  };
  process.stdin.once('end', ended).once('error', ended).resume();
  process.stdin.unref?.();
}

function isPipe() {
  try {
    const input = fstatSync(0);
    return input.isFIFO() || input.isSocket() || process.platform === 'win32';
  } catch {
    return false;
  }
}

function watchParent(ask) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const line = ancestry();
  setInterval(() => {
    if (ancestry() !== line) ask('npm ended');
  }, 500).unref();
}

/** Our parent (often a shell) and, where the system shows it as a file, the parent's parent (npm). */
function ancestry() {
  const parent = process.ppid;
  try {
    const status = readFileSync(`/proc/${parent}/stat`, 'utf8');
    return `${parent} ${status.slice(status.lastIndexOf(')')).split(' ')[2]}`;
  } catch {
    return String(parent);
  }
}
