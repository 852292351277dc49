/** What is asked of somebody with more rights, in the words of the counter. */
import { msg, str } from '@lit/localize';
import { fen } from '../../i18n/figures.ts';

export function useWords(use: string): string {
  const [name = '', limitText = ''] = use.split('\u2264');
  const limit = Number(limitText || 0);
  switch (name) {
    case 'sales.discount':
      return msg(str`折扣 ${limit}%`);
    case 'sales.override':
      return msg('改价');
    case 'sales.roundOff':
      return msg(str`抹零 ¥${fen(limit)}`);
    case 'sales.refund':
      return msg(str`退款 ¥${fen(limit)}`);
    case 'sales.return':
      return msg('退货');
    case 'sales.returnDays':
      return limitText === '' ? msg('过期退货') : msg(str`买了 ${limit} 天再退`);
    case 'sales.noTicketReturn':
      return msg('无小票退货');
    case 'sales.drawer':
      return limit > 0 ? msg(str`存取现金 ¥${fen(limit)}`) : msg('开钱箱');
    case 'sales.reprint':
      return msg('补打小票');
    case 'sales.remove':
      return msg('作废小票');
    default:
      return msg('超出权限的操作');
  }
}
