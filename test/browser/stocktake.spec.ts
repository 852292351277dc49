// A stocktake as it is done in a shop that stays open: two people count, a till sells meanwhile, one thing is counted by both, somebody else
// approves. And a thousand scans in a row with a reload among them: none lost, none doubled.
import type { Page } from '@playwright/test';
import { joinByLink, openEmptyShop } from './kit/first-run.ts';
import { type Device, expect, type House, test } from './kit/house.ts';
import { everythingSent, goTo, invite, kept, makeProduct, offline, onHand, receive } from './kit/shop-pages.ts';
import { sell } from './kit/till.ts';
import { wedgeOn } from './kit/wedge.ts';

const milk = { name: '牛奶', price: '6.5', barcode: '6901234567892' };
const rice = { name: '大米', price: '45', barcode: '6902083881405' };

async function join(house: House, owner: Device, member: string, role: string): Promise<Device> {
  const device = await house.device();
  await joinByLink(device, await invite(owner.page, role), { member });
  await everythingSent(device.page);
  return device;
}

const line = (page: Page, name: string) => page.locator('hc-count-lines .line', { hasText: name });
const status = (page: Page, word: string) => page.locator('hc-count-detail').getByText(word, { exact: true });
const huge = (page: Page) => page.locator('hc-count-scan .huge');

async function openCount(page: Page): Promise<void> {
  await goTo(page, '库存');
  await page.getByRole('button', { name: '盘点', exact: true }).click();
}

test('two count while a till sells; both counted one thing; a third approves, and the balance is the count less what was sold since', async ({
  house,
}) => {
  const owner = await house.device();
  await openEmptyShop(owner.page, { shop: '便利店', member: '何敏' });
  await goTo(owner.page, '商品');
  await makeProduct(owner.page, milk);
  await makeProduct(owner.page, rice);
  await receive(owner.page, '乳品厂', [
    { name: milk.name, quantity: '27' },
    { name: rice.name, quantity: '10' },
  ]);
  const first = await join(house, owner, '王仓', '仓库');
  const second = await join(house, owner, '周宁', '仓库');
  const till = await join(house, owner, '李强', '销售');

  await openCount(first.page);
  await first.page.getByRole('button', { name: '开始盘点' }).click();
  await first.page.locator('hc-count-start').getByRole('button', { name: '开始盘点' }).click();
  await expect(status(first.page, '盘点中')).toBeVisible();
  await everythingSent(first.page);
  await openCount(second.page);
  await expect(status(second.page, '盘点中')).toBeVisible({ timeout: 20_000 });

  const [firstScanner, secondScanner] = [await wedgeOn(first.page), await wedgeOn(second.page)];
  // Offline one goes on counting; the other says how many with digits and Enter.
  await kept(second.page);
  second.line.cut();
  await offline(second.page);
  await secondScanner.scan(milk.barcode);
  await expect(huge(second.page)).toHaveText('1');
  await second.page.keyboard.type('13', { delay: 80 });
  await second.page.keyboard.press('Enter');
  await expect(huge(second.page)).toHaveText('13');
  for (const total of ['1', '2', '3']) {
    await firstScanner.scan(rice.barcode);
    await expect(huge(first.page)).toHaveText(total);
  }
  await first.page.getByRole('button', { name: '撤销上一件' }).click();
  await expect(line(first.page, rice.name)).toContainText('2');
  await first.page.getByRole('button', { name: '改数量' }).click();
  await first.page.getByLabel('这次的数量').fill('9');
  await first.page.getByLabel('这次的数量').press('Tab');
  await expect(huge(first.page)).toHaveText('10');
  await firstScanner.scan(milk.barcode);
  await first.page.keyboard.type('26', { delay: 80 });
  await first.page.keyboard.press('Enter');
  await expect(line(first.page, milk.name)).toContainText('26');
  await expect(line(first.page, milk.name)).toContainText('−1');

  second.line.mend();
  await everythingSent(second.page);
  const asked = first.page.getByText(/都点了这件/);
  await expect(asked).toBeVisible({ timeout: 20_000 });
  await expect(first.page.getByRole('button', { name: '相加 39' })).toBeVisible();
  await first.page.getByRole('button', { name: '取后者 26' }).click();
  await expect(asked).toBeHidden();
  await expect(line(first.page, milk.name)).toContainText('26');

  // The till has been selling all the while.
  await everythingSent(first.page);
  await goTo(till.page, '收银');
  await sell(till.page, milk.name);
  await everythingSent(till.page);
  await first.page.getByRole('button', { name: '提交盘点' }).click();
  await expect(status(first.page, '待审核')).toBeVisible();
  await expect(first.page.getByRole('button', { name: '审核过账' })).toHaveCount(0);
  await everythingSent(first.page);

  await openCount(owner.page);
  await expect(status(owner.page, '待审核')).toBeVisible({ timeout: 20_000 });
  await expect(line(owner.page, milk.name)).toContainText('27');
  await owner.page.getByRole('button', { name: '审核过账' }).click();
  await expect(status(owner.page, '已过账')).toBeVisible();
  await goTo(owner.page, '库存');
  await expect.poll(() => onHand(owner.page, milk.name)).toBe('25');
  await expect(owner.page.locator('hc-anchor')).toContainText('盘点 26 · 账面 27，盘亏 1');
  await everythingSent(owner.page);
  await goTo(first.page, '库存');
  await expect.poll(() => onHand(first.page, milk.name), { timeout: 20_000 }).toBe('25');
  for (const device of [owner, first, second, till]) expect(device.complaints).toEqual([]);
});

// FULL=1: a thousand; the rest of the time three hundred tell as much.
const half = process.env.FULL === '1' ? 500 : 150;

test('scan after scan in a row, the page reloaded in the middle: as many counted as were scanned', async ({
  house,
}) => {
  const owner = await house.device();
  const { page } = owner;
  await openEmptyShop(page, { shop: '五金店', member: '何敏' });
  await goTo(page, '商品');
  await makeProduct(page, { name: '螺丝', price: '0.2', barcode: '8801' });
  await openCount(page);
  await page.getByRole('button', { name: '开始盘点' }).click();
  await page.locator('hc-count-start').getByRole('button', { name: '开始盘点' }).click();
  await expect(page.locator('hc-count-scan')).toBeVisible();
  const wedge = await wedgeOn(page);
  for (let i = 0; i < half; i++) await wedge.scan('8801');
  await expect(huge(page)).toHaveText(String(half), { timeout: 30_000 });
  await page.reload();
  await expect(huge(page)).toHaveText(String(half), { timeout: 30_000 });
  for (let i = 0; i < half; i++) await wedge.scan('8801');
  await expect(huge(page)).toHaveText((2 * half).toLocaleString('en-US'), { timeout: 30_000 });
  await expect(page.getByText('都记下了')).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await expect(line(page, '螺丝')).toContainText((2 * half).toLocaleString('en-US'), { timeout: 30_000 });
  expect(owner.complaints).toEqual([]);
});
