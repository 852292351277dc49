import { describe, expect, it } from 'vitest';
import { createProduct } from '../../../../client/commands/edit-products.ts';
import { freshFeed } from '../../../../client/worker/new-epoch.ts';
import type { WireCommit } from '../../../../shared/commit/codec.ts';
import { readHeader } from '../../../../shared/commit/header.ts';
import { manualWall } from '../../../kit/client-device.ts';
import { ClientNode, newKeys, TestWitness, testClientDevice } from '../../../kit/client-node.ts';

/** A commit as an end is shown it that may see policy and order alone, and those of its documents that are named. */
function shown(commit: WireCommit, documents: readonly string[]): WireCommit {
  const parts = readHeader(commit.header)?.parts ?? [];
  const isShown = (name: string): boolean =>
    name === 'policy' || name.startsWith('listing/') || documents.includes(name);
  return { ...commit, parts: commit.parts.map((text, at) => (isShown(parts[at]?.document ?? '') ? text : null)) };
}

/** A founder with five goods, and a newcomer who has been shown nothing but policy and order. */
async function newcomer(seed: number) {
  const wall = manualWall();
  const founder = await ClientNode.found(testClientDevice(seed, await newKeys(), wall), new TestWitness(wall));
  const founding = founder.core.size;
  for (let i = 0; i < 5; i++) {
    await createProduct(founder.desk, { fields: { name: `茶 ${i}`, unit: '瓶', retailPrice: 35_000 } });
  }
  const goods = founder.all().slice(founding);
  const device = testClientDevice(seed + 1, await newKeys(), wall);
  const record = { ...founder.open.record, deviceName: '手机', epochs: 1, complete: true };
  await device.store.startFeed(freshFeed(device, record));
  await device.records.keepShop(record);
  const empty = await ClientNode.openOn(device);
  await empty.take(
    founder.all().map((one) => shown(one, [])),
    founder.keys(),
  );
  return { founder, empty, goods };
}
const texts = (node: ClientNode) => node.all().map(({ header, parts }) => [header, parts]);
const count = (node: ClientNode): number => node.open.folds.catalogue.products.rowCount;

describe('parts that come after their commits', () => {
  it('a newcomer’s documents come in one delivery, and stand there after a restart', async () => {
    const { founder, empty } = await newcomer(41);
    expect(empty.core.size).toBe(founder.core.size);
    expect(count(empty)).toBe(0);
    await empty.take(founder.all());
    expect(count(empty)).toBe(5);
    expect(count(await empty.reopened())).toBe(5);
    expect(empty.open.documentsAbsent().size).toBe(0);
  });

  it('the last ones first: they wait aside on disk and follow in when what is before them has come', async () => {
    const { founder, empty, goods } = await newcomer(51);
    await empty.take(goods.slice(3));
    expect(count(empty)).toBe(2);
    const halfway = await empty.reopened();
    expect(count(halfway)).toBe(2);
    await halfway.take(goods.slice(0, 2));
    await halfway.take(founder.all().slice(0, -3));
    await halfway.take([...goods.slice(2, 3), ...goods.slice(4)]);
    expect(count(halfway)).toBe(5);
    const again = await halfway.reopened();
    expect(count(again)).toBe(5);
    expect(texts(again)).toEqual(texts(founder));
  });
});
