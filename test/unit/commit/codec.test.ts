/** Bytes of commits: golden vectors for ever, and whatever a stranger may send. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chainNext, chainStart, hashTextOf } from '../../../shared/commit/chain.ts';
import {
  ByteReader,
  ByteWriter,
  MalformedBytes,
  orNull,
  readCommit,
  type WireCommit,
  writeCommit,
} from '../../../shared/commit/codec.ts';
import { readHeader } from '../../../shared/commit/header.ts';
import { LIMITS } from '../../../shared/commit/limits.ts';
import { sealMessage } from '../../../shared/commit/seal.ts';
import { fromHex, toHex, utf8 } from '../../../shared/foundation/bytes.ts';
import type { FeedId, ShopId } from '../../../shared/foundation/ids.ts';

interface GoldenCommit {
  readonly commit: {
    readonly feed: FeedId;
    readonly seq: number;
    readonly header: string;
    readonly parts: readonly (string | null)[];
    readonly seal: string | null;
  };
  readonly bytes: string;
  readonly head: string;
  readonly sealMessage: string;
}
const golden: { readonly shop: ShopId; readonly chainStart: string; readonly commits: readonly GoldenCommit[] } =
  JSON.parse(readFileSync(new URL('golden.json', import.meta.url), 'utf8'));
const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);
const read = (bytes: Uint8Array): WireCommit | null =>
  orNull(() => {
    const reader = new ByteReader(bytes);
    const commit = readCommit(reader);
    reader.end();
    return commit;
  });

describe('golden vectors', () => {
  test.each(golden.commits.map((row) => [row.commit.seq, row] as const))(
    'COMMIT-10 commit %i has these bytes',
    (_seq, row) => {
      const commit = { ...row.commit, seal: row.commit.seal === null ? null : bytesOf(row.commit.seal) };
      expect(toHex(writeCommit(new ByteWriter(), commit).finish())).toBe(row.bytes);
      expect(read(bytesOf(row.bytes))).toEqual(commit);
      expect(readHeader(row.commit.header)).not.toBeNull();
    },
  );

  test('COMMIT-11 COMMIT-12 the chain and the sealed messages are these', () => {
    const [first] = golden.commits;
    if (first === undefined) throw new Error('no vectors');
    let head = chainStart(sha256, golden.shop, first.commit.feed);
    expect(hashTextOf(head)).toBe(golden.chainStart);
    for (const { commit, head: wanted, sealMessage: message } of golden.commits) {
      head = chainNext(sha256, head, utf8(commit.header));
      expect(hashTextOf(head)).toBe(wanted);
      expect(toHex(sealMessage(golden.shop, commit.feed, commit.seq, head))).toBe(message);
    }
  });
});

describe('strict bytes', () => {
  test('COMMIT-13 a number has one form: the shortest, up to 2^53 − 1', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (n) => {
        const bytes = new ByteWriter().varint(n).finish();
        expect(new ByteReader(bytes).varint()).toBe(n);
      }),
      { seed: 20_261_125 },
    );
    for (const hex of ['8000', 'ff00', '80808000', 'ffffffffffffff10', 'ffffffffffffffff7f', '80']) {
      expect(orNull(() => new ByteReader(bytesOf(hex)).varint())).toBeNull();
    }
    expect(() => new ByteWriter().varint(2 ** 53)).toThrow(RangeError);
    expect(() => new ByteWriter().varint(-1)).toThrow(RangeError);
  });

  test('COMMIT-13 every commit has one spelling: damage is refused or reads as what it then says', () => {
    const good = bytesOf(golden.commits[1]?.bytes ?? '');
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bad = good.slice();
        bad[at] = (bad[at] ?? 0) ^ flip;
        const commit = read(bad);
        if (commit !== null) expect(writeCommit(new ByteWriter(), commit).finish()).toEqual(bad);
      }),
      { seed: 20_261_125, numRuns: 1000 },
    );
  });

  test('COMMIT-13 every truncation is refused, and so is a byte too many', () => {
    const good = bytesOf(golden.commits[1]?.bytes ?? '');
    for (let length = 0; length < good.length; length++) expect(read(good.subarray(0, length))).toBeNull();
    expect(read(Uint8Array.from([...good, 0]))).toBeNull();
  });

  test('COMMIT-14 what is announced too large is refused before it is read', () => {
    const announce = (header: number): Uint8Array =>
      new ByteWriter()
        .text('A'.repeat(24).concat('.', 'B'.repeat(8)))
        .varint(1)
        .varint(header)
        .finish();
    expect(read(announce(LIMITS.headerBytes + 1))).toBeNull();
    const commit = { feed: 'A'.repeat(24).concat('.', 'B'.repeat(8)) as FeedId, seq: 1, header: '{}', seal: null };
    const part = 'x'.repeat(LIMITS.partBytes);
    expect(read(writeCommit(new ByteWriter(), { ...commit, parts: [`${part}x`] }).finish())).toBeNull();
    expect(
      read(writeCommit(new ByteWriter(), { ...commit, parts: [part, part, part, part, part] }).finish()),
    ).toBeNull();
    const many = Array.from({ length: LIMITS.parts + 1 }, () => null);
    expect(read(writeCommit(new ByteWriter(), { ...commit, parts: many }).finish())).toBeNull();
    expect(read(writeCommit(new ByteWriter(), { ...commit, seq: 0, parts: [] }).finish())).toBeNull();
  });

  test('COMMIT-13 malformed UTF-8 is refused; a programming error is not swallowed', () => {
    const bytes = new ByteWriter()
      .text('AAAAAAAAAAAAAAAAAAAAAAAA.BBBBBBBB')
      .varint(1)
      .bytes(Uint8Array.of(0xc0, 0x80))
      .finish();
    expect(read(bytes)).toBeNull();
    expect(() =>
      orNull(() => {
        throw new TypeError('a mistake');
      }),
    ).toThrow(TypeError);
    expect(() => new ByteReader(Uint8Array.of(1)).end()).toThrow(MalformedBytes);
  });
});
