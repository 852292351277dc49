/** A shift's paper (交班单), from the same rows as its report on screen. */
import { msg, str } from '@lit/localize';
import { shiftPaper } from '../../shared/printing/shift-paper.ts';
import { shiftGroups } from '../i18n/shift-figures.ts';
import { clockTime, fullDay } from '../i18n/times.ts';
import type { Engine, SessionView } from '../worker/engine-protocol.ts';
import type { ShiftReportView } from '../worker/till-views.ts';
import { printCounted } from './print-counted.ts';
import type { PrintResult } from './print-desk.ts';

export function printShift(
  engine: Engine,
  id: string,
  report: ShiftReportView,
  session: SessionView | undefined,
): Promise<PrintResult> {
  const { since, closed } = report.statement;
  const moment = (time: number): string => `${fullDay(time)} ${clockTime(time)}`;
  const words = {
    title: msg('交班单'),
    open: msg('未收班'),
    cashier: msg('收银员'),
    from: msg('开班时间'),
    to: msg('收班时间'),
    handsOver: msg('交班人'),
    takesOver: msg('接班人'),
    reprint: (print: number) => msg(str`补打 第 ${print} 次打印`),
  };
  return printCounted(engine, id, false, (print) =>
    shiftPaper(
      {
        shop: session?.shop?.name ?? '',
        branch: session?.branch?.name ?? '',
        register: report.register,
        cashier: report.who,
        from: moment(since),
        to: closed === null ? '' : moment(closed.at),
        groups: shiftGroups(report),
        print,
      },
      words,
    ),
  );
}
