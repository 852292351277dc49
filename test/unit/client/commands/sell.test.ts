import { describe, expect, it } from 'vitest';
import { sell } from '../../../../client/commands/sell.ts';
import { readShift, shiftName } from '../../../../client/commands/shift-state.ts';
import type { SellInput } from '../../../../client/worker/engine-protocol.ts';
import { partFault } from '../../../../shared/schema/check-part.ts';
import { testDevice } from '../../../kit/client-device.ts';
import { good, recordOf, testTill, written } from '../../../kit/command-shop.ts';

async function till(seed: number, more: Parameters<typeof good>[1] = {}, options = {}) {
  const device = await testDevice(seed);
  const tab = device.tab();
  const tea = recordOf(device, 'tea');
  const shop = testTill(device, tab, { goods: [good(tea, more)], ...options });
  return { device, tab, shop, tea };
}

function basket(variant: string, more: Partial<SellInput> = {}, price = 35_000, quantity = 1000): SellInput {
  return {
    basket: 'basket',
    lines: [{ variant, unit: '瓶', numerator: 1, denominator: 1, quantity, listPrice: price, price, amount: null }],
    roundOff: 0,
    discount: 0,
    tenders: [{ kind: 'cash', amount: 100_00 }],
    ...more,
  };
}

describe('a sale', () => {
  it('is one commit over ticket, stock and cash, each well-formed', async () => {
    const { shop, tab, tea } = await till(11);
    const sold = await sell(shop, basket(tea, { tenders: [{ kind: 'cash', amount: 500 }] }));
    expect(sold).toMatchObject({ ok: true, value: { change: 150 } });
    const parts = await written(tab);
    expect(parts.map(({ document }) => document.split('/')[0])).toEqual(['tickets', 'stock', 'cash']);
    const uses = [`sales.add@${shop.post.branch}`, `sales.add@${shop.post.branch}/${shop.post.warehouse}`];
    for (const { document, part } of parts) expect(partFault(document, part, uses, shop.post.member)).toBeNull();
    expect((await tab.store.own())?.seq).toBe(1);
  });

  it('opens the shift by itself with a float of 0, and the next one goes into the same shift', async () => {
    const { shop, tab, tea } = await till(12);
    await sell(shop, basket(tea));
    await sell(shop, basket(tea, { basket: 'second' }));
    const shift = readShift(await tab.store.counter(shiftName(shop.post)));
    expect(shift).toMatchObject({ float: 0, tickets: 2, net: 700, cash: 700 });
    const opened = (await written(tab)).flatMap(({ part }) => part.entries).filter((one) => one.kind === 'shiftOpen');
    expect(opened).toHaveLength(1);
  });

  it('b3: what WeChat took too much goes back in cash, and both accounts say so', async () => {
    const { shop, tab, tea } = await till(13);
    const tenders = [
      { kind: 'wechat' as const, amount: 100_00 },
      { kind: 'cash' as const, amount: -13_50 },
    ];
    const sold = await sell(shop, basket(tea, { tenders }, 865_000));
    expect(sold).toMatchObject({ ok: true, value: { change: 0 } });
    const cash = (await written(tab)).flatMap(({ part }) => part.entries).filter((one) => one.kind === 'cash');
    expect(cash.map((one) => [one.account, one.amount])).toEqual([
      ['wechat', 100_00],
      ['cash', -13_50],
    ]);
  });

  it('b3: gives no change out of a wallet without saying so', async () => {
    const { shop, tea } = await till(14);
    const refused = await sell(shop, basket(tea, { tenders: [{ kind: 'wechat', amount: 100_00 }] }, 865_000));
    expect(refused).toEqual({ ok: false, error: { code: 'non-cash-change', values: { change: 13_50 } } });
  });

  it('says how much is missing, and leaves the basket unpaid', async () => {
    const { shop, tab, tea } = await till(15);
    const refused = await sell(shop, basket(tea, { tenders: [{ kind: 'cash', amount: 300 }] }));
    expect(refused).toEqual({ ok: false, error: { code: 'tenders-short', values: { missing: 50 } } });
    expect(await tab.store.basket('basket')).toBeNull();
  });

  it('of one basket happens once, however often it is paid', async () => {
    const { shop, tab, tea } = await till(16);
    const [first, second] = await Promise.all([sell(shop, basket(tea)), sell(shop, basket(tea))]);
    const third = await sell(shop, basket(tea));
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    expect((await tab.store.own())?.seq).toBe(1);
  });

  it('c2 ii: beyond what the register holds in escrow is refused before anything is signed', async () => {
    const escrow = new Map<string, number>();
    const { shop, tab, tea, device } = await till(17, { strict: true }, { escrow });
    escrow.set(recordOf(device, 'tea'), 1000);
    const refused = await sell(shop, basket(tea, {}, 35_000, 2000));
    expect(refused).toMatchObject({ ok: false, error: { code: 'no-escrow', values: { left: 1000 } } });
    expect(await sell(shop, basket(tea))).toMatchObject({ ok: true });
    expect((await tab.store.own())?.seq).toBe(1);
  });

  it('names the right that is missing', async () => {
    const { shop, tea } = await till(18, {}, { forbidden: ['sales.discount'] });
    const refused = await sell(shop, basket(tea, { discount: 35 }));
    expect(refused).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
    expect(refused.ok ? '' : refused.error.values?.use).toMatch(/^sales\.discount≤10@/);
  });

  it('c3: a unit that does not come out whole is refused', async () => {
    const { shop, tea } = await till(19);
    const [line] = basket(tea).lines;
    if (line === undefined) throw new Error('no line');
    const refused = await sell(
      shop,
      basket(tea, { lines: [{ ...line, numerator: 1, denominator: 3, quantity: 1000 }] }),
    );
    expect(refused).toMatchObject({ ok: false, error: { code: 'unit-remainder' } });
  });
});
