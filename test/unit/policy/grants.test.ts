/** Grants, roles, keys: what an action needs, and what a role gives. */
import { describe, expect, it } from 'vitest';
import type { PolicyAction } from '../../../shared/policy/actions.ts';
import { Shop } from '../../kit/vectors-cast.ts';

describe('grants', () => {
  it('POLICY-20 POLICY-5 deny by default: unknown devices, roles, kinds, uses give nothing and break nothing', () => {
    const shop = new Shop();
    const stranger = shop.use('q9', 'sales.add@b1');
    const none = shop.use('q9', []);
    const broken = shop.use('l1', 'sales add at b1');
    const empty = shop.use('l1', []);
    const ghost = shop.act('a1', { kind: 'grant', member: 'Li', role: 'ghost', scope: 'b1' });
    const unheard = shop.act('a1', { kind: 'unheard' } as unknown as PolicyAction);
    const maimed = shop.act('a1', { kind: 'narrow', take: ['%%'], scope: '' } as PolicyAction);
    const useless = shop.act('a1', { kind: 'narrow', member: 'Zhou', take: ['%%'] });
    const stock = shop.use('z1', 'stock.add@b1', { sees: [shop.setup, useless] });
    expect(
      shop.differs({
        [stranger]: 'void/not-enrolled',
        [none]: 'void/not-enrolled',
        [broken]: 'void/not-granted',
        [empty]: 'effective/ok',
        [ghost]: 'void/not-granted',
        [unheard]: 'void/not-granted',
        [maimed]: 'void/not-granted',
        [useless]: 'effective/ok',
        [stock]: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-22 an owner makes owners, an admin does not, and nobody grants upwards', () => {
    const shop = new Shop();
    const owner = shop.act('o1', { kind: 'grant', member: 'An', role: 'owner', scope: '*' });
    const twice = shop.act('o1', { kind: 'grant', member: 'Owner', role: 'cashier', scope: 'b1' });
    const admin = shop.act('x1', { kind: 'grant', member: 'Li', role: 'owner', scope: '*' });
    const peer = shop.act('x1', { kind: 'grant', member: 'Li', role: 'admin', scope: '*' });
    const raise = shop.act('a1', { kind: 'level', level: 1 }, { sees: [shop.setup, owner] });
    expect(
      shop.differs({
        [owner]: 'effective/ok',
        [twice]: 'void/rank',
        [admin]: 'void/rank',
        [peer]: 'void/rank',
        [raise]: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-20 an action with data parts needs both', () => {
    const shop = new Shop();
    const both = shop.act(
      'm1',
      { kind: 'grant', member: 'Li', role: 'keeper', scope: 'b1' },
      { uses: ['sales.add@b1'] },
    );
    const far = shop.act(
      'm1',
      { kind: 'grant', member: 'Li', role: 'keeper', scope: 'b1' },
      { uses: ['sales.add@b2'] },
    );
    expect(shop.differs({ [both]: 'effective/ok', [far]: 'void/not-granted' })).toEqual([]);
  });

  it('POLICY-3 what a void grant would have given is void for want of authority', () => {
    const shop = new Shop();
    const self = shop.act('l1', { kind: 'grant', member: 'Li', role: 'keeper', scope: 'b1' });
    const stock = shop.use('l1', 'stock.add@b1');
    expect(shop.differs({ [self]: 'void/rank', [stock]: 'void/authority' })).toEqual([]);
  });
});

describe('roles', () => {
  it('POLICY-21 own work is the member’s own there, and some grants reach every branch', () => {
    const shop = new Shop();
    const role = shop.act('a1', {
      kind: 'role',
      role: 'seller',
      rank: 'staff',
      add: ['orders.edit:own', 'catalogue.view:all'],
    });
    const give = shop.act('a1', { kind: 'grant', member: 'Li', role: 'seller', scope: 'b1' });
    const own = shop.use('l1', 'orders.edit@b1/~Li', { sees: [shop.setup, role, give] });
    const others = shop.use('l1', 'orders.edit@b1/~Zhou');
    const view = shop.use('l1', 'catalogue.view@b2');
    expect(shop.differs({ [own]: 'effective/ok', [others]: 'void/not-granted', [view]: 'effective/ok' })).toEqual([]);
  });

  it('POLICY-23 roles are defined from above, before and after', () => {
    const shop = new Shop();
    const manager = shop.act('m1', { kind: 'role', role: 'cashier', rank: 'staff', add: ['stock.add'] });
    const own = shop.act('a1', { kind: 'role', role: 'admin', rank: 'staff', add: [] });
    const high = shop.act('a1', { kind: 'role', role: 'deputy', rank: 'admin', add: ['*'] });
    const owner = shop.act('o1', { kind: 'role', role: 'owner', rank: 'staff', add: [] });
    const fine = shop.act('a1', { kind: 'role', role: 'deputy', rank: 'manager', add: ['sales.add'] });
    expect(
      shop.differs({
        [manager]: 'void/rank',
        [own]: 'void/rank',
        [high]: 'void/rank',
        [owner]: 'void/rank',
        [fine]: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-26 each kind of action has its rank', () => {
    const shop = new Shop();
    const wanted: Record<string, string> = {};
    const ask = (device: string, action: PolicyAction, verdict: string) => {
      wanted[shop.act(device, action)] = verdict;
    };
    ask('a1', { kind: 'level', level: 2 }, 'void/rank');
    ask('a1', { kind: 'retract', device: 'l1', last: null }, 'void/rank');
    ask('a1', { kind: 'witness', witness: 'W2', after: shop.genesis, cut: 17 }, 'void/rank');
    ask('m1', { kind: 'flow', flow: 'f', nodes: '' }, 'void/rank');
    ask('a1', { kind: 'flow', flow: 'f', nodes: '' }, 'effective/ok');
    ask('a1', { kind: 'erase', parts: ['p'] }, 'effective/ok');
    ask('l1', { kind: 'erase', parts: ['p'] }, 'void/rank');
    ask('l1', { kind: 'delegate', to: 'Zhou', documents: ['purchaseOrder'], until: 999 }, 'effective/ok');
    expect(shop.differs(wanted)).toEqual([]);
  });

  it('POLICY-6 there is one genesis', () => {
    const shop = new Shop();
    const again = shop.act('o1', { kind: 'genesis', owner: 'Li', recovery: 'l1', witness: 'l1' });
    const root = shop.act('l1', { kind: 'genesis', owner: 'Li', recovery: 'l1', witness: 'l1' }, { sees: [], time: 2 });
    expect(shop.differs({ [again]: 'void/rank', [root]: 'void/not-enrolled', [shop.setup]: 'effective/ok' })).toEqual(
      [],
    );
  });
});

describe('keys', () => {
  it('POLICY-24 a key belongs to one member: the first enrolment in the final order keeps it', () => {
    const shop = new Shop();
    const second = shop.act('u1', { kind: 'enrol', device: 't1', member: 'Zhou', scope: 'b1' });
    const first = shop.act('m1', { kind: 'enrol', device: 't1', member: 'Li', scope: 'b1' });
    shop.list(first, second);
    const sale = shop.use('t1', 'sales.add@b1', { sees: [first, second] });
    const paper = shop.act('o1', { kind: 'enrol', device: 'paper', member: 'Li' });
    shop.list(sale, paper);
    expect(
      shop.differs({
        [first]: 'effective/ok',
        [second]: 'void/device-known',
        [sale]: 'effective/ok',
        [paper]: 'void/device-known',
      }),
    ).toEqual([]);
  });

  it('POLICY-32 a revoked key comes back by a superior who has seen it, not by its twin', () => {
    const shop = new Shop();
    const twin = shop.act('l1', { kind: 'enrol', device: 'l2', member: 'Li' });
    const revoke = shop.act('m1', { kind: 'narrow', device: 'l1', scope: 'b1' }, { sees: [shop.setup, twin] });
    const self = shop.act('l2', { kind: 'enrol', device: 'l1', member: 'Li' }, { sees: [revoke] });
    const vain = shop.use('l1', 'sales.add@b1', { sees: [self] });
    const back = shop.act('m1', { kind: 'enrol', device: 'l1', member: 'Li', scope: 'b1' }, { sees: [self] });
    const sale = shop.use('l1', 'sales.add@b1', { sees: [back] });
    shop.list(twin, revoke, self, vain, back, sale);
    expect(
      shop.differs({
        [self]: 'effective/ok',
        [vain]: 'void/not-granted',
        [back]: 'effective/ok',
        [sale]: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-24 a revoked key enrols no twin, covered or not', () => {
    const shop = new Shop();
    const revoke = shop.act('m1', { kind: 'narrow', device: 'l1', scope: 'b1' });
    const blind = shop.act('l1', { kind: 'enrol', device: 'l3', member: 'Li' });
    const knowing = shop.act('l1', { kind: 'enrol', device: 'l4', member: 'Li' }, { sees: [revoke] });
    shop.list(revoke, blind, knowing);
    expect(shop.differs({ [blind]: 'void/narrowed', [knowing]: 'void/not-granted' })).toEqual([]);
  });

  it('POLICY-24 enrolling for another needs the grant and the rank', () => {
    const shop = new Shop();
    const peer = shop.act('m1', { kind: 'enrol', device: 'u2', member: 'Mu', scope: 'b1' });
    const wide = shop.act('m1', { kind: 'enrol', device: 'l2', member: 'Li' });
    const staff = shop.act('l1', { kind: 'enrol', device: 'z2', member: 'Zhou', scope: 'b1' });
    const fine = shop.act('m1', { kind: 'enrol', device: 'l3', member: 'Li', scope: 'b1' });
    expect(
      shop.differs({
        [peer]: 'void/rank',
        [wide]: 'void/not-granted',
        [staff]: 'void/rank',
        [fine]: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-25 the paper adds and takes owners’ devices, and no more', () => {
    const shop = new Shop();
    const add = shop.act('paper', { kind: 'enrol', device: 'o2', member: 'Owner' });
    const take = shop.act('paper', { kind: 'retract', device: 'o1', last: shop.setup });
    const staff = shop.act('paper', { kind: 'retract', device: 'l1', last: null });
    const data = shop.use('paper', 'sales.add@b1');
    const stolen = shop.act('o1', { kind: 'grant', member: 'Li', role: 'admin', scope: '*' });
    const undo = shop.act('o2', { kind: 'reinstate', retract: take }, { sees: [shop.setup, add, take] });
    shop.list(add, take, staff, data, stolen, undo);
    expect(
      shop.differs({
        [add]: 'effective/ok',
        [take]: 'effective/ok',
        [staff]: 'void/rank',
        [data]: 'void/not-granted',
        [stolen]: 'void/retracted',
        [undo]: 'void/rank',
      }),
    ).toEqual([]);
  });
});
