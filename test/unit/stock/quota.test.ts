import { describe, expect, it } from 'vitest';
import {
  answerQuota,
  askQuota,
  grantEscrow,
  passQuota,
  type QuotaShop,
  reclaimTill,
} from '../../../client/commands/share-quota.ts';
import type { Entry } from '../../../shared/commit/part.ts';
import { ASK_LASTS_US, type OpenAsk, QuotaFold } from '../../../shared/stock/quota-fold.ts';
import { quotaTasks } from '../../../shared/stock/quota-tasks.ts';
import { StockFold } from '../../../shared/stock/stock-fold.ts';
import { testDevice } from '../../kit/client-device.ts';
import { place, recordOf, testTill, written } from '../../kit/command-shop.ts';
import { stateOfPart } from '../../kit/fold-drafts.ts';
import { feedOf, idOf, refOf, STOCK_DOCUMENT, STOCK_PLACE } from '../../kit/fold-facts.ts';

const V = idOf('strict');
const [ONE, TWO] = ['till---1', 'till---2'] as const;
const START = 1_790_000_000_000_000;
const escrow = (id: string, register: string, quantity: number, from: string, more: object = {}): Entry => ({
  kind: 'escrow',
  id: idOf(id),
  variant: V,
  register,
  quantity,
  from,
  ...more,
});
const ask = (id: string, register: string, from: string): Entry => ({
  kind: 'quotaAsk',
  id: idOf(id),
  variant: V,
  register,
  from,
  quantity: 1000,
});
const sale = (id: string, register: string, quantity: number): Entry => ({
  kind: 'movement',
  variant: V,
  quantity: -quantity,
  type: 'sale',
  document: idOf(id),
  line: 1,
  register,
});

function folded(entries: readonly (readonly [feed: string, seq: number, entry: Entry])[]) {
  const [stock, quota] = [new StockFold(480), new QuotaFold()];
  for (const [i, [feed, seq, entry]] of entries.entries()) {
    const ref = refOf(feed, seq, START + i, STOCK_DOCUMENT);
    stock.add(ref, entry);
    quota.add(ref, entry);
  }
  return { stock, quota, tasks: quotaTasks(stock, quota, (register) => feedOf(register).slice(0, 24)) };
}

describe('quota', () => {
  it('QUOTA-1 a seller hands nothing out of the pool, to nobody and not to their own till', () => {
    const of = (entry: Entry, use: string): string =>
      stateOfPart({ document: STOCK_DOCUMENT as never, entries: [entry] }, [`${use}@${STOCK_PLACE}`]);
    const granted = escrow('g1', ONE, 5000, 'pool');
    expect(of(granted, 'transfer.add')).toBe('malformed');
    expect(of(granted, 'sales.add')).toBe('malformed');
    expect(of(granted, 'transfer.edit')).toBe('present');
    expect(of(escrow('g2', ONE, -5000, 'pool'), 'transfer.add')).toBe('malformed');
    expect(of(escrow('g3', TWO, 1000, ONE), 'transfer.add')).toBe('present');
    expect(of(ask('a1', TWO, ONE), 'transfer.add')).toBe('present');
    expect(of(ask('a1', TWO, ONE), 'sales.add')).toBe('malformed');
    // A negative amount passed on would rob the one it is passed to.
    expect(of(escrow('g4', TWO, -1000, ONE), 'transfer.add')).toBe('malformed');
    expect(of(escrow('g5', ONE, 1000, ONE), 'transfer.add')).toBe('malformed');
    expect(of(escrow('g6', ONE, 0, 'pool'), 'transfer.edit')).toBe('malformed');
  });

  it('QUOTA-4 an ask is open until it is answered or declined, and two hours at most', () => {
    const asks: (readonly [string, number, Entry])[] = [
      ['till-two', 1, ask('a1', TWO, ONE)],
      ['till-two', 2, ask('a2', TWO, ONE)],
      ['till-two', 3, ask('a3', TWO, ONE)],
    ];
    const open = (more: typeof asks, now = START + 10): string[] =>
      folded([...asks, ...more])
        .quota.openAsks(now)
        .map(({ id }) => id);
    expect(open([])).toEqual(['a1', 'a2', 'a3'].map(idOf));
    expect(open([['till-one', 1, escrow('g1', TWO, 1000, ONE, { ask: idOf('a1') })]])).toEqual(['a2', 'a3'].map(idOf));
    expect(open([['till-one', 1, { kind: 'quotaRefusal', id: idOf('r1'), ask: idOf('a2') }]])).toEqual(
      ['a1', 'a3'].map(idOf),
    );
    expect(open([], START + ASK_LASTS_US + 5)).toEqual([]);
  });

  it('QUOTA-5 QUOTA-6 a till that was given up for lost and lives: its sales stand, and it says why', () => {
    const { stock, tasks } = folded([
      ['keeper', 1, { kind: 'movement', variant: V, quantity: 3000, type: 'receipt', document: idOf('r1'), line: 1 }],
      ['keeper', 2, escrow('g1', ONE, 3000, 'pool')],
      ['keeper', 3, escrow('g2', ONE, -3000, 'pool')],
      [ONE, 1, sale('s1', ONE, 2000)],
    ]);
    expect(stock.balance(V, STOCK_PLACE)).toBe(1000);
    expect(tasks).toMatchObject([{ kind: 'overdraw', register: ONE, missing: 2000, causes: ['reclaimed'] }]);
  });

  it('QUOTA-6 units passed on by another than the till itself, and sales beyond what it held, are told apart', () => {
    const start: (readonly [string, number, Entry])[] = [
      ['keeper', 1, { kind: 'movement', variant: V, quantity: 9000, type: 'receipt', document: idOf('r1'), line: 1 }],
      ['keeper', 2, escrow('g1', ONE, 3000, 'pool')],
    ];
    const stolen = folded([...start, [TWO, 1, escrow('g2', TWO, 3000, ONE)], [ONE, 1, sale('s1', ONE, 2000)]]);
    expect(stolen.tasks).toMatchObject([{ register: ONE, causes: ['taken'], by: [{ value: { register: TWO } }] }]);
    const beyond = folded([...start, [ONE, 1, sale('s1', ONE, 4000)]]);
    expect(beyond.tasks).toMatchObject([{ register: ONE, missing: 1000, causes: ['beyond'], by: [] }]);
  });

  it('QUOTA-7 more handed out than there is names the last who handed out', () => {
    const { tasks } = folded([
      ['keeper', 1, { kind: 'movement', variant: V, quantity: 3000, type: 'receipt', document: idOf('r1'), line: 1 }],
      ['keeper', 2, escrow('g1', ONE, 3000, 'pool')],
      ['manager', 1, escrow('g2', TWO, 2000, 'pool')],
    ]);
    expect(tasks).toMatchObject([{ kind: 'poolShort', missing: 2000 }]);
    expect(tasks[0]?.by.map(({ value }) => value.id)).toEqual([idOf('g2'), idOf('g1')]);
  });
});

/** A till with this much of its own, this much in the pool. */
async function shopOf(seed: number, more: Partial<QuotaShop['quota']> = {}) {
  const device = await testDevice(seed);
  const tab = device.tab();
  const till = testTill(device, tab, { goods: [] });
  const shop: QuotaShop = {
    ...till,
    quota: {
      holding: () => 2000,
      pool: () => 5000,
      heldBy: () => [{ variant: V, quantity: 2000 }],
      openAsk: () => null,
      knowsOthers: () => true,
      ready: async () => {},
      ...more,
    },
  };
  const entries = async (): Promise<readonly Entry[]> => (await written(tab)).flatMap(({ part }) => part.entries);
  return { shop, entries, device };
}

describe('commands of quota', () => {
  it('QUOTA-2 give no more than the pool has, and pass on no more than the till holds', async () => {
    const { shop, entries } = await shopOf(71);
    expect(await grantEscrow(shop, { variant: V, register: ONE, quantity: 5001 })).toMatchObject({
      error: { code: 'quota-pool', values: { left: 5000 } },
    });
    expect(await grantEscrow(shop, { variant: V, register: ONE, quantity: -2001 })).toMatchObject({
      error: { code: 'quota-held', values: { left: 2000 } },
    });
    expect(await passQuota(shop, { variant: V, to: ONE, quantity: 2001 })).toMatchObject({
      error: { code: 'quota-held' },
    });
    expect(await entries()).toEqual([]);
    expect(await grantEscrow(shop, { variant: V, register: ONE, quantity: 5000 })).toMatchObject({ ok: true });
    expect(await passQuota(shop, { variant: V, to: ONE, quantity: 2000 })).toMatchObject({ ok: true });
    expect((await entries()).map(({ from, quantity }) => [from, quantity])).toEqual([
      ['pool', 5000],
      [shop.post.register, 2000],
    ]);
  });

  it('QUOTA-3 touch the pool only in reach of the relay; a till passes its own on and asks while it is apart', async () => {
    const { shop } = await shopOf(72, { knowsOthers: () => false });
    expect(await grantEscrow(shop, { variant: V, register: ONE, quantity: 1000 })).toMatchObject({
      error: { code: 'offline-needed' },
    });
    expect(await reclaimTill(shop, { register: ONE })).toMatchObject({ error: { code: 'offline-needed' } });
    expect(await passQuota(shop, { variant: V, to: ONE, quantity: 1000 })).toMatchObject({ ok: true });
    expect(await askQuota(shop, { variant: V, from: ONE, quantity: 1000 })).toMatchObject({ ok: true });
  });

  it('QUOTA-5 take all back that a lost till holds in one commit', async () => {
    const { shop, entries } = await shopOf(73);
    expect(await reclaimTill(shop, { register: ONE })).toEqual({ ok: true, value: { kinds: 1 } });
    expect(await entries()).toMatchObject([{ kind: 'escrow', register: ONE, quantity: -2000, from: 'pool' }]);
  });

  it('QUOTA-4 answer an ask of this till once, with units or with a no', async () => {
    const { shop: plain, entries, device } = await shopOf(74);
    const id = recordOf(device, 'ask');
    const open = { ...ask('a1', TWO, plain.post.register), id } as unknown as OpenAsk;
    const shop: QuotaShop = { ...plain, quota: { ...plain.quota, openAsk: (one) => (one === id ? open : null) } };
    expect(await answerQuota(shop, { ask: recordOf(device, 'other'), quantity: 1000 })).toMatchObject({
      error: { code: 'quota-ask-gone' },
    });
    expect(await answerQuota(shop, { ask: id, quantity: 1000 })).toMatchObject({ ok: true });
    expect(await answerQuota(shop, { ask: id, quantity: 0 })).toMatchObject({ ok: true });
    expect(await entries()).toMatchObject([
      { kind: 'escrow', register: TWO, from: plain.post.register, ask: id },
      { kind: 'quotaRefusal', ask: id },
    ]);
    const notMine = { ...shop, quota: { ...shop.quota, openAsk: () => ({ ...open, from: place('other') }) } };
    expect(await answerQuota(notMine, { ask: id, quantity: 1000 })).toMatchObject({
      error: { code: 'quota-ask-gone' },
    });
  });
});
