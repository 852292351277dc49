// Loaded into the relay before its own code (`node --import`). The launcher holds the other end of the relay's standard input: when it closes
// it, or dies however suddenly, the relay gets the SIGTERM it knows how to answer. Works alike where processes cannot be signalled (Windows),
// and leaves nothing behind that keeps a port. Ctrl-C reaches both processes and a service manager may signal both, so requests come in pairs:
// the second is swallowed. The relay's own code needs no more than `process.once('SIGTERM', close)`.
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    if (process.listenerCount('SIGTERM') > 1) process.emit('SIGTERM', 'SIGTERM');
    else process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGBREAK']) {
    if (signal === 'SIGBREAK' && process.platform !== 'win32') continue;
    process.on(signal, () => {
      if (process.listenerCount(signal) > 1) ending = true;
      else end();
    });
  }
  process.stdin.once('end', end).once('error', end).resume();
  process.stdin.unref?.();
}
