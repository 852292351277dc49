/** The words for quota of strict products: what went wrong with it, and why. */
import { msg, str } from '@lit/localize';
import type { QuotaCause } from '../../shared/stock/quota-tasks.ts';
import type { QuotaTaskRow } from '../worker/quota-views.ts';
import { quantity } from './figures.ts';

export const quotaTaskText = (task: QuotaTaskRow): string =>
  task.kind === 'overdraw'
    ? msg(str`${task.where} 超出额度 ${quantity(task.missing)}`)
    : msg(str`${task.where} 分出的额度比现存多 ${quantity(task.missing)}`);

const causes: Readonly<Record<QuotaCause, () => string>> = {
  reclaimed: () => msg('额度被收回时它还在卖'),
  taken: () => msg('别的机器拿走了它的额度'),
  copied: () => msg('同一台设备有两份在卖'),
  beyond: () => msg('它没按额度卖'),
};
export const quotaCauseText = (cause: QuotaCause): string => causes[cause]();
