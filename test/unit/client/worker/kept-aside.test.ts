import { describe, expect, it } from 'vitest';
import { createProduct } from '../../../../client/commands/edit-products.ts';
import { manualWall } from '../../../kit/client-device.ts';
import { ClientNode, copyOf, newKeys, TestWitness, testClientDevice } from '../../../kit/client-node.ts';

const MINUTE = 60_000;

async function shopOf(seed: number) {
  const wall = manualWall();
  const witness = new TestWitness(wall);
  const node = await ClientNode.found(testClientDevice(seed, await newKeys(), wall), witness);
  return { wall, witness, node };
}

const tea = { name: '绿茶', unit: '瓶', retailPrice: 35_000 };

describe('what a client cannot take yet', () => {
  it('PROTO-29: a commit ahead of its clock is kept aside with all that follows, and goes in when time has passed', async () => {
    const { node, wall } = await shopOf(11);
    const slow = await copyOf(node, 12, manualWall(wall.ms));
    const before = node.core.size;
    wall.ms += 10 * MINUTE;
    for (const name of ['绿茶', '红茶']) {
      expect(await createProduct(node.desk, { fields: { ...tea, name } })).toMatchObject({ ok: true });
    }
    const made = node.all().slice(before);
    await slow.take(made, node.keys());
    expect(slow.core.size).toBe(before);
    expect(slow.troubles).toEqual(['early']);
    expect(slow.side.waitsForTime).toBe(true);
    const slowWall = slow.device.platform.wall;
    if ('ms' in slowWall) slowWall.ms = wall.ms - MINUTE;
    // Nothing new has come: what is kept aside is tried again by itself.
    await slow.take([]);
    expect(slow.core.size).toBe(before + 2);
    expect(slow.side.waitsForTime).toBe(false);
    expect(slow.open.folds.catalogue.products.rowCount).toBe(2);
    expect((await slow.reopened()).core.size).toBe(before + 2);
  });

  it('PROTO-29: what comes again in the next session replaces what was kept aside, and is taken once', async () => {
    const { node, wall } = await shopOf(13);
    const slow = await copyOf(node, 14, manualWall(wall.ms));
    const before = node.core.size;
    wall.ms += 10 * MINUTE;
    await createProduct(node.desk, { fields: tea });
    const made = node.all().slice(before);
    await slow.take(made, node.keys());
    await slow.take(made, node.keys());
    const slowWall = slow.device.platform.wall;
    if ('ms' in slowWall) slowWall.ms = wall.ms;
    await slow.take([]);
    expect(slow.core.size).toBe(before + made.length);
    expect(slow.open.folds.catalogue.products.rowCount).toBe(1);
  });
});

describe('own commits without an answer', () => {
  it('PROTO-14: the relay stored one and its answer was lost: it is offered again though the frontier names it', async () => {
    const { node } = await shopOf(15);
    await createProduct(node.desk, { fields: tea });
    const feed = await node.feed;
    // The relay holds everything, and no receipt ever came.
    const all = Array.from({ length: node.core.size }, (_, index) => index);
    expect(node.side.lacking(node.side.frontier())).toEqual(all);
    await node.open.answered(all.slice(0, -1).map((index) => node.name(index)));
    expect(node.side.lacking(node.side.frontier())).toEqual(all.slice(-1));
    await node.open.answered([{ feed, seq: all.length }]);
    expect(node.side.lacking(node.side.frontier())).toEqual([]);
  });

  it('PROTO-14: after a restart it is still known which ones', async () => {
    const { node } = await shopOf(16);
    await node.open.answered(Array.from({ length: node.core.size }, (_, index) => node.name(index)));
    await createProduct(node.desk, { fields: tea });
    const again = await node.reopened();
    expect(again.side.lacking(again.side.frontier())).toEqual([again.core.size - 1]);
  });

  it('PROTO-14: the relay lost it after others had seen it: whoever has it brings it, and its author too', async () => {
    const { node } = await shopOf(17);
    const level = node.side.frontier();
    await createProduct(node.desk, { fields: tea });
    const other = await copyOf(node, 18);
    await node.open.answered(Array.from({ length: node.core.size }, (_, index) => node.name(index)));
    const last = [node.core.size - 1];
    // Answered for and then lost: the relay's frontier ends before it.
    expect(node.side.lacking(level)).toEqual(last);
    expect(other.side.lacking(level)).toContain(last[0]);
  });
});
