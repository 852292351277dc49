// A second branch beside the first, transfers in every stage between them and quota on two tills, for pictures: made once, whoever asks again gets
// what is there.
import type { Page } from '@playwright/test';
import { ask, run } from './dressed-shop.ts';

export interface TwoBranches {
  readonly warehouse: string;
  /** Transfers by what there is to see. */
  readonly asked: string;
  readonly toShip: string;
  readonly differs: string;
}

export async function twoBranches(page: Page): Promise<TwoBranches> {
  const before = await ask(page, 'placeTree', null);
  if (before.branches.length < 2) await make(page);
  const { rows } = await ask(page, 'transfers', { tab: 'all', search: '', limit: 10 });
  const of = (stage: string): string => rows.find((row) => row.stage === stage)?.id ?? '';
  const tree = await ask(page, 'placeTree', null);
  const warehouse = tree.branches[0]?.warehouses[0]?.id ?? '';
  return { warehouse, asked: of('asked'), toShip: of('toShip'), differs: of('differs') };
}

async function make(page: Page): Promise<void> {
  const session = await ask(page, 'session', null);
  const here = session.warehouse?.id ?? '';
  const register = session.register?.id ?? '';
  await run(page, 'savePlace', {
    type: 'branch',
    id: null,
    fields: { name: '西溪店', address: '西湖区文二西路 551 号' },
  });
  await run(page, 'savePlace', { type: 'bin', id: null, fields: { name: 'A-01', warehouse: here } });
  await run(page, 'savePlace', { type: 'bin', id: null, fields: { name: 'A-02', warehouse: here } });
  const there =
    (await ask(page, 'transferEnds', null)).all.find(({ warehouse }) => warehouse !== here)?.warehouse ?? '';
  const goods = await ask(page, 'stock', { warehouse: here, search: '', filter: 'nonzero', offset: 0, limit: 6 });
  const lines = goods.rows.map(({ variant }) => ({ variant, quantity: 4000 }));
  const request = { from: here, to: there, expected: null, remark: '周末活动用' };
  const { id } = await run(page, 'askTransfer', { ...request, side: 'from', lines });
  const all = lines.map((_, i) => ({ line: i + 1, quantity: 4000 }));
  const move = { id, complete: false, reason: '' };
  await run(page, 'moveTransfer', { ...move, type: 'ship', lines: all });
  const short = all.map((line) => (line.line === 1 ? { ...line, quantity: 3000 } : line));
  await run(page, 'moveTransfer', { ...move, type: 'receive', complete: true, lines: short });
  await run(page, 'askTransfer', { ...request, side: 'to', lines: lines.slice(0, 2) });
  const [first] = goods.rows;
  if (first === undefined) return;
  await run(page, 'setStockRule', { product: first.product, rule: 'strict' });
  await run(page, 'grantEscrow', { variant: first.variant, register, quantity: 2000 });
}
