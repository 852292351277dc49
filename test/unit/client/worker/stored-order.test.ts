import { describe, expect, it } from 'vitest';
import { StoredOrder } from '../../../../client/worker/stored-order.ts';
import type { WireCommit } from '../../../../shared/commit/codec.ts';
import { asFeedId, type FeedId } from '../../../../shared/foundation/ids.ts';

function feed(letter: string): FeedId {
  const id = asFeedId(`${letter.repeat(24)}.${letter.repeat(8)}`);
  if (id === null) throw new Error('not a feed');
  return id;
}
const commit = (of: FeedId, seq: number): WireCommit => ({ feed: of, seq, header: '', parts: [], seal: null });
const [ann, bob, cid] = [feed('a'), feed('b'), feed('c')];

/** Takes commits by these causes: `feed/seq` → [feed, seq]. */
function run(commits: readonly WireCommit[], causes: Readonly<Record<string, readonly [FeedId, number]>>): string[] {
  const taken: string[] = [];
  const seqs = new Map<FeedId, number>();
  const order = new StoredOrder(commits);
  while (!order.done) {
    order.step((one) => {
      const cause = causes[`${one.feed.charAt(0)}/${one.seq}`];
      if (cause !== undefined && (seqs.get(cause[0]) ?? 0) < cause[1]) return cause[0];
      taken.push(`${one.feed.charAt(0)}/${one.seq}`);
      seqs.set(one.feed, one.seq);
      return 'taken';
    });
  }
  return taken;
}

describe('stored commits', () => {
  it('come in with their causes first, each feed in its own order', () => {
    const taken = run([commit(bob, 1), commit(bob, 2), commit(ann, 1), commit(ann, 2)], {
      'b/1': [ann, 1],
      'a/2': [bob, 2],
    });
    expect(taken).toEqual(['a/1', 'b/1', 'b/2', 'a/2']);
  });

  it('that wait for each other in turn all get in', () => {
    const all = [1, 2, 3, 4].flatMap((seq) => [commit(cid, seq), commit(bob, seq), commit(ann, seq)]);
    const taken = run(all, { 'c/1': [bob, 1], 'b/1': [ann, 1], 'a/2': [cid, 1], 'b/3': [ann, 4], 'c/4': [bob, 4] });
    expect(taken).toHaveLength(12);
  });

  it('whose cause is not on disk are left out, with all behind them', () => {
    const taken = run([commit(ann, 1), commit(bob, 1), commit(bob, 2)], { 'b/1': [cid, 1] });
    expect(taken).toEqual(['a/1']);
  });
});
