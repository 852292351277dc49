// Started as a program of its own: opens one page in the browser named by the first argument (none: the test runner's own) and ends with 0
// when that works. A file that is there need not run: a stub of another packaging, missing libraries, a build for another machine.
import { chromium } from '@playwright/test';
import { browserArguments } from './browser-arguments.mjs';

const executablePath = process.argv[2];
const browser = await chromium.launch({
  args: browserArguments,
  timeout: 60_000,
  ...(executablePath ? { executablePath } : {}),
});
const page = await browser.newPage();
await page.setContent('<h1>合仓</h1>');
const text = await page.locator('h1').textContent();
await browser.close();
process.exitCode = text === '合仓' ? 0 : 1;
