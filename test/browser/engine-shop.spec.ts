import { rmSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { buildHarness, type EngineSite, engineSite, type RelayProcess, relayProcess } from '../kit/engine-site.ts';

let folder = '';
let relay: RelayProcess;
let site: EngineSite;

test.beforeAll(async () => {
  folder = await buildHarness();
  relay = await relayProcess();
  site = await engineSite(folder, relay);
});
test.afterAll(async () => {
  await site.close();
  await relay.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function openPage(page: Page): Promise<Page> {
  page.on('pageerror', (error) => console.error('page', error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') console.error('console', message.text());
  });
  await page.goto(site.origin);
  await page.evaluate(() => window.until('session', null, "view.phase !== 'starting'"));
  return page;
}

async function foundShop(page: Page, name = '和仓便利店'): Promise<void> {
  const made = await page.evaluate(
    (shop) => window.engine.run('createShop', { shop, member: '何敏', pin: null, deviceName: '收银台 1' }),
    name,
  );
  expect(made).toMatchObject({ ok: true });
  await page.evaluate(() => window.until('session', null, "view.phase === 'ready'"));
}

async function addProduct(page: Page, name: string, retailPrice: number, barcode: string): Promise<string> {
  const made = await page.evaluate(
    (fields) => window.engine.run('createProduct', { fields }),
    { name, unit: '瓶', retailPrice, barcodes: [barcode], itemNo: barcode.slice(-4) },
  );
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.id;
}

function basketOf(variant: string, basket: string, price: number, paid: number) {
  const line = { variant, unit: '瓶', numerator: 1, denominator: 1, quantity: 1000, listPrice: price, price, amount: null };
  return { basket, lines: [line], roundOff: 0, discount: 0, tenders: [{ kind: 'cash' as const, amount: paid }] };
}

test('a shop is founded, sells, and is there again after a reload', async ({ page }) => {
  await openPage(page);
  await foundShop(page);
  const cola = await addProduct(page, '可口可乐 500ml', 35_000, '6901234567892');
  const sold = await page.evaluate((input) => window.engine.run('sell', input), basketOf(cola, 'basket-1', 35_000, 500));
  expect(sold).toMatchObject({ ok: true, value: { change: 150 } });
  const again = await page.evaluate((input) => window.engine.run('sell', input), basketOf(cola, 'basket-1', 35_000, 500));
  expect(again).toEqual(sold);

  await page.reload();
  const tickets = await page.evaluate(() => window.until('tickets', { limit: 10 }, 'view.length === 1'));
  expect(tickets).toMatchObject([{ payable: 350, who: '何敏' }]);
  const scanned = await page.evaluate(() => window.engine.once('scan', { code: '6901234567892' }));
  expect(scanned).toMatchObject({ kind: 'variant', item: { name: '可口可乐 500ml', price: 35_000, onHand: -1000 } });
  const shift = await page.evaluate(() => window.engine.once('shift', null));
  expect(shift).toMatchObject({ tickets: 1, net: 350, expectedCash: 350 });
});
