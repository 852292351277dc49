// Brings node_modules in line with package-lock.json, and does nothing when it already is. A stamp with the lock file's hash and the platform
// makes the usual case one small read. Where the stamp differs, npm's own record of what lies in node_modules decides: somebody who ran
// `npm install` by hand need not wait for a second one. The record is npm's last step, so an interrupted install is never taken for a whole one.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runProgram } from './child-process.mjs';
import { PlainError, plainReason } from './plain-error.mjs';

const stampPath = (folder) => path.join(folder, 'node_modules', '.cache', 'hecang', 'installed');
const platform = `${process.platform}-${process.arch}`;

function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function wantedStamp(folder) {
  const lock = readText(path.join(folder, 'package-lock.json'));
  if (lock === '')
    throw new PlainError(
      `${path.join(folder, 'package-lock.json')} is missing: this is not a whole copy of the project.`,
    );
  return `${createHash('sha256').update(lock).digest('hex')} ${platform}\n`;
}

/**
 * True when npm's record of node_modules holds every package that the lock file asks for, in that version. Optional packages may be absent
 * (they belong to other platforms) but not of another version.
 */
function recordAgrees(folder) {
  const record = readText(path.join(folder, 'node_modules', '.package-lock.json'));
  if (record === '') return false;
  const lying = JSON.parse(record).packages ?? {};
  const asked = JSON.parse(readText(path.join(folder, 'package-lock.json'))).packages ?? {};
  return Object.entries(asked).every(([place, wanted]) => {
    if (!place.startsWith('node_modules/') && !place.includes('/node_modules/')) return true;
    const there = lying[place];
    if (there === undefined) return wanted.optional === true || wanted.devOptional === true;
    return (
      there.version === wanted.version && there.integrity === wanted.integrity && existsSync(path.join(folder, place))
    );
  });
}

/**
 * Installs the packages of a folder when its lock file changed since the last time.
 * @param {string} folder holds package.json and package-lock.json
 * @param {(line: string) => void} say one line of progress; not called when there is nothing to do
 * @returns {Promise<boolean>} whether anything was installed
 * @throws {PlainError} when the install fails, with the reason
 */
export async function ensureInstalled(folder, say) {
  const wanted = wantedStamp(folder);
  const stamp = readText(stampPath(folder));
  if (stamp === wanted && existsSync(path.join(folder, 'node_modules', '.package-lock.json'))) return false;
  const samePlatform = stamp === '' || stamp.endsWith(`${platform}\n`);
  const fresh = !(samePlatform && recordAgrees(folder));
  if (fresh) await install(folder, say);
  try {
    mkdirSync(path.dirname(stampPath(folder)), { recursive: true });
    writeFileSync(stampPath(folder), wanted);
  } catch (error) {
    // A read-only copy with all its packages runs as well as any other; it only compares the records again each time.
    if (fresh) throw error;
  }
  return fresh;
}

async function install(folder, say) {
  const begun = Date.now();
  say('Installing packages … (once; half a minute or so)');
  const npm = npmCommand();
  // A running program's file cannot be removed on Windows, and `npm ci` removes everything first: there the packages are replaced in place.
  const verb =
    process.platform === 'win32' && process.execPath.startsWith(path.join(folder, 'node_modules')) ? 'install' : 'ci';
  const args = [
    ...npm.args,
    verb,
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const { code, output } = await runProgram(npm.file, args, {
    cwd: folder,
    shell: npm.shell,
    env: { ...process.env, NODE_ENV: '' },
  });
  if (code !== 0) {
    const tail = output.trim().split('\n').slice(-15).join('\n  ');
    throw new PlainError(`The packages could not be installed. ${plainReason(output) ?? 'npm said:'}\n  ${tail}`);
  }
  say(`Packages installed in ${Math.round((Date.now() - begun) / 1_000)} s.`);
}

/** The npm that started us when there is one, else the one on the path; never another package manager. */
function npmCommand() {
  const own = process.env.npm_execpath ?? '';
  if (/npm-cli\.c?js$/.test(own) && existsSync(own)) return { file: process.execPath, args: [own], shell: false };
  return { file: 'npm', args: [], shell: process.platform === 'win32' };
}
