import { rmSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { buildHarness, type EngineSite, engineSite, type RelayProcess, relayProcess } from '../kit/engine-site.ts';
import { addProduct, allStored, basketOf, foundShop, inviteLink, joinBy, openPage } from '../kit/engine-steps.ts';

let folder = '';
let relay: RelayProcess;
let site: EngineSite;

test.beforeAll(async () => {
  folder = await buildHarness();
});
test.beforeEach(async () => {
  relay = await relayProcess();
  site = await engineSite(folder, relay);
});
test.afterEach(async () => {
  await site.close();
  await relay.remove();
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('work reaches the relay, and only its receipt empties the list of what is only here', async ({ page }) => {
  await openPage(page, site);
  await foundShop(page);
  await allStored(page);
  const places = await page.evaluate(() => window.engine.once('places', null));
  expect(places).toMatchObject({ places: 2, onlyHere: [] });
  site.cut();
  await page.evaluate(() => window.until('places', null, '!view.online'));
  const tea = await addProduct(page, '绿茶', 50_000, '6900000000014');
  const sold = await page.evaluate((input) => window.engine.run('sell', input), basketOf(tea, 'b1', 50_000, 500));
  expect(sold.ok).toBe(true);
  const offline = await page.evaluate(() => window.until('places', null, 'view.onlyHere.length === 2'));
  expect(offline.onlyHere.map((row) => row.command)).toEqual(['createProduct', 'sell']);
  expect(offline).toMatchObject({ places: 1, online: false });
  site.mend();
  await page.evaluate(() => window.engine.run('syncNow', null));
  await allStored(page);
});

test('a second browser joins by a link, sees the goods, and sells', async ({ page, browser }) => {
  await openPage(page, site);
  await foundShop(page);
  const tea = await addProduct(page, '绿茶', 50_000, '6900000000014');
  await allStored(page);
  const link = await inviteLink(page, 'seller');

  const context = await browser.newContext();
  const other = await openPage(await context.newPage(), site);
  const read = await other.evaluate((text) => window.engine.run('readInvitation', { link: text }), link);
  expect(read).toMatchObject({
    ok: true,
    value: { shop: '和仓便利店', inviter: '何敏', role: 'seller', branch: '总店' },
  });
  await joinBy(other, link, '李强');
  const goods = await other.evaluate(() =>
    window.until(
      'products',
      { search: '', category: null, filter: 'all', sort: { by: 'name', descending: false }, offset: 0, limit: 10 },
      'view.total === 1',
    ),
  );
  expect(goods.rows).toMatchObject([{ name: '绿茶', retailPrice: 50_000 }]);
  const sold = await other.evaluate((input) => window.engine.run('sell', input), basketOf(tea, 'b2', 50_000, 500));
  expect(sold).toMatchObject({ ok: true });
  await allStored(other);
  const seen = await page.evaluate(() =>
    window.until('tickets', { limit: 5 }, "view.length === 1 && view[0].travel === 'listed'"),
  );
  expect(seen).toMatchObject([{ payable: 500, who: '李强' }]);
  const members = await page.evaluate(() => window.engine.once('members', null));
  expect(members.map((member) => member.name).sort()).toEqual(['何敏', '李强']);
  const can = await other.evaluate(() => window.engine.once('session', null));
  expect(can.can).toContain('sales.add');
  expect(can.can).not.toContain('costs.view');
  await context.close();
});

test('a tab closed in the middle of a join: the next one goes on from what is on disk, and has everything', async ({
  page,
  browser,
}) => {
  await openPage(page, site);
  await foundShop(page);
  const tea = await addProduct(page, '绿茶', 10_000, '6900000000014');
  const basket = basketOf(tea, '', 10_000, 100);
  const sold = await page.evaluate(async (one) => {
    const made: boolean[] = [];
    for (let i = 0; i < 150; i++) made.push((await window.engine.run('sell', { ...one, basket: `b${i}` })).ok);
    return made;
  }, basket);
  expect(sold).not.toContain(false);
  await allStored(page);
  const link = await inviteLink(page, 'manager');

  const context = await browser.newContext();
  const first = await openPage(await context.newPage(), site);
  const [worker] = first.workers();
  // Headers come, the newcomer is let in, and then the line falls silent: no document ever arrives.
  await worker?.evaluate(() => {
    const [BULK, PARTS] = [105, 1];
    const wire = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage');
    Object.defineProperty(WebSocket.prototype, 'onmessage', {
      ...wire,
      set(handler: (event: MessageEvent<ArrayBuffer>) => void) {
        wire?.set?.call(this, (event: MessageEvent<ArrayBuffer>) => {
          const [type, content] = new Uint8Array(event.data);
          if (type !== BULK || content !== PARTS) handler.call(this, event);
        });
      },
    });
  });
  const joining = first.evaluate(
    (input) => window.engine.run('joinShop', { link: input, member: '李强', deviceName: '手机' }),
    link,
  );
  expect(await joining).toMatchObject({ ok: true });
  await page.evaluate(() => window.until('members', null, 'view.length === 2'));
  const before = await first.evaluate(() => window.engine.once('session', null));
  expect(before.phase).toBe('joining');
  await first.close();

  const next = await openPage(await context.newPage(), site);
  await next.evaluate(() => window.until('session', null, "view.phase === 'ready'"));
  const tickets = await next.evaluate(() => window.until('tickets', { limit: 500 }, 'view.length === 150'));
  expect(new Set(tickets.map((ticket) => ticket.payable))).toEqual(new Set([100]));
  const more = await next.evaluate((input) => window.engine.run('sell', input), { ...basket, basket: 'after' });
  expect(more).toMatchObject({ ok: true });
  await allStored(next);
  expect(await page.evaluate(() => window.until('tickets', { limit: 500 }, 'view.length === 151'))).toHaveLength(151);
  await context.close();
});

test('a shop founded without any network works, and finds its relay later', async ({ page }) => {
  site.cut();
  await openPage(page, site);
  await foundShop(page);
  const tea = await addProduct(page, '绿茶', 50_000, '6900000000014');
  const sold = await page.evaluate((input) => window.engine.run('sell', input), basketOf(tea, 'b1', 50_000, 500));
  expect(sold).toMatchObject({ ok: true });
  expect(await page.evaluate(() => window.engine.once('places', null))).toMatchObject({ online: false, places: 1 });
  site.mend();
  await page.evaluate(() => window.engine.run('syncNow', null));
  await allStored(page);
  // From the next sale on the relay is the witness: what it lists stands in an order that all devices share.
  const next = await page.evaluate((input) => window.engine.run('sell', input), basketOf(tea, 'b2', 50_000, 500));
  expect(next).toMatchObject({ ok: true });
  await allStored(page);
  const tickets = await page.evaluate(() => window.engine.once('tickets', { limit: 5 }));
  expect(tickets.map((ticket) => ticket.travel)).toEqual(['listed', 'listed']);
});

test('a relay killed in the middle of work loses nothing that it had acknowledged', async ({ page }) => {
  await openPage(page, site);
  await foundShop(page);
  const tea = await addProduct(page, '绿茶', 50_000, '6900000000014');
  await allStored(page);
  const sell = (basket: string) =>
    page.evaluate((input) => window.engine.run('sell', input), basketOf(tea, basket, 50_000, 500));
  for (let i = 0; i < 5; i++) expect(await sell(`before-${i}`)).toMatchObject({ ok: true });
  await relay.kill();
  for (let i = 0; i < 5; i++) expect(await sell(`while-${i}`)).toMatchObject({ ok: true });
  await relay.start();
  await page.evaluate(() => window.engine.run('syncNow', null));
  await allStored(page);
  const tickets = await page.evaluate(() => window.engine.once('tickets', { limit: 50 }));
  expect(tickets.map((ticket) => ticket.travel)).toEqual(Array.from({ length: 10 }, () => 'listed'));
});

test('a relay whose data was deleted gets everything back from a device, and goes on as the new witness', async ({
  page,
}) => {
  await openPage(page, site);
  await foundShop(page);
  const tea = await addProduct(page, '绿茶', 50_000, '6900000000014');
  const before = await page.evaluate((input) => window.engine.run('sell', input), basketOf(tea, 'b1', 50_000, 500));
  expect(before).toMatchObject({ ok: true });
  await allStored(page);
  await relay.forget();
  await page.evaluate(() => window.until('places', null, 'view.online'));
  const after = await page.evaluate((input) => window.engine.run('sell', input), basketOf(tea, 'b2', 50_000, 500));
  expect(after).toMatchObject({ ok: true });
  await allStored(page);
  const other = await openPage(await page.context().newPage(), site);
  const tickets = await other.evaluate(() => window.until('tickets', { limit: 5 }, 'view.length === 2'));
  expect(tickets.map((ticket) => ticket.travel)).toEqual(['listed', 'listed']);
});
