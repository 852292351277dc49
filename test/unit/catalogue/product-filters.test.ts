/** What of the list a filter lets through: gaps, discontinued goods, pictures beside them. */
import { expect, test } from 'vitest';
import { CatalogueFold } from '../../../shared/catalogue/catalogue-fold.ts';
import { productIds, productList } from '../../../shared/catalogue/product-list.ts';
import { newRecord, setField } from '../../../shared/schema/record-command.ts';
import { feedOf, idOf, refOf } from '../../kit/fold-facts.ts';

const [SHIRT, RED, BLUE, TEA] = [idOf('shirt'), idOf('red'), idOf('blue'), idOf('tea')];
type Filter = Parameters<typeof productList>[1]['filter'];

function shop() {
  const catalogue = new CatalogueFold((name) => ({ full: name, initials: name }));
  const tell = (seq: number, entry: ReturnType<typeof newRecord>): void =>
    catalogue.add(refOf('a', seq, seq, 'catalogue'), entry);
  const hash = 'h'.repeat(43);
  const blob = { hash, key: hash, bytes: 10 };
  const pictures = [{ large: { ...blob, bytes: 99 }, small: blob, width: 10, height: 10 }];
  tell(1, newRecord('product', SHIRT, { name: '衬衫', retailPrice: 10, pictures }));
  tell(2, newRecord('variant', RED, { product: SHIRT, attributes: { 颜色: '红' } }));
  tell(3, newRecord('variant', BLUE, { product: SHIRT, attributes: { 颜色: '蓝' } }));
  tell(4, newRecord('product', TEA, { name: '茶', retailPrice: 10 }));
  const stock = new Map([
    [RED, 1000],
    [BLUE, 2000],
    [TEA, 0],
  ]);
  const onHand = (variant: string): number => stock.get(variant) ?? 0;
  const questions = { onHand, available: onHand, travel: () => 'listed' as const };
  const params = (filter: Filter) =>
    ({ search: '', category: null, filter, sort: { by: 'itemNo', descending: false }, offset: 0, limit: 9 }) as const;
  const names = (filter: Filter): string[] =>
    productList(catalogue, params(filter), questions).rows.map(({ name }) => name);
  return { catalogue, tell, stock, names, params, questions, blob };
}

test('a gap is a variant that is gone while another is there; it follows the stock', () => {
  const { stock, names } = shop();
  expect(names('gaps')).toEqual([]);
  stock.set(RED, 0);
  expect(names('gaps')).toEqual(['衬衫']);
  stock.set(BLUE, -1000);
  expect(names('gaps')).toEqual([]);
});

test('discontinued goods are no longer on sale, and are found apart', () => {
  const { tell, names, catalogue, params, questions } = shop();
  tell(5, setField('product', TEA, 'status', 'discontinued', [[feedOf('a'), 4]]));
  expect([names('sellable'), names('discontinued'), names('all')]).toEqual([['衬衫'], ['茶'], ['衬衫', '茶']]);
  expect(productIds(catalogue, params('all'), questions, 1)).toHaveLength(1);
});

test('a row names the small size of the first picture', () => {
  const { catalogue, params, questions, blob } = shop();
  const rows = productList(catalogue, params('all'), questions).rows;
  expect(rows.map(({ picture }) => picture)).toEqual([blob, undefined]);
});
