/** The quick way and the long way of reading a header agree about every text (shared/commit/SPEC.md). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnyHeader, readHeader, writeHeader } from '../../shared/commit/header.ts';
import { readPlainHeader } from '../../shared/commit/plain-header.ts';
import { asDocumentName, asFeedId, asHashText } from '../../shared/foundation/ids.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
const letters = (length: number) =>
  fc.array(fc.constantFrom(...LETTERS), { minLength: length, maxLength: length }).map((all) => all.join(''));
const sure = <T>(value: T | null): T => {
  if (value === null) throw new Error('a generated id is none');
  return value;
};
const feed = fc.tuple(letters(24), letters(8)).map(([device, epoch]) => sure(asFeedId(`${device}.${epoch}`)));
const document = fc.constantFrom('policy', 'catalogue', 'cash/abcdefgh/2026-09', 'stock/abcdefgh/abcdefgh/2026-09');
const count = fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));
const part = fc.record({
  document: document.map((name) => sure(asDocumentName(name))),
  entries: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 300 }) }, fc.integer({ min: 0, max: 1001 })),
  hash: letters(43).map((text) => sure(asHashText(text))),
});
const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('posSale.add@abcdefgh', '1.0.0', '],"d":[', 'proto') },
  fc.string({ unit: 'binary', maxLength: 50 }),
);
const header = fc.record(
  {
    version: fc.constantFrom(1, 1, 1, 2),
    level: count,
    app: text,
    time: count,
    uses: fc.array(text, { maxLength: 4 }),
    deps: fc.array(fc.record({ feed, seq: count, hash16: letters(22) }), { maxLength: 3 }),
    totals: fc.record({ commits: count, bytes: count }),
    parts: fc.array(part, { maxLength: 4 }),
    batch: text,
  },
  { requiredKeys: ['version', 'level', 'app', 'time', 'uses', 'deps', 'totals', 'parts'] },
);
/** Something put in place of a few characters. */
const edit = fc.record({
  at: fc.nat(600),
  cut: fc.nat(3),
  put: fc.constantFrom('', '"', ',', ']', '[', '0', '-', '9', '.', 'e', '\\', ' ', '{', '}', 'é', '\ud800', '\u0000'),
});

describe('a header read the quick way', () => {
  it('COMMIT-3 COMMIT-6 is what the long way reads, also when somebody has meddled with the text', () => {
    fc.assert(
      fc.property(header, fc.array(edit, { maxLength: 2 }), (value, edits) => {
        let meddled = writeHeader(value);
        for (const { at, cut, put } of edits) {
          const place = at % (meddled.length + 1);
          meddled = meddled.slice(0, place) + put + meddled.slice(place + cut);
        }
        expect(readHeader(meddled)).toEqual(readAnyHeader(meddled));
      }),
      { seed: 20261125, numRuns: 3000 },
    );
  });

  it('COMMIT-3 is the way of every header as a shop writes it', () => {
    const cash = sure(asDocumentName('cash/abcdefgh/2026-09'));
    const written = {
      version: 1,
      level: 1,
      app: '1.0.0',
      time: 1_790_000_000_000_000,
      uses: ['posSale.add@abcdefgh', 'posSale.discount≤300@abcdefgh'],
      deps: [{ feed: sure(asFeedId(`${'A'.repeat(24)}.${'B'.repeat(8)}`)), seq: 3, hash16: 'x'.repeat(22) }],
      totals: { commits: 7, bytes: 2048 },
      parts: [{ document: cash, entries: 2, hash: sure(asHashText('h'.repeat(43))) }],
    };
    expect(readPlainHeader(writeHeader(written))).toEqual(written);
    expect(readPlainHeader(writeHeader({ ...written, batch: 'b1' }))).toEqual({ ...written, batch: 'b1' });
  });
});
