/**
 * A ticket as a paper (trade.md §4 Receipt; PRINT-4 to PRINT-8). Money is fen, prices ten-thousandths, quantities
 * thousandths. Words come from outside: the shop's language decides them, not this file.
 */
import { lineAmount, showFen, showPrice } from '../foundation/money.ts';
import { showQuantity } from '../foundation/quantity.ts';
import { blank, type Paper, type PaperBlock, pairBlock, qrBlock, rule, textBlock } from './paper.ts';

export interface ReceiptLine {
  readonly name: string;
  readonly spec: string;
  readonly unit: string;
  readonly quantity: number;
  readonly listPrice: number;
  readonly price: number;
  readonly paid: number;
}

export interface ReceiptMember {
  /** Name or phone number, in full; it is masked here. */
  readonly name: string;
  /** Points earned by this ticket, and the balance after it; null = not known here. */
  readonly earned: number | null;
  readonly points: number | null;
  /** Stored value left, in fen. */
  readonly storedValue: number | null;
}

export interface Receipt {
  readonly id: string;
  readonly number: string;
  readonly shop: string;
  readonly branch: string;
  readonly register: string;
  readonly cashier: string;
  /** As it is printed. */
  readonly time: string;
  readonly lines: readonly ReceiptLine[];
  /** Pieces, as a count. */
  readonly pieces: number;
  readonly promotions: readonly { readonly name: string; readonly saved: number }[];
  readonly roundOff: number;
  readonly payable: number;
  readonly tenders: readonly { readonly name: string; readonly amount: number }[];
  readonly change: number;
  readonly member: ReceiptMember | null;
  /** 1 = the original. */
  readonly print: number;
  readonly header: string;
  readonly footer: string;
}

export interface ReceiptWords {
  readonly cashier: string;
  readonly listPrice: string;
  readonly pieces: string;
  readonly total: string;
  readonly saved: string;
  readonly roundOff: string;
  readonly payable: string;
  readonly change: string;
  readonly member: string;
  readonly earned: string;
  readonly points: string;
  readonly storedValue: string;
  /** Of the nth print, from 2 on. */
  readonly reprint: (print: number) => string;
}

export function receiptPaper(receipt: Receipt, words: ReceiptWords): Paper {
  return [
    ...(receipt.print > 1 ? [textBlock(words.reprint(receipt.print), { align: 'centre', bold: true })] : []),
    ...paragraphs(receipt.header),
    textBlock(receipt.shop, { align: 'centre', size: 2, bold: true }),
    ...(receipt.branch === '' ? [] : [textBlock(receipt.branch, { align: 'centre' })]),
    rule,
    pairBlock(receipt.number, receipt.time),
    pairBlock(`${words.cashier} ${receipt.cashier}`, receipt.register),
    rule,
    ...receipt.lines.flatMap((line) => lineBlocks(line, words)),
    rule,
    ...sums(receipt, words),
    ...memberBlocks(receipt.member, words),
    rule,
    ...paragraphs(receipt.footer),
    blank,
    qrBlock(receiptCode(receipt.id)),
    textBlock(receipt.number, { align: 'centre' }),
  ];
}

/** PRINT-8: what the receipt's QR code says. */
export const receiptCode = (ticket: string): string => `HC1:R:${ticket}`;

function lineBlocks(line: ReceiptLine, words: ReceiptWords): readonly PaperBlock[] {
  const name = line.spec === '' ? line.name : `${line.name} ${line.spec}`;
  const how = `${showQuantity(line.quantity)} ${line.unit} × ${showPrice(line.price)}`;
  return [
    textBlock(name),
    pairBlock(how, showFen(line.paid)),
    ...(line.price < line.listPrice ? [textBlock(`${words.listPrice} ${showPrice(line.listPrice)}`)] : []),
  ];
}

function sums(receipt: Receipt, words: ReceiptWords): readonly PaperBlock[] {
  const total = receipt.lines.reduce((sum, line) => sum + lineAmount(line.quantity, line.listPrice), 0);
  const saved = total - receipt.roundOff - receipt.payable;
  const named = receipt.promotions.reduce((sum, promotion) => sum + promotion.saved, 0);
  const figure = (label: string, amount: number): readonly PaperBlock[] =>
    amount === 0 ? [] : [pairBlock(label, showFen(amount))];
  return [
    pairBlock(words.pieces, String(receipt.pieces)),
    ...(total === receipt.payable ? [] : figure(words.total, total)),
    ...receipt.promotions.map(({ name, saved: less }) => pairBlock(name, showFen(-less))),
    // A weighed label's amount may lie above weight × list price: that is no saving.
    ...(saved > named ? figure(words.saved, -saved) : []),
    ...figure(words.roundOff, -receipt.roundOff),
    pairBlock(words.payable, `¥${showFen(receipt.payable)}`, { size: 2, bold: true }),
    ...receipt.tenders.map(({ name, amount }) => pairBlock(name, showFen(amount))),
    ...figure(words.change, receipt.change),
  ];
}

function memberBlocks(member: ReceiptMember | null, words: ReceiptWords): readonly PaperBlock[] {
  if (member === null) return [];
  const { name, earned, points, storedValue } = member;
  return [
    rule,
    pairBlock(words.member, maskMember(name)),
    ...(earned === null ? [] : [pairBlock(words.earned, String(earned))]),
    ...(points === null ? [] : [pairBlock(words.points, String(points))]),
    ...(storedValue === null ? [] : [pairBlock(words.storedValue, showFen(storedValue))]),
  ];
}

/** PRINT-6. */
export function maskMember(name: string): string {
  const plain = name.trim();
  if (/^\+?[\d -]{7,}$/.test(plain)) {
    const digits = plain.replace(/\D/g, '');
    return `${digits.slice(0, 3)}${'*'.repeat(Math.max(1, digits.length - 7))}${digits.slice(-4)}`;
  }
  const chars = [...plain];
  const [first = ''] = chars;
  if (chars.length <= 1) return first;
  return chars.length === 2 ? `${first}*` : `${first}${'*'.repeat(chars.length - 2)}${chars.at(-1)}`;
}

/** A text of the shop, line by line, centred. */
export const paragraphs = (text: string): readonly PaperBlock[] =>
  text.trim() === '' ? [] : text.split('\n').map((line) => textBlock(line.trim(), { align: 'centre' }));
