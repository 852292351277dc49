/** Narrowings: whom they bite, what they cover, joint evaluation, ranks, lenient ones. */
import { describe, expect, it } from 'vitest';
import { Shop } from '../../kit/vectors-cast.ts';

describe('narrowings taken jointly', () => {
  it('POLICY-30 two limits lowered apart leave the lower of both', () => {
    const shop = new Shop();
    const first = shop.use('l1', 'sales.add@b1');
    const ten = shop.act('a1', { kind: 'narrow', member: 'Li', take: ['sales.discount≤10'] });
    const five = shop.act('x1', { kind: 'narrow', member: 'Li', take: ['sales.discount≤5'] });
    shop.list(first, ten, five);
    const eight = shop.use('l1', 'sales.discount≤8@b1');
    const four = shop.use('l1', 'sales.discount≤4@b1');
    shop.list(eight, four);
    expect(shop.differs({ [eight]: 'void/narrowed', [four]: 'effective/ok', [ten]: 'effective/ok' })).toEqual([]);
  });

  it('POLICY-34 a branch taken from two grants at once leaves the rest of the wider one', () => {
    const shop = new Shop();
    const more = shop.act('o1', { kind: 'grant', member: 'Li', role: 'cashier', scope: '*' });
    const seen = shop.use('l1', 'sales.add@b1', { sees: [more] });
    const branch = shop.act('m1', { kind: 'narrow', member: 'Li', scope: 'b1' }, { sees: [more] });
    const late = shop.use('l1', 'sales.add@b1');
    const elsewhere = shop.use('l1', 'sales.add@b2');
    shop.list(more, seen, branch, late, elsewhere);
    expect(shop.differs({ [late]: 'void/narrowed', [elsewhere]: 'effective/ok' })).toEqual([]);
  });

  it('POLICY-30 POLICY-4 an open order waits, and is settled by the first listing', () => {
    const shop = new Shop();
    const sale = shop.use('l1', 'sales.add@b1');
    const dismiss = shop.act('m1', { kind: 'narrow', member: 'Li', scope: 'b1' });
    expect(shop.differs({ [sale]: 'waiting/order', [dismiss]: 'effective/ok' })).toEqual([]);
    shop.list(sale);
    expect(shop.differs({ [sale]: 'effective/ok' })).toEqual([]);
    shop.list(dismiss);
    expect(shop.differs({ [sale]: 'effective/ok' })).toEqual([]);
  });

  it('POLICY-3 a use that was never granted is void, not waiting', () => {
    const shop = new Shop();
    const bold = shop.use('l1', 'stock.add@b1');
    shop.act('m1', { kind: 'narrow', member: 'Li', scope: 'b1' });
    expect(shop.differs({ [bold]: 'void/not-granted' })).toEqual([]);
  });

  it('POLICY-3 a sale that relies on a grant that waits, waits for it', () => {
    const shop = new Shop();
    const dismissMa = shop.act('a1', { kind: 'narrow', member: 'Ma' });
    const give = shop.act('m1', { kind: 'grant', member: 'Li', role: 'keeper', scope: 'b1' });
    const stock = shop.use('l1', 'stock.add@b1', { sees: [shop.setup, give] });
    expect(
      shop.differs({ [dismissMa]: 'effective/ok', [give]: 'waiting/order', [stock]: 'waiting/authority' }),
    ).toEqual([]);
    shop.list(give, stock, dismissMa);
    expect(shop.differs({ [give]: 'effective/ok', [stock]: 'effective/ok' })).toEqual([]);
  });
});

describe('ranks', () => {
  it('POLICY-33 mutual removal of equals is impossible: both stay', () => {
    const shop = new Shop();
    const an = shop.act('a1', { kind: 'narrow', member: 'Bo' });
    const bo = shop.act('x1', { kind: 'narrow', member: 'An' });
    shop.list(an, bo);
    const anSells = shop.use('a1', 'sales.add@b1');
    const boSells = shop.use('x1', 'sales.add@b1');
    shop.list(anSells, boSells);
    expect(
      shop.differs({
        [an]: 'effective/ok',
        [bo]: 'effective/ok',
        [anSells]: 'effective/ok',
        [boSells]: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-33 after a higher narrowing one ranks lower, and the lower narrowing bites as well', () => {
    const shop = new Shop();
    const also = shop.act('o1', { kind: 'grant', member: 'An', role: 'cashier', scope: 'b1' });
    const before = shop.use('a1', 'sales.add@b1', { sees: [also] });
    const noAdmin = shop.act('o1', { kind: 'narrow', member: 'An', role: 'admin' });
    const dismiss = shop.act('m1', { kind: 'narrow', member: 'An', scope: 'b1' }, { sees: [also] });
    const sale = shop.use('a1', 'sales.add@b1');
    shop.list(also, before, dismiss, noAdmin, sale);
    expect(shop.differs({ [before]: 'effective/ok', [dismiss]: 'effective/ok', [sale]: 'void/narrowed' })).toEqual([]);
  });

  it('POLICY-33 a manager cannot bite an admin', () => {
    const shop = new Shop();
    const dismiss = shop.act('m1', { kind: 'narrow', member: 'An', scope: 'b1' });
    const sale = shop.use('a1', 'sales.add@b1');
    shop.list(dismiss, sale);
    expect(shop.differs({ [dismiss]: 'effective/ok', [sale]: 'effective/ok' })).toEqual([]);
  });

  it('POLICY-33 owners do not fall to narrowings', () => {
    const shop = new Shop();
    const coup = shop.act('a1', { kind: 'narrow', member: 'Owner' });
    const go = shop.act('o1', { kind: 'grant', member: 'Li', role: 'keeper', scope: 'b1' });
    shop.list(coup, go);
    expect(shop.differs({ [coup]: 'effective/ok', [go]: 'effective/ok' })).toEqual([]);
  });
});

describe('reach', () => {
  it('POLICY-34 POLICY-26 a manager of b1 narrows at b1 only', () => {
    const shop = new Shop();
    const wide = shop.act('m1', { kind: 'narrow', member: 'Li' });
    const other = shop.act('m1', { kind: 'narrow', member: 'Li', scope: 'b2' });
    const staff = shop.act('l1', { kind: 'narrow', member: 'Zhou', scope: 'b1' });
    const sale = shop.use('l1', 'sales.add@b1');
    shop.list(wide, other, staff, sale);
    expect(
      shop.differs({
        [wide]: 'void/not-granted',
        [other]: 'void/not-granted',
        [staff]: 'void/rank',
        [sale]: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-34 taking one warehouse leaves the branch but not a use of the whole branch', () => {
    const shop = new Shop();
    const first = shop.use('z1', 'stock.add@b1/w1');
    const cut = shop.act('m1', { kind: 'narrow', member: 'Zhou', scope: 'b1/w1' });
    const here = shop.use('z1', 'stock.add@b1/w1');
    const whole = shop.use('z1', 'stock.add@b1');
    const there = shop.use('z1', 'stock.add@b1/w2');
    shop.list(first, cut, here, whole, there);
    expect(shop.differs({ [here]: 'void/narrowed', [whole]: 'void/narrowed', [there]: 'effective/ok' })).toEqual([]);
  });

  it('POLICY-39 a smaller role binds all its holders; what it adds itself stays', () => {
    const shop = new Shop();
    const redefine = shop.act('a1', {
      kind: 'role',
      role: 'cashier',
      rank: 'staff',
      add: ['sales.discount≤5'],
      take: ['sales.discount'],
    });
    const big = shop.use('l1', 'sales.discount≤6@b1');
    const seen = shop.use('l1', 'sales.discount≤5@b1', { sees: [redefine] });
    const tooBig = shop.use('l1', 'sales.discount≤6@b1');
    shop.list(redefine, big, seen, tooBig);
    expect(shop.differs({ [big]: 'void/narrowed', [seen]: 'effective/ok', [tooBig]: 'void/not-granted' })).toEqual([]);
  });

  it('POLICY-32 a dismissed member comes back by a grant that has seen the dismissal', () => {
    const shop = new Shop();
    const dismiss = shop.act('m1', { kind: 'narrow', member: 'Li', scope: 'b1' });
    const blind = shop.act('u1', { kind: 'grant', member: 'Li', role: 'cashier', scope: 'b1' });
    const again = shop.act('m1', { kind: 'grant', member: 'Li', role: 'keeper', scope: 'b1' });
    const sale = shop.use('l1', 'sales.add@b1', { sees: [dismiss, blind, again] });
    const stock = shop.use('l1', 'stock.add@b1');
    shop.list(dismiss, blind, again, sale, stock);
    expect(shop.differs({ [sale]: 'void/not-granted', [stock]: 'effective/ok' })).toEqual([]);
  });
});

describe('lenient narrowings', () => {
  it('POLICY-31 a deadline entry dated too early, or before the narrowing is listed, does not count', () => {
    const shop = new Shop();
    const lower = shop.act('a1', { kind: 'narrow', member: 'Li', take: ['sales.discount≤10'], until: 500 });
    const one = shop.use('l1', 'sales.discount≤15@b1');
    const two = shop.use('l1', 'sales.discount≤15@b1');
    const three = shop.use('l1', 'sales.discount≤15@b1');
    const four = shop.use('l1', 'sales.discount≤15@b1');
    shop.enter('W', 'deadline', lower, 600);
    shop.list(one, lower);
    shop.list(two);
    shop.enter('W', 'deadline', lower, 499);
    shop.list(three);
    expect(shop.differs({ [four]: 'effective/ok' })).toEqual([]);
    shop.enter('W', 'deadline', lower, 500);
    expect(shop.differs({ [four]: 'void/narrowed' })).toEqual([]);
    shop.list(four);
    expect(
      shop.differs({
        [one]: 'effective/ok',
        [two]: 'effective/ok',
        [three]: 'effective/ok',
        [four]: 'void/narrowed',
      }),
    ).toEqual([]);
  });

  it('POLICY-31 nobody waits for a lenient narrowing', () => {
    const shop = new Shop();
    shop.act('a1', { kind: 'narrow', member: 'Li', until: 500 });
    const sale = shop.use('l1', 'sales.add@b1');
    expect(shop.differs({ [sale]: 'effective/ok' })).toEqual([]);
  });

  it('POLICY-38 a grant with an end holds for those who know the end, until the deadline entry', () => {
    const shop = new Shop();
    const give = shop.act('m1', { kind: 'grant', member: 'Li', role: 'keeper', scope: 'b1', until: 300 });
    const early = shop.use('l1', 'stock.add@b1', { sees: [shop.setup, give] });
    const late = shop.use('l1', 'stock.add@b1');
    shop.list(give, early);
    expect(shop.differs({ [late]: 'effective/ok' })).toEqual([]);
    shop.enter('W', 'deadline', give, 300);
    shop.list(late);
    expect(shop.differs({ [early]: 'effective/ok', [late]: 'void/narrowed' })).toEqual([]);
  });
});
