/** The words for means of payment. */
import { msg } from '@lit/localize';
import type { Tender } from '../worker/engine-protocol.ts';

const names: Readonly<Record<Tender['kind'], () => string>> = {
  cash: () => msg('现金'),
  wechat: () => msg('微信'),
  alipay: () => msg('支付宝'),
  card: () => msg('银行卡'),
  storedValue: () => msg('储值'),
};
const more: Readonly<Record<string, () => string>> = {
  ...names,
  voucher: () => msg('代金券'),
  credit: () => msg('挂账'),
  exchange: () => msg('换货抵'),
};
/** Also of accounts that no page offers to choose. */
export const tenderWord = (account: string): string => more[account]?.() ?? account;
export const tenderName = (kind: Tender['kind']): string => names[kind]();
