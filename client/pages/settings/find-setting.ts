/**
 * What the settings page holds, and how it is found: each card by its title, its section and the words that people look
 * for it by. A card is shown when every word typed stands somewhere in these; English words are among them, so that a
 * search works in either language.
 */
import { msg } from '@lit/localize';

export type SettingsSection = 'shop' | 'till' | 'hardware' | 'stock' | 'device' | 'data';

export interface SettingCard {
  readonly id: string;
  readonly section: SettingsSection;
  readonly title: string;
  /** Beside the title. */
  readonly words: string;
}

export const sectionName = (section: SettingsSection): string => {
  const names: Readonly<Record<SettingsSection, () => string>> = {
    shop: () => msg('店铺'),
    till: () => msg('收银与小票'),
    hardware: () => msg('打印与硬件'),
    stock: () => msg('库存规则'),
    device: () => msg('本机'),
    data: () => msg('数据'),
  };
  return names[section]();
};

export function settingCards(): readonly SettingCard[] {
  return [
    card('name', 'shop', msg('店名'), msg('店铺名称 招牌 抬头')),
    card('places', 'shop', msg('门店与仓库'), msg('分店 仓位 收银机 地址 切换门店')),
    card('people', 'shop', msg('成员与角色'), msg('员工 权限 邀请 停用')),
    card('promotions', 'shop', msg('促销'), msg('打折 满减 第二件 特价 活动')),
    card('me', 'shop', msg('我'), msg('名字 角色 设备')),
    card('round', 'till', msg('抹零'), msg('取整 分 角 四舍五入 零头')),
    card('lastPrice', 'till', msg('上次价优先'), msg('老客户 成交价 记住价格')),
    card('returnDays', 'till', msg('退货期限'), msg('几天内可退 退换 售后')),
    card('float', 'till', msg('备用金'), msg('找零 开班 底钱 钱箱')),
    card('overShort', 'till', msg('长短款'), msg('交班 差异 盘亏 现金 原因')),
    card('paper', 'till', msg('小票文字与收款码'), msg('抬头 尾注 二维码 微信 支付宝 收钱码 网络打印机')),
    card('weighed', 'till', msg('秤标'), msg('称重码 条码秤 生鲜 前缀')),
    card('printer', 'hardware', msg('打印机'), msg('小票打印 蓝牙 串口 钱箱 试打 纸宽')),
    card('scanner', 'hardware', msg('扫码枪测试'), msg('扫描 条码枪 试扫')),
    card('scale', 'hardware', msg('电子秤测试'), msg('称重 串口 斤 公斤')),
    card('display', 'hardware', msg('客显'), msg('顾客屏 副屏 双屏')),
    card('oversell', 'stock', msg('超卖规则'), msg('负库存 允许 额度 不许卖')),
    card('counts', 'stock', msg('盘点与调拨'), msg('审核 其他门店库存 仓库')),
    card('terminal', 'device', msg('谁在用这台设备'), msg('多人共用 PIN 密码 锁定 换人 交接 移除 退出')),
    card('language', 'device', msg('语言'), msg('英文 中文')),
    card('theme', 'device', msg('外观'), msg('深色 浅色 夜间 主题')),
    card('density', 'device', msg('行高'), msg('紧凑 密度 疏密')),
    card('hand', 'device', msg('惯用手'), msg('左手 右手 收银台 镜像 购物车')),
    card('sound', 'device', msg('提示音'), msg('声音 滴声 静音 震动')),
    card('backup', 'data', msg('备份'), msg('导出 存档 证明')),
    card('storage', 'data', msg('本机存储'), msg('空间 占用 长期保存 清理')),
  ];
}

export function findCards(cards: readonly SettingCard[], typed: string): readonly SettingCard[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return cards;
  const textOf = (one: SettingCard): string =>
    `${one.title} ${one.words} ${sectionName(one.section)} ${one.id}`.toLowerCase();
  return cards.filter((one) => words.every((word) => textOf(one).includes(word)));
}

const card = (id: string, section: SettingsSection, title: string, words: string): SettingCard => ({
  id,
  section,
  title,
  words,
});
