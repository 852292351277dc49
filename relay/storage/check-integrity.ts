/**
 * Looks at everything that is stored: the medium itself, then for each shop every chain, part and seal, and whether the
 * relay's listings name commits that are there. Reads only.
 */
import { readHeader } from '../../shared/commit/header.ts';
import { hashText, verifySync } from '../platform/node-crypto.ts';
import { loadShop, type ShopFactory } from '../shops/load-shop.ts';
import { readRow } from '../shops/row-codec.ts';
import type { CommitStore } from './commit-store.ts';

export interface IntegrityReport {
  readonly shops: number;
  readonly commits: number;
  readonly parts: number;
  /** In plain words; empty when all is well. */
  readonly problems: readonly string[];
}

const READ_BYTES = 4 * 1024 * 1024;

export async function checkIntegrity(
  store: CommitStore,
  factory: ShopFactory,
  ownDevice: string,
): Promise<IntegrityReport> {
  const problems = (await store.check()).map((line) => `database: ${line}`);
  let commits = 0;
  let parts = 0;
  const shops = await store.shops();
  for (const shop of shops) {
    let expected = 1;
    for (let after = 0; ; ) {
      const rows = await store.read(shop, after, READ_BYTES);
      if (rows.length === 0) break;
      for (const { at, body } of rows) {
        if (at !== expected) problems.push(`${shop}: row ${expected} is missing`);
        expected = at + 1;
        after = at;
        try {
          const row = readRow(body);
          if (row === null) continue;
          commits++;
          const header = readHeader(row.commit.header);
          for (const [i, text] of row.commit.parts.entries()) {
            if (text === null) continue;
            parts++;
            if (header?.parts[i]?.hash !== hashText(text))
              problems.push(`${shop}: row ${at}, part ${i} is not what its header names`);
          }
        } catch {
          problems.push(`${shop}: row ${at} can't be read`);
        }
      }
    }
    const { state, unusable } = await loadShop(shop, store, factory, ownDevice);
    for (const { at } of unusable)
      problems.push(`${shop}: row ${at} does not fit its chain, or names what is not there`);
    for (const { feed, seq, message, publicKey, seal } of state.replica.unsealed()) {
      if (!verifySync(publicKey, message, seal)) problems.push(`${shop}: the seal of ${feed} at ${seq} is not good`);
    }
  }
  return { shops: shops.length, commits, parts, problems };
}
