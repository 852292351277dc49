/** A small shop as a proof bundle, line by line, for whoever checks it or tampers with it. */
import { chainHash, sha256, signerOf } from '../../relay/platform/node-crypto.ts';
import { BundleWriter } from '../../shared/bundle/bundle-writer.ts';
import { chainStart, hashTextOf } from '../../shared/commit/chain.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { FeedId } from '../../shared/foundation/ids.ts';
import { benchGoods } from '../bench/shop/bench-goods.ts';
import { listAll } from '../bench/shop/bench-listing.ts';
import { benchSales } from '../bench/shop/bench-sales.ts';
import { BenchShop } from '../bench/shop/bench-shop.ts';

export interface BundleCast {
  readonly shop: BenchShop;
  readonly commits: readonly WireCommit[];
  /** Without line feeds. */
  readonly lines: readonly string[];
  /** Index in `lines` of the first sale. */
  readonly firstSale: number;
  /** Signs whatever lines stand before the seal, as the exporter would. */
  sign(lines: readonly string[]): string[];
}

const START = Date.UTC(2026, 8, 25);

export function bundleCast(sales = 40): BundleCast {
  const witness = signerOf(new Uint8Array(32).fill(7));
  const shop = new BenchShop({ seed: 5, witnessKey: witness.publicKey, startMs: START, role: 'seller', devices: 3 });
  const { goods, commits: made } = benchGoods(20, shop.owner, shop.random);
  const plan = { count: sales, from: shop.owner.time + 1_000_000, to: (START + 86_400_000) * 1000, lines: 2 };
  const sold = [...benchSales(shop, goods, { ...plan, sealEvery: 1000 })];
  const before = [...shop.founding, ...made];
  const commits = [...before, ...sold, ...listAll(shop, witness, plan.to + 1)];
  const keys = [...[shop.owner, ...shop.devices].map((device) => device.signer.publicKey), witness.publicKey];
  const head = { shop: shop.id, publicKey: shop.owner.signer.publicKey, time: START, app: 'test' };
  const write = (body: (writer: BundleWriter) => string[]): string[] => {
    const writer = new BundleWriter(head, chainHash);
    const lines = body(writer);
    return [...lines, writer.seal(shop.owner.signer.sign(writer.message()))].map((line) => line.slice(0, -1));
  };
  const lines = write((writer) => [
    writer.head(),
    ...keys.map((key) => writer.key(key)),
    ...commits.map((commit) => writer.commit(commit)),
    writer.manifest(endsOf(shop, commits)),
  ]);
  const sign = (unsigned: readonly string[]): string[] => {
    let digest: Uint8Array = new Uint8Array(32);
    for (const line of unsigned) digest = chainHash(digest, `${line}\n`);
    const writer = new BundleWriter(head, () => digest);
    writer.head();
    return [...unsigned, writer.seal(shop.owner.signer.sign(writer.message())).slice(0, -1)];
  };
  return { shop, commits, lines, firstSale: 1 + keys.length + before.length, sign };
}

function endsOf(shop: BenchShop, commits: readonly WireCommit[]) {
  const ends = new Map<FeedId, { seq: number; head: Uint8Array }>();
  for (const { feed, seq, header } of commits) {
    const before = ends.get(feed)?.head ?? chainStart(sha256, shop.id, feed);
    ends.set(feed, { seq, head: chainHash(before, header) });
  }
  return [...ends].map(([feed, { seq, head }]) => ({ feed, seq, head: hashTextOf(head) }));
}
