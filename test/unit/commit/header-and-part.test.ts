/** Headers, parts and the JSON that strangers write (shared/commit/SPEC.md). */
import { describe, expect, test } from 'vitest';
import { framedHeader, type Header, headerFrame, readHeader, writeHeader } from '../../../shared/commit/header.ts';
import { parseJsonText } from '../../../shared/commit/json-text.ts';
import { LIMITS } from '../../../shared/commit/limits.ts';
import { readPart, writePart } from '../../../shared/commit/part.ts';
import type { DocumentName, FeedId, HashText } from '../../../shared/foundation/ids.ts';

const FEED = 'AAAAAAAAAAAAAAAAAAAAAAAA.BBBBBBBB' as FeedId;
const HASH = 'h'.repeat(43) as HashText;
const header = {
  version: 1,
  level: 1,
  app: '0.1.0',
  time: 1_790_000_000_000_000,
  uses: ['sales.add@branch-1'],
  deps: [{ feed: FEED, seq: 3, hash16: 'x'.repeat(22) }],
  totals: { commits: 7, bytes: 2048 },
  parts: [{ document: 'catalogue' as DocumentName, entries: 2, hash: HASH }],
} as const;
const plain = JSON.parse(writeHeader(header));
const changed = (change: Record<string, unknown>): string => JSON.stringify({ ...plain, ...change });

describe('header', () => {
  test('COMMIT-1 comes back as it was written, with and without a batch', () => {
    expect(readHeader(writeHeader(header))).toEqual(header);
    expect(readHeader(writeHeader({ ...header, batch: 'b1' }))).toEqual({ ...header, batch: 'b1' });
  });

  test('put together from its shape and what is its own it is the same text', () => {
    const [part] = header.parts;
    const [dep] = header.deps;
    if (part === undefined || dep === undefined) throw new Error('a header without parts or deps');
    const others: readonly Header[] = [
      { ...header, batch: 'a "batch"\\\n' },
      { ...header, app: '合仓 "0.1"\u2028', uses: ['a.b≤1@*', '"'] },
      { ...header, uses: [], deps: [], parts: [] },
      { ...header, deps: [dep, dep], parts: [part, part, part] },
    ];
    for (const one of [header, ...others]) {
      const hashes = one.parts.map(({ hash }) => hash);
      expect(framedHeader(headerFrame(one), { ...one, hashes })).toBe(writeHeader(one));
    }
  });

  test('COMMIT-2 an unknown field is no fault: later versions may add some', () => {
    expect(readHeader(changed({ z: [1] }))).toEqual(header);
  });

  test.each([
    ['another version', { v: 2 }],
    ['level 0', { l: 0 }],
    ['a time that is no number', { t: '1' }],
    ['a time with a fraction', { t: 1.5 }],
    ['time 0', { t: 0 }],
    ['a time beyond 2^53', { t: 2 ** 53 }],
    ['an app version too long', { a: 'x'.repeat(LIMITS.appLength + 1) }],
    ['uses that are no texts', { u: [1] }],
    ['an empty use', { u: [''] }],
    ['a use too long', { u: ['x'.repeat(LIMITS.useLength + 1)] }],
    ['too many uses', { u: Array.from({ length: LIMITS.uses + 1 }, () => 'a.b@*') }],
    ['no totals', { n: undefined }],
    ['three totals', { n: [1, 2, 3] }],
    ['no commits yet', { n: [0, 0] }],
    ['a dep without hash', { d: [[FEED, 3]] }],
    ['a dep of no feed', { d: [['feed', 3, 'x'.repeat(22)]] }],
    ['a dep at seq 0', { d: [[FEED, 0, 'x'.repeat(22)]] }],
    ['a dep with a hash of 32 bytes', { d: [[FEED, 3, HASH]] }],
    ['too many deps', { d: Array.from({ length: LIMITS.deps + 1 }, () => [FEED, 3, 'x'.repeat(22)]) }],
    ['a part without entries', { p: [['catalogue', 0, HASH]] }],
    ['a part of no document', { p: [['cat alogue', 1, HASH]] }],
    [
      'one document twice',
      {
        p: [
          ['catalogue', 1, HASH],
          ['catalogue', 1, HASH],
        ],
      },
    ],
    ['too many parts', { p: Array.from({ length: LIMITS.parts + 1 }, (_, i) => [`d${i}`, 1, HASH]) }],
    [
      'more than 1,000 entries',
      {
        p: [
          ['a', 600, HASH],
          ['b', 401, HASH],
        ],
      },
    ],
    ['an empty batch', { b: '' }],
    ['a batch that is no text', { b: 1 }],
  ])('COMMIT-3 malformed: %s', (_name, change) => {
    expect(readHeader(changed(change))).toBeNull();
  });

  test('COMMIT-3 malformed: no object, no JSON, too long', () => {
    for (const text of ['', 'null', '[]', '"x"', '{', `${writeHeader(header)} x`]) expect(readHeader(text)).toBeNull();
    expect(readHeader(changed({ z: 'x'.repeat(LIMITS.headerBytes) }))).toBeNull();
  });
});

describe('part', () => {
  const entries = [{ kind: 'movement', quantity: 5 }];
  test('COMMIT-4 comes back as it was written, salted or not; unknown fields are kept', () => {
    expect(readPart(writePart({ command: 'sell', entries }))).toEqual({ command: 'sell', entries });
    const salt = 'A'.repeat(22);
    expect(readPart(writePart({ salt, command: 'sell', entries }))).toEqual({ salt, command: 'sell', entries });
    expect(readPart('{"c":"x","e":[{"kind":"k","later":[1]}],"z":1}')?.entries).toEqual([{ kind: 'k', later: [1] }]);
  });

  test.each([
    ['{"c":"x","e":[]}', 'no entries'],
    ['{"e":[{"kind":"k"}]}', 'no command'],
    ['{"c":"","e":[{"kind":"k"}]}', 'an empty command'],
    ['{"c":"x","e":[{}]}', 'an entry without kind'],
    ['{"c":"x","e":[{"kind":""}]}', 'an empty kind'],
    ['{"c":"x","e":[5]}', 'an entry that is no object'],
    ['{"s":"short","c":"x","e":[{"kind":"k"}]}', 'a salt of another length'],
    ['{"s":1,"c":"x","e":[{"kind":"k"}]}', 'a salt that is no text'],
  ])('COMMIT-5 malformed: %s (%s)', (text) => {
    expect(readPart(text)).toBeNull();
  });

  test('COMMIT-5 COMMIT-7 malformed: more than 1,000 entries, or more bytes than a part may have', () => {
    const many = Array.from({ length: LIMITS.entries + 1 }, () => ({ kind: 'k' }));
    expect(readPart(JSON.stringify({ c: 'x', e: many }))).toBeNull();
    const long = JSON.stringify({ c: 'x', e: [{ kind: 'k', text: '汉'.repeat(LIMITS.partBytes / 2) }] });
    expect(long.length).toBeLessThan(LIMITS.partBytes);
    expect(readPart(long)).toBeNull();
  });
});

describe('COMMIT-6 JSON from strangers', () => {
  test.each([
    ['{"__proto__":{"a":1}}', 'a prototype'],
    ['{"a":{"constructor":1}}', 'a constructor'],
    ['{"a":[{"prototype":1}]}', 'a prototype deep inside'],
    ['{"\\u005f\\u005fproto\\u005f\\u005f":1}', 'an escaped prototype'],
    ['{"a":1.5}', 'a fraction'],
    ['{"a":-0}', 'minus zero'],
    ['{"a":9007199254740993}', 'a number that would be another one'],
    ['{"a":1e400}', 'infinity'],
    ['{"a":"\\ud800"}', 'a lone surrogate'],
    ['{"\\udc00":1}', 'a lone surrogate as key'],
    ['{"a":NaN}', 'no JSON'],
    ['{"a":1,}', 'a trailing comma'],
    ['\ufeff{"a":1}', 'a byte-order mark'],
    ['null', 'nothing'],
  ])('COMMIT-6 refused: %s (%s)', (text) => {
    expect(parseJsonText(text, 1000)).toBeNull();
  });

  test('COMMIT-6 nesting beyond 16 is refused before anything is parsed; brackets in texts are no nesting', () => {
    const deep = (n: number): string => `${'['.repeat(n)}${']'.repeat(n)}`;
    expect(parseJsonText(deep(16), 1e6)).not.toBeNull();
    expect(parseJsonText(deep(17), 1e6)).toBeNull();
    expect(parseJsonText(deep(100_000), 1e6)).toBeNull();
    expect(parseJsonText(`{"a":"${'[{'.repeat(50)}\\"[["}`, 1e6)).not.toBeNull();
  });

  test('COMMIT-6 of a key that stands twice the last counts, everywhere the same; nothing of it reaches a prototype', () => {
    const value = parseJsonText('{"a":1,"a":2}', 100);
    expect(value).toEqual({ a: 2 });
    expect(({} as { a?: number }).a).toBeUndefined();
  });
});
