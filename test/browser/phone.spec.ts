// The whole way on a phone, with a thumb: first run, a product, a sale, its receipt.
import { openShop } from './kit/first-run.ts';
import { expect, phone, test } from './kit/house.ts';
import { everythingSent, makeProduct } from './kit/shop-pages.ts';
import { cart, due } from './kit/till.ts';

test('on a phone: a shop, a product, a sale and its receipt', async ({ house }) => {
  const { page, complaints } = await house.device(phone);
  await openShop(page, { shop: '掌上店', member: '何敏' });
  await page.getByRole('button', { name: '先不导入' }).tap();
  await page.getByRole('link', { name: '更多' }).tap();
  await page.getByRole('navigation', { name: '页面' }).getByRole('link', { name: '商品' }).tap();
  await makeProduct(page, { name: '西湖龙井', price: '128', itemNo: 'T1', unit: '盒' });
  await page.getByRole('button', { name: '返回' }).tap();
  await page.getByRole('navigation', { name: '页面' }).getByRole('link', { name: '收银' }).tap();
  await cart(page).getByRole('button', { name: '点选' }).tap();
  await page.locator('hc-tile', { hasText: '西湖龙井' }).getByRole('button').tap();
  await page.getByRole('button', { name: '回到销售单' }).tap();
  await cart(page).getByRole('button', { name: '加一' }).tap();
  await expect(due(page)).toHaveText('¥256.00');
  await cart(page).getByRole('button', { name: '收款' }).tap();
  await page.getByRole('button', { name: '微信' }).tap();
  await page.getByRole('button', { name: /已到账 ¥256.00/ }).tap();
  await expect(page.getByRole('heading', { name: '已收款' })).toBeVisible();
  await expect(page.locator('hc-receipt')).toContainText('西湖龙井');
  await expect(page.locator('hc-receipt')).toContainText('微信');
  await page.getByRole('button', { name: '下一单' }).tap();
  await everythingSent(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(complaints).toEqual([]);
});
