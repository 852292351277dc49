// The counter: keys, scanner and fingers, and what must never happen there.
import type { Page } from '@playwright/test';
import { openEmptyShop } from './kit/first-run.ts';
import { type Device, expect, type House, test } from './kit/house.ts';
import { scan } from './kit/scanner.ts';
import { everythingSent, goTo, kept, makeProduct, offline, places, receive, sheetOf } from './kit/shop-pages.ts';
import { cart, due, lines, next, openTickets, paid, sell, tap, ticketList } from './kit/till.ts';

const cola = { name: '可口可乐', price: '3.5', barcode: '6901234567892', itemNo: 'K01' };
const biscuit = { name: '苏打饼干', price: '6', barcode: '6902083881405', itemNo: 'B02' };

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

const tickets = async (page: Page): Promise<number> => (await ticketList(page)).length;

test('a whole sale by keys alone; Enter never pays', async ({ house }) => {
  const { page } = await counter(house);
  await cart(page).getByText('销售单').click();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: '搜索商品' })).toBeFocused();
  await page.keyboard.insertText('kkkl');
  await expect(page.locator('hc-tile')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(lines(page)).toHaveCount(1);
  await cart(page).getByText('销售单').click();
  await page.keyboard.press('+');
  await expect(due(page)).toHaveText('¥7.00');
  await page.keyboard.press('*');
  // A sign is held back for some milliseconds: it could be a scanner's.
  await expect(lines(page).getByRole('textbox', { name: '数量' })).toBeFocused();
  await page.keyboard.insertText('4');
  await page.keyboard.press('Enter');
  await expect(due(page)).toHaveText('¥14.00');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: '确认收款' })).toHaveCount(0);
  await page.keyboard.press('F8');
  await expect(page.getByRole('button', { name: '确认收款' })).toBeVisible();
  for (const key of ['2', '0']) await page.keyboard.press(key);
  await expect(page.locator('hc-pay-pane')).toContainText('找零');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '已收款' })).toBeHidden();
  await page.keyboard.press('F8');
  await paid(page);
  await expect(page.locator('hc-receipt-pane .paid')).toContainText('¥6.00');
  await page.keyboard.press('F8');
  await expect(page.getByRole('searchbox', { name: '搜索商品' })).toBeVisible();
  expect(await ticketList(page)).toMatchObject([{ amount: '14.00' }]);
});

test('bursts of a scanner become lines whatever has the focus, with an input method on, and with CR LF', async ({
  house,
}) => {
  const { page } = await counter(house);
  await scan(page, cola.barcode);
  await expect(lines(page)).toHaveCount(1);
  await page.getByRole('searchbox', { name: '搜索商品' }).focus();
  await scan(page, cola.barcode, { composing: true });
  await expect(due(page)).toHaveText('¥7.00');
  await scan(page, biscuit.barcode, { crlf: true });
  await expect(lines(page)).toHaveCount(2);
  await expect(due(page)).toHaveText('¥13.00');
  await expect(page.getByRole('searchbox', { name: '搜索商品' })).toHaveValue('');
  for (let burst = 0; burst < 25; burst += 1) await scan(page, burst % 2 === 0 ? cola.barcode : biscuit.barcode);
  await expect(due(page)).toHaveText(`¥${(2 * 3.5 + 6 + 13 * 3.5 + 12 * 6).toFixed(2)}`);
  // With the pay button in focus a burst adds goods; the Enter at its end presses nothing.
  await cart(page).getByRole('button', { name: '收款' }).focus();
  await scan(page, cola.barcode);
  await expect(page.getByRole('button', { name: '确认收款' })).toHaveCount(0);
  // What nobody knows is made on the spot, without leaving the sale.
  await scan(page, '6999999999994');
  await expect(page.getByText('没有这个条码')).toBeVisible();
  await page.getByRole('button', { name: '新建' }).click();
  const form = sheetOf(page, '新建商品');
  await expect(form.getByLabel('条码')).toHaveValue('6999999999994');
  await form.getByLabel('名称').fill('新到的茶');
  await form.getByLabel('零售价').fill('30');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(lines(page)).toHaveCount(3);
  await expect(lines(page).filter({ hasText: '新到的茶' })).toContainText('30.00');
  await expect(page.getByText('没有这个条码')).toBeHidden();
});

test('a double press on the last button makes one ticket', async ({ house }) => {
  const { page } = await counter(house);
  await tap(page, '可口可乐');
  await cart(page).getByRole('button', { name: '收款' }).dblclick();
  await expect(page.getByRole('heading', { name: '已收款' })).toBeHidden();
  await page.getByRole('button', { name: '刚好' }).click();
  await page.getByRole('button', { name: '确认收款' }).dblclick();
  const number = await paid(page);
  await next(page);
  expect(await ticketList(page)).toEqual([{ number, amount: '3.50' }]);
});

test('d2: a tab killed in the middle of a sale: its basket is there again, paid tickets stay, no number comes twice', async ({
  house,
}) => {
  const device = await counter(house);
  const numbers = [await sell(device.page, '可口可乐')];
  await everythingSent(device.page);
  // A new tab without network needs the app kept whole.
  await device.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await kept(device.page);
  device.line.cut();
  await offline(device.page);
  numbers.push(await sell(device.page, '苏打饼干'));
  await tap(device.page, '可口可乐');
  await tap(device.page, '苏打饼干');
  await expect(due(device.page)).toHaveText('¥9.50');
  const second = await device.tab('/till');
  await device.page.close({ runBeforeUnload: false });
  await expect(due(second)).toHaveText('¥9.50');
  await second.close({ runBeforeUnload: false });
  const third = await device.tab('/till');
  await expect(due(third)).toHaveText('¥9.50');
  await cart(third).getByRole('button', { name: '清空' }).click();
  numbers.push(await sell(third, '可口可乐'));
  numbers.push(await sell(third, '苏打饼干'));
  expect(new Set(numbers).size).toBe(4);
  expect((await ticketList(third)).map((ticket) => ticket.number).sort()).toEqual([...numbers].sort());
  device.line.mend();
  await everythingSent(third);
  expect(await tickets(third)).toBe(4);
});

test('d1: the relay stores a ticket and its answer is lost, again and again: every ticket is there once', async ({
  house,
}) => {
  const rounds = process.env.FULL === '1' ? 20 : 5;
  const device = await counter(house);
  const witness = await device.tab('/till');
  await kept(device.page);
  const numbers: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    device.line.deafen();
    numbers.push(await sell(device.page, '可口可乐'));
    await expect(places(device.page)).toContainText('笔只在本机');
    device.line.cut();
    await offline(device.page);
    device.line.mend();
    await everythingSent(device.page);
  }
  for (const page of [device.page, witness]) {
    await everythingSent(page);
    const shown = await ticketList(page);
    expect(shown.map((ticket) => ticket.number).sort()).toEqual([...numbers].sort());
    await goTo(page, '库存');
    await expect(page.locator('hc-movements .four > div', { hasText: '现存' }).locator('strong')).toHaveText(
      `−${rounds}`,
    );
  }
});

test('c2: one unit of a strict product, scanned in two tabs: exactly one of them can sell it', async ({ house }) => {
  const device = await counter(house);
  await receive(device.page, '批发部', [{ name: '可口可乐', quantity: '1' }]);
  const variant = await device.page.evaluate(async (code) => {
    const app = document.querySelector('hc-app') as unknown as {
      engine: {
        once(name: string, params: unknown): Promise<{ item: { product: string; variant: string } }>;
        run(name: string, input: unknown): Promise<unknown>;
      };
    };
    const { item } = await app.engine.once('scan', { code });
    const session = (await app.engine.once('session', null)) as unknown as { register: { id: string } };
    await app.engine.run('setStockRule', { product: item.product, rule: 'strict' });
    await app.engine.run('grantEscrow', { variant: item.variant, register: session.register.id, quantity: 1000 });
    return item.variant;
  }, cola.barcode);
  expect(variant).not.toBe('');
  const second = await device.tab('/till');
  await goTo(device.page, '收银');
  for (const page of [device.page, second]) await expect(page.locator('hc-tile')).toHaveCount(2);
  for (const page of [device.page, second]) await scan(page, cola.barcode);
  await expect(due(device.page)).toHaveText('¥3.50');
  await cart(device.page).getByRole('button', { name: '收款' }).click();
  await device.page.getByRole('button', { name: '刚好' }).click();
  await device.page.getByRole('button', { name: '确认收款' }).click();
  const number = await paid(device.page);
  // The other tab may not take it any more, is refused before anything is paid, or finds its basket sold: the same ticket.
  const pay = cart(second).getByRole('button', { name: '收款' });
  if (await pay.isEnabled()) {
    await pay.click();
    await second.getByRole('button', { name: '刚好' }).click();
    await second.getByRole('button', { name: '确认收款' }).click();
    const refusal = second.locator('hc-pay-pane hc-note, hc-cart hc-note').filter({ hasText: /额度|已经收过款/ });
    await expect(refusal.or(second.locator('hc-receipt-pane .paid', { hasText: number }))).toBeVisible();
  }
  await next(device.page);
  expect(await tickets(device.page)).toBe(1);
  await expect(await openTickets(device.page)).toHaveCount(1);
});
