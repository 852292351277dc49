/** What went wrong with members, stored value and points, and what to do; taken in by error-texts.ts. */
import { msg, str } from '@lit/localize';
import { fen } from './figures.ts';

const money = (value: string): string => (/^-?\d+$/.test(value) ? fen(Number(value)) : value);

export const loyaltyErrors: Readonly<Record<string, (value: (name: string) => string) => string>> = {
  'phone-wrong': () => msg('手机号不对。改成完整的号码'),
  'member-exists': (v) => msg(str`「${v('name')}」已用这个手机号。直接用这位会员`),
  'member-empty': () => msg('手机号和姓名都没有填。至少填一个'),
  'card-taken': (v) => msg(str`「${v('name')}」已用这张卡。换一张`),
  'birthday-wrong': () => msg('生日写法不对。写成月-日，如 11-25'),
  'member-unknown': () => msg('找不到这位会员。请重新选'),
  'merge-circle': () => msg('这两位已经并在一起。打开合并后的那位看'),
  'pin-form': () => msg('密码是六位数字。再输入一次'),
  'stored-value-member': () => msg('还没有选会员。选好再用储值或积分'),
  'stored-value-short': (v) => msg(str`储值余额只有 ${money(v('left'))}。换一种支付方式补足`),
  'points-short': (v) => msg(str`积分只有 ${v('left')}。取消积分抵现再收款`),
  'stored-offline': (v) => msg(str`离线时一单最多用储值 ${money(v('limit'))}。减少，或等联网`),
  'pin-needed': (v) => msg(str`储值超过 ${money(v('over'))} 要会员的支付密码。请会员输入`),
  'pin-missing': (v) => msg(str`储值超过 ${money(v('over'))}，这位会员没有支付密码。请店长操作，或先设密码`),
  'pin-wrong': () => msg('支付密码不对。请会员再输入一次'),
  'bad-amount': () => msg('金额不对。改成大于 0 的数'),
};
