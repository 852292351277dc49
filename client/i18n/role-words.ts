/** Words of the role editor: how far a right reaches, its rules, and what somebody with such a role sees. */
import { msg, str } from '@lit/localize';
import type { Reach, Rule } from '../pages/roles/role-matrix.ts';
import { fen } from './figures.ts';
import { roleName } from './trade-words.ts';

type Words = Readonly<Record<string, () => string>>;

export function roleTitle({ role, name }: { readonly role: string; readonly name: string }): string {
  return name === '' ? roleName(role) : name;
}

export function reachName(reach: Reach): string {
  if (reach === 'own') return msg('本人');
  if (reach === 'given') return msg('本店');
  return reach === 'all' ? msg('全部') : '–';
}

const rules: Words = {
  'catalogue.price': () => msg('改商品价，幅度'),
  'customers.topUp': () => msg('会员充值，一次最多'),
  'customers.bonus': () => msg('充值赠送，最多'),
  'customers.payOut': () => msg('储值退款，一次最多'),
  'customers.points': () => msg('调整积分，一次最多'),
  'sales.discount': () => msg('打折，最多让'),
  'sales.roundOff': () => msg('抹零，最多'),
  'sales.override': () => msg('在收银台改单价'),
  'sales.return': () => msg('凭小票退货'),
  'sales.returnDays': () => msg('退货，几天之内'),
  'sales.refund': () => msg('退款，一次最多'),
  'sales.noTicketReturn': () => msg('无小票退货'),
  'sales.drawer': () => msg('不卖货开钱箱'),
  'sales.handler': () => msg('把业绩记给别人'),
  'sales.reprint': () => msg('补打小票'),
  'members.narrow': () => msg('停用成员和设备'),
  'members.enrol': () => msg('当面加入成员'),
  'settings.roles': () => msg('改角色'),
};
export const ruleName = ({ module, action }: Rule): string => rules[`${module}.${action}`]?.() ?? `${module}.${action}`;

export function unitName(unit: Rule['unit']): string {
  if (unit === 'percent') return '%';
  if (unit === 'fen') return msg('元');
  return unit === 'days' ? msg('天') : msg('分');
}

export function limitText(unit: Rule['unit'], limit: number | null): string {
  if (limit === null) return msg('不限');
  if (unit === 'percent') return `${limit} %`;
  if (unit === 'fen') return fen(limit);
  return unit === 'days' ? msg(str`${limit} 天`) : msg(str`${limit} 分`);
}

/** What somebody with this role sees and does, one sentence each. */
export function sightOf(reachOf: (module: string, action: string) => Reach): readonly string[] {
  const has = (module: string, action: string): boolean => reachOf(module, action) !== 'none';
  const lines: string[] = [];
  lines.push(has('sales', 'add') ? msg('打开就是收银台，能开班、收款') : msg('没有收银台'));
  if (has('catalogue', 'view'))
    lines.push(has('catalogue', 'edit') ? msg('看得到全部商品，能改资料') : msg('看得到全部商品，不能改'));
  lines.push(has('costs', 'view') ? msg('看得到进价、成本和毛利') : msg('进价、成本、毛利的数据不会到他的设备上'));
  if (has('stock', 'view'))
    lines.push(reachOf('stock', 'view') === 'all' ? msg('看得到所有门店的库存') : msg('只看得到本店的库存'));
  else lines.push(msg('看不到库存'));
  if (has('goodsReceipt', 'add')) lines.push(msg('能收货入库'));
  if (has('transfer', 'add')) lines.push(msg('能申请、发出、收下调拨'));
  if (has('stocktake', 'add'))
    lines.push(has('stocktake', 'approve') ? msg('能盘点，也能审核别人盘的') : msg('能盘点，要别人审核'));
  if (has('customers', 'view')) lines.push(msg('看得到会员和客户'));
  if (has('members', 'add')) lines.push(msg('能邀请成员'));
  if (has('settings', 'edit')) lines.push(msg('能改店铺设置'));
  const log = reachOf('audit', 'view');
  if (log === 'own') lines.push(msg('操作记录里只看得到自己的'));
  else if (log !== 'none') lines.push(log === 'all' ? msg('看得到全部操作记录') : msg('看得到本店的操作记录'));
  return lines;
}
