/**
 * A shift's report as groups of rows, in the shop's language: the pane on screen and the paper that is handed over with
 * the cash draw from these, so that they never say different things. Rows of nothing are left out.
 */
import { msg, str } from '@lit/localize';
import type { ShiftFigure } from '../../shared/printing/shift-paper.ts';
import type { ShiftReportView } from '../worker/till-views.ts';
import { tenderWord } from './tender-words.ts';
import { shortTime } from './times.ts';

export interface ShiftGroup {
  readonly title: string;
  readonly figures: readonly ShiftFigure[];
}

const money = (label: string, amount: number): ShiftFigure => ({ label, amount });
const total = (label: string, amount: number): ShiftFigure => ({ label, amount, total: true });
const plain = (label: string, text: string): ShiftFigure => ({ label, text });
const some = (label: string, amount: number): readonly ShiftFigure[] => (amount === 0 ? [] : [money(label, amount)]);

export function shiftGroups(report: ShiftReportView): readonly ShiftGroup[] {
  const groups: readonly ShiftGroup[] = [
    { title: msg('销售'), figures: sales(report) },
    { title: msg('收款'), figures: report.tenders.map((one) => money(tenderWord(one.account), one.amount)) },
    { title: msg('现金'), figures: cash(report) },
    {
      title: msg('钱箱'),
      figures: [
        ...report.byHand.map((one) => money(`${shortTime(one.time)} ${one.reason}`, one.amount)),
        ...report.drawerOpenings.map((one) => plain(`${shortTime(one.time)} ${one.reason}`, msg('开钱箱'))),
      ],
    },
    {
      title: msg('收班后'),
      figures: report.late.map((one) => money(`${one.number} · ${shortTime(one.time)}`, one.payable)),
    },
  ];
  return groups.filter(({ figures }) => figures.length > 0);
}

function sales({ tickets, pieces, gross, discounts, sales: sold, returns, reversals, net }: ShiftReportView) {
  return [
    plain(msg('单数'), String(tickets)),
    plain(msg('件数'), String(pieces)),
    money(msg('原价合计'), gross),
    ...some(msg('单品优惠'), -discounts.line),
    ...some(msg('促销'), -discounts.promotions),
    ...some(msg('优惠券'), -discounts.coupons),
    ...some(msg('整单优惠'), -discounts.ticket),
    ...some(msg('积分抵现'), -discounts.points),
    ...some(msg('抹零'), -discounts.roundOff),
    money(msg('销售额'), sold),
    ...(returns.count === 0 ? [] : [money(msg(str`退货 ${returns.count} 单 ${returns.pieces} 件`), -returns.refund)]),
    ...(reversals.count === 0 ? [] : [money(msg(str`红冲 ${reversals.count} 单`), -reversals.amount)]),
    total(msg('净销售'), net),
  ];
}

function cash({ cash: till, statement: { closed } }: ShiftReportView): readonly ShiftFigure[] {
  const flow = [
    money(msg('备用金'), till.float),
    ...some(msg('现金销售'), till.sales),
    ...some(msg('现金退款'), till.refunds),
    ...some(msg('储值充值'), till.topUps),
    ...some(msg('收回欠款'), till.collected),
    ...some(msg('存入'), till.paidIn),
    ...some(msg('取出'), till.paidOut),
  ];
  // A blind close: before the count nobody is told what should be there.
  if (closed === null) return flow;
  return [
    ...flow,
    total(msg('应有现金'), till.expected),
    ...(closed.late === 0
      ? []
      : [money(msg('签字时应有'), closed.expected), money(msg(str`收班后到账 ${closed.lateTickets} 单`), closed.late)]),
    money(msg('实点现金'), closed.counted),
    total(msg('长短款'), closed.overShort),
    money(msg('上交'), closed.handedIn),
    ...(closed.reason === '' ? [] : [plain(msg('差异原因'), closed.reason)]),
  ];
}
