// What people do on the pages of the shop, each function one thing done the way it is done on the screen.
import { expect, type Locator, type Page } from '@playwright/test';

type PageLabel = '收银' | '会员' | '商品' | '库存' | '入库' | '调拨' | '待复核' | '记录' | '成员' | '设置';

/** By the rail (or the phone's tab bar). */
export async function goTo(page: Page, label: PageLabel): Promise<void> {
  await page.getByRole('navigation', { name: '页面' }).getByRole('link', { name: label }).click();
  await expect(page.getByRole('heading', { level: 1, name: label })).toBeVisible();
}

/** A sheet by its heading; what it holds is slotted, so it is not found beneath the dialog itself. */
export const sheetOf = (page: Page, heading: string): Locator =>
  page.locator('hc-sheet').filter({ has: page.getByRole('heading', { name: heading }) });

// ------------------------------------------------------------ goods

export interface NewProduct {
  readonly name: string;
  readonly price: string;
  readonly itemNo?: string;
  readonly barcode?: string;
  readonly unit?: string;
  readonly category?: string;
}

export async function makeProduct(page: Page, product: NewProduct): Promise<void> {
  await page.getByRole('button', { name: '新建' }).click();
  const sheet = sheetOf(page, '新建商品');
  await sheet.getByLabel('名称').fill(product.name);
  if (product.itemNo !== undefined) await sheet.getByLabel('货号').fill(product.itemNo);
  if (product.category !== undefined) await sheet.getByLabel('类别').fill(product.category);
  if (product.unit !== undefined) await sheet.getByLabel('单位').fill(product.unit);
  if (product.barcode !== undefined) await sheet.getByLabel('条码').fill(product.barcode);
  await sheet.getByLabel('零售价').fill(product.price);
  await sheet.getByRole('button', { name: '保存' }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('heading', { level: 2, name: product.name })).toBeVisible();
}

export async function openProduct(page: Page, name: string): Promise<void> {
  await page.getByRole('searchbox', { name: '搜索商品' }).fill(name);
  await page.getByText(name, { exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
}

/** Opens a tab of the product beside the list and turns editing on. */
export async function editProduct(page: Page, tab: '资料' | '价格'): Promise<void> {
  await page.getByRole('tab', { name: tab }).click();
  const edit = page.getByRole('button', { name: '编辑' });
  if (await edit.isVisible()) await edit.click();
  await expect(page.getByRole('button', { name: '完成' })).toBeVisible();
}

/** Types into a field of the product and leaves it, which keeps it. */
export async function setField(page: Page, label: string, value: string): Promise<void> {
  const field = page.getByRole('tabpanel').getByLabel(label);
  await field.fill(value);
  await field.press('Tab');
}

// ------------------------------------------------------------ goods in

export interface Received {
  readonly name: string;
  readonly quantity: string;
}

export async function receive(page: Page, supplier: string, lines: readonly Received[]): Promise<string> {
  await goTo(page, '入库');
  await page.getByLabel('供应商').fill(supplier);
  for (const { name, quantity } of lines) {
    await page.getByRole('searchbox', { name: '搜索商品' }).fill(name);
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    const field = page.locator('hc-receive-line', { hasText: name }).getByLabel('实收');
    await field.fill(quantity);
    await field.press('Tab');
  }
  await page.getByRole('button', { name: /^入库 / }).click();
  const done = page.getByText(/已入库，单号/);
  await expect(done).toBeVisible();
  return ((await done.textContent()) ?? '').replace(/.*单号\s*/, '').trim();
}

// ------------------------------------------------------------ stock

/** What this device says is on hand. */
export async function onHand(page: Page, name: string): Promise<string> {
  await page.getByRole('searchbox', { name: '搜索商品' }).fill(name);
  const row = page.locator('hc-stock-page').getByText(name, { exact: true }).filter({ visible: true }).first();
  await row.click();
  return (await stockFigure(page, '现存').textContent())?.trim() ?? '';
}

/** One of the four figures of the goods whose movements are shown. */
export const stockFigure = (page: Page, label: '现存' | '占用' | '可用' | '在途'): Locator =>
  page.locator('hc-movements .four > div', { hasText: label }).locator('strong');

// ------------------------------------------------------------ people

/** `branch`: its name; without it that of the place where one works. */
export async function invite(page: Page, role: string, branch: string | null = null): Promise<string> {
  await goTo(page, '成员');
  await page.getByRole('button', { name: '邀请' }).click();
  const sheet = sheetOf(page, '邀请');
  await sheet.getByLabel('角色').selectOption({ label: role });
  if (branch !== null) await sheet.getByLabel('门店').selectOption({ label: branch });
  await sheet.getByRole('button', { name: '生成邀请' }).click();
  const link = sheet.getByText(/^https?:.*#join=/);
  await expect(link).toBeVisible();
  const text = ((await link.textContent()) ?? '').trim();
  await sheet.getByRole('button', { name: '关闭' }).click();
  return text;
}

export async function dismiss(page: Page, member: string): Promise<void> {
  await goTo(page, '成员');
  const row = page.locator('.row', { hasText: member });
  await row.getByRole('button', { name: '停用', exact: true }).click();
  const sheet = sheetOf(page, '停用成员');
  await sheet.getByRole('button', { name: `停用 ${member}` }).click();
  await expect(sheet).toBeHidden();
}

// ------------------------------------------------------------ where it is stored

export const places = (page: Page): Locator => page.locator('hc-places');

/** All that this device made is stored elsewhere too. */
export async function everythingSent(page: Page): Promise<void> {
  await expect(places(page)).toContainText(/^\s*已存 [2-9]\d* 处/, { timeout: 20_000 });
}
/** The whole app is kept here: pages that were not opened yet come without a network, too. Before a line is cut. */
export async function kept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}
export async function offline(page: Page): Promise<void> {
  await expect(places(page)).toContainText('离线', { timeout: 20_000 });
}
