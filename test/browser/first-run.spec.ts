// A shop's first hour: opened on one device, the goods of the old program brought in, the first ticket sold.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { openShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { everythingSent, goTo } from './kit/shop-pages.ts';
import { due, sell, tap } from './kit/till.ts';

const catalogue = path.resolve(import.meta.dirname, '../../../shared/data/catalogue-zh.csv');

/** The figures at the head of the check step, by their label. */
async function figures(page: Page): Promise<Record<string, number>> {
  const cells = await page.locator('hc-import-check .figures > div').allTextContents();
  return Object.fromEntries(
    cells.map((cell) => [cell.replace(/[\d,\s]/g, ''), Number(cell.replace(/[^\d]/g, ''))] as const),
  );
}

async function check(page: Page): Promise<Record<string, number>> {
  await page.getByLabel('选文件').setInputFiles(catalogue);
  await expect(page.getByText('6,404 行')).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: '检查', exact: true }).click();
  await expect(page.locator('hc-import-check')).toBeVisible({ timeout: 30_000 });
  return figures(page);
}

test('a new shop brings in 6,404 goods, every row is accounted for, and the first ticket is sold', async ({
  house,
}) => {
  test.skip(!existsSync(catalogue), `no catalogue at ${catalogue}`);
  const { page, complaints } = await house.device();
  await openShop(page, { shop: '好邻居超市', member: '何敏', device: '店主电脑' });
  await page.getByRole('button', { name: '导入商品' }).click();

  const found = await check(page);
  expect(found.合计).toBe(6404);
  expect((found.原样可用 ?? 0) + (found.已修正 ?? 0) + (found.要改 ?? 0) + (found.等决定 ?? 0)).toBe(6404);
  expect(found.原样可用).toBeGreaterThan(4000);
  await page.getByRole('button', { name: /^导入(可用的 )?/ }).click();
  await expect(page.getByText('导入完成')).toBeVisible({ timeout: 60_000 });
  const sums = await page.locator('hc-import-page .sums dd').allTextContents();
  const [good = 0, repaired = 0, refused = 0, asks = 0, all = 0] = sums.map((text) => Number(text.replace(/\D/g, '')));
  expect([good, repaired, refused, asks, all]).toEqual([found.原样可用, found.已修正, found.要改, found.等决定, 6404]);
  expect(good + repaired + refused + asks).toBe(all);
  const created = Number(
    /新建 ([\d,]+)/.exec((await page.locator('hc-import-page .total').textContent()) ?? '')?.[1]?.replace(',', ''),
  );

  await page.getByRole('button', { name: '看商品' }).click();
  await page.getByRole('button', { name: '全部', exact: true }).click();
  await expect(page.getByText(new RegExp(`${created.toLocaleString('en')} 个商品`))).toBeVisible();
  await goTo(page, '收银');
  await tap(page, '口口丫蜜汁烤腿');
  await expect(due(page)).toHaveText('¥2.00');
  expect(await sell(page)).toMatch(/-000001$/);
  await everythingSent(page);

  await page.goto('/catalogue/import');
  await check(page);
  await expect(page.getByText(/新建 0 个，更新 0 个/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^导入(可用的 )?0 个商品/ })).toBeDisabled();
  expect(complaints).toEqual([]);
});

test('in a messenger a join link starts nothing, and says how to open it in a real browser', async ({ house }) => {
  const { page, context } = await house.device({
    userAgent:
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36 MicroMessenger/8.0.50',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.goto('/join#invitation-text');
  await expect(page.getByRole('heading', { name: '请在浏览器里打开' })).toBeVisible();
  await page.getByRole('button', { name: '复制链接' }).click();
  await expect(page.getByRole('button', { name: '已复制' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('/join#invitation-text');
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  expect(context.serviceWorkers()).toHaveLength(0);
});
