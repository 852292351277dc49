/** Made-up goods in Chinese with bar codes, prices and categories, cut into commits of one batch as an import does. */
import type { WireCommit } from '../../../shared/commit/codec.ts';
import type { Entry } from '../../../shared/commit/part.ts';
import type { BenchDevice } from './bench-device.ts';
import type { SeededRandom } from './seeded-random.ts';

const MAKERS: readonly [string, ...string[]] = [
  '青禾',
  '北岭',
  '三江',
  '南湖',
  '白云',
  '长风',
  '海棠',
  '小满',
  '松果',
  '金穗',
];
const TASTES: readonly [string, ...string[]] = [
  '原味',
  '麻辣',
  '清香',
  '红烧',
  '无糖',
  '浓香',
  '柠檬',
  '海盐',
  '蜂蜜',
  '陈皮',
];
const KINDS: readonly [string, ...string[]] = [
  '牛奶',
  '酱油',
  '薯片',
  '面条',
  '苹果',
  '洗衣液',
  '矿泉水',
  '巧克力',
  '电池',
  '毛巾',
  '花生油',
  '大米',
  '饼干',
  '啤酒',
  '纸巾',
];
const UNITS: readonly [string, ...string[]] = ['个', '瓶', '袋', '盒', '公斤', '包', '箱'];

export interface BenchProduct {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  /** Ten-thousandths of a yuan. */
  readonly price: number;
  readonly barcode: string;
}

const IN_ONE_COMMIT = 250;

export function benchGoods(
  count: number,
  author: BenchDevice,
  random: SeededRandom,
): {
  readonly goods: readonly BenchProduct[];
  readonly commits: readonly WireCommit[];
} {
  const goods: BenchProduct[] = [];
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    const kind = random.pick(KINDS);
    const product: BenchProduct = {
      id: author.newRecord(),
      name: `${random.pick(MAKERS)}${random.pick(TASTES)}${kind}${random.int(50, 999)}g`,
      unit: random.pick(UNITS),
      price: random.int(100, 9_999) * 100,
      barcode: ean13(i),
    };
    goods.push(product);
    entries.push({
      kind: 'new',
      type: 'product',
      id: product.id,
      fields: {
        name: product.name,
        itemNo: `H${String(i).padStart(6, '0')}`,
        unit: product.unit,
        barcodes: [product.barcode],
        category: `食品/${kind}`,
        spec: `1×${random.int(1, 24)}`,
        retailPrice: product.price,
      },
    });
  }
  const commits: WireCommit[] = [];
  for (let at = 0; at < entries.length; at += IN_ONE_COMMIT) {
    const parts = [['catalogue', entries.slice(at, at + IN_ONE_COMMIT)]] as const;
    commits.push(author.commit({ command: 'importProducts', uses: ['catalogue.add@*'], parts, batch: 'bench-goods' }));
  }
  return { goods, commits };
}

function ean13(number: number): string {
  const digits = `690${String(number).padStart(9, '0')}`;
  let sum = 0;
  for (const [at, digit] of [...digits].entries()) sum += Number(digit) * (at % 2 === 0 ? 1 : 3);
  return digits + ((10 - (sum % 10)) % 10);
}
