/**
 * What the screens' shop holds besides its goods: one product in 12 colours and 20 sizes, one thing with a hundred
 * thousand movements, a second branch, and sales of somebody who had been dismissed.
 */
import type { WireCommit } from '../../../shared/commit/codec.ts';
import type { Entry } from '../../../shared/commit/part.ts';
import { toBase64url } from '../../../shared/foundation/bytes.ts';
import type { BenchProduct } from '../shop/bench-goods.ts';
import { type BenchShop, monthAt } from '../shop/bench-shop.ts';

const IN_ONE_COMMIT = 900;
export const MATRIX = { name: '十二色二十码卫衣', colours: 12, sizes: 20 } as const;
export const SECOND_BRANCH = '城西店';

export function matrixProduct(shop: BenchShop): WireCommit[] {
  const { owner } = shop;
  const id = owner.newRecord();
  const entries: Entry[] = [
    {
      kind: 'new',
      type: 'product',
      id,
      fields: { name: MATRIX.name, itemNo: 'M1220', unit: '件', retailPrice: 1_990_000 },
    },
  ];
  for (let colour = 1; colour <= MATRIX.colours; colour++)
    for (let size = 1; size <= MATRIX.sizes; size++)
      entries.push({
        kind: 'new',
        type: 'variant',
        id: owner.newRecord(),
        fields: { product: id, attributes: { 颜色: `${colour} 号色`, 尺码: String(80 + size * 5) } },
      });
  return [owner.commit({ command: 'createProduct', uses: ['catalogue.add@*'], parts: [['catalogue', entries]] })];
}

export function manyMovements(shop: BenchShop, product: BenchProduct, count: number): WireCommit[] {
  const { owner } = shop;
  const commits: WireCommit[] = [];
  for (let made = 0; made < count; made += IN_ONE_COMMIT) {
    const id = owner.newRecord();
    const lines = Math.min(IN_ONE_COMMIT, count - made);
    const note: Entry = {
      kind: 'stockNote',
      id,
      number: `QR-${commits.length + 1}`,
      type: 'otherIn',
      reason: '',
      lines,
    };
    const movements = Array.from(
      { length: lines },
      (_, at): Entry => ({
        kind: 'movement',
        variant: product.id,
        quantity: 1000,
        type: 'otherIn',
        document: id,
        line: at + 1,
      }),
    );
    commits.push(
      owner.commit({
        command: 'otherMovement',
        uses: [`stockAdjustment.add@${shop.branch}/${shop.warehouse}`],
        parts: [[`stock/${shop.branch}/${shop.warehouse}/${monthAt(owner.time)}`, [note, ...movements]]],
      }),
    );
  }
  return commits;
}

export function secondBranch(shop: BenchShop): WireCommit[] {
  const branch = toBase64url(shop.random.bytes(6));
  const warehouse = toBase64url(shop.random.bytes(6));
  const entries: Entry[] = [
    { kind: 'new', type: 'branch', id: branch, fields: { name: SECOND_BRANCH, code: 'B' } },
    { kind: 'new', type: 'warehouse', id: warehouse, fields: { name: '城西仓', code: 'B1', branch } },
  ];
  return [shop.owner.commit({ command: 'setField', uses: ['settings.add@*'], parts: [['settings', entries]] })];
}

/** The last of the shop's devices is dismissed; what it makes afterwards, without knowing, is void. */
export function dismissal(shop: BenchShop): WireCommit[] {
  const member = shop.devices.at(-1)?.member ?? '';
  return [shop.owner.commit({ command: 'dismiss', uses: [], parts: [['policy', [{ kind: 'narrow', member }]]] })];
}
