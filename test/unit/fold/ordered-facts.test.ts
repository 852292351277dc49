import { describe, expect, it } from 'vitest';
import { compareRefs } from '../../../shared/fold/entry-ref.ts';
import type { Fact } from '../../../shared/fold/fact-set.ts';
import { OrderedFacts } from '../../../shared/fold/ordered-facts.ts';
import type { DocumentName, FeedId, HashText } from '../../../shared/foundation/ids.ts';
import { SeededRandom } from '../../fuzz/seeded-random.ts';

function fact(feed: number, seq: number, time: number): Fact<number> {
  const ref = {
    feed: `feed-${feed}` as FeedId,
    seq,
    document: 'tickets/b1/2026-11' as DocumentName,
    time,
    hash: '' as HashText,
    uses: [],
    index: 0,
  };
  return { key: `${feed}/${seq}`, ref, value: time, content: '' };
}
const sorted = (facts: readonly Fact<number>[]) => [...facts].sort((a, b) => compareRefs(a.ref, b.ref));

describe('facts in order', () => {
  it('stand in one order whatever the order in which they came, went and were asked for', () => {
    const random = new SeededRandom(7);
    const order = new OrderedFacts<number>();
    let there: Fact<number>[] = [];
    for (let seq = 1; seq <= 2000; seq++) {
      const one = fact(random.below(5), seq, random.below(500));
      order.insert(one);
      there.push(one);
      if (random.below(10) === 0) {
        const gone = there[random.below(there.length)] ?? one;
        order.delete(gone);
        there = there.filter((fact) => fact !== gone);
      }
      if (random.below(100) === 0) expect(order.latest(7)).toEqual(sorted(there).slice(-7).reverse());
    }
    expect(order.length).toBe(there.length);
    expect([...order.all()]).toEqual(sorted(there));
  });

  it('one that never was here takes nobody with it', () => {
    const order = new OrderedFacts<number>();
    order.insert(fact(1, 1, 5));
    order.delete(fact(1, 1, 5));
    order.delete(fact(2, 9, 9));
    expect(order.latest(9).length).toBe(1);
  });
});
