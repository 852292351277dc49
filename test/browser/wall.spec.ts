// Who only looks: the wall display and a stock y-websocket client, each with a reader token of the operator's, live.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { ask } from './kit/dressed-shop.ts';
import { openEmptyShop } from './kit/first-run.ts';
import { expect, relayOrigin, test } from './kit/house.ts';
import { everythingSent, goTo, makeProduct, receive } from './kit/shop-pages.ts';
import { sell } from './kit/till.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** As an operator makes one, beside the running relay. */
function readerToken(shop: string): string {
  const command = [
    'relay/cli/hecang.mjs',
    'reader-token',
    '--data',
    process.env.HECANG_TEST_DATA ?? '',
    '--shop',
    shop,
  ];
  const opens = 'view/catalogue,view/stock,view/today';
  return execFileSync(process.execPath, [...command, '--opens', opens, '--name', '看板'], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
}

test('a wall display and a stock client see goods, stock and takings change', async ({ house }) => {
  const owner = await house.device();
  await openEmptyShop(owner.page, { shop: '看板店', member: '何敏' });
  await goTo(owner.page, '商品');
  await makeProduct(owner.page, { name: '茉莉花茶', price: '18', itemNo: 'M1' });
  await receive(owner.page, '茶厂', [{ name: '茉莉花茶', quantity: '2' }]);
  await everythingSent(owner.page);
  const shop = (await ask(owner.page, 'session', null)).shop?.id ?? '';
  const token = readerToken(shop);

  const wall = await house.device();
  await wall.page.goto(`/wall?shop=${shop}#token=${token}`);
  await expect(wall.page.getByRole('listitem')).toContainText('茉莉花茶');
  await expect(wall.page.locator('.figures > div', { hasText: '今日单数' })).toContainText('0');

  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${relayOrigin.replace('http', 'ws')}/yjs`, `${shop}/view/catalogue`, doc, {
    params: { token },
    disableBc: true,
    WebSocketPolyfill: WebSocket as never,
  });
  const names = (): string[] =>
    [...doc.getMap<{ name: string }>('products').values()].map((product) => product.name).sort();
  await expect.poll(names).toEqual(['茉莉花茶']);

  await goTo(owner.page, '收银');
  for (let ticket = 0; ticket < 3; ticket += 1) await sell(owner.page, '茉莉花茶');
  await expect(wall.page.getByRole('listitem')).toContainText('−1', { timeout: 20_000 });
  await expect(wall.page.locator('.figures > div', { hasText: '今日单数' })).toContainText('3');
  await expect(wall.page.locator('.figures > div', { hasText: '今日净额' })).toContainText('¥54.00');
  await goTo(owner.page, '商品');
  await makeProduct(owner.page, { name: '铁观音', price: '66' });
  await expect.poll(names, { timeout: 20_000 }).toEqual(['茉莉花茶', '铁观音'].sort());
  provider.destroy();
  doc.destroy();

  const stranger = await house.device();
  await stranger.page.goto(`/wall?shop=${shop}#token=${token.slice(0, -2)}xx`);
  await expect(stranger.page.getByText('离线')).toBeVisible();
  await expect(stranger.page.getByText('茉莉花茶')).toBeHidden();
});
