/** The words for means of payment. */
import { msg } from '@lit/localize';
import type { Tender } from '../worker/engine-protocol.ts';

const names: Readonly<Record<Tender['kind'], () => string>> = {
  cash: () => msg('现金'),
  wechat: () => msg('微信'),
  alipay: () => msg('支付宝'),
  card: () => msg('银行卡'),
};
export const tenderName = (kind: Tender['kind']): string => names[kind]();
