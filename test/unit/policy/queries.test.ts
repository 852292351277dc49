/** What screens and serving replicas ask of the policy in force. */
import { describe, expect, it } from 'vitest';
import { Shop } from '../../kit/vectors-cast.ts';

describe('the policy now', () => {
  it('POLICY-50 members with ranks, roles and devices, as far as they are left', () => {
    const shop = new Shop();
    shop.act('m1', { kind: 'enrol', device: 'l2', member: 'Li', scope: 'b1' });
    shop.act('m1', { kind: 'narrow', device: 'l1', scope: 'b1' });
    shop.act('m1', { kind: 'narrow', member: 'Zhou', scope: 'b1' });
    const { engine } = shop.engine();
    const members = new Map(engine.members().map((one) => [one.member, one]));
    expect(members.get('Owner')).toMatchObject({ rank: 'owner', active: true, roles: [{ role: 'owner', scope: '*' }] });
    expect(members.get('Ma')).toMatchObject({ rank: 'manager', devices: [{ device: 'm1', revoked: false }] });
    expect(members.get('Li')).toMatchObject({
      rank: 'staff',
      active: true,
      devices: [
        { device: 'l1', revoked: true },
        { device: 'l2', revoked: false },
      ],
    });
    expect(members.get('Zhou')).toMatchObject({ rank: null, active: false, roles: [] });
  });

  it('POLICY-50 what somebody may do now, and through which key', () => {
    const shop = new Shop();
    shop.act('m1', { kind: 'narrow', member: 'Li', take: ['sales.discount≤10'], scope: 'b1', until: 900 });
    shop.act('m1', { kind: 'narrow', device: 'z1', scope: 'b1' });
    const stolen = shop.use('a1', 'sales.add@b1');
    shop.act('o1', { kind: 'retract', device: 'a1', last: stolen }, { sees: [stolen] });
    const { engine } = shop.engine();
    expect(engine.mayAt('now', 'Li', 'sales.add@b1')).toBe(true);
    expect(engine.mayAt('now', 'Li', 'sales.discount≤10@b1')).toBe(true);
    expect(engine.mayAt('now', 'Li', 'sales.discount≤11@b1')).toBe(false);
    expect(engine.mayAt('now', 'Nobody', 'sales.add@b1')).toBe(false);
    expect(engine.mayAt('now', 'Zhou', 'stock.add@b1')).toBe(true);
    expect(engine.deviceMay('z1', 'stock.add@b1')).toBe(false);
    expect(engine.deviceMay('l1', 'sales.add@b1')).toBe(true);
    expect(engine.memberOf('l1')).toBe('Li');
    expect(engine.memberOf('z1')).toBeNull();
    expect(engine.memberOf('a1')).toBeNull();
    expect(engine.memberOf('q9')).toBeNull();
    expect(engine.grantsOf('Zhou')).toEqual(['stock.add@b1']);
  });

  it('POLICY-51 a preview says what a retract or a late dismissal would make void, and changes nothing', () => {
    const shop = new Shop();
    const good = shop.use('l1', 'sales.add@b1');
    const bad = shop.use('l1', 'sales.add@b1');
    const worse = shop.use('l1', 'sales.add@b1');
    shop.list(good, bad);
    const { engine, at } = shop.engine();
    engine.changed();
    expect(engine.wouldVoid({ kind: 'retract', device: 'l1', last: good }, 'o1')).toEqual([at(bad), at(worse)]);
    expect(engine.wouldVoid({ kind: 'retract', device: 'l1', last: good }, 'a1')).toEqual([]);
    const dismissal = { kind: 'narrow', member: 'Li', scope: 'b1' } as const;
    expect(engine.wouldVoid(dismissal, 'm1')).toEqual([]);
    expect(engine.wouldVoid(dismissal, 'm1', [at(shop.setup)])).toEqual([at(worse)]);
    expect(engine.changed()).toEqual([]);
  });

  it('POLICY-4 changes are told once, with the waiting ones when they are settled', () => {
    const shop = new Shop();
    const sale = shop.use('l1', 'sales.add@b1');
    const quiet = shop.use('z1', 'stock.add@b1');
    shop.act('m1', { kind: 'narrow', member: 'Li', scope: 'b1' });
    const { engine, at } = shop.engine();
    expect(engine.verdict(at(sale))).toEqual({ verdict: 'waiting', reason: 'order' });
    engine.changed();
    engine.list('W', [
      { kind: 'list', commit: at(sale), time: 200 },
      { kind: 'list', commit: at(quiet), time: 200 },
    ]);
    expect(engine.changed()).toEqual([at(sale)]);
    expect(engine.verdict(at(sale))).toEqual({ verdict: 'effective', reason: 'ok' });
    expect(engine.changed()).toEqual([]);
  });
});
