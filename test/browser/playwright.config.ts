// How the browser suites run: one worker (a second gains nothing on two cores), no second tries (a test that passes only sometimes is a
// failure), Chinese and Shanghai time as the shops have them, reduced motion so that pictures are of still screens.
// The pages come from a real relay with a data folder of its own, started here on a free port. Tests that need a relay of their own (offline,
// restarts, several origins) start one themselves. `npm test` names the browser in CHROME_PATH; a run by hand takes the first installed one.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import { browserArguments } from '../kit/browser-arguments.mjs';
import { installedBrowsers } from '../kit/browser-candidates.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const environment = process.env;

/** Asked of the system once, by the first process; the workers that load this file again inherit the answer. */
async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return String(address.port);
}

environment.HECANG_TEST_PORT ??= await freePort();
if (environment.HECANG_TEST_DATA === undefined) {
  const folder = mkdtempSync(path.join(tmpdir(), 'hecang-browser-'));
  environment.HECANG_TEST_DATA = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}
const origin = `http://localhost:${environment.HECANG_TEST_PORT}`;
const executablePath = environment.CHROME_PATH ?? installedBrowsers()[0] ?? '';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.{spec,test}.ts',
  outputDir: path.join(root, 'test-results'),
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: environment.CI !== undefined,
  // Whole stories of several devices: the limit only guards against one that never ends.
  timeout: environment.FULL === '1' ? 1_500_000 : 300_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    baseURL: origin,
    actionTimeout: 10_000,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: { args: browserArguments, ...(executablePath === '' ? {} : { executablePath }) },
  },
  projects: [{ name: 'chromium', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } }],
  webServer: {
    command: 'node relay/start.mjs',
    cwd: root,
    url: `${origin}/health`,
    timeout: 180_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    stdout: 'ignore',
    stderr: 'pipe',
    env: {
      PORT: environment.HECANG_TEST_PORT,
      HOST: '127.0.0.1',
      HECANG_DATA: environment.HECANG_TEST_DATA,
      HECANG_CREATE: 'open',
      HECANG_CLOSE_ON_STDIN: '0',
    },
  },
});
