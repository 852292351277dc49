// Finds the Node that the relay, the build and the tests run under. The launchers themselves run under Node 20, which many machines still
// have; the relay needs type stripping and an embedded store that Node 20 lacks. The lock file therefore brings a Node of its own as an
// optional package: optional, because some platforms have no such build and may well have a good Node already.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from './plain-error.mjs';

/**
 * True for the versions that `engines` in package.json names: ^22.18 or 24 and newer.
 * @param {string} version such as "24.21.0" or "v24.21.0"
 */
export function isGoodNode(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 18);
}

/**
 * @param {string} root folder of the project
 * @returns {string} path of a Node that `isGoodNode` accepts: this process's own, else the one among the packages
 * @throws {PlainError} when there is neither
 */
export function findGoodNode(root) {
  if (isGoodNode(process.versions.node)) return process.execPath;
  const bundled = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const found = existsSync(bundled) ? askVersion(bundled) : 'none';
  if (isGoodNode(found)) return bundled;
  throw new PlainError(
    `Hecang needs Node 22.18 or newer (24 is best). This is Node ${process.versions.node}, and the one among the packages is: ${found}.\n` +
      'Install Node 24 from nodejs.org or your system, then start again.',
  );
}

function askVersion(file) {
  const asked = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 15_000, windowsHide: true });
  if (asked.status !== 0)
    return `unusable (${asked.error?.message ?? asked.stderr.trim().split('\n')[0] ?? 'no answer'})`;
  return asked.stdout.trim();
}

/**
 * The environment for programs of the project: its Node and its packages' commands come first, so that a script's plain `node` is the good one.
 * @param {string} root
 * @param {string} node path as `findGoodNode` gave it
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function projectEnvironment(root, node, extra = {}) {
  const env = { ...process.env };
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  env[key] = [path.dirname(node), path.join(root, 'node_modules', '.bin'), env[key] ?? ''].join(path.delimiter);
  return { ...env, ...extra };
}
