// `npm run dev`: the relay, restarted whenever one of its files changes, and Vite's server with its live page before it. Both end together.
// The page is at Vite's address; vite.config.ts hands what belongs to the relay on to it.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { endPrograms } from './launcher/child-process.mjs';
import { onCloseRequest } from './launcher/close-requests.mjs';
import { findGoodNode, projectEnvironment } from './launcher/good-node.mjs';
import { ensureInstalled } from './launcher/installation.mjs';
import { reportError } from './launcher/plain-error.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const children = new Set();

onCloseRequest(async () => {
  for (const child of children) child.kill('SIGTERM');
  await endPrograms();
  if (children.size === 0) process.exit(0);
});

try {
  await ensureInstalled(root, (line) => console.log(line));
  const node = findGoodNode(root);
  start(node, [
    '--disable-warning=ExperimentalWarning',
    '--watch',
    '--watch-preserve-output',
    path.join('relay', 'main.ts'),
  ]);
  start(node, [path.join('node_modules', 'vite', 'bin', 'vite.js'), ...process.argv.slice(2)]);
} catch (error) {
  process.exitCode = reportError(error);
}

/** The first of the two to end ends the other: half a development server only confuses. */
function start(node, args) {
  const env = projectEnvironment(root, node, { NODE_ENV: 'development' });
  const child = spawn(node, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'], windowsHide: true });
  children.add(child);
  child.once('exit', (code) => {
    children.delete(child);
    for (const other of children) other.kill('SIGTERM');
    if (children.size === 0) process.exit(code ?? 0);
  });
}
