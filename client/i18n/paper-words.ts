/** The words for the till's papers: what they are, what became of them, what there is to look at. */
import { msg } from '@lit/localize';
import type { SalesTaskKind } from '../../shared/sales/sales-tasks.ts';
import type { PaperKind, PaperMark } from '../worker/till-views.ts';

const kinds: Readonly<Record<PaperKind, () => string>> = {
  sale: () => msg('零售'),
  return: () => msg('退货'),
  exchange: () => msg('换货'),
  reversal: () => msg('红冲'),
};
export const paperKindName = (kind: PaperKind): string => kinds[kind]();

const marks: Readonly<Record<PaperMark, () => string>> = {
  'paid-twice': () => msg('重复收款'),
  reversed: () => msg('已红冲'),
  returned: () => msg('已退完'),
  'part-returned': () => msg('部分退货'),
  'after-closing': () => msg('收班后'),
  reprinted: () => msg('补打'),
};
export const paperMarkName = (mark: PaperMark): string => marks[mark]();

const tasks: Readonly<Record<SalesTaskKind, () => string>> = {
  'over-returned': () => msg('退货超过卖出的数量'),
  'paid-twice': () => msg('同一单收了两次款'),
  'reversed-twice': () => msg('同一张小票红冲了两次'),
  'reversed-and-returned': () => msg('红冲的小票另有退货，红冲不生效'),
  'return-figures': () => msg('退货单的数字与小票不符'),
  'return-age': () => msg('退货单写的购买时间与小票不符'),
  'refund-tender': () => msg('退款超过这种支付方式收的钱'),
  'refund-drawer': () => msg('钱箱退出的钱与退货单不符'),
  'exchange-open': () => msg('换货抵的钱没有对应的退货'),
  'refund-without-paper': () => msg('退了钱，没有退货单'),
  'closed-twice': () => msg('同一班被收了两次'),
};
export const salesTaskName = (kind: SalesTaskKind): string => tasks[kind]();
