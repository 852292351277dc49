/** What a bulk reader worked out is used again, and only for the very texts it was worked out from. */
import { describe, expect, it } from 'vitest';
import { nodeText, sha256 } from '../../../relay/platform/node-crypto.ts';
import { chainNext } from '../../../shared/commit/chain.ts';
import type { WireCommit } from '../../../shared/commit/codec.ts';
import { RestoredCommit } from '../../../shared/commit/restored-commit.ts';
import { asFeedId } from '../../../shared/foundation/ids.ts';
import { nextHead } from '../../../shared/replica/next-head.ts';

const feed = asFeedId(`${'A'.repeat(24)}.${'B'.repeat(8)}`);
if (feed === null) throw new Error('not a feed');
const plain: WireCommit = { feed, seq: 2, header: '{"v":1}', parts: ['a part'], seal: null };
const before = new Uint8Array(32).fill(1);
const head = chainNext(sha256, before, nodeText.encode(plain.header));
const restored = () => new RestoredCommit(plain, { before, head });

/** The platform, and how often it was asked to hash. */
function counting() {
  const count = { hashes: 0 };
  const hash = (bytes: Uint8Array) => {
    count.hashes++;
    return sha256(bytes);
  };
  return { count, platform: { sha256: hash, text: nodeText } };
}

describe('a commit restored from a bulk', () => {
  it('REPLICA-15: its head is not worked out twice', () => {
    const { count, platform } = counting();
    expect(nextHead(platform, before.slice(), restored())).toEqual(head);
    expect(count.hashes).toBe(0);
  });

  it('REPLICA-15: on another head, as in the branch of a fork, it is hashed like any other', () => {
    const { count, platform } = counting();
    const other = new Uint8Array(32).fill(2);
    expect(nextHead(platform, other, restored())).toEqual(chainNext(sha256, other, nodeText.encode(plain.header)));
    expect(count.hashes).toBe(1);
  });

  it('REPLICA-15: a copy with another header or other texts, or of another thread, is a plain commit', () => {
    const { count, platform } = counting();
    const header = '{"v":2}';
    expect(nextHead(platform, before, { ...restored(), header })).toEqual(
      chainNext(sha256, before, nodeText.encode(header)),
    );
    expect(count.hashes).toBe(1);
    for (const copy of [{ ...restored(), parts: ['another'] }, structuredClone({ ...restored() }), plain]) {
      expect(RestoredCommit.hasNamedParts(copy)).toBe(false);
      expect(RestoredCommit.headOn(copy, before)).toBeNull();
    }
  });

  it('REPLICA-15: with its seal it is still known; once it is taken it holds its head no longer', () => {
    const seal = new Uint8Array(64).fill(3);
    const one = restored().withSeal(seal);
    expect(one.seal).toBe(seal);
    expect(RestoredCommit.hasNamedParts(one)).toBe(true);
    expect(RestoredCommit.headOn(one, before)).toBe(head);
    RestoredCommit.forgetHead(one);
    expect(RestoredCommit.headOn(one, before)).toBeNull();
    expect(one).toMatchObject({ ...plain, seal });
  });
});
