// Lets processes run for one part of the time only, by stopping and continuing them: all of their threads become that much slower, page and
// worker alike. (The browser's own throttling reaches the page's main thread alone: "only supported for pages, not workers".)
import { parentPort, workerData } from 'node:worker_threads';

const { pids, factor, runMs, flag } = workerData;
const gate = new Int32Array(flag);

function signal(name) {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended; the others may go on.
    }
  }
}

while (Atomics.load(gate, 0) === 0) {
  const begun = performance.now();
  Atomics.wait(gate, 0, 0, runMs);
  const ran = performance.now() - begun;
  signal('SIGSTOP');
  Atomics.wait(gate, 0, 0, ran * (factor - 1));
  signal('SIGCONT');
}
parentPort?.postMessage('done');
