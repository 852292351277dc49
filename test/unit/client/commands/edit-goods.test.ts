/** Goods as people edit them, in a whole client: the matrix, bulk edits and their undo, units, copies, categories. */
import { describe, expect, test } from 'vitest';
import { removeCategory, saveCategory } from '../../../../client/commands/edit-categories.ts';
import { bulkEdit, editGoods } from '../../../../client/commands/edit-goods.ts';
import { copyProduct, createProduct, setProductField } from '../../../../client/commands/edit-products.ts';
import { setWeighedCodes } from '../../../../client/commands/edit-settings.ts';
import { addVariants, removeVariants, setUnits } from '../../../../client/commands/edit-variants.ts';
import { act } from '../../../../client/commands/policy-acts.ts';
import { productView } from '../../../../client/queries/product-queries.ts';
import { scanView } from '../../../../client/queries/sale-queries.ts';
import { readHeader } from '../../../../shared/commit/header.ts';
import { toBase64url } from '../../../../shared/foundation/bytes.ts';
import type { Result } from '../../../../shared/foundation/result.ts';
import { manualWall } from '../../../kit/client-device.ts';
import { ClientNode, joined, newKeys, TestWitness, testClientDevice } from '../../../kit/client-node.ts';

const quietly = { progress: () => undefined, cancelled: () => false };
async function done<T>(answer: Promise<Result<T, { readonly code: string }>>): Promise<T> {
  const result = await answer;
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const codeOf = async (answer: Promise<Result<unknown, { readonly code: string }>>): Promise<string> => {
  const result = await answer;
  return result.ok ? 'ok' : result.error.code;
};

async function shop(seed: number): Promise<ClientNode> {
  const wall = manualWall();
  return ClientNode.found(testClientDevice(seed, await newKeys(), wall), new TestWitness(wall));
}
const shirt = { name: '亚麻衬衫', unit: '件', retailPrice: 2_690_000, category: '衬衫' };
const axes = [
  { name: '颜色', values: ['米白', '雾蓝'] },
  { name: '尺码', values: ['S', 'M'] },
];
const commits = (node: ClientNode): number => node.core.size;
const lastUses = (node: ClientNode): readonly string[] =>
  readHeader(node.commit(node.core.size - 1).header)?.uses ?? [];

describe('the matrix', () => {
  test('colour × size makes variants in one commit; again makes only what is missing', async () => {
    const node = await shop(801);
    const { id } = await done(createProduct(node.desk, { fields: shirt }));
    const before = commits(node);
    expect(await done(addVariants(node.desk, { product: id, axes }))).toEqual({ made: 4 });
    expect(commits(node)).toBe(before + 1);
    const more = [axes[0] ?? { name: '', values: [] }, { name: '尺码', values: ['S', 'M', 'L'] }];
    expect(await done(addVariants(node.desk, { product: id, axes: more }))).toEqual({ made: 2 });
    expect(productView(node.desk, id)?.variants).toHaveLength(6);
    expect(await done(addVariants(node.desk, { product: id, axes: more }))).toEqual({ made: 0 });
  });

  test('a variant taken away comes back under its own id, with its price', async () => {
    const node = await shop(802);
    const { id } = await done(createProduct(node.desk, { fields: shirt }));
    await done(addVariants(node.desk, { product: id, axes }));
    const [first] = productView(node.desk, id)?.variants ?? [];
    const variant = first?.id ?? '';
    await done(editGoods(node.desk, { changes: [{ id: variant, field: 'retailPrice', value: 2_990_000 }] }, quietly));
    await done(removeVariants(node.desk, { ids: [variant] }));
    expect(productView(node.desk, id)?.variants).toHaveLength(3);
    expect(await done(addVariants(node.desk, { product: id, axes }))).toEqual({ made: 1 });
    expect(productView(node.desk, id)?.variants.find((one) => one.id === variant)).toMatchObject({
      retailPrice: 2_990_000,
      priced: true,
    });
  });

  test('prices pasted into the matrix are one commit; the claim is measured against the product’s price', async () => {
    const node = await shop(803);
    const { id } = await done(createProduct(node.desk, { fields: shirt }));
    await done(addVariants(node.desk, { product: id, axes }));
    const variants = productView(node.desk, id)?.variants ?? [];
    const changes = variants.map((one) => ({ id: one.id, field: 'retailPrice', value: 2_959_000 }));
    const before = commits(node);
    const edited = await done(editGoods(node.desk, { changes }, quietly));
    expect([edited.changed, commits(node) - before]).toEqual([4, 1]);
    expect(lastUses(node)).toContain('catalogue.price≤10@*');
    await done(editGoods(node.desk, { changes: edited.undo }, quietly));
    expect(productView(node.desk, id)?.variants.map(({ priced }) => priced)).toEqual([false, false, false, false]);
  });

  test('every change is in the history: who, when, before and after, of which variant', async () => {
    const node = await shop(804);
    const { id } = await done(createProduct(node.desk, { fields: shirt, purchasePrice: 1_000_000 }));
    await done(addVariants(node.desk, { product: id, axes }));
    const [variant] = productView(node.desk, id)?.variants ?? [];
    await done(
      editGoods(
        node.desk,
        { changes: [{ id: variant?.id ?? '', field: 'barcodes', value: ['6901234567892'] }] },
        quietly,
      ),
    );
    await done(setProductField(node.desk, { id, field: 'brand', value: '和仓' }));
    const history = productView(node.desk, id)?.history ?? [];
    expect(history.slice(0, 2)).toMatchObject([
      { field: 'brand', of: null, before: null, after: '和仓', by: '何敏', device: '收银台 1' },
      { field: 'barcodes', of: variant?.name, before: null, after: ['6901234567892'] },
    ]);
    expect(history.some(({ field, after }) => field === 'purchasePrice' && after === 1_000_000)).toBe(true);
  });
});

describe('bulk edits', () => {
  test('50 prices up by 10 % in one commit, 10.00 → 11.00; undo spares what somebody changed meanwhile', async () => {
    const node = await shop(811);
    const ids: string[] = [];
    for (let i = 0; i < 50; i++) {
      const fields = { name: `茶 ${i}`, unit: '盒', retailPrice: 100_000 + i * 100 };
      ids.push((await done(createProduct(node.desk, { fields }))).id);
    }
    const before = commits(node);
    const operation = { kind: 'percent', field: 'retailPrice', basisPoints: 1000 } as const;
    const edited = await done(bulkEdit(node.desk, { ids, operation }, quietly));
    expect([edited.changed, commits(node) - before]).toEqual([50, 1]);
    const price = (at: number): unknown => node.open.folds.catalogue.products.value(ids[at] ?? '', 'retailPrice');
    expect([price(0), price(1), price(49)]).toEqual([110_000, 110_100, 115_400]);
    await done(setProductField(node.desk, { id: ids[0] ?? '', field: 'retailPrice', value: 120_000 }));
    expect((await done(editGoods(node.desk, { changes: edited.undo }, quietly))).changed).toBe(49);
    expect([price(0), price(1)]).toEqual([120_000, 100_100]);
  });

  test('more than a commit holds is cut, and shares a batch', async () => {
    const node = await shop(812);
    const { id } = await done(createProduct(node.desk, { fields: shirt }));
    const many = [
      { name: '颜色', values: Array.from({ length: 25 }, (_, i) => `色${i}`) },
      { name: '尺码', values: Array.from({ length: 20 }, (_, i) => `${i}`) },
    ];
    expect(await done(addVariants(node.desk, { product: id, axes: many }))).toEqual({ made: 500 });
    const changes = (productView(node.desk, id)?.variants ?? []).map((one) => ({
      id: one.id,
      field: 'minStock',
      value: 2000,
    }));
    const before = commits(node);
    expect((await done(editGoods(node.desk, { changes }, quietly))).changed).toBe(500);
    expect(commits(node) - before).toBe(2);
    const batches = [before, before + 1].map((at) => readHeader(node.commit(at).header)?.batch);
    expect(batches[0]).toBeDefined();
    expect(batches[0]).toBe(batches[1]);
  });

  test('category and status of the chosen ones; discontinued goods leave what is on sale', async () => {
    const node = await shop(813);
    const { id } = await done(createProduct(node.desk, { fields: shirt }));
    await done(
      bulkEdit(node.desk, { ids: [id], operation: { kind: 'set', field: 'status', value: 'discontinued' } }, quietly),
    );
    await done(
      bulkEdit(node.desk, { ids: [id], operation: { kind: 'set', field: 'category', value: '外套/风衣' } }, quietly),
    );
    expect(productView(node.desk, id)?.fields).toMatchObject({ status: 'discontinued', category: '外套/风衣' });
  });
});

describe('units, copies, settings', () => {
  test('a carton: its own code sells 12; another ratio retires it, and its papers are none of the new one', async () => {
    const node = await shop(821);
    const { id } = await done(createProduct(node.desk, { fields: { name: '牛奶', unit: '盒', retailPrice: 65_000 } }));
    const box = { name: '箱', numerator: 12, denominator: 1, barcode: '16901234567899' };
    await done(setUnits(node.desk, { product: id, units: [box] }));
    expect(scanView(node.desk, box.barcode)).toMatchObject({
      kind: 'variant',
      item: { unit: '箱', unitNumerator: 12, price: 780_000 },
    });
    await done(setUnits(node.desk, { product: id, units: [{ ...box, numerator: 10 }] }));
    expect(productView(node.desk, id)?.fields.units).toEqual([{ ...box, numerator: 10 }]);
    expect(node.open.folds.catalogue.products.value(id, 'units')).toHaveLength(2);
    expect(scanView(node.desk, box.barcode)).toMatchObject({ item: { unitNumerator: 10 } });
    expect(await codeOf(setUnits(node.desk, { product: id, units: [box, box] }))).toBe('unit-twice');
  });

  test('a copy has everything but codes and item number, and variants of its own', async () => {
    const node = await shop(822);
    const { id } = await done(
      createProduct(node.desk, { fields: { ...shirt, itemNo: 'S1', barcodes: ['6901234567892'] } }),
    );
    await done(addVariants(node.desk, { product: id, axes }));
    const copy = await done(copyProduct(node.desk, { id, name: '亚麻衬衫 副本' }));
    const made = productView(node.desk, copy.id);
    expect(made?.fields).toMatchObject({ name: '亚麻衬衫 副本', retailPrice: 2_690_000, category: '衬衫' });
    expect([made?.fields.itemNo, made?.fields.barcodes, made?.variants.length]).toEqual([undefined, undefined, 4]);
    const ids = new Set(made?.variants.map((one) => one.id));
    expect(productView(node.desk, id)?.variants.some((one) => ids.has(one.id))).toBe(false);
  });

  test('prefix 22 holds the amount: 2212345007660 sells 0.768 kg for 7.66', async () => {
    const node = await shop(823);
    const apple = { name: '苹果', unit: '公斤', byWeight: true, plu: '12345', retailPrice: 99_800 };
    await done(createProduct(node.desk, { fields: apple }));
    expect(scanView(node.desk, '2212345007660').kind).toBe('unknown');
    await done(setWeighedCodes(node.desk, { layouts: { '22': 'amount', '25': 'weight' } }));
    expect(scanView(node.desk, '2212345007660')).toMatchObject({ kind: 'variant', quantity: 768, amount: 766 });
    expect(scanView(node.desk, '2512345007685')).toMatchObject({ kind: 'variant', quantity: 768, amount: null });
    expect(await codeOf(setWeighedCodes(node.desk, { layouts: { '30': 'amount' } }))).toBe('weighed-layout');
  });
});

describe('categories', () => {
  test('renaming and moving a path touches no product; typing the new path finds the same category', async () => {
    const node = await shop(831);
    const { id } = await done(
      createProduct(node.desk, { fields: { name: '橙汁', unit: '瓶', category: '饮料/果汁' } }),
    );
    const before = commits(node);
    await done(saveCategory(node.desk, { key: '饮料', name: '酒水' }));
    expect(productView(node.desk, id)?.fields.category).toBe('酒水/果汁');
    const fruit = await done(saveCategory(node.desk, { key: null, name: '生鲜', parent: null }));
    await done(saveCategory(node.desk, { key: '饮料/果汁', parent: fruit.key }));
    expect(productView(node.desk, id)?.fields.category).toBe('生鲜/果汁');
    expect(commits(node) - before).toBe(3);
    const other = await done(
      createProduct(node.desk, { fields: { name: '苹果汁', unit: '瓶', category: '生鲜/果汁' } }),
    );
    await done(saveCategory(node.desk, { key: '饮料/果汁', name: '鲜榨' }));
    expect(productView(node.desk, other.id)?.fields.category).toBe('生鲜/鲜榨');
    expect(node.open.folds.catalogue.categoryCounts().map(({ name, count }) => [name, count])).toContainEqual([
      '生鲜/鲜榨',
      2,
    ]);
  });

  test('not into itself, no name twice in one place, no slash', async () => {
    const node = await shop(832);
    await done(createProduct(node.desk, { fields: { name: '橙汁', unit: '瓶', category: '饮料/果汁' } }));
    expect(await codeOf(saveCategory(node.desk, { key: '饮料', parent: '饮料/果汁' }))).toBe('category-inside');
    expect(await codeOf(saveCategory(node.desk, { key: null, name: '饮料', parent: null }))).toBe('category-known');
    expect(await codeOf(saveCategory(node.desk, { key: null, name: '茶/绿茶', parent: null }))).toBe('category-name');
  });

  test('one that is taken away shows its goods in its parent, and comes back', async () => {
    const node = await shop(833);
    const { id } = await done(
      createProduct(node.desk, { fields: { name: '橙汁', unit: '瓶', category: '饮料/果汁' } }),
    );
    const { key } = await done(removeCategory(node.desk, { key: '饮料/果汁' }));
    expect(productView(node.desk, id)?.fields.category).toBe('饮料');
    await done(removeCategory(node.desk, { key, restore: true }));
    expect(productView(node.desk, id)?.fields.category).toBe('饮料/果汁');
  });
});

describe('rights', () => {
  async function withManager(seed: number, role: string) {
    const wall = manualWall();
    const owner = await ClientNode.found(testClientDevice(seed, await newKeys(), wall), new TestWitness(wall));
    const { id } = await done(createProduct(owner.desk, { fields: { name: '茶', unit: '盒', retailPrice: 100_000 } }));
    await done(addVariants(owner.desk, { product: id, axes: [{ name: '味', values: ['红', '绿'] }] }));
    const keys = await newKeys();
    const member = 'manager000000000';
    const branch = owner.desk.branch ?? '';
    await act(owner.desk, { kind: 'grant', member, role, scope: branch }, role);
    const publicKey = toBase64url(keys.publicKey);
    await act(owner.desk, { kind: 'enrol', device: keys.device as string, member, publicKey }, '');
    return { owner, id, other: await joined(owner, keys, member, seed + 1, wall) };
  }

  test('店 moves a price by 5 % and no further: not in bulk, not by a variant, not by a unit, a level or a break', async () => {
    const { other, id } = await withManager(841, 'manager');
    const percent = (basisPoints: number) =>
      codeOf(
        bulkEdit(other.desk, { ids: [id], operation: { kind: 'percent', field: 'retailPrice', basisPoints } }, quietly),
      );
    expect([await percent(-600), await percent(500)]).toEqual(['not-allowed', 'ok']);
    const [variant] = productView(other.desk, id)?.variants ?? [];
    const set = (target: string, field: string, value: number) =>
      codeOf(editGoods(other.desk, { changes: [{ id: target, field, value }] }, quietly));
    expect(await set(variant?.id ?? '', 'retailPrice', 50_000)).toBe('not-allowed');
    expect(await set(variant?.id ?? '', 'retailPrice', 102_000)).toBe('ok');
    const box = { name: '箱', numerator: 10, denominator: 1, price: 1_000_000 };
    expect(await codeOf(setUnits(other.desk, { product: id, units: [box] }))).toBe('ok');
    expect(await codeOf(setUnits(other.desk, { product: id, units: [{ ...box, price: 800_000 }] }))).toBe(
      'not-allowed',
    );
    const levels = (value: number) =>
      codeOf(setProductField(other.desk, { id, field: 'priceLevels', value: { 批发: value } }));
    expect([await levels(90_000), await levels(80_000)]).toEqual(['ok', 'not-allowed']);
    const breaks = (price: number) =>
      codeOf(setProductField(other.desk, { id, field: 'quantityBreaks', value: [{ from: 10_000, price }] }));
    expect([await breaks(95_000), await breaks(80_000)]).toEqual(['ok', 'not-allowed']);
  });

  test('one change beyond the limit keeps the whole bulk edit from being written', async () => {
    const { other, id } = await withManager(843, 'manager');
    const variants = productView(other.desk, id)?.variants ?? [];
    const before = other.core.size;
    const changes = variants.map((one, at) => ({ id: one.id, field: 'retailPrice', value: at === 0 ? 101_000 : 10 }));
    expect(await codeOf(editGoods(other.desk, { changes }, quietly))).toBe('not-allowed');
    expect(other.core.size).toBe(before);
  });

  test('销 changes nothing of the goods, sees no cost and writes none', async () => {
    const { other, id } = await withManager(845, 'seller');
    expect(await codeOf(setProductField(other.desk, { id, field: 'floorPrice', value: 1 }))).toBe('not-allowed');
    expect(await codeOf(setProductField(other.desk, { id, field: 'purchasePrice', value: 1 }))).toBe('not-allowed');
    expect(await codeOf(addVariants(other.desk, { product: id, axes: [{ name: '味', values: ['白'] }] }))).toBe(
      'not-allowed',
    );
    expect(await codeOf(saveCategory(other.desk, { key: null, name: '新', parent: null }))).toBe('not-allowed');
    expect(productView(other.desk, id)).not.toHaveProperty('purchasePrice');
  });
});
