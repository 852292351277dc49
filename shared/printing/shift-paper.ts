/**
 * A shift as a paper to hand over with the cash (交班单, PRINT-18): the same figures in the same order as the report on
 * screen, sales from gross to net, what came in by tender, the cash from float to count, and two lines to sign on.
 */
import { showFen } from '../foundation/money.ts';
import { blank, type Paper, type PaperBlock, pairBlock, rule, textBlock } from './paper.ts';

/** A row of the report: `total` stands out, `amount` is fen, `text` where it is no money. */
export type ShiftFigure = {
  readonly label: string;
  readonly total?: boolean;
} & ({ readonly amount: number } | { readonly text: string });

export interface ShiftPaper {
  readonly shop: string;
  readonly branch: string;
  readonly register: string;
  readonly cashier: string;
  /** As printed. */
  readonly from: string;
  /** Empty while the shift is open. */
  readonly to: string;
  readonly groups: readonly { readonly title: string; readonly figures: readonly ShiftFigure[] }[];
  /** 1 = the original. */
  readonly print: number;
}

export interface ShiftWords {
  readonly title: string;
  /** Stands for the end of a shift that is not closed. */
  readonly open: string;
  readonly cashier: string;
  readonly from: string;
  readonly to: string;
  readonly handsOver: string;
  readonly takesOver: string;
  /** Of the nth print, from 2 on. */
  readonly reprint: (print: number) => string;
}

export function shiftPaper(shift: ShiftPaper, words: ShiftWords): Paper {
  return [
    ...(shift.print > 1 ? [textBlock(words.reprint(shift.print), { align: 'centre', bold: true })] : []),
    textBlock(shift.shop, { align: 'centre', size: 2, bold: true }),
    ...(shift.branch === '' ? [] : [textBlock(shift.branch, { align: 'centre' })]),
    textBlock(words.title, { align: 'centre', bold: true }),
    rule,
    pairBlock(`${words.cashier} ${shift.cashier}`, shift.register),
    pairBlock(words.from, shift.from),
    pairBlock(words.to, shift.to === '' ? words.open : shift.to),
    ...shift.groups.flatMap(({ title, figures }) =>
      figures.length === 0 ? [] : [rule, textBlock(title, { bold: true }), ...figures.map(figureBlock)],
    ),
    rule,
    blank,
    pairBlock(words.handsOver, '______________'),
    blank,
    pairBlock(words.takesOver, '______________'),
    blank,
  ];
}

function figureBlock(figure: ShiftFigure): PaperBlock {
  const bold = figure.total === true;
  if ('text' in figure) return pairBlock(figure.label, figure.text, { bold });
  const money = bold ? `${figure.amount < 0 ? '−' : ''}¥${showFen(Math.abs(figure.amount))}` : showFen(figure.amount);
  return pairBlock(figure.label, money, { bold });
}
