/**
 * A catalogue of 50,000 products: folding it, its snapshot, restoring it, the first search and scan, a page of the list.
 * Run: node --expose-gc test/bench/catalogue-start.ts [products]
 */
import { CatalogueFold } from '../../shared/catalogue/catalogue-fold.ts';
import { productList } from '../../shared/catalogue/product-list.ts';
import { refOf } from '../kit/fold-facts.ts';

const products = Number(process.argv[2] ?? 50_000);
const words = ['牛奶', '酸奶', '苹果', '香蕉', '纸巾', '洗衣液', '方便面', '矿泉水', '啤酒', '大米'];
const readName = (name: string) => ({ full: `pinyin${name.length}`, initials: 'py' });

function timed<T>(what: string, run: () => T): T {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(cpu);
  const elapsed = performance.now() - start;
  console.log(`${what}: ${elapsed.toFixed(1)} ms (${((user + system) / 1000).toFixed(1)} of CPU)`);
  return result;
}

function build(): CatalogueFold {
  const fold = new CatalogueFold(readName);
  for (let i = 0; i < products; i++) {
    const tail = String(i).padStart(10, '0');
    fold.add(refOf('import', 1 + Math.floor(i / 200), 1_790_000_000_000_000 + i, 'catalogue', i % 200), {
      kind: 'new',
      type: 'product',
      id: `device000000000000000000.${tail}`,
      fields: {
        name: `${words[i % words.length]}${i} 特选装`,
        itemNo: `SP-${i}`,
        unit: '件',
        barcodes: [`69${String(10_000_000_000 + i)}`],
        category: `类别${i % 40}`,
        spec: '500g',
        brand: '合仓',
        retailPrice: 10_000 + i,
        memberPrice: 9000 + i,
        minStock: 3000,
        byWeight: false,
      },
    });
  }
  return fold;
}

const fold = timed('fold', build);
const raw = timed('snapshot', () => fold.snapshot());
timed('snapshot again, nothing changed', () => fold.snapshot());
const snapshot = timed('  its structured clone', () => structuredClone(raw));
for (let round = 0; round < 3; round++) {
  const restored = new CatalogueFold(readName);
  timed(`restore ${round}`, () => restored.restore(snapshot));
  timed('  first scan (builds the barcode index)', () => restored.findBarcode('6910000000123'));
  timed('  search 牛奶 (5,000 hits)', () => restored.search.find('牛奶', products));
  timed('  search two words', () => restored.search.find('啤酒 sp-4998', products));
  const params = { search: '', category: null, filter: 'all', offset: 0, limit: 50 } as const;
  const questions = { onHand: () => 0, available: () => 0, travel: () => 'merged' };
  timed('  first page by name', () =>
    productList(restored, { ...params, sort: { by: 'name', descending: false } }, questions),
  );
  timed('  next page by name', () =>
    productList(restored, { ...params, offset: 50, sort: { by: 'name', descending: false } }, questions),
  );
  timed('  page of a search', () =>
    productList(restored, { ...params, search: '酸奶', sort: { by: 'name', descending: false } }, questions),
  );
}

const edited = new CatalogueFold(readName);
edited.restore(snapshot);
for (let i = 0; i < 100; i++) {
  const id = `device000000000000000000.${String(i * 7).padStart(10, '0')}`;
  const over = edited.products.overOfField(id, 'retailPrice');
  const entry = { kind: 'set', type: 'product', id, field: 'retailPrice', value: i, over };
  edited.add(refOf('edits', i + 1, 1_795_000_000_000_000 + i, 'catalogue'), entry);
}
timed('snapshot after a hundred edits', () => edited.snapshot());
