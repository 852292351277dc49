// `npm test`: everything that can be checked without a person, from a fresh clone, with nothing but Node 20 or newer at hand.
// Installs packages when the lock file changed, obtains a browser, builds the app for the browser suites, runs the suites one after another,
// and closes with a table and one line `N passed, N failed, N skipped`. Ends with 1 when anything failed, crashed, or unexpectedly ran nothing.
//
//   node test/run.mjs [suite …]    only these suites (names of folders of test/)
//   FULL=1                         the long runs and the whole picture matrix as well; the tests read it, limits grow
import { fileURLToPath } from 'node:url';
import { endPrograms } from '../relay/launcher/child-process.mjs';
import { ensureBuilt } from '../relay/launcher/client-build.mjs';
import { onCloseRequest } from '../relay/launcher/close-requests.mjs';
import { findGoodNode, projectEnvironment } from '../relay/launcher/good-node.mjs';
import { ensureInstalled } from '../relay/launcher/installation.mjs';
import { PlainError, reportError } from '../relay/launcher/plain-error.mjs';
import { obtainBrowser, obtainHanTypeface } from './kit/browser-path.mjs';
import { runSuite, skipBrowserSuite } from './runner/run-suite.mjs';
import { presentSuites } from './runner/suites.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line) => console.log(line);

onCloseRequest(async (reason) => {
  await endPrograms();
  console.error(`Ended early: ${reason}.`);
  process.exit(130);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportError(error);
  say('0 passed, 1 failed, 0 skipped');
}

async function main(wanted) {
  await ensureInstalled(root, say);
  const node = findGoodNode(root);
  const full = process.argv.includes('--full') || process.env.FULL === '1';
  const env = projectEnvironment(root, node, { NODE_ENV: 'test', FULL: full ? '1' : '', HECANG_CLOSE_ON_STDIN: '0' });
  const house = { root, node, env, full };
  const names = wanted.filter((name) => !name.startsWith('--'));
  const suites = presentSuites(root).filter(({ name }) => names.length === 0 || names.includes(name));
  for (const name of names)
    if (!suites.some((suite) => suite.name === name)) throw new PlainError(`There is no suite "${name}".`);

  const rows = [];
  for (const suite of suites) {
    say(`\n── ${suite.name} ──`);
    const begun = Date.now();
    const counts = suite.kind === 'playwright' ? await runBrowserSuite(suite, house) : await runSuite(suite, house);
    rows.push({ name: suite.name, seconds: (Date.now() - begun) / 1_000, ...counts });
  }
  return summary(rows);
}

/** A build that fails is a failure of the suite; a browser that cannot be had is not. */
async function runBrowserSuite(suite, house) {
  const browser = await obtainBrowser({ ...house, say });
  if ('missing' in browser) return skipBrowserSuite(house, browser.missing);
  await obtainHanTypeface(say);
  say(`Browser: ${browser.path || 'chromium'} (${browser.from})`);
  try {
    await ensureBuilt(root, house.node, say);
  } catch (error) {
    reportError(error);
    return { passed: 0, failed: 1, skipped: 0, notes: ['the app could not be built'] };
  }
  return runSuite(suite, { ...house, env: { ...house.env, CHROME_PATH: browser.path } });
}

function summary(rows) {
  say('');
  for (const { name, notes } of rows) for (const note of notes) say(`${name}: ${note}`);
  const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);
  say(`\n${'suite'.padEnd(14)}${['passed', 'failed', 'skipped', 'seconds'].map((head) => head.padStart(9)).join('')}`);
  for (const row of rows) {
    const numbers = [row.passed, row.failed, row.skipped, Math.round(row.seconds)];
    say(`${row.name.padEnd(14)}${numbers.map((number) => String(number).padStart(9)).join('')}`);
  }
  if (rows.length === 0) say('no suite found');
  say(`\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
  return total('failed') > 0 || rows.length === 0 ? 1 : 0;
}
