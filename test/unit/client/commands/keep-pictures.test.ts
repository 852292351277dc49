/** Pictures in a whole client: on disk before their commit, opened by key, believed by hash, looked at before they are shown. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createProduct } from '../../../../client/commands/edit-products.ts';
import { addPicture, readPicture } from '../../../../client/commands/keep-pictures.ts';
import { productView } from '../../../../client/queries/product-queries.ts';
import { BlobDesk } from '../../../../client/worker/blob-desk.ts';
import type { PictureContent } from '../../../../client/worker/engine-protocol.ts';
import { hashTextOf } from '../../../../shared/commit/chain.ts';
import type { Result } from '../../../../shared/foundation/result.ts';
import { manualWall, sha256 } from '../../../kit/client-device.ts';
import { ClientNode, newKeys, TestWitness, testClientDevice } from '../../../kit/client-node.ts';

const big = (value: number, length: number): number[] =>
  Array.from({ length }, (_, i) => Math.floor(value / 256 ** (length - 1 - i)) % 256);
const jpeg = (width: number, height: number, size = 400): Uint8Array => {
  const bytes = new Uint8Array(size);
  bytes.set([0xff, 0xd8, 0xff, 0xc0, ...big(17, 2), 8, ...big(height, 2), ...big(width, 2), 3]);
  return bytes;
};
const large = jpeg(1600, 900);
const small = jpeg(240, 135);

/** A relay that is a map, and may lie. */
function relay() {
  const kept = new Map<string, Uint8Array>();
  const asked: string[] = [];
  let reach = true;
  vi.stubGlobal('fetch', async (url: URL, request: RequestInit) => {
    const hash = url.pathname.split('/').at(-1) ?? '';
    asked.push(`${request.method} ${hash}`);
    if (!reach) throw new TypeError('no network');
    if (request.method === 'PUT') {
      kept.set(hash, new Uint8Array(request.body as Uint8Array<ArrayBuffer>));
      return new Response('{}', { status: 201 });
    }
    const bytes = kept.get(hash);
    return bytes === undefined ? new Response('', { status: 404 }) : new Response(new Uint8Array(bytes));
  });
  return { kept, asked, cut: () => (reach = false), mend: () => (reach = true) };
}
afterEach(() => vi.unstubAllGlobals());

async function shop(seed: number) {
  const wall = manualWall();
  const node = await ClientNode.found(testClientDevice(seed, await newKeys(), wall), new TestWitness(wall));
  const made = await createProduct(node.desk, { fields: { name: '帆布包', unit: '只' } });
  if (!made.ok) throw new Error(made.error.code);
  const { id } = made.value;
  const blobs = new BlobDesk(node.device, node.shop, () => 'https://relay.example');
  const pictures = (): readonly PictureContent[] => {
    const held = productView(node.desk, id)?.fields.pictures;
    return Array.isArray(held) ? held.filter((one) => typeof one === 'object' && 'large' in one) : [];
  };
  return { node, id, blobs, pictures };
}
const codeOf = async (answer: Promise<Result<unknown, { readonly code: string }>>): Promise<string> => {
  const result = await answer;
  return result.ok ? 'ok' : result.error.code;
};
const only = (pictures: readonly PictureContent[]): PictureContent => {
  const [first] = pictures;
  if (first === undefined) throw new Error('no picture');
  return first;
};

describe('own pictures', () => {
  test('offline: on disk, in the entry, shown; handed over when the relay is in reach, and never in the clear', async () => {
    const line = relay();
    line.cut();
    const { node, id, blobs, pictures } = await shop(901);
    expect(await codeOf(addPicture(node.desk, blobs, { product: id, large, small }))).toBe('ok');
    const picture = only(pictures());
    expect(picture).toMatchObject({ width: 1600, height: 900 });
    expect(await readPicture(blobs, picture.large)).toMatchObject({
      ok: true,
      value: { bytes: large, type: 'image/jpeg' },
    });
    await blobs.send();
    expect([line.kept.size, (await node.device.blobs.unsent(node.shop)).length]).toEqual([0, 2]);
    line.mend();
    await blobs.send();
    expect([...line.kept.keys()].sort()).toEqual([picture.large.hash, picture.small.hash].sort());
    for (const [hash, bytes] of line.kept)
      expect([hashTextOf(sha256(bytes)), Buffer.from(bytes).includes(Buffer.from(large))]).toEqual([hash, false]);
    expect(await node.device.blobs.unsent(node.shop)).toEqual([]);
  });

  test('what is no picture of the two sizes is not kept: a page, a bomb, one that is too heavy', async () => {
    relay();
    const { node, id, blobs, pictures } = await shop(903);
    const before = node.core.size;
    const page = new TextEncoder().encode('<svg onload="x"/>'.padEnd(64));
    for (const wrong of [page, jpeg(30_000, 30_000), jpeg(1600, 900, 1024 * 1024 + 1)]) {
      expect(await codeOf(addPicture(node.desk, blobs, { product: id, large: wrong, small }))).toBe('picture-form');
    }
    expect(await codeOf(addPicture(node.desk, blobs, { product: id, large, small: jpeg(1600, 900) }))).toBe(
      'picture-form',
    );
    expect([node.core.size, pictures().length, (await node.device.blobs.unsent(node.shop)).length]).toEqual([
      before,
      0,
      0,
    ]);
  });

  test('nine pictures and no more', async () => {
    relay();
    const { node, id, blobs, pictures } = await shop(904);
    for (let i = 0; i < 9; i++) await addPicture(node.desk, blobs, { product: id, large, small });
    expect(pictures()).toHaveLength(9);
    expect(await codeOf(addPicture(node.desk, blobs, { product: id, large, small }))).toBe('too-many-pictures');
  });
});

describe('pictures of others', () => {
  test('fetched once, kept, and shown offline afterwards', async () => {
    const line = relay();
    const { blobs, node } = await shop(911);
    const other = await shop(912);
    await addPicture(other.node.desk, other.blobs, { product: other.id, large, small });
    await other.blobs.send();
    const picture = only(other.pictures());
    line.asked.length = 0;
    const both = await Promise.all([readPicture(blobs, picture.small), readPicture(blobs, picture.small)]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    expect(line.asked).toEqual([`GET ${picture.small.hash}`]);
    line.cut();
    expect(await codeOf(readPicture(blobs, picture.small))).toBe('ok');
    expect(await codeOf(readPicture(blobs, picture.large))).toBe('picture-not-here');
    expect(await node.device.blobs.unsent(node.shop)).toEqual([]);
  });

  test('a relay that gives other bytes is not believed, and the lie is not kept', async () => {
    const line = relay();
    const { blobs, node } = await shop(913);
    const other = await shop(914);
    await addPicture(other.node.desk, other.blobs, { product: other.id, large, small });
    await other.blobs.send();
    const { small: name } = only(other.pictures());
    const bytes = line.kept.get(name.hash) ?? new Uint8Array(0);
    line.kept.set(
      name.hash,
      bytes.map((byte, i) => (i === 9 ? byte ^ 1 : byte)),
    );
    expect(await codeOf(readPicture(blobs, name))).toBe('picture-not-here');
    expect(await node.device.blobs.read(name.hash)).toBeNull();
    line.kept.set(name.hash, bytes);
    expect(await codeOf(readPicture(blobs, name))).toBe('ok');
  });

  test('without its key a blob says nothing; one that opens to no picture is not shown', async () => {
    relay();
    const { blobs, node } = await shop(915);
    const other = await shop(916);
    await addPicture(other.node.desk, other.blobs, { product: other.id, large, small });
    await other.blobs.send();
    const { small: name } = only(other.pictures());
    expect(await codeOf(readPicture(blobs, { ...name, key: 'A'.repeat(43) }))).toBe('picture-not-here');
    const bomb = await blobs.put(jpeg(30_000, 30_000));
    const page = await blobs.put(new TextEncoder().encode('<html>'));
    expect(await codeOf(readPicture(blobs, bomb))).toBe('picture-form');
    expect(await codeOf(readPicture(blobs, page))).toBe('picture-form');
    await node.device.blobs.clear();
    expect(await codeOf(readPicture(blobs, bomb))).toBe('picture-not-here');
  });

  test('the cache lets go of the longest unread, never of what only this device has', async () => {
    const { node } = await shop(917);
    const cache = node.device.blobs;
    await cache.keep('s', 'own', new Uint8Array(100), false);
    await cache.keep('s', 'old', new Uint8Array(100), true);
    await cache.keep('s', 'new', new Uint8Array(100), true);
    await cache.trim(250);
    expect(await Promise.all(['own', 'old', 'new'].map(async (hash) => (await cache.read(hash)) !== null))).toEqual([
      true,
      expect.any(Boolean),
      expect.any(Boolean),
    ]);
    await cache.trim(0);
    expect(await Promise.all(['own', 'old', 'new'].map(async (hash) => (await cache.read(hash)) !== null))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
