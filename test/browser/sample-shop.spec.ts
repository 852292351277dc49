// Somebody who only wants to look: a shop to play in, one press away, that leaves nothing behind.
import { ask } from './kit/dressed-shop.ts';
import { openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { goTo } from './kit/shop-pages.ts';
import { due, sell } from './kit/till.ts';

test('a sample shop sells at once, is shown to no relay, and is thrown away whole before an own shop is opened', async ({
  house,
}) => {
  const device = await house.device();
  const { page, complaints } = device;
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.goto('/');
  await page.getByRole('button', { name: '先用样店试试' }).click();
  await expect(page.getByText('这是样店，只在这台设备上')).toBeVisible();
  await expect(page.getByRole('button', { name: /矿泉水/ })).toBeVisible({ timeout: 20_000 });
  await sell(page, '矿泉水');
  await page.reload();
  await expect(page.getByText('这是样店，只在这台设备上')).toBeVisible();
  await goTo(page, '商品');
  await expect(page.getByText('纯棉圆领T恤')).toBeVisible();
  const { shop } = await ask(page, 'session', null);
  expect(shop?.sample).toBe(true);
  expect(sockets.filter((url) => url.includes('/sync'))).toEqual([]);

  await page.getByRole('button', { name: '清掉，开自己的店' }).click();
  await page.getByRole('button', { name: '留着' }).click();
  await page.getByRole('button', { name: '清掉，开自己的店' }).click();
  await page.getByRole('button', { name: '清掉样店' }).click();
  await expect(page.getByRole('button', { name: '开新店' })).toBeVisible();
  await openEmptyShop(page, { shop: '真店', member: '何敏' });
  await expect(page.getByText('这是样店')).toBeHidden();
  expect((await ask(page, 'session', null)).shop).toMatchObject({ name: '真店', sample: false });
  const refused = await page.evaluate(async () => {
    const app = document.querySelector('hc-app') as unknown as {
      engine: { run(name: string, input: null): Promise<{ ok: boolean; error?: { code: string } }> };
    };
    return app.engine.run('closeSample', null);
  });
  expect(refused).toMatchObject({ ok: false, error: { code: 'not-a-sample' } });
  await expect(due(page)).toBeVisible();
  expect(complaints).toEqual([]);
});
