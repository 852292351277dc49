// The policy document in the built app: loaded in a quiet moment behind the first sale, named alike on two devices, there offline once it was
// fetched, and missed by nobody where it cannot be.
import type { Page } from '@playwright/test';
import { joinByLink, openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { everythingSent, goTo, invite, kept, makeProduct, places } from './kit/shop-pages.ts';
import { sell } from './kit/till.ts';

const policy = (page: Page) => page.locator('hc-sync-status code');
async function policyName(page: Page): Promise<string> {
  await places(page).first().click();
  await expect(policy(page)).toHaveText(/^[\w-]{8}$/, { timeout: 20_000 });
  return (await policy(page).textContent()) ?? '';
}
const wasmKept = (page: Page): Promise<number> =>
  page.evaluate(async () => (await (await caches.open('wasm')).keys()).length);

test('POLICY-74: two devices of a shop show one name for the policy, and another one after it has changed', async ({
  house,
}) => {
  const [owner, clerk] = [await house.device(), await house.device()];
  await openEmptyShop(owner.page, { shop: '策略店', member: '何敏' });
  const link = await invite(owner.page, '销售');
  await joinByLink(clerk, link, { member: '小周' });
  await everythingSent(owner.page);
  const before = await policyName(owner.page);
  await expect(owner.page.getByText('权限策略')).toBeVisible();
  expect(await policyName(clerk.page)).toBe(before);
  await invite(owner.page, '店长');
  await places(owner.page).first().click();
  await expect(policy(owner.page)).not.toHaveText(before, { timeout: 20_000 });
  const after = await policyName(owner.page);
  await expect(policy(clerk.page)).toHaveText(after, { timeout: 20_000 });
});

test('POLICY-73: with no server at all the policy has its name from the bytes on disk, and a new one by the cached wasm', async ({
  house,
}) => {
  const device = await house.device();
  await openEmptyShop(device.page, { shop: '断网策略店', member: '何敏' });
  await goTo(device.page, '商品');
  await makeProduct(device.page, { name: '蜡烛', price: '2.5' });
  await everythingSent(device.page);
  await device.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await device.page.reload();
  const before = await policyName(device.page);
  await expect.poll(() => wasmKept(device.page), { timeout: 20_000 }).toBe(1);
  await kept(device.page);
  device.line.cut();
  await device.page.close();
  const page = await device.tab('/');
  await goTo(page, '收银');
  await sell(page, '蜡烛');
  expect(await policyName(page)).toBe(before);
  await invite(page, '店长');
  await places(page).first().click();
  await expect(policy(page)).not.toHaveText(before, { timeout: 20_000 });
  await expect(policy(page)).toHaveText(/^[\w-]{8}$/, { timeout: 20_000 });
});

test('a till whose Automerge can never be fetched sells all the same, also at its next start, and claims no name', async ({
  house,
}) => {
  const device = await house.device({ serviceWorkers: 'block' });
  let asked = 0;
  await device.context.route('**/*.wasm', (route) => {
    asked++;
    return route.abort();
  });
  const { page } = device;
  await openEmptyShop(page, { shop: '无策略店', member: '何敏' });
  await goTo(page, '商品');
  await makeProduct(page, { name: '雨伞', price: '30' });
  await goTo(page, '收银');
  await sell(page, '雨伞');
  await expect.poll(() => asked, { timeout: 20_000 }).toBeGreaterThan(0);
  await page.reload();
  await goTo(page, '收银');
  await sell(page, '雨伞');
  await everythingSent(page);
  await places(page).first().click();
  await expect(page.locator('hc-sync-status')).toBeVisible();
  await expect(policy(page)).toHaveCount(0);
  expect(device.complaints).toEqual([]);
});
