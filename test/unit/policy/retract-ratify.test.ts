/** What is taken back, brought back, and made to stand under its author's own name. */
import { describe, expect, it } from 'vitest';
import { BACKWARDS } from '../../../shared/policy/vector-run.ts';
import { Shop } from '../../kit/vectors-cast.ts';

describe('retract and reinstate', () => {
  it('POLICY-35 all of the device but the last good commit and its past is void, enrolments too', () => {
    const shop = new Shop();
    const good = shop.use('l1', 'sales.add@b1');
    const twin = shop.act('l1', { kind: 'enrol', device: 'l2', member: 'Li' });
    const twinSale = shop.use('l2', 'sales.add@b1', { sees: [twin] });
    const retract = shop.act('o1', { kind: 'retract', device: 'l1', last: good });
    shop.list(good, twin, twinSale);
    expect(
      shop.differs({
        [good]: 'effective/ok',
        [twin]: 'void/retracted',
        [twinSale]: 'void/authority',
        [retract]: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-35 POLICY-60 a retract may come in before the last good commit it names', () => {
    const shop = new Shop();
    const twin = shop.act('l1', { kind: 'enrol', device: 'l2', member: 'Li' });
    const good = shop.use('l1', 'sales.add@b1');
    const bad = shop.use('l1', 'sales.add@b1');
    shop.act('o1', { kind: 'retract', device: 'l1', last: good });
    const { engine, at, history } = shop.engine(BACKWARDS);
    expect(history.commits.at(-1)?.hash).toBe(bad);
    expect(engine.verdict(at(twin))).toMatchObject({ verdict: 'effective' });
    expect(engine.verdict(at(good))).toMatchObject({ verdict: 'effective' });
    expect(engine.verdict(at(bad))).toMatchObject({ reason: 'retracted' });
  });

  it('POLICY-35 an owner does not retract an owner', () => {
    const shop = new Shop();
    const second = shop.act('o1', { kind: 'grant', member: 'An', role: 'owner', scope: '*' });
    const coup = shop.act('a1', { kind: 'retract', device: 'o1', last: null }, { sees: [shop.setup, second] });
    const answer = shop.act('o1', { kind: 'retract', device: 'a1', last: null });
    expect(shop.differs({ [coup]: 'void/rank', [answer]: 'void/rank', [second]: 'effective/ok' })).toEqual([]);
  });

  it('POLICY-36 a reinstate must have seen its retract', () => {
    const shop = new Shop();
    const sale = shop.use('l1', 'sales.add@b1');
    const retract = shop.act('o1', { kind: 'retract', device: 'l1', last: null });
    const staff = shop.act('a1', { kind: 'reinstate', retract }, { sees: [retract] });
    const blind = shop.act('o1', { kind: 'reinstate', retract: 'nowhere' });
    shop.list(sale, retract, staff, blind);
    expect(shop.differs({ [sale]: 'void/retracted', [staff]: 'void/rank', [blind]: 'void/not-granted' })).toEqual([]);
    const undo = shop.act('o1', { kind: 'reinstate', retract });
    expect(shop.differs({ [sale]: 'effective/ok', [undo]: 'effective/ok' })).toEqual([]);
  });
});

describe('ratify', () => {
  it('POLICY-37 makes void data stand as far as the ratifier’s rights go, and no policy actions', () => {
    const shop = new Shop();
    const sale = shop.use('l1', 'sales.add@b1');
    const stock = shop.use('l1', 'stock.add@b1');
    const far = shop.use('l1', 'stock.add@b2');
    const give = shop.act('l1', { kind: 'grant', member: 'Zhou', role: 'cashier', scope: 'b1' });
    const last = shop.use('l1', 'stock.add@b1');
    const ratify = shop.act('m1', { kind: 'ratify', feed: 'l1', from: 1, head: last }, { sees: [shop.setup, last] });
    expect(
      shop.differs({
        [sale]: 'effective/ok',
        [stock]: 'effective/ratified',
        [far]: 'void/not-granted',
        [give]: 'void/rank',
        [last]: 'effective/ratified',
        [ratify]: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-37 never one’s own, never an equal’s or a superior’s, save by an owner', () => {
    const shop = new Shop();
    const own = shop.use('m1', 'sales.add@b2');
    const self = shop.act('m1', { kind: 'ratify', feed: 'm1', from: 1, head: own });
    const twin = shop.act('m1', { kind: 'enrol', device: 'm2', member: 'Ma' });
    const byTwin = shop.act('m2', { kind: 'ratify', feed: 'm1', from: 1, head: own }, { sees: [twin] });
    const peer = shop.act('u1', { kind: 'ratify', feed: 'm1', from: 1, head: own }, { sees: [shop.setup, own] });
    const staff = shop.act('l1', { kind: 'ratify', feed: 'm1', from: 1, head: own }, { sees: [shop.setup, own] });
    const wanted = { [self]: 'void/rank', [byTwin]: 'void/rank', [peer]: 'void/rank', [staff]: 'void/rank' };
    expect(shop.differs({ ...wanted, [own]: 'void/not-granted' })).toEqual([]);
    const owner = shop.act('o1', { kind: 'ratify', feed: 'm1', from: 1, head: own }, { sees: [own] });
    expect(shop.differs({ ...wanted, [owner]: 'effective/ok', [own]: 'effective/ratified' })).toEqual([]);
  });

  it('POLICY-37 POLICY-3 a range not seen, or not of that feed, is unseen', () => {
    const shop = new Shop();
    const stock = shop.use('l1', 'stock.add@b1');
    const blind = shop.act('m1', { kind: 'ratify', feed: 'l1', from: 1, head: stock });
    const wrong = shop.act('m1', { kind: 'ratify', feed: 'z1', from: 1, head: stock }, { sees: [stock] });
    const beyond = shop.act('m1', { kind: 'ratify', feed: 'l1', from: 2, head: stock });
    expect(
      shop.differs({
        [blind]: 'void/unseen',
        [wrong]: 'void/unseen',
        [beyond]: 'void/unseen',
        [stock]: 'void/not-granted',
      }),
    ).toEqual([]);
  });

  it('POLICY-37 lifts narrowings, forks, budgets and strangers, not a retract', () => {
    const shop = new Shop();
    const stranger = shop.use('q1', 'sales.add@b1');
    const one = shop.use('l1', 'sales.add@b1');
    const left = shop.use('l1', 'sales.add@b1');
    const right = shop.use('l1', 'sales.discount≤3@b1', { prev: one, id: 'right' });
    shop.list(one, left, right);
    const sees = [shop.setup, stranger, left, right];
    const first = shop.act('m1', { kind: 'ratify', feed: 'q1', from: 1, head: stranger }, { sees });
    const second = shop.act('m1', { kind: 'ratify', feed: 'l1', from: 2, head: right });
    expect(
      shop.differs({
        [first]: 'effective/ok',
        [second]: 'effective/ok',
        [stranger]: 'effective/ratified',
        [left]: 'effective/ok',
        [right]: 'effective/ratified',
      }),
    ).toEqual([]);
    const retract = shop.act('o1', { kind: 'retract', device: 'l1', last: one });
    expect(
      shop.differs({
        [retract]: 'effective/ok',
        [left]: 'void/retracted',
        [right]: 'void/fork',
        [one]: 'effective/ok',
      }),
    ).toEqual([]);
  });
});
