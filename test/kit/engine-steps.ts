// Steps that the engine's browser tests share: open, found a shop, add a product, fill a basket, let somebody in.
import { expect, type Page } from '@playwright/test';
import type { EngineSite } from './engine-site.ts';

export async function openPage(page: Page, site: EngineSite): Promise<Page> {
  page.on('pageerror', (error) => console.error('page', error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') console.error('console', message.text());
  });
  await page.goto(site.origin);
  await page.evaluate(() => window.until('session', null, "view.phase !== 'starting'"));
  return page;
}

export async function foundShop(page: Page, name = '和仓便利店'): Promise<void> {
  const made = await page.evaluate(
    (shop) => window.engine.run('createShop', { shop, member: '何敏', deviceName: '收银台 1' }),
    name,
  );
  expect(made).toMatchObject({ ok: true });
  await page.evaluate(() => window.until('session', null, "view.phase === 'ready'"));
}

export async function addProduct(page: Page, name: string, retailPrice: number, barcode: string): Promise<string> {
  const made = await page.evaluate((fields) => window.engine.run('createProduct', { fields }), {
    name,
    unit: '瓶',
    retailPrice,
    barcodes: [barcode],
    itemNo: barcode.slice(-4),
  });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.id;
}

export function basketOf(variant: string, basket: string, price: number, paid: number) {
  const line = {
    variant,
    unit: '瓶',
    numerator: 1,
    denominator: 1,
    quantity: 1000,
    listPrice: price,
    price,
    amount: null,
  };
  return { basket, lines: [line], roundOff: 0, discount: 0, tenders: [{ kind: 'cash' as const, amount: paid }] };
}

/** A link that lets one newcomer in with this role, in the founder's branch. */
export async function inviteLink(page: Page, role: string): Promise<string> {
  const made = await page.evaluate(async (wanted) => {
    const { branch } = await window.engine.once('session', null);
    return window.engine.run('invite', { role: wanted, branch: branch?.id ?? '', hours: 24, uses: 1 });
  }, role);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.link;
}

export async function joinBy(page: Page, link: string, member: string): Promise<void> {
  const joined = await page.evaluate((input) => window.engine.run('joinShop', input), {
    link,
    member,
    deviceName: `${member}的手机`,
  });
  expect(joined).toEqual({ ok: true, value: null });
  await page.evaluate(() => window.until('session', null, "view.phase === 'ready'"));
}

export async function allStored(page: Page): Promise<void> {
  await page.evaluate(() => window.until('places', null, 'view.online && view.onlyHere.length === 0'));
}
