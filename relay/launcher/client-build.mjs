// Builds the client into dist/ and does nothing when what it is made of did not change. The hash of the sources lies inside dist/, which every
// build empties first: a build that failed or was interrupted, or one of other sources, is therefore never taken for this one.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runProgram } from './child-process.mjs';
import { projectEnvironment } from './good-node.mjs';
import { packFiles } from './packed-files.mjs';
import { PlainError, plainReason } from './plain-error.mjs';

const sources = ['client', 'shared', 'vite.config.ts', 'package-lock.json', 'tsconfig.base.json'];
const stampPath = (root) => path.join(root, 'dist', '.sources');

/** Every file at or below a place, in a fixed order; hidden folders and packages are not sources. */
function* filesBelow(root, place) {
  const full = path.join(root, place);
  if (!existsSync(full)) return;
  const entries = readdirSyncOrNone(full);
  if (entries === undefined) {
    yield place;
    return;
  }
  for (const entry of entries.sort()) {
    if (entry !== 'node_modules' && !entry.startsWith('.')) yield* filesBelow(root, path.posix.join(place, entry));
  }
}

function readdirSyncOrNone(full) {
  try {
    return readdirSync(full);
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/**
 * @param {string} root folder of the project
 * @returns {string} hash over names and contents of everything the client is built from
 */
export function sourceHash(root) {
  const hash = createHash('sha256');
  for (const place of sources) {
    for (const file of filesBelow(root, place)) {
      const content = readFileSync(path.join(root, file));
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} root folder of the project, packages installed
 * @param {string} node a Node as `findGoodNode` gives it
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} whether anything was built
 * @throws {PlainError} when the build fails, with its output
 */
export async function ensureBuilt(root, node, say) {
  const wanted = sourceHash(root);
  const stamp = stampPath(root);
  if (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8').trim() === wanted &&
    existsSync(path.join(root, 'dist', 'index.html'))
  )
    return false;
  const begun = Date.now();
  say('Building the app …');
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const env = projectEnvironment(root, node, { NODE_ENV: 'production' });
  const { code, output } = await runProgram(node, [vite, 'build', '--logLevel', 'warn'], { cwd: root, env });
  if (code !== 0) {
    throw new PlainError(
      `The app could not be built. ${plainReason(output) ?? 'The build said:'}\n${output.trim().split('\n').slice(-30).join('\n')}`,
    );
  }
  if (!existsSync(path.join(root, 'dist', 'index.html')))
    throw new PlainError('The build ended without dist/index.html.');
  packFiles(path.join(root, 'dist'));
  writeFileSync(stamp, `${wanted}\n`);
  say(`App built in ${((Date.now() - begun) / 1_000).toFixed(1)} s.`);
  return true;
}
