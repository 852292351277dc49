// A device that several people share, as they use it.
import { expect, type Page } from '@playwright/test';
import { goTo, sheetOf } from './shop-pages.ts';

/** Slower than any scanner. */
export async function typePin(page: Page, pin: string): Promise<void> {
  await page.keyboard.type(pin, { delay: 60 });
}

export async function shareTerminal(page: Page, pin: string): Promise<void> {
  await goTo(page, '设置');
  await page.getByRole('button', { name: '多人共用' }).click();
  const sheet = sheetOf(page, '多人共用');
  await expect(sheet.getByText('设 6 位 PIN')).toBeVisible();
  await typePin(page, pin);
  await expect(sheet.getByText('再输一遍')).toBeVisible();
  await typePin(page, pin);
  await expect(page.getByRole('button', { name: '添加成员' })).toBeVisible();
}

/** Somebody new to the shop, beside whoever works here. */
export async function addFace(page: Page, name: string, role: string, pin: string): Promise<void> {
  await goTo(page, '设置');
  await page.getByRole('button', { name: '添加成员' }).click();
  const sheet = sheetOf(page, '添加成员');
  await sheet.getByLabel('名字').fill(name);
  await sheet.getByLabel('角色').selectOption({ label: role });
  await sheet.getByRole('button', { name: '下一步' }).click();
  await expect(sheet.getByText('设 6 位 PIN')).toBeVisible();
  await typePin(page, pin);
  await expect(sheet.getByText('再输一遍')).toBeVisible();
  await typePin(page, pin);
  await expect(page.locator('hc-terminal-settings').getByText(name)).toBeVisible();
}

export const lockScreen = (page: Page) => page.locator('hc-lock-screen');

export async function lock(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+L');
  await expect(lockScreen(page).getByRole('group', { name: '选人' })).toBeVisible();
}

export async function choose(page: Page, name: string): Promise<void> {
  await lockScreen(page).getByRole('button', { name }).click();
  await expect(lockScreen(page).getByRole('heading', { level: 2, name })).toBeVisible();
}

export async function unlock(page: Page, name: string, pin: string): Promise<void> {
  await choose(page, name);
  await typePin(page, pin);
  await expect(lockScreen(page)).toBeHidden();
}

export async function switchTo(page: Page, name: string, pin: string): Promise<void> {
  await lock(page);
  await unlock(page, name, pin);
}
