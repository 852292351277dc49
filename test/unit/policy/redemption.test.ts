/** Invitations and their redemptions. */
import { describe, expect, it } from 'vitest';
import { Shop } from '../../kit/vectors-cast.ts';

function invited(uses = 1, expires = 500) {
  const shop = new Shop();
  const invite = shop.act('m1', { kind: 'invite', role: 'cashier', scope: 'b1', uses, expires });
  return { shop, invite };
}

describe('redeeming an invitation', () => {
  it('POLICY-40 the newcomer waits until the witness has listed the redemption', () => {
    const { shop, invite } = invited();
    const redeem = shop.act('n1', { kind: 'redeem', invite, member: 'New' }, { sees: [invite] });
    const sale = shop.use('n1', 'sales.add@b1');
    expect(shop.differs({ [redeem]: 'waiting/provisional', [sale]: 'waiting/authority' })).toEqual([]);
    shop.list(invite, redeem);
    expect(shop.differs({ [redeem]: 'effective/ok', [sale]: 'effective/ok' })).toEqual([]);
  });

  it('POLICY-40 listed at the expiry it stands, a moment later it is expired', () => {
    const { shop, invite } = invited(2, 300);
    const at = shop.act('n1', { kind: 'redeem', invite, member: 'One' }, { sees: [invite] });
    const after = shop.act('n2', { kind: 'redeem', invite, member: 'Two' }, { sees: [invite] });
    shop.list(invite);
    shop.enter('W', 'list', at, 300);
    shop.enter('W', 'list', after, 301);
    expect(shop.differs({ [at]: 'effective/ok', [after]: 'void/expired' })).toEqual([]);
  });

  it('POLICY-40 the uses go to the first listed; a void redemption takes none', () => {
    const { shop, invite } = invited(1);
    const known = shop.act('l1', { kind: 'redeem', invite, member: 'Eve' }, { sees: [shop.setup, invite] });
    const first = shop.act('n1', { kind: 'redeem', invite, member: 'One' }, { sees: [invite] });
    const second = shop.act('n2', { kind: 'redeem', invite, member: 'Two' }, { sees: [invite] });
    shop.list(invite, known, second);
    expect(
      shop.differs({ [known]: 'void/device-known', [first]: 'void/invite-used', [second]: 'effective/ok' }),
    ).toEqual([]);
  });

  it('POLICY-40 an inviter who may no longer give the role invites nobody', () => {
    const { shop, invite } = invited();
    const demote = shop.act('o1', { kind: 'narrow', member: 'Ma', take: ['role.cashier'] });
    const redeem = shop.act('n1', { kind: 'redeem', invite, member: 'New' }, { sees: [invite] });
    const sale = shop.use('n1', 'sales.add@b1');
    shop.list(invite, demote, redeem, sale);
    expect(shop.differs({ [invite]: 'effective/ok', [redeem]: 'void/inviter', [sale]: 'void/authority' })).toEqual([]);
  });

  it('POLICY-41 an invitation taken back is void for whom it does not cover', () => {
    const { shop, invite } = invited(2);
    const early = shop.act('n1', { kind: 'redeem', invite, member: 'One' }, { sees: [invite] });
    const back = shop.act('m1', { kind: 'narrow', invite, scope: 'b1' });
    const late = shop.act('n2', { kind: 'redeem', invite, member: 'Two' }, { sees: [invite] });
    shop.list(invite, early, back, late);
    expect(shop.differs({ [early]: 'effective/ok', [back]: 'effective/ok', [late]: 'void/narrowed' })).toEqual([]);
  });

  it('POLICY-32 a redemption has seen what its invitation has: a newer invitation brings back, an older does not', () => {
    const { shop, invite } = invited(2);
    const dismiss = shop.act('m1', { kind: 'narrow', member: 'Li', scope: 'b1' });
    const newer = shop.act('m1', { kind: 'invite', role: 'cashier', scope: 'b1', uses: 1, expires: 500 });
    const old = shop.act('l1', { kind: 'redeem', invite, member: 'Li' }, { sees: [shop.setup, newer] });
    const sale1 = shop.use('l1', 'sales.add@b1');
    const fresh = shop.act('l1', { kind: 'redeem', invite: newer, member: 'Li' });
    const sale2 = shop.use('l1', 'sales.add@b1');
    shop.list(invite, dismiss, newer, old, sale1, fresh, sale2);
    expect(
      shop.differs({
        [old]: 'void/narrowed',
        [sale1]: 'void/not-granted',
        [fresh]: 'effective/ok',
        [sale2]: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-40 an invitation not seen, or that nobody made, gives nothing', () => {
    const { shop, invite } = invited();
    const blind = shop.act('n1', { kind: 'redeem', invite, member: 'New' }, { sees: [shop.setup] });
    const none = shop.act('n2', { kind: 'redeem', invite: 'nowhere', member: 'New' }, { sees: [shop.setup] });
    const up = shop.act('m1', { kind: 'invite', role: 'admin', scope: '*', uses: 1, expires: 500 });
    const blindSale = shop.use('n1', 'sales.add@b1');
    const vain = shop.act('n3', { kind: 'redeem', invite: up, member: 'Boss' }, { sees: [up] });
    shop.list(invite, blind, none, up, vain);
    expect(
      shop.differs({
        [blind]: 'void/not-granted',
        [blindSale]: 'void/not-enrolled',
        [none]: 'void/not-granted',
        [up]: 'void/rank',
        [vain]: 'void/authority',
      }),
    ).toEqual([]);
  });
});
