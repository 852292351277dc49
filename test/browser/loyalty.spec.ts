// Members at the counter: added by phone, topped up, served on two tills with one offline, and goods that come back.
import type { Page } from '@playwright/test';
import { joinByLink, openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { everythingSent, goTo, invite, kept, makeProduct, offline } from './kit/shop-pages.ts';
import { cart, due, next, openTickets, paid, tap } from './kit/till.ts';

const pane = (page: Page) => page.locator('hc-member-pane');
const row = (page: Page) => cart(page).locator('.member');

async function takeMember(page: Page, typed: string, name: string): Promise<void> {
  await page.keyboard.press('F9');
  await pane(page).getByLabel('找会员').fill(typed);
  await pane(page).locator('.row', { hasText: name }).click();
  await pane(page).getByRole('button', { name: '用于这一单' }).click();
  await expect(row(page)).toContainText(name);
}

test('add a member by phone, top up 200 with 20 on top, spend on two tills with one offline, take goods back', async ({
  house,
}) => {
  const first = await house.device();
  const { page } = first;
  await openEmptyShop(page, { shop: '柜台店', member: '何敏' });
  await goTo(page, '商品');
  await makeProduct(page, { name: '牛奶', price: '60' });
  await goTo(page, '会员');
  await page.getByRole('link', { name: '会员规则' }).click();
  await page.getByLabel('充多少元').fill('200');
  await page.getByLabel('送多少元').fill('20');
  await page.getByRole('button', { name: '加档位' }).click();
  await expect(page.getByText('送 20.00')).toBeVisible();
  const link = await invite(page, '销售');
  const second = await house.device();
  await joinByLink(second, link, { member: '林珊', device: '2 号机' });
  await everythingSent(second.page);

  // The seller adds a member by a number that nobody has, and tops up: one field, then two buttons.
  const other = second.page;
  await goTo(other, '收银');
  await other.keyboard.press('F9');
  await pane(other).getByLabel('找会员').fill('13800001234');
  await pane(other).getByLabel('姓名（可以不填）').fill('陈静');
  await pane(other).getByRole('button', { name: '加为会员' }).click();
  await pane(other).getByRole('button', { name: '充值' }).click();
  await other.getByRole('button', { name: '充 200.00' }).click();
  await other.getByRole('button', { name: '收现金 ¥200.00' }).click();
  await expect(other.locator('hc-top-up-paper .big-figure')).toHaveText('¥220.00');
  await other.getByRole('button', { name: '完成' }).click();
  await pane(other).getByRole('button', { name: '用于这一单' }).click();
  await everythingSent(other);

  // 60.00 with stored value alone: 60 points.
  await tap(other, '牛奶');
  await cart(other).getByRole('button', { name: '收款' }).click();
  await other.getByRole('button', { name: '储值', exact: false }).first().click();
  await cart(other).getByRole('button', { name: '扣储值 ¥60.00' }).click();
  const number = await paid(other);
  await expect(other.locator('hc-receipt')).toContainText('储值余额');
  await expect(other.locator('hc-receipt')).toContainText('160.00');
  await next(other);
  await everythingSent(other);

  // Next door the member is known by the last four digits; offline from here on. Points, stored value and cash in one ticket.
  await goTo(page, '收银');
  await tap(page, '牛奶');
  await takeMember(page, '1234', '陈静');
  await expect(row(page)).toContainText('储值 160.00');
  await expect(row(page)).toContainText('积分 60');
  await kept(first.page);
  first.line.cut();
  await offline(page);
  await cart(page).getByRole('button', { name: '积分抵 0.60' }).click();
  await expect(due(page)).toHaveText('¥59.40');
  await cart(page).getByRole('button', { name: '收款' }).click();
  await page.getByRole('button', { name: '储值', exact: false }).first().click();
  await page.locator('hc-pay-pane').getByRole('button', { name: '4', exact: true }).click();
  await page.locator('hc-pay-pane').getByRole('button', { name: '0', exact: true }).first().click();
  await cart(page).getByRole('button', { name: '扣储值 ¥40.00' }).click();
  await page.getByRole('button', { name: '刚好' }).click();
  await page.getByRole('button', { name: '确认收款' }).click();
  const mixed = await paid(page);
  await next(page);

  // Meanwhile the first ticket comes back on the other till: to stored value.
  await openTickets(other);
  const desk = other.locator('hc-desk-pane');
  await desk.locator('.row', { hasText: number }).click();
  await desk.getByRole('button', { name: '退货' }).click();
  await desk.getByRole('button', { name: '全退' }).click();
  await desk.getByRole('button', { name: '质量问题' }).click();
  await desk.getByRole('button', { name: '退款 ¥60.00' }).click();
  await expect(desk.getByRole('heading', { name: '已退款' })).toBeVisible();
  await desk.getByRole('button', { name: '下一单' }).click();

  first.line.mend();
  await everythingSent(page);
  // 220 − 40 stored; 60 − 60 back, 60 used, 59 earned.
  for (const device of [first, second]) {
    await goTo(device.page, '会员');
    await device.page.locator('.row', { hasText: '陈静' }).first().click();
    const card = device.page.locator('hc-member-card');
    await expect(card.locator('.figures dd').first()).toHaveText('180.00', { timeout: 20_000 });
    await expect(card.locator('.figures dd').last()).toHaveText('-1');
    await expect(card.locator('.row', { hasText: mixed }).first()).toBeVisible();
  }
  for (const device of [first, second]) expect(device.complaints).toEqual([]);
});

test('members of another system come by file, their balances once; principal is paid out with its paper', async ({
  house,
}) => {
  const { page, complaints } = await house.device();
  await openEmptyShop(page, { shop: '柜台店', member: '何敏' });
  await goTo(page, '会员');
  const file = {
    name: '会员.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('姓名,手机号,储值余额,赠送,积分\n陈静,13800001234,300,20,250\n林晓,12,,,\n,13900005678,,,8\n'),
  };
  const take = async (done: string): Promise<void> => {
    await page.getByRole('link', { name: '导入' }).click();
    await page.getByLabel('选文件').setInputFiles(file);
    await expect(page.getByText('第 3 行')).toBeVisible();
    await page.getByRole('button', { name: '导入 2 位' }).click();
    await expect(page.getByText(done)).toBeVisible();
    await page.locator('hc-member-import').getByRole('button', { name: '返回' }).click();
  };
  await take('加了 2 位，跳过已有的 0 位');
  await take('加了 0 位，跳过已有的 2 位');
  await page.locator('.row', { hasText: '陈静' }).click();
  const card = page.locator('hc-member-card');
  await expect(card.locator('.figures dd').first()).toHaveText('320.00');
  await card.getByRole('button', { name: '退储值' }).click();
  await page.getByLabel('退还金额').fill('100');
  await page.getByLabel('原因').fill('客户要求');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(card.locator('.figures dd').first()).toHaveText('220.00');
  await card.locator('.row', { hasText: '退储值' }).click();
  await expect(page.locator('hc-top-up-paper')).toContainText('退还本金');
  await page.locator('hc-top-up-paper').getByRole('button', { name: '完成' }).click();
  expect(complaints).toEqual([]);
});
