/**
 * What went wrong and what to do, in two short sentences, by error code (screens.md §8). Unknown codes get a sentence
 * that is true of all of them and show the code in small type, so that it can be copied and told to somebody.
 */
import { msg, str } from '@lit/localize';
import type { ShownError } from '../worker/engine-protocol.ts';
import { fen, quantity } from './figures.ts';
import { importErrors } from './import-errors.ts';
import { loyaltyErrors } from './loyalty-errors.ts';

export interface ErrorText {
  readonly text: string;
  /** Small type beneath, copyable; empty when the sentence says it all. */
  readonly detail: string;
}

type Say = (value: (name: string) => string) => string;

/** Money values arrive in fen, or as text that is shown as it is. */
const money = (value: string): string => (/^-?\d+$/.test(value) ? fen(Number(value)) : value);

/** Thousandths as a quantity. */
const amount = (value: string): string => (/^-?\d+$/.test(value) ? quantity(Number(value)) : value);

const texts: Readonly<Record<string, Say>> = {
  ...loyaltyErrors,
  ...importErrors,
  'clock-ahead': () => msg('本机时钟快了超过 5 分钟。校准时间后再试'),
  quota: () => msg('本机存储空间不够。清理磁盘，或先导出备份'),
  'storage-closed': () => msg('本机存储已关闭。刷新页面后再试'),
  'not-permitted': (v) =>
    v('who') === '' ? msg('你没有这项权限。请有权限的成员操作') : msg(str`你没有这项权限。请${v('who')}操作`),
  'invitation-used': () => msg('这张邀请已被使用。请对方重新出示'),
  'invitation-expired': () => msg('这张邀请已过期。请对方重新出示'),
  'invitation-unknown': () => msg('中继还没有这张邀请。请对方联网后再试'),
  'shop-full': () => msg('这家店在中继上的空间已满。请店主清理或换中继'),
  'relay-full': () => msg('中继空间已满。改动都在本机，请店主扩容'),
  'escrow-empty': (v) => msg(str`本机额度 ${v('left')}，不够卖。向其他收银机要额度`),
  unpriced: () => msg('这件商品还没有零售价。先定价再卖'),
  'below-floor': (v) => msg(str`低于底价 ${money(v('floor'))}。改高，或请店长改价`),
  'payment-unknown': () => msg('有一笔付款没有回音。先看清到没到账，再清空'),
  'override-needed': () => msg('改价需要店长。请店长操作，或改用折扣'),
  'discount-limit': (v) => msg(str`超过你的折扣上限 ${v('limit')}%。减少折扣，或请店长操作`),
  'name-required': () => msg('还没有填名称。填好再保存'),
  'unit-required': () => msg('还没有填单位。填好再保存'),
  'number-invalid': () => msg('这不是有效的数。改成数字再保存'),
  'unit-inexact': () => msg('换算后不是整数。换一个单位或数量'),
  'basket-sold': (v) => msg(str`这一单已经收过款，单号 ${v('number')}。开下一单`),
  'basket-empty': () => msg('这一单还没有商品。先扫码或点选商品'),
  'empty-basket': () => msg('这一单还没有商品。先扫码或点选商品'),
  'paid-already': () => msg('这一单已经收过款。开下一单'),
  'tender-short': () => msg('收到的钱不够。补足差额再确认'),
  'tenders-short': (v) => msg(str`收到的钱还差 ${money(v('missing'))}。补足再确认`),
  'non-cash-change': () => msg('只有现金能找零。减少其他支付方式的金额'),
  'negative-tender': () => msg('收款金额不能是负数。改好再确认'),
  'discount-too-large': () => msg('超过你的折扣上限。减少折扣，或请店长操作'),
  'round-off-too-large': () => msg('抹零超过上限。少抹一点，或请店长操作'),
  'no-escrow': (v) => msg(str`${v('name')} 的本机额度剩 ${amount(v('left'))}，不够卖。向其他收银机要额度`),
  'stocktake-unknown': () => msg('找不到这张盘点。等资料到齐再试'),
  'stocktake-closed': () => msg('这张盘点已经过了这一步。看一眼它现在的状态'),
  'own-count': () => msg('你点过这张，不能自己审核。请没点过的人审核'),
  'own-recount': (v) => msg(str`${v('name')} 是你点的，要换人复盘。请别人点这件`),
  'tally-asked': (v) => msg(str`有 ${v('lines')} 种两人都点了。先选相加还是取后者`),
  'recount-due': (v) => msg(str`有 ${v('lines')} 种差异超限，还没换人复盘。复盘后再过账`),
  'uncounted-cycle': () => msg('只有整仓盘点能把没点到的按 0 过账。去掉勾再过账'),
  'warehouse-unknown': () => msg('找不到这个仓库。换一个仓库再试'),
  'no-lines': () => msg('还没有商品。先扫码或搜索加入'),
  'bad-quantity': () => msg('数量不对。改成大于 0 的数'),
  'unit-remainder': () => msg('换算后不是整数。换一个单位或数量'),
  'name-missing': () => msg('还没有填名称。填好再保存'),
  locked: () => msg('这台设备已锁定。先选人、输 PIN'),
  'pin-form': () => msg('PIN 是 6 位数字。重新输'),
  'wrong-pin': () => msg('PIN 不对。稍等再试，忘了请店长重设'),
  'pin-wait': (v) => msg(str`PIN 刚输错过。${v('seconds')} 秒后再试`),
  'face-unknown': () => msg('这台设备上没有这个人。请店长添加'),
  'face-known': () => msg('这个人已在这台设备上。直接选他'),
  'face-dismissed': () => msg('他的这把钥匙已被停用。请店长重设 PIN'),
  'faces-full': (v) => msg(str`一台设备最多 ${v('count')} 人。先移除一位`),
  'terminal-shared': () => msg('这台设备已是多人共用'),
  'only-here': (v) => msg(str`还有 ${v('count')} 笔只在本机，现在移除就没了。先联网送出，或导出备份`),
  'authoriser-lacks': () => msg('他没有这项权限。换一位来授权'),
  'not-allowed': () => msg('你没有这项权限。请店长或管理员操作'),
  'unknown-product': () => msg('找不到这件商品。它可能已被删除'),
  'too-many-attributes': () => msg('规格属性最多 3 个。去掉一个再试'),
  'too-many-variants': () => msg('一件商品最多 500 个规格。减少颜色或尺码'),
  'attribute-twice': () => msg('两个属性同名。改一个名字'),
  'attribute-empty': () => msg('属性还没有名字或值。填好再保存'),
  'unit-name': () => msg('单位名不对。填 1 到 20 个字'),
  'unit-twice': () => msg('这个单位已有了。换一个名字'),
  'unit-ratio': () => msg('换算比不对。填 12、1/2 或 100.5 这样的数'),
  'too-many-units': () => msg('除基本单位外最多 3 个。去掉一个再试'),
  'category-name': () => msg('类别名不对。填名字，不带斜杠，全路径不超过 120 字'),
  'category-known': (v) => msg(str`这里已有“${v('name')}”。换一个名字`),
  'category-inside': () => msg('类别不能放进它自己里面。选别的位置'),
  'picture-form': () => msg('这不是能用的图片。选 JPEG、PNG 或 WebP'),
  'picture-large': () => msg('图片太大。选 30 MB 以内的'),
  'picture-not-here': () => msg('图片还不在本机。联网后可看'),
  'too-many-pictures': (v) => msg(str`一件商品最多 ${v('most')} 张图。先去掉一张`),
  'weighed-layout': () => msg('称重码的设置不对。重选一次'),
  'code-invalid': (v) => msg(str`${v('code')} 不是有效的条码。核对后再填`),
  'code-check': (v) => msg(str`${v('code')} 的校验码应为 ${v('digit')}。核对后再填`),
  unchanged: () => msg('没有要改的。换一个值再试'),
  'unknown-commit': () => msg('找不到这一笔。等资料到齐再试'),
  'bad-link': () => msg('这不是合仓的邀请。检查链接是否完整'),
  'bad-code': () => msg('认不出这个码。请对方重新出示'),
  expired: () => msg('这张邀请已过期。请对方重新出示'),
  'shop-here-already': () => msg('这台设备已有店铺。换一台设备，或先移除本机的店铺'),
  'not-a-sample': () => msg('这是真的店，不能这样清掉。要离开，在成员里停用这台设备'),
  'no-shop': () => msg('这台设备还没有店铺。先开店或加入'),
  'not-ready': () => msg('店铺资料还没到齐。稍等再试'),
  busy: () => msg('上一件事还没做完。稍等再试'),
  'too-large': () => msg('内容太多，一次写不下。分成几次'),
  cancelled: () => msg('导入已停下。已导入的部分保留'),
  'clock-behind': () => msg('本机时钟比已有记录慢。校准时间后再试'),
  'shift-closed': () => msg('还没有开班。先开班再收款'),
  'shift-open-already': () => msg('这台收银机已经开班。先交班再开'),
  'cart-open': () => msg('销售单里还有商品。收款、挂单或清空后再交班'),
  'shift-unknown': () => msg('找不到这一班。等资料到齐再试'),
  'shift-closed-already': () => msg('这一班已经收过。到班次里看报表'),
  'float-too-large': () => msg('备用金比实点现金多。改小再交班'),
  'shift-reason': (v) => msg(str`与账面差 ${money(v('over'))}。重数一遍，或写明原因再交班`),
  'reason-required': () => msg('还没有写原因。写好再提交'),
  'hold-unknown': () => msg('找不到这张挂单。它可能已过期'),
  'ticket-unknown': () => msg('找不到这张小票。等资料到齐，或走无小票退货'),
  'ticket-reversed': () => msg('这张小票已红冲。核对单号，换一张小票'),
  'ticket-has-returns': () => msg('这张小票已有退货或换货，不能整张红冲。逐件退货'),
  'returned-already': (v) =>
    msg(str`${v('name')} 已退 ${amount(v('returned'))}，共卖 ${amount(v('sold'))}。减少退货数量`),
  'empty-return': () => msg('还没有选退货的商品。选好再退'),
  serials: () => msg('序列号与件数不符。补齐再退'),
  'return-too-old': (v) => msg(str`超过 ${v('days')} 天的小票要店长退。请店长操作`),
  'refund-limit': (v) => msg(str`退款 ${money(v('fen'))} 超过你的上限。请店长操作`),
  'no-ticket-right': () => msg('没有小票的退货要店长做。请店长操作'),
  'relay-refused': (v) => msg(str`中继没有接受。${v('code')}`),
  'offline-needed': () => msg('现在没有网络。联网后可用'),
  offline: () => msg('现在没有网络。联网后可用'),
  'link-unreadable': () => msg('这不是合仓的邀请。检查链接是否完整'),
  'key-unreadable': () => msg('认不出这个码。请对方重新出示'),
  'create-closed': () => msg('这个地址不开放新店。请管理员开放，或换一个地址'),
  'create-token': () => msg('开店口令不对。向管理员要正确的口令'),
  'import-cancelled': () => msg('导入已停下。已导入的部分保留'),
  'duplicate-barcode': (v) => msg(str`条码与 ${v('itemNo')} 重复。改条码，或到那件商品里改`),
  'product-unknown': () => msg('找不到这件商品。它可能已被删除'),
  'promotion-rule': () => msg('促销内容还没填完整。补上标出的数再保存'),
  pricing: () => msg('价格刚有变化，金额对不上。看一眼应收再收款'),
  'self-dismiss': () => msg('不能停用自己。请其他管理员操作'),
  'note-required': () => msg('还没有写原因。写好再提交'),
  'printer-silent': () => msg('打印机没有响应。小票已保存，检查纸张后点再印'),
  'printer-missing': () => msg('还没有连上打印机。到设置里的打印与硬件连接'),
  'printer-unknown': () => msg('店铺设置里没有这台打印机。请管理员加上它的地址'),
  'printer-off': () => msg('中继没有开网络打印。请管中继的人用 --lan 启动，或设 HECANG_PRINT=lan'),
  'printer-not-allowed': () => msg('中继不让连这台打印机。请管理员检查地址和中继设置'),
  'printer-blocked': () => msg('浏览器拦住了打印。允许弹出打印窗口后再印'),
  'relay-away': () => msg('连不上中继，网络打印机用不了。检查网络后再印'),
  'device-unsupported': () => msg('这个浏览器连不了这种设备。换电脑上的 Chrome 或 Edge'),
  'device-refused': () => msg('没有选中设备。再点一次并在列表里选它'),
  'device-taken': () => msg('设备被别的程序占用。关掉那个程序后再试'),
  'scale-silent': () => msg('秤没有读数。检查接线和波特率'),
  'picture-too-large': () => msg('图片太大。换一张小一点的图片'),
  'recovery-word': (v) => msg(str`第 ${v('place')} 个词“${v('word')}”不在恢复词里。照纸上再看一遍`),
  'recovery-count': (v) => msg(str`恢复词是 24 个，现在是 ${v('count')} 个。照纸上补齐`),
  'recovery-checksum': () => msg('这些词对不上。有字抄错或顺序不对，照纸上核对'),
  'recovery-code': () => msg('这不是恢复纸上的码。换一个码，或照纸上输入恢复词'),
  'recovery-unreachable': () => msg('连不上中继，找回要联网。联网后再试'),
  'recovery-unknown': () => msg('这个地址没有这张恢复纸的店铺。检查是否拿对了纸，或打开纸上写的地址'),
  'recovery-elsewhere': (v) => msg(str`店铺在 ${v('origin')}。打开那个地址再找回`),
  'recovery-several': () => msg('这张恢复纸对上了几家店。改扫纸上的码，它写明了是哪一家'),
  'recovery-no-owner': () => msg('店里已没有店主，恢复纸加不了设备。请联系管理员'),
  'place-unknown': () => msg('这个地方不在了。重新选一个'),
  'place-name': () => msg('已有同名的。换一个名字'),
  'place-last': () => msg('这是最后一个，不能关闭。先加一个新的'),
  'place-transfers': (v) => msg(str`还有 ${v('count')} 笔调拨没有完。先收完或取消`),
  'place-shift': () => msg('有收银机还开着班。先交班再关闭'),
  'place-quota': () => msg('收银机还留着这里的额度。先收回再关闭'),
  'place-negative': (v) => msg(str`有 ${v('count')} 种是负库存。先盘点或补入库`),
  'place-stock': (v) => msg(str`里面还有 ${v('count')} 种货。先选它们调到哪里`),
  'transfer-unknown': () => msg('找不到这张调拨单。等资料到齐再试'),
  'transfer-same-place': () => msg('收发是同一个仓库。换一个'),
  'transfer-not-now': () => msg('这张单已走到别的步骤。看一眼再做'),
  'transfer-open': (v) => msg(str`最多还能 ${amount(v('left'))}。减少数量`),
  'quota-pool': (v) => msg(str`没分出去的只剩 ${amount(v('left'))}。减少数量，或先从别的收银机收回`),
  'quota-held': (v) => msg(str`它的额度只有 ${amount(v('left'))}。减少数量`),
  'quota-ask-gone': () => msg('这次要额度已经过了。看一眼现在的额度'),
  'no-free-stock': (v) => msg(str`${v('name')} 没分给收银机的只剩 ${amount(v('left'))}。减少数量，或先收回额度`),
  'insecure-context': () => msg('这个地址不是 https。换成 https 地址打开'),
};

/** Codes that have a sentence of their own; tests walk over them. */
export const knownErrorCodes: readonly string[] = Object.keys(texts);

export function errorText(error: ShownError): ErrorText {
  const say = texts[error.code];
  const value = (name: string): string => String(error.values?.[name] ?? '');
  if (say !== undefined) return { text: say(value), detail: error.detail ?? '' };
  return {
    text: msg('没有做成，内容还在。再试一次，不行就把下面的代码告诉管理员'),
    detail: error.detail === undefined ? error.code : `${error.code} · ${error.detail}`,
  };
}
