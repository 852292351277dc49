/** Which pages exist for this member, in the rail's order; a page whose right is missing is absent, not disabled. */
import { msg } from '@lit/localize';
import type { ShellItem } from '../components/hc-shell.ts';
import { may } from '../contexts/session-context.ts';
import type { SessionView } from '../worker/engine-protocol.ts';
import { type PageName, pathOf } from './router.ts';

export function shellItems(session: SessionView, review: number): readonly ShellItem[] {
  const items: ShellItem[] = [];
  const add = (page: PageName, icon: ShellItem['icon'], label: string, badge = 0, low = false): void => {
    items.push({ page, path: pathOf(page), icon, label, badge, low });
  };
  if (may(session, 'sell')) add('till', 'till', msg('收银'));
  add('catalogue', 'goods', msg('商品'));
  if (may(session, 'viewStock')) add('stock', 'stock', msg('库存'));
  if (may(session, 'receive')) add('receive', 'receive', msg('入库'));
  if (may(session, 'viewTransfers')) add('transfers', 'transfer', msg('调拨'));
  add('review', 'review', msg('待复核'), review);
  if (may(session, 'viewMembers')) add('customers', 'card', msg('会员'));
  if (may(session, 'viewAudit')) add('audit', 'history', msg('记录'));
  add('members', 'people', msg('成员'));
  add('today', 'today', msg('今天'), 0, true);
  add('settings', 'settings', msg('设置'), 0, true);
  return items;
}

export function headingOf(page: PageName): string {
  const headings: Readonly<Record<PageName, () => string>> = {
    till: () => msg('收银'),
    catalogue: () => msg('商品'),
    import: () => msg('导入商品'),
    stock: () => msg('库存'),
    count: () => msg('盘点'),
    receive: () => msg('入库'),
    transfers: () => msg('调拨单'),
    quota: () => msg('收银机额度'),
    places: () => msg('门店与仓库'),
    review: () => msg('待复核'),
    audit: () => msg('操作记录'),
    members: () => msg('成员'),
    roles: () => msg('角色'),
    promotions: () => msg('促销'),
    customers: () => msg('会员'),
    status: () => msg('存在哪里'),
    settings: () => msg('设置'),
    labels: () => msg('标签与价签'),
    more: () => msg('更多'),
    join: () => msg('加入店铺'),
    today: () => msg('今天'),
    home: () => '',
  };
  return headings[page]();
}

/** Where `/` leads: the till for who sells, else what today asks for. */
export const homePage = (session: SessionView): PageName => (may(session, 'sell') ? 'till' : 'today');
