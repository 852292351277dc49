import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { exportBackup } from '../../../../client/commands/backup.ts';
import { createProduct } from '../../../../client/commands/edit-products.ts';
import { otherMovement } from '../../../../client/commands/move-stock.ts';
import { type Backup, readBackup } from '../../../../client/replica/backup-format.ts';
import { receiveCommits } from '../../../../client/sync/commit-receiver.ts';
import { nodeText } from '../../../../relay/platform/node-crypto.ts';
import { shopFactory } from '../../../../relay/shops/shop-factory.ts';
import type { WireCommit } from '../../../../shared/commit/codec.ts';
import { manualWall } from '../../../kit/client-device.ts';
import { ClientNode, copyOf, newKeys, TestWitness, testClientDevice } from '../../../kit/client-node.ts';

/** A shop whose profile was copied once, so that a branch lies beside a feed, with part of it listed. */
async function shopWithFork(seed: number): Promise<ClientNode> {
  const wall = manualWall();
  const witness = new TestWitness(wall);
  const node = await ClientNode.found(testClientDevice(seed, await newKeys(), wall), witness);
  const before = node.core.size;
  const clone = await copyOf(node, seed + 1, wall);
  const made = await createProduct(node.desk, { fields: { name: '绿茶', unit: '瓶' }, purchasePrice: 1000 });
  if (!made.ok) throw new Error(made.error.code);
  await otherMovement(node.desk, {
    kind: 'opening',
    reason: '期初',
    lines: [{ variant: made.value.id, quantity: 5000 }],
  });
  await createProduct(clone.desk, { fields: { name: '大米', unit: '袋' } });
  const names = Array.from({ length: node.core.size }, (_, index) => node.name(index));
  await node.take(clone.all().slice(before));
  await node.take([witness.list(node.shop, [...names, node.name(node.core.size - 1)])], [witness.signer.publicKey]);
  return node;
}

async function backupOf(node: ClientNode): Promise<Backup> {
  const exported = await exportBackup(node.desk);
  if (!exported.ok) throw new Error(exported.error.code);
  expect(exported.value.name).toMatch(/^和仓便利店-\d{4}-\d\d-\d\d\.hecang$/);
  const backup = readBackup(gunzipSync(exported.value.file), nodeText);
  if (backup === null) throw new Error('not a backup');
  return backup;
}

/** Another place's replica, from nothing but the file: chains, seals and all. */
async function rebuild(node: ClientNode, backup: Backup, commits: readonly WireCommit[] = backup.commits) {
  const { replica } = shopFactory.create(backup.shop);
  const received = await receiveCommits(replica, node.device.verify, backup.keys, commits, () => Date.UTC(2100, 0));
  const verdicts = received.taken.map(({ index }) => {
    const { verdict, reason } = replica.verdict(index);
    return [
      `${replica.feedAt(index)}/${replica.seqAt(index)} ${replica.hash16(index)}`,
      `${verdict} ${reason}`,
    ] as const;
  });
  return { received, verdicts: new Map(verdicts) };
}

describe('a backup', () => {
  it('holds every text as held, and a replica built from it comes to the same verdicts', async () => {
    for (const node of [await shopWithFork(401), await (await shopWithFork(411)).reopened()]) {
      const backup = await backupOf(node);
      expect(backup.shop).toBe(node.shop);
      expect(backup.commits.map(({ header, parts }) => [header, parts])).toEqual(
        node.all().map(({ header, parts }) => [header, parts]),
      );
      const { received, verdicts } = await rebuild(node, backup);
      expect(received.trouble).toBeNull();
      expect(received.carry).toEqual([]);
      expect([...verdicts].sort()).toEqual([...node.verdicts()].sort());
      expect([...verdicts.values()]).toContain('void fork');
    }
  });

  it('with one letter changed it is not believed', async () => {
    const node = await shopWithFork(421);
    const backup = await backupOf(node);
    const forged = backup.commits.map((commit) => ({
      ...commit,
      header: commit.header.replace('"catalogue"', '"costs"'),
    }));
    const { received } = await rebuild(node, backup, forged);
    expect(received.trouble).not.toBeNull();
    expect(received.taken.length).toBeLessThan(backup.commits.length);
  });

  it('cut short or grown it is no backup', async () => {
    const node = await shopWithFork(431);
    const exported = await exportBackup(node.desk);
    const bytes = gunzipSync(exported.ok ? exported.value.file : new Uint8Array(0));
    expect(readBackup(bytes.subarray(0, -1), nodeText)).toBeNull();
    expect(readBackup(new Uint8Array([...bytes, 0]), nodeText)).toBeNull();
    expect(readBackup(new Uint8Array(0), nodeText)).toBeNull();
  });
});
