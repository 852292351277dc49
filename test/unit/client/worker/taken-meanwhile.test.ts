/** What comes over the wire is believed first, stored next, and counted last; own work may be written in between. */
import { describe, expect, it } from 'vitest';
import { createProduct } from '../../../../client/commands/edit-products.ts';
import { manualWall } from '../../../kit/client-device.ts';
import { ClientNode, copyOf, newKeys, TestWitness, testClientDevice } from '../../../kit/client-node.ts';

const tea = (name: string) => ({ fields: { name, unit: '瓶', retailPrice: 35_000 } });

/** A device to which a colleague's product comes, held at the door of its disk; `write` runs before it gets in. */
async function whileStoring(seed: number, write: (till: ClientNode) => Promise<void>) {
  const wall = manualWall();
  const node = await ClientNode.found(testClientDevice(seed, await newKeys(), wall), new TestWitness(wall));
  const till = await copyOf(node, seed + 1, manualWall(wall.ms));
  const before = node.core.size;
  await createProduct(node.desk, tea('绿茶'));
  const { store } = till.device;
  const append = store.appendReceived.bind(store);
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const atTheDoor = new Promise<void>((resolve) => {
    store.appendReceived = async (...batch) => {
      resolve();
      await gate;
      return append(...batch);
    };
  });
  const taking = till.take(node.all().slice(before), node.keys());
  await atTheDoor;
  await write(till);
  open();
  await taking;
  return till;
}

const names = ({ open }: ClientNode) => {
  const { products } = open.folds.catalogue;
  return Array.from({ length: products.rowCount }, (_, row) => products.textAt(row, 'name')).sort();
};

describe('a commit on its way to the disk', () => {
  it('counts once it is there, though everything else was settled meanwhile', async () => {
    const till = await whileStoring(21, async ({ open }) => open.settle());
    expect(names(till)).toEqual(['绿茶']);
    expect(names(await till.reopened())).toEqual(['绿茶']);
  });

  it('is not in a snapshot that is taken meanwhile, and is there after the next start', async () => {
    const till = await whileStoring(23, ({ open }) => open.keepSnapshot());
    expect(names(till)).toEqual(['绿茶']);
    expect(names(await till.reopened())).toEqual(['绿茶']);
  });
});
