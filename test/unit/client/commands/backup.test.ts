import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { exportBackup } from '../../../../client/commands/backup.ts';
import { createProduct } from '../../../../client/commands/edit-products.ts';
import { otherMovement } from '../../../../client/commands/move-stock.ts';
import { bundleTools } from '../../../../relay/operator/bundle-tools.ts';
import { readBundleLine } from '../../../../shared/bundle/bundle-lines.ts';
import type { BundleReport } from '../../../../shared/bundle/bundle-report.ts';
import { BundleCheck } from '../../../../shared/bundle/check-bundle.ts';
import { faultsOf } from '../../../independent/check-bundle.mjs';
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

/** The lines of the file, checked as an outsider would. */
async function backupOf(node: ClientNode): Promise<{ lines: string[]; report: BundleReport }> {
  const exported = await exportBackup(node.desk);
  if (!exported.ok) throw new Error(exported.error.code);
  expect(exported.value.name).toMatch(/^和仓便利店-\d{4}-\d\d-\d\d\.hecang$/);
  const text = gunzipSync(exported.value.file).toString('utf8');
  expect(faultsOf(text)).toEqual([]);
  const lines = text.trimEnd().split('\n');
  return { lines, report: check(lines) };
}
function check(lines: readonly string[]): BundleReport {
  const bundle = new BundleCheck(bundleTools);
  for (const line of lines) bundle.line(line);
  return bundle.finish();
}

describe('a backup', () => {
  it('BUNDLE-2 BUNDLE-17 holds every text as held, forks and all, and proves itself to the same verdicts', async () => {
    for (const node of [await shopWithFork(401), await (await shopWithFork(411)).reopened()]) {
      const { lines, report } = await backupOf(node);
      expect(report.findings).toEqual([]);
      expect(report.shop).toBe(node.shop);
      const texts = lines.flatMap((line) => {
        const read = readBundleLine(line);
        return read?.kind === 'commit' ? [[read.line.commit.header, read.line.commit.parts]] : [];
      });
      expect(texts).toEqual(node.all().map(({ header, parts }) => [header, parts]));
      const verdicts = [...node.verdicts().values()];
      expect(report.verdicts?.get('effective')).toBe(verdicts.filter((one) => one.startsWith('effective')).length);
      expect(report.verdicts?.get('void')).toBe(verdicts.filter((one) => one.startsWith('void')).length);
      expect(report.without.map(({ reason }) => reason)).toContain('fork');
      expect(report.forks).toHaveLength(1);
    }
  });

  it('BUNDLE-13 BUNDLE-14 with one letter changed it is not believed', async () => {
    const { lines } = await backupOf(await shopWithFork(421));
    const forged = lines.map((line) => line.replace('\\"catalogue\\"', '\\"costs\\"'));
    expect(forged).not.toEqual(lines);
    expect(check(forged).findings.length).toBeGreaterThan(0);
  });

  it('BUNDLE-18 cut short it says so', async () => {
    const { lines } = await backupOf(await shopWithFork(431));
    expect(check(lines.slice(0, -1)).findings.map(({ code }) => code)).toContain('truncated');
  });
});
