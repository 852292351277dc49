// A setting is found by what people call it, set, and says who set it; the till goes by it.
import { openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { everythingSent, goTo, makeProduct } from './kit/shop-pages.ts';
import { due, tap } from './kit/till.ts';

test('a rule is found by a word, set, signed, and the till goes by it', async ({ house }) => {
  const { page } = await house.device();
  await openEmptyShop(page, { shop: '柜台店', member: '何敏' });
  await goTo(page, '商品');
  await makeProduct(page, { name: '牛奶', price: '12.97' });
  await goTo(page, '设置');
  await page.getByRole('searchbox', { name: '搜索设置' }).fill('零头');
  await expect(page.locator('hc-settings-page .card')).toHaveCount(1);
  await page.getByRole('button', { name: '抹角' }).click();
  await expect(page.getByText(/何敏 .* 改/)).toBeVisible();
  await page.getByRole('searchbox', { name: '搜索设置' }).fill('没有这种设置');
  await expect(page.getByText('没有找到“没有这种设置”')).toBeVisible();
  await page.getByRole('button', { name: '清除搜索' }).click();
  await page.getByRole('searchbox', { name: '搜索设置' }).fill('左手');
  await page.getByRole('button', { name: /^左手/ }).click();
  await everythingSent(page);
  await goTo(page, '收银');
  await tap(page, '牛奶');
  await expect(due(page)).toHaveText('¥12.00');
  const [cart, goods] = [page.locator('hc-cart'), page.locator('hc-goods-pane')];
  expect((await cart.boundingBox())?.x ?? 0).toBeLessThan((await goods.boundingBox())?.x ?? 0);
});
