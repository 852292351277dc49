/** The paper of a top-up or a payout of stored value: what was paid, what came on top, what the member has now. */
import { msg } from '@lit/localize';
import { showFen } from '../../shared/foundation/money.ts';
import { blank, type Paper, pairBlock, rule, textBlock } from '../../shared/printing/paper.ts';
import { maskMember } from '../../shared/printing/receipt-paper.ts';
import { tenderWord } from '../i18n/tender-words.ts';
import { clockTime, fullDay } from '../i18n/times.ts';
import type { Engine, ShopSettingsView } from '../worker/engine-protocol.ts';
import type { TopUpPaper } from '../worker/loyalty-views.ts';
import { type PrintResult, printPaper } from './print-desk.ts';

export function topUpPaper(paper: TopUpPaper, { receiptHeader, receiptFooter }: ShopSettingsView): Paper {
  const centred = (text: string) => text.split('\n').map((line) => textBlock(line, { align: 'centre' }));
  const out = paper.kind === 'storedPayOut';
  return [
    ...(receiptHeader === '' ? [] : centred(receiptHeader)),
    textBlock(paper.shop, { align: 'centre', size: 2, bold: true }),
    ...(paper.branch === '' ? [] : centred(paper.branch)),
    textBlock(out ? msg('退储值单') : msg('充值单'), { align: 'centre', bold: true }),
    rule,
    pairBlock(paper.number, `${fullDay(paper.time)} ${clockTime(paper.time)}`),
    pairBlock(paper.who, paper.register),
    rule,
    pairBlock(msg('会员'), paper.phone === '' ? maskMember(paper.name) : paper.phone),
    pairBlock(out ? msg('退还本金') : msg('充值金额'), `¥${showFen(paper.principal)}`, { size: 2, bold: true }),
    ...(paper.bonus === 0 ? [] : [pairBlock(out ? msg('作废赠送') : msg('赠送'), showFen(paper.bonus))]),
    ...paper.tenders.map(({ kind, amount }) => pairBlock(tenderWord(kind), showFen(amount))),
    ...(paper.change === 0 ? [] : [pairBlock(msg('找零'), showFen(paper.change))]),
    rule,
    pairBlock(msg('储值余额'), showFen(paper.stored), { bold: true }),
    pairBlock(msg('积分余额'), String(paper.points)),
    rule,
    ...centred(msg('本金可退，赠送不退')),
    ...(receiptFooter === '' ? [] : centred(receiptFooter)),
    blank,
  ];
}

/** Cash goes in or out with it: the drawer opens where that was chosen. */
export async function printTopUp(engine: Engine, paper: TopUpPaper): Promise<PrintResult> {
  const settings = await engine.once('shopSettings', null);
  const cash = paper.tenders.some(({ kind }) => kind === 'cash');
  return printPaper(engine, paper.id, async () => topUpPaper(paper, settings), cash);
}
