// Branches, warehouses, tills and transfers of the stand-in engine: a shop of three places with goods on their way.
import type { PlaceQueries } from '../../client/worker/place-views.ts';
import type { QuotaAskRow, QuotaQueries, QuotaTill } from '../../client/worker/quota-views.ts';
import type {
  TransferLineView,
  TransferQueries,
  TransferRow,
  TransferView,
} from '../../client/worker/transfer-views.ts';

type Answered = PlaceQueries & QuotaQueries & TransferQueries;
type PlaceAnswers = {
  [Name in keyof Answered]: (params: Answered[Name]['params']) => Answered[Name]['view'];
};

const minute = 60_000_000;
const travel = 'listed' as const;
const river = { branch: 'b1', warehouse: 'w1', name: '河坊街店' };
const west = { branch: 'b2', warehouse: 'w3', name: '西溪店' };
const depot = { branch: 'b1', warehouse: 'w2', name: '河坊街店 · 后仓' };

export function fixturePlaces(now: number): PlaceAnswers {
  const rows = transferRows(now);
  return {
    placeTree: () => ({
      branches: [
        {
          id: 'b1',
          name: '河坊街店',
          code: '01',
          phone: '0571-8606 0000',
          address: '上城区河坊街 118 号',
          printers: ['192.168.1.40:9100'],
          warehouses: [
            {
              id: 'w1',
              name: '前场',
              code: '01',
              address: '',
              bins: [
                { id: 'n1', name: 'A-01', travel },
                { id: 'n2', name: 'A-02', travel },
              ],
              stock: { items: 1206, negative: 2 },
              transfers: 2,
              travel,
            },
            {
              id: 'w2',
              name: '后仓',
              code: '02',
              address: '',
              bins: [],
              stock: { items: 318, negative: 0 },
              transfers: 1,
              travel,
            },
          ],
          registers: [
            {
              id: 'r1',
              name: '1 号机',
              code: '01',
              warehouse: 'w1',
              device: 'd1',
              deviceName: '周宁',
              shiftOpen: true,
              here: false,
              travel,
            },
            {
              id: 'r3',
              name: '3 号机',
              code: '03',
              warehouse: 'w1',
              device: 'd3',
              deviceName: '何敏',
              shiftOpen: true,
              here: true,
              travel,
            },
          ],
          here: true,
          travel,
        },
        {
          id: 'b2',
          name: '西溪店',
          code: '02',
          phone: '',
          address: '西湖区文二西路 551 号',
          printers: [],
          warehouses: [
            {
              id: 'w3',
              name: '西溪店',
              code: '03',
              address: '',
              bins: [],
              stock: { items: 640, negative: 0 },
              transfers: 2,
              travel: 'local',
            },
          ],
          registers: [
            {
              id: 'r4',
              name: '收银台',
              code: '04',
              warehouse: 'w3',
              device: '',
              deviceName: '',
              shiftOpen: false,
              here: false,
              travel: 'local',
            },
          ],
          here: false,
          travel: 'local',
        },
      ],
      closed: [{ id: 'b9', name: '庆春临时店', type: 'branch' }],
      printers: [
        { name: '前台小票', address: '192.168.1.40:9100' },
        { name: '后仓标签', address: '192.168.1.41:9100' },
      ],
      devices: [{ id: 'd7', name: '仓库手机' }],
      mayAdd: true,
      mayEdit: true,
      mayClose: true,
      transferApproval: true,
      otherBranchStock: false,
    }),
    stockByPlace: () => [
      { name: '河坊街店 · 前场', here: true, onHand: 27_000, available: 21_000, inTransit: 0 },
      { name: '河坊街店 · 后仓', here: false, onHand: 40_000, available: 40_000, inTransit: 0 },
      { name: '西溪店', here: false, onHand: 3000, available: 3000, inTransit: 12_000 },
    ],
    workplaces: () => ({
      branches: [
        {
          id: 'b1',
          name: '河坊街店',
          warehouses: [
            { id: 'w1', name: '前场' },
            { id: 'w2', name: '后仓' },
          ],
        },
        { id: 'b2', name: '西溪店', warehouses: [{ id: 'w3', name: '西溪店' }] },
      ],
    }),
    transfers: ({ tab }) => ({
      rows: rows.filter((row) => tab === 'all' || row.stage === tab),
      total: rows.length,
      counts: { all: 4, asked: 1, toShip: 1, underWay: 1, differs: 1, done: 0 },
    }),
    transfer: ({ id }) => transferView(now, rows.find((row) => row.id === id) ?? null),
    transferEnds: () => ({ all: [river, depot, west], mine: ['w1', 'w2'], here: 'w1' }),
    transferTasks: () => [taskOf(now)],
    quota: () => ({
      rows: [
        quotaRow('羊绒圆领衫', '驼 / M', 12_000, [5000, 2000, 0]),
        quotaRow('牛津纺衬衫', '白 / L', 6000, [2000, 0, 1000]),
        quotaRow('真丝小方巾', '酒红', 3000, [1000, -1000, 0]),
      ],
      asks: quotaAsks(now),
      tills: tills.map((till, i) => ({ ...till, held: 3 - i })),
      online: true,
      may: { handOut: true, passOn: true },
    }),
    quotaLeft: () => ({
      left: 2000,
      unit: '件',
      others: [{ register: 'r1', name: '1 号机', here: false, quantity: 5000 }],
      asked: false,
    }),
    quotaAsks: () => [],
    quotaTasks: () => [],
  };
}

const tills = [
  { register: 'r1', name: '1 号机', here: false },
  { register: 'r3', name: '3 号机', here: true },
  { register: 'r2', name: '2 号机', here: false },
];

function quotaRow(name: string, spec: string, onHand: number, held: readonly number[]) {
  const rows: QuotaTill[] = tills.map((till, i) => ({ ...till, quantity: held[i] ?? 0 }));
  const handedOut = rows.reduce((sum, { quantity }) => sum + Math.max(0, quantity), 0);
  return {
    variant: `${name}${spec}`,
    name,
    spec,
    itemNo: 'K1121',
    unit: '件',
    onHand,
    pool: onHand - handedOut,
    tills: rows,
  };
}

const quotaAsks = (now: number): readonly QuotaAskRow[] => [
  {
    id: 'a1',
    variant: 'v',
    title: '羊绒圆领衫 驼 / M',
    unit: '件',
    quantity: 1000,
    till: '2 号机',
    from: '3 号机',
    time: now - minute,
    toHere: true,
    left: 2000,
  },
];

function transferRows(now: number): TransferRow[] {
  const row = (id: string, more: Partial<TransferRow>): TransferRow => ({
    id,
    number: `DB-01-03k7-0000${id.slice(1)}`,
    time: now - 90 * minute,
    from: river,
    to: west,
    stage: 'underWay',
    title: '牛津纺衬衫 白 / L',
    lines: 3,
    asked: 24_000,
    underWay: 0,
    who: '周宁',
    travel,
    mine: false,
    ...more,
  });
  return [
    row('t4', { stage: 'asked', from: west, to: river, travel: 'local', mine: false, who: '何敏' }),
    row('t3', { stage: 'toShip', title: '羊绒圆领衫 驼 / M', lines: 1, asked: 6000, mine: true }),
    row('t2', { underWay: 18_000 }),
    row('t1', { stage: 'differs', underWay: 1000, asked: 20_000, mine: true, time: now - 1500 * minute }),
  ];
}

const taskOf = (now: number) => ({
  kind: 'short' as const,
  transfer: 't1',
  number: 'DB-01-03k7-00001',
  from: river.name,
  to: west.name,
  title: '牛津纺衬衫 白 / L',
  pieces: 1000,
  who: '林小满',
  time: now - 30 * minute,
  double: false,
});

function transferView(now: number, row: TransferRow | null): TransferView | null {
  if (row === null) return null;
  const differs = row.stage === 'differs';
  const shipped = row.stage === 'underWay' || differs;
  const line = (n: number, name: string, spec: string, asked: number, underWay: number): TransferLineView => ({
    line: n,
    variant: `v${n}`,
    name,
    spec,
    itemNo: `S204${n}`,
    unit: '件',
    asked,
    shipped: shipped ? asked : 0,
    received: shipped ? asked - underWay : 0,
    lost: 0,
    back: 0,
    underWay: shipped ? underWay : 0,
    onHand: 27_000,
  });
  const log = [
    { key: 'a', kind: 'request' as const, who: row.who, time: row.time, pieces: 0, reason: '', travel },
    { key: 'b', kind: 'approve' as const, who: '何敏', time: row.time + 12 * minute, pieces: 0, reason: '', travel },
    {
      key: 'c',
      kind: 'ship' as const,
      who: '周宁',
      time: row.time + 30 * minute,
      pieces: row.asked,
      reason: '',
      travel,
    },
    {
      key: 'd',
      kind: 'receive' as const,
      who: '林小满',
      time: row.time + 60 * minute,
      pieces: row.asked - 1000,
      reason: '',
      travel,
    },
  ];
  return {
    ...row,
    status: shipped ? 'partial' : 'approved',
    remark: row.stage === 'asked' ? '周末活动用' : '',
    expected: null,
    needsApproval: true,
    version: 'v0',
    detail: [
      line(1, '牛津纺衬衫', '白 / L', 12_000, differs ? 1000 : 12_000),
      line(2, '牛津纺衬衫', '蓝 / L', 6000, differs ? 0 : 6000),
      line(3, '羊绒圆领衫', '驼 / M', 6000, 0),
    ],
    log: log.slice(0, differs ? 4 : shipped ? 3 : row.stage === 'asked' ? 1 : 2),
    tasks: differs ? [taskOf(now)] : [],
    may: {
      approve: row.stage === 'asked',
      reject: row.stage === 'asked',
      unapprove: false,
      edit: false,
      resubmit: false,
      ship: row.stage === 'toShip',
      receive: row.stage === 'underWay',
      cancel: true,
      lose: differs,
      bringBack: differs,
      correct: false,
      confirmShipped: false,
    },
  };
}
