/**
 * `npm run bench -- client`: the app in Chromium, slowed to a quarter: joining, cold offline start, keys, payment and scrolling with 50,000 goods and two months of 10,000 tickets.
 *
 * Slowed are all threads of the renderer, page and worker alike; a spin loop in both shows by how much.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from '../../relay/launcher/client-build.mjs';
import { App, firstTile, joinByLink, SLOW, untilGoods } from './client/app.ts';
import { keysToPaint, sales, scrolling, searches } from './client/app-measures.ts';
import { importCatalogue } from './client/import-catalogue.ts';
import { seededRelay, sellAll } from './client/seeded-relay.ts';
import { spinTimes } from './client/throttle.ts';
import { REPO_ROOT, SHARED_FOLDER, sized } from './measure/bench-settings.ts';
import { median, percentile } from './measure/statistics.ts';
import { figure } from './report/bar-chart.ts';
import { markdownTable } from './report/markdown-table.ts';
import { writeReport } from './report/write-report.ts';

const SIZES = sized({ goods: 50_000, tickets: 20_000, devices: 4 }, { goods: 5_000, tickets: 1_000, devices: 2 });
const BURST = sized(5_000, 500);
const STARTS = sized(5, 2);

interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: { readonly value: number; readonly least?: true };
}
const rows: Row[] = [];
const note = (row: Row) => {
  rows.push(row);
  console.log(`${row.name}: ${figure(row.value)} ${row.unit}`);
};

await ensureBuilt(REPO_ROOT, process.execPath, console.log);
const seeded = await seededRelay(SIZES);
const { running, shop, goods } = seeded;
const origin = running.server.url;
const app = new App();
let slowness = '';
try {
  let page = await app.start();
  await app.slow(page);
  const begun = performance.now();
  await joinByLink(page, seeded.link);
  await untilGoods(page, SIZES.goods);
  note({ name: 'join by a link, to all goods', value: performance.now() - begun, unit: 'ms' });
  await page.goto(`${origin}/till`);
  await firstTile(page);
  await app.fast();
  const free = await spinTimes(page);
  const factor = await app.slow(page);
  const slow = await spinTimes(page);
  slowness =
    `Slowed ${factor.toFixed(1)}× here, so that the page is ${SLOW}× slower than this machine at rest (a busy machine is slow by itself). ` +
    `Spin loop, page: ${figure(free.pageMs)} → ${figure(slow.pageMs)} ms (${(slow.pageMs / free.pageMs).toFixed(1)}×), ` +
    `worker: ${figure(free.workerMs)} → ${figure(slow.workerMs)} ms (${(slow.workerMs / free.workerMs).toFixed(1)}×).`;
  console.log(slowness);
  await app.fast();
  // Time to fold and to cache, as between two days.
  await page.waitForTimeout(sized(15_000, 4_000));
  await app.stop();

  await running.kill();
  const starts: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    page = await app.start();
    await app.slow(page);
    await page.goto(`${origin}/till`);
    starts.push(await firstTile(page));
    await app.stop();
  }
  note({ name: 'cold offline start to first sale', value: median(starts), unit: 'ms', goal: { value: 1200 } });
  await running.restart();

  page = await app.start();
  await page.goto(`${origin}/till`);
  await firstTile(page);
  await app.slow(page);
  const codes = Array.from({ length: sized(60, 15) }, (_, i) => goods[(i * 97) % goods.length]?.barcode ?? '');
  await sales(page, codes.slice(0, 5));
  note({
    name: 'paid, on disk (p95)',
    value: percentile(await sales(page, codes), 0.95),
    unit: 'ms',
    goal: { value: 100 },
  });
  const texts = codes.map((_, i) => goods[(i * 31) % goods.length]?.name.slice(0, 1 + (i % 4)) ?? '');
  note({ name: 'search answered (p95)', value: percentile(await searches(page, texts), 0.95), unit: 'ms' });
  note({
    name: 'key to paint, quiet (p95)',
    value: percentile(await keysToPaint(page, sized(60, 20)), 0.95),
    unit: 'ms',
  });
  const traffic = shop.devices[SIZES.devices];
  if (traffic === undefined) throw new Error('a device is missing');
  const now = Date.now() * 1000;
  const burst = sellAll(new URL(running.server.url), shop, goods, {
    sellers: [traffic],
    count: BURST,
    from: now - 60_000_000,
    to: now,
  });
  const keys = await keysToPaint(page, sized(100, 20));
  await burst;
  note({
    name: `key to paint in a burst of ${figure(BURST)} (p95)`,
    value: percentile(keys, 0.95),
    unit: 'ms',
    goal: { value: 50 },
  });
  await page.goto(`${origin}/catalogue`);
  await page
    .getByText(goods[0]?.name ?? '')
    .first()
    .waitFor();
  note({
    name: 'goods list scrolled',
    value: await scrolling(page, 3),
    unit: 'frames/s',
    goal: { value: 50, least: true },
  });
} finally {
  await app.remove();
  await running.end();
}

const catalogue = path.join(SHARED_FOLDER, 'data', 'catalogue-zh.csv');
if (existsSync(catalogue)) {
  note({ name: 'import of 6,404 goods, file to usable', value: await importCatalogue(catalogue), unit: 'ms' });
} else console.log(`(no ${catalogue}: the import is left out)`);
report(ledger());

/** The stock fold by itself, in Node: another program's measurement, printed as it comes. */
function ledger(): string {
  const program = path.join(import.meta.dirname, 'ledger-growth.ts');
  const args = ['--disable-warning=ExperimentalWarning', '--expose-gc', program, String(sized(1_000_000, 100_000))];
  const { stdout, status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

function report(growth: string): void {
  const met = ({ value, goal }: Row) =>
    goal === undefined ? '' : (goal.least ? value >= goal.value : value <= goal.value) ? 'yes' : '**no**';
  writeReport({
    name: 'client',
    title: `The app in Chromium at ${SLOW}× slower`,
    sections: [
      `${figure(SIZES.goods)} goods, ${figure(SIZES.tickets)} tickets of two months. ${slowness}`,
      markdownTable(
        ['', 'measured', '', 'goal', 'met'],
        rows.map((row) => [
          row.name,
          figure(row.value),
          row.unit,
          row.goal === undefined ? '' : `${row.goal.least ? '≥' : '≤'} ${figure(row.goal.value)}`,
          met(row),
        ]),
      ),
      `Stock ledger (Node, not slowed):\n\n\`\`\`\n${growth}\n\`\`\``,
    ],
    chart: {
      title: `The app in Chromium at ${SLOW}× slower`,
      note: 'Each group has its own scale. Red line: the goal.',
      series: ['measured'],
      groups: rows.map((row) => ({
        name: row.name,
        values: [row.value],
        unit: row.unit,
        ...(row.goal === undefined ? {} : { goal: row.goal.value }),
      })),
    },
  });
}
