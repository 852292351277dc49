/** Finding goods: search, barcodes, weighed labels, lists; and writing them (cases a5, e2). */
import { describe, expect, test } from 'vitest';
import {
  buildFieldChanges,
  buildImportSlice,
  buildProductNew,
  buildProductRemove,
  buildProductRestore,
  buildPurchasePrice,
  type FieldChange,
  type ImportRow,
  sliceImport,
} from '../../../shared/catalogue/catalogue-commands.ts';
import { CatalogueFold } from '../../../shared/catalogue/catalogue-fold.ts';
import { goodOf } from '../../../shared/catalogue/good.ts';
import { type ProductListParams, productList } from '../../../shared/catalogue/product-list.ts';
import { productPage } from '../../../shared/catalogue/product-page.ts';
import { readScan } from '../../../shared/catalogue/read-scan.ts';
import { sellableItem } from '../../../shared/catalogue/sellable-item.ts';
import type { Json } from '../../../shared/commit/json-text.ts';
import { LIMITS } from '../../../shared/commit/limits.ts';
import { FoldSet } from '../../../shared/fold/fold.ts';
import { checkDigit } from '../../../shared/sales/weighed-code.ts';
import { createCostsFold } from '../../../shared/settings/settings-folds.ts';
import { StockFold } from '../../../shared/stock/stock-fold.ts';
import { stockList } from '../../../shared/stock/stock-list.ts';
import { foldDraft, stateOfPart } from '../../kit/fold-drafts.ts';
import { BRANCH, idOf, movement, refOf, STOCK_DOCUMENT, STOCK_PLACE, WAREHOUSE } from '../../kit/fold-facts.ts';

const PINYIN: Readonly<Record<string, string>> = { 牛奶: 'niu nai', 苹果: 'ping guo', T恤: 't xu', 酸奶: 'suan nai' };
const readName = (name: string) => {
  const full = PINYIN[name] ?? name;
  return {
    full: full.replaceAll(' ', ''),
    initials: full
      .split(' ')
      .map((word) => word[0] ?? '')
      .join(''),
  };
};
const buildProductSet = (change: Omit<FieldChange, 'type'>) =>
  buildFieldChanges('setProductField', [{ ...change, type: 'product' }]);
const MILK = idOf('milk');
const APPLE = idOf('apple');
const SHIRT = idOf('shirt');
const RED = idOf('shirt-red');
const BLUE = idOf('shirt-blue');

function shop() {
  const catalogue = new CatalogueFold(readName);
  const costs = createCostsFold();
  const stock = new StockFold(480);
  const folds = new FoldSet([catalogue, costs, stock]);
  let seq = 0;
  const tell = (draft: Parameters<typeof foldDraft>[4], time = ++seq * 10): void =>
    foldDraft(folds, 'a', ++seq, time, draft);
  tell(
    buildProductNew({
      id: MILK,
      fields: {
        name: '牛奶',
        itemNo: 'SP-1001',
        unit: '盒',
        barcodes: ['6901234567892'],
        units: [{ name: '箱', numerator: 12, denominator: 1, barcode: '6901234567000' }],
        category: '饮料/奶',
        retailPrice: 65_000,
        minStock: 10_000,
      },
      purchasePrice: 42_000,
    }),
  );
  tell(
    buildProductNew({
      id: APPLE,
      fields: {
        name: '苹果',
        unit: '公斤',
        byWeight: true,
        plu: '12345',
        retailPrice: 99_800,
        category: '水果',
        floorPrice: 90_000,
      },
    }),
  );
  tell(
    buildProductNew({
      id: SHIRT,
      fields: {
        name: 'T恤',
        itemNo: 'TX-7',
        unit: '件',
        retailPrice: 790_000,
        category: '服装',
        attributes: ['颜色', '尺码'],
        stockRule: 'strict',
      },
      variants: [
        { id: RED, fields: { attributes: { 尺码: 'L', 颜色: '红' }, barcodes: ['69000017'] } },
        { id: BLUE, fields: { attributes: { 颜色: '蓝', 尺码: 'L' }, barcodes: ['69000024'], retailPrice: 690_000 } },
      ],
    }),
  );
  return { catalogue, costs, stock, folds, tell };
}

const nobody = { onHand: () => null, available: () => null, travel: () => 'merged' };
const params: ProductListParams = {
  search: '',
  category: null,
  filter: 'all',
  sort: { by: 'name', descending: false },
  offset: 0,
  limit: 50,
};
const namesOf = (catalogue: CatalogueFold, change: Partial<ProductListParams>): string[] =>
  productList(catalogue, { ...params, ...change }, nobody).rows.map((row) => row.name);

describe('FOLD-42 search', () => {
  test.each([
    ['牛奶', ['牛奶']],
    ['niunai', ['牛奶']],
    ['nn', ['牛奶']],
    ['sp-1001', ['牛奶']],
    ['ＳＰ－１００１', ['牛奶']],
    ['69012', ['牛奶']],
    ['6901234567000', ['牛奶']],
    ['TX 蓝', ['T恤']],
    ['蓝 牛', []],
    ['不存在', []],
  ])('FOLD-42 %j finds %j', (search, wanted) => {
    expect(namesOf(shop().catalogue, { search })).toEqual(wanted);
  });

  test('FOLD-42 a renamed product is found by its new name and no longer by the old one', () => {
    const { catalogue, tell } = shop();
    expect(namesOf(catalogue, { search: '牛奶' })).toEqual(['牛奶']);
    tell(
      buildProductSet({
        id: MILK,
        field: 'name',
        value: '酸奶',
        before: '牛奶',
        over: catalogue.products.overOfField(MILK, 'name'),
      }),
    );
    expect(namesOf(catalogue, { search: '牛奶' })).toEqual([]);
    expect(namesOf(catalogue, { search: 'suan' })).toEqual(['酸奶']);
  });
});

describe('lists', () => {
  test('sort, category and filter', () => {
    const { catalogue, tell } = shop();
    expect(namesOf(catalogue, {})).toEqual(['牛奶', '苹果', 'T恤']);
    expect(namesOf(catalogue, { sort: { by: 'retailPrice', descending: true } })).toEqual(['T恤', '苹果', '牛奶']);
    expect(namesOf(catalogue, { category: '饮料' })).toEqual(['牛奶']);
    expect(namesOf(catalogue, { category: '饮' })).toEqual([]);
    tell(buildProductNew({ id: idOf('free'), fields: { name: '赠品' } }));
    expect(namesOf(catalogue, { filter: 'unpriced' })).toEqual(['赠品']);
    expect(namesOf(catalogue, { filter: 'sellable' })).toHaveLength(3);
    expect(catalogue.categoryCounts().map(({ name, count }) => [name, count])).toEqual([
      ['服装', 1],
      ['水果', 1],
      ['饮料', 0],
      ['饮料/奶', 1],
    ]);
  });

  test('FOLD-14 FOLD-15 a removed product leaves list, scan and counts, and comes back', () => {
    const { catalogue, tell } = shop();
    tell(buildProductRemove(MILK, catalogue.products.overOfRecord(MILK)));
    expect(namesOf(catalogue, {})).toEqual(['苹果', 'T恤']);
    expect(namesOf(catalogue, { filter: 'removed' })).toEqual(['牛奶']);
    expect(catalogue.findBarcode('6901234567892')).toEqual([]);
    expect(productList(catalogue, params, nobody).all).toBe(2);
    tell(buildProductRestore(MILK, catalogue.products.overOfRecord(MILK)));
    expect(namesOf(catalogue, {})).toContain('牛奶');
    expect(catalogue.findBarcode('6901234567892')).toHaveLength(1);
  });

  test('FOLD-41 variants are counted; a simple product is its own only one', () => {
    const { catalogue } = shop();
    expect(catalogue.variantsOf(MILK)).toEqual([MILK]);
    expect(catalogue.variantsOf(SHIRT)).toEqual([BLUE, RED].sort());
    expect(catalogue.productOf(RED)).toBe(SHIRT);
    const rows = productList(catalogue, params, nobody).rows.map((row) => [row.name, row.variants]);
    expect(rows).toEqual([
      ['牛奶', 1],
      ['苹果', 1],
      ['T恤', 2],
    ]);
  });

  test('stock on hand by variant, with its figures', () => {
    const { catalogue, stock } = shop();
    stock.add(refOf('k', 1, 10, STOCK_DOCUMENT), movement(MILK, 5000, 'receipt', idOf('r')));
    stock.add(refOf('k', 2, 11, STOCK_DOCUMENT), movement(RED, -1000, 'sale', idOf('t')));
    const questions = { reserved: () => 0, inTransit: () => 0, travel: () => 'merged' };
    const list = stockList(
      catalogue,
      stock,
      { places: [STOCK_PLACE], search: '', filter: 'all', offset: 0, limit: 10, today: '2026-09-20' },
      questions,
    );
    expect(list.rows.map((row) => [row.name, row.spec, row.onHand])).toEqual([
      ['牛奶', '', 5000],
      ['苹果', '', 0],
      ['T恤', '蓝 / L', 0],
      ['T恤', '红 / L', -1000],
    ]);
    expect(list.figures).toMatchObject({
      onHand: 4000,
      reserved: 0,
      inTransit: 0,
      negative: 1,
      low: 1,
      gaps: 0,
      items: 4,
    });
    const low = stockList(
      catalogue,
      stock,
      {
        places: [STOCK_PLACE, `${BRANCH}/house--2`],
        search: '',
        filter: 'low',
        offset: 0,
        limit: 10,
        today: '2026-09-20',
      },
      questions,
    );
    expect(low.rows.map((row) => row.name)).toEqual(['牛奶']);
    const none = { places: [], search: '', filter: 'all', offset: 0, limit: 10, today: '2026-09-20' } as const;
    expect(stockList(catalogue, stock, none, questions)).toMatchObject({ rows: [], total: 0, figures: { items: 0 } });
  });

  test('removed goods leave the stock list with their last piece', () => {
    const { catalogue, stock, tell } = shop();
    stock.add(refOf('k', 1, 10, STOCK_DOCUMENT), movement(MILK, 5000, 'receipt', idOf('r')));
    for (const id of [MILK, APPLE]) tell(buildProductRemove(id, catalogue.products.overOfRecord(id)));
    const all = {
      places: [STOCK_PLACE],
      search: '',
      filter: 'all',
      offset: 0,
      limit: 10,
      today: '2026-09-20',
    } as const;
    const questions = { reserved: () => 0, inTransit: () => 0, travel: () => 'merged' };
    expect(stockList(catalogue, stock, all, questions).rows.map((row) => row.name)).toEqual(['牛奶', 'T恤', 'T恤']);
  });
});

describe('FOLD-40 scanning', () => {
  const layoutOf = (prefix: string) => (prefix === '22' ? 'amount' : null);
  const ticketOf = (number: string) => (number === 'LSCK-A-03k7-000001' ? idOf('t1') : null);
  const questions = { onHand: () => 1000, escrow: () => 2000, layoutOf, ticketOf };
  const scan = (catalogue: CatalogueFold, code: string) => readScan(catalogue, code, questions);

  test('FOLD-40 a code is a variant in its unit, at its price', () => {
    const { catalogue } = shop();
    expect(scan(catalogue, ' 6901234567892 ')).toMatchObject({
      kind: 'variant',
      item: { variant: MILK, unit: '盒', price: 65_000, strict: false, escrow: null },
    });
    expect(scan(catalogue, '6901234567000')).toMatchObject({
      kind: 'variant',
      item: { unit: '箱', unitNumerator: 12, price: 780_000 },
    });
    expect(scan(catalogue, '69000024')).toMatchObject({
      kind: 'variant',
      item: { variant: BLUE, product: SHIRT, spec: '蓝 / L', price: 690_000, strict: true, escrow: 2000 },
    });
    expect(scan(catalogue, '69000017')).toMatchObject({ kind: 'variant', item: { variant: RED, price: 790_000 } });
    expect(scan(catalogue, '6901234')).toEqual({ kind: 'unknown', code: '6901234' });
    expect(scan(catalogue, 'HC1:R:abc')).toEqual({ kind: 'ticket', id: 'abc' });
    expect(scan(catalogue, 'LSCK-A-03k7-000001')).toEqual({ kind: 'ticket', id: idOf('t1') });
    expect(scan(catalogue, 'sp-1001')).toMatchObject({ kind: 'variant', item: { variant: MILK, unit: '盒' } });
    expect(scan(catalogue, 'tx-7')).toMatchObject({ kind: 'choose', items: [{ product: SHIRT }, { product: SHIRT }] });
  });

  test('FOLD-40 one code on two goods asks, before and after the index is built', () => {
    const { catalogue, tell } = shop();
    tell(buildProductNew({ id: idOf('twin'), fields: { name: '酸奶', barcodes: ['6901234567892'], retailPrice: 1 } }));
    const names = (): string[] => {
      const found = scan(catalogue, '6901234567892');
      return found.kind === 'choose' ? found.items.map((item) => item.name).sort() : [];
    };
    expect(names()).toEqual(['牛奶', '酸奶']);
    catalogue.warm();
    expect(names()).toEqual(['牛奶', '酸奶']);
    expect(catalogue.duplicateBarcodes().map(([code]) => code)).toEqual(['6901234567892']);
  });

  test('FOLD-40 a weighed label gives quantity and amount; an unknown PLU or an unpriced product is an alarm', () => {
    const { catalogue, tell } = shop();
    expect(scan(catalogue, '2212345007660')).toMatchObject({
      kind: 'variant',
      item: { variant: APPLE },
      quantity: 768,
      amount: 766,
    });
    const other = `221234600766${checkDigit('221234600766')}`;
    expect(scan(catalogue, other)).toEqual({ kind: 'unknown', code: other });
    tell(
      buildProductSet({
        id: APPLE,
        field: 'retailPrice',
        value: null,
        before: 99_800,
        over: catalogue.products.overOfField(APPLE, 'retailPrice'),
      }),
    );
    expect(scan(catalogue, '2212345007660')).toEqual({ kind: 'unknown', code: '2212345007660' });
  });

  test('member cards, badges and payment codes are told from goods, and goods go first', () => {
    const { catalogue } = shop();
    expect(scan(catalogue, 'HC1:M:abcdefgh')).toEqual({ kind: 'member', id: 'abcdefgh' });
    expect(scan(catalogue, 'HC1:B:abcdefgh')).toEqual({ kind: 'badge', id: 'abcdefgh' });
    expect(scan(catalogue, 'HC1:X:abcdefgh')).toMatchObject({ kind: 'unknown' });
    const wechat = '134567890123456789';
    expect(scan(catalogue, wechat)).toEqual({ kind: 'payment', wallet: 'wechat', code: wechat });
    for (const alipay of ['2567890123456789', '281234567890123456', '301234567890123456789012'])
      expect(scan(catalogue, alipay)).toEqual({ kind: 'payment', wallet: 'alipay', code: alipay });
    for (const neither of ['13456789012345678', '164567890123456789', '2456789012345678', '2512345678901'])
      expect(scan(catalogue, neither).kind).toBe('unknown');
    // A weighed label of 18 digits looks like Alipay's code; its PLU is somebody's.
    const weighing = { ...questions, layoutOf: () => 'amountWeight' as const };
    const weighed = readScan(catalogue, '261234500766007683', weighing);
    expect(weighed).toMatchObject({ kind: 'variant', quantity: 768, amount: 766 });
    expect(readScan(catalogue, '269999900766007680', weighing)).toMatchObject({ kind: 'payment' });
  });

  test('a floor price goes with the unit; what is not in the catalogue cannot be sold', () => {
    const { catalogue } = shop();
    const apple = goodOf(catalogue, APPLE);
    if (apple === null) throw new Error('no apple');
    expect(sellableItem(apple, null, questions)).toMatchObject({ floorPrice: 90_000, byWeight: true });
    const half = { name: '斤', numerator: 1, denominator: 2 };
    expect(sellableItem(apple, half, questions)).toMatchObject({ unit: '斤', price: 49_900, floorPrice: 45_000 });
    expect(goodOf(catalogue, idOf('nothing'))).toBeNull();
  });
});

test('FOLD-13 the page of a product shows conflict, history and variants with names', () => {
  const { catalogue } = shop();
  const over = catalogue.products.overOfField(MILK, 'retailPrice');
  const folds = new FoldSet([catalogue]);
  const set = (value: number) => buildProductSet({ id: MILK, field: 'retailPrice', value, before: 65_000, over });
  foldDraft(folds, 'b', 1, 500, set(66_000));
  foldDraft(folds, 'c', 1, 501, set(67_000));
  const asked = { ...nobody, travelOf: () => 'merged', content: (value: Json) => value };
  const page = productPage(catalogue, MILK, {
    ...asked,
    writer: (ref) => ({ by: `writer ${ref.feed[0]}`, device: ref.feed.slice(0, 1), offline: false }),
  });
  expect(page?.conflicts).toMatchObject([
    {
      field: 'retailPrice',
      before: 65_000,
      values: [
        { value: 67_000, by: 'writer c' },
        { value: 66_000, by: 'writer b' },
      ],
    },
  ]);
  expect(page?.history[0]).toMatchObject({ field: 'retailPrice', before: 65_000, after: 67_000, by: 'writer c' });
  expect(page?.variants).toMatchObject([{ id: MILK, barcodes: ['6901234567892'], retailPrice: 67_000 }]);
  expect(
    productPage(catalogue, SHIRT, { ...asked, writer: () => ({ by: '', device: '', offline: false }) })?.variants,
  ).toHaveLength(2);
});

describe('writing products', () => {
  test('SCHEMA-9 a price claims how far it moves, a cost stands in its own document', () => {
    const { catalogue, costs } = shop();
    const over = catalogue.products.overOfField(MILK, 'retailPrice');
    const draft = buildProductSet({ id: MILK, field: 'retailPrice', value: 67_000, before: 65_000, over });
    expect(draft.uses).toEqual(['catalogue.edit@*', 'catalogue.price≤4@*']);
    expect(costs.of('cost').value(MILK, 'purchasePrice')).toBe(42_000);
    expect(
      buildPurchasePrice({ id: MILK, price: 43_000, over: costs.of('cost').overOfField(MILK, 'purchasePrice') })
        .parts[0]?.entries[0],
    ).toMatchObject({ kind: 'set' });
    expect(buildPurchasePrice({ id: APPLE, price: 50_000, over: [] }).parts[0]?.entries[0]).toMatchObject({
      kind: 'new',
      type: 'cost',
    });
  });

  test('case e2: 50 prices in one action are 50 entries under one commit, one claim for the largest', () => {
    const changes: FieldChange[] = Array.from({ length: 50 }, (_, i) => ({
      type: 'product',
      id: idOf(`p${i}`),
      field: 'retailPrice',
      value: 110_000 + i,
      before: 100_000,
      over: [],
    }));
    const draft = buildFieldChanges('raisePrices', changes);
    expect(draft.parts[0]?.entries).toHaveLength(50);
    expect(draft.uses).toEqual(['catalogue.edit@*', 'catalogue.price≤11@*']);
    expect(draft.parts.every((part) => stateOfPart(part, draft.uses) === 'present')).toBe(true);
  });

  test('an import slice is catalogue, costs and opening stock in one commit, and every part is present', () => {
    const { catalogue, stock, costs } = shop();
    const rows: ImportRow[] = [
      {
        kind: 'create',
        product: { id: idOf('n1'), fields: { name: '纸巾', itemNo: 'ZJ', remark: '' }, purchasePrice: 30_000 },
        opening: [{ variant: idOf('n1'), quantity: 7000 }],
      },
      {
        kind: 'update',
        changes: [
          {
            type: 'product',
            id: MILK,
            field: 'category',
            value: '奶',
            before: '饮料/奶',
            over: catalogue.products.overOfField(MILK, 'category'),
          },
        ],
        newVariants: { product: MILK, variants: [{ id: idOf('milk-big'), fields: { attributes: { 容量: '1L' } } }] },
        opening: [{ variant: idOf('milk-big'), quantity: 2000 }],
        purchasePrices: [{ id: MILK, price: 41_000, over: costs.of('cost').overOfField(MILK, 'purchasePrice') }],
      },
    ];
    const context = {
      month: '2026-11',
      papers: [{ branch: BRANCH, warehouse: WAREHOUSE, id: idOf('open'), number: 'QC-A-03k7-000001' }],
      openingReason: '商品.xlsx',
    };
    const draft = buildImportSlice(rows, context);
    foldDraft(new FoldSet([catalogue, stock, costs]), 'z', 1, 900, draft);
    expect(catalogue.products.value(idOf('n1'), 'name')).toBe('纸巾');
    expect(catalogue.products.value(idOf('n1'), 'remark')).toBeUndefined();
    expect(catalogue.products.value(MILK, 'category')).toBe('奶');
    expect(stock.balance(idOf('n1'), STOCK_PLACE)).toBe(7000);
    expect(stock.balance(idOf('milk-big'), STOCK_PLACE)).toBe(2000);
    expect(catalogue.variantsOf(MILK)).toEqual([idOf('milk-big')]);
    expect(stock.notes.get(idOf('open'))[0]?.value).toMatchObject({ type: 'opening', reason: '商品.xlsx', lines: 2 });
    expect(costs.of('cost').value(MILK, 'purchasePrice')).toBe(41_000);
    expect(draft.uses).toEqual([
      'catalogue.add@*',
      'catalogue.edit@*',
      'costs.add@*',
      'costs.edit@*',
      `stockAdjustment.add@${BRANCH}/${WAREHOUSE}`,
    ]);
  });

  test('slices keep the limits of a commit, whatever the rows are', () => {
    const row = (i: number, fields: Record<string, Json>): ImportRow => ({
      kind: 'create',
      product: { id: idOf(`q${i}`), fields: { name: `商品${i}`, ...fields }, purchasePrice: 5 },
      opening: [{ variant: idOf(`q${i}`), quantity: 1000 }],
    });
    const small = Array.from({ length: 1000 }, (_, i) => row(i, {}));
    expect(sliceImport(small).map((slice) => slice.length)).toEqual([200, 200, 200, 200, 200]);
    const long = Array.from({ length: 300 }, (_, i) => row(i, { remark: '备'.repeat(1000) }));
    const slices = sliceImport(long);
    expect(slices.flat()).toEqual(long);
    const context = {
      month: '2026-11',
      papers: [{ branch: BRANCH, warehouse: WAREHOUSE, id: idOf('o'), number: 'QC-1' }],
      openingReason: '',
    };
    for (const slice of slices) {
      for (const part of buildImportSlice(slice, context).parts) {
        expect(new TextEncoder().encode(JSON.stringify(part.entries)).length).toBeLessThan(LIMITS.partBytes);
      }
    }
    expect(sliceImport([])).toEqual([]);
  });
});
