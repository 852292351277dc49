/** A receipt that nobody paid, for trying a printer: both widths of characters, a long name, a sum and a QR code. */
import { msg } from '@lit/localize';
import { type Paper, pairBlock, qrBlock, rule, textBlock } from '../../shared/printing/paper.ts';
import type { ShopSettingsView } from '../worker/engine-protocol.ts';

export function samplePaper({ receiptHeader, receiptFooter }: ShopSettingsView): Paper {
  const centred = (text: string) => text.split('\n').map((line) => textBlock(line, { align: 'centre' }));
  return [
    ...(receiptHeader === '' ? [] : centred(receiptHeader)),
    textBlock(msg('打印测试'), { align: 'centre', size: 2, bold: true }),
    rule,
    textBlock(msg('很长的商品名会在纸边换行，一个字也不会少')),
    pairBlock('2.000 × 12.90', '25.80'),
    rule,
    pairBlock(msg('应收'), '¥25.80', { size: 2, bold: true }),
    pairBlock('0123456789', 'ABCabc#*'),
    ...(receiptFooter === '' ? [] : centred(receiptFooter)),
    qrBlock('HC1:TEST'),
  ];
}
