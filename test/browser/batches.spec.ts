// Goods with batches from the delivery to the counter: asked for where they are, sold from the earliest expiry on, refused once only the expired is
// left, written off then.
import { ask, run } from './kit/dressed-shop.ts';
import { openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { goTo, makeProduct, onHand, sheetOf } from './kit/shop-pages.ts';
import { cart, sell, tap } from './kit/till.ts';

test('a delivery names its batches, the till takes the earliest that is good, and what is expired is only written off', async ({
  house,
}) => {
  const { page, complaints } = await house.device();
  await openEmptyShop(page, { shop: '便利店', member: '何敏' });
  await goTo(page, '商品');
  await makeProduct(page, { name: '酸奶', price: '8' });
  const found = { search: '酸奶', category: null, filter: 'all', sort: { by: 'itemNo', descending: false } } as const;
  const { rows } = await ask(page, 'products', { ...found, offset: 0, limit: 1 });
  await run(page, 'setProductField', { id: rows[0]?.id ?? '', field: 'tracking', value: 'batch' });

  for (const [batch, expiry, quantity] of [
    ['旧批', '2020-01-01', '2'],
    ['新批', '2099-12-31', '1'],
  ] as const) {
    await goTo(page, '入库');
    await page.getByRole('searchbox', { name: '搜索商品' }).fill('酸奶');
    await page.getByRole('button', { name: /^酸奶/ }).click();
    const line = page.locator('hc-receive-line', { hasText: '酸奶' });
    await line.getByLabel('实收').fill(quantity);
    await line.getByLabel('实收').press('Tab');
    if (batch === '旧批') {
      await page.getByRole('button', { name: /^入库 / }).click();
      await expect(page.getByText('酸奶 还没填批号。照包装填上再入库')).toBeVisible();
    }
    await line.getByLabel('批号').fill(batch);
    await line.getByLabel('批号').press('Tab');
    await line.getByLabel('有效期至').fill(expiry);
    await line.getByLabel('有效期至').press('Tab');
    await page.getByRole('button', { name: /^入库 / }).click();
    await expect(page.getByText(/已入库，单号/)).toBeVisible();
  }

  await goTo(page, '库存');
  expect(await onHand(page, '酸奶')).toBe('3');
  const batches = page.getByRole('list', { name: '批次' }).getByRole('listitem');
  await expect(batches).toHaveText([/旧批.*2020-01-01.*已过期.*2/s, /新批.*2099-12-31.*1/s]);
  await page.getByRole('button', { name: /^临期过期\s*1/ }).click();
  await expect(page.locator('hc-stock-grid').getByText('已过期')).toBeVisible();

  await goTo(page, '收银');
  await sell(page, '酸奶');
  await tap(page, '酸奶');
  await cart(page).getByRole('button', { name: '收款' }).click();
  await page.getByRole('button', { name: '刚好' }).click();
  await page.getByRole('button', { name: '确认收款' }).click();
  await expect(page.getByText(/酸奶 没过期的只剩 0/)).toBeVisible();

  await goTo(page, '库存');
  await page.getByRole('button', { name: '其他出入库' }).click();
  const form = sheetOf(page, '其他出入库');
  await form.getByRole('button', { name: '报损' }).first().click();
  await form.getByRole('button', { name: '过期', exact: true }).click();
  await form.getByRole('searchbox', { name: '搜索商品' }).fill('酸奶');
  await form.getByRole('button', { name: /^酸奶/ }).click();
  await form.getByLabel('数量').fill('2');
  await form.getByLabel('数量').press('Tab');
  await form.getByRole('button', { name: '报损' }).last().click();
  await expect(form).toBeHidden();
  await expect.poll(() => onHand(page, '酸奶')).toBe('0');
  await expect(batches).toHaveCount(0);
  expect(complaints).toEqual([]);
});
