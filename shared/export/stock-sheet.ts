/** Stock on hand as a table: what the page lists, one row a variant, quantities only. */
import { showQuantity } from '../foundation/quantity.ts';
import type { ReasonLocale } from '../import/import-reasons.ts';
import type { StockListRow } from '../stock/stock-list.ts';
import type { Sheet, SheetColumn } from './sheet.ts';

const COLUMNS: readonly (readonly [zh: string, en: string, kind: SheetColumn['kind'], width: number])[] = [
  ['货号', 'Item no', 'text', 14],
  ['品名', 'Product name', 'text', 28],
  ['规格', 'Variant', 'text', 14],
  ['单位', 'Unit', 'text', 6],
  ['仓库', 'Warehouse', 'text', 14],
  ['现存', 'On hand', 'number', 9],
  ['占用', 'Reserved', 'number', 9],
  ['可用', 'Available', 'number', 9],
  ['在途', 'In transit', 'number', 9],
  ['安全库存', 'Safety stock', 'number', 9],
];

export function stockSheet(
  rows: Iterable<Omit<StockListRow<unknown>, 'travel'>>,
  place: string,
  locale: ReasonLocale,
): Sheet {
  const zh = locale === 'zh-CN';
  return {
    name: zh ? '库存' : 'Stock',
    columns: COLUMNS.map(([chinese, english, kind, width]) => ({ heading: zh ? chinese : english, kind, width })),
    rows: cellsOf(rows, place),
  };
}

function* cellsOf(
  rows: Iterable<Omit<StockListRow<unknown>, 'travel'>>,
  place: string,
): IterableIterator<readonly string[]> {
  const figure = (quantity: number | null): string => (quantity === null ? '' : showQuantity(quantity, false));
  for (const { itemNo, name, spec, unit, onHand, reserved, available, inTransit, safety } of rows) {
    const figures = [onHand, reserved, available, inTransit, safety].map(figure);
    yield [itemNo, name, spec, unit, place, ...figures];
  }
}
