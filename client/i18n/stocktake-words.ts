/** Words of stocktakes: states, filters, what was said of one. */
import { msg } from '@lit/localize';
import type { SheetFilter, StocktakeRow } from '../worker/stocktake-protocol.ts';

export function stocktakeStatus(status: StocktakeRow['status']): string {
  const words: Readonly<Record<StocktakeRow['status'], () => string>> = {
    counting: () => msg('盘点中'),
    submitted: () => msg('待审核'),
    rejected: () => msg('已驳回'),
    posted: () => msg('已过账'),
    void: () => msg('已作废'),
  };
  return words[status]();
}

/** Class of its tag. */
export const stocktakeTone = (status: StocktakeRow['status']): string =>
  ({ counting: 'primary', submitted: 'warn', rejected: 'danger', posted: 'ok', void: '' })[status];

export function sheetFilterName(filter: SheetFilter): string {
  const words: Readonly<Record<SheetFilter, () => string>> = {
    all: () => msg('已点'),
    mine: () => msg('我点的'),
    different: () => msg('有差异'),
    uncounted: () => msg('未点'),
    asked: () => msg('两人同点'),
    recount: () => msg('要复盘'),
    late: () => msg('后到'),
  };
  return words[filter]();
}
