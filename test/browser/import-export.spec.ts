// A sheet of goods on its way in and out: looked at before it goes in, one answer for many rows, taken back in one tap, and an export that
// comes back without a change but for what was typed into it.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { editProduct, goTo, openProduct, setField } from './kit/shop-pages.ts';

const sheet = (rows: readonly string[]): Buffer =>
  Buffer.from(`货号,品名,单位,零售价,条码,大单位,大单位换算\n${rows.join('\n')}\n`);
const first = [
  'A1,牛奶,盒,6.50,6901234567892,箱,12',
  'A2,酸奶,杯,一块,6901234567908,,',
  'A3,面包,个,两块,,,',
  'A4,花生,袋,8,6901234567891,,',
];

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.goto('/catalogue/import');
  await page.getByLabel('选文件').setInputFiles({ name, mimeType: 'text/csv', buffer });
  await expect(page.locator('hc-import-page table')).toBeVisible();
}
async function check(page: Page): Promise<readonly string[]> {
  await page.getByRole('button', { name: '检查', exact: true }).click();
  await expect(page.locator('hc-import-check')).toBeVisible();
  return (await page.locator('hc-import-check .figures strong').allTextContents()).map((text) => text.trim());
}
async function carryOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^导入(可用的)? \d/ }).click();
  await expect(page.getByText('导入完成')).toBeVisible();
}
async function download(page: Page): Promise<Buffer> {
  const coming = page.waitForEvent('download');
  await page.locator('hc-export-button hc-sheet').getByRole('button', { name: '导出', exact: true }).click();
  return readFileSync(await (await coming).path());
}

test('one answer mends many rows; an export comes back unchanged, shows what a colleague changed, and an import is undone in one tap', async ({
  house,
}) => {
  const { page, complaints } = await house.device({ viewport: { width: 1440, height: 900 } });
  await openEmptyShop(page, { shop: '河坊街店', member: '林珊', device: '1 号收银机' });

  // Two rows hold no number for the same reason: one answer for both. A wrong check digit goes in without its code.
  await choose(page, '商品.csv', sheet(first));
  expect(await check(page)).toEqual(['1', '0', '3', '0', '4']);
  await page.getByLabel('零售价 都改成').fill('2');
  await page.getByLabel('零售价 都改成').press('Enter');
  await expect(page.locator('hc-import-check .figures strong').nth(2)).toHaveText('1');
  await page.getByRole('button', { name: '不要这些条码' }).click();
  await expect(page.locator('hc-import-check .figures strong').nth(2)).toHaveText('0');
  await carryOut(page);

  // The export comes back as it was.
  await goTo(page, '商品');
  await page.getByRole('button', { name: '全部', exact: true }).click();
  await page.locator('hc-export-button').getByRole('button', { name: '导出', exact: true }).click();
  await page.getByRole('radio', { name: 'CSV' }).check();
  const exported = await download(page);
  await choose(page, '商品导出.csv', exported);
  await check(page);
  await expect(page.getByText('新建 0 个，更新 0 个，没变 4 行，跳过 0 行')).toBeVisible();

  // A colleague's newer price is off by default; the price nobody else touched goes in.
  await goTo(page, '商品');
  const edited = Buffer.from(exported.toString('utf8').replace(',6.50,', ',6.80,').replace(',8.00,', ',9.00,'));
  await openProduct(page, '牛奶');
  await editProduct(page, '价格');
  await setField(page, '零售价', '7');
  await choose(page, '商品改过.csv', edited);
  await check(page);
  const changes = page.locator('hc-import-changes');
  await expect(changes.getByText(/林珊.*改过/)).toBeVisible();
  await expect(changes.getByRole('checkbox').first()).not.toBeChecked();
  await expect(changes.getByRole('checkbox').nth(1)).toBeChecked();
  await carryOut(page);
  await expect(page.locator('hc-import-page .total')).toContainText('更新 1');

  // One tap takes it back.
  await page.getByRole('button', { name: '撤销导入' }).click();
  await expect(page.getByText('已撤销 1 项')).toBeVisible();
  await goTo(page, '商品');
  await page.getByRole('button', { name: '全部', exact: true }).click();
  await expect(page.locator('hc-product-grid')).toContainText('8.00');
  expect(complaints).toEqual([]);
});
