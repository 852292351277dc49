// Prices at the counter: a promotion made on its page is taken off at the till and named there; prices by hand; payments that go wrong.
import { openEmptyShop } from './kit/first-run.ts';
import { type Device, expect, type House, test } from './kit/house.ts';
import { goTo, makeProduct } from './kit/shop-pages.ts';
import { cart, due, lines, next, paid, tap, ticketList } from './kit/till.ts';

async function counter(house: House): Promise<Device> {
  const device = await house.device();
  await openEmptyShop(device.page, { shop: '促销店', member: '何敏' });
  await goTo(device.page, '商品');
  await makeProduct(device.page, { name: '纯牛奶', price: '6.5' });
  await makeProduct(device.page, { name: '圆领衫', price: '79' });
  return device;
}

test('a promotion of its page is on the ticket, by name, to the cent', async ({ house }) => {
  const { page } = await counter(house);
  await goTo(page, '设置');
  await page.getByRole('link', { name: '看促销' }).click();
  await page.getByRole('button', { name: '新建' }).click();
  const form = page.locator('hc-promotion-form');
  await form.getByLabel('名称，收银台和小票上显示').fill('牛奶第二件半价');
  await form.getByRole('button', { name: '第二件半价' }).click();
  await form.getByLabel('付百分比').fill('50');
  await form.getByRole('searchbox', { name: '搜索商品' }).first().fill('纯牛奶');
  await form
    .getByRole('button', { name: /纯牛奶/ })
    .first()
    .click();
  await expect(form.getByRole('status')).toContainText('纯牛奶：按价高到低，每第 2 件付 50%');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.locator('hc-promotions-page a.row')).toContainText('牛奶第二件半价');

  await goTo(page, '收银');
  await tap(page, '纯牛奶');
  await cart(page).getByText('销售单').click();
  await page.keyboard.press('+');
  await expect(due(page)).toHaveText('¥9.75');
  await expect(lines(page)).toContainText('牛奶第二件半价');
  await expect(cart(page)).toContainText('已省 3.25');
  await cart(page).getByRole('button', { name: '收款' }).click();
  await page.getByRole('button', { name: '刚好' }).click();
  await page.getByRole('button', { name: '确认收款' }).click();
  await paid(page);
  await next(page);
  expect(await ticketList(page)).toMatchObject([{ amount: '9.75' }]);
});

test('by keys: a typed price, a percentage off the ticket, a gift', async ({ house }) => {
  const { page } = await counter(house);
  await goTo(page, '收银');
  await tap(page, '圆领衫');
  await cart(page).getByText('销售单').click();
  await page.keyboard.press('F2');
  await expect(page.getByLabel('改成单价')).toBeFocused();
  await page.keyboard.insertText('70');
  await page.keyboard.press('Enter');
  await expect(due(page)).toHaveText('¥70.00');
  await expect(lines(page)).toContainText('改价');
  await page.keyboard.press('Alt+d');
  await expect(page.getByLabel('付原价的 %')).toBeFocused();
  await page.keyboard.insertText('95');
  await page.keyboard.press('Enter');
  await expect(due(page)).toHaveText('¥66.50');
  await tap(page, '纯牛奶');
  await cart(page).getByText('销售单').click();
  await page.keyboard.press('F2');
  await page.getByRole('button', { name: '赠送' }).click();
  await expect(lines(page).last()).toContainText('赠品');
  await expect(due(page)).toHaveText('¥66.50');
  await cart(page).getByText('销售单').click();
  await page.keyboard.press('Delete');
  await expect(lines(page)).toHaveCount(1);
});

test('a silent phone is never charged twice; a wallet that took too much gives back in cash', async ({ house }) => {
  const { page } = await counter(house);
  await goTo(page, '收银');
  await tap(page, '圆领衫');
  const pay = page.locator('hc-pay-pane');
  await cart(page).getByRole('button', { name: '收款' }).click();
  await pay.getByRole('button', { name: '微信' }).click();
  await pay.getByRole('button', { name: '没有回音，稍后再看' }).click();
  await expect(pay).toContainText('没有回音');
  await expect(cart(page).getByRole('button', { name: '确认收款' })).toBeDisabled();
  await page.reload();
  await expect(lines(page)).toHaveCount(1);
  await cart(page).getByRole('button', { name: '收款' }).click();
  await pay.getByRole('button', { name: '没到账' }).click();
  await pay.getByRole('button', { name: '微信' }).click();
  for (const key of ['1', '0', '0']) await page.keyboard.press(key);
  await pay.getByRole('button', { name: '已收 ¥100.00，退现金 ¥21.00' }).click();
  await expect(pay).toContainText('−21.00');
  await cart(page).getByRole('button', { name: '确认收款' }).click();
  await paid(page);
  await next(page);
  expect(await ticketList(page)).toMatchObject([{ amount: '79.00' }]);
});
