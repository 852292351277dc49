// The keyboard map, a row a key: what the till and the pages promise, in one shop without a reload. Then a shop from first run to receipt
// without a pointer.
import type { Page } from '@playwright/test';
import { openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { goTo, makeProduct } from './kit/shop-pages.ts';
import { cart, due, lines } from './kit/till.ts';

const search = (page: Page) => page.getByRole('searchbox', { name: '搜索商品' });

/** Keys in order, from the till with two lines (可口可乐 ×1 chosen last), the focus on nothing; then what must be seen. */
const rows: readonly (readonly [keys: readonly string[], promise: string, seen: (page: Page) => Promise<unknown>])[] = [
  [['/'], 'the search field', (page) => expect(search(page)).toBeFocused()],
  [['+'], 'one more', (page) => expect(due(page)).toHaveText('¥13.00')],
  [['+', '-'], 'one less', (page) => expect(due(page)).toHaveText('¥9.50')],
  [['3', '*'], 'the quantity typed before the sign', (page) => expect(due(page)).toHaveText('¥16.50')],
  [['*'], 'asks for the quantity', (page) => expect(lines(page).getByRole('textbox', { name: '数量' })).toBeFocused()],
  [['ArrowUp', '+'], 'the line above', (page) => expect(due(page)).toHaveText('¥15.50')],
  [['ArrowUp', 'ArrowDown', '+'], 'the line below', (page) => expect(due(page)).toHaveText('¥13.00')],
  [['Delete'], 'takes the line off', (page) => expect(lines(page)).toHaveCount(1)],
  [['F2'], 'asks for the price', (page) => expect(lines(page).locator('.editor input')).toBeFocused()],
  [['F8'], 'pays', (page) => expect(page.locator('hc-pay-pane')).toBeVisible()],
  [['F8', 'Alt+2'], 'the second means of payment', (page) => expect(page.getByText('请看手机到账')).toBeVisible()],
  [
    ['F8', '5', '0', 'Enter'],
    'an amount and Enter add a tender',
    (page) => expect(page.locator('hc-pay-pane .tender')).toContainText('50.00'),
  ],
  [
    ['F8', 'Enter', 'Enter'],
    'Enter never completes',
    (page) => expect(page.getByRole('heading', { name: '已收款' })).toBeHidden(),
  ],
  [['F8', 'Escape'], 'one level back', (page) => expect(page.locator('hc-pay-pane')).toHaveCount(0)],
  [['F9'], 'the member', (page) => expect(page.locator('hc-member-pane')).toBeVisible()],
  [['Alt+d'], 'the ticket discount', (page) => expect(page.locator('hc-cart-discount')).toBeVisible()],
  [['Alt+r'], 'returns', (page) => expect(page.locator('hc-recent-tickets')).toBeVisible()],
  [['Control+k'], 'goes to anything', (page) => expect(page.getByRole('combobox', { name: '去哪里' })).toBeFocused()],
  [['?'], 'the list of keys', (page) => expect(page.getByRole('heading', { name: '按键' })).toBeVisible()],
];

test('every key of the till does what the map says, and the list of keys shows them all', async ({ house }) => {
  const { page, complaints } = await house.device();
  await openEmptyShop(page, { shop: '键盘店', member: '何敏' });
  await goTo(page, '商品');
  await makeProduct(page, { name: '苏打饼干', price: '6' });
  await makeProduct(page, { name: '可口可乐', price: '3.5' });
  await goTo(page, '收银');
  await expect(page.locator('hc-tile')).toHaveCount(2);
  for (const [keys, promise, seen] of rows) {
    await test.step(`${keys.join(' ')}: ${promise}`, async () => {
      for (const name of ['苏打饼干', '可口可乐'])
        await page.locator('hc-tile', { hasText: name }).getByRole('button').click();
      await expect(due(page)).toHaveText('¥9.50');
      await cart(page).getByText('销售单').click();
      for (const key of keys) await page.keyboard.press(key, { delay: 45 });
      await seen(page);
      // Back to an empty till, whatever was opened.
      for (let level = 0; level < 3; level += 1) await page.keyboard.press('Escape');
      await page.locator('hc-goods-pane').waitFor();
      await cart(page).getByRole('button', { name: '清空' }).click();
      await expect(lines(page)).toHaveCount(0);
    });
  }
  // Held and taken up again by one key.
  await page.locator('hc-tile').first().getByRole('button').click();
  await cart(page).getByText('销售单').click();
  await page.keyboard.press('F4');
  await expect(lines(page)).toHaveCount(0);
  await page.keyboard.press('F4');
  await expect(page.locator('hc-hold-pane .row')).toHaveCount(1);
  await page.keyboard.press('Escape');

  await cart(page).getByText('销售单').click();
  await page.keyboard.press('?');
  const list = page.locator('hc-sheet dl');
  for (const key of [
    '/',
    '+ −',
    '*',
    '3 *',
    'Del',
    'F2',
    'F4',
    'F8',
    'F9',
    'Alt D',
    'Alt R',
    'Alt 1–4',
    '↑ ↓',
    'Esc',
    'Ctrl K',
    'Ctrl Shift L',
  ])
    await expect(list.getByText(key, { exact: true })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('from the first page to a receipt without a pointer', async ({ house }) => {
  const { page, complaints } = await house.device();
  const { keyboard } = page;
  /** Tab until this has the focus: what can't be reached so is no button. */
  const tabTo = async (name: string | RegExp, role: 'button' | 'checkbox' | 'textbox' = 'button'): Promise<void> => {
    const target = page.getByRole(role, { name }).filter({ visible: true }).first();
    await target.waitFor();
    for (let stops = 0; stops < 40; stops += 1) {
      if (await target.evaluate((one) => one.matches(':focus'))) return;
      await keyboard.press('Tab');
    }
    throw new Error(`no Tab leads to ${String(name)}`);
  };
  const press = async (name: string | RegExp): Promise<void> => {
    await tabTo(name);
    await keyboard.press('Enter');
  };
  await page.goto('/');
  await press('开新店');
  await keyboard.type('键盘店', { delay: 45 });
  await tabTo('你的名字', 'textbox');
  await keyboard.type('何敏', { delay: 45 });
  await press(/^开店$/);
  await tabTo('已抄下或打印，收好了', 'checkbox');
  await keyboard.press('Space');
  await press('继续');
  await press('先不导入');
  await press('新建商品');
  await expect(page.getByLabel('名称')).toBeFocused();
  await keyboard.type('乌龙茶', { delay: 45 });
  await tabTo('零售价', 'textbox');
  await keyboard.type('12', { delay: 60 });
  await press('保存');
  await expect(page.locator('hc-tile')).toHaveCount(1);
  await keyboard.press('/');
  await keyboard.type('wlc', { delay: 60 });
  await expect(page.locator('hc-tile')).toHaveCount(1);
  await keyboard.press('Enter');
  await expect(due(page)).toHaveText('¥12.00');
  await keyboard.press('F8');
  await keyboard.type('20', { delay: 60 });
  await keyboard.press('F8');
  await expect(page.locator('hc-receipt-pane .paid')).toContainText('¥8.00');
  expect(complaints).toEqual([]);
});
