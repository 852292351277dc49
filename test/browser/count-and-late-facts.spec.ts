// Case c1 as it happens in a shop: two devices are away with work of before the count; the count stands, its variance moves, and why is to be read.
import type { Page } from '@playwright/test';
import { joinByLink, openEmptyShop } from './kit/first-run.ts';
import { type Device, expect, type House, test } from './kit/house.ts';
import {
  everythingSent,
  goTo,
  invite,
  kept,
  makeProduct,
  offline,
  onHand,
  receive,
  sheetOf,
  stockFigure,
} from './kit/shop-pages.ts';
import { cart, lines, next, payExactly, tap } from './kit/till.ts';

const screw = '不锈钢螺丝';

async function sellMany(page: Page, quantity: string): Promise<void> {
  await tap(page, screw);
  await cart(page).getByRole('button', { name: '输入数量' }).click();
  await cart(page).getByRole('textbox', { name: '数量' }).fill(quantity);
  await cart(page).getByRole('button', { name: '确定' }).click();
  await expect(lines(page)).toContainText(`×${Number(quantity).toLocaleString('en')}`);
  await payExactly(page);
  await next(page);
}

async function join(house: House, owner: Device, member: string, role: string): Promise<Device> {
  const device = await house.device();
  await joinByLink(device, await invite(owner.page, role), { member });
  await everythingSent(device.page);
  return device;
}

test('c1: a count of 13,000 stands whatever comes in late; its variance goes −2,000, −1,500, −1,556', async ({
  house,
}) => {
  const owner = await house.device();
  await openEmptyShop(owner.page, { shop: '五金店', member: '何敏' });
  await goTo(owner.page, '商品');
  await makeProduct(owner.page, { name: screw, price: '0.2' });
  await receive(owner.page, '五金厂', [{ name: screw, quantity: '15000' }]);
  const keeper = await join(house, owner, '王仓', '仓库');
  const till = await join(house, owner, '李强', '销售');
  for (const { line, page } of [keeper, till]) {
    await kept(page);
    line.cut();
    await offline(page);
  }
  await receive(keeper.page, '五金厂', [{ name: screw, quantity: '56' }]);
  await goTo(till.page, '收银');
  await sellMany(till.page, '500');

  await goTo(owner.page, '库存');
  await expect.poll(() => onHand(owner.page, screw)).toBe('15,000');
  await owner.page.getByRole('button', { name: '盘这一件' }).click();
  const sheet = sheetOf(owner.page, '盘这一件');
  await sheet.getByLabel('实盘数量').fill('13000');
  await sheet.getByLabel('实盘数量').press('Tab');
  await expect(sheet).toContainText('账面 15,000，差 −2,000');
  await sheet.getByRole('button', { name: '提交盘点' }).click();
  await goTo(owner.page, '收银');
  await sellMany(owner.page, '2000');
  await goTo(owner.page, '库存');
  await expect.poll(() => onHand(owner.page, screw)).toBe('11,000');
  const anchor = owner.page.locator('hc-anchor');
  await expect(anchor).toContainText('2,000');

  till.line.mend();
  await everythingSent(till.page);
  await expect(anchor).toContainText('1,500', { timeout: 20_000 });
  await expect(stockFigure(owner.page, '现存')).toHaveText('11,000');
  keeper.line.mend();
  await everythingSent(keeper.page);
  await expect(anchor).toContainText('1,556', { timeout: 20_000 });
  for (const { page } of [owner, keeper, till]) {
    await goTo(page, '库存');
    await expect.poll(() => onHand(page, screw), { timeout: 20_000 }).toBe('11,000');
    await expect(page.locator('hc-anchor')).toContainText('盘点 13,000');
    await expect(page.locator('hc-anchor')).toContainText('1,556');
  }
});
