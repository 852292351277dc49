import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, expect, type Page, test } from '@playwright/test';
import { buildHarness, type EngineSite, engineSite, type RelayProcess, relayProcess } from '../kit/engine-site.ts';
import { addProduct, allStored, basketOf, foundShop, openPage } from '../kit/engine-steps.ts';

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

const sell = (page: Page, variant: string, basket: string) =>
  page.evaluate((input) => window.engine.run('sell', input), basketOf(variant, basket, 10_000, 100));

test('d4 i: the connection to the store closes by itself between two sales, and nobody notices', async ({ page }) => {
  await openPage(page, site);
  await foundShop(page);
  const tea = await addProduct(page, '绿茶', 10_000, '6900000000014');
  expect((await sell(page, tea, 'one')).ok).toBe(true);
  const [worker] = page.workers();
  await worker?.evaluate(() => {
    const { transaction } = IDBDatabase.prototype;
    let closed = false;
    IDBDatabase.prototype.transaction = function (...names) {
      if (!closed) {
        closed = true;
        this.close();
      }
      return transaction.apply(this, names);
    };
  });
  expect((await sell(page, tea, 'two')).ok).toBe(true);
  await page.reload();
  expect(await page.evaluate(() => window.until('tickets', { limit: 9 }, 'view.length === 2'))).toHaveLength(2);
});

test('d4 ii: a full disk stops the sale with a plain code; the same basket is paid once there is room', async ({
  page,
}) => {
  await openPage(page, site);
  await foundShop(page);
  const tea = await addProduct(page, '绿茶', 10_000, '6900000000014');
  const [worker] = page.workers();
  // What Chromium's store does when the disk is full: the request fails with this error and the transaction aborts.
  await worker?.evaluate(() => {
    const { add } = IDBObjectStore.prototype;
    Reflect.set(self, 'makeRoom', () => {
      IDBObjectStore.prototype.add = add;
    });
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  expect(await sell(page, tea, 'full')).toMatchObject({ ok: false, error: { code: 'quota' } });
  expect(await page.evaluate(() => window.engine.once('tickets', { limit: 9 }))).toEqual([]);
  const shift = await page.evaluate(() => window.engine.once('shift', null));
  expect(shift).toMatchObject({ open: null, tickets: 0 });
  await worker?.evaluate(() => {
    const makeRoom: unknown = Reflect.get(self, 'makeRoom');
    if (typeof makeRoom === 'function') makeRoom();
  });
  const paid = await sell(page, tea, 'full');
  expect(paid).toMatchObject({ ok: true });
  expect(paid.ok && paid.value.number).toMatch(/-000001$/);
});

test('d4 iii: the database is gone at start: everything comes again, in a new epoch, with the last ticket named', async ({
  page,
}) => {
  await openPage(page, site);
  await foundShop(page);
  const tea = await addProduct(page, '绿茶', 10_000, '6900000000014');
  const sold = await sell(page, tea, 'before');
  const number = sold.ok ? sold.value.number : '';
  await allStored(page);
  await page.goto('about:blank');
  await page.goto(`${site.origin}/api/relay`);
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.deleteDatabase('hecang');
        request.onsuccess = () => resolve(null);
      }),
  );
  await page.goto(site.origin);
  const back = await page.evaluate(() => window.until('session', null, "view.phase === 'ready'"));
  expect(back.lost).toEqual({ lastTicket: number });
  expect(back.member).toMatchObject({ name: '何敏', rank: 'owner' });
  expect(await page.evaluate(() => window.until('tickets', { limit: 9 }, 'view.length === 1'))).toMatchObject([
    { number },
  ]);
  const next = await sell(page, tea, 'after');
  expect(next).toMatchObject({ ok: true });
  expect(next.ok && next.value.number).not.toBe(number);
  await allStored(page);
  const tickets = await page.evaluate(() => window.engine.once('tickets', { limit: 9 }));
  expect(tickets.map((ticket) => ticket.travel)).toEqual(['listed', 'listed']);
  expect(await page.evaluate(() => window.engine.once('review', null))).toEqual([]);
});

test('d4 iii without a network: never an empty catalogue that calls itself up to date', async ({ page }) => {
  await openPage(page, site);
  await foundShop(page);
  await allStored(page);
  await page.goto(`${site.origin}/api/relay`);
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.deleteDatabase('hecang');
        request.onsuccess = () => resolve(null);
      }),
  );
  site.cut();
  await page.goto(site.origin);
  const waiting = await page.evaluate(() => window.until('session', null, "view.phase !== 'starting'"));
  expect(waiting).toMatchObject({ phase: 'joining', lost: { lastTicket: null } });
});

test('d4 iv: a window whose store has not outlived it counts as one that forgets; one that has does not', async () => {
  const { launchOptions } = test.info().project.use;
  const profile = mkdtempSync(path.join(tmpdir(), 'hecang-profile-'));
  const forgets = async (): Promise<boolean> => {
    const context = await chromium.launchPersistentContext(profile, launchOptions);
    const page = await openPage(await context.newPage(), site);
    const view = await page.evaluate(() => window.until('session', null, 'view.storage.quota > 0'));
    await context.close();
    return view.storage.forgets;
  };
  expect(await forgets()).toBe(true);
  expect(await forgets()).toBe(false);
  rmSync(profile, { recursive: true, force: true });
});

test('a key can sign here and can be carried nowhere', async ({ page }) => {
  await openPage(page, site);
  const exported = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const request = indexedDB.open('hecang-keys');
        request.onsuccess = () => {
          const get = request.result.transaction('keys').objectStore('keys').get('device');
          get.onsuccess = () => {
            const keys: { privateKey: CryptoKey } = get.result;
            crypto.subtle.exportKey('pkcs8', keys.privateKey).then(
              () => resolve('exported'),
              (error: DOMException) => resolve(error.name),
            );
          };
        };
      }),
  );
  expect(exported).toBe('InvalidAccessError');
});
