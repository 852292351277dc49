// Opening and joining a shop, as somebody does who has just opened the address.
import { expect, type Page } from '@playwright/test';
import type { Device } from './house.ts';

export interface NewShop {
  readonly shop: string;
  readonly member: string;
  readonly device?: string;
}

/** Up to the question whether to import goods. */
export async function openShop(page: Page, { shop, member, device }: NewShop): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: '开新店' }).click();
  await page.getByLabel('店名').fill(shop);
  await page.getByLabel('你的名字').fill(member);
  if (device !== undefined) await page.getByLabel('设备名').fill(device);
  await page.getByRole('button', { name: '开店', exact: true }).click();
  await expect(page.getByRole('heading', { name: '恢复纸' })).toBeVisible();
  await expect(page.getByRole('button', { name: '继续' })).toBeDisabled();
  await page.getByLabel('已抄下或打印，收好了').check();
  await page.getByRole('button', { name: '继续' }).click();
  await expect(page.getByRole('heading', { name: '店已开好' })).toBeVisible();
}

/** A shop with nothing in it yet; ends at the till. */
export async function openEmptyShop(page: Page, shop: NewShop): Promise<void> {
  await openShop(page, shop);
  await page.getByRole('button', { name: '先不导入' }).click();
  await expect(page.getByText('还没有可卖的商品')).toBeVisible();
}

export interface Newcomer {
  readonly member: string;
  readonly device?: string;
}

/** Opens the link on the newcomer's own line and goes through the joining. Ends inside the shop. */
export async function joinByLink(device: Device, link: string, { member, device: name }: Newcomer): Promise<void> {
  const { page } = device;
  await page.goto(link.replace(/^https?:\/\/[^/]+/, device.line.origin));
  await expect(page.getByText('邀请人')).toBeVisible();
  await page.getByLabel('你的名字').fill(member);
  if (name !== undefined) await page.getByLabel('设备名').fill(name);
  await page.getByRole('button', { name: '加入', exact: true }).click();
  await inside(page);
}

/** The rail or the tab bar stands: the shop is usable. */
export async function inside(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /已存 \d+ 处|只在本机/ })).toBeVisible({ timeout: 20_000 });
}
