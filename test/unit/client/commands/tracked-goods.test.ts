/** Batches and whole units on papers: what receiving asks for, where a sale's goods come from, what is refused. */
import { describe, expect, it } from 'vitest';
import { otherMovement, receiveGoods } from '../../../../client/commands/move-stock.ts';
import { sell } from '../../../../client/commands/sell.ts';
import type { ReceiveInput, SellInput } from '../../../../client/worker/engine-protocol.ts';
import { batchesOf } from '../../../../shared/stock/batch-book.ts';
import { issuedParts } from '../../../../shared/stock/issued-parts.ts';
import { StockFold } from '../../../../shared/stock/stock-fold.ts';
import { testDevice } from '../../../kit/client-device.ts';
import { good, recordOf, testTill, written } from '../../../kit/command-shop.ts';
import { refOf } from '../../../kit/fold-facts.ts';

const TODAY = '2026-11-25';

/** A till whose stock is what was written so far. */
async function till(seed: number, more: Parameters<typeof good>[1] = {}) {
  const device = await testDevice(seed);
  const tab = device.tab();
  const milk = recordOf(device, 'milk');
  const shop = testTill(device, tab, { goods: [good(milk, { name: '牛奶', unit: '盒', spec: '', ...more })] });
  const stock = new StockFold(480);
  const place = `${shop.post.branch}/${shop.post.warehouse}`;
  const read = async (): Promise<void> => {
    let seq = 0;
    for (const { document, part } of await written(tab)) {
      seq++;
      for (const [index, entry] of part.entries.entries())
        stock.add(refOf('a', seq, 1000 + seq, document, index), entry);
    }
  };
  const batches = (variant: string) => {
    const held = batchesOf(stock, variant, [place]);
    const named = held.reduce((sum, { quantity }) => sum + quantity, 0);
    return { batches: held, unnamed: Math.max(0, stock.balance(variant, place) - named), today: TODAY };
  };
  return { shop: { ...shop, batches }, tab, milk, stock, place, read };
}

const delivery = (variant: string, quantity: number, batch: object): ReceiveInput => ({
  supplier: '乳品厂',
  deliveryNote: '',
  remark: '',
  lines: [{ variant, unit: '盒', quantity, numerator: 1, denominator: 1, rejected: 0, rejectedReason: '', ...batch }],
});
const ticket = (variant: string, basket: string, ...quantities: readonly number[]): SellInput => ({
  basket,
  lines: quantities.map((quantity) => {
    return {
      variant,
      unit: '盒',
      numerator: 1,
      denominator: 1,
      quantity,
      listPrice: 10_000,
      price: 10_000,
      amount: null,
    };
  }),
  roundOff: 0,
  discount: 0,
  tenders: [{ kind: 'cash', amount: 1_000_00 }],
});

describe('BATCH-5 receiving', () => {
  it('BATCH-5 asks for a batch only where the product has batches', async () => {
    const plain = await till(71);
    expect(await receiveGoods(plain.shop, delivery(plain.milk, 1000, {}))).toMatchObject({ ok: true });
    const tracked = await till(72, { tracking: 'batch' });
    expect(await receiveGoods(tracked.shop, delivery(tracked.milk, 1000, {}))).toEqual({
      ok: false,
      error: { code: 'batch-required', values: { name: '牛奶' } },
    });
    const asked = await receiveGoods(tracked.shop, delivery(tracked.milk, 1000, { batch: 'B1', expiry: '2026-12-01' }));
    expect(asked).toMatchObject({ ok: true });
    const entries = (await written(tracked.tab)).flatMap(({ part }) => part.entries);
    expect(entries.find((one) => one.kind === 'movement')).toMatchObject({ batch: 'B1', expiry: '2026-12-01' });
  });
});

describe('BATCH-6 selling', () => {
  async function stocked(seed: number) {
    const shop = await till(seed, { tracking: 'batch' });
    for (const [quantity, batch, expiry] of [
      [5000, 'later', '2027-03-01'],
      [3000, 'soon', '2026-12-01'],
      [2000, 'old', '2026-11-20'],
    ] as const)
      await receiveGoods(shop.shop, delivery(shop.milk, quantity, { batch, expiry }));
    await shop.read();
    return shop;
  }

  it('BATCH-6 takes the earliest that is not expired; two lines of a ticket never take the same piece', async () => {
    const { shop, milk, stock, place, read } = await stocked(73);
    const sold = await sell(shop, ticket(milk, 'b1', 2000, 2000));
    await read();
    expect(batchesOf(stock, milk, [place]).map(({ batch, quantity }) => [batch, quantity])).toEqual([
      ['old', 2000],
      ['later', 4000],
    ]);
    const id = sold.ok ? sold.value.id : '';
    expect(issuedParts(stock, id, 2, 'sale')).toEqual([
      { posting: 0, quantity: 1000, batch: 'soon' },
      { posting: 1, quantity: 1000, batch: 'later' },
    ]);
  });

  it('BATCH-6 what is expired is refused when nothing else is left; what is not there at all is sold all the same', async () => {
    const { shop, milk, read } = await stocked(74);
    expect(await sell(shop, ticket(milk, 'b1', 9000))).toEqual({
      ok: false,
      error: { code: 'goods-expired', values: { name: '牛奶', left: 8000 } },
    });
    expect(await sell(shop, ticket(milk, 'b2', 8000))).toMatchObject({ ok: true });
    await read();
    const empty = await till(75, { tracking: 'batch' });
    expect(await sell(empty.shop, ticket(empty.milk, 'b3', 1000))).toMatchObject({ ok: true });
  });
});

describe('BATCH-7 whole units', () => {
  it('BATCH-7 half a piece of what is traded whole is refused, received or sold; of the rest it is not', async () => {
    const whole = await till(76, { wholeOnly: true });
    const fault = { ok: false, error: { code: 'whole-only', values: { name: '牛奶', unit: '盒' } } };
    expect(await receiveGoods(whole.shop, delivery(whole.milk, 1500, {}))).toEqual(fault);
    expect(await sell(whole.shop, ticket(whole.milk, 'b1', 500))).toEqual(fault);
    const loose = await till(77);
    expect(await sell(loose.shop, ticket(loose.milk, 'b1', 500))).toMatchObject({ ok: true });
  });
});

describe('BATCH-9 goods in and out beside orders', () => {
  it('BATCH-9 given away from the earliest that is good, written off from the oldest, in with a batch only', async () => {
    const shop = await till(78, { tracking: 'batch' });
    const move = (kind: 'otherOut' | 'writeOff' | 'otherIn', quantity: number, batch?: string) => {
      const line = { variant: shop.milk, quantity, ...(batch === undefined ? {} : { batch }) };
      return otherMovement(shop.shop, { kind, reason: '样品', lines: [line] });
    };
    expect(await move('otherIn', 1000)).toMatchObject({ ok: false, error: { code: 'batch-required' } });
    await receiveGoods(shop.shop, delivery(shop.milk, 2000, { batch: 'old', expiry: '2026-11-20' }));
    await receiveGoods(shop.shop, delivery(shop.milk, 3000, { batch: 'soon', expiry: '2026-12-01' }));
    await shop.read();
    expect(await move('otherOut', 4000)).toEqual({
      ok: false,
      error: { code: 'goods-expired', values: { name: '牛奶', left: 3000 } },
    });
    expect(await move('otherOut', 1000)).toMatchObject({ ok: true });
    expect(await move('writeOff', 2500)).toMatchObject({ ok: true });
    await shop.read();
    const held = batchesOf(shop.stock, shop.milk, [shop.place]);
    expect(held.map(({ batch, quantity }) => [batch, quantity])).toEqual([['soon', 1500]]);
  });
});
