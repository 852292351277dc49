/** The words of members' wallets: what moved one, and what is to be looked at. */
import { msg } from '@lit/localize';
import type { MemberRowFault } from '../../shared/loyalty/member-rows.ts';
import type { WalletTaskKind } from '../../shared/loyalty/wallet-tasks.ts';
import type { WalletRowKind } from '../worker/loyalty-views.ts';

const rows: Readonly<Record<WalletRowKind, () => string>> = {
  topUp: () => msg('充值'),
  storedPayOut: () => msg('退储值'),
  walletSpend: () => msg('储值支付'),
  walletRefund: () => msg('退货回储值'),
  pointsEarn: () => msg('消费得积分'),
  pointsSpend: () => msg('积分抵现'),
  pointsBack: () => msg('退货扣回积分'),
  walletAdjust: () => msg('人工调整'),
};
export const walletRowName = (kind: WalletRowKind): string => rows[kind]();

const tasks: Readonly<Record<WalletTaskKind, () => string>> = {
  'stored-overdrawn': () => msg('储值花超了：两台机器同时用了余额'),
  'points-overdrawn': () => msg('积分用超了：两台机器同时用了积分'),
  'spend-unbacked': () => msg('会员账上的扣款与小票不符'),
  'spend-missing': () => msg('小票用了储值或积分，会员账上没有'),
  'points-figures': () => msg('得到的积分与小票不符'),
  'bonus-unexplained': () => msg('赠送超过了充值档位'),
  'top-up-drawer': () => msg('充值的钱与钱箱不符'),
  'wallet-disputed': () => msg('同一笔会员账有两种内容'),
};
export const walletTaskName = (kind: WalletTaskKind): string => tasks[kind]();
/** Kinds whose excess is points, not money. */
export const isPointsTask = (kind: WalletTaskKind): boolean => kind === 'points-overdrawn' || kind === 'points-figures';

/** What the audit log and the review list call the commands of the programme. */
export const loyaltyCommands: Readonly<Record<string, () => string>> = {
  addLoyaltyMember: () => msg('加会员'),
  editLoyaltyMember: () => msg('改会员资料'),
  mergeMembers: () => msg('合并会员'),
  unmergeMember: () => msg('撤销会员合并'),
  setMemberPin: () => msg('设支付密码'),
  topUp: () => msg('储值充值'),
  payOutStored: () => msg('退储值'),
  adjustWallet: () => msg('调整会员余额'),
  setMemberLevel: () => msg('设会员等级'),
  removeMemberLevel: () => msg('删除会员等级'),
  setLoyaltyRules: () => msg('设会员规则'),
  importMembers: () => msg('导入会员'),
};

const faults: Readonly<Record<MemberRowFault, () => string>> = {
  nobody: () => msg('没有手机号也没有卡号'),
  phone: () => msg('手机号不对'),
  level: () => msg('没有这个等级'),
  birthday: () => msg('生日不对'),
  'stored-value': () => msg('储值余额不对'),
  bonus: () => msg('赠送不对'),
  points: () => msg('积分不对'),
  'phone-twice': () => msg('文件里手机号重复'),
  'card-twice': () => msg('文件里卡号重复'),
  damaged: () => msg('这一行引号不成对'),
};
export const memberFaultName = (fault: MemberRowFault): string => faults[fault]();
