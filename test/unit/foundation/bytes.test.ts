import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  concatBytes,
  equalBytes,
  fromBase64url,
  fromHex,
  fromUtf8,
  isWellFormed,
  toBase64url,
  toHex,
  utf8,
  utf8Length,
} from '../../../shared/foundation/bytes.ts';

const seed = 20_261_125;
const wellFormed = fc.string({ unit: 'grapheme' }).filter((text) => text.isWellFormed());

describe('base64url', () => {
  test('is what the platform writes, and comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const text = toBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(fromBase64url(text)).toEqual(bytes);
      }),
      { seed },
    );
  });

  test.each(['A', 'AB=', 'A B', 'AB\n', 'A+/', 'AB', 'AAB', 'ÄÄ', 'AAA='])('refuses a second spelling: %j', (text) => {
    expect(fromBase64url(text)).toBeNull();
  });

  test('no text but the one written reads as the same bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABCabc019-_=+/ '), maxLength: 8 }), (text) => {
        const bytes = fromBase64url(text);
        if (bytes !== null) expect(toBase64url(bytes)).toBe(text);
      }),
      { seed, numRuns: 500 },
    );
  });
});

describe('UTF-8', () => {
  test('is what the platform writes, and comes back', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        const bytes = utf8(text);
        expect(bytes).toEqual(new TextEncoder().encode(text));
        expect(utf8Length(text)).toBe(bytes.length);
        expect(fromUtf8(bytes)).toBe(text);
      }),
      { seed },
    );
  });

  test('agrees with the platform on what is malformed', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0x41, 0x80, 0xbf, 0xc0, 0xc2, 0xe0, 0xa0, 0xed, 0xef, 0xf0, 0x90, 0xf4, 0xf8, 0xff), {
          maxLength: 6,
        }),
        (codes) => {
          const bytes = Uint8Array.from(codes);
          let wanted: string | null;
          try {
            wanted = decoder.decode(bytes);
          } catch {
            wanted = null;
          }
          expect(fromUtf8(bytes)).toBe(wanted);
        },
      ),
      { seed, numRuns: 1000 },
    );
  });

  test('keeps a byte-order mark: dropping it would give one text two encodings', () => {
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe('\ufeffA');
  });

  test('a lone surrogate has no UTF-8 form', () => {
    for (const text of ['\ud800', 'a\udc00', '\ud800a', '\udc00\ud800']) {
      expect(isWellFormed(text)).toBe(false);
      expect(() => utf8(text)).toThrow(RangeError);
    }
    expect(isWellFormed('𠮷祥')).toBe(true);
  });
});

test('hexadecimal is lower case, whole bytes, and nothing else', () => {
  expect(toHex(Uint8Array.of(0, 15, 255))).toBe('000fff');
  expect(fromHex('000fff')).toEqual(Uint8Array.of(0, 15, 255));
  for (const text of ['0', '0F', 'zz', '0x', ' 0']) expect(fromHex(text)).toBeNull();
});

test('pieces are joined in order and compared byte for byte', () => {
  expect(concatBytes(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3));
  expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
  expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
  expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
});
