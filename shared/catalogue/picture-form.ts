/**
 * What a file claims to be, read from its head: only pictures of a known form and a bearable size are ever decoded.
 * 30,000 × 30,000 pixels fit into a few kilobytes of PNG and into 3.6 GB of memory, so the size is looked at first.
 */

export interface PictureForm {
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly width: number;
  readonly height: number;
}

/** `null` for everything that is no JPEG, PNG or WebP, or says no size. */
export function pictureForm(bytes: Uint8Array): PictureForm | null {
  return readJpeg(bytes) ?? readPng(bytes) ?? readWebp(bytes);
}

function sized(type: PictureForm['type'], width: number, height: number): PictureForm | null {
  return width > 0 && height > 0 ? { type, width, height } : null;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** The first chunk must be IHDR. */
function readPng(bytes: Uint8Array): PictureForm | null {
  if (!PNG.every((byte, i) => bytes[i] === byte) || ascii(bytes, 12, 4) !== 'IHDR') return null;
  return sized('image/png', big(bytes, 16, 4), big(bytes, 20, 4));
}

/** Segments up to the frame header (SOF), which says the size. */
function readJpeg(bytes: Uint8Array): PictureForm | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return sized('image/jpeg', big(bytes, at + 7, 2), big(bytes, at + 5, 2));
    const length = big(bytes, at + 2, 2);
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}

/** Lossy (VP8), lossless (VP8L) and extended (VP8X). */
function readWebp(bytes: Uint8Array): PictureForm | null {
  if (ascii(bytes, 0, 4) !== 'RIFF' || ascii(bytes, 8, 4) !== 'WEBP' || bytes.length < 30) return null;
  switch (ascii(bytes, 12, 4)) {
    case 'VP8 ':
      return sized('image/webp', little(bytes, 26, 2) & 0x3fff, little(bytes, 28, 2) & 0x3fff);
    case 'VP8L': {
      const packed = little(bytes, 21, 4);
      return sized('image/webp', (packed & 0x3fff) + 1, (Math.floor(packed / 0x4000) & 0x3fff) + 1);
    }
    case 'VP8X':
      return sized('image/webp', little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1);
    default:
      return null;
  }
}

function ascii(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

function big(bytes: Uint8Array, from: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 256 + (bytes[from + i] ?? 0);
  return value;
}

function little(bytes: Uint8Array, from: number, length: number): number {
  let value = 0;
  for (let i = length - 1; i >= 0; i--) value = value * 256 + (bytes[from + i] ?? 0);
  return value;
}

/** The two sizes that are made of a picture, and what is taken at most. */
export const LARGE_PIXELS = 1600;
export const SMALL_PIXELS = 240;
export const LARGE_BYTES = 1024 * 1024;
export const SMALL_BYTES = 64 * 1024;
export const MOST_PICTURES = 9;
/** Of a file somebody chooses: what a phone's camera makes, with room to spare. */
export const FILE_BYTES = 30 * 1024 * 1024;
export const FILE_PIXELS = 64_000_000;

/** May this be decoded? `most`: pixels of the longer side. */
export function isBearable(form: PictureForm | null, most: number): form is PictureForm {
  return form !== null && Math.max(form.width, form.height) <= most;
}

/** Width and height that fit into a square of `most`, in the same proportion; never larger than they are. */
export function fitInto(form: Pick<PictureForm, 'width' | 'height'>, most: number): { width: number; height: number } {
  const longer = Math.max(form.width, form.height);
  if (longer <= most) return { width: form.width, height: form.height };
  const scaled = (side: number): number => Math.max(1, Math.round((side * most) / longer));
  return { width: scaled(form.width), height: scaled(form.height) };
}
