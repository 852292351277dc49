/** What a shop had when it began to count: opening stock of all its goods, a commit for every 900 of them. */
import type { WireCommit } from '../../../shared/commit/codec.ts';
import type { Entry } from '../../../shared/commit/part.ts';
import type { BenchDevice } from './bench-device.ts';
import type { BenchProduct } from './bench-goods.ts';
import { type BenchShop, monthAt } from './bench-shop.ts';

const IN_ONE_COMMIT = 900;

export function benchStock(shop: BenchShop, author: BenchDevice, goods: readonly BenchProduct[]): WireCommit[] {
  const commits: WireCommit[] = [];
  for (let at = 0; at < goods.length; at += IN_ONE_COMMIT) {
    const lines = goods.slice(at, at + IN_ONE_COMMIT);
    const id = author.newRecord();
    const number = `QC-${commits.length + 1}`;
    const movements = lines.map((product, i): Entry => {
      const quantity = shop.random.int(20, 200) * 1000;
      return { kind: 'movement', variant: product.id, quantity, type: 'opening', document: id, line: i + 1 };
    });
    const note: Entry = { kind: 'stockNote', id, number, type: 'opening', reason: '', lines: lines.length };
    commits.push(
      author.commit({
        command: 'otherMovement',
        uses: [`stockAdjustment.add@${shop.branch}/${shop.warehouse}`],
        parts: [[`stock/${shop.branch}/${shop.warehouse}/${monthAt(author.time)}`, [note, ...movements]]],
        batch: 'bench-stock',
      }),
    );
  }
  return commits;
}
