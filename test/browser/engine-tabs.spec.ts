import { rmSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
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

async function sellMany(page: Page, variant: string, baskets: readonly string[]): Promise<string[]> {
  const inputs = baskets.map((basket) => basketOf(variant, basket, 10_000, 100));
  const results = await page.evaluate(
    (all) => Promise.all(all.map((input) => window.engine.run('sell', input))),
    inputs,
  );
  return results.map((result) => (result.ok ? result.value.number : `refused ${result.error.code}`));
}

const names = (count: number, stem: string): string[] => Array.from({ length: count }, (_, i) => `${stem}-${i}`);

test('d1: three tickets made offline in one tab are the same three in a second tab and at the relay', async ({
  page,
  context,
}) => {
  await openPage(page, site);
  await foundShop(page);
  const tea = await addProduct(page, '绿茶', 10_000, '6900000000014');
  await allStored(page);
  site.cut();
  await page.evaluate(() => window.until('places', null, '!view.online'));
  const offline = await sellMany(page, tea, names(3, 'offline'));
  expect(new Set(offline).size).toBe(3);
  site.mend();
  const second = await openPage(await context.newPage(), site);
  await page.close();
  await second.evaluate(() => window.engine.run('syncNow', null));
  await allStored(second);
  const tickets = await second.evaluate(() => window.engine.once('tickets', { limit: 50 }));
  expect(tickets.map((ticket) => ticket.number).sort()).toEqual(offline.toSorted());
  const moved = await second.evaluate(
    (variant) => window.engine.once('movements', { variant, warehouse: null, limit: 50 }),
    tea,
  );
  expect(moved).toMatchObject({ onHand: -3000 });
  expect(moved.rows).toHaveLength(3);
});

test('d2: two tabs that sell at the same time never give one number twice', async ({ page, context }) => {
  await openPage(page, site);
  await foundShop(page);
  const tea = await addProduct(page, '绿茶', 10_000, '6900000000014');
  const second = await openPage(await context.newPage(), site);
  const [left, right] = await Promise.all([
    sellMany(page, tea, names(5, 'left')),
    sellMany(second, tea, names(5, 'right')),
  ]);
  const numbers = [...left, ...right];
  expect(numbers.every((number) => /^LSCK-01-01[A-Za-z0-9]{2}-\d{6}$/.test(number))).toBe(true);
  expect(new Set(numbers).size).toBe(10);
  for (const tab of [page, second]) {
    const tickets = await tab.evaluate(() => window.until('tickets', { limit: 50 }, 'view.length === 10'));
    expect(tickets.map((ticket) => ticket.number).sort()).toEqual(numbers.toSorted());
  }
});

test('one basket paid in two tabs at once is one ticket', async ({ page, context }) => {
  await openPage(page, site);
  await foundShop(page);
  const tea = await addProduct(page, '绿茶', 10_000, '6900000000014');
  const second = await openPage(await context.newPage(), site);
  const [left, right] = await Promise.all([sellMany(page, tea, ['same']), sellMany(second, tea, ['same'])]);
  expect(left).toEqual(right);
  expect(await page.evaluate(() => window.until('tickets', { limit: 9 }, 'view.length === 1'))).toHaveLength(1);
});

test('c2 iii: of a strict product with one unit held, exactly one of two tabs completes the sale', async ({
  page,
  context,
}) => {
  await openPage(page, site);
  await foundShop(page);
  const last = await addProduct(page, '限量茶饼', 10_000, '6900000000021');
  await page.evaluate((product) => window.engine.run('setStockRule', { product, rule: 'strict' }), last);
  await page.evaluate(
    (variant) =>
      window.engine.run('otherMovement', { kind: 'opening', reason: '', lines: [{ variant, quantity: 1000 }] }),
    last,
  );
  const granted = await page.evaluate(async (variant) => {
    const { register } = await window.engine.once('session', null);
    return window.engine.run('grantEscrow', { variant, register: register?.id ?? '', quantity: 1000 });
  }, last);
  expect(granted).toEqual({ ok: true, value: null });
  const second = await openPage(await context.newPage(), site);
  const [left, right] = await Promise.all([sellMany(page, last, ['left']), sellMany(second, last, ['right'])]);
  expect([...left, ...right].filter((answer) => answer === 'refused no-escrow')).toHaveLength(1);
  const stock = await page.evaluate(
    (variant) => window.until('movements', { variant, warehouse: null, limit: 9 }, 'view.onHand === 0'),
    last,
  );
  expect(stock.rows).toHaveLength(2);
});

test('when the tab that holds the line closes, another takes it over', async ({ page, context }) => {
  await openPage(page, site);
  await foundShop(page);
  const tea = await addProduct(page, '绿茶', 10_000, '6900000000014');
  await allStored(page);
  const second = await openPage(await context.newPage(), site);
  await second.evaluate(() => window.until('tickets', { limit: 1 }, 'view.length === 0'));
  const started = Date.now();
  await page.close();
  await sellMany(second, tea, ['after']);
  await second.evaluate(() =>
    window.until('tickets', { limit: 1 }, "view.length === 1 && view[0].travel === 'listed'"),
  );
  expect(Date.now() - started).toBeLessThan(3000);
});

test('a tab killed while it sells loses no paid ticket and repeats no number', async ({ page, context }) => {
  await openPage(page, site);
  await foundShop(page);
  const tea = await addProduct(page, '绿茶', 10_000, '6900000000014');
  const victim = await openPage(await context.newPage(), site);
  const paid: string[] = [];
  await victim.exposeFunction('paid', (number: string) => paid.push(number));
  await victim.evaluate(
    (inputs) => {
      for (const input of inputs) {
        void window.engine.run('sell', input).then((result) => {
          const told: unknown = Reflect.get(window, 'paid');
          if (result.ok && typeof told === 'function') told(result.value.number);
        });
      }
    },
    names(30, 'killed').map((basket) => basketOf(tea, basket, 10_000, 100)),
  );
  await expect.poll(() => paid.length).toBeGreaterThan(2);
  await victim.close({ runBeforeUnload: false });
  const after = await sellMany(page, tea, names(2, 'after'));
  const tickets = await page.evaluate(() => window.engine.once('tickets', { limit: 100 }));
  const numbers = tickets.map((ticket) => ticket.number);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const number of [...paid, ...after]) expect(numbers).toContain(number);
});
