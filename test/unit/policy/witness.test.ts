/** The witness's order: entries that count, successors, several appointments. */
import { describe, expect, it } from 'vitest';
import type { HistoryCommit } from '../../../shared/policy/history.ts';
import { ReferenceJudge } from '../../../shared/policy/reference-judge.ts';
import { VerdictEngine } from '../../../shared/policy/verdict-engine.ts';
import { Shop } from '../../kit/vectors-cast.ts';

describe('appointments', () => {
  const started = () => {
    const shop = new Shop();
    return { shop, cut: shop.listed, after: shop.genesis };
  };

  it('POLICY-13 of two appointments the smaller hash wins; one that has seen both heals', () => {
    const { shop, cut, after } = started();
    const sale = shop.use('l1', 'sales.add@b1');
    const dismiss = shop.act('m1', { kind: 'narrow', member: 'Li', scope: 'b1' });
    const two = shop.act('o1', { kind: 'grant', member: 'An', role: 'owner', scope: '*' });
    const b = shop.act('o1', { kind: 'witness', witness: 'W2', after, cut }, { id: 'b-appoints' });
    const a = shop.act(
      'a1',
      { kind: 'witness', witness: 'W3', after, cut },
      { id: 'a-appoints', sees: [shop.setup, two] },
    );
    shop.enter('W2', 'list', sale);
    shop.enter('W2', 'list', dismiss);
    shop.enter('W3', 'list', dismiss);
    shop.enter('W3', 'list', sale);
    expect(shop.differs({ [a]: 'effective/ok', [b]: 'effective/ok', [sale]: 'void/narrowed' })).toEqual([]);
    const healed = shop.act('o1', { kind: 'witness', witness: 'W2', after, cut }, { id: 'c-appoints', sees: [a] });
    expect(shop.differs({ [healed]: 'effective/ok', [sale]: 'effective/ok' })).toEqual([]);
  });

  it('POLICY-13 appointments follow each other; only owners make them', () => {
    const { shop, cut, after } = started();
    const sale = shop.use('l1', 'sales.add@b1');
    const dismiss = shop.act('m1', { kind: 'narrow', member: 'Li', scope: 'b1' });
    const usurper = shop.act('x1', { kind: 'witness', witness: 'W3', after, cut }, { id: 'a-usurps' });
    const second = shop.act('o1', { kind: 'witness', witness: 'W2', after, cut });
    const third = shop.act('o1', { kind: 'witness', witness: 'W4', after: second, cut: 1 });
    shop.list(sale);
    shop.enter('W3', 'list', sale);
    shop.enter('W2', 'list', dismiss);
    shop.enter('W2', 'list', sale);
    shop.enter('W4', 'list', sale);
    expect(
      shop.differs({
        [usurper]: 'void/rank',
        [third]: 'effective/ok',
        [dismiss]: 'effective/ok',
        [sale]: 'void/narrowed',
      }),
    ).toEqual([]);
    const { engine, at } = shop.engine();
    expect(engine.position(at(dismiss))).toBe(cut);
    expect(engine.position(at(sale))).toBe(cut + 1);
  });

  it('POLICY-13 recovery’s retract of a stolen owner device appoints the next witness', () => {
    const { shop, cut, after } = started();
    const thief = shop.act('o1', { kind: 'witness', witness: 'W2', after, cut }, { id: 'a-thief' });
    const rescue = shop.act('paper', {
      kind: 'retract',
      device: 'o1',
      last: shop.setup,
      witness: { witness: 'W3', after, cut },
    });
    const sale = shop.use('l1', 'sales.add@b1');
    shop.enter('W3', 'list', sale);
    expect(shop.differs({ [thief]: 'void/retracted', [rescue]: 'effective/ok', [sale]: 'effective/ok' })).toEqual([]);
    const { engine, at } = shop.engine();
    expect(engine.position(at(sale))).toBe(cut);
  });

  it('POLICY-13 what the old witness lists beyond the cut is unlisted again', () => {
    const { shop, cut, after } = started();
    const sale = shop.use('l1', 'sales.add@b1');
    shop.act('o1', { kind: 'witness', witness: 'W2', after, cut });
    shop.list(sale);
    const { engine, at } = shop.engine();
    expect(engine.position(at(sale))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('entries', () => {
  it('POLICY-14 an entry counts once, and not before its causes', () => {
    const shop = new Shop();
    const one = shop.use('l1', 'sales.add@b1');
    const two = shop.use('l1', 'sales.add@b1');
    const start = shop.listed;
    shop.list(two, one, two, one);
    const { engine, at } = shop.engine();
    expect(engine.position(at(one))).toBe(start + 1);
    expect(engine.position(at(two))).toBe(start + 2);
  });

  it('POLICY-7 POLICY-14 a listing needs no grant and no place; uses in it are judged', () => {
    const { history, at, engine } = (() => {
      const shop = new Shop();
      return { ...shop.engine(), at: (_: string) => shop.engine().at(shop.setup) };
    })();
    const judges = [engine, new ReferenceJudge()];
    const [, reference] = judges;
    if (reference instanceof ReferenceJudge) {
      for (const commit of history.commits) reference.add(commit);
      for (const [witness, log] of history.logs) reference.list(witness, log);
    }
    const setup = at('');
    const listing = (seq: number, prev: number | null, uses: readonly string[]): HistoryCommit => ({
      device: 'W',
      feed: 'W',
      seq,
      prev,
      deps: [setup],
      hash: `listing${seq}`,
      time: 500 + seq,
      totals: { commits: seq, bytes: 0 },
      level: 1,
      kind: 'listing',
      uses,
    });
    for (const judge of judges) {
      const plain = judge.add(listing(1, null, []));
      const greedy = judge.add(listing(2, plain, ['sales.add@b1']));
      const sale: HistoryCommit = {
        ...listing(1, null, ['sales.add@b1']),
        device: 'l1',
        feed: 'l1',
        deps: [greedy],
        hash: 'sale',
        time: 600,
        kind: 'data',
      };
      const sold = judge.add(sale);
      judge.list('W', [{ kind: 'list', commit: sold, time: 601 }]);
      expect(judge.verdict(plain)).toEqual({ verdict: 'effective', reason: 'ok' });
      expect(judge.verdict(greedy)).toEqual({ verdict: 'void', reason: 'not-enrolled' });
      expect(judge.verdict(sold)).toEqual({ verdict: 'effective', reason: 'ok' });
      expect(judge.position(sold)).toBeLessThan(Number.POSITIVE_INFINITY);
    }
  });

  it('POLICY-1 an engine refuses to be told of what it has not got', () => {
    const engine = new VerdictEngine();
    expect(() => engine.list('W', [{ kind: 'list', commit: 0, time: 1 }])).toThrow(RangeError);
    expect(engine.changed()).toEqual([]);
  });
});
