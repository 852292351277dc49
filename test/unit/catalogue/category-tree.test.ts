/** Categories that people rename and move, some of them at the same moment. */
import { describe, expect, test } from 'vitest';
import { CatalogueFold } from '../../../shared/catalogue/catalogue-fold.ts';
import { CategoryTree } from '../../../shared/catalogue/category-tree.ts';
import type { Entry } from '../../../shared/commit/part.ts';
import { newRecord, removeRecord, setField } from '../../../shared/schema/record-command.ts';
import { feedOf, idOf, refOf } from '../../kit/fold-facts.ts';

type Told = readonly [feed: string, seq: number, time: number, entry: Entry];
const [DRINKS, JUICE, FRUIT] = [idOf('drinks'), idOf('juice'), idOf('fruit')];
const move = (id: string, parent: string | null, over: readonly (readonly [string, number])[] = []): Entry =>
  setField(
    'category',
    id,
    'parent',
    parent,
    over.map(([feed, seq]) => [feedOf(feed), seq]),
  );
const goods = (name: string, category: string): Entry => newRecord('product', idOf(name), { name, category });

function catalogueOf(told: readonly Told[]): CatalogueFold {
  const catalogue = new CatalogueFold((name) => ({ full: name, initials: name }));
  for (const [feed, seq, time, entry] of told) catalogue.add(refOf(feed, seq, time, 'catalogue'), entry);
  return catalogue;
}
const pathOf = (catalogue: CatalogueFold, name: string): string =>
  catalogue.categoryPath(catalogue.products.rowOf(idOf(name)));

const covered: readonly Told[] = [
  ['a', 1, 10, goods('橙汁', '饮料/果汁')],
  ['a', 2, 20, newRecord('category', DRINKS, { name: '酒水', covers: '饮料' })],
  ['a', 3, 30, newRecord('category', JUICE, { name: '鲜果汁', covers: '饮料/果汁', parent: '饮料' })],
];

describe('FOLD-44 paths', () => {
  test('a new name shows at every product of the path, and no product is written', () => {
    const catalogue = catalogueOf(covered);
    expect(pathOf(catalogue, '橙汁')).toBe('酒水/鲜果汁');
    expect(catalogue.products.value(idOf('橙汁'), 'category')).toBe('饮料/果汁');
  });

  test('a product that comes with the old path, from a device that has not heard, lands in the renamed category', () => {
    const catalogue = catalogueOf([...covered, ['b', 1, 40, goods('汽水', '饮料/汽水')]]);
    expect(pathOf(catalogue, '汽水')).toBe('酒水/汽水');
  });

  test('a path typed by hand is the record that shows it', () => {
    const { categoryTree } = catalogueOf(covered);
    expect(categoryTree.keyOf('酒水/鲜果汁')).toBe(JUICE);
    expect(categoryTree.keyOf('饮料')).toBe('饮料');
    expect(categoryTree.keyOf('文具')).toBe('文具');
  });

  test('a moved category takes what is below it along', () => {
    const catalogue = catalogueOf([
      ...covered,
      ['a', 4, 40, newRecord('category', FRUIT, { name: '水果' })],
      ['a', 5, 50, move(DRINKS, FRUIT)],
    ]);
    expect(pathOf(catalogue, '橙汁')).toBe('水果/酒水/鲜果汁');
    expect(catalogue.categoryCounts().map(({ name }) => name)).toEqual(['水果', '水果/酒水', '水果/酒水/鲜果汁']);
  });

  test('a removed category is seen through, and comes back', () => {
    const removed: Told = ['a', 4, 40, removeRecord('category', JUICE, [[feedOf('a'), 3]])];
    expect(pathOf(catalogueOf([...covered, removed]), '橙汁')).toBe('酒水');
  });

  test('a record that only has a name stands for the path of that name', () => {
    const catalogue = catalogueOf([
      ['a', 1, 10, goods('茶', '饮料')],
      ['a', 2, 20, newRecord('category', DRINKS, { name: '饮料' })],
      ['a', 3, 30, setField('category', DRINKS, 'position', 1, [])],
    ]);
    expect(catalogue.categoryCounts().map(({ name, count, key }) => [name, count, key])).toEqual([['饮料', 1, DRINKS]]);
  });
});

describe('FOLD-44 two people at once', () => {
  const made: readonly Told[] = [
    ['a', 1, 10, newRecord('category', DRINKS, { name: '饮料' })],
    ['a', 2, 11, newRecord('category', FRUIT, { name: '水果' })],
    ['a', 3, 12, goods('橙', FRUIT)],
  ];
  const left: Told = ['a', 4, 20, move(DRINKS, FRUIT)];
  const right: Told = ['b', 1, 21, move(FRUIT, DRINKS)];

  test.each([
    ['a first', [left, right]],
    ['b first', [right, left]],
  ])('A under B and B under A make no circle: the later move has no effect (%s)', (_order, moves) => {
    const catalogue = catalogueOf([...made, ...moves]);
    expect(pathOf(catalogue, '橙')).toBe('水果');
    expect(catalogue.categoryTree.pathOf(DRINKS)).toBe('水果/饮料');
    expect(catalogue.categoryCounts().map(({ name, unmoved }) => [name, unmoved])).toEqual([
      ['水果', true],
      ['水果/饮料', false],
    ]);
  });

  test('it goes back to where it was before', () => {
    const catalogue = catalogueOf([
      ...made,
      ['a', 4, 13, newRecord('category', JUICE, { name: '生鲜' })],
      ['a', 5, 14, move(FRUIT, JUICE)],
      ['a', 6, 20, move(DRINKS, FRUIT)],
      ['b', 1, 21, move(FRUIT, DRINKS, [['a', 5]])],
    ]);
    expect(pathOf(catalogue, '橙')).toBe('生鲜/水果');
  });

  test('whatever 6 categories are put under each other, nobody is inside itself', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'].map(idOf);
    let seed = 7;
    const next = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    for (let round = 0; round < 300; round++) {
      const records = ids.map((id) => ({
        id,
        name: id.slice(25, 26),
        covers: null,
        position: null,
        removed: false,
        moves: Array.from({ length: next(3) }, (_, seq) => ({
          parent: ids[next(6)] ?? null,
          time: next(50),
          feed: id,
          seq,
        })).sort((a, b) => b.time - a.time),
      }));
      const tree = new CategoryTree(records);
      for (const id of ids) expect(tree.pathOf(id).split('/').length).toBeLessThanOrEqual(6);
      expect(tree.nodes([]).length).toBe(new Set(ids.map((id) => tree.pathOf(id))).size);
      const shuffled = new CategoryTree(records.toReversed());
      expect(ids.map((id) => shuffled.pathOf(id))).toEqual(ids.map((id) => tree.pathOf(id)));
    }
  });

  test('moving a category into itself is seen beforehand', () => {
    const { categoryTree } = catalogueOf([...made, left]);
    expect([categoryTree.isInside(DRINKS, FRUIT), categoryTree.isInside(FRUIT, DRINKS)]).toEqual([true, false]);
  });
});

test('FOLD-44 goods stand in the order of the names that show, also after a category was renamed', () => {
  const catalogue = catalogueOf([
    ['a', 1, 10, goods('橙', 'b')],
    ['a', 2, 20, goods('茶', 'a')],
  ]);
  const names = (): string[] => catalogue.rowsBy('category').map((row) => catalogue.products.textAt(row, 'name'));
  expect(names()).toEqual(['茶', '橙']);
  catalogue.add(refOf('a', 3, 30, 'catalogue'), newRecord('category', DRINKS, { name: 'z', covers: 'a' }));
  expect(names()).toEqual(['橙', '茶']);
});

test('FOLD-4 a snapshot brings the tree back', () => {
  const catalogue = catalogueOf(covered);
  const restored = new CatalogueFold((name) => ({ full: name, initials: name }));
  restored.restore(structuredClone(catalogue.snapshot()));
  expect(pathOf(restored, '橙汁')).toBe('酒水/鲜果汁');
  expect(restored.categoryCounts()).toEqual(catalogue.categoryCounts());
});
