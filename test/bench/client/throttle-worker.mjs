// Lets the renderers of one browser run for one part of the time only, by stopping and continuing them: all of their threads become that much
// slower, page and worker alike. (The browser's own throttling reaches the page's main thread alone: "only supported for pages, not workers".)
// Renderers that start later are found within a few milliseconds. Linux only: it reads /proc.
import { readdirSync, readFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

const { browserPid, factor, runMs, flag } = workerData;
const gate = new Int32Array(flag);

function read(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

function parentOf(pid) {
  const stat = read(pid, 'stat');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

function isOurs(pid) {
  for (let at = pid; at > 1; at = parentOf(at)) if (at === browserPid) return true;
  return false;
}

const known = new Map();
function renderers() {
  const out = [];
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!(pid > browserPid)) continue;
    let ours = known.get(pid);
    if (ours === undefined) {
      ours = read(pid, 'cmdline').includes('--type=renderer') && isOurs(pid);
      // A fresh process may not carry its arguments yet: only a yes is final.
      if (ours) known.set(pid, true);
    }
    if (ours) out.push(pid);
  }
  return out;
}

function signal(pids, name) {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      known.delete(pid);
    }
  }
}

let pids = renderers();
let round = 0;
while (Atomics.load(gate, 0) === 0) {
  if (round++ % 16 === 0) pids = renderers();
  const begun = performance.now();
  Atomics.wait(gate, 0, 0, runMs);
  const ran = performance.now() - begun;
  signal(pids, 'SIGSTOP');
  Atomics.wait(gate, 0, 0, ran * (factor - 1));
  signal(pids, 'SIGCONT');
}
Atomics.store(gate, 1, 1);
Atomics.notify(gate, 1);
