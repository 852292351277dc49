/**
 * The words for what the engine names by code: commands, movement kinds, ranks, fields, travel states and reasons of a
 * verdict. Functions, not constants: the language may change while the page stands.
 */
import { msg } from '@lit/localize';
import type { Travel } from '../worker/engine-protocol.ts';

type Words = Readonly<Record<string, () => string>>;
const look = (words: Words, code: string): string => words[code]?.() ?? code;

const commands: Words = {
  sell: () => msg('零售'),
  openShift: () => msg('开班'),
  closeShift: () => msg('交班'),
  paidIn: () => msg('存入'),
  paidOut: () => msg('取出'),
  openDrawer: () => msg('开钱箱'),
  holdCart: () => msg('挂单'),
  recallHold: () => msg('取单'),
  returnGoods: () => msg('退货'),
  exchange: () => msg('换货'),
  reverseSale: () => msg('红冲'),
  notePrint: () => msg('打印小票'),
  createShop: () => msg('开新店'),
  genesis: () => msg('开新店'),
  introduce: () => msg('登记名字'),
  role: () => msg('定角色'),
  grant: () => msg('给角色'),
  redeem: () => msg('加入店铺'),
  narrow: () => msg('收权'),
  retract: () => msg('追溯停用'),
  reinstate: () => msg('撤销追溯停用'),
  level: () => msg('升级规则'),
  witness: () => msg('换中继'),
  joinShop: () => msg('加入店铺'),
  createProduct: () => msg('新建商品'),
  setProductField: () => msg('改商品资料'),
  editGoods: () => msg('改商品资料'),
  bulkEdit: () => msg('批量改商品'),
  addVariants: () => msg('加规格'),
  removeVariants: () => msg('删规格'),
  restoreVariants: () => msg('恢复规格'),
  setUnits: () => msg('改单位'),
  copyProduct: () => msg('复制商品'),
  saveCategory: () => msg('改类别'),
  removeCategory: () => msg('删类别'),
  restoreCategory: () => msg('恢复类别'),
  addPicture: () => msg('加图'),
  setWeighedCodes: () => msg('定称重码'),
  removeProduct: () => msg('删除商品'),
  restoreProduct: () => msg('恢复商品'),
  importProducts: () => msg('导入商品'),
  receiveGoods: () => msg('采购入库'),
  otherMovement: () => msg('其他出入库'),
  countStock: () => msg('盘点'),
  enrol: () => msg('当面加入'),
  invite: () => msg('邀请'),
  dismiss: () => msg('停用成员'),
  revokeDevice: () => msg('停用设备'),
  changeRole: () => msg('改角色'),
  ratify: () => msg('认可'),
  declineReview: () => msg('不认可'),
  setShopSettings: () => msg('改店铺设置'),
  setStockRule: () => msg('改库存规则'),
  createPromotion: () => msg('新建促销'),
  setPromotion: () => msg('改促销'),
  removePromotion: () => msg('删除促销'),
  restorePromotion: () => msg('恢复促销'),
  grantEscrow: () => msg('给额度'),
};
export const commandName = (code: string): string => look(commands, code);

const movements: Words = {
  opening: () => msg('期初'),
  receipt: () => msg('采购入库'),
  goodsReceipt: () => msg('采购入库'),
  sale: () => msg('零售'),
  posSale: () => msg('零售'),
  salesReturn: () => msg('销售退货'),
  purchaseReturn: () => msg('采购退货'),
  shipment: () => msg('销售出库'),
  transferIn: () => msg('调入'),
  transferOut: () => msg('调出'),
  writeOn: () => msg('报溢'),
  writeOff: () => msg('报损'),
  otherIn: () => msg('其他入库'),
  otherOut: () => msg('其他出库'),
  stocktake: () => msg('盘点'),
  count: () => msg('盘点'),
  reversal: () => msg('红冲'),
};
export const movementName = (code: string): string => look(movements, code);

const roles: Words = {
  owner: () => msg('店主'),
  admin: () => msg('管理员'),
  manager: () => msg('店长'),
  buyer: () => msg('采购'),
  keeper: () => msg('仓库'),
  seller: () => msg('销售'),
  finance: () => msg('财务'),
  staff: () => msg('员工'),
  recovery: () => msg('恢复钥匙'),
};
export const roleName = (code: string): string => look(roles, code);

const fields: Words = {
  name: () => msg('名称'),
  itemNo: () => msg('货号'),
  category: () => msg('类别'),
  unit: () => msg('单位'),
  units: () => msg('其他单位'),
  barcodes: () => msg('条码'),
  barcode: () => msg('条码'),
  spec: () => msg('规格'),
  retailPrice: () => msg('零售价'),
  memberPrice: () => msg('会员价'),
  wholesalePrice: () => msg('批发价'),
  floorPrice: () => msg('底价'),
  purchasePrice: () => msg('进价'),
  minStock: () => msg('安全库存'),
  maxStock: () => msg('最高库存'),
  byWeight: () => msg('称重'),
  plu: () => msg('称重码'),
  mnemonic: () => msg('助记码'),
  brand: () => msg('品牌'),
  supplier: () => msg('供应商'),
  remark: () => msg('备注'),
  shelfLifeDays: () => msg('保质期'),
  origin: () => msg('产地'),
  taxRate: () => msg('税率'),
  stockRule: () => msg('库存规则'),
  attributes: () => msg('规格属性'),
  unitBarcodes: () => msg('单位条码'),
  wholeOnly: () => msg('只按整数'),
  buyUnit: () => msg('进货单位'),
  sellUnit: () => msg('销售单位'),
  countUnit: () => msg('盘点单位'),
  priceLevels: () => msg('价格等级'),
  quantityBreaks: () => msg('数量价'),
  nearExpiryDays: () => msg('临期提醒'),
  tracking: () => msg('批次与序列号'),
  status: () => msg('上架状态'),
  pictures: () => msg('图片'),
  source: () => msg('来源'),
  removed: () => msg('状态'),
};
export const fieldName = (code: string): string => look(fields, code);

const travels: Readonly<Record<Travel, () => string>> = {
  listed: () => msg('已登记'),
  local: () => msg('只在本机'),
  merged: () => msg('已合并'),
  void: () => msg('未生效'),
  waiting: () => msg('待确认'),
};
export const travelName = (travel: Travel): string => travels[travel]();

const reasons: Words = {
  ok: () => msg('已生效'),
  ratified: () => msg('已获认可'),
  'not-enrolled': () => msg('这台设备当时不在店里登记'),
  'not-granted': () => msg('提交时没有这项权限'),
  rank: () => msg('这件事要更高一级的人来做'),
  authority: () => msg('授权给他的那次操作本身没有生效'),
  narrowed: () => msg('他的这项权限在此之前已被收回'),
  retracted: () => msg('这台设备已被追溯停用'),
  inviter: () => msg('邀请人已不能再邀请'),
  expired: () => msg('邀请过期后才登记'),
  'invite-used': () => msg('邀请次数已用完'),
  'device-known': () => msg('这台设备已属于另一名成员'),
  fork: () => msg('同一设备写出了两个版本，另一个先登记'),
  closed: () => msg('这台设备的签名链已因双写关闭'),
  budget: () => msg('超出了角色的提交上限'),
  epochs: () => msg('这台设备重开周期的次数过多'),
  'level-ahead': () => msg('用了店里还没启用的规则'),
  'level-old': () => msg('用了店里已停用的旧规则'),
  unseen: () => msg('认可的人没有看到全部内容'),
  order: () => msg('与一次收权的先后未定，等待登记'),
  provisional: () => msg('加入的登记还没完成'),
  time: () => msg('时间早于前一笔'),
  totals: () => msg('累计数对不上'),
  chain: () => msg('签名链断开'),
  'feed-ended': () => msg('签名链已结束'),
  'dep-refused': () => msg('依据的一笔已被拒收'),
  oversold: () => msg('卖出超过现存'),
};
/** The verdict's reason in plain words; waiting ones say that they wait. */
export function reasonText(reason: string, waiting = false): string {
  if (waiting && reason === 'fork') return msg('同一设备写出了两个版本，等待登记');
  if (waiting && reason === 'authority') return msg('依据的授权还在等待登记');
  return look(reasons, reason);
}
/** Every reason of the verdict vectors has words; a test compares. */
export const knownReasons: readonly string[] = Object.keys(reasons);
