// One till, several hands: a switch in mid-cart, a yes on the spot without a network, wrong PINs over a reload, and a cost that stays with
// whoever may see it.
import type { Page } from '@playwright/test';
import { openEmptyShop } from './kit/first-run.ts';
import { type Device, expect, type House, test } from './kit/house.ts';
import { everythingSent, goTo, kept, makeProduct, openProduct } from './kit/shop-pages.ts';
import { addFace, choose, lock, lockScreen, shareTerminal, switchTo, typePin, unlock } from './kit/terminal.ts';
import { cart, due, lines, next, openTickets, payExactly, sell, tap } from './kit/till.ts';

const OWNER = '135790';
const CLERK = '246802';
const KEEPER = '112233';

async function counter(house: House): Promise<Device> {
  const device = await house.device();
  await openEmptyShop(device.page, { shop: '柜台店', member: '何敏' });
  await goTo(device.page, '商品');
  await makeProduct(device.page, { name: '牛奶', price: '100' });
  await everythingSent(device.page);
  await shareTerminal(device.page, OWNER);
  await addFace(device.page, '林珊', '销售', CLERK);
  await everythingSent(device.page);
  return device;
}

const who = (page: Page) => page.locator('hc-recent-tickets .row');

test('two clerks switch in mid-cart; each ticket stands under the right name', async ({ house }) => {
  const { page, complaints } = await counter(house);
  await addFace(page, '陈强', '销售', KEEPER);
  await switchTo(page, '林珊', CLERK);
  await goTo(page, '收银');
  await sell(page, '牛奶');
  await tap(page, '牛奶');
  await expect(lines(page)).toHaveCount(1);

  await lock(page);
  await choose(page, '陈强');
  const began = Date.now();
  await typePin(page, KEEPER);
  await expect(lockScreen(page)).toBeHidden();
  // Six digits took 360 ms of it.
  expect(Date.now() - began).toBeLessThan(5000);
  await expect(lines(page)).toHaveCount(1);
  await payExactly(page);
  await next(page);
  await everythingSent(page);

  const rows = await openTickets(page);
  await expect(rows).toHaveCount(2);
  await expect(who(page).nth(0)).toContainText('陈强');
  await expect(who(page).nth(1)).toContainText('林珊');
  expect(complaints).toEqual([]);
});

test('a clerk needs the owner for 30 % off, without a network', async ({ house }) => {
  const device = await counter(house);
  const { page } = device;
  await switchTo(page, '林珊', CLERK);
  await goTo(page, '收银');
  await everythingSent(page);
  await kept(device.page);
  device.line.cut();
  await tap(page, '牛奶');
  await cart(page).getByRole('button', { name: '优惠' }).click();
  await page.getByLabel('付原价的 %').fill('70');
  await page.getByRole('button', { name: '确定' }).click();
  const spot = page.locator('hc-authorise');
  await expect(spot.getByText('折扣 30%')).toBeVisible();
  await typePin(page, CLERK);
  await expect(spot.getByText(/PIN 不对/)).toBeVisible();
  await expect(spot.getByText(/秒后再试/)).toBeHidden();
  await typePin(page, OWNER);
  await expect(due(page)).toHaveText('¥70.00');
  await page.locator('hc-cart-discount').getByRole('button', { name: '返回' }).click();
  await payExactly(page);
  await next(page);
  device.line.mend();
  await everythingSent(page);
  await openTickets(page);
  await expect(who(page).nth(0)).toContainText('林珊');
  await expect(who(page).nth(0)).toContainText('何敏');
  await goTo(page, '待复核');
  await expect(page.getByRole('button', { name: '未生效 0' })).toBeVisible();
});

test('wrong PINs make one wait, over a reload as well', async ({ house }) => {
  const { page } = await counter(house);
  await lock(page);
  await choose(page, '林珊');
  await typePin(page, '000000');
  await expect(lockScreen(page).getByText(/PIN 不对/)).toBeVisible();
  await expect(lockScreen(page).getByText(/秒后再试/)).toBeHidden();
  await typePin(page, '000001');
  await expect(lockScreen(page).getByText(/PIN 不对，\d 秒后再试/)).toBeVisible();
  await expect(lockScreen(page).getByText(/秒后再试/)).toBeHidden();
  await typePin(page, '000002');
  await expect(lockScreen(page).getByText(/PIN 不对，[34] 秒后再试/)).toBeVisible();
  await page.reload();
  await expect(lockScreen(page).getByRole('group', { name: '选人' })).toBeVisible();
  await choose(page, '林珊');
  await expect(lockScreen(page).getByText(/[1234] 秒后再试/)).toBeVisible();
  await expect(lockScreen(page).getByText(/秒后再试/)).toBeHidden();
  await unlock(page, '林珊', CLERK);
});

test('what goods cost stays with whoever may see it', async ({ house }) => {
  const { page } = await counter(house);
  await goTo(page, '商品');
  await openProduct(page, '牛奶');
  await page.getByRole('tab', { name: '价格' }).click();
  await page.getByRole('button', { name: '编辑' }).click();
  const cost = page.getByLabel('进价').first();
  await cost.fill('61.5');
  await cost.press('Tab');
  await everythingSent(page);

  await switchTo(page, '林珊', CLERK);
  await expect(page.getByText('61.5')).toHaveCount(0);
  expect(await inTheClear(page)).not.toContain('costs');

  await switchTo(page, '何敏', OWNER);
  await goTo(page, '商品');
  await openProduct(page, '牛奶');
  await page.getByRole('tab', { name: '价格' }).click();
  await expect(page.getByLabel('进价').first()).toHaveValue('61.50');
});

/** Documents of which this browser holds a text in the clear. */
async function inTheClear(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open('hecang');
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    const documents = await new Promise<readonly string[]>((resolve, reject) => {
      const asked = database.transaction('updates').objectStore('updates').getAll();
      asked.onsuccess = () => resolve(asked.result.map((one: { document: string }) => one.document));
      asked.onerror = () => reject(asked.error);
    });
    database.close();
    return documents;
  });
}
