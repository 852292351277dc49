import { describe, expect, it } from 'vitest';
import { createProduct } from '../../../../client/commands/edit-products.ts';
import { sell } from '../../../../client/commands/sell.ts';
import { manualWall } from '../../../kit/client-device.ts';
import { ClientNode, newKeys, TestWitness, testClientDevice } from '../../../kit/client-node.ts';
import { basketOf } from '../../../kit/engine-steps.ts';

const SALES = 130;

/** A till that has sold more tickets than a start brings back at once, with its snapshot on disk. */
async function busyTill(seed: number): Promise<ClientNode> {
  const wall = manualWall();
  const node = await ClientNode.found(testClientDevice(seed, await newKeys(), wall), new TestWitness(wall));
  const made = await createProduct(node.desk, { fields: { name: '绿茶', unit: '瓶', retailPrice: 10_000 } });
  if (!made.ok) throw new Error(made.error.code);
  for (let i = 0; i < SALES; i++) {
    const sold = await sell(node.desk, basketOf(made.value.id, `b${i}`, 10_000, 100));
    if (!sold.ok) throw new Error(sold.error.code);
  }
  await node.open.keepSnapshot();
  return node;
}

function figures({ desk }: ClientNode) {
  const { tickets, shifts, stock } = desk.folds;
  const [open] = desk.register === null ? [] : shifts.openShifts(desk.register);
  const id = open?.id ?? '';
  return {
    tickets: tickets.size,
    ids: tickets.latest(SALES).map((fact) => fact.key),
    shift: tickets.shift(id),
    cash: shifts.expectedCash(id),
    accounts: shifts.accounts(id),
    stock: stock.rows.used,
  };
}

describe('a start from a snapshot in parts', () => {
  it('brings back every ticket and every sum', async () => {
    const node = await busyTill(901);
    const before = figures(node);
    expect(before).toMatchObject({ tickets: SALES, shift: { tickets: SALES, net: SALES * 100 }, cash: SALES * 100 });
    const again = await node.reopened();
    expect(again.open.hasSnapshot).toBe(true);
    expect(figures(again)).toEqual(before);
  });

  it('whose rest another tab has replaced, or that is cut short, is folded from the start', async () => {
    const node = await busyTill(902);
    const before = figures(node);
    const part = await node.device.records.snapshotPart('folds', 0);
    expect(part).not.toBeNull();
    const { database } = node.device;
    await database.write(['snapshots'], async (transaction) => {
      if (part !== null) await transaction.objectStore('snapshots').put({ ...part, stamp: 'another' }, 'folds/000000');
    });
    expect(figures(await node.reopened())).toEqual(before);
    await database.write(['snapshots'], async (transaction) => {
      await transaction.objectStore('snapshots').delete('folds/000000');
    });
    expect(figures(await node.reopened())).toEqual(before);
  });
});
