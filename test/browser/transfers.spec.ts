// Goods between two branches: who lacks them asks, who has them ships while away, less arrives than was sent, and that is settled.
import type { Page } from '@playwright/test';
import { ask, run } from './kit/dressed-shop.ts';
import { joinByLink, openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
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

async function addBranch(page: Page, name: string): Promise<void> {
  await goTo(page, '设置');
  await page.locator('a[href="/places"]').first().click();
  await page.getByRole('button', { name: '新门店' }).click();
  const form = page.locator('hc-place-form');
  await form.getByLabel('名称').fill(name);
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form.getByRole('heading', { level: 2, name })).toBeVisible();
}

/** The only transfer in the list. */
async function openTransfer(page: Page): Promise<void> {
  await goTo(page, '调拨');
  await page.locator('hc-transfers-page a.row').first().click();
}

test('branch A ships while offline, branch B receives one short, its manager writes it off, and both see the same', async ({
  house,
}) => {
  const a = await house.device();
  await openEmptyShop(a.page, { shop: '河坊街店', member: '何敏', device: '店主电脑' });
  await goTo(a.page, '商品');
  await makeProduct(a.page, { name: '牛奶', price: '6.50', itemNo: 'N1', barcode: '6901234567892' });
  await receive(a.page, '牧场', [{ name: '牛奶', quantity: '24' }]);
  await addBranch(a.page, '西溪店');
  const link = await invite(a.page, '店长', '西溪店');

  const b = await house.device();
  await joinByLink(b, link, { member: '林小满', device: '西溪平板' });
  await everythingSent(b.page);
  await goTo(b.page, '调拨');
  await b.page.getByRole('button', { name: '新调拨' }).click();
  await expect(b.page.locator('hc-transfer-new select').last().locator('option:checked')).toHaveText('西溪店');
  await b.page.getByRole('searchbox', { name: '搜索商品' }).fill('牛奶');
  await b.page.getByRole('button', { name: /^牛奶/ }).click();
  await b.page.getByLabel('数量').fill('20');
  await b.page.getByLabel('数量').press('Tab');
  await b.page.getByRole('button', { name: '提交 20 件' }).click();
  await expect(b.page.locator('hc-transfer-detail')).toContainText('待发货');
  // The other branch's stock is not theirs to see.
  await expect(b.page.locator('hc-transfer-detail')).not.toContainText('发货仓现存');

  await openTransfer(a.page);
  await expect(a.page.locator('hc-transfer-detail')).toContainText('发货仓现存 24');
  await goTo(a.page, '库存');
  expect(await onHand(a.page, '牛奶')).toBe('24');
  await expect(stockFigure(a.page, '占用')).toHaveText('20');
  await expect(stockFigure(a.page, '可用')).toHaveText('4');
  await kept(a.page);
  a.line.cut();
  await offline(a.page);
  await openTransfer(a.page);
  await a.page.getByRole('button', { name: '发货', exact: true }).click();
  await a.page.getByRole('button', { name: '全部发出' }).click();
  await a.page.getByRole('button', { name: '发货 20 件' }).click();
  await expect(a.page.locator('hc-transfer-detail')).toContainText('只在本机');
  await expect(a.page.locator('hc-transfer-detail')).toContainText('在途');
  await expect(b.page.locator('hc-transfer-detail')).toContainText('待发货');
  a.line.mend();
  await everythingSent(a.page);

  await b.page.getByRole('button', { name: '收货', exact: true }).click({ timeout: 20_000 });
  await b.page.getByLabel('实收').fill('19');
  await b.page.getByLabel('实收').press('Tab');
  const book = b.page.getByRole('button', { name: '收货 19 件' });
  await expect(book).toBeDisabled();
  await b.page.getByRole('button', { name: '短少，不再等' }).click();
  await book.click();
  await expect(b.page.locator('hc-transfer-detail')).toContainText('短少 1');
  // The task is in both review lists, and leads to the transfer.
  await goTo(a.page, '待复核');
  await expect(a.page.locator('hc-transfer-tasks')).toContainText('短少 1', { timeout: 20_000 });
  await b.page.getByRole('button', { name: '记为损耗' }).click();
  await b.page.getByLabel('原因').fill('路上破了一盒');
  await b.page.getByRole('button', { name: '记为损耗' }).last().click();
  await expect(b.page.locator('hc-transfer-detail')).toContainText('已完成');

  await expect(a.page.locator('hc-transfer-tasks')).not.toContainText('短少', { timeout: 20_000 });
  await goTo(b.page, '库存');
  expect(await onHand(b.page, '牛奶')).toBe('19');
  await expect(stockFigure(b.page, '在途')).toHaveText('0');
  await goTo(a.page, '库存');
  expect(await onHand(a.page, '牛奶')).toBe('4');
  const [here] = (await ask(a.page, 'transfers', { tab: 'done', search: '', limit: 10 })).rows;
  const [there] = (await ask(b.page, 'transfers', { tab: 'done', search: '', limit: 10 })).rows;
  expect(here?.id).toBe(there?.id);
  expect([...a.complaints, ...b.complaints]).toEqual([]);
});

test('a till without quota asks another one, which answers with one tap; a lost till gives back what it holds', async ({
  house,
}) => {
  const a = await house.device();
  await openEmptyShop(a.page, { shop: '河坊街店', member: '何敏', device: '一号机' });
  await goTo(a.page, '商品');
  await makeProduct(a.page, { name: '限量茶饼', price: '99', itemNo: 'C1', barcode: '6901234567892' });
  await receive(a.page, '茶厂', [{ name: '限量茶饼', quantity: '5' }]);
  const [product = ''] = await ask(a.page, 'productIds', {
    search: '限量茶饼',
    category: null,
    filter: 'all',
    sort: { by: 'name', descending: false },
  });
  await run(a.page, 'setStockRule', { product, rule: 'strict' });
  const link = await invite(a.page, '销售');
  const b = await house.device();
  await joinByLink(b, link, { member: '李强', device: '二号机' });
  await everythingSent(b.page);
  await a.page.goto('/quota');
  await a.page.getByLabel('数量').fill('3');
  await a.page.getByLabel('数量').press('Tab');
  await a.page.getByRole('button', { name: /^分给/ }).click();
  await expect(a.page.locator('hc-quota-page .figures')).toContainText('2');

  // The other till has none: it says so, and whom to ask.
  await goTo(b.page, '收银');
  await b.page.locator('hc-tile').first().click();
  const line = b.page.locator('hc-till-quota');
  await expect(line).toContainText('本机没有额度');
  await line.getByRole('button', { name: /^向 .* 要$/ }).click();
  await expect(line).toContainText('已经要了额度');
  await goTo(a.page, '收银');
  await a.page.locator('hc-till-quota').getByRole('button', { name: '给 1' }).click({ timeout: 20_000 });
  await expect
    .poll(async () => (await ask(b.page, 'quotaLeft', { variant: product }))?.left, { timeout: 20_000 })
    .toBe(1000);
  await b.page.locator('hc-tile').first().click();
  await expect(line).not.toContainText('本机没有额度');
  // Given up for lost: what it holds is the warehouse's again.
  await a.page.goto('/quota');
  await a.page.getByRole('button', { name: '全部收回' }).click();
  await a.page.getByRole('button', { name: /^收回 .* 的额度$/ }).click();
  await expect.poll(async () => (await ask(a.page, 'quota', null)).rows[0]?.pool).toBe(3000);
  expect([...a.complaints, ...b.complaints]).toEqual([]);
});

test('who works in two branches switches in the top bar at once; a branch that closes hands its goods on', async ({
  house,
}) => {
  const { page, complaints } = await house.device();
  await openEmptyShop(page, { shop: '河坊街店', member: '何敏', device: '店主电脑' });
  await goTo(page, '商品');
  await makeProduct(page, { name: '牛奶', price: '6.50', itemNo: 'N1' });
  await receive(page, '牧场', [{ name: '牛奶', quantity: '24' }]);
  await addBranch(page, '西溪店');
  const tree = await ask(page, 'placeTree', null);
  const [first, second] = tree.branches;
  const took = await page.evaluate(async () => {
    const bar = document
      .querySelector('hc-app')
      ?.shadowRoot?.querySelector<HTMLElement & { readonly text: string }>('hc-workplace');
    const button = (name: string): HTMLElement | undefined =>
      [...(bar?.shadowRoot?.querySelectorAll<HTMLElement>('button') ?? [])].find((one) =>
        one.textContent?.includes(name),
      );
    button('总店')?.click();
    const started = performance.now();
    button('西溪店')?.click();
    while (bar?.text !== '西溪店') await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - started;
  });
  expect(took).toBeLessThan(200);
  await goTo(page, '库存');
  expect(await onHand(page, '牛奶')).toBe('0');

  // What the other branch has is shown when the shop says so.
  await expect(page.locator('hc-stock-places')).not.toContainText('总店');
  await goTo(page, '设置');
  await page.locator('a[href="/places"]').first().click();
  await page.getByLabel('能看到其他门店的库存').check();
  await goTo(page, '库存');
  expect(await onHand(page, '牛奶')).toBe('0');
  await expect(page.locator('hc-stock-places li', { hasText: '总店' })).toContainText('24');

  // Closing the first asks where its stock goes.
  await goTo(page, '设置');
  await page.locator('a[href="/places"]').first().click();
  await page.locator('hc-places-page').getByRole('link', { name: '总店' }).first().click();
  await page.locator('hc-place-form').getByRole('button', { name: '关闭' }).click();
  const sheet = sheetOf(page, '关闭 总店');
  const close = sheet.getByRole('button', { name: '关闭 总店' });
  await expect(close).toBeDisabled();
  await sheet.getByLabel('里面还有 1 种货，调到哪里').selectOption({ label: '西溪店' });
  await close.click();
  await expect(page.locator('hc-places-page')).toContainText('已关闭');
  await goTo(page, '库存');
  expect(await onHand(page, '牛奶')).toBe('24');
  const after = await ask(page, 'placeTree', null);
  expect(after.branches.map(({ id }) => id)).toEqual([second?.id]);
  expect(after.closed.some(({ id }) => id === first?.id)).toBe(true);
  // What is closed cannot be worked in any more, and the last one stays.
  await expect(run(page, 'closePlace', { type: 'branch', id: second?.id ?? '', stockTo: null })).rejects.toThrow(
    'place-last',
  );
  expect(complaints).toEqual([]);
});
