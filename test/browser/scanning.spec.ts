// Scanners at the counter, key by key through the browser itself: none missed, none doubled, none paid by accident. Each key carries the time
// at which the scanner sent it (a code every 200 ms, a key every 8), so that a busy machine stretches nothing.
import type { Page } from '@playwright/test';
import { openEmptyShop } from './kit/first-run.ts';
import { type Device, expect, type House, test } from './kit/house.ts';
import { goTo, makeProduct } from './kit/shop-pages.ts';
import { cart, due, lines, tap, ticketList } from './kit/till.ts';
import { wedgeOn } from './kit/wedge.ts';

const cola = { name: '可口可乐', price: '1', barcode: '6901234567892', itemNo: 'K01' };
const biscuit = { name: '苏打饼干', price: '100', barcode: '6902083881405', itemNo: 'B02' };

async function counter(house: House): Promise<Device> {
  const device = await house.device();
  await openEmptyShop(device.page, { shop: '柜台店', member: '何敏' });
  await goTo(device.page, '商品');
  await makeProduct(device.page, cola);
  await makeProduct(device.page, biscuit);
  await goTo(device.page, '收银');
  await expect(device.page.locator('hc-tile')).toHaveCount(2);
  return device;
}

const hide = (page: Page, hidden: boolean): Promise<void> =>
  page.evaluate((gone) => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (gone ? 'hidden' : 'visible'),
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

test('scans at five a second, tab hidden and shown, input method composing, whatever has the focus: none missed, none doubled, none paid', async ({
  house,
}) => {
  const { page } = await counter(house);
  const wedge = await wedgeOn(page);
  const rounds = process.env.FULL === '1' ? 1000 : 100;
  const field = page.getByRole('searchbox', { name: '搜索商品' });
  const pay = cart(page).getByRole('button', { name: '收款' });
  await field.focus();
  let colas = 0;
  let biscuits = 0;
  for (let round = 0; round < rounds; round += 1) {
    const composing = round % 4 === 1;
    if (round % 10 === 3) await field.focus();
    if (round % 10 === 6 && colas > 0) await pay.focus();
    if (round % 25 === 9) {
      // Half a code, and the tab is gone: half a code is none.
      await wedge.scan(cola.barcode, { broken: true });
      await hide(page, true);
      await hide(page, false);
    }
    const isBiscuit = round % 7 === 0;
    await wedge.scan(isBiscuit ? biscuit.barcode : cola.barcode, { composing, echo: round % 3 === 0 });
    if (isBiscuit) biscuits += 1;
    else colas += 1;
  }
  await expect(due(page)).toHaveText(`¥${(biscuits * 100 + colas).toLocaleString('en-US')}.00`);
  await expect(lines(page)).toHaveCount(2);
  await expect(field).toHaveValue('');
  await expect(page.getByRole('button', { name: '确认收款' })).toHaveCount(0);
  await cart(page).getByRole('button', { name: '清空' }).click();
  expect(await ticketList(page)).toEqual([]);
});

test('a scan while paying adds goods and changes no sum; fingers type as ever', async ({ house }) => {
  const { page } = await counter(house);
  const wedge = await wedgeOn(page);
  await tap(page, '可口可乐');
  await cart(page).getByText('销售单').click();
  await page.keyboard.press('F8');
  await expect(page.getByRole('heading', { name: '收款' })).toBeVisible();
  await page.keyboard.press('5');
  await expect(page.locator('hc-pay-pane .entry')).toHaveText('5');
  await wedge.scan(biscuit.barcode);
  await expect(due(page)).toHaveText('¥101.00');
  await page.keyboard.press('F8');
  await expect(page.locator('hc-pay-pane .entry')).not.toContainText('690');
  // A customer's payment code leads to that wallet, and pays nothing by itself.
  await wedge.scan('134567890123456789');
  await expect(page.getByRole('button', { name: /微信/, pressed: true })).toBeVisible();
  expect(await page.getByRole('heading', { name: '已收款' }).count()).toBe(0);
});

test('the scanner test of the settings says what came, how fast and how it ended', async ({ house }) => {
  const { page } = await counter(house);
  await goTo(page, '设置');
  const wedge = await wedgeOn(page);
  const trial = page.locator('hc-scanner-test');
  await wedge.scan(cola.barcode, { echo: true });
  await expect(trial).toContainText(cola.barcode);
  await expect(trial).toContainText('13 个字符');
  await expect(trial).toContainText('8–8 毫秒');
  await expect(trial).toContainText('回车');
});
