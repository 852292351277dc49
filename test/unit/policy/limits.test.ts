/** Headers, budgets, levels, epochs, forks: what stands against floods and forgeries. */
import { describe, expect, it } from 'vitest';
import { Shop } from '../../kit/vectors-cast.ts';

describe('malformed headers', () => {
  it('POLICY-2 time, totals and chain are judged from the header and what it cites', () => {
    const shop = new Shop();
    const sale = shop.use('l1', 'sales.add@b1', { time: 200 });
    const late = shop.use('z1', 'stock.add@b1', { sees: [shop.setup, sale], time: 200 });
    const skip = shop.use('m1', 'sales.add@b1', { seq: 2 });
    const count = shop.use('u1', 'sales.add@b1', { total: 2 });
    const stolen = shop.use('a1', 'sales.add@b1', { prev: sale, feed: 'l1', time: 300, seq: 2 });
    expect(
      shop.differs({
        [sale]: 'effective/ok',
        [late]: 'refused/time',
        [skip]: 'refused/chain',
        [count]: 'refused/totals',
        [stolen]: 'refused/chain',
      }),
    ).toEqual([]);
  });

  it('POLICY-2 what follows or cites a refused commit is refused', () => {
    const shop = new Shop();
    const bad = shop.use('l1', 'sales.add@b1', { total: 9 });
    const next = shop.use('l1', 'sales.add@b1', { total: 10 });
    const citing = shop.use('z1', 'stock.add@b1', { sees: [shop.setup, bad] });
    const other = shop.use('z1', 'stock.add@b1', { prev: null, feed: 'z1/2' });
    shop.list(bad, other);
    expect(
      shop.differs({
        [bad]: 'refused/totals',
        [next]: 'refused/feed-ended',
        [citing]: 'refused/dep-refused',
        [other]: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-2 bytes never go down, and nobody counts from the start again in a new epoch', () => {
    const shop = new Shop();
    const sale = shop.use('l1', 'sales.add@b1');
    const again = shop.use('l1', 'sales.add@b1', { feed: 'l1/2', prev: null, sees: [sale], total: 1 });
    expect(shop.differs({ [again]: 'refused/totals' })).toEqual([]);
    const { engine, history, at } = shop.engine();
    const commit = history.commits[at(sale)];
    if (commit === undefined) throw new Error('no sale');
    const more = { ...commit, prev: at(sale), deps: [], seq: 2, time: 900, hash: 'more' };
    const heavy = engine.add({ ...more, totals: { commits: 2, bytes: 500 } });
    const next = { ...more, prev: heavy, seq: 3, time: 901, hash: 'next' };
    expect(engine.refusal({ ...next, totals: { commits: 3, bytes: 499 } })).toBe('totals');
    expect(engine.refusal({ ...next, totals: { commits: 3, bytes: 500 } })).toBeNull();
  });
});

describe('budgets', () => {
  it('POLICY-45 the most generous role counts, a later definition sets it anew, epochs go on counting', () => {
    const shop = new Shop();
    const role = shop.act('a1', { kind: 'role', role: 'helper', rank: 'staff', add: ['sales.add'], budget: 2 });
    const give = shop.act('a1', { kind: 'grant', member: 'Pu', role: 'helper', scope: 'b1' });
    const enrol = shop.act('a1', { kind: 'enrol', device: 'p1', member: 'Pu' });
    const one = shop.use('p1', 'sales.add@b1', { sees: [enrol] });
    const two = shop.use('p1', 'sales.add@b1');
    const three = shop.use('p1', 'sales.add@b1');
    const epoch = shop.use('p1', 'sales.add@b1', { feed: 'p1/2', prev: null, sees: [two] });
    const more = shop.act('a1', { kind: 'role', role: 'helper', rank: 'staff', add: [], budget: { commits: 5 } });
    const four = shop.use('p1', 'sales.add@b1', { feed: 'p1', sees: [more] });
    const also = shop.act('a1', { kind: 'grant', member: 'Pu', role: 'cashier', scope: 'b1' });
    const five = shop.use('p1', 'sales.add@b1', { sees: [also] });
    shop.list(role, give, enrol, one, two, three, epoch, more, four, also, five);
    expect(
      shop.differs({
        [two]: 'effective/ok',
        [three]: 'void/budget',
        [epoch]: 'void/budget',
        [four]: 'effective/ok',
        [five]: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-45 bytes count as commits do', () => {
    const shop = new Shop();
    const role = shop.act('a1', { kind: 'role', role: 'cashier', rank: 'staff', add: [], budget: { bytes: 1000 } });
    const { engine, history, at } = shop.engine();
    const base = history.commits[at(role)];
    if (base === undefined) throw new Error('no role');
    const sale = (seq: number, prev: number | null, bytes: number) =>
      engine.add({
        device: 'l1',
        feed: 'l1',
        seq,
        prev,
        deps: prev === null ? [at(role)] : [],
        hash: `sale${seq}`,
        time: base.time + seq,
        totals: { commits: seq, bytes },
        level: 1,
        kind: 'data',
        uses: ['sales.add@b1'],
      });
    const first = sale(1, null, 1000);
    const second = sale(2, first, 1001);
    expect(engine.verdict(first)).toEqual({ verdict: 'effective', reason: 'ok' });
    expect(engine.verdict(second)).toEqual({ verdict: 'void', reason: 'budget' });
  });
});

describe('levels', () => {
  it('POLICY-47 a raise with a deadline binds who has seen it at once, others from the deadline; owners never', () => {
    const shop = new Shop();
    const raise = shop.act('o1', { kind: 'level', level: 2, until: 300 });
    const unseen = shop.use('l1', 'sales.add@b1');
    const seen = shop.use('z1', 'stock.add@b1', { sees: [shop.setup, raise] });
    const spoken = shop.use('z1', 'stock.add@b1', { level: 2 });
    const late = shop.use('l1', 'sales.add@b1');
    const owner = shop.use('o1', 'sales.add@b1');
    const high = shop.use('z1', 'stock.add@b1', { level: 3 });
    shop.list(raise, unseen, seen, spoken);
    shop.enter('W', 'deadline', raise, 300);
    shop.list(late, owner);
    expect(
      shop.differs({
        [unseen]: 'effective/ok',
        [seen]: 'void/level-old',
        [spoken]: 'effective/ok',
        [late]: 'void/level-old',
        [owner]: 'effective/ok',
        [high]: 'void/level-ahead',
      }),
    ).toEqual([]);
  });
});

describe('levels of actions', () => {
  it('POLICY-47 an owner goes on at the level he has just raised', () => {
    const shop = new Shop();
    const raise = shop.act('o1', { kind: 'level', level: 2 });
    const enrol = shop.act('o1', { kind: 'enrol', device: 'l2', member: 'Li' }, { level: 2 });
    const sale = shop.use('l2', 'sales.add@b1', { sees: [enrol], level: 2 });
    expect(shop.differs({ [raise]: 'effective/ok', [enrol]: 'effective/ok', [sale]: 'effective/ok' })).toEqual([]);
  });

  it('POLICY-47 POLICY-60 a commit listed right behind the deadline is old, however late one asks', () => {
    const shop = new Shop();
    const raise = shop.act('o1', { kind: 'level', level: 2, until: 110 });
    const sale = shop.use('l1', 'sales.add@b1');
    shop.list(raise);
    const { engine, at } = shop.engine();
    expect(engine.verdict(at(sale))).toEqual({ verdict: 'effective', reason: 'ok' });
    engine.list('W', [
      { kind: 'deadline', commit: at(raise), time: 120 },
      { kind: 'list', commit: at(sale), time: 121 },
    ]);
    expect(engine.verdict(at(sale))).toEqual({ verdict: 'void', reason: 'level-old' });
  });
});

describe('epochs', () => {
  it('POLICY-12 sixty-four epochs may cite one head; the rest are void with what follows', () => {
    const shop = new Shop();
    const head = shop.use('l1', 'sales.add@b1');
    const roots = Array.from({ length: 66 }, (_, i) =>
      shop.use('l1', 'sales.add@b1', { feed: `l1/${i}`, prev: null, sees: [head] }),
    );
    const follows = shop.use('l1', 'sales.add@b1', { feed: 'l1/64' });
    const [first = '', second = ''] = roots;
    shop.list(head, roots[65] ?? '');
    expect(
      shop.differs({
        [first]: 'effective/ok',
        [second]: 'effective/ok',
        [roots[62] ?? '']: 'effective/ok',
        [roots[63] ?? '']: 'void/epochs',
        [follows]: 'void/epochs',
        [roots[65] ?? '']: 'effective/ok',
      }),
    ).toEqual([]);
  });

  it('POLICY-12 feeds that cite no head of the device are counted together too', () => {
    const shop = new Shop(2);
    const roots = ['b', 'c', 'd'].map((name) => shop.use('l1', 'sales.add@b1', { feed: `l1/${name}`, prev: null }));
    const [one = '', two = '', three = ''] = roots;
    shop.list(three);
    expect(shop.differs({ [three]: 'effective/ok', [one]: 'effective/ok', [two]: 'void/epochs' })).toEqual([]);
  });
});

describe('forks', () => {
  it('POLICY-10 a winner’s unlisted successors wait until the proof is listed, then the feed is closed to them', () => {
    const shop = new Shop();
    const one = shop.use('l1', 'sales.add@b1');
    const left = shop.use('l1', 'sales.add@b1');
    const after = shop.use('l1', 'sales.add@b1');
    const right = shop.use('l1', 'sales.discount≤3@b1', { prev: one, id: 'right' });
    const behind = shop.use('l1', 'sales.add@b1');
    shop.list(one, left);
    expect(
      shop.differs({
        [one]: 'effective/ok',
        [left]: 'effective/ok',
        [after]: 'waiting/fork',
        [right]: 'void/fork',
        [behind]: 'void/fork',
      }),
    ).toEqual([]);
    shop.list(right);
    expect(shop.differs({ [left]: 'effective/ok', [after]: 'void/closed' })).toEqual([]);
  });

  it('POLICY-10 a forked dismissal bites only on the side that stands', () => {
    const shop = new Shop();
    const first = shop.use('m1', 'sales.add@b1');
    const dismiss = shop.act('m1', { kind: 'narrow', member: 'Li', scope: 'b1' });
    const other = shop.use('m1', 'sales.add@b1', { prev: first, id: 'other' });
    const sale = shop.use('l1', 'sales.add@b1');
    expect(shop.differs({ [dismiss]: 'waiting/fork', [sale]: 'waiting/order' })).toEqual([]);
    shop.list(first, other, dismiss, sale);
    expect(shop.differs({ [other]: 'effective/ok', [dismiss]: 'void/fork', [sale]: 'effective/ok' })).toEqual([]);
  });
});
