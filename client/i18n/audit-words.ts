/** Words of the audit log: modules, actions, what a line of an entry is, values of any kind. */
import { msg } from '@lit/localize';
import type { AuditRow, AuditValue } from '../worker/audit-protocol.ts';
import { price, quantity, yuan } from './figures.ts';
import { commandName, movementName } from './trade-words.ts';

type Words = Readonly<Record<string, () => string>>;
const look = (words: Words, code: string): string => words[code]?.() ?? code;

const modules: Words = {
  catalogue: () => msg('商品'),
  costs: () => msg('成本'),
  suppliers: () => msg('供应商'),
  customers: () => msg('客户'),
  purchaseRequest: () => msg('采购申请'),
  purchaseOrder: () => msg('采购订单'),
  goodsReceipt: () => msg('采购入库'),
  orders: () => msg('销售订单'),
  shipment: () => msg('销售出库'),
  salesReturn: () => msg('销售退货'),
  sales: () => msg('收银'),
  stock: () => msg('库存'),
  transfer: () => msg('调拨'),
  stockAdjustment: () => msg('其他出入库'),
  stocktake: () => msg('盘点'),
  vouchers: () => msg('收付款'),
  periodClose: () => msg('月结'),
  salesReport: () => msg('销售报表'),
  stockReport: () => msg('库存报表'),
  purchaseReport: () => msg('采购报表'),
  profitReport: () => msg('利润报表'),
  audit: () => msg('操作记录'),
  settings: () => msg('设置'),
  members: () => msg('成员'),
};
export const moduleName = (code: string): string => look(modules, code);

const actions: Words = {
  view: () => msg('查看'),
  add: () => msg('新增'),
  edit: () => msg('编辑'),
  remove: () => msg('删除'),
  approve: () => msg('审核'),
  export: () => msg('导出'),
  price: () => msg('改价'),
  discount: () => msg('折扣'),
  override: () => msg('改单价'),
  roundOff: () => msg('抹零'),
  policy: () => msg('权限'),
};
export const actionName = (code: string): string => look(actions, code);

/** What was done, in two or three words; where its content may not be read, by the rights it used. */
export function deedName(row: Pick<AuditRow, 'command' | 'modules' | 'actions'>): string {
  if (row.command !== '') return commandName(row.command);
  const [module = '', action = ''] = [row.modules[0], row.actions[0]];
  return [moduleName(module), actionName(action)].filter((word) => word !== '').join(' · ');
}

const lines: Words = {
  movement: () => msg('库存'),
  posSale: () => msg('零售'),
  posReturn: () => msg('退货'),
  cash: () => msg('现金'),
  float: () => msg('备用金'),
  refund: () => msg('退款'),
  paidIn: () => msg('存入'),
  paidOut: () => msg('取出'),
  count: () => msg('实盘数量'),
  shiftOpen: () => msg('开班'),
  shiftClose: () => msg('交班'),
  ticketPrint: () => msg('打印小票'),
  export: () => msg('导出'),
};
/** A line of an entry: a movement's kind, a fact's kind, or what the policy did. */
export function lineName(code: string): string {
  const own = lines[code];
  if (own !== undefined) return own();
  const moved = movementName(code);
  return moved === code ? commandName(code) : moved;
}

export function valueText(value: AuditValue | null): string {
  if (value === null) return '';
  switch (value.kind) {
    case 'text':
      return value.value;
    case 'price':
      return price(value.value);
    case 'quantity':
      return quantity(value.value);
    case 'money':
      return yuan(value.value);
  }
}
