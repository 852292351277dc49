/** Stocktakes of the stand-in engine: one under way by two people, one that was handed in, one approved. */
import type {
  SheetRow,
  StocktakeQueries,
  StocktakeRow,
  StocktakeView,
} from '../../client/worker/stocktake-protocol.ts';
import type { FixtureGoods } from './fixture-goods.ts';

type Answers = {
  [Name in keyof StocktakeQueries]: (params: StocktakeQueries[Name]['params']) => StocktakeQueries[Name]['view'];
};

const minute = 60_000_000;

export function fixtureStocktakes(goods: FixtureGoods, now: number): Answers {
  const stock = goods.stock.slice(0, 24);
  const lines = stock.map((row, i): SheetRow => {
    const variance = [0, 0, 0, -1, 0, 2, 0, 0, -3, 0][i % 10] ?? 0;
    const counted = Math.max(0, row.onHand + variance * 1000);
    const own = i % 3 !== 1;
    const asked = i === 2;
    return {
      variant: row.variant,
      name: row.name,
      spec: row.spec,
      itemNo: row.itemNo,
      unit: row.unit,
      counted,
      at: now - i * minute,
      cells: [
        {
          bin: ['A-01', 'A-02', 'B-01'][i % 3] ?? '',
          batch: '',
          round: 1,
          asked,
          counters: [
            {
              counter: own ? 'me' : 'zhou',
              who: own ? '何敏' : '周宁',
              quantity: counted,
              at: now - i * minute,
              mine: own,
            },
            ...(asked ? [{ counter: 'zhou', who: '周宁', quantity: counted, at: now - 2 * minute, mine: false }] : []),
          ],
        },
      ],
      asked,
      recount: i === 8 ? 'due' : 'no',
      missing: [],
      late: 0,
      posted: null,
      book: row.onHand,
      variance: counted - row.onHand,
      value: ((counted - row.onHand) / 1000) * 12_900,
    };
  });
  const row = (
    id: string,
    number: string,
    status: StocktakeRow['status'],
    scope: string,
    minutes: number,
  ): StocktakeRow => ({
    id,
    number,
    place: '总店仓',
    status,
    mode: scope === '' ? 'full' : 'cycle',
    blind: false,
    scope,
    who: '何敏',
    time: now - minutes * minute,
    counters: ['何敏', '周宁'],
    counted: 24,
    pieces: lines.reduce((sum, line) => sum + (line.counted ?? 0), 0),
    travel: 'listed',
  });
  const rows = [
    row('s1', 'PD-A-03k7-000013', 'counting', '', 42),
    row('s2', 'PD-A-03k7-000012', 'submitted', '衬衫、T恤', 1500),
    row('s3', 'PD-A-03k7-000011', 'posted', '配饰', 8700),
  ];
  const view = (one: StocktakeRow): StocktakeView => ({
    ...one,
    remark: '',
    recountOver: 20_000,
    figures: {
      counted: 24,
      pieces: one.pieces,
      uncounted: 9,
      asked: 1,
      different: 6,
      gain: 4000,
      loss: 9000,
      value: -64_500,
      accuracy: 7500,
      recountDue: 1,
      late: 0,
      afterPosting: 0,
    },
    said: one.status === 'submitted' ? { step: 'submit', who: '周宁', time: now - 1400 * minute, reason: '' } : null,
    posted: one.status === 'posted' ? { who: '林珊', time: now - 8600 * minute, selfApproved: false } : null,
    partlyPosted: false,
    may: { count: true, choose: true, void: true, approve: true, ownCount: false },
    bins: ['A-01', 'A-02', 'B-01'],
  });
  return {
    stocktakes: () => rows,
    stocktake: ({ id }) => {
      const one = rows.find((found) => found.id === id);
      return one === undefined ? null : view(one);
    },
    stocktakeLines: ({ filter, only, offset, limit }) => {
      const kept = lines.filter((line) =>
        only !== undefined
          ? line.variant === only
          : filter === 'different'
            ? line.variance !== 0
            : filter === 'asked'
              ? line.asked
              : filter === 'recount'
                ? line.recount === 'due'
                : filter !== 'uncounted',
      );
      return { rows: kept.slice(offset, offset + limit), offset, total: kept.length };
    },
    binNames: () => ['A-01', 'A-02', 'B-01'],
    countSheet: () => lines.map(({ name, spec, itemNo, unit }) => ({ name, spec, itemNo, unit })),
  };
}
