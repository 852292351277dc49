// A stocktake under way in a dressed shop: two people have counted a shelf, both one thing, and not everything agrees with the book.

import { ask, run } from './dressed-shop.ts';
import type { Device } from './house.ts';
import { everythingSent } from './shop-pages.ts';

/** Answers its id. */
export async function countedShop(owner: Device, colleague: Device): Promise<string> {
  const { id } = await run(owner.page, 'startStocktake', {
    warehouse: null,
    mode: 'full',
    blind: false,
    categories: [],
    bins: [],
    recountOver: 20_000,
    remark: '月底',
  });
  await everythingSent(owner.page);
  const stock = await ask(owner.page, 'stock', { warehouse: null, search: '', filter: 'all', offset: 0, limit: 16 });
  const now = Date.now() * 1000;
  const differs = new Map([
    [3, -1000],
    [7, 2000],
    [9, -3000],
  ]);
  const lines = stock.rows.map(({ variant, onHand }, i) => ({
    variant,
    quantity: Math.max(0, onHand + (differs.get(i) ?? 0)),
    at: now - (40 - i) * 1_000_000,
    none: true as const,
  }));
  const tally = (device: Device, batch: string, of: typeof lines) =>
    run(device.page, 'tallyStock', { stocktake: id, batch, round: 1, lines: of });
  await tally(owner, 'picture-1', lines.slice(0, 10));
  await tally(colleague, 'picture-2', lines.slice(9));
  await everythingSent(colleague.page);
  return id;
}
