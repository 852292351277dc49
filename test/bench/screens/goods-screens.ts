/** 6.8 to 6.13: goods, their matrix, the import, goods in, stock, counts. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { sized } from '../measure/bench-settings.ts';
import { type Look, scanKeys, scrollFrames, toPaint } from './paint-clock.ts';
import { MATRIX } from './screens-shop.ts';
import type { Counter } from './till-screens.ts';

const ROUNDS = sized(20, 8);
const SLOW_SCROLL = { distance: 9_000, speed: 3_000 };
const FLING = { distance: 60_000, speed: 20_000 };
const IMPORT_ROWS = 10_000;

export async function goTo(page: Page, label: string): Promise<void> {
  await page.getByRole('navigation', { name: '页面' }).getByRole('link', { name: label }).click();
}

export async function catalogueScreens({ page, cdp, rows }: Counter): Promise<void> {
  const list: Look = {
    path: ['hc-app', 'hc-catalogue-page', 'hc-product-grid', 'hc-table', '.line:not([hidden])'],
    seen: 'there',
    text: 'H0',
  };
  const lists: number[] = [];
  for (let at = 0; at < ROUNDS; at++) {
    await goTo(page, '收银');
    await page.locator('hc-tile').first().waitFor();
    const ms = await toPaint(page, list, () => goTo(page, '商品'));
    if (at > 0) lists.push(ms);
  }
  rows.p95('6.8', 'list shown', 200, lists);
  const results: Look = { path: ['hc-app', 'hc-catalogue-page'], seen: 'view', controller: 'rows' };
  const keys: number[] = [];
  const field = page.getByRole('searchbox', { name: '搜索商品' });
  for (const text of ['qhyw', 'bl', 'sjml', 'nhh', 'hts'].slice(0, sized(5, 3))) {
    await field.focus();
    for (const key of text) {
      await page.waitForTimeout(250);
      keys.push(await toPaint(page, results, () => page.keyboard.press(key)));
    }
    await field.fill('');
    await page.waitForTimeout(400);
  }
  rows.p95('6.8', 'keystroke → results', 50, keys);
  const middle = { x: 420, y: 480 };
  rows.note({
    screen: '6.8',
    name: 'list scrolled by wheel',
    value: await scrollFrames(page, cdp, middle, SLOW_SCROLL),
    unit: 'frames/s',
    goal: 50,
    least: true,
  });
  rows.note({
    screen: '6.8',
    name: 'list flung',
    value: await scrollFrames(page, cdp, middle, FLING),
    unit: 'frames/s',
    goal: 30,
    least: true,
  });

  await field.fill(MATRIX.name);
  await page
    .locator('hc-product-detail')
    .getByRole('heading', { level: 2, name: MATRIX.name })
    .waitFor()
    .catch(async () => {
      await page.getByText(MATRIX.name).first().click();
      await page.getByRole('heading', { level: 2, name: MATRIX.name }).waitFor();
    });
  const detail = page.locator('hc-product-detail');
  const cell: Look = {
    path: [
      'hc-app',
      'hc-catalogue-page',
      'hc-product-detail',
      'hc-variant-matrix',
      `tbody tr:nth-child(${MATRIX.colours}) td`,
    ],
    seen: 'there',
  };
  const matrix: number[] = [];
  for (let at = 0; at < ROUNDS; at++) {
    await detail.getByRole('tab').nth(1).click();
    await page.locator('hc-variant-matrix').waitFor({ state: 'detached' });
    matrix.push(await toPaint(page, cell, () => detail.getByRole('tab').first().click()));
  }
  rows.p95('6.9', `${MATRIX.colours} × ${MATRIX.sizes} matrix`, 50, matrix);
  await field.fill('');
}

export async function importScreen({ page, rows }: Counter): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hecang-bench-import-'));
  const file = path.join(folder, 'ten-thousand.csv');
  const head = '货号,商品名称,类别,颜色,尺码,零售价,会员价,进价,单位,条码,安全库存,备注';
  const lines = Array.from({ length: IMPORT_ROWS }, (_, at) =>
    [
      `Y${at}`,
      `导入商品${at}`,
      '配饰',
      '',
      '',
      (at % 900) + 1,
      (at % 900) + 0.5,
      at % 400,
      '件',
      '',
      3,
      `第 ${at} 行`,
    ].join(','),
  );
  writeFileSync(file, `\uFEFF${[head, ...lines].join('\r\n')}\r\n`);
  await goTo(page, '商品');
  await page.getByRole('link', { name: '导入' }).first().click();
  await page.getByLabel('选文件').waitFor({ state: 'attached' });
  await page.evaluate(() => {
    const long: number[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) long.push(entry.duration);
    }).observe({ type: 'longtask' });
    Object.assign(window, { benchLong: long });
  });
  const begun = performance.now();
  await page.getByLabel('选文件').setInputFiles(file);
  await page.getByText('10,000 行').waitFor();
  await page.getByRole('button', { name: '检查', exact: true }).click();
  await page.locator('hc-import-check').waitFor();
  const ms = performance.now() - begun;
  const long = await page.evaluate(() => (window as unknown as { benchLong: number[] }).benchLong);
  rmSync(folder, { recursive: true });
  rows.note({ screen: '6.10', name: '10,000 × 12 read and checked', value: ms, unit: 'ms', goal: 10_000 });
  rows.note({
    screen: '6.10',
    name: 'longest the page was blocked meanwhile',
    value: Math.max(0, ...long),
    unit: 'ms',
    goal: 50,
  });
}

export async function receiveScreens({ page, cdp, goods, rows }: Counter): Promise<void> {
  await goTo(page, '入库');
  await page.locator('hc-receive-page .foot').waitFor();
  const count: Look = { path: ['hc-app', 'hc-receive-page', '.foot button.primary'], seen: 'other' };
  const lines = sized(200, 200);
  const scans: number[] = [];
  for (let at = 0; at < lines; at++) {
    const code = goods[(at * 131 + 7) % goods.length]?.barcode ?? '';
    const ms = await toPaint(page, count, () => scanKeys(cdp, code));
    if (at >= 3) scans.push(ms);
  }
  rows.p95('6.11', 'scan → line, up to 200 lines', 100, scans);
  const box = await page.locator('hc-receive-page .pane > .scroll').boundingBox();
  const at = { x: (box?.x ?? 0) + 200, y: (box?.y ?? 0) + 200 };
  const frames = await scrollFrames(page, cdp, at, { distance: -6_000, speed: 3_000 });
  rows.note({ screen: '6.11', name: '200 lines scrolled', value: frames, unit: 'frames/s', goal: 50, least: true });
  const there = await page.locator('hc-receive-line').count();
  if (there < lines) throw new Error(`only ${there} lines came of ${lines} scans`);
}

export async function stockScreens(
  { page, cdp, rows }: Counter,
  moved: { readonly code: string; readonly name: string; readonly movements: number },
): Promise<void> {
  const open: Look = {
    path: ['hc-app', 'hc-stock-page', 'hc-stock-grid', 'hc-table', '.line:not([hidden])'],
    seen: 'there',
    text: 'g',
  };
  const opens: number[] = [];
  for (let at = 0; at < ROUNDS; at++) {
    await goTo(page, '收银');
    await page.locator('hc-tile').first().waitFor();
    const ms = await toPaint(page, open, () => goTo(page, '库存'));
    if (at > 0) opens.push(ms);
  }
  rows.p95('6.12', 'stock on hand opened', 200, opens);
  await page.getByRole('searchbox', { name: '搜索商品' }).fill(moved.code);
  await page.locator('hc-stock-page').getByText(moved.name, { exact: true }).first().click();
  const list = page.locator('hc-movements .move:not(.headline)').first();
  await list.waitFor();
  const box = await page.locator('hc-movements').boundingBox();
  const at = { x: (box?.x ?? 0) + 200, y: (box?.y ?? 0) + 420 };
  rows.note({
    screen: '6.12',
    name: `${moved.movements.toLocaleString('en')} movements scrolled`,
    value: await scrollFrames(page, cdp, at, FLING),
    unit: 'frames/s',
    goal: 50,
    least: true,
  });
}
