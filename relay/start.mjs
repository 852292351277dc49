// `npm start`: from a fresh clone to a running relay, on a machine that has nothing but Node 20 or newer.
// Installs when the lock file changed, builds when the sources changed, then runs relay/main.ts under a Node that is good for it and stays
// for one purpose: to end it cleanly. Uses no packages and no TypeScript, since neither can be counted on before the first line has run.
// All of the relay's settings are read from the environment by relay/main.ts; this file passes the environment on and adds NODE_ENV.
// What can end it, and why standard input is treated with care: launcher/close-requests.mjs.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { endPrograms } from './launcher/child-process.mjs';
import { ensureBuilt } from './launcher/client-build.mjs';
import { onCloseRequest } from './launcher/close-requests.mjs';
import { findGoodNode, projectEnvironment } from './launcher/good-node.mjs';
import { ensureInstalled } from './launcher/installation.mjs';
import { NODE_ARGUMENTS } from './launcher/node-arguments.mjs';
import { reportError } from './launcher/plain-error.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const patienceMs = 15_000;

let relay;
let closing = false;
onCloseRequest(async () => {
  closing = true;
  if (relay) return endRelay(relay);
  await endPrograms();
  process.exit(0);
});

try {
  const say = (line) => console.log(line);
  await ensureInstalled(root, say);
  const node = findGoodNode(root);
  await ensureBuilt(root, node, say);
  if (!closing) relay = startRelay(node);
} catch (error) {
  if (!closing) process.exitCode = reportError(error);
}

/** Its standard input is ours to close (see launcher/end-with-launcher.mjs); what it says goes straight to whoever started us. */
function startRelay(node) {
  const preload = pathToFileURL(path.join(root, 'relay', 'launcher', 'end-with-launcher.mjs')).href;
  const args = [
    '--disable-warning=ExperimentalWarning',
    ...NODE_ARGUMENTS,
    '--import',
    preload,
    path.join(root, 'relay', 'main.ts'),
    ...process.argv.slice(2),
  ];
  const env = projectEnvironment(root, node, { NODE_ENV: 'production' });
  const child = spawn(node, args, { cwd: root, env, stdio: ['pipe', 'inherit', 'inherit'], windowsHide: true });
  child.stdin.on('error', () => undefined);
  child.once('error', (error) => process.exit(reportError(error)));
  child.once('exit', (code, signal) => process.exit(code ?? (closing && signal !== 'SIGKILL' ? 0 : 1)));
  return child;
}

/** Asks by closing its input; whoever does not answer in time is ended. */
function endRelay(child) {
  child.stdin.end();
  setTimeout(() => {
    console.error('The relay did not end in time and was stopped.');
    child.kill('SIGKILL');
  }, patienceMs).unref();
}
