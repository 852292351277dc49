/** The slip of what came back, printed as this device has chosen: asked for at the counter, or again from the list. */
import { msg, str } from '@lit/localize';
import { err } from '../../shared/foundation/result.ts';
import { type ReturnSlip, type ReturnWords, returnPaper } from '../../shared/printing/return-paper.ts';
import { tenderWord } from '../i18n/tender-words.ts';
import { clockTime, fullDay } from '../i18n/times.ts';
import type { Engine, ShopSettingsView } from '../worker/engine-protocol.ts';
import type { PaperView } from '../worker/till-views.ts';
import { printCounted } from './print-counted.ts';
import type { PrintResult } from './print-desk.ts';

/** `drawer`: the money goes out now. */
export async function printReturn(engine: Engine, id: string, drawer: boolean): Promise<PrintResult> {
  const [paper, settings] = await Promise.all([engine.once('paper', { id }), engine.once('shopSettings', null)]);
  if (paper === null || paper.kind === 'sale') return err({ code: 'not-ready' });
  const isCash = paper.tenders.some(({ kind }) => kind === 'cash');
  return printCounted(engine, id, drawer && isCash, (print) =>
    returnPaper(slipOf(paper, settings, print), slipWords()),
  );
}

function slipOf(paper: PaperView, settings: ShopSettingsView, print: number): ReturnSlip {
  const { id, number, kind, shop, branch, register, who, why, lines, sold, amount } = paper;
  return {
    id,
    number,
    kind: kind === 'sale' ? 'return' : kind,
    shop,
    branch,
    register,
    cashier: who,
    time: `${fullDay(paper.time)} ${clockTime(paper.time)}`,
    ticket: paper.ticketNumber,
    reason: why,
    lines,
    sold,
    amount,
    tenders: paper.tenders.map((one) => ({ name: tenderWord(one.kind), amount: one.amount })),
    print,
    header: settings.receiptHeader,
    footer: settings.receiptFooter,
  };
}

function slipWords(): ReturnWords {
  return {
    title: { return: msg('退货小票'), exchange: msg('换货小票'), reversal: msg('红冲小票') },
    cashier: msg('收银员'),
    ticket: msg('原小票'),
    reason: msg('原因'),
    takenBack: msg('退回商品'),
    newGoods: msg('新商品'),
    refund: msg('退款'),
    paid: msg('补差价'),
    signature: msg('顾客签字'),
    reprint: (print) => msg(str`补打 第 ${print} 次打印`),
  };
}
