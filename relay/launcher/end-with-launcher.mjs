// Loaded into the relay before its own code (`node --import`). The launcher holds the other end of the relay's standard input: when it closes
// it, or dies however suddenly, the relay gets the SIGTERM it knows how to answer. Works alike where processes cannot be signalled (Windows),
// and leaves nothing behind that keeps a port. A terminal that closes (SIGHUP) ends it as cleanly as Ctrl-C does.
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    if (process.listenerCount('SIGTERM') > 1) process.emit('SIGTERM', 'SIGTERM');
    else process.exit(0);
  };
  process.on('SIGTERM', () => {
    if (!ending && process.listenerCount('SIGTERM') <= 1) process.exit(0);
    ending = true;
  });
  process.on('SIGHUP', end);
  process.stdin.once('end', end).once('error', end).resume();
  process.stdin.unref?.();
}
