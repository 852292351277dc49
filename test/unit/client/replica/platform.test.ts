import { describe, expect, it } from 'vitest';
import { browserPlatform } from '../../../../client/replica/platform.ts';
import { chainHash, hashText, nodeText } from '../../../../relay/platform/node-crypto.ts';
import { ByteReader, ByteWriter, MalformedBytes } from '../../../../shared/commit/codec.ts';

/** Around every length at which another way is taken, in letters of one, two, three and four bytes. */
const TEXTS = ['', 'a', '绿茶', '😀', 'é'].flatMap((letter) =>
  [1, 42, 43, 61, 62, 63, 125, 126, 127, 400, 16_384, 70_000].map((count) => `"${letter.repeat(count)}"`),
);

describe('what a browser hashes and spells', () => {
  it('is what the relay hashes, whatever its length and letters', async () => {
    const platform = await browserPlatform();
    const head = new Uint8Array(32).fill(7);
    for (const text of TEXTS) {
      expect(platform.hashText(text)).toBe(hashText(text));
      expect(platform.measureText(text)).toEqual({ hash: hashText(text), bytes: Buffer.byteLength(text) });
      expect(platform.chainHash(head, text)).toEqual(chainHash(head, text));
    }
  });

  it('is written as the pure code writes it, and read again one by one and in one go', async () => {
    const { text } = await browserPlatform();
    const [quick, plain] = [new ByteWriter(text), new ByteWriter()];
    for (const one of TEXTS) {
      quick.byte(1).text(one);
      plain.byte(1).text(one);
    }
    const bytes = quick.finish();
    expect(bytes).toEqual(plain.finish());
    for (const reader of [new ByteReader(bytes, text), new ByteReader(bytes, text).manyTexts()]) {
      for (const one of TEXTS) {
        reader.byte();
        expect(reader.text(1 << 20)).toBe(one);
      }
      reader.end();
    }
  });

  it('bytes that are no UTF-8, and texts cut short, are malformed either way', async () => {
    const { text } = await browserPlatform();
    for (const bytes of [Uint8Array.of(2, 0xc3, 0x28), Uint8Array.of(3, 0x61, 0x62), Uint8Array.of(0x81, 0)]) {
      expect(() => new ByteReader(bytes, text).text(100)).toThrow(MalformedBytes);
      expect(() => new ByteReader(bytes, text).manyTexts().text(100)).toThrow(MalformedBytes);
      expect(() => new ByteReader(bytes, nodeText).text(100)).toThrow(MalformedBytes);
    }
  });

  it('half a letter is written as the platform writes it', async () => {
    const { text } = await browserPlatform();
    expect(new ByteWriter(text).text('a\ud800b').finish()).toEqual(new ByteWriter(nodeText).text('a\ud800b').finish());
  });
});
