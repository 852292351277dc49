/** A shop from its backup and its paper: whole, or not at all. */
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { exportBackup } from '../../../../client/commands/backup.ts';
import { foundShop as foundRecord } from '../../../../client/commands/create-shop.ts';
import { createProduct } from '../../../../client/commands/edit-products.ts';
import { restoreBackup } from '../../../../client/commands/restore-backup.ts';
import { manualWall } from '../../../kit/client-device.ts';
import { ClientNode, newKeys, TestWitness, testClientDevice } from '../../../kit/client-node.ts';

async function backedUp(seed: number) {
  const wall = manualWall();
  const witness = new TestWitness(wall);
  const node = await ClientNode.found(testClientDevice(seed, await newKeys(), wall), witness);
  await createProduct(node.desk, { fields: { name: '绿茶', unit: '瓶' } });
  const names = Array.from({ length: node.core.size }, (_, index) => node.name(index));
  await node.take([witness.list(node.shop, names)], [witness.signer.publicKey]);
  const exported = await exportBackup(node.desk);
  if (!exported.ok) throw new Error(exported.error.code);
  return { node, wall, file: exported.value.file, words: node.recoveryWords.join(' ') };
}

/** Words of a shop that has nothing to do with it. */
async function strangersWords(): Promise<string> {
  const wall = manualWall();
  const device = testClientDevice(799, await newKeys(), wall);
  const input = { shop: '别家', member: '张三', deviceName: '机' };
  return (await foundRecord(device, input, new TestWitness(wall).facts, '')).recovery.recoveryWords.join(' ');
}

async function restore(seed: number, file: Uint8Array, paper: string, dismissOld = true) {
  const device = testClientDevice(seed, await newKeys(), manualWall());
  const asked = { paper, file: new Blob([new Uint8Array(file)]), deviceName: '新电脑', dismissOld, origin: '' };
  return { device, answer: await restoreBackup(device, asked) };
}

describe('a backup with its paper', () => {
  it('POLICY-27 brings the shop back: this device is an owner’s, the old one is lost, everything counts as before', async () => {
    const { node, file, words } = await backedUp(701);
    const { device, answer } = await restore(702, file, words);
    expect(answer.ok && answer.value.purpose).toBe('recover');
    const back = await ClientNode.openOn(device);
    expect(back.shop).toBe(node.shop);
    expect(back.desk.members().get(back.desk.member)?.rank).toBe('owner');
    expect(back.desk.memberName(back.desk.member)).toBe('何敏');
    expect(back.core.notEffective()).toEqual([]);
    expect(back.core.size).toBe(node.core.size + 2);
    const made = await createProduct(back.desk, { fields: { name: '大米', unit: '袋' } });
    expect(made.ok).toBe(true);
    await back.takeFrom(node);
    await createProduct(node.desk, { fields: { name: '偷的', unit: '袋' } });
    await back.takeFrom(node);
    expect(back.core.notEffective()).toHaveLength(1);
  });

  it('BUNDLE-18 one that is torn, no backup, another shop’s or changed is not taken, and nothing stays behind', async () => {
    const { file, words } = await backedUp(711);
    const plain = gunzipSync(file).toString('utf8');
    const torn = gzipSync(plain.slice(0, plain.length - 200));
    const forged = gzipSync(plain.replace('\\"t\\":1', '\\"t\\":2'));
    const cases = [
      [torn, words, 'backup-unreadable'],
      [new TextEncoder().encode('名称,价格\n茶,1\n'), words, 'backup-unreadable'],
      [file.subarray(0, 100), words, 'backup-unreadable'],
      [file, await strangersWords(), 'backup-other-paper'],
      [file, '一 二 三', 'recovery-count'],
      [forged, words, 'backup-broken'],
    ] as const;
    let seed = 720;
    for (const [bytes, paper, code] of cases) {
      const { device, answer } = await restore(seed++, bytes, paper);
      expect(answer.ok ? 'restored' : answer.error.code).toBe(code);
      expect(await device.records.shop()).toBeNull();
    }
  });
});
