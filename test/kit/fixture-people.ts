/** Members, tickets, receipts and review rows for pictures. */
import type { MemberRow, ReceiptRow, ReviewRow, TicketRow, TicketView } from '../../client/worker/engine-protocol.ts';

const minute = 60_000_000;

export function fixturePeople(now: number) {
  const tickets: readonly TicketRow[] = [
    { id: 't1', number: 'HF-03-0128', time: now - 6 * minute, payable: 26_900, pieces: 1000, who: '林珊', travel: 'local', reason: null },
    { id: 't2', number: 'HF-03-0127', time: now - 21 * minute, payable: 100_400, pieces: 10_000, who: '林珊', travel: 'listed', reason: null },
    { id: 't3', number: 'HF-03-0126', time: now - 40 * minute, payable: 19_900, pieces: 1000, who: '李强', travel: 'void', reason: 'narrowed' },
    { id: 't4', number: 'HF-03-0125', time: now - 52 * minute, payable: 7900, pieces: 1000, who: '李强', travel: 'waiting', reason: 'order' },
    { id: 't5', number: 'HF-03-0124', time: now - 1490 * minute, payable: 57_800, pieces: 3000, who: '林珊', travel: 'listed', reason: null },
  ];
  const line = (name: string, spec: string, itemNo: string, quantity: number, list: number, price: number) => ({
    variant: itemNo, name, spec, itemNo, unit: '件', quantity, listPrice: list, price, paid: Math.round((quantity * price) / 100_000),
  });
  const ticket = (id: string): TicketView => ({
    ...(tickets.find((row) => row.id === id) ?? { id, number: 'HF-03-0129', time: now, payable: 100_400, pieces: 10_000, who: '林珊', travel: 'local', reason: null }),
    lines: [
      line('亚麻长袖衬衫', '米白 / L', 'S2031', 1000, 2_690_000, 2_690_000),
      line('高腰直筒牛仔裤', '深蓝 / 28', 'N4410', 1000, 2_990_000, 2_790_000),
      line('纯棉圆领T恤', '黑 / M', 'T1007', 3000, 790_000, 790_000),
    ],
    roundOff: 0,
    discount: 0,
    tenders: [{ kind: 'cash', amount: 110_000 }],
    change: 9600,
    register: '3 号机',
    shop: '河坊衣铺',
    branch: '河坊街店',
  });
  const receipts: readonly ReceiptRow[] = [
    { id: 'r1', number: 'RK-03-0045', time: now - 30 * minute, supplier: '杭州丝联', pieces: 12_000, lines: 3, who: '周宁', travel: 'local' },
    { id: 'r2', number: 'RK-03-0044', time: now - 1500 * minute, supplier: '杭州丝联', pieces: 200_000, lines: 5, who: '周宁', travel: 'listed' },
    { id: 'r3', number: 'RK-03-0043', time: now - 4500 * minute, supplier: '绍兴布业', pieces: 64_000, lines: 8, who: '何敏', travel: 'listed' },
  ];
  const device = (id: string, name: string, ago: number | null, self = false, revoked = false) => ({
    id, name, lastSeen: ago === null ? null : now - ago * minute, revoked, self,
  });
  const member = (id: string, name: string, rank: string, role: string, scope: string, devices: MemberRow['devices'], rest: Partial<MemberRow> = {}): MemberRow => ({
    id, name, rank, roles: role === '' ? [] : [{ role, scope }], devices, active: true, self: false, mayDismiss: true, mayEnrol: true, ...rest,
  });
  const members: readonly MemberRow[] = [
    member('m1', '林珊', 'owner', '', '', [device('d1', '3 号机', 0, true), device('d2', '手机', 90)], { self: true }),
    member('m2', '周宁', 'staff', 'buyer', '*', [device('d3', '手机', 3)]),
    member('m3', '何敏', 'manager', 'manager', 'b1', [device('d4', '1 号机', 12), device('d5', '旧平板', 43_000, false, true)]),
    member('m4', '李强', 'staff', 'seller', 'b1', [device('d6', '2 号机', 214)]),
    member('m5', '吴敏', 'staff', 'keeper', 'b2', [device('d7', '手机', null)]),
    member('m6', '孙立', 'staff', 'seller', 'b1', [device('d8', '手机', 90_000, false, true)], { active: false, mayDismiss: false }),
  ];
  const row = (commit: string, rest: Partial<ReviewRow>): ReviewRow => ({
    commit, feed: 'f1', seq: 12, who: '李强', device: '2 号机', time: now - 225 * minute, verdict: 'void', reason: 'narrowed', command: 'setProductField',
    lines: ['S2031 亚麻长袖衬衫 零售价 269.00 → 199.00'], goods: 0, cash: 0, mayRatify: true, own: false, needs: null, ratified: false, declined: false, ...rest,
  });
  const review: readonly ReviewRow[] = [
    row('c1', {}),
    row('c2', { command: 'sell', lines: ['HF-02-0095　亚麻长袖衬衫 米白 / L ×2', '现金 538.00'], goods: -2000, cash: 53_800, reason: 'not-granted', mayRatify: false, needs: 'owner' }),
    row('c3', { verdict: 'waiting', reason: 'order', command: 'sell', lines: ['HF-02-0096　纯棉圆领T恤 黑 / M ×1'], goods: -1000, cash: 7900 }),
    row('c4', { command: 'receiveGoods', lines: null, reason: 'retracted', mayRatify: false, needs: 'owner' }),
    row('c5', { command: 'sell', lines: ['HF-02-0090　条纹中筒袜 ×4'], goods: -4000, cash: 6000, ratified: true }),
  ];
  return { tickets, ticket, receipts, members, review };
}
