// Goods as a shop keeps them: the colour × size matrix typed, pasted and filled; a picture made offline and seen by a colleague; everything in the
// history; many changed at once and taken back; two people in one product; categories moved; a code that opens or makes.
import type { Page } from '@playwright/test';
import { ask, run } from './kit/dressed-shop.ts';
import { joinByLink, openEmptyShop } from './kit/first-run.ts';
import { type Device, expect, type House, test } from './kit/house.ts';
import { scan } from './kit/scanner.ts';
import { everythingSent, goTo, invite, kept, makeProduct, offline, openProduct, sheetOf } from './kit/shop-pages.ts';

const detail = (page: Page) => page.locator('hc-product-detail');
const matrix = (page: Page) => detail(page).locator('hc-variant-matrix');
const cells = (page: Page) => matrix(page).locator('td input');
const tab = (page: Page, name: string) => detail(page).getByRole('tab', { name }).click();
const mode = (page: Page, name: string) => matrix(page).getByRole('button', { name, exact: true }).click();

async function shop(house: House): Promise<Device> {
  const owner = await house.device({ viewport: { width: 1440, height: 900 } });
  await openEmptyShop(owner.page, { shop: '河坊街衣橱', member: '林珊', device: '1 号收银机' });
  await goTo(owner.page, '商品');
  return owner;
}

/** A shirt in two colours and three sizes, made on the screen. */
async function shirt(page: Page): Promise<void> {
  await makeProduct(page, { name: '亚麻衬衫', unit: '件', price: '269' });
  await openProduct(page, '亚麻衬衫');
  await detail(page).getByRole('button', { name: '加规格' }).click();
  const sheet = sheetOf(page, '加规格');
  await sheet.getByLabel('值，用空格隔开').nth(0).fill('米白 雾蓝');
  await sheet.getByLabel('值，用空格隔开').nth(1).fill('S M L');
  await expect(sheet.getByText('将新增 6 个规格')).toBeVisible();
  await sheet.getByRole('button', { name: '生成规格' }).click();
  await expect(matrix(page).locator('tbody tr')).toHaveCount(2);
}

async function paste(page: Page, cell: number, text: string): Promise<void> {
  await cells(page).nth(cell).focus();
  await cells(page)
    .nth(cell)
    .evaluate((input, block) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', block);
      input.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
      );
    }, text);
}

const values = (page: Page): Promise<readonly string[]> =>
  cells(page).evaluateAll((inputs) => inputs.map((input) => (input instanceof HTMLInputElement ? input.value : '')));

test('the matrix: a sheet is pasted, a cell fills its row, a head its column, and one press takes it back', async ({
  house,
}) => {
  const { page, complaints } = await shop(house);
  await shirt(page);
  await mode(page, '价格');
  await expect(cells(page)).toHaveCount(6);

  await paste(page, 1, '279\t289\n299\t309');
  await expect.poll(() => values(page)).toEqual(['', '279.00', '289.00', '', '299.00', '309.00']);
  const pasted = await values(page);

  await cells(page).nth(0).fill('259');
  await cells(page).nth(0).press('Tab');
  await cells(page).nth(0).focus();
  await matrix(page).getByRole('button', { name: '向右填 →' }).click();
  await expect.poll(async () => (await values(page)).slice(0, 3)).toEqual(['259.00', '259.00', '259.00']);
  await page.getByRole('alert').filter({ hasText: '已改 2 格' }).getByRole('button', { name: '撤销' }).click();
  await expect.poll(async () => (await values(page)).slice(0, 3)).toEqual(['259.00', pasted[1], pasted[2]]);

  await matrix(page).locator('thead').getByRole('button').last().click();
  await matrix(page).locator('.whole input').fill('199');
  await matrix(page).getByRole('button', { name: '填入' }).click();
  await expect.poll(async () => [(await values(page))[2], (await values(page))[5]]).toEqual(['199.00', '199.00']);

  // What is no price stays as typed, with the reason, and nothing of that act is kept.
  await paste(page, 0, '100\tabc');
  await expect(matrix(page).getByText('这不是有效的数')).toBeVisible();
  expect((await values(page))[2]).toBe('199.00');

  await mode(page, '条码');
  await cells(page).nth(0).fill('6901234567891');
  await cells(page).nth(0).press('Tab');
  await expect(matrix(page).getByText('6901234567891 的校验码应为 2')).toBeVisible();
  await cells(page).nth(0).fill('6901234567892');
  await cells(page).nth(0).press('Tab');
  await expect(matrix(page).getByText('的校验码应为')).toHaveCount(0);
  await expect.poll(async () => (await ask(page, 'scan', { code: '6901234567892' })).kind).toBe('variant');

  await tab(page, '改动记录');
  await expect(detail(page).locator('hc-product-history li').first()).toContainText('6901234567892');
  await expect(detail(page).locator('hc-product-history')).toContainText('林珊 · 1 号收银机');
  expect(complaints).toEqual([]);
});

/** A PNG of one colour, made by the page. */
async function picture(page: Page, name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const data = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 2400;
    canvas.height = 1200;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = 'teal';
    context.fillRect(0, 0, 2400, 1200);
    context.fillStyle = 'white';
    context.fillRect(300, 300, 600, 600);
    return canvas.toDataURL('image/png');
  });
  return { name, mimeType: 'image/png', buffer: Buffer.from(data.split(',')[1] ?? '', 'base64') };
}

test('a picture taken offline is there at once, and at a colleague’s once the line is back', async ({ house }) => {
  const owner = await shop(house);
  const { page } = owner;
  await makeProduct(page, { name: '帆布包', unit: '只', price: '129' });
  const link = await invite(page, '店长');
  const other = await house.device({ viewport: { width: 1440, height: 900 } });
  await joinByLink(other, link, { member: '周宁', device: '办公室电脑' });
  await everythingSent(other.page);
  await goTo(other.page, '商品');
  await goTo(page, '商品');
  await openProduct(page, '帆布包');
  await tab(page, '资料');
  await detail(page).getByRole('button', { name: /^编辑/ }).click();

  await kept(owner.page);
  owner.line.cut();
  await offline(page);
  await detail(page)
    .locator('hc-product-pictures input[type=file]')
    .setInputFiles(await picture(page, 'bag.png'));
  const shown = (where: Page) => detail(where).locator('hc-product-pictures img');
  await expect(shown(page)).toHaveCount(1);
  const [{ id } = { id: '' }] = (
    await ask(page, 'products', {
      search: '帆布包',
      category: null,
      filter: 'all',
      sort: { by: 'itemNo', descending: false },
      offset: 0,
      limit: 1,
    })
  ).rows;
  const made = (await ask(page, 'product', { id }))?.fields.pictures;
  expect(made).toMatchObject([{ width: 1600, height: 800 }]);

  // Reloaded without a network it is still there.
  await page.reload();
  await openProduct(page, '帆布包');
  await tab(page, '资料');
  await expect(shown(page)).toHaveCount(1);

  owner.line.mend();
  await everythingSent(page);
  await openProduct(other.page, '帆布包');
  await tab(other.page, '资料');
  await expect(shown(other.page)).toHaveCount(1, { timeout: 30_000 });
  const size = await shown(other.page).evaluate((image) =>
    image instanceof HTMLImageElement ? [image.naturalWidth, image.naturalHeight] : [],
  );
  expect(size).toEqual([240, 120]);

  // What is no picture is refused with a reason, and nothing is written.
  await detail(page).getByRole('button', { name: /^编辑/ }).click();
  await detail(page)
    .locator('hc-product-pictures input[type=file]')
    .setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
  await expect(detail(page).getByText('这不是能用的图片')).toBeVisible();
  expect((await ask(page, 'product', { id }))?.fields.pictures).toHaveLength(1);
});

test('twenty prices up by 10 % in one go, and taken back by one press', async ({ house }) => {
  const { page } = await shop(house);
  for (let i = 0; i < 20; i++) {
    const fields = { name: `袜子 ${i}`, itemNo: `A${100 + i}`, unit: '双', retailPrice: 100_000 };
    await run(page, 'createProduct', { fields });
  }
  await goTo(page, '商品');
  await page.locator('hc-product-grid input[type=checkbox]').first().check();
  await page.getByRole('button', { name: '全选 20 个' }).click();
  await expect(page.getByText('已选 20 个')).toBeVisible();
  await page.getByRole('button', { name: '批量改', exact: true }).click();
  const sheet = sheetOf(page, '批量改 20 个商品');
  await sheet.getByLabel('涨跌，如 10 或 -5').fill('10');
  await sheet.getByRole('button', { name: '改 20 个' }).click();
  await expect(page.locator('hc-product-grid').getByText('11.00').first()).toBeVisible();
  await expect(page.locator('hc-product-grid').getByText('10.00')).toHaveCount(0);
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(page.locator('hc-product-grid').getByText('10.00').first()).toBeVisible();
  await expect(page.locator('hc-product-grid').getByText('11.00')).toHaveCount(0);

  // Through the goods one by one, and a copy of one.
  const head = (name: string) => detail(page).getByRole('heading', { name, exact: true });
  await page.locator('hc-product-grid').getByText('袜子 0', { exact: true }).click();
  await expect(head('袜子 0')).toBeVisible();
  await detail(page).getByRole('button', { name: /^编辑/ }).click();
  await page.keyboard.press('Control+ArrowDown');
  await expect(head('袜子 1')).toBeVisible();
  await expect(detail(page).getByRole('button', { name: '完成' })).toBeVisible();
  await page.keyboard.press('Control+ArrowUp');
  await expect(head('袜子 0')).toBeVisible();
  await page.keyboard.press('Control+d');
  await expect(head('袜子 0 副本')).toBeVisible();
});

test('two people in one product: who is in a field shows there, and both values stay until somebody chooses', async ({
  house,
}) => {
  const owner = await shop(house);
  const { page } = owner;
  await makeProduct(page, { name: '羊绒围巾', unit: '条', price: '159' });
  const link = await invite(page, '店长');
  const other = await house.device({ viewport: { width: 1440, height: 900 } });
  await joinByLink(other, link, { member: '周宁', device: '办公室电脑' });
  await everythingSent(other.page);
  await goTo(other.page, '商品');
  await goTo(page, '商品');
  await openProduct(page, '羊绒围巾');
  await openProduct(other.page, '羊绒围巾');
  await expect(detail(page).locator('.head .avatar')).toHaveAttribute('title', '周宁 · 办公室电脑');

  await detail(other.page).getByRole('button', { name: /^编辑/ }).click();
  await detail(other.page).getByLabel('品牌').focus();
  await detail(page).getByRole('button', { name: /^编辑/ }).click();
  await expect(detail(page).locator('hc-field .here .avatar')).toHaveAttribute('aria-label', '周宁 正在这里');

  await kept(other.page);
  other.line.cut();
  await offline(other.page);
  await detail(other.page).getByLabel('品牌').fill('合仓');
  await detail(other.page).getByLabel('品牌').press('Tab');
  await detail(page).getByLabel('品牌').fill('和仓');
  await detail(page).getByLabel('品牌').press('Tab');
  await everythingSent(page);
  other.line.mend();
  await everythingSent(other.page);
  const card = detail(page).locator('hc-conflict-card');
  await expect(card).toContainText('合仓');
  await expect(card).toContainText('和仓');
  await card.getByRole('button', { name: /用/ }).first().click();
  await expect(card).toHaveCount(0);
  await expect(detail(other.page).locator('hc-conflict-card')).toHaveCount(0);
});

test('a category is renamed and moved on the screen, and its goods follow; a code opens its product or begins one', async ({
  house,
}) => {
  const { page } = await shop(house);
  await run(page, 'createProduct', {
    fields: { name: '橙汁', unit: '瓶', category: '饮料/果汁', barcodes: ['6901234567892'] },
  });
  await run(page, 'createProduct', { fields: { name: '大米', unit: '袋', category: '粮油' } });
  await goTo(page, '商品');
  await page.getByLabel('类别').selectOption('/');
  const sheet = sheetOf(page, '类别');
  await sheet.getByRole('button', { name: '果汁', exact: true }).click();
  await sheet.getByLabel('名称').fill('鲜榨');
  await sheet.getByLabel('名称').press('Tab');
  await expect(sheet.getByRole('button', { name: '鲜榨', exact: true })).toBeVisible();
  await sheet.getByRole('button', { name: '鲜榨', exact: true }).click();
  await sheet.getByLabel('放在').selectOption({ label: '粮油' });
  await expect.poll(async () => (await ask(page, 'categories', null)).map(({ name }) => name)).toContain('粮油/鲜榨');
  await page.keyboard.press('Escape');

  await scan(page, '6901234567892');
  await expect(detail(page).getByRole('heading', { name: '橙汁' })).toBeVisible();
  await expect(detail(page).locator('.head')).toContainText('粮油/鲜榨');
  await page.keyboard.press('Control+ArrowDown');
  await scan(page, '6900000000007');
  await expect(sheetOf(page, '新建商品').getByLabel('条码')).toHaveValue('6900000000007');
});
