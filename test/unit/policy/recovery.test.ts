/** The key on paper: what it may say, what becomes of the devices it dismisses, and of two who use it at once. */
import { describe, expect, it } from 'vitest';
import type { PolicyAction } from '../../../shared/policy/actions.ts';
import { Shop } from '../../kit/vectors-cast.ts';

const enrol = (device: string, member = 'Owner'): PolicyAction => ({ kind: 'enrol', device, member });
const retract = (device: string, last: string | null): PolicyAction => ({ kind: 'retract', device, last });

describe('recovery', () => {
  it('POLICY-27 a new device is the owner’s from then on: it sells, grants, and dismisses', () => {
    const shop = new Shop();
    const back = shop.act('paper', enrol('n1'));
    const gone = shop.act('paper', retract('o1', shop.setup));
    const sale = shop.use('n1', 'sales.add@b1', { sees: [gone] });
    const grant = shop.act('n1', { kind: 'grant', member: 'Li', role: 'admin', scope: '*' });
    const away = shop.act('n1', { kind: 'narrow', member: 'An' });
    expect(
      shop.differs({
        [back]: 'effective/ok',
        [gone]: 'effective/ok',
        [sale]: 'effective/ok',
        [grant]: 'effective/ok',
        [away]: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-27 an old owner’s device that comes back late: its work beside the last known commit is void, listed or not', () => {
    const shop = new Shop();
    const known = shop.use('o1', 'sales.add@b1');
    shop.list(known);
    const listed = shop.use('o1', 'sales.add@b1');
    shop.list(listed);
    const back = shop.act('paper', enrol('n1'), { sees: [known] });
    const gone = shop.act('paper', retract('o1', known));
    shop.list(back, gone);
    const offline = shop.use('o1', 'sales.add@b1');
    const hostile = shop.act('o1', { kind: 'grant', member: 'Li', role: 'owner', scope: '*' });
    const defence = shop.act('o1', retract('n1', null), { sees: [gone] });
    const sale = shop.use('n1', 'sales.add@b1', { sees: [gone] });
    expect(
      shop.differs({
        [known]: 'effective/ok',
        [listed]: 'void/retracted',
        [offline]: 'void/retracted',
        [hostile]: 'void/retracted',
        [defence]: 'void/rank',
        [sale]: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-27 what the lost device had given before stands; what rests on its later acts falls', () => {
    const shop = new Shop();
    const before = shop.use('l1', 'sales.add@b1');
    const late = shop.act('o1', { kind: 'grant', member: 'Li', role: 'keeper', scope: 'b1' });
    const stock = shop.use('l1', 'stock.add@b1', { sees: [late] });
    const gone = shop.act('paper', retract('o1', shop.setup));
    expect(
      shop.differs({
        [before]: 'effective/ok',
        [late]: 'void/retracted',
        [stock]: 'void/authority',
        [gone]: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-25 the paper writes no data, gives no roles, opens no seat for anybody but an owner, names no witness', () => {
    const shop = new Shop();
    const nothing = shop.use('paper', []);
    const sale = shop.use('paper', 'sales.add@b1');
    const seller = shop.act('paper', enrol('n1', 'Li'));
    const stranger = shop.act('paper', enrol('n2', 'Nobody'));
    const role = shop.act('paper', { kind: 'grant', member: 'Li', role: 'owner', scope: '*' });
    const witness = shop.act('paper', { kind: 'witness', witness: 'V', after: shop.genesis, cut: 0 });
    const raise = shop.act('paper', { kind: 'level', level: 2 });
    const clerk = shop.act('paper', retract('l1', null));
    const pardon = shop.act('paper', { kind: 'ratify', feed: 'l1', from: 1, head: shop.setup });
    expect(
      shop.differs({
        [nothing]: 'void/not-granted',
        [sale]: 'void/not-granted',
        [seller]: 'void/rank',
        [stranger]: 'void/rank',
        [role]: 'void/rank',
        [witness]: 'void/rank',
        [raise]: 'void/rank',
        [clerk]: 'void/rank',
        [pardon]: 'void/rank',
      }),
    ).toEqual([]);
  });

  it('POLICY-25 nobody else recovers: neither a manager, an admin, nor an owner reaches an owner', () => {
    const shop = new Shop();
    const byManager = shop.act('m1', enrol('n1'));
    const byAdmin = shop.act('a1', enrol('n2'));
    const fell = shop.act('a1', retract('o1', null));
    const grantOwner = shop.act('o1', { kind: 'grant', member: 'An', role: 'owner', scope: '*' });
    const peer = shop.act('a1', retract('o1', shop.setup), { sees: [grantOwner] });
    const peerSeat = shop.act('a1', enrol('n3'));
    expect(
      shop.differs({
        [byManager]: 'void/rank',
        [byAdmin]: 'void/rank',
        [fell]: 'void/rank',
        [peer]: 'void/rank',
        [peerSeat]: 'void/rank',
      }),
    ).toEqual([]);
  });

  it('POLICY-28 no action replaces the paper: another genesis naming a new key changes nothing', () => {
    const shop = new Shop();
    const other = shop.act('o1', { kind: 'genesis', owner: 'Owner', recovery: 'paper2', witness: 'W' });
    const byOther = shop.act('paper2', enrol('n1'), { sees: [other] });
    const byFirst = shop.act('paper', enrol('n2'), { sees: [other] });
    expect(shop.differs({ [other]: 'void/rank', [byOther]: 'void/not-enrolled', [byFirst]: 'effective/ok' })).toEqual(
      [],
    );
  });

  it('POLICY-28 two recoveries at once both stand, in epochs of their own; a third dismisses both', () => {
    const shop = new Shop();
    const first = shop.act('paper', enrol('n1'), { feed: 'paper.1' });
    const goneOne = shop.act('paper', retract('o1', shop.setup), { feed: 'paper.1' });
    const second = shop.act('paper', enrol('n2'), { feed: 'paper.2' });
    const goneTwo = shop.act('paper', retract('o1', shop.setup), { feed: 'paper.2' });
    shop.list(second, goneTwo, first, goneOne);
    const one = shop.use('n1', 'sales.add@b1', { sees: [goneOne] });
    const two = shop.use('n2', 'sales.add@b1', { sees: [goneTwo] });
    const duel = shop.act('n1', retract('n2', null), { sees: [second] });
    shop.list(one, two);
    const third = shop.act('paper', enrol('n3'), { feed: 'paper.3', sees: [one, two] });
    const outOne = shop.act('paper', retract('n1', one), { feed: 'paper.3' });
    const outTwo = shop.act('paper', retract('n2', two), { feed: 'paper.3' });
    const late = shop.use('n1', 'sales.add@b1');
    const work = shop.use('n3', 'sales.add@b1', { sees: [outTwo] });
    expect(
      shop.differs({
        [first]: 'effective/ok',
        [second]: 'effective/ok',
        [goneOne]: 'effective/ok',
        [goneTwo]: 'effective/ok',
        [one]: 'effective/ok',
        [two]: 'effective/ok',
        [duel]: 'void/rank',
        [third]: 'effective/ok',
        [outOne]: 'effective/ok',
        [outTwo]: 'effective/ok',
        [late]: 'void/retracted',
        [work]: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-28 a device that was dismissed by the paper comes back only by the paper’s own reinstate', () => {
    const shop = new Shop();
    const gone = shop.act('paper', retract('o1', shop.setup));
    const again = shop.act('paper', enrol('o1'));
    const still = shop.use('o1', 'sales.add@b1', { sees: [again] });
    expect(shop.differs({ [gone]: 'effective/ok', [again]: 'effective/ok', [still]: 'void/retracted' })).toEqual([]);
    const pardon = shop.act('paper', { kind: 'reinstate', retract: gone });
    expect(shop.differs({ [pardon]: 'effective/ok', [still]: 'effective/ok' })).toEqual([]);
  });
});
