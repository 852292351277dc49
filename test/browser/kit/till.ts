// The till as a cashier uses it.
import { expect, type Locator, type Page } from '@playwright/test';

export const cart = (page: Page): Locator => page.locator('hc-cart');
export const lines = (page: Page): Locator => page.locator('hc-cart-line');
export const due = (page: Page): Locator => cart(page).locator('.total');

/** Types into the search field and taps the tile. */
export async function tap(page: Page, name: string): Promise<void> {
  const before = await lines(page).count();
  await page.getByRole('searchbox', { name: '搜索商品' }).fill(name);
  await page.locator('hc-tile', { hasText: name }).getByRole('button').first().click();
  await expect(lines(page).filter({ hasText: name })).toBeVisible();
  expect(await lines(page).count()).toBeGreaterThanOrEqual(before);
}

/** Cash, to the cent; ends with the receipt on the screen and answers with the ticket's number. */
export async function payExactly(page: Page): Promise<string> {
  await cart(page).getByRole('button', { name: '收款' }).click();
  await page.getByRole('button', { name: '刚好' }).click();
  await page.getByRole('button', { name: '确认收款' }).click();
  return paid(page);
}

export async function paid(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { name: '已收款' })).toBeVisible();
  const number = ((await page.locator('hc-receipt-pane .paid').textContent()) ?? '').match(/单号\s*(\S+)/)?.[1];
  if (number === undefined) throw new Error('the receipt shows no number');
  return number;
}

export async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: '下一单' }).click();
  await expect(page.getByRole('searchbox', { name: '搜索商品' })).toBeVisible();
}

/** One ticket from the empty basket to the next empty basket. */
export async function sell(page: Page, ...names: readonly string[]): Promise<string> {
  for (const name of names) await tap(page, name);
  const number = await payExactly(page);
  await next(page);
  return number;
}

export interface ShownTicket {
  readonly number: string;
  readonly amount: string;
}

/** The list behind 小票, newest first. */
export async function openTickets(page: Page): Promise<Locator> {
  await cart(page).getByRole('button', { name: '小票' }).click();
  await expect(page.locator('hc-recent-tickets').locator('.row, .empty').first()).toBeVisible();
  return page.locator('hc-recent-tickets .row');
}

export async function ticketList(page: Page): Promise<readonly ShownTicket[]> {
  const rows = await openTickets(page);
  const shown = await rows.evaluateAll((found) =>
    found.map((row) => ({
      number: row.querySelector('.grow .title')?.textContent?.trim() ?? '',
      amount: row.querySelector('.right .title')?.textContent?.trim() ?? '',
    })),
  );
  await page.locator('hc-recent-tickets').getByRole('button', { name: '返回' }).click();
  return shown;
}
