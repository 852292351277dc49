/**
 * Stocktakes as entries: opening one, sending what was scanned, deciding, and approving, which writes the counts that
 * move balances. Pure: ids, times and the sheet are passed in. Quantities in thousandths of the base unit.
 */
import type { Entry } from '../commit/part.ts';
import { documentName } from '../document/document-kinds.ts';
import type { Over } from '../fold/record-fold.ts';
import type { HybridTime } from '../foundation/clock.ts';
import type { DocumentName } from '../foundation/ids.ts';
import { MAX_QUANTITY } from '../foundation/quantity.ts';
import { err, ok, type Result } from '../foundation/result.ts';
import { type CommandDraft, draftCommand } from '../schema/command-draft.ts';
import type {
  Stocktake,
  StocktakePost,
  StocktakeStep,
  StocktakeStepName,
  Tally,
  TallyChoice,
} from '../schema/stocktake.ts';
import type { SheetLine } from './stocktake-sheet.ts';

export interface StocktakePlace {
  readonly branch: string;
  readonly warehouse: string;
  readonly month: string;
}

export type StocktakeFault =
  | { readonly code: 'no-lines' }
  | { readonly code: 'too-many-lines' }
  | { readonly code: 'quantity'; readonly line: number };

/** Counts in one commit, beside the post that approves them. */
export const MOST_POSTED = 800;
export const MOST_TALLIED = 500;

const stockDocument = ({ branch, warehouse, month }: StocktakePlace): DocumentName =>
  documentName({ kind: 'stock', branch, warehouse, month });

const draftOf = (command: string, place: StocktakePlace, entries: readonly Entry[], author: string): CommandDraft =>
  draftCommand(command, [{ document: stockDocument(place), entries }], { author });

export function buildStocktake(
  stocktake: Omit<Stocktake, 'kind'>,
  place: StocktakePlace,
  author: string,
): CommandDraft {
  return draftOf('startStocktake', place, [{ kind: 'stocktake', ...stocktake }], author);
}

export interface ScannedLine {
  readonly variant: string;
  /** Differences: negative takes back. */
  readonly quantity: number;
  /** Of the last scan in it. */
  readonly at: HybridTime;
  readonly bin?: string;
  readonly batch?: string;
  /** Looked for, and none there. */
  readonly none?: true;
}

/** `now` is the commit's time: a page's clock ahead of it costs nobody a scan. */
export function buildTally(
  input: {
    readonly stocktake: string;
    readonly batch: string;
    readonly round: number;
    readonly lines: readonly ScannedLine[];
  },
  place: StocktakePlace,
  counter: string,
  now: HybridTime,
): Result<CommandDraft, StocktakeFault> {
  const { stocktake, batch, round, lines } = input;
  if (lines.length === 0) return err({ code: 'no-lines' });
  if (lines.length > MOST_TALLIED) return err({ code: 'too-many-lines' });
  const wrong = lines.findIndex(({ quantity }) => !Number.isSafeInteger(quantity) || Math.abs(quantity) > MAX_QUANTITY);
  if (wrong >= 0) return err({ code: 'quantity', line: wrong });
  const entries = lines.map(
    (one, i): Tally => ({
      kind: 'tally',
      id: batch,
      line: i + 1,
      stocktake,
      variant: one.variant,
      quantity: one.quantity,
      at: Math.max(1, Math.min(one.at, now)),
      counter,
      ...(one.bin === undefined || one.bin === '' ? {} : { bin: one.bin }),
      ...(one.batch === undefined || one.batch === '' ? {} : { batch: one.batch }),
      ...(round < 2 ? {} : { round: Math.min(9, round) }),
      ...(one.none === true ? { none: true } : {}),
    }),
  );
  return ok(draftOf('tallyStock', place, entries, counter));
}

export function buildChoice(choice: Omit<TallyChoice, 'kind'>, place: StocktakePlace, author: string): CommandDraft {
  return draftOf('chooseTally', place, [{ kind: 'tallyChoice', ...choice }], author);
}

export function buildStep(
  input: {
    readonly id: string;
    readonly stocktake: string;
    readonly step: StocktakeStepName;
    readonly reason: string;
    readonly over: Over;
  },
  place: StocktakePlace,
  author: string,
): CommandDraft {
  const step: StocktakeStep = { kind: 'stocktakeStep', ...input, over: input.over.map(([feed, seq]) => [feed, seq]) };
  return draftOf(`${input.step}Stocktake`, place, [step], author);
}

/** Lines of one variant, bin by bin, as the counts that an approval writes. */
export interface PostedLine {
  readonly variant: string;
  readonly counts: readonly {
    readonly counted: number;
    readonly at: HybridTime;
    readonly counter: string;
    readonly bin: string;
    readonly batch: string;
  }[];
}

/**
 * What an approval writes of a sheet: what was counted and is not approved as it is; of a full stocktake, when that was
 * confirmed, what nobody counted as none, at `endedAt`, when counting ended, in the name of `author`.
 */
export function postedLines(
  lines: readonly SheetLine[],
  zero: { readonly endedAt: HybridTime; readonly author: string } | null,
): PostedLine[] {
  return lines
    .flatMap((line): PostedLine[] => {
      if (line.counted === null) {
        if (zero === null) return [];
        const none = { counted: 0, at: zero.endedAt, counter: zero.author, bin: '', batch: '' };
        return [{ variant: line.variant, counts: [none] }];
      }
      if (line.cells.length === 0 || line.missing.length > 0 || line.posted === line.counted) return [];
      return [{ variant: line.variant, counts: line.cells.map(countOfCell) }];
    })
    .sort((a, b) => (a.variant < b.variant ? -1 : 1));
}

function countOfCell({ bin, batch, counters }: SheetLine['cells'][number]): PostedLine['counts'][number] {
  const counted = counters.reduce((sum, one) => sum + one.quantity, 0);
  const last = counters.at(-1);
  return { counted, at: last?.at ?? 1, counter: last?.counter ?? '', bin, batch };
}

/** So that all of a variant stands in one commit. */
export function slicesOf(lines: readonly PostedLine[]): PostedLine[][] {
  const slices: PostedLine[][] = [];
  let size = MOST_POSTED;
  for (const line of lines) {
    const slice = slices.at(-1);
    if (slice === undefined || size + line.counts.length > MOST_POSTED) {
      slices.push([line]);
      size = line.counts.length;
      continue;
    }
    slice.push(line);
    size += line.counts.length;
  }
  return slices.length === 0 ? [[]] : slices;
}

export function buildPost(
  input: Omit<StocktakePost, 'kind' | 'lines'> & { readonly lines: readonly PostedLine[] },
  place: StocktakePlace,
  author: string,
  now: HybridTime,
): CommandDraft {
  const { id, stocktake, part, parts, uncountedZero, lines } = input;
  const post: StocktakePost = {
    kind: 'stocktakePost',
    id,
    stocktake,
    part,
    parts,
    lines: lines.length,
    uncountedZero,
  };
  const counts = lines
    .flatMap(({ variant, counts: each }) => each.map((one) => ({ variant, ...one })))
    .map(({ variant, counted, at, counter, bin, batch }, i) => ({
      kind: 'count',
      variant,
      counted,
      at: Math.max(1, Math.min(at, now)),
      stocktake,
      line: i + 1,
      counter,
      ...(bin === '' ? {} : { bin }),
      ...(batch === '' ? {} : { batch }),
      posted: true,
    }));
  return draftOf('postStocktake', place, [post, ...counts], author);
}
