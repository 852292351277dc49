/** What the stand-in engine answers, by query: the shop of the reference pictures, or a supermarket. */
import type { Queries, QueryName, SessionView, ShownError } from '../../client/worker/engine-protocol.ts';
import { fixtureAudit } from './fixture-audit.ts';
import { apparel, type FixtureGoods, supermarket } from './fixture-goods.ts';
import { fixtureMembers } from './fixture-members.ts';
import { fixturePeople } from './fixture-people.ts';
import { fixturePlaces } from './fixture-places.ts';
import { fixturePromotions } from './fixture-promotions.ts';
import { fixtureRoles } from './fixture-roles.ts';
import { fixtureStocktakes } from './fixture-stocktakes.ts';
import { fixtureTerminal } from './fixture-terminal.ts';
import { fixtureTill } from './fixture-till.ts';

export interface FixtureState {
  readonly shop?: 'apparel' | 'supermarket';
  readonly phase?: SessionView['phase'];
  readonly offline?: boolean;
  readonly onlyHere?: number;
  readonly can?: readonly string[];
  readonly rank?: string;
  readonly rows?: number;
  readonly forgets?: boolean;
  /** A device that several share. */
  readonly terminal?: 'open' | 'locked';
  readonly drafts?: Readonly<Record<string, string>>;
  readonly refuse?: Readonly<Record<string, ShownError>>;
}
export type Answers = { readonly [Name in QueryName]: (params: unknown) => Queries[Name]['view'] };

export const NOW = Date.UTC(2026, 10, 25, 6, 26) * 1000;
const minute = 60_000_000;

export function fixtureAnswers(state: FixtureState): {
  [Name in QueryName]: (params: Queries[Name]['params']) => Queries[Name]['view'];
} {
  const goods: FixtureGoods = (state.shop === 'supermarket' ? supermarket : apparel)(state.rows ?? 60);
  const people = fixturePeople(NOW);
  const onlyHere = Array.from({ length: state.onlyHere ?? 0 }, (_, index) => ({
    commit: `c${index}`,
    command: ['sell', 'setProductField', 'receiveGoods'][index % 3] ?? 'sell',
    time: NOW - (index + 1) * 7 * minute,
    bytes: 800 + index * 320,
    title: ['HF-03-0128  ¥269.00', 'S2044 牛津纺衬衫 零售价', 'RK-03-0045  12 件'][index % 3] ?? '',
  }));
  return {
    session: () => session(state),
    ...fixtureTerminal(state.terminal !== undefined, state.terminal === 'locked'),
    pastImports: () => [],
    places: () => ({
      online: state.offline !== true,
      places: state.offline === true ? 1 : 3,
      onlyHere,
      where: [
        { kind: 'this', name: '3 号机', connected: true, lastMet: NOW, behind: 0 },
        {
          kind: 'relay',
          name: '中继',
          connected: state.offline !== true,
          lastMet: NOW - 20 * minute,
          behind: onlyHere.length,
        },
        { kind: 'neighbour', name: '1 号机', connected: false, lastMet: NOW - 65 * minute, behind: 3 },
      ],
      needs: state.offline === true ? [{ kind: 'not-persisted' }] : [],
      policy: { name: 'q7Zk0vXA', actions: 14 },
    }),
    products: (params) => {
      const rows = goods.products
        .filter((row) => params.category === null || row.category === params.category)
        .filter((row) => params.search === '' || `${row.name}${row.itemNo}${row.barcode}`.includes(params.search))
        .filter((row) => params.filter !== 'sellable' || (row.retailPrice !== null && !row.removed))
        .filter((row) => params.filter !== 'unpriced' || row.retailPrice === null)
        .filter((row) => params.filter !== 'conflict' || row.conflicts > 0)
        .filter((row) => params.filter !== 'removed' || row.removed);
      return {
        rows: rows.slice(params.offset, params.offset + params.limit),
        offset: params.offset,
        total: rows.length,
        all: goods.products.length,
      };
    },
    product: ({ id }) => goods.product(id),
    categories: () => goods.categories,
    productIds: () => goods.products.map(({ id }) => id),
    duplicateCodes: () => [],
    weighedCodes: () => ({ '22': 'amount', '25': 'weight' }),
    scan: ({ code }) => goods.scan(code),
    sellable: ({ product }) => goods.sellable(product),
    existingProducts: () => ({ products: [], next: null }),
    stock: (params) => {
      const rows = goods.stock
        .filter((row) => params.search === '' || `${row.name}${row.itemNo}`.includes(params.search))
        .filter((row) => params.filter !== 'negative' || row.onHand < 0)
        .filter((row) => params.filter !== 'gaps' || row.gap)
        .filter((row) => params.filter !== 'low' || (row.safety !== null && row.available < row.safety));
      const sum = (read: (row: (typeof rows)[number]) => number): number =>
        goods.stock.reduce((total, row) => total + read(row), 0);
      return {
        rows: rows.slice(params.offset, params.offset + params.limit),
        offset: params.offset,
        total: rows.length,
        figures: {
          onHand: sum((row) => row.onHand),
          reserved: sum((row) => row.reserved),
          inTransit: sum((row) => row.inTransit),
          negative: goods.stock.filter((row) => row.onHand < 0).length,
          low: goods.stock.filter((row) => row.safety !== null && row.available < row.safety).length,
          over: 0,
          gaps: goods.stock.filter((row) => row.gap).length,
          expiring: 0,
          items: goods.stock.length,
        },
      };
    },
    movements: () => goods.movements(NOW),
    receiptFacts: () => ({ promotions: [], tenders: null, member: null, copies: 0 }),
    shopSettings: () => ({ receiptHeader: '', receiptFooter: '', printers: [], collectionPicture: '' }),
    shift: () => ({
      open: { id: 's1', since: NOW - 300 * minute, float: 50_000 },
      tickets: 46,
      net: 1_287_000,
      expectedCash: 320_000,
      nextNumber: 'HF-03-0129',
    }),
    ...fixtureTill(NOW),
    ...fixtureMembers(NOW),
    ...fixtureStocktakes(goods, NOW),
    ...fixturePlaces(NOW),
    ...fixtureAudit(NOW),
    ...fixtureRoles,
    tickets: () => people.tickets,
    ticket: ({ id }) => people.ticket(id),
    receipts: () => people.receipts,
    members: () => people.members,
    review: () => people.review,
    presence: () => [{ member: 'm2', name: '周宁', device: '手机', field: 'memberPrice' }],
    pricing: () => ({
      promotions: fixturePromotions,
      roundOff: { rule: 'fen', on: 'cash' },
      utcOffsetMinutes: 480,
      lastPriceFirst: false,
      pointsPerYuan: 100,
      pointsShareBp: 5000,
    }),
    promotions: () => fixturePromotions.map((one) => ({ ...one, travel: 'listed' as const, conflicts: 0 })),
    draft: () => null,
    openTasks: () => ({
      total: 1,
      rows: [
        {
          variant: 'v-k1121-0',
          name: '羊绒圆领衫 驼 / M',
          warehouse: '河坊街店',
          onHand: -1000,
          tickets: ['HF-01-0311', 'HF-03-0120'],
        },
      ],
    }),
  };
}

function session(state: FixtureState): SessionView {
  const all = [
    'sales.add',
    'sales.view',
    'sales.discount',
    'sales.override',
    'settings.edit',
    'catalogue.view',
    'catalogue.add',
    'catalogue.edit',
    'catalogue.remove',
    'costs.view',
    'costs.edit',
    'stock.view',
    'goodsReceipt.add',
    'stockAdjustment.add',
    'stocktake.add',
    'members.add',
    'audit.view',
  ];
  return {
    phase: state.phase ?? 'ready',
    shop:
      state.phase === 'none'
        ? null
        : { id: 'shop', name: state.shop === 'supermarket' ? '惠民超市' : '河坊衣铺', sample: false },
    member: state.phase === 'none' ? null : { id: 'm1', name: '林珊', roles: ['manager'], rank: state.rank ?? 'owner' },
    device: { id: 'Hc3kP9xQ2mVt7RbL', name: '3 号机' },
    branch: { id: 'b1', name: '河坊街店' },
    warehouse: { id: 'w1', name: '河坊街店' },
    branches: [
      { id: 'b1', name: '河坊街店' },
      { id: 'b2', name: '总店' },
    ],
    warehouses: [
      { id: 'w1', name: '河坊街店', branch: 'b1' },
      { id: 'w2', name: '总仓', branch: 'b2' },
    ],
    register: { id: 'r3', name: '3 号机' },
    can: state.can ?? all,
    discountLimit: (state.can ?? all).includes('sales.discount') ? 30 : 0,
    joining: state.phase === 'joining' ? { received: 1280, total: 4310 } : null,
    storage: {
      persisted: state.offline !== true,
      forgets: state.forgets === true,
      used: 18_400_000,
      quota: 2_100_000_000,
    },
    lost: null,
  };
}
