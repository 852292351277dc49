/** What pages are told of a stocktake, and who may approve it: blind counts, costs, one's own count. */
import { describe, expect, it } from 'vitest';
import type { StocktakeShop } from '../../../../client/commands/stocktake-shop.ts';
import { postStocktake } from '../../../../client/commands/take-stock.ts';
import type { ReadShop } from '../../../../client/queries/read-shop.ts';
import { sheetGoods, stocktakeLines, stocktakeView } from '../../../../client/queries/stocktake-queries.ts';
import { ShopFolds } from '../../../../client/worker/shop-folds.ts';
import type { Entry } from '../../../../shared/commit/part.ts';
import { idOf, MEMBER, movement, refOf, STOCK_DOCUMENT, STOCK_PLACE, timeAt } from '../../../kit/fold-facts.ts';
import { OTHER, stocktake, tally } from '../../../kit/stocktake-facts.ts';

const SCREW = idOf('screw');
const id = idOf('s');
const at = (text: string) => timeAt(`2026-09-${text}`);

function folds(more: object = {}): ShopFolds {
  const all = new ShopFolds(480);
  const told: readonly (readonly [number, string, Entry])[] = [
    [
      at('01 08:00'),
      'catalogue',
      { kind: 'new', type: 'product', id: SCREW, fields: { name: '螺丝', unit: '个', retailPrice: 2000 } },
    ],
    [at('01 08:01'), 'costs', { kind: 'new', type: 'cost', id: SCREW, fields: { purchasePrice: 777 } }],
    [at('19 16:15'), STOCK_DOCUMENT, movement(SCREW, 15_000_000, 'receipt', idOf('r1'))],
    [at('21 02:00'), STOCK_DOCUMENT, stocktake('s', more)],
    [at('21 03:12'), STOCK_DOCUMENT, tally('b1', 's', SCREW, 13_000_000, at('21 03:11'))],
  ];
  for (const [i, [time, document, entry]] of told.entries())
    all.set.addPart(refOf('a', i + 1, time, document), [entry]);
  return all;
}

function shop(all: ShopFolds, forbidden: readonly string[]): ReadShop {
  return {
    folds: all,
    branch: STOCK_PLACE.split('/')[0],
    warehouse: STOCK_PLACE.split('/')[1],
    may: (use: string) => !forbidden.some((one) => use.startsWith(one)),
    travelOf: () => 'listed',
    writerName: () => '何敏',
    memberName: (member: string) => member,
  } as unknown as ReadShop;
}
const view = (all: ShopFolds, ...forbidden: readonly string[]) =>
  stocktakeView(shop(all, forbidden), { member: OTHER, othersWhoMay: () => [] }, id);
const lines = (all: ShopFolds, ...forbidden: readonly string[]) =>
  stocktakeLines(shop(all, forbidden), OTHER, { id, filter: 'all', by: 'latest', offset: 0, limit: 9 }).rows;

describe('COUNT-12 what is shown', () => {
  it('COUNT-12 without the right to costs there is no cost, in figures or lines, and nothing to tell it from', () => {
    expect(view(folds())?.figures).toMatchObject({ different: 1, loss: 2_000_000, value: -40_000, cost: -15_540 });
    expect(lines(folds())[0]).toMatchObject({ counted: 13_000_000, variance: -2_000_000, cost: -15_540 });
    const text = JSON.stringify([view(folds(), 'costs.'), lines(folds(), 'costs.')]);
    expect(text).not.toContain('cost');
    expect(text).not.toMatch(/777|15540/);
  });

  it('COUNT-12 who counts blind sees no book, no difference and no filter for it; who approves does', () => {
    const blind = folds({ blind: true });
    const seen = JSON.stringify([view(blind, 'stocktake.approve'), lines(blind, 'stocktake.approve')]);
    expect(seen).not.toMatch(/book|variance|value|accuracy|15000000/);
    expect(lines(blind, 'stocktake.approve')[0]?.counted).toBe(13_000_000);
    expect(lines(blind)[0]?.book).toBe(15_000_000);
  });

  it('COUNT-6 case c1 through a stocktake: −2,000, then −1,500 and −1,556 as what was late comes in', () => {
    const all = folds();
    const variance = () => lines(all)[0]?.variance;
    expect(variance()).toBe(-2_000_000);
    all.set.addPart(refOf('b', 1, at('20 10:00'), STOCK_DOCUMENT), [movement(SCREW, -500_000, 'sale', idOf('t'))]);
    expect(variance()).toBe(-1_500_000);
    const dated = { ...movement(SCREW, 56_000, 'receipt', idOf('r2')), at: '2026-09-18' };
    all.set.addPart(refOf('b', 2, at('22 09:00'), STOCK_DOCUMENT), [dated]);
    expect(variance()).toBe(-1_556_000);
  });
});

describe('COUNT-11 own counts', () => {
  const approve = (member: string, others: readonly string[]) => {
    const all = folds();
    const books = {
      stocktakes: all.stocktakes,
      stock: all.stock,
      goodsOf: (paper: Parameters<typeof sheetGoods>[1]) => sheetGoods({ folds: all }, paper),
      branchOf: () => null,
      othersWhoMay: () => others,
      ready: () => Promise.resolve(),
    };
    const wrote: string[] = [];
    const stub = {
      counting: books,
      post: { member },
      recordId: () => idOf('p'),
      may: () => true,
      write: async (
        planner: (moment: object) => Promise<{ ok: boolean; value: { parts: { entries: Entry[] }[] } }>,
      ) => {
        const planned = await planner({ month: '2026-09', time: at('21 04:00') });
        wrote.push(...planned.value.parts.flatMap(({ entries }) => entries.map(({ kind }) => kind)));
        return planned;
      },
    } as unknown as StocktakeShop;
    return postStocktake(stub, { stocktake: id, uncountedZero: false }).then((answer) => [answer, wrote]);
  };

  it('COUNT-11 who counted leaves it to somebody else while there is one; alone it is theirs', async () => {
    expect(await approve(MEMBER, [OTHER])).toEqual([{ ok: false, error: { code: 'own-count' } }, []]);
    const done = [{ ok: true, value: { lines: 1 } }, ['stocktakePost', 'count']];
    expect(await approve(MEMBER, [])).toEqual(done);
    expect(await approve(OTHER, [MEMBER])).toEqual(done);
  });
});
