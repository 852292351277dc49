import { rmSync } from 'node:fs';
import { type Browser, expect, type Page, test } from '@playwright/test';
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

async function newcomer(browser: Browser): Promise<Page> {
  return openPage(await (await browser.newContext()).newPage(), site);
}
const memberId = (page: Page): Promise<string> =>
  page.evaluate(async () => (await window.engine.once('session', null)).member?.id ?? '');

test('face to face: a key shown, enrolled, and let in', async ({ page, browser }) => {
  await openPage(page, site);
  await foundShop(page);
  await allStored(page);
  const other = await newcomer(browser);
  const offer = await other.evaluate(() => window.engine.run('offerKey', { member: '王芳', deviceName: '王芳的平板' }));
  const enrolled = await page.evaluate(
    async (code) => {
      const { branch } = await window.engine.once('session', null);
      return window.engine.run('enrol', { code, name: '', role: 'manager', branch: branch?.id ?? '' });
    },
    offer.ok ? offer.value.code : '',
  );
  expect(enrolled).toMatchObject({ ok: true });
  await allStored(page);
  const accepted = await other.evaluate(
    (code) => window.engine.run('acceptEnrolment', { code }),
    enrolled.ok ? enrolled.value.code : '',
  );
  expect(accepted).toEqual({ ok: true, value: null });
  const session = await other.evaluate(() => window.until('session', null, "view.phase === 'ready'"));
  expect(session.member).toMatchObject({ name: '王芳', rank: 'manager', roles: ['manager'] });
  expect(session.can).toContain('catalogue.edit');
});

test('a dismissed seller hands in what was sold meanwhile, keeps nothing, and the sale waits until it is ratified', async ({
  page,
  browser,
}) => {
  await openPage(page, site);
  await foundShop(page);
  const tea = await addProduct(page, '绿茶', 10_000, '6900000000014');
  await allStored(page);
  const link = await inviteLink(page, 'seller');
  const away = await engineSite(folder, relay);
  const other = await openPage(await (await browser.newContext()).newPage(), away);
  // The away till reaches the same relay by another road, which alone is cut.
  await joinBy(other, link.replace(site.origin, away.origin), '李强');
  await allStored(other);
  const seller = await memberId(other);
  away.cut();
  await other.evaluate(() => window.until('places', null, '!view.online'));
  const dismissed = await page.evaluate((member) => window.engine.run('dismiss', { member }), seller);
  expect(dismissed).toEqual({ ok: true, value: null });
  await allStored(page);
  const sold = await other.evaluate((input) => window.engine.run('sell', input), basketOf(tea, 'late', 10_000, 100));
  expect(sold).toMatchObject({ ok: true });
  away.mend();
  await other.evaluate(() => window.engine.run('syncNow', null));
  await other.evaluate(() => window.until('session', null, "view.phase === 'dismissed' && view.shop === null"));
  const products = await other.evaluate(() =>
    window.engine.once('products', {
      search: '',
      category: null,
      filter: 'all',
      sort: { by: 'name', descending: false },
      offset: 0,
      limit: 5,
    }),
  );
  expect(products.total).toBe(0);
  const [row] = await page.evaluate(() =>
    window.until('review', null, "view.length === 1 && view[0].verdict === 'void'"),
  );
  expect(row).toMatchObject({ who: '李强', verdict: 'void', command: 'sell', goods: 1000, cash: 100, mayRatify: true });
  // The ticket does not vanish: it stands there without effect, with the reason.
  const tickets = await page.evaluate(() => window.engine.once('tickets', { limit: 5 }));
  expect(tickets).toMatchObject([{ travel: 'void', reason: 'narrowed' }]);
  const ratified = await page.evaluate((one) => window.engine.run('ratify', one), {
    feed: row?.feed ?? '',
    from: row?.seq ?? 0,
    to: row?.seq ?? 0,
  });
  expect(ratified).toEqual({ ok: true, value: null });
  await page.evaluate(() => window.until('tickets', { limit: 5 }, 'view.length === 1 && view[0].reason === null'));
  await away.close();
});

test('presence: who has a record open is seen by the others, and goes when they go', async ({ page, browser }) => {
  await openPage(page, site);
  await foundShop(page);
  const tea = await addProduct(page, '绿茶', 10_000, '6900000000014');
  await allStored(page);
  const other = await newcomer(browser);
  await joinBy(other, await inviteLink(page, 'manager'), '李强');
  await other.evaluate((record) => window.engine.run('announcePresence', { record, field: 'name' }), tea);
  const seen = await page.evaluate((record) => window.until('presence', { record }, 'view.length === 1'), tea);
  expect(seen).toMatchObject([{ name: '李强', field: 'name' }]);
  await other.context().close();
  await page.evaluate((record) => window.until('presence', { record }, 'view.length === 0'), tea);
});

test('two people change one field without seeing each other: both values are there until somebody chooses', async ({
  page,
  browser,
}) => {
  await openPage(page, site);
  await foundShop(page);
  const tea = await addProduct(page, '绿茶', 10_000, '6900000000014');
  await allStored(page);
  const other = await newcomer(browser);
  await joinBy(other, await inviteLink(page, 'admin'), '李强');
  const set = (who: Page, value: string) =>
    who.evaluate((input) => window.engine.run('setProductField', input), { id: tea, field: 'name', value });
  site.cut();
  for (const one of [page, other]) await one.evaluate(() => window.until('places', null, '!view.online'));
  expect(await set(page, '绿茶(大)')).toMatchObject({ ok: true });
  expect(await set(other, '龙井绿茶')).toMatchObject({ ok: true });
  site.mend();
  for (const one of [page, other]) await one.evaluate(() => window.engine.run('syncNow', null));
  for (const one of [page, other]) {
    const product = await one.evaluate((id) => window.until('product', { id }, 'view.conflicts.length === 1'), tea);
    expect(product?.conflicts[0]?.values.map((value) => value.value).sort()).toEqual(['绿茶(大)', '龙井绿茶'].sort());
    expect(product?.conflicts[0]?.before).toBe('绿茶');
  }
  expect(await set(page, '龙井绿茶')).toMatchObject({ ok: true });
  const settled = await other.evaluate((id) => window.until('product', { id }, 'view.conflicts.length === 0'), tea);
  expect(settled?.fields).toMatchObject({ name: '龙井绿茶' });
});

test('two people give a product its first price without seeing each other: both prices are there until somebody chooses', async ({
  page,
  browser,
}) => {
  await openPage(page, site);
  await foundShop(page);
  const made = await page.evaluate(() => window.engine.run('createProduct', { fields: { name: '绿茶', unit: '瓶' } }));
  const id = made.ok ? made.value.id : '';
  await allStored(page);
  const other = await newcomer(browser);
  await joinBy(other, await inviteLink(page, 'admin'), '李强');
  const price = (who: Page, value: number, field = 'retailPrice') =>
    who.evaluate((input) => window.engine.run('setProductField', input), { id, field, value });
  site.cut();
  for (const one of [page, other]) await one.evaluate(() => window.until('places', null, '!view.online'));
  expect(await price(page, 100_000)).toMatchObject({ ok: true });
  expect(await price(other, 150_000)).toMatchObject({ ok: true });
  expect(await price(page, 60_000, 'purchasePrice')).toMatchObject({ ok: true });
  expect(await price(other, 70_000, 'purchasePrice')).toMatchObject({ ok: true });
  site.mend();
  for (const one of [page, other]) await one.evaluate(() => window.engine.run('syncNow', null));
  for (const one of [page, other]) {
    const product = await one.evaluate(
      (key) => window.until('product', { id: key }, 'view.conflicts.length === 2'),
      id,
    );
    expect(product?.conflicts.map(({ field, before }) => [field, before])).toEqual([
      ['retailPrice', null],
      ['purchasePrice', null],
    ]);
    const values = product?.conflicts.map((conflict) => conflict.values.map((value) => value.value));
    expect(values).toEqual([
      [100_000, 150_000],
      [70_000, 60_000],
    ]);
  }
  expect(await price(other, 150_000)).toMatchObject({ ok: true });
  expect(await price(page, 60_000, 'purchasePrice')).toMatchObject({ ok: true });
  const settled = await page.evaluate((key) => window.until('product', { id: key }, 'view.conflicts.length === 0'), id);
  expect(settled).toMatchObject({ fields: { retailPrice: 150_000 }, purchasePrice: 60_000 });
});

test('a role taken: costs leave the other browser at once; given back, they are fetched again', async ({
  page,
  browser,
}) => {
  await openPage(page, site);
  await foundShop(page);
  const made = await page.evaluate(() =>
    window.engine.run('createProduct', { fields: { name: '绿茶', unit: '瓶' }, purchasePrice: 20_000 }),
  );
  const id = made.ok ? made.value.id : '';
  await allStored(page);
  const other = await newcomer(browser);
  await joinBy(other, await inviteLink(page, 'admin'), '李强');
  await other.evaluate((one) => window.until('product', { id: one }, 'view?.purchasePrice === 20000'), id);
  const member = await memberId(other);
  const change = (give: string, take: string) =>
    page.evaluate(
      async ([who, to, from]) => {
        const branch = (await window.engine.once('session', null)).branch?.id ?? '';
        const roles = { give: [{ role: to, branch }], take: [{ role: from, branch }] };
        return window.engine.run('changeRole', { member: who, ...roles });
      },
      [member, give, take] as const,
    );
  expect(await change('seller', 'admin')).toMatchObject({ ok: true });
  await other.evaluate(
    (one) => window.until('product', { id: one }, 'view !== null && !("purchasePrice" in view)'),
    id,
  );
  const costsOnDisk = () =>
    other.evaluate(async () => {
      const { promise, resolve } = Promise.withResolvers<IDBDatabase>();
      const opening = indexedDB.open('hecang');
      opening.onsuccess = () => resolve(opening.result);
      const store = (await promise).transaction('updates').objectStore('updates');
      const all = Promise.withResolvers<readonly { readonly document: string }[]>();
      const asked = store.getAll();
      asked.onsuccess = () => all.resolve(asked.result);
      return (await all.promise).filter((one) => one.document === 'costs').length;
    });
  // The page shows it first, the disk follows within a moment.
  await expect.poll(costsOnDisk).toBe(0);
  expect(await change('admin', 'seller')).toMatchObject({ ok: true });
  await other.evaluate((one) => window.until('product', { id: one }, 'view?.purchasePrice === 20000'), id);
});
