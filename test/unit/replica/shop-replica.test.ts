/** Chains, runs and forks of a shop's replica, beside a judge that lets everything pass: verdicts have their own tests. */
import { createHash, generateKeyPairSync, sign, verify as verifySignature } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chainStart, deviceIdOf, hash16Of, shopIdOf } from '../../../shared/commit/chain.ts';
import type { WireCommit } from '../../../shared/commit/codec.ts';
import { PURE_TEXT } from '../../../shared/commit/codec.ts';
import { readHeader, writeHeader } from '../../../shared/commit/header.ts';
import { writePart } from '../../../shared/commit/part.ts';
import { concatBytes, fromHex, toBase64url } from '../../../shared/foundation/bytes.ts';
import { asDocumentName, type DeviceId, feedIdOf, type ShopId } from '../../../shared/foundation/ids.ts';
import type { Verdict } from '../../../shared/policy/history.ts';
import { authenticateRun } from '../../../shared/replica/authenticate-run.ts';
import { buildCommit, type DraftCommit, type FeedState, sealed } from '../../../shared/replica/commit-builder.ts';
import type { Judge } from '../../../shared/replica/judge.ts';
import { listEntry, readListing } from '../../../shared/replica/listing-entries.ts';
import { ShopReplica } from '../../../shared/replica/shop-replica.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const NOW = 1_790_000_000_000;
const ED25519_PREFIX = fromHex('302a300506032b6570032100') ?? new Uint8Array(0);

class LenientJudge implements Judge {
  #count = 0;
  #fresh: number[] = [];
  readonly listed: number[] = [];
  add(): number {
    this.#fresh.push(this.#count);
    return this.#count++;
  }
  refusal(): string | null {
    return null;
  }
  list(_witness: string, entries: readonly { readonly commit: number }[]): void {
    this.listed.push(...entries.map((entry) => entry.commit));
  }
  verdict(): Verdict {
    return { verdict: 'effective', reason: 'ok' };
  }
  position(index: number): number {
    const at = this.listed.indexOf(index);
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  }
  changed(): number[] {
    return this.#fresh.splice(0);
  }
  mayAt(): boolean {
    return true;
  }
  memberOf(): string | null {
    return 'member';
  }
}

function makeDevice() {
  const pair = generateKeyPairSync('ed25519');
  const publicKey = new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(12));
  const device: DeviceId = deviceIdOf(sha256, publicKey);
  return { publicKey, device, sign: (message: Uint8Array) => new Uint8Array(sign(null, message, pair.privateKey)) };
}
const verify = async (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> =>
  verifySignature(
    null,
    message,
    { key: Buffer.from(concatBytes(ED25519_PREFIX, publicKey)), format: 'der', type: 'spki' },
    signature,
  );

const documentName = (text: string) => {
  const name = asDocumentName(text);
  if (name === null) throw new Error(text);
  return name;
};

function setup() {
  const owner = makeDevice();
  const genesis = writePart({
    command: 'createShop',
    entries: [{ kind: 'genesis', publicKey: toBase64url(owner.publicKey) }],
  });
  const shop: ShopId = shopIdOf(sha256, genesis);
  const judge = new LenientJudge();
  const make = () =>
    new ShopReplica({
      shop,
      sha256,
      judge: new LenientJudge(),
      level: 1,
      text: PURE_TEXT,
      readAction: (entry) => entry as never,
      checkPart: (_document, part) => part.entries.every((entry) => entry.kind !== 'bad'),
    });
  const feed = feedIdOf(owner.device, 'epoch001');
  const start: FeedState = {
    feed,
    seq: 0,
    head: chainStart(sha256, shop, feed),
    time: 0,
    totals: { commits: 0, bytes: 0 },
  };
  const write = (state: FeedState, draft: Partial<DraftCommit>, by = owner) => {
    const built = buildCommit(sha256, state, {
      shop,
      command: 'test',
      level: 1,
      app: 'test',
      time: state.time + 1,
      uses: [],
      deps: [],
      parts: [{ document: documentName('catalogue'), entries: [{ kind: 'new' }], salt: null }],
      ...draft,
    });
    if (!built.ok) throw new Error(built.error.what);
    return {
      commit: sealed(built.value, by.sign(built.value.message)),
      state: built.value.state,
      hash16: built.value.hash16,
    };
  };
  const first = write(start, {
    command: 'createShop',
    parts: [
      {
        document: documentName('policy'),
        entries: [{ kind: 'genesis', publicKey: toBase64url(owner.publicKey) }],
        salt: null,
      },
    ],
  });
  return { owner, shop, judge, make, feed, start, write, first };
}

const unsealed = (commit: WireCommit): WireCommit => ({ ...commit, seal: null });

describe('a replica takes commits in causal order', () => {
  it('REPLICA-1 REPLICA-6 nothing before the genesis, and a missing predecessor is named', () => {
    const { make, write, first, feed } = setup();
    const second = write(first.state, {});
    const third = write(second.state, {});
    const replica = make();
    expect(replica.accept(third.commit, NOW)).toMatchObject({ kind: 'not-taken', code: 'missing' });
    expect(replica.size).toBe(0);
    expect(replica.accept(first.commit, NOW).kind).toBe('taken');
    expect(replica.accept(third.commit, NOW)).toMatchObject({ code: 'missing', missing: { feed, seq: 2 } });
    expect(replica.accept(second.commit, NOW).kind).toBe('taken');
    expect(replica.accept(third.commit, NOW).kind).toBe('taken');
    expect(replica.frontier()).toMatchObject([{ feed, seq: 3, hash16: third.hash16 }]);
  });

  it('REPLICA-2 a dep with another hash is missing', () => {
    const { make, write, first, feed } = setup();
    const replica = make();
    replica.accept(first.commit, NOW);
    const guess = write(first.state, { deps: [{ feed, seq: 1, hash16: 'A'.repeat(22) }] });
    expect(replica.accept(guess.commit, NOW)).toMatchObject({ kind: 'not-taken', code: 'missing' });
  });

  it('REPLICA-3 offered again it is known, and brings a part that was absent', () => {
    const { make, write, first } = setup();
    const second = write(first.state, {});
    const replica = make();
    replica.accept(first.commit, NOW);
    const bare = { ...second.commit, parts: [null] };
    expect(replica.accept(bare, NOW)).toMatchObject({ kind: 'taken', parts: [{ state: 'absent' }] });
    expect(replica.accept(second.commit, NOW)).toMatchObject({ kind: 'known', parts: [{ state: 'present' }] });
    expect(replica.size).toBe(2);
  });

  it('REPLICA-4 a part with a wrong hash is absent, with a wrong shape malformed; the commit stands', () => {
    const { make, write, first } = setup();
    const replica = make();
    replica.accept(first.commit, NOW);
    const bad = write(first.state, {
      parts: [{ document: documentName('catalogue'), entries: [{ kind: 'bad' }], salt: null }],
    });
    expect(replica.accept(bad.commit, NOW)).toMatchObject({ kind: 'taken', parts: [{ state: 'malformed' }] });
    const next = write(bad.state, {});
    const swapped = { ...next.commit, parts: ['{"c":"x","e":[{"kind":"new"}]}'] };
    expect(replica.accept(swapped, NOW)).toMatchObject({ kind: 'taken', parts: [{ state: 'absent' }] });
  });

  it('REPLICA-5 policy and listing parts are never absent', () => {
    const { make, write, first } = setup();
    const replica = make();
    expect(replica.accept({ ...first.commit, parts: [null] }, NOW)).toMatchObject({
      kind: 'not-taken',
      code: 'missing',
    });
    replica.accept(first.commit, NOW);
    const listing = write(first.state, {
      parts: [{ document: documentName('listing/2026-11'), entries: [listEntry([])], salt: null }],
    });
    expect(replica.accept({ ...listing.commit, parts: [null] }, NOW)).toMatchObject({ code: 'missing' });
    expect(replica.accept(listing.commit, NOW).kind).toBe('taken');
    expect(readListing([{ kind: 'list', of: [['x', 1, 'y']] }])).toBeNull();
  });

  it('REPLICA-10 too early or of a higher level is not taken yet', () => {
    const { make, write, first } = setup();
    const replica = make();
    replica.accept(first.commit, NOW);
    const early = write(first.state, { time: (NOW + 6 * 60_000) * 1000 });
    expect(replica.accept(early.commit, NOW)).toEqual({ kind: 'not-taken', code: 'early' });
    expect(replica.accept(early.commit, NOW + 60_000).kind).toBe('taken');
    const higher = write(early.state, { level: 2 });
    expect(replica.accept(higher.commit, NOW + 60_000)).toEqual({ kind: 'not-taken', code: 'level' });
  });

  it('REPLICA-11 an unreadable header is refused', () => {
    const { make, first } = setup();
    const replica = make();
    expect(replica.accept({ ...first.commit, header: '{"v":9}' }, NOW)).toEqual({ kind: 'refused', code: 'malformed' });
  });

  it('REPLICA-12 small-order and non-canonical keys are nobody', () => {
    const { make } = setup();
    const replica = make();
    expect(replica.introduce(new Uint8Array(32))).toBeNull();
    expect(replica.introduce(new Uint8Array(32).fill(255))).toBeNull();
    expect(replica.introduce(makeDevice().publicKey)).toHaveLength(24);
  });

  it('REPLICA-13 totals continue and limits hold before anything is signed', () => {
    const { write, first } = setup();
    const second = write(first.state, {});
    expect(readHeader(second.commit.header)?.totals.commits).toBe(2);
    const many = Array.from({ length: 1001 }, () => ({ kind: 'new' }));
    const parts = [{ document: documentName('catalogue'), entries: many, salt: null }];
    expect(() => write(first.state, { parts })).toThrow('entries');
  });
});

describe('nothing has an effect without a verified seal', () => {
  it('REPLICA-7 one seal vouches for a run; a changed header in its middle breaks it', async () => {
    const { make, write, first } = setup();
    const second = write(first.state, {});
    const third = write(second.state, {});
    const replica = make();
    const { owner } = { owner: first };
    expect(owner).toBeDefined();
    replica.accept(first.commit, NOW);
    const run = [unsealed(second.commit), third.commit];
    const bent = [
      { ...unsealed(second.commit), header: second.commit.header.replace('"a":"test"', '"a":"evil"') },
      third.commit,
    ];
    expect((await authenticateRun(replica, bent, verify)).kind).toBe('bad');
    const check = await authenticateRun(replica, run, verify);
    expect(check.kind).toBe('good');
    if (check.kind === 'good')
      expect(replica.acceptRun(check.run, NOW).map((one) => one.kind)).toEqual(['taken', 'taken']);
    expect(replica.drain().map((effect) => effect.seq)).toEqual([1, 2, 3]);
  });

  it('REPLICA-8 taken early, drained only after its seal was confirmed', () => {
    const { make, write, first, feed } = setup();
    const replica = make();
    replica.accept(first.commit, NOW);
    const second = write(first.state, {});
    replica.accept(unsealed(second.commit), NOW);
    expect(replica.drain()).toEqual([]);
    expect(replica.unsealed()).toMatchObject([{ feed, seq: 1 }]);
    replica.confirm(feed, 1);
    expect(replica.drain().map((effect) => effect.seq)).toEqual([1]);
    expect(replica.beyondGoodSeal(feed)).toEqual([1]);
  });

  it('REPLICA-9 a fork comes in only authenticated, and both branches stay', async () => {
    const { make, write, first, feed } = setup();
    const replica = make();
    replica.accept(first.commit, NOW);
    const one = write(first.state, {});
    const two = write(first.state, { app: 'other' });
    const three = write(two.state, {});
    replica.accept(one.commit, NOW);
    expect(replica.accept(two.commit, NOW)).toEqual({ kind: 'needs-seal' });
    const check = await authenticateRun(replica, [two.commit, three.commit], verify);
    if (check.kind !== 'good') throw new Error(check.kind);
    expect(replica.acceptRun(check.run, NOW).map((answer) => answer.kind)).toEqual(['taken', 'taken']);
    expect(replica.feed(feed)?.at(2)).toHaveLength(2);
    expect(replica.find(feed, 3, three.hash16)).not.toBeNull();
    expect(hash16Of(replica.headOf(feed).head)).toBeDefined();
  });
});

describe('header texts', () => {
  it('REPLICA-13 are written once and read back the same', () => {
    const { first } = setup();
    const header = readHeader(first.commit.header);
    expect(header).not.toBeNull();
    if (header !== null) expect(writeHeader(header)).toBe(first.commit.header);
  });
});
