import { rmSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { buildHarness, type EngineSite, engineSite, type RelayProcess, relayProcess } from '../kit/engine-site.ts';
import { addProduct, basketOf, foundShop, openPage } from '../kit/engine-steps.ts';

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

test('a shop is founded, sells, and is there again after a reload', async ({ page }) => {
  await openPage(page, site);
  await foundShop(page);
  const cola = await addProduct(page, '可口可乐 500ml', 35_000, '6901234567892');
  const sold = await page.evaluate(
    (input) => window.engine.run('sell', input),
    basketOf(cola, 'basket-1', 35_000, 500),
  );
  expect(sold).toMatchObject({ ok: true, value: { change: 150 } });
  const again = await page.evaluate(
    (input) => window.engine.run('sell', input),
    basketOf(cola, 'basket-1', 35_000, 500),
  );
  expect(again).toEqual(sold);

  await page.reload();
  const tickets = await page.evaluate(() => window.until('tickets', { limit: 10 }, 'view.length === 1'));
  expect(tickets).toMatchObject([{ payable: 350, who: '何敏' }]);
  const scanned = await page.evaluate(() => window.engine.once('scan', { code: '6901234567892' }));
  expect(scanned).toMatchObject({ kind: 'variant', item: { name: '可口可乐 500ml', price: 35_000, onHand: -1000 } });
  const shift = await page.evaluate(() => window.engine.once('shift', null));
  expect(shift).toMatchObject({ tickets: 1, net: 350, expectedCash: 350 });
});
