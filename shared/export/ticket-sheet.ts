/**
 * The till's papers as a table, a row for each line: sales positive, what came back negative, so that a sum is right. What
 * belongs to the paper as a whole stands in its first line only, for the same reason.
 */
import { showFen, showPrice } from '../foundation/money.ts';
import { showQuantity } from '../foundation/quantity.ts';
import type { ReasonLocale } from '../import/import-reasons.ts';
import type { Sheet, SheetColumn } from './sheet.ts';

export interface PaperLine {
  readonly itemNo: string;
  readonly name: string;
  readonly unit: string;
  readonly quantity: number;
  /** Ten-thousandths of a yuan for one unit; null where the paper names none. */
  readonly listPrice: number | null;
  readonly price: number | null;
  /** Fen. */
  readonly discount: number;
  readonly paid: number;
}

export interface ExportedPaper {
  readonly number: string;
  /** In words of the page: 销售, 退货 … */
  readonly kind: string;
  /** `2026-11-25 14:03:09` in the shop's time. */
  readonly time: string;
  readonly branch: string;
  readonly cashier: string;
  readonly amount: number;
  /** 现金 10.00; 微信 5.00 */
  readonly tenders: string;
  readonly effective: boolean;
  readonly lines: readonly PaperLine[];
}

const COLUMNS: readonly (readonly [zh: string, en: string, kind: SheetColumn['kind'], width: number])[] = [
  ['单号', 'Number', 'text', 22],
  ['类型', 'Kind', 'text', 8],
  ['时间', 'Time', 'text', 20],
  ['门店', 'Branch', 'text', 12],
  ['收银员', 'Cashier', 'text', 10],
  ['货号', 'Item no', 'text', 14],
  ['品名', 'Product name', 'text', 28],
  ['单位', 'Unit', 'text', 6],
  ['数量', 'Quantity', 'number', 9],
  ['标价', 'List price', 'number', 9],
  ['单价', 'Price', 'number', 9],
  ['优惠', 'Discount', 'number', 9],
  ['实收', 'Paid', 'number', 10],
  ['单据金额', 'Paper amount', 'number', 11],
  ['收款', 'Tenders', 'text', 20],
  ['状态', 'State', 'text', 8],
];

export function ticketSheet(papers: Iterable<ExportedPaper>, locale: ReasonLocale): Sheet {
  const zh = locale === 'zh-CN';
  return {
    name: zh ? '小票' : 'Tickets',
    columns: COLUMNS.map(([chinese, english, kind, width]) => ({ heading: zh ? chinese : english, kind, width })),
    rows: cellsOf(papers, zh ? '未生效' : 'no effect'),
  };
}

function* cellsOf(papers: Iterable<ExportedPaper>, noEffect: string): IterableIterator<readonly string[]> {
  for (const paper of papers) {
    const { number, kind, time, branch, cashier, amount, tenders, effective, lines } = paper;
    const head = [number, kind, time, branch, cashier];
    const whole = [showFen(amount, false), tenders, effective ? '' : noEffect];
    if (lines.length === 0) yield [...head, '', '', '', '', '', '', '', '', ...whole];
    for (const [at, line] of lines.entries()) {
      const price = (value: number | null): string => (value === null ? '' : showPrice(value, false));
      yield [
        ...head,
        line.itemNo,
        line.name,
        line.unit,
        showQuantity(line.quantity, false),
        price(line.listPrice),
        price(line.price),
        showFen(line.discount, false),
        showFen(line.paid, false),
        ...(at === 0 ? whole : ['', '', effective ? '' : noEffect]),
      ];
    }
  }
}
