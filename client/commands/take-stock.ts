/**
 * Stocktakes: opening one, sending scans, deciding, approving. Scans go in batches that count once however often they
 * are sent, so that a page that was reloaded in the middle may send again what it is not sure of. Who counted does not
 * approve while somebody else could (SOD-5), nor recount what they counted themselves.
 */
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { CommandDraft } from '../../shared/schema/command-draft.ts';
import {
  buildChoice,
  buildPost,
  buildStep,
  buildStocktake,
  buildTally,
  postedLines,
  type StocktakePlace,
  slicesOf,
} from '../../shared/stock/stocktake-commands.ts';
import type { StocktakePaper } from '../../shared/stock/stocktake-fold.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { StocktakeCommands } from '../worker/stocktake-protocol.ts';
import { permitted } from './command-shop.ts';
import { nextNumber } from './register-numbers.ts';
import { hasCounted, type StocktakeShop, sheetOf } from './stocktake-shop.ts';

type Answer<Name extends keyof StocktakeCommands> = Promise<Result<StocktakeCommands[Name]['output'], ShownError>>;
type Input<Name extends keyof StocktakeCommands> = StocktakeCommands[Name]['input'];

/** Errors: `warehouse-unknown`, `not-allowed` {use}, and those of the writer. */
export async function startStocktake(shop: StocktakeShop, input: Input<'startStocktake'>): Answer<'startStocktake'> {
  const { post } = shop;
  const warehouse = input.warehouse ?? post.warehouse;
  const branch = shop.counting.branchOf(warehouse);
  if (branch === null) return err({ code: 'warehouse-unknown' });
  const { mode, blind, categories, bins, recountOver, remark } = input;
  const id = shop.recordId();
  let number = '';
  const written = await shop.write(async ({ month }) => {
    const next = await nextNumber(shop, 'stocktake');
    number = next.number;
    const fields = {
      id,
      number,
      mode,
      blind,
      categories: [...categories],
      bins: [...bins],
      ...(recountOver === null ? {} : { recountOver }),
      remark: remark.trim().slice(0, 200),
    };
    const draft = buildStocktake(fields, { branch, warehouse, month }, post.member);
    return permitted(shop, { ...draft, title: number, counters: next.counters });
  });
  return written.ok ? ok({ id, number }) : written;
}

/** Errors: `stocktake-unknown`, `stocktake-closed`, `own-recount` {name}, `bad-quantity`, `too-large`, `not-allowed` and the writer's. */
export async function tallyStock(shop: StocktakeShop, input: Input<'tallyStock'>): Answer<'tallyStock'> {
  const { counting, post } = shop;
  const paper = counting.stocktakes.paper(input.stocktake);
  if (paper === null) return err({ code: 'stocktake-unknown' });
  if (counting.stocktakes.hasTally(input.batch)) return ok(null);
  if (paper.status === 'void') return err({ code: 'stocktake-closed' });
  const own = input.round < 2 ? undefined : ownRecount(shop, paper, input);
  if (own !== undefined) return err({ code: 'own-recount', values: { name: shop.goods.good(own)?.name ?? '' } });
  return write(shop, paper, (place, now) => {
    const built = buildTally(input, place, post.member, now);
    if (built.ok) return built;
    const { code } = built.error;
    return err({ code: code === 'quantity' ? 'bad-quantity' : code === 'too-many-lines' ? 'too-large' : code });
  });
}

/** The first thing in the input that this member counted in an earlier round, while somebody else could recount it. */
function ownRecount(shop: StocktakeShop, paper: StocktakePaper, input: Input<'tallyStock'>): string | undefined {
  const { counting, post } = shop;
  if (counting.othersWhoMay(`stocktake.add@${paper.place}`).length === 0) return undefined;
  const earlier = new Set(
    counting.stocktakes
      .tallies(input.stocktake, paper.place)
      .filter(({ value }) => value.counter === post.member && (value.round ?? 1) < input.round)
      .map(({ value }) => value.variant),
  );
  return input.lines.find(({ variant }) => earlier.has(variant))?.variant;
}

/** Errors: `stocktake-unknown`, `stocktake-closed`, `not-allowed` and the writer's. */
export async function chooseTally(shop: StocktakeShop, input: Input<'chooseTally'>): Answer<'chooseTally'> {
  const paper = shop.counting.stocktakes.paper(input.stocktake);
  if (paper === null) return err({ code: 'stocktake-unknown' });
  if (paper.status === 'void') return err({ code: 'stocktake-closed' });
  const { stocktake, variant, bin, choice, counter } = input;
  const id = shop.recordId();
  return write(shop, paper, (place, at) => {
    const entry = { id, stocktake, variant, choice, counter, at, ...(bin === '' ? {} : { bin }) };
    return ok(buildChoice(entry, place, shop.post.member));
  });
}

/** Errors: `stocktake-unknown`, `stocktake-closed`, `no-lines`, `reason-required`, `not-allowed` and the writer's. */
export async function stepStocktake(shop: StocktakeShop, input: Input<'stepStocktake'>): Answer<'stepStocktake'> {
  const { counting, post } = shop;
  const { stocktake, step } = input;
  const reason = input.reason.trim().slice(0, 200);
  const paper = counting.stocktakes.paper(stocktake);
  if (paper === null) return err({ code: 'stocktake-unknown' });
  const from: Readonly<Record<typeof step, readonly string[]>> = {
    submit: ['counting', 'rejected'],
    withdraw: ['submitted'],
    reject: ['submitted'],
    void: ['counting', 'submitted', 'rejected'],
  };
  if (!from[step].includes(paper.status)) return err({ code: 'stocktake-closed' });
  if (step === 'reject' && reason === '') return err({ code: 'reason-required' });
  if (step === 'submit' && counting.stocktakes.tallies(stocktake, paper.place).length === 0)
    return err({ code: 'no-lines' });
  const id = shop.recordId();
  const over = paper.steps.slice(-16).map(({ ref }) => [ref.feed, ref.seq] as const);
  return write(shop, paper, (place) => ok(buildStep({ id, stocktake, step, reason, over }, place, post.member)));
}

/**
 * Approves: writes the counts. Errors: `stocktake-unknown`, `stocktake-closed`, `no-lines`, `own-count`, `tally-asked` {lines},
 * `recount-due` {lines}, `uncounted-cycle`, `not-allowed` and the writer's. After one of them in the middle of a long sheet
 * the same again writes what is missing.
 */
export async function postStocktake(shop: StocktakeShop, input: Input<'postStocktake'>): Answer<'postStocktake'> {
  const { counting, post } = shop;
  await counting.ready();
  const { stocktake, uncountedZero } = input;
  const paper = counting.stocktakes.paper(stocktake);
  if (paper === null) return err({ code: 'stocktake-unknown' });
  if (paper.status === 'void') return err({ code: 'stocktake-closed' });
  if (uncountedZero && paper.start.value.mode !== 'full') return err({ code: 'uncounted-cycle' });
  if (hasCounted(counting, paper, post.member) && counting.othersWhoMay(`stocktake.approve@${paper.place}`).length > 0)
    return err({ code: 'own-count' });
  const { lines, figures } = sheetOf(counting, paper);
  if (figures.asked > 0) return err({ code: 'tally-asked', values: { lines: figures.asked } });
  if (figures.recountDue > 0 && counting.othersWhoMay(`stocktake.add@${paper.place}`).length > 0)
    return err({ code: 'recount-due', values: { lines: figures.recountDue } });
  const endedAt = lines.reduce((latest, { at }) => Math.max(latest, at), paper.start.ref.time);
  const posted = postedLines(lines, uncountedZero ? { endedAt, author: post.member } : null);
  if (posted.length === 0) return err({ code: 'no-lines' });
  const slices = slicesOf(posted);
  for (const [i, slice] of slices.entries()) {
    const id = shop.recordId();
    const part = { id, stocktake, part: i + 1, parts: slices.length, uncountedZero, lines: slice };
    const written = await write(shop, paper, (place, now) => ok(buildPost(part, place, post.member, now)));
    if (!written.ok) return written;
  }
  return ok({ lines: posted.length });
}

/** One commit in the stock document of the stocktake's own warehouse, whatever branch is worked in. */
async function write(
  shop: StocktakeShop,
  paper: StocktakePaper,
  build: (place: StocktakePlace, now: number) => Result<CommandDraft, ShownError>,
): Promise<Result<null, ShownError>> {
  const [branch = '', warehouse = ''] = paper.place.split('/');
  const written = await shop.write(async ({ month, time }) => {
    const built = build({ branch, warehouse, month }, time);
    return built.ok ? permitted(shop, { ...built.value, title: paper.start.value.number }) : built;
  });
  return written.ok ? ok(null) : written;
}
