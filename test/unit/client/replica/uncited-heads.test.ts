import { describe, expect, it } from 'vitest';
import { seeCommits, withoutCited } from '../../../../client/replica/uncited-heads.ts';
import { asFeedId, type FeedId } from '../../../../shared/foundation/ids.ts';

function feed(letter: string): FeedId {
  const id = asFeedId(`${letter.repeat(24)}.${letter.repeat(8)}`);
  if (id === null) throw new Error('not a feed');
  return id;
}
const [ann, bob, relay, me] = [feed('a'), feed('b'), feed('r'), feed('m')];
const seen = (of: FeedId, seq: number, covers: readonly (readonly [FeedId, number])[] = []) => ({
  feed: of,
  seq,
  hash16: `${seq}`.padStart(22, 'h'),
  time: seq,
  covers: covers.map(([other, upTo]) => ({ feed: other, seq: upTo })),
});

describe('heads that the next own commit cites', () => {
  it('are the newest of each feed seen, never the own one', () => {
    const heads = seeCommits([], me, [seen(ann, 1), seen(ann, 2), seen(bob, 7), seen(me, 3)]);
    expect(heads.map((head) => [head.feed, head.seq])).toEqual([
      [ann, 2],
      [bob, 7],
    ]);
  });

  it('shrink to the witness once it has listed the rest', () => {
    const heads = seeCommits([], me, [
      seen(ann, 2),
      seen(bob, 7),
      seen(relay, 1, [
        [ann, 2],
        [bob, 7],
        [me, 3],
      ]),
    ]);
    expect(heads.map((head) => head.feed)).toEqual([relay]);
  });

  it('keep what is newer than what was covered', () => {
    const heads = seeCommits([], me, [seen(ann, 2), seen(ann, 3), seen(bob, 1, [[ann, 2]])]);
    expect(heads.map((head) => [head.feed, head.seq])).toEqual([
      [ann, 3],
      [bob, 1],
    ]);
  });

  it('lose what was cited, but not what came while the commit was made', () => {
    const before = seeCommits([], me, [seen(ann, 2)]);
    const meanwhile = seeCommits(before, me, [seen(bob, 4)]);
    expect(withoutCited(meanwhile, before).map((head) => head.feed)).toEqual([bob]);
  });
});
