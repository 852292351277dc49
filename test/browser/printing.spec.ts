// Paper: what comes out, where it comes out, and that a printer never holds up the next customer.
import path from 'node:path';
import type { Page } from '@playwright/test';
import { PaperTray } from '../kit/paper-tray.ts';
import { RelayProcess } from '../kit/relay-process.ts';
import { ask, run } from './kit/dressed-shop.ts';
import { openEmptyShop } from './kit/first-run.ts';
import { type Device, expect, House, test } from './kit/house.ts';
import { fitsPaper, printedPage } from './kit/papers.ts';
import { goTo, makeProduct } from './kit/shop-pages.ts';
import { cart, next, openTickets, paid, payExactly, tap } from './kit/till.ts';

const cola = { name: '可口可乐', price: '3.5', barcode: '6901234567892', itemNo: 'K01' };
const butter = {
  name: '新西兰进口安佳淡味黄油烘焙专用大包装家庭装',
  price: '25',
  itemNo: 'B02',
  barcode: '6902083881405',
};
const read = (bytes: Buffer): string => new TextDecoder('gb18030').decode(bytes);
const pictures = process.env.HECANG_PICTURES;

async function look(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

async function shopWithGoods(device: Device): Promise<void> {
  const { page } = device;
  await openEmptyShop(page, { shop: '河坊街副食', member: '何敏' });
  await goTo(page, '商品');
  await makeProduct(page, cola);
  await makeProduct(page, butter);
  await goTo(page, '收银');
  await expect(page.locator('hc-tile')).toHaveCount(2);
}

const choose = (page: Page, change: Record<string, unknown>): Promise<void> =>
  page.evaluate((wanted) => localStorage.setItem('hecang.hardware', JSON.stringify(wanted)), change);

test('a browser prints a receipt on paper of its own size, 58 and 80 mm wide, with nothing beyond the edge', async ({
  house,
}) => {
  const device = await house.device();
  const { page } = device;
  await shopWithGoods(device);
  await run(page, 'setShopSettings', { receiptHeader: '欢迎光临', receiptFooter: '凭小票七日内可退换\n谢谢光临' });
  for (const width of [80, 58] as const) {
    await choose(page, { printer: 'browser', width });
    await page.reload();
    await tap(page, '可口可乐');
    await tap(page, '黄油');
    const number = await payExactly(page);
    await page.getByRole('button', { name: '打印' }).click();
    const printed = await printedPage(page, `receipt-${width}`);
    expect(printed.sheets).toHaveLength(1);
    expect(printed.sheets[0]?.[0]).toBe(width);
    expect(await fitsPaper(printed.page)).toBe(true);
    for (const text of [
      '河坊街副食',
      '欢迎光临',
      number,
      '可口可乐',
      butter.name,
      '3.50',
      '25.00',
      '¥28.50',
      '现金',
      '凭小票七日内可退换',
    ])
      await expect(printed.page.locator('.paper')).toContainText(text);
    await expect(printed.page.locator('.paper svg')).toBeVisible();
    await expect(printed.page.locator('.paper')).not.toContainText('补打');
    await printed.page.close();
    await expect(page.getByRole('button', { name: '打印' })).toBeEnabled();
    await page.getByRole('button', { name: '打印' }).click();
    await expect
      .poll(() =>
        page
          .locator('iframe[title=print]')
          .evaluate((frame: HTMLIFrameElement) => frame.contentDocument?.body.textContent ?? ''),
      )
      .toContain('补打 第 2 次打印');
    await next(page);
  }
});

test('a network printer gets the receipt by itself after a cash sale, with the drawer; when it is silent the next sale goes on', async ({
  browser,
}) => {
  const tray = await PaperTray.open();
  const gone = await PaperTray.open();
  await gone.close();
  const relay = await RelayProcess.start({
    env: { HECANG_PRINT: `${tray.address},${gone.address}`, HECANG_CREATE: 'open' },
  });
  const house = new House(browser, relay.port);
  try {
    const device = await house.device();
    const { page } = device;
    await shopWithGoods(device);
    const printers = [tray, gone].map(({ address }, i) => ({ name: `${i + 1} 号`, address }));
    await run(page, 'setShopSettings', { printers });
    await goTo(page, '设置');
    const settings = page.locator('hc-printer-settings');
    await settings.getByRole('button', { name: '网络' }).click();
    await settings.getByLabel('打印机').selectOption(tray.address);
    await settings.getByRole('button', { name: '58 mm' }).click();
    await settings.getByLabel('收款后自动打印').check();
    await settings.getByLabel('收现金时开钱箱').check();
    await settings.getByRole('button', { name: '试印' }).click();
    await expect(settings.getByText('已送出')).toBeVisible();
    expect(read(await tray.job(0))).toContain('打印测试');
    await settings.getByRole('button', { name: '开钱箱' }).click();
    expect((await tray.job(1)).toString('hex')).toBe('1b401b700019fa');

    await goTo(page, '收银');
    await tap(page, '可口可乐');
    const number = await payExactly(page);
    const job = await tray.job(2);
    expect(job.toString('hex')).toMatch(/^1b401c261b700019fa/);
    expect(job.toString('hex')).toMatch(/1d564200$/);
    expect(read(job)).toContain(number);
    expect(read(job)).toContain('可口可乐');
    const started = await page.evaluate(
      () => performance.getEntriesByName('hecang-print').at(-1)?.duration ?? Number.POSITIVE_INFINITY,
    );
    test.info().annotations.push({ type: 'print start', description: `${Math.round(started)} ms` });
    expect(started).toBeLessThan(1000);
    await next(page);

    // No cash, no drawer.
    await tap(page, '可口可乐');
    await cart(page).getByRole('button', { name: '收款' }).click();
    await page.getByRole('button', { name: /微信/ }).click();
    await page.getByRole('button', { name: /已到账/ }).click();
    await paid(page);
    expect((await tray.job(3)).toString('hex')).not.toContain('1b700019fa');
    await next(page);

    // A printer that is gone: said in its place, the ticket kept, the next sale not held up.
    await choose(page, { printer: 'network', width: 58, auto: true, drawer: true, address: gone.address });
    await page.reload();
    await tap(page, '黄油');
    await payExactly(page);
    await expect(
      page.locator('hc-receipt-pane').getByText('打印机没有响应。小票已保存，检查纸张后点再印'),
    ).toBeVisible();
    await look(page, 'printer-silent');
    await next(page);
    await tap(page, '可口可乐');
    await payExactly(page);
    await expect(page.getByRole('button', { name: '再印' })).toBeVisible();
    // Plugged in again, the same paper comes, not a second one.
    await choose(page, { printer: 'network', width: 58, address: tray.address });
    expect((await ask(page, 'tickets', { limit: 10 })).length).toBe(4);
  } finally {
    await house.close();
    await relay.dispose();
    await tray.close();
  }
});

test('labels and price tags: as many sheets as copies, each of its own size', async ({ house }) => {
  const device = await house.device();
  const { page } = device;
  await shopWithGoods(device);
  const { rows } = await ask(page, 'products', {
    search: '',
    category: null,
    filter: 'all',
    sort: { by: 'itemNo', descending: false },
    offset: 0,
    limit: 10,
  });
  await page.evaluate(
    (ids) => sessionStorage.setItem('hecang.labels', JSON.stringify(ids)),
    rows.map(({ id }) => id),
  );
  await page.goto('/labels');
  await page.getByLabel('可口可乐 的张数').fill('3');
  await page.getByLabel('可口可乐 的张数').blur();
  await page.getByLabel('加二维码').check();
  await look(page, 'labels-page');
  await page.getByRole('button', { name: '打印 4 张' }).click();
  const labels = await printedPage(page, 'labels');
  expect(labels.sheets).toEqual(new Array(4).fill([40, 30]));
  await expect(labels.page.locator('.label').first()).toContainText('6902083881405');
  await labels.page.close();
  await page.getByRole('button', { name: '价签 60 × 40' }).click();
  await page.getByRole('button', { name: '打印 4 张' }).click();
  await expect.poll(async () => (await printedPage(page, 'price-tags')).sheets).toEqual(new Array(4).fill([60, 40]));
});

test('the customer sees the cart, the sum and the change in a window of their own', async ({ house }) => {
  const device = await house.device();
  const { page } = device;
  await shopWithGoods(device);
  const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
  await run(page, 'setShopSettings', { collectionPicture: `data:image/png;base64,${dot}` });
  const display = await device.tab('/display/display.html');
  await expect(display.getByText('河坊街副食')).toBeVisible();
  await tap(page, '可口可乐');
  await tap(page, '黄油');
  await expect(display.locator('.lines li')).toHaveCount(2);
  await expect(display.locator('.sum strong')).toHaveText('¥28.50');
  await expect(display.locator('.sum')).toContainText('共 2 件');
  await expect(display.locator('.code')).toHaveCount(0);
  await look(display, 'display-cart');
  await cart(page).getByRole('button', { name: '收款' }).click();
  await expect(display.getByAltText('收款码')).toBeVisible();
  await look(display, 'display-pay');
  await page.getByRole('button', { name: '30', exact: true }).click();
  await page.getByRole('button', { name: '确认收款' }).click();
  await paid(page);
  await expect(display.locator('.done')).toContainText('¥1.50');
  // Closed and opened again, it asks and is told.
  await display.close();
  const again = await device.tab('/display/display.html');
  await expect(again.locator('.done')).toContainText('找零');
});

test('what came back and the shift that ends have papers of their own, and a second print says so', async ({
  house,
}) => {
  const device = await house.device();
  const { page, complaints } = device;
  await shopWithGoods(device);
  await choose(page, { printer: 'browser', width: 58 });
  await page.reload();
  const desk = page.locator('hc-desk-pane');
  await page.getByRole('button', { name: '开班' }).click();
  await desk.getByLabel('100 元的张数', { exact: true }).fill('2');
  await desk.getByRole('button', { name: /^开班 ¥/ }).click();
  await tap(page, '可口可乐');
  await tap(page, '黄油');
  const number = await payExactly(page);
  await next(page);
  await openTickets(page);
  await desk.locator('.row', { hasText: number }).click();
  await desk.getByRole('button', { name: '退货' }).click();
  await desk.locator('.line', { hasText: '可口可乐' }).getByRole('button', { name: '加一' }).click();
  await desk.getByRole('button', { name: '质量问题' }).click();
  await desk.getByRole('button', { name: '退款 ¥3.50' }).click();
  await expect(desk.getByRole('heading', { name: '已退款' })).toBeVisible();
  await desk.getByRole('button', { name: '打印' }).click();
  const slip = await printedPage(page, 'return-58');
  expect(await fitsPaper(slip.page)).toBe(true);
  for (const said of ['退货小票', '原小票', number, '质量问题', '可口可乐', '−3.50', '退款', '¥3.50', '顾客签字'])
    await expect(slip.page.locator('.paper')).toContainText(said);
  await expect(slip.page.locator('.paper')).not.toContainText('补打');
  await slip.page.close();
  await desk.getByRole('button', { name: '下一单' }).click();

  // Again from the list: the second print says so.
  await openTickets(page);
  await desk.locator('.row', { hasText: '退货' }).first().click();
  await desk.getByRole('button', { name: '打印' }).click();
  await expect
    .poll(() =>
      page
        .locator('iframe[title=print]')
        .evaluate((frame: HTMLIFrameElement) => frame.contentDocument?.body.textContent ?? ''),
    )
    .toContain('补打 第 2 次打印');

  await choose(page, { printer: 'browser', width: 80 });
  await page.reload();
  await openTickets(page);
  await desk.getByRole('button', { name: '班次' }).click();
  await desk.locator('.row', { hasText: '进行中' }).click();
  await expect(desk.getByRole('heading', { name: '班次报表' })).toBeVisible();
  await desk.getByRole('button', { name: '打印' }).click();
  const shift = await printedPage(page, 'shift-80');
  expect(await fitsPaper(shift.page)).toBe(true);
  for (const said of ['交班单', '何敏', '未收班', '单数', '¥25.00', '28.50', '−3.50', '交班人', '接班人'])
    await expect(shift.page.locator('.paper')).toContainText(said);
  // While it is open nobody is told what the drawer should hold.
  await expect(shift.page.locator('.paper')).not.toContainText('应有现金');
  await shift.page.close();
  expect(complaints).toEqual([]);
});
