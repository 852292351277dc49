/**
 * What comes back, as a paper for the customer (PRINT-17): a return, an exchange, or a ticket taken off as a whole. Money
 * is fen, quantities thousandths; what was given back is negative, as on the shift's report. Words come from outside.
 */
import { showFen } from '../foundation/money.ts';
import { showQuantity } from '../foundation/quantity.ts';
import { blank, type Paper, type PaperBlock, pairBlock, qrBlock, rule, textBlock } from './paper.ts';
import { paragraphs, receiptCode } from './receipt-paper.ts';

export interface ReturnSlip {
  readonly id: string;
  readonly number: string;
  readonly kind: 'return' | 'exchange' | 'reversal';
  readonly shop: string;
  readonly branch: string;
  readonly register: string;
  readonly cashier: string;
  /** As it is printed. */
  readonly time: string;
  /** The ticket that it goes back to; empty without one. */
  readonly ticket: string;
  readonly reason: string;
  readonly lines: readonly {
    readonly name: string;
    readonly unit: string;
    readonly quantity: number;
    readonly refund: number;
  }[];
  /** The new goods of an exchange. */
  readonly sold: readonly {
    readonly name: string;
    readonly unit: string;
    readonly quantity: number;
    readonly paid: number;
  }[];
  /** Given back on balance; negative when the customer paid a difference. */
  readonly amount: number;
  /** Given back, by tender; negative: paid. */
  readonly tenders: readonly { readonly name: string; readonly amount: number }[];
  /** 1 = the original. */
  readonly print: number;
  readonly header: string;
  readonly footer: string;
}

export interface ReturnWords {
  readonly title: Readonly<Record<ReturnSlip['kind'], string>>;
  readonly cashier: string;
  readonly ticket: string;
  readonly reason: string;
  readonly takenBack: string;
  readonly newGoods: string;
  readonly refund: string;
  readonly paid: string;
  readonly signature: string;
  /** Of the nth print, from 2 on. */
  readonly reprint: (print: number) => string;
}

export function returnPaper(slip: ReturnSlip, words: ReturnWords): Paper {
  const isExchange = slip.kind === 'exchange';
  return [
    ...(slip.print > 1 ? [textBlock(words.reprint(slip.print), { align: 'centre', bold: true })] : []),
    ...paragraphs(slip.header),
    textBlock(slip.shop, { align: 'centre', size: 2, bold: true }),
    ...(slip.branch === '' ? [] : [textBlock(slip.branch, { align: 'centre' })]),
    textBlock(words.title[slip.kind], { align: 'centre', bold: true }),
    rule,
    pairBlock(slip.number, slip.time),
    pairBlock(`${words.cashier} ${slip.cashier}`, slip.register),
    ...(slip.ticket === '' ? [] : [pairBlock(words.ticket, slip.ticket)]),
    ...(slip.reason === '' ? [] : [pairBlock(words.reason, slip.reason)]),
    rule,
    ...(isExchange ? [textBlock(words.takenBack, { bold: true })] : []),
    ...slip.lines.flatMap((line) => lineBlocks(line, -line.refund)),
    ...(slip.sold.length === 0
      ? []
      : [textBlock(words.newGoods, { bold: true }), ...slip.sold.flatMap((line) => lineBlocks(line, line.paid))]),
    ...(slip.lines.length + slip.sold.length === 0 ? [] : [rule]),
    pairBlock(slip.amount < 0 ? words.paid : words.refund, `¥${showFen(Math.abs(slip.amount))}`, {
      size: 2,
      bold: true,
    }),
    ...slip.tenders.map(({ name, amount }) => pairBlock(name, showFen(slip.amount < 0 ? -amount : amount))),
    rule,
    blank,
    // Money that leaves the drawer is signed for.
    ...(slip.amount > 0 ? [pairBlock(words.signature, '______________'), blank] : []),
    ...paragraphs(slip.footer),
    qrBlock(receiptCode(slip.id)),
    textBlock(slip.number, { align: 'centre' }),
  ];
}

function lineBlocks(
  { name, unit, quantity }: { readonly name: string; readonly unit: string; readonly quantity: number },
  amount: number,
): readonly PaperBlock[] {
  return [textBlock(name), pairBlock(`${showQuantity(quantity)} ${unit}`, showFen(amount))];
}
