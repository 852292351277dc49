/** What the till does beyond a sale, as commands: written well-formed, refused with the reason, true in the drawer. */
import { describe, expect, it } from 'vitest';
import { holdCart, recallHold } from '../../../../client/commands/hold-cart.ts';
import { notePrint } from '../../../../client/commands/note-print.ts';
import { returnGoods, reverseSale } from '../../../../client/commands/return-goods.ts';
import { closeShift, moveCash, openDrawer, openShift } from '../../../../client/commands/run-shift.ts';
import { sell } from '../../../../client/commands/sell.ts';
import { readShift, shiftName } from '../../../../client/commands/shift-state.ts';
import type { SellInput } from '../../../../client/worker/engine-protocol.ts';
import type { Good } from '../../../../shared/catalogue/good.ts';
import { salesTasks } from '../../../../shared/sales/sales-tasks.ts';
import { partFault } from '../../../../shared/schema/check-part.ts';
import { testDevice } from '../../../kit/client-device.ts';
import { good, recordOf, written } from '../../../kit/command-shop.ts';
import { refOf } from '../../../kit/fold-facts.ts';
import { type TillShopOptions, tillShop } from '../../../kit/till-shop.ts';

async function till(seed: number, options: Partial<TillShopOptions> & { readonly price?: () => number } = {}) {
  const device = await testDevice(seed);
  const tab = device.tab();
  const tea = recordOf(device, 'tea');
  const base = good(tea);
  const goods: readonly Good[] = [
    new Proxy(base, {
      get: (target, key) => (key === 'price' ? (options.price?.() ?? target.price) : Reflect.get(target, key)),
    }),
  ];
  const made = tillShop(device, tab, { goods, ...options });
  const line = (quantity = 1000, price = 35_000) => ({
    variant: tea,
    unit: '瓶',
    numerator: 1,
    denominator: 1,
    quantity,
    listPrice: price,
    price,
    amount: null,
  });
  const basket = (id: string, more: Partial<SellInput> = {}): SellInput => ({
    basket: id,
    lines: [line(3000)],
    roundOff: 0,
    discount: 0,
    tenders: [{ kind: 'cash', amount: 100_00 }],
    ...more,
  });
  return { ...made, device, tab, tea, line, basket };
}

const code = (result: { readonly ok: boolean; readonly error?: unknown }): string =>
  result.ok ? 'ok' : (result.error as { code: string }).code;

describe('a shift at the till', () => {
  const counts = [
    [10_000, 4],
    [5000, 2],
  ] as const;

  it('opens with the counted float, once; sales go into it', async () => {
    const { shop, folds, basket } = await till(31);
    const opened = await openShift(shop, { counts });
    expect(opened.ok).toBe(true);
    expect(code(await openShift(shop, { counts }))).toBe('shift-open-already');
    await sell(shop, basket('b1'));
    const [open] = folds.shifts.openShifts(shop.post.register);
    expect(open).toMatchObject({ float: 50_000, handler: shop.post.member });
    expect(folds.shifts.expectedCash(open?.id ?? '')).toBe(51_050);
  });

  it('TILL-35 closes blind: an open cart blocks it, a large difference asks for a reason, what is handed in is counted less the float', async () => {
    let cart = true;
    const { shop, folds, basket, tab } = await till(32, { cart: () => cart });
    const opened = await openShift(shop, { counts });
    if (!opened.ok) throw new Error('not opened');
    await sell(shop, basket('b1'));
    const close = { shift: opened.value.id, nextFloat: 40_000, reason: '', counts: [[10_000, 5]] as const };
    expect(code(await closeShift(shop, close))).toBe('cart-open');
    cart = false;
    expect(code(await closeShift(shop, { ...close, nextFloat: 60_000 }))).toBe('float-too-large');
    expect(code(await closeShift(shop, { ...close, shift: shop.recordId() }))).toBe('shift-unknown');
    const few = await closeShift(shop, { ...close, counts: [[10_000, 4]], nextFloat: 0 });
    expect(few).toEqual({ ok: false, error: { code: 'shift-reason', values: { over: -11_050 } } });
    expect(await closeShift(shop, close)).toEqual({
      ok: true,
      value: { expected: 51_050, counted: 50_000, overShort: -1050, handedIn: 10_000 },
    });
    expect(readShift(await tab.store.counter(shiftName(shop.post)))).toBeNull();
    expect(code(await closeShift(shop, close))).toBe('shift-closed-already');
    await sell(shop, basket('b2'));
    expect(folds.shifts.openShifts(shop.post.register)).toMatchObject([{ float: 0 }]);
    for (const { document, part } of await written(tab)) {
      const uses = ['sales.add@*', 'sales.return@*'];
      expect(partFault(document, part, uses, shop.post.member)).toBeNull();
    }
  });

  it('case d3: what was closed next door is closed for this till as soon as it knows', async () => {
    const { shop, folds, basket } = await till(33);
    await openShift(shop, { counts });
    const [open] = folds.shifts.openShifts(shop.post.register);
    folds.set.addPart(refOf('office', 1, 9_000_000_000_000_000, `cash/${shop.post.branch}/2026-11`), [
      { kind: 'shiftClose', id: open?.id, counted: 0, expected: 0, at: 5, handler: shop.post.member } as never,
    ]);
    await sell(shop, basket('b1'));
    const [next] = folds.shifts.openShifts(shop.post.register);
    expect(next?.id).not.toBe(open?.id);
  });

  it('TILL-33 money by hand says why and names the right that is missing', async () => {
    const { shop, folds } = await till(34);
    expect(code(await moveCash(shop, { kind: 'paidOut', amount: 2600, reason: ' ' }))).toBe('reason-required');
    expect(code(await moveCash(shop, { kind: 'paidOut', amount: 0, reason: '运费' }))).toBe('bad-quantity');
    await moveCash(shop, { kind: 'paidOut', amount: 2600, reason: '运费' });
    await moveCash(shop, { kind: 'paidIn', amount: 5000, reason: '零钱' });
    await openDrawer(shop, { reason: '换零' });
    const [open] = folds.shifts.openShifts(shop.post.register);
    expect(folds.shifts.expectedCash(open?.id ?? '')).toBe(2400);
    expect(folds.shifts.drawerOpenings(open?.id ?? '')).toHaveLength(1);
    const { shop: other } = await till(35, { forbidden: ['sales.drawer'] });
    const refused = await moveCash(other, { kind: 'paidOut', amount: 2600, reason: '运费' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
  });
});

describe('a held cart', () => {
  it('TILL-20 comes back at the prices of now, with what changed; a price by hand stays', async () => {
    let price = 35_000;
    const { shop, tea, folds } = await till(36, { price: () => price });
    const line = {
      product: tea,
      variant: tea,
      name: '绿茶',
      unit: '瓶',
      numerator: 1,
      denominator: 1,
      quantity: 1000,
      amount: null,
      override: null,
    };
    const lines = [
      { ...line, listPrice: 35_000, price: 35_000 },
      { ...line, listPrice: 35_000, price: 30_000 },
    ];
    const held = await holdCart(shop, { basket: 'b1', lines, discount: 50, payBp: null, payable: 600, note: '' });
    if (!held.ok) throw new Error('not held');
    price = 40_000;
    const back = await recallHold(shop, { id: held.value.id });
    expect(back).toMatchObject({
      ok: true,
      value: { basket: 'b1', discount: 50, missing: [], lines: [{ price: 40_000 }, { price: 30_000 }] },
    });
    expect(back.ok && back.value.changes).toHaveLength(2);
    expect(folds.holds.open(shop.post.branch, 0, folds.tickets)).toEqual([]);
    expect(code(await recallHold(shop, { id: shop.recordId() }))).toBe('hold-unknown');
  });

  it('what was paid is neither held nor recalled', async () => {
    const { shop, tea, basket } = await till(37);
    const line = {
      product: tea,
      variant: tea,
      name: '绿茶',
      unit: '瓶',
      numerator: 1,
      denominator: 1,
      quantity: 1000,
      amount: null,
      override: null,
    };
    const lines = [{ ...line, listPrice: 35_000, price: 35_000 }];
    const held = await holdCart(shop, { basket: 'b1', lines, discount: 0, payBp: null, payable: 350, note: '王姐' });
    await sell(shop, basket('b1'));
    expect(code(await recallHold(shop, { id: held.ok ? held.value.id : '' }))).toBe('paid-already');
    expect(code(await holdCart(shop, { basket: 'b1', lines, discount: 0, payBp: null, payable: 350, note: '' }))).toBe(
      'paid-already',
    );
    expect(
      code(await holdCart(shop, { basket: 'b2', lines: [], discount: 0, payBp: null, payable: 0, note: '' })),
    ).toBe('empty-basket');
  });
});

describe('goods that come back', () => {
  const back = (ticket: string | null, quantity: number, more = {}) => ({
    ticket,
    lines: [{ line: 1, quantity, bin: 'sellable' as const, ...more }],
    reason: '不合适',
    exchange: null,
  });

  it('TILL-1 piece by piece, offline: stock, drawer and paper in one commit under a number of its own', async () => {
    const { shop, folds, basket, tab } = await till(38);
    const sold = await sell(shop, basket('b1', { discount: 100 }));
    const ticket = sold.ok ? sold.value.id : '';
    const refunds: unknown[] = [];
    for (let piece = 0; piece < 3; piece += 1) {
      const done = await returnGoods(shop, back(ticket, 1000));
      refunds.push(done.ok ? done.value.refund : done.error);
    }
    expect(refunds).toEqual([317, 316, 317]);
    expect(await returnGoods(shop, back(ticket, 1000))).toMatchObject({
      ok: false,
      error: { code: 'returned-already', values: { returned: 3000, sold: 3000 } },
    });
    const [open] = folds.shifts.openShifts(shop.post.register);
    expect(folds.shifts.expectedCash(open?.id ?? '')).toBe(0);
    const numbers = folds.returns.latest(9).map((fact) => fact.value.number);
    expect(numbers.every((number) => number.startsWith('LSTH-'))).toBe(true);
    expect(new Set(numbers).size).toBe(3);
    expect(salesTasks(folds)).toEqual([]);
    const uses = ['sales.return@*', 'sales.refund@*', 'sales.returnDays@*', 'sales.add@*', 'sales.discount@*'];
    for (const { document, part } of await written(tab)) {
      expect(partFault(document, part, uses, shop.post.member)).toBeNull();
    }
  });

  it('TILL-5 without a ticket at the lowest price, and only with the right', async () => {
    const { shop, tea, folds, basket } = await till(39);
    await sell(shop, basket('b1', { discount: 150 }));
    const loose = await returnGoods(shop, back(null, 1000, { line: 0, variant: tea, unit: '瓶' }));
    expect(loose).toMatchObject({ ok: true, value: { refund: 300, refunds: [{ kind: 'cash', amount: 300 }] } });
    expect(folds.returns.size).toBe(1);
    const { shop: other, tea: green } = await till(40, { forbidden: ['sales.noTicketReturn'] });
    const refused = await returnGoods(other, back(null, 1000, { line: 0, variant: green, unit: '瓶' }));
    expect(code(refused)).toBe('no-ticket-right');
  });

  it('TILL-6 an exchange sells the new goods in the same commit; only the difference is paid, pressed twice or not', async () => {
    const { shop, folds, basket, line } = await till(41);
    const sold = await sell(shop, basket('b1'));
    const ticket = sold.ok ? sold.value.id : '';
    const exchange = basket('b2', { lines: [line(2000)], tenders: [{ kind: 'wechat', amount: 350 }] });
    const done = await returnGoods(shop, { ...back(ticket, 1000), exchange });
    expect(done).toMatchObject({ ok: true, value: { refund: 350, refunds: [], change: 0 } });
    expect(code(await returnGoods(shop, { ...back(ticket, 1000), exchange }))).toBe('paid-already');
    const [open] = folds.shifts.openShifts(shop.post.register);
    expect(folds.shifts.accounts(open?.id ?? '')).toEqual({ cash: 1050, wechat: 350 });
    const short = await returnGoods(shop, { ...back(ticket, 1000), exchange: basket('b3', { tenders: [] }) });
    expect(short).toEqual({ ok: false, error: { code: 'tenders-short', values: { missing: 700 } } });
    expect(salesTasks(folds)).toEqual([]);
  });

  it('TILL-3 says which limit is in the way', async () => {
    const { shop, basket } = await till(42, { forbidden: ['sales.refund'] });
    const sold = await sell(shop, basket('b1'));
    expect(code(await returnGoods(shop, back(sold.ok ? sold.value.id : '', 3000)))).toBe('refund-limit');
    const { shop: other, basket: more } = await till(43, { forbidden: ['sales.returnDays'] });
    const there = await sell(other, more('b1'));
    expect(code(await returnGoods(other, back(there.ok ? there.value.id : '', 1000)))).toBe('return-too-old');
    expect(code(await returnGoods(other, back(other.recordId(), 1000)))).toBe('ticket-unknown');
  });

  it('TILL-10 a reversal takes the whole ticket off, once', async () => {
    const { shop, folds, basket, tea } = await till(44);
    const sold = await sell(shop, basket('b1'));
    const ticket = sold.ok ? sold.value.id : '';
    expect(code(await reverseSale(shop, { ticket, reason: '' }))).toBe('reason-required');
    expect(await reverseSale(shop, { ticket, reason: '输错' })).toMatchObject({
      ok: true,
      value: { refunds: [{ kind: 'cash', amount: 1050 }] },
    });
    expect(code(await reverseSale(shop, { ticket, reason: '输错' }))).toBe('ticket-reversed');
    expect(folds.returns.isReversed(ticket)).toBe(true);
    expect(folds.stock.balance(tea, null)).toBe(0);
    expect(code(await returnGoods(shop, back(ticket, 1000)))).toBe('ticket-reversed');
  });
});

it('TILL-40 printings are counted, the second needs its right', async () => {
  const { shop, basket, prints } = await till(45, { forbidden: ['sales.reprint'] });
  const sold = await sell(shop, basket('b1'));
  const document = sold.ok ? sold.value.id : '';
  expect(await notePrint(shop, { document })).toEqual({ ok: true, value: { copy: 1 } });
  expect(code(await notePrint(shop, { document }))).toBe('not-allowed');
  expect(prints.copies(document)).toBe(1);
  expect(code(await notePrint(shop, { document: 'x' }))).toBe('ticket-unknown');
});
