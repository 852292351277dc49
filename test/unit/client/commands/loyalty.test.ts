/** Members at the till, in whole clients: added twice offline and merged, topped up, served, given back, corrected. */
import { describe, expect, test } from 'vitest';
import { saveMemberLevel, setLoyaltyRules } from '../../../../client/commands/edit-loyalty.ts';
import {
  addLoyaltyMember,
  editLoyaltyMember,
  mergeLoyaltyMembers,
  setMemberPin,
} from '../../../../client/commands/edit-members.ts';
import { createProduct } from '../../../../client/commands/edit-products.ts';
import { importMembers } from '../../../../client/commands/import-members.ts';
import { act } from '../../../../client/commands/policy-acts.ts';
import { returnGoods, reverseSale } from '../../../../client/commands/return-goods.ts';
import { sell } from '../../../../client/commands/sell.ts';
import { adjustWallet, payOutStored, topUpStored } from '../../../../client/commands/top-up.ts';
import {
  loyaltyMember,
  loyaltyMembers,
  loyaltyRights,
  topUpPaper,
  walletTaskRows,
} from '../../../../client/queries/loyalty-queries.ts';
import { receiptFacts } from '../../../../client/queries/receipt-facts.ts';
import { scanView } from '../../../../client/queries/sale-queries.ts';
import type { SellInput } from '../../../../client/worker/engine-protocol.ts';
import { readHeader } from '../../../../shared/commit/header.ts';
import { toBase64url } from '../../../../shared/foundation/bytes.ts';
import type { Result } from '../../../../shared/foundation/result.ts';
import { manualWall } from '../../../kit/client-device.ts';
import { ClientNode, joined, newKeys, TestWitness, testClientDevice } from '../../../kit/client-node.ts';

async function done<T>(answer: Promise<Result<T, { readonly code: string }>>): Promise<T> {
  const result = await answer;
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const codeOf = async (answer: Promise<Result<unknown, { readonly code: string }>>): Promise<string> => {
  const result = await answer;
  return result.ok ? 'ok' : result.error.code;
};

async function shop(seed: number) {
  const wall = manualWall();
  const owner = await ClientNode.found(testClientDevice(seed, await newKeys(), wall), new TestWitness(wall));
  const { id: milk } = await done(
    createProduct(owner.desk, { fields: { name: '牛奶', unit: '盒', retailPrice: 600_000 } }),
  );
  const join = async (role: string, member: string, at: number): Promise<ClientNode> => {
    const keys = await newKeys();
    const branch = owner.desk.branch ?? '';
    await act(owner.desk, { kind: 'grant', member, role, scope: branch }, role);
    await act(
      owner.desk,
      { kind: 'enrol', device: keys.device as string, member, publicKey: toBase64url(keys.publicKey) },
      '',
    );
    return joined(owner, keys, member, seed + at, wall);
  };
  const basket = (id: string, more: Partial<SellInput> = {}, pieces = 1): SellInput => ({
    basket: id,
    lines: [
      {
        variant: milk,
        unit: '盒',
        numerator: 1,
        denominator: 1,
        quantity: pieces * 1000,
        listPrice: 600_000,
        price: 600_000,
        amount: null,
      },
    ],
    roundOff: 0,
    discount: 0,
    tenders: [{ kind: 'cash', amount: 6000 * pieces }],
    ...more,
  });
  const cash = (amount: number) => [{ kind: 'cash' as const, amount }];
  return { owner, milk, join, basket, cash };
}
const stored = (amount: number) => [{ kind: 'storedValue' as const, amount }];
const cardOf = (node: ClientNode, id: string) => {
  const view = loyaltyMember(node.desk, id, '11-25');
  if (view === null) throw new Error('no such member');
  return view;
};
const linesBack = (quantity: number) => [{ line: 1, quantity, bin: 'sellable' as const }];

describe('members', () => {
  test('LOYAL-20 LOYAL-21 a number is added once and found by number, digits, name and card', async () => {
    const { owner } = await shop(1601);
    const { id } = await done(
      addLoyaltyMember(owner.desk, { phone: '+86 138-0000-1234', name: '陈静', card: 'K-77', birthday: '11-25' }),
    );
    expect(await codeOf(addLoyaltyMember(owner.desk, { phone: '13800001234' }))).toBe('member-exists');
    expect(await codeOf(addLoyaltyMember(owner.desk, { phone: '12' }))).toBe('phone-wrong');
    expect(await codeOf(addLoyaltyMember(owner.desk, {}))).toBe('member-empty');
    expect(await codeOf(addLoyaltyMember(owner.desk, { name: '王', card: 'K-77' }))).toBe('card-taken');
    expect(await codeOf(addLoyaltyMember(owner.desk, { name: '王', birthday: '13-01' }))).toBe('birthday-wrong');
    await done(addLoyaltyMember(owner.desk, { phone: '13900005678' }));
    const find = (text: string) => loyaltyMembers(owner.desk, { text, limit: 10 }).rows.map((row) => row.name);
    expect([find('13800001234'), find('1234'), find('陈'), find('K-77')]).toEqual(Array(4).fill(['陈静']));
    expect(find('13800009999')).toEqual([]);
    expect(find('5678')).toEqual(['139****5678']);
    expect(scanView(owner.desk, 'K-77')).toEqual({ kind: 'member', id });
    expect(scanView(owner.desk, `HC1:M:${id}`)).toEqual({ kind: 'member', id });
    expect(cardOf(owner, id)).toMatchObject({ phone: '13800001234', phoneWhole: true, birthdayToday: true });
    // Nowhere but in contacts stands the number.
    const texts = owner.all().flatMap(({ header, parts }) => {
      const documents = (readHeader(header)?.parts ?? []).map(({ document }) => document);
      return parts.map((text, at) => [documents[at] ?? '', text ?? ''] as const);
    });
    const holders = texts.filter(([, text]) => text.includes('13800001234')).map(([document]) => document);
    expect(holders).toEqual(['contacts']);
  });

  test('LOYAL-21 two devices add one number offline: both stand as twins until a person merges them, and back', async () => {
    const { owner, join, cash } = await shop(1611);
    const manager = await join('manager', 'manager000000000', 1);
    const first = await done(addLoyaltyMember(owner.desk, { phone: '13800001234', name: '陈静' }));
    const second = await done(addLoyaltyMember(manager.desk, { phone: '13800001234', name: '小陈' }));
    await done(topUpStored(owner.desk, { member: first.id, principal: 1000, bonus: 0, tenders: cash(1000) }));
    await done(topUpStored(manager.desk, { member: second.id, principal: 2000, bonus: 0, tenders: cash(2000) }));
    await owner.takeFrom(manager);
    await manager.takeFrom(owner);
    for (const node of [owner, manager]) {
      expect(cardOf(node, first.id)).toMatchObject({ stored: 1000, twins: [{ id: second.id, stored: 2000 }] });
    }
    await done(mergeLoyaltyMembers(manager.desk, { gone: second.id, keep: first.id }));
    await owner.takeFrom(manager);
    expect(cardOf(owner, first.id)).toMatchObject({ stored: 3000, twins: [], merged: [{ name: '小陈' }] });
    expect(cardOf(owner, second.id).mergedInto).toBe(first.id);
    expect(loyaltyMembers(owner.desk, { text: '', limit: 10 }).rows.map((row) => row.name)).toEqual(['陈静']);
    expect(await codeOf(mergeLoyaltyMembers(owner.desk, { gone: first.id, keep: second.id }))).toBe('merge-circle');
    await done(mergeLoyaltyMembers(owner.desk, { gone: second.id, keep: '' }));
    expect(cardOf(owner, first.id).stored).toBe(1000);
  });

  test('LOYAL-20 LOYAL-22 a seller adds members and changes their own, but neither sees phones nor changes others’', async () => {
    const { owner, join } = await shop(1621);
    const seller = await join('seller', 'seller0000000000', 1);
    const others = await done(addLoyaltyMember(owner.desk, { phone: '13800001234', name: '陈静' }));
    const { id } = await done(addLoyaltyMember(seller.desk, { phone: '13900005678', name: '林晓' }));
    await seller.takeFrom(owner);
    expect(seller.desk.mayView('contacts')).toBe(false);
    expect(owner.desk.mayView('contacts')).toBe(true);
    expect(await codeOf(editLoyaltyMember(seller.desk, { id, changes: { birthday: '01-02' } }))).toBe('ok');
    expect(cardOf(seller, id).birthday).toBe('01-02');
    await editLoyaltyMember(seller.desk, { id: others.id, changes: { name: '别人' } });
    await owner.takeFrom(seller);
    for (const node of [owner, seller]) {
      expect(cardOf(node, others.id).name).toBe('陈静');
      expect(cardOf(node, id)).toMatchObject({ birthday: '01-02' });
    }
    expect(loyaltyRights(seller.desk)).toMatchObject({
      view: true,
      add: true,
      topUp: true,
      payOut: false,
      points: false,
      rules: false,
    });
    const finance = await join('finance', 'finance000000000', 3);
    expect([finance.desk.mayView('customers'), finance.desk.mayView('contacts')]).toEqual([true, false]);
    const keeper = await join('keeper', 'keeper0000000000', 2);
    expect(loyaltyRights(keeper.desk)).toMatchObject({ view: false, add: false, topUp: false });
    for (const document of ['contacts', 'customers', 'wallets/2026-11'])
      expect(keeper.desk.mayView(document)).toBe(false);
  });
});

describe('members of another system', () => {
  test('LOYAL-24 come with their balances, once, whoever takes the file in again', async () => {
    const { owner } = await shop(1691);
    const { desk } = owner;
    await done(addLoyaltyMember(desk, { phone: '13800001234', name: '陈静' }));
    const blank = { name: '', level: '', card: '', birthday: '', principal: 0, bonus: 0, points: 0 };
    const rows = [
      { ...blank, row: 2, phone: '13800001234', principal: 99_900 },
      {
        ...blank,
        row: 3,
        phone: '13900005678',
        name: '林晓',
        principal: 10_000,
        bonus: 500,
        points: 250,
        birthday: '01-02',
      },
      ...Array.from({ length: 250 }, (_, i) => ({ ...blank, row: i + 4, phone: `136${10_000_000 + i}`, points: 1 })),
    ];
    const before = owner.core.size;
    expect(await done(importMembers(desk, { rows, reason: '旧系统余额' }))).toEqual({ added: 251, known: 1 });
    expect(owner.core.size).toBe(before + 2);
    expect(await done(importMembers(desk, { rows, reason: '旧系统余额' }))).toEqual({ added: 0, known: 252 });
    const [found] = loyaltyMembers(desk, { text: '13900005678', limit: 5 }).rows;
    expect(cardOf(owner, found?.id ?? '')).toMatchObject({
      principal: 10_000,
      bonus: 500,
      points: 250,
      birthday: '01-02',
    });
    expect(loyaltyMembers(desk, { text: '陈静', limit: 5 }).rows).toMatchObject([{ stored: 0 }]);
    expect(loyaltyMembers(desk, { text: '', limit: 5 }).total).toBe(252);
  });
});

describe('stored value and points at the till', () => {
  test('LOYAL-2 LOYAL-3 LOYAL-10 LOYAL-12 LOYAL-14 topped up, spent, partly given back, to the fen; the receipt says so', async () => {
    const { owner, basket } = await shop(1631);
    const { desk } = owner;
    desk.online = () => true;
    const { id } = await done(addLoyaltyMember(desk, { phone: '13800001234', name: '陈静' }));
    await done(setLoyaltyRules(desk, { topUpOffers: [{ principal: 20_000, bonus: 2000 }] }));
    const tenders = [{ kind: 'cash' as const, amount: 30_000 }];
    const top = await done(topUpStored(desk, { member: id, principal: 20_000, bonus: 2000, tenders }));
    expect(top.change).toBe(10_000);
    expect(topUpPaper(desk, top.id)).toMatchObject({
      principal: 20_000,
      bonus: 2000,
      change: 10_000,
      stored: 22_000,
      name: '陈静',
    });
    const sold = await done(sell(desk, basket('b1', { loyaltyMember: id, tenders: stored(18_000) }, 3)));
    expect(cardOf(owner, id)).toMatchObject({ principal: 2000, bonus: 2000, points: 180 });
    expect(receiptFacts(desk, sold.id)).toMatchObject({
      member: '13800001234',
      wallet: { earned: 180, points: 180, stored: 4000 },
    });
    const back = await done(
      returnGoods(desk, { ticket: sold.id, lines: linesBack(1000), reason: '不合适', exchange: null }),
    );
    expect(back.refunds).toEqual([{ kind: 'storedValue', amount: 6000 }]);
    expect(cardOf(owner, id)).toMatchObject({ principal: 8000, bonus: 2000, points: 120 });
    const [shift] = desk.folds.shifts.openShifts(desk.register ?? '');
    expect(desk.folds.shifts.expectedCash(shift?.id ?? '')).toBe(20_000);
    expect(walletTaskRows(desk)).toEqual([]);
  });

  test('LOYAL-4 LOYAL-11 LOYAL-16 LOYAL-15 what may not be spent is refused with the reason', async () => {
    const { owner, basket, join, cash } = await shop(1641);
    const { desk } = owner;
    const { id } = await done(addLoyaltyMember(desk, { phone: '13800001234' }));
    await done(topUpStored(desk, { member: id, principal: 100_000, bonus: 0, tenders: cash(100_000) }));
    const spend = (node: ClientNode, name: string, pieces: number, more: Partial<SellInput> = {}) =>
      codeOf(sell(node.desk, basket(name, { loyaltyMember: id, tenders: stored(6000 * pieces), ...more }, pieces)));
    expect(await codeOf(sell(desk, basket('x', { tenders: stored(6000) })))).toBe('stored-value-member');
    expect(await spend(owner, 'a', 2)).toBe('stored-offline');
    desk.online = () => true;
    expect(await spend(owner, 'a', 20)).toBe('stored-value-short');
    const seller = await join('seller', 'seller0000000000', 1);
    seller.desk.online = () => true;
    expect(await spend(seller, 's1', 4)).toBe('pin-missing');
    await done(setMemberPin(desk, { id, pin: '204060' }));
    expect(await codeOf(setMemberPin(desk, { id, pin: '12' }))).toBe('pin-form');
    await seller.takeFrom(owner);
    expect(await spend(seller, 's2', 4)).toBe('pin-needed');
    expect(await spend(seller, 's2', 4, { walletPin: '000000' })).toBe('pin-wrong');
    expect(await spend(seller, 's2', 4, { walletPin: '204060' })).toBe('ok');
    expect(seller.desk.folds.wallets.ofMember(id).at(-2)?.value.text).toContain('"proof":"pin"');
    const points = { points: 1_000_000, fen: 1000 };
    const line = basket('p').lines[0];
    if (line === undefined) throw new Error('no line');
    const priced = {
      pick: 'list' as const,
      picked: 600_000,
      pricedBy: null,
      label: false,
      override: null,
      promotions: [],
      amount: 6000,
      coupon: 0,
      ticket: 0,
      points: 1000,
      roundOff: 0,
      paid: 5000,
    };
    const paid = { lines: [{ ...line, priced }], discount: 1000, tenders: cash(5000), loyaltyMember: id };
    expect(await codeOf(sell(seller.desk, { ...basket('p'), ...paid, points }))).toBe('points-short');
    expect(await codeOf(sell(seller.desk, { ...basket('p'), ...paid, points: { points: 100, fen: 1000 } }))).toBe('ok');
  });

  test('LOYAL-30 two tills spend one balance offline: both stand, and somebody is asked', async () => {
    const { owner, join, basket, cash } = await shop(1651);
    const { id } = await done(addLoyaltyMember(owner.desk, { phone: '13800001234' }));
    await done(topUpStored(owner.desk, { member: id, principal: 10_000, bonus: 0, tenders: cash(10_000) }));
    const manager = await join('manager', 'manager000000000', 1);
    await done(sell(owner.desk, basket('b1', { loyaltyMember: id, tenders: stored(6000) })));
    await done(sell(manager.desk, basket('b2', { loyaltyMember: id, tenders: stored(6000) })));
    await owner.takeFrom(manager);
    await manager.takeFrom(owner);
    for (const node of [owner, manager]) {
      expect(cardOf(node, id).stored).toBe(-2000);
      expect(walletTaskRows(node.desk)).toMatchObject([{ kind: 'stored-overdrawn', excess: 2000 }]);
    }
  });

  test('LOYAL-17 a reversed ticket gives everything back, once, though two tills reverse it', async () => {
    const { owner, join, basket, cash } = await shop(1661);
    const { id } = await done(addLoyaltyMember(owner.desk, { phone: '13800001234' }));
    await done(topUpStored(owner.desk, { member: id, principal: 10_000, bonus: 1000, tenders: cash(10_000) }));
    const sold = await done(sell(owner.desk, basket('b1', { loyaltyMember: id, tenders: stored(6000) })));
    const manager = await join('manager', 'manager000000000', 1);
    await done(reverseSale(owner.desk, { ticket: sold.id, reason: '输错' }));
    await done(reverseSale(manager.desk, { ticket: sold.id, reason: '输错' }));
    await owner.takeFrom(manager);
    expect(cardOf(owner, id)).toMatchObject({ principal: 10_000, bonus: 1000, points: 0 });
  });

  test('LOYAL-6 LOYAL-13 principal is paid out and points are corrected by who may, with a reason', async () => {
    const { owner, join, cash } = await shop(1671);
    const { id } = await done(addLoyaltyMember(owner.desk, { phone: '13800001234' }));
    await done(topUpStored(owner.desk, { member: id, principal: 10_000, bonus: 1000, tenders: cash(10_000) }));
    const seller = await join('seller', 'seller0000000000', 1);
    const out = { member: id, principal: 4000, by: 'cash' as const, reason: '退卡' };
    expect(await codeOf(payOutStored(seller.desk, out))).toBe('not-allowed');
    expect(await codeOf(payOutStored(owner.desk, { ...out, reason: '' }))).toBe('reason-required');
    expect(await codeOf(payOutStored(owner.desk, { ...out, principal: 10_001 }))).toBe('stored-value-short');
    await done(payOutStored(owner.desk, out));
    await done(payOutStored(owner.desk, { ...out, principal: 6000 }));
    expect(cardOf(owner, id)).toMatchObject({ principal: 0, bonus: 0, stored: 0 });
    const points = { member: id, points: -30, principal: 0, bonus: 0, reason: '赔偿' };
    expect(await codeOf(adjustWallet(seller.desk, points))).toBe('not-allowed');
    expect(await codeOf(adjustWallet(owner.desk, { ...points, points: 0 }))).toBe('bad-amount');
    await done(adjustWallet(owner.desk, points));
    expect(cardOf(owner, id).points).toBe(-30);
    expect(cardOf(owner, id).history.map((row) => row.kind)).toEqual([
      'walletAdjust',
      'storedPayOut',
      'storedPayOut',
      'topUp',
    ]);
  });

  test('LOYAL-23 LOYAL-32 a level multiplies points; a bonus that no tier ever gave is looked at', async () => {
    const { owner, basket, cash } = await shop(1681);
    const { desk } = owner;
    const level = await done(
      saveMemberLevel(desk, { id: null, level: { name: '金卡', pointFactor: 15_000, priceLevel: '', rank: 1 } }),
    );
    const { id } = await done(addLoyaltyMember(desk, { phone: '13800001234', level: level.id }));
    await done(sell(desk, basket('b1', { loyaltyMember: id })));
    expect(cardOf(owner, id)).toMatchObject({ points: 90, level: { name: '金卡' } });
    await done(setLoyaltyRules(desk, { topUpOffers: [{ principal: 1000, bonus: 100 }] }));
    await done(topUpStored(desk, { member: id, principal: 1000, bonus: 100, tenders: cash(1000) }));
    await done(setLoyaltyRules(desk, { topUpOffers: [] }));
    expect(walletTaskRows(desk)).toEqual([]);
    await done(topUpStored(desk, { member: id, principal: 1000, bonus: 500, tenders: cash(1000) }));
    expect(walletTaskRows(desk)).toMatchObject([{ kind: 'bonus-unexplained', excess: 400 }]);
  });
});
