// An owner who lost every device comes back with the paper: a clean browser, the words, the shop as it was, and the
// lost devices can do nothing more.
import type { Page } from '@playwright/test';
import { joinByLink } from './kit/first-run.ts';
import { type Device, expect, type House, test } from './kit/house.ts';
import { everythingSent, goTo, invite, makeProduct, offline } from './kit/shop-pages.ts';
import { sell } from './kit/till.ts';

interface Founded {
  readonly owner: Device;
  readonly words: readonly string[];
}

/** A shop with one product, and the words that its sheet showed. */
async function founded(house: House): Promise<Founded> {
  const owner = await house.device();
  const { page } = owner;
  await page.goto('/');
  await page.getByRole('button', { name: '开新店' }).click();
  await page.getByLabel('店名').fill('河坊街衣橱');
  await page.getByLabel('你的名字').fill('林珊');
  await page.getByRole('button', { name: '开店', exact: true }).click();
  const sheet = page.locator('hc-recovery-sheet');
  await expect(sheet.getByText(`找回时打开 ${owner.line.origin}`)).toBeVisible();
  const words = await sheet.locator('li').allTextContents();
  await page.getByLabel('已抄下或打印，收好了').check();
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByRole('button', { name: '先不导入' }).click();
  await goTo(page, '商品');
  await makeProduct(page, { name: '亚麻长袖衬衫', price: '269', unit: '件' });
  await everythingSent(page);
  return { owner, words: words.map((word) => word.trim()) };
}

async function openRecovery(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: '用恢复词找回' }).click();
}
async function pasteInto(page: Page, place: number, text: string): Promise<void> {
  await page.getByLabel(`第 ${place} 个词`, { exact: true }).evaluate((cell, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', pasted);
    cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
const find = (page: Page) => page.getByRole('button', { name: '找店铺' }).click();

/** From the words to the inside of the shop. */
async function recover(page: Page, words: readonly string[], dismissOld = true): Promise<void> {
  await openRecovery(page);
  await pasteInto(page, 1, words.join(' '));
  await find(page);
  await expect(page.getByText('找到店铺')).toBeVisible();
  if (!dismissOld) await page.getByLabel('停用店主原来的设备').uncheck();
  await page.getByRole('button', { name: '找回店铺' }).click();
  await expect(page.getByRole('heading', { name: '店铺已找回' })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: '进店' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '收银' })).toBeVisible();
}

test('words on paper in a clean browser: the owner is back, sells, and rules over the members', async ({ house }) => {
  const { owner, words } = await founded(house);
  const link = await invite(owner.page, '销售');
  const seller = await house.device();
  await joinByLink(seller, link, { member: '李强', device: '2 号收银机' });
  await everythingSent(seller.page);
  await owner.context.close();

  const back = await house.device();
  const { page } = back;
  await recover(page, words);
  await everythingSent(page);
  expect(await sell(page, '亚麻长袖衬衫')).toMatch(/-000001$/);
  await everythingSent(page);
  await goTo(page, '成员');
  const me = page.locator('.row', { hasText: '林珊' });
  await expect(me).toContainText('店主');
  await page.locator('.row', { hasText: '李强' }).getByRole('button', { name: '停用', exact: true }).click();
  await page.getByRole('button', { name: '停用 李强' }).click();
  await expect(seller.page.getByText(/店铺已停用这台设备|你已不在/)).toBeVisible({ timeout: 30_000 });
  const another = await invite(page, '店长');
  expect(another).toContain('#join=');
  expect(back.complaints).toEqual([]);
});

test('wrong words are told apart: a strange character, too few, a mistake, another shop’s paper, no network', async ({
  house,
}) => {
  const { words } = await founded(house);
  const { page, line } = await house.device();
  await openRecovery(page);
  await page.getByLabel('第 1 个词', { exact: true }).pressSequentially('shi');
  const choices = page.getByRole('group', { name: '选一个字' }).getByRole('button');
  await expect(choices.first()).toBeVisible({ timeout: 20_000 });
  const picked = ((await choices.first().textContent()) ?? '').trim();
  await choices.first().click();
  await expect(page.getByLabel('第 1 个词', { exact: true })).toHaveValue(picked);
  await expect(page.getByLabel('第 2 个词', { exact: true })).toBeFocused();

  await find(page);
  await expect(page.getByText('恢复词是 24 个，现在是 1 个')).toBeVisible();
  await pasteInto(page, 1, '的'.repeat(24));
  await find(page);
  await expect(page.getByText('这些词对不上')).toBeVisible();
  await pasteInto(page, 3, '龘');
  await find(page);
  await expect(page.getByText('第 3 个词“龘”不在恢复词里')).toBeVisible();
  await expect(page.getByLabel('第 3 个词', { exact: true })).toBeFocused();

  await pasteInto(page, 1, `${'的'.repeat(23)}性`);
  await find(page);
  await expect(page.getByText('这个地址没有这张恢复纸的店铺')).toBeVisible();
  line.cut();
  await pasteInto(page, 1, words.join(''));
  await find(page);
  await expect(page.getByText('连不上中继')).toBeVisible({ timeout: 20_000 });
  line.mend();
  await find(page);
  await expect(page.getByText('找到店铺')).toBeVisible();
});

test('an old owner device that was offline meanwhile: its sale is void, it hands in and forgets the shop', async ({
  house,
}) => {
  const { owner, words } = await founded(house);
  await goTo(owner.page, '收银');
  owner.line.cut();
  await offline(owner.page);
  await sell(owner.page, '亚麻长袖衬衫');

  const back = await house.device();
  await recover(back.page, words);
  await everythingSent(back.page);
  owner.line.mend();
  await expect(owner.page.getByText(/店铺已停用这台设备|你已不在/)).toBeVisible({ timeout: 30_000 });
  await goTo(back.page, '待复核');
  await expect(back.page.locator('hc-review-page')).toContainText('追溯停用', { timeout: 20_000 });

  // The paper once more, on a third device: the second is out, the third goes on.
  const again = await house.device();
  await recover(again.page, words);
  await expect(back.page.getByText(/店铺已停用这台设备|你已不在/)).toBeVisible({ timeout: 30_000 });
  await sell(again.page, '亚麻长袖衬衫');
  await everythingSent(again.page);
});

test('with no relay in reach: the backup file and the words bring the shop back, and it sells and syncs on', async ({
  house,
}, info) => {
  const { owner, words } = await founded(house);
  await owner.page.goto('/status');
  const waiting = owner.page.waitForEvent('download');
  await owner.page.getByRole('button', { name: '导出备份' }).click();
  const file = info.outputPath('backup.hecang');
  await (await waiting).saveAs(file);
  await owner.context.close();

  const back = await house.device();
  const { page } = back;
  await openRecovery(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  back.line.cut();
  await page.getByLabel('备份文件').setInputFiles(file);
  await pasteInto(page, 1, words.join(' '));
  await page.getByRole('button', { name: '从备份恢复' }).click();
  await page.getByRole('button', { name: '找回店铺' }).click();
  await expect(page.getByRole('heading', { name: '店铺已找回' })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: '进店' }).click();
  expect(await sell(page, '亚麻长袖衬衫')).toMatch(/-000001$/);
  back.line.mend();
  await everythingSent(page);
});
