// Case d1, "closing tab 1 during the reconnect changes none of this": a tab that sold without network is closed in the middle of handing over,
// at another place each round; a second tab goes on. Nothing is lost, nothing is there twice, here and on a device that joins afterwards.
import type { Page } from '@playwright/test';
import { ask, ring, run } from './kit/dressed-shop.ts';
import { joinByLink, openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { everythingSent, goTo, makeProduct, offline } from './kit/shop-pages.ts';

const ROUNDS = 6;
const SALES = 3;

/** The same places in every run (mulberry32), from the first bytes of the new connection to behind the last ticket. */
function* bytesUntilClosed(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    yield 1 + (((t ^ (t >>> 14)) >>> 0) % 6000);
  }
}

async function facts(page: Page) {
  const tickets = await ask(page, 'tickets', { limit: 100 });
  const goods = await ask(page, 'products', {
    search: 'S2031',
    category: null,
    filter: 'all',
    sort: { by: 'itemNo', descending: false },
    offset: 0,
    limit: 1,
  });
  const [item] = await ask(page, 'sellable', { product: goods.rows[0]?.id ?? '' });
  const moved = await ask(page, 'movements', { variant: item?.variant ?? '', warehouse: null, limit: 100 });
  return { numbers: tickets.map((ticket) => ticket.number).sort(), onHand: moved.onHand, lines: moved.rows.length };
}

test('d1: a tab closed in the middle of its reconnect loses no ticket and doubles none', async ({ house }) => {
  const device = await house.device();
  let tab = device.page;
  await openEmptyShop(tab, { shop: '河坊街衣橱', member: '林珊' });
  await goTo(tab, '商品');
  await makeProduct(tab, { name: '亚麻长袖衬衫', price: '269', unit: '件', itemNo: 'S2031' });
  await everythingSent(tab);
  const places = bytesUntilClosed(20_261_125);
  const sold: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    device.line.cut();
    await offline(tab);
    for (let i = 0; i < SALES; i++) sold.push(await ring(tab, `round-${round}-${i}`, 'S2031'));
    const middle = device.line.hears(Number(places.next().value));
    device.line.mend();
    const asked = run(tab, 'syncNow', null).catch(() => null);
    const next = await device.tab('/till');
    await middle;
    await tab.close();
    await asked;
    tab = next;
    await everythingSent(tab);
    await expect.poll(async () => (await ask(tab, 'places', null)).onlyHere.length).toBe(0);
    const now = await facts(tab);
    expect(now).toEqual({ numbers: sold.toSorted(), onHand: -1000 * sold.length, lines: sold.length });
  }
  expect(new Set(sold).size).toBe(ROUNDS * SALES);
  const { link } = await run(tab, 'invite', { role: 'admin', branch: '*', hours: 1, uses: 1 });
  const other = await house.device();
  await joinByLink(other, link, { member: '周宁' });
  await expect.poll(async () => facts(other.page), { timeout: 20_000 }).toEqual(await facts(tab));
  expect(device.complaints).toEqual([]);
});
