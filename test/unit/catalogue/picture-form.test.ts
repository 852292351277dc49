/** What a file claims to be, before anything decodes it. */
import { describe, expect, test } from 'vitest';
import { fitInto, isBearable, LARGE_PIXELS, pictureForm } from '../../../shared/catalogue/picture-form.ts';

const bytesOf = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((one) => one.charCodeAt(0)) : part)),
  );
const big = (value: number, length: number): number[] =>
  Array.from({ length }, (_, i) => Math.floor(value / 256 ** (length - 1 - i)) % 256);
const png = (width: number, height: number): Uint8Array =>
  bytesOf([0x89], 'PNG\r\n', [0x1a, 0x0a], big(13, 4), 'IHDR', big(width, 4), big(height, 4), [8, 6, 0, 0, 0]);
const jpeg = (width: number, height: number): Uint8Array =>
  bytesOf(
    [0xff, 0xd8, 0xff, 0xe1],
    big(8, 2),
    'Exif\0\0',
    [0xff, 0xc0],
    big(17, 2),
    [8],
    big(height, 2),
    big(width, 2),
    [3, 0, 0, 0, 0],
  );
const webp = (chunk: string, ...rest: readonly (readonly number[])[]): Uint8Array =>
  bytesOf('RIFF', [0, 0, 0, 0], 'WEBP', chunk, [0, 0, 0, 0], ...rest, new Array<number>(20).fill(0));

describe('forms', () => {
  test('PNG, JPEG behind its segments, three kinds of WebP', () => {
    expect(pictureForm(png(640, 480))).toEqual({ type: 'image/png', width: 640, height: 480 });
    expect(pictureForm(jpeg(1600, 900))).toEqual({ type: 'image/jpeg', width: 1600, height: 900 });
    expect(pictureForm(webp('VP8X', [0, 0, 0, 0], [0x3f, 6, 0], [0x83, 3, 0]))).toMatchObject({
      width: 1600,
      height: 900,
    });
    expect(pictureForm(webp('VP8L', [0x2f], [0x3f, 0xc6, 0xe0, 0]))).toMatchObject({ width: 1600, height: 900 });
    expect(pictureForm(webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a], [0x40, 6], [0x84, 3]))).toMatchObject({
      width: 1600,
      height: 900,
    });
  });

  test('pages, scripts, other pictures, cut files and nothing at all are none', () => {
    const texts = [
      '<svg xmlns="x" onload="x">',
      '<html>',
      'GIF89a\x01\0\x01\0',
      '%PDF-1.7',
      '',
      '\x89PNG',
      'RIFF\0\0\0\0WEBPVP8X',
    ];
    expect(texts.map((text) => pictureForm(bytesOf(text)))).toEqual(texts.map(() => null));
    expect(pictureForm(jpeg(1600, 900).subarray(0, 12))).toBeNull();
    expect(pictureForm(bytesOf([0xff, 0xd8, 0xff, 0xe1, 0, 0, 0, 0, 0, 0, 0, 0]))).toBeNull();
    expect(pictureForm(png(0, 10))).toBeNull();
  });

  test('a bomb of 30,000 × 30,000 in a small file is not borne', () => {
    expect(isBearable(pictureForm(png(30_000, 30_000)), LARGE_PIXELS)).toBe(false);
    expect(isBearable(pictureForm(png(0x7fff_ffff, 1)), LARGE_PIXELS)).toBe(false);
    expect(isBearable(pictureForm(jpeg(1600, 900)), LARGE_PIXELS)).toBe(true);
    expect(isBearable(null, LARGE_PIXELS)).toBe(false);
  });

  test('fitted into a square in proportion, never enlarged, never below one pixel', () => {
    expect(fitInto({ width: 4000, height: 3000 }, 1600)).toEqual({ width: 1600, height: 1200 });
    expect(fitInto({ width: 100, height: 50 }, 240)).toEqual({ width: 100, height: 50 });
    expect(fitInto({ width: 100_000, height: 3 }, 240)).toEqual({ width: 240, height: 1 });
  });
});
