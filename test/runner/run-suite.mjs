// Runs one suite as a program of its own, shows what it says, and counts by the report it leaves. A suite that crashes takes nobody along.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runProgram } from '../../relay/launcher/child-process.mjs';
import { countListed, countPlaywright, countVitest, noCounts, weighEnd } from './counts.mjs';

/** @typedef {{ root: string, node: string, env: NodeJS.ProcessEnv, full: boolean }} House */

/**
 * @param {{ name: string, kind: string, limit: number }} suite
 * @param {House} house
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function runSuite(suite, house) {
  const limitSeconds = suite.limit * (house.full ? 8 : 1);
  return withReport(async (report) => {
    const end = await runProgram(house.node, programArguments(suite, report), {
      cwd: house.root,
      env: { ...house.env, ...plain(suite), PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      show: true,
      limitSeconds,
    });
    const read = readReport(report);
    const count = suite.kind === 'playwright' ? countPlaywright : countVitest;
    return weighEnd(read === undefined ? noCounts() : count(read), end, limitSeconds);
  });
}

/** No colours where nobody sees them; the two programs are told so in different ways. */
function plain(suite) {
  if (process.stdout.isTTY) return {};
  return suite.kind === 'playwright' ? { FORCE_COLOR: '0' } : { NO_COLOR: '1' };
}

function programArguments(suite, report) {
  if (suite.kind === 'playwright') return [...playwright, '--reporter=list,json'];
  const vitest = path.join('node_modules', 'vitest', 'vitest.mjs');
  return [vitest, 'run', `test/${suite.name}/`, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
}

const playwright = [
  path.join('node_modules', '@playwright', 'test', 'cli.js'),
  'test',
  '-c',
  path.join('test', 'browser', 'playwright.config.ts'),
];

/**
 * Counts a browser suite that cannot run here as skipped, with the reason.
 * @param {House} house
 * @param {string} reason
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function skipBrowserSuite(house, reason) {
  return withReport(async (report) => {
    const env = { ...house.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    await runProgram(house.node, [...playwright, '--list', '--reporter=json'], {
      cwd: house.root,
      env,
      limitSeconds: 120,
    });
    const read = readReport(report);
    const listed = read === undefined ? 0 : countListed(read);
    if (listed === 0)
      return { passed: 0, failed: 1, skipped: 0, notes: [reason, 'and its tests could not even be listed'] };
    return { passed: 0, failed: 0, skipped: listed, notes: [`skipped: ${reason}`] };
  });
}

async function withReport(work) {
  const folder = mkdtempSync(path.join(tmpdir(), 'hecang-test-'));
  try {
    return await work(path.join(folder, 'report.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
