/** The audit log as the stand-in engine tells it: a day with a price change, a sale, a void refund, a new right. */
import type { AuditEntryView, AuditQueries, AuditRow } from '../../client/worker/audit-protocol.ts';

const minute = 60_000_000;
const DEVICE = 'V1StGXR8_Z5jdHi6B-myTq0a';

export function fixtureAudit(now: number): {
  [Name in keyof AuditQueries]: (params: AuditQueries[Name]['params']) => AuditQueries[Name]['view'];
} {
  const rows = rowsOf(now);
  return {
    audit: (params) => {
      const found = rows
        .filter((row) => params.text === '' || [row.who, ...row.about].join(' ').includes(params.text))
        .filter((row) => params.result === null || row.travel === 'void')
        .filter((row) => params.actions.length === 0 || params.actions.some((action) => row.actions.includes(action)));
      const { offset, limit } = params;
      const page = found.slice(offset, offset + limit);
      return { rows: page, offset, total: found.length, all: rows.length, searched: 1, reading: false };
    },
    auditEntry: ({ commit }) => entryOf(rows.find((row) => row.commit === commit)),
    auditFacets: () => ({
      members: [
        { id: 'm1', name: '何敏' },
        { id: 'm2', name: '周宁' },
        { id: 'm3', name: '李强' },
      ],
      devices: [],
      branches: [
        { id: 'b1', name: '总店' },
        { id: 'b2', name: '二店' },
      ],
      modules: ['catalogue', 'sales', 'stock', 'stocktake', 'settings', 'members'],
    }),
  };
}

function rowsOf(now: number): AuditRow[] {
  const plain = {
    device: '3 号机',
    modules: ['sales'],
    actions: ['add'],
    about: [],
    change: null,
    amount: 0,
    travel: 'listed' as const,
    reason: 'ok',
    ratified: false,
    offline: false,
    withheld: 0,
  };
  const deeds: readonly (Partial<AuditRow> & Pick<AuditRow, 'who' | 'command'>)[] = [
    { who: '周宁', command: 'sell', about: ['HF-03-0128'], amount: 26_900, travel: 'local' },
    {
      who: '何敏',
      command: 'setProductField',
      device: '店长手机',
      modules: ['catalogue'],
      actions: ['edit', 'price'],
      about: ['牛津纺衬衫'],
      change: {
        record: 'p1',
        name: '牛津纺衬衫',
        type: 'product',
        kind: 'set',
        field: 'retailPrice',
        before: { kind: 'price', value: 2_690_000 },
        after: { kind: 'price', value: 2_390_000 },
      },
    },
    { who: '李强', command: 'returnGoods', about: ['HF-02-0044'], amount: 18_900, travel: 'void', reason: 'narrowed' },
    { who: '何敏', command: 'narrow', device: '店长手机', modules: ['members'], actions: ['policy'], about: ['李强'] },
    { who: '李强', command: 'sell', device: '2 号机', about: ['HF-02-0043'], amount: 45_700, offline: true },
    {
      who: '王芳',
      command: 'receiveGoods',
      device: '仓库平板',
      modules: ['goodsReceipt'],
      about: ['RK-03-0045'],
      withheld: 1,
    },
    { who: '王芳', command: '', device: '仓库平板', modules: ['costs'], actions: ['add'], withheld: 1 },
    { who: '周宁', command: 'countStock', modules: ['stocktake'], about: ['直筒牛仔裤 蓝 / 30'] },
    { who: '周宁', command: 'openShift', amount: 50_000 },
  ];
  return Array.from({ length: 36 }, (_, at) => ({
    ...plain,
    ...(deeds[at % deeds.length] ?? { who: '', command: '' }),
    commit: `${DEVICE}.k3J9x_2Q/${400 - at}`,
    time: now - at * 17 * minute,
  }));
}

function entryOf(row: AuditRow | undefined): AuditEntryView | null {
  if (row === undefined) return null;
  const seq = Number(row.commit.split('/')[1]);
  return {
    row,
    feed: `${DEVICE}.k3J9x_2Q`,
    seq,
    hash: 'pZ1m0vJ5tqv3cY7bq8d2yG6s4KfN0wXhRjUeLaTiMoE',
    fingerprint: DEVICE.slice(0, 12),
    app: 'hecang 0.1.0',
    claimedAt: row.time,
    listedAt: row.travel === 'local' ? null : row.time + minute,
    position: row.travel === 'local' ? null : 12_804 + seq,
    sealed: true,
    uses: row.modules.map((module) => `${module}.${row.actions[0] ?? 'add'}@b1abcdef`),
    documents: [{ name: 'tickets/b1abcdef/2026-11', entries: 1, readable: row.withheld === 0 }],
    changes: row.change === null ? [] : [row.change],
    facts:
      row.command === 'sell'
        ? [
            { what: 'posSale', name: 'HF-03-0128', figure: { kind: 'money', value: row.amount } },
            { what: 'sale', name: '牛津纺衬衫 白 / L', figure: { kind: 'quantity', value: -1000 } },
            { what: 'sale', name: '', figure: { kind: 'money', value: row.amount } },
          ]
        : [],
    batch: null,
  };
}
