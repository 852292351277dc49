// The relay is gone, the browser starts anew: the app opens by any of its addresses, sells, and hands in when the relay is back. And what the
// browser's storage may do to a shop.
import { openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { everythingSent, goTo, makeProduct, offline, places } from './kit/shop-pages.ts';
import { cart, due, lines, paid, sell, tap, ticketList } from './kit/till.ts';

test('with no server at all a new tab opens by a deep link and sells; later everything is handed in', async ({
  house,
}) => {
  const device = await house.device();
  await openEmptyShop(device.page, { shop: '断网店', member: '何敏' });
  await goTo(device.page, '商品');
  await makeProduct(device.page, { name: '蜡烛', price: '2.5' });
  await everythingSent(device.page);
  await device.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  device.line.cut();
  await device.page.close();
  const page = await device.tab('/stock');
  await expect(page.getByRole('heading', { level: 1, name: '库存' })).toBeVisible();
  await goTo(page, '收银');
  const number = await sell(page, '蜡烛');
  await offline(page);
  await expect(places(page)).toContainText('1 笔只在本机');
  device.line.mend();
  await everythingSent(page);
  expect(await ticketList(page)).toEqual([{ number, amount: '2.50' }]);
});

test('a new version waits while a basket is open, and the basket is there after it came', async ({ house }) => {
  const device = await house.device();
  const { page } = device;
  await openEmptyShop(page, { shop: '更新店', member: '何敏' });
  await goTo(page, '商品');
  await makeProduct(page, { name: '雨伞', price: '30' });
  await goTo(page, '收银');
  await tap(page, '雨伞');
  await page.evaluate(() => {
    const app = document.querySelector('hc-app');
    if (app !== null) Object.assign(app, { updateReady: true });
  });
  await expect(page.getByText('有新版本')).toBeHidden();
  await page.reload();
  await expect(due(page)).toHaveText('¥30.00');
  await expect(lines(page)).toHaveCount(1);
});

test('d4: a full disk stops the sale with a sentence, keeps the basket, prints nothing; with room again the same basket is paid', async ({
  house,
}) => {
  const device = await house.device();
  const { page } = device;
  await openEmptyShop(page, { shop: '满盘店', member: '何敏' });
  await goTo(page, '商品');
  await makeProduct(page, { name: '墨水', price: '12' });
  await everythingSent(page);
  await goTo(page, '收银');
  await tap(page, '墨水');
  const [engine] = page.workers();
  // What Chromium's store does when the disk is full: the request fails with this error and the transaction aborts.
  await engine?.evaluate(() => {
    const { add } = IDBObjectStore.prototype;
    Reflect.set(self, 'makeRoom', () => Object.assign(IDBObjectStore.prototype, { add }));
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await cart(page).getByRole('button', { name: '收款' }).click();
  await page.getByRole('button', { name: '刚好' }).click();
  await page.getByRole('button', { name: '确认收款' }).click();
  await expect(page.locator('hc-pay-pane hc-note')).toContainText('本机存储空间不够');
  await expect(page.getByRole('heading', { name: '已收款' })).toBeHidden();
  await expect(due(page)).toHaveText('¥12.00');
  await engine?.evaluate(() => Reflect.get(self, 'makeRoom')());
  await page.getByRole('button', { name: '确认收款' }).click();
  const number = await paid(page);
  await page.getByRole('button', { name: '下一单' }).click();
  expect(await ticketList(page)).toEqual([{ number, amount: '12.00' }]);
});

test('d4: the database is gone, the keys are not: everything comes again, and the last accepted ticket is named', async ({
  house,
}) => {
  const device = await house.device();
  await openEmptyShop(device.page, { shop: '失忆店', member: '何敏' });
  await goTo(device.page, '商品');
  await makeProduct(device.page, { name: '毛笔', price: '15' });
  await goTo(device.page, '收银');
  const number = await sell(device.page, '毛笔');
  await everythingSent(device.page);
  await device.page.close();
  const eraser = await device.tab('/icon.svg');
  await eraser.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const gone = indexedDB.deleteDatabase('hecang');
        gone.onsuccess = () => resolve();
        gone.onerror = () => reject(gone.error);
      }),
  );
  await eraser.close();
  const page = await device.tab('/till');
  await expect(page.getByText(new RegExp(`送出的最后一单是 ${number}`))).toBeVisible({ timeout: 20_000 });
  await expect(page.locator('hc-tile')).toHaveCount(1, { timeout: 20_000 });
  const again = await sell(page, '毛笔');
  expect(again).not.toBe(number);
  await everythingSent(page);
  expect((await ticketList(page)).map((ticket) => ticket.number).sort()).toEqual([number, again].sort());
  await goTo(page, '待复核');
  await expect(page.locator('hc-review-page .ink-void')).toHaveCount(0);
});

test('d4: a window that may forget says so from the start, and no longer once its store has been found again', async ({
  house,
}) => {
  const device = await house.device();
  await openEmptyShop(device.page, { shop: '隐私店', member: '何敏' });
  await expect(device.page.getByText('隐私窗口')).toBeVisible();
  await device.page.close();
  const page = await device.tab('/');
  await expect(page.getByRole('heading', { level: 1, name: '收银' })).toBeVisible();
  await expect(page.getByText('隐私窗口')).toBeHidden();
});
