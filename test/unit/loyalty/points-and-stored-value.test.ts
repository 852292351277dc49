/** Points and stored value as figures: what is earned, spent, given back, topped up and paid out. */
import { describe, expect, test } from 'vitest';
import { buildPayOut, buildTopUp } from '../../../shared/loyalty/build-top-up.ts';
import { pointsClawed, pointsEarned, pointsFor, pointsGivenBack, pointsOffer } from '../../../shared/loyalty/points.ts';
import { bonusFor, bonusPercent, payableOut, splitBack, splitSpend } from '../../../shared/loyalty/stored-value.ts';
import { CUSTOMER, topUpContext } from '../../kit/wallets.ts';

describe('points', () => {
  test('LOYAL-2 a point for each whole yuan, times the factor, rounded down', () => {
    expect(pointsEarned(8450, 10_000)).toBe(84);
    expect(pointsEarned(99, 10_000)).toBe(0);
    expect(pointsEarned(8450, 15_000)).toBe(126);
    expect(pointsEarned(8550, 15_000)).toBe(127);
    expect(pointsEarned(99_999_999_999, 1_000_000)).toBe(99_999_999_900);
    expect(pointsEarned(-100, 10_000)).toBe(0);
  });

  test('LOYAL-3 the worked day: 581 back of a ticket of 8450 takes 6 points, the rest of it the other 78', () => {
    expect(pointsClawed(8450, 10_000, 0, 581)).toBe(6);
    expect(pointsClawed(8450, 10_000, 581, 8450 - 581)).toBe(78);
  });

  test('LOYAL-4 points pay at most their share and what they are worth; the last fen costs a whole point', () => {
    expect(pointsOffer(250, 1000, 100, 5000)).toEqual({ points: 250, fen: 250 });
    expect(pointsOffer(5000, 1000, 100, 5000)).toEqual({ points: 500, fen: 500 });
    expect(pointsOffer(10, 1000, 30, 10_000)).toEqual({ points: 10, fen: 33 });
    expect(pointsFor(33, 30)).toBe(10);
    expect(pointsOffer(0, 1000, 100, 5000)).toBeNull();
    expect(pointsOffer(-5, 1000, 100, 5000)).toBeNull();
    expect(pointsOffer(250, 1000, 0, 5000)).toBeNull();
    expect(pointsOffer(250, 1, 100, 5000)).toBeNull();
  });

  test('LOYAL-5 points that paid come back in parts, all of them with the last', () => {
    const parts = [
      pointsGivenBack(100, 333, 0, 111),
      pointsGivenBack(100, 333, 111, 111),
      pointsGivenBack(100, 333, 222, 111),
    ];
    expect(parts).toEqual([33, 34, 33]);
    expect(pointsGivenBack(100, 0, 0, 0)).toBe(0);
  });
});

describe('stored value', () => {
  test('LOYAL-10 the highest tier that is reached gives the bonus', () => {
    const tiers = [
      { principal: 10_000, bonus: 500 },
      { principal: 20_000, bonus: 2000 },
    ];
    expect([9_999, 10_000, 19_999, 20_000, 90_000].map((paid) => bonusFor(paid, tiers))).toEqual([
      0, 500, 500, 2000, 2000,
    ]);
    expect(bonusPercent(20_000, 2000)).toBe(10);
    expect(bonusPercent(20_000, 2001)).toBe(11);
  });

  test('LOYAL-11 principal goes first, then bonus; what neither covers is principal', () => {
    expect(splitSpend({ principal: 100, bonus: 20 }, 110)).toEqual({ principal: 100, bonus: 10 });
    expect(splitSpend({ principal: -50, bonus: 20 }, 15)).toEqual({ principal: 0, bonus: 15 });
    expect(splitSpend({ principal: 10, bonus: 5 }, 20)).toEqual({ principal: 15, bonus: 5 });
  });

  test('LOYAL-12 bonus comes back first', () => {
    const spent = { principal: 100, bonus: 10 };
    expect(splitBack(spent, 0, 4)).toEqual({ principal: 0, bonus: 4 });
    expect(splitBack(spent, 4, 16)).toEqual({ principal: 10, bonus: 6 });
    expect(splitBack(spent, 20, 90)).toEqual({ principal: 90, bonus: 0 });
  });

  test('LOYAL-13 only principal is paid out, less what bonus is overdrawn; with the last of it the bonus lapses', () => {
    expect(payableOut({ principal: 100, bonus: 20 })).toBe(100);
    expect(payableOut({ principal: 100, bonus: -30 })).toBe(70);
    expect(payableOut({ principal: -5, bonus: 20 })).toBe(0);
    const wallet = { principal: 100, bonus: 20 };
    const input = { member: CUSTOMER, by: 'cash' as const, reason: '退卡' };
    const part = buildPayOut({ ...input, principal: 60 }, wallet, topUpContext('p1'));
    expect(part.ok && part.value.entry.forfeited).toBe(0);
    const all = buildPayOut({ ...input, principal: 100 }, wallet, topUpContext('p2'));
    expect(all.ok && [all.value.entry.forfeited, all.value.drawer]).toEqual([20, -100]);
    expect(all.ok && all.value.draft.uses).toContain('customers.payOut\u2264100@branch-1');
    expect(buildPayOut({ ...input, principal: 101 }, wallet, topUpContext('p3'))).toMatchObject({
      error: { code: 'stored-value-short', left: 100 },
    });
    expect(buildPayOut({ ...input, principal: 50, reason: ' ' }, wallet, topUpContext('p4'))).toMatchObject({
      error: { code: 'reason-required' },
    });
  });

  test('LOYAL-10 LOYAL-14 a top-up gives change out of cash only, and its cash is the drawer’s', () => {
    const input = { member: CUSTOMER, principal: 20_000, bonus: 2000 };
    const built = buildTopUp({ ...input, tenders: [{ kind: 'cash', amount: 30_000 }] }, topUpContext('t1'));
    expect(built.ok && [built.value.entry.change, built.value.drawer]).toEqual([10_000, 20_000]);
    const mixed = [
      { kind: 'wechat' as const, amount: 15_000 },
      { kind: 'cash' as const, amount: 6000 },
    ];
    const two = buildTopUp({ ...input, tenders: mixed }, topUpContext('t2'));
    expect(two.ok && [two.value.entry.change, two.value.drawer]).toEqual([1000, 5000]);
    expect(two.ok && two.value.draft.parts.map((part) => part.document)).toEqual([
      'wallets/2026-11',
      'cash/branch-1/2026-11',
    ]);
    expect(buildTopUp({ ...input, tenders: [{ kind: 'wechat', amount: 30_000 }] }, topUpContext('t3'))).toMatchObject({
      error: { code: 'change-not-from-cash' },
    });
    expect(buildTopUp({ ...input, tenders: [{ kind: 'cash', amount: 100 }] }, topUpContext('t4'))).toMatchObject({
      error: { code: 'short', missing: 19_900 },
    });
    for (const principal of [0, -100, 1.5]) {
      expect(buildTopUp({ ...input, principal, tenders: [] }, topUpContext('t5'))).toMatchObject({
        error: { code: 'bad-amount' },
      });
    }
    expect(
      buildTopUp({ ...input, bonus: -1, tenders: [{ kind: 'cash', amount: 20_000 }] }, topUpContext('t6')),
    ).toMatchObject({ error: { code: 'bad-amount' } });
  });
});
