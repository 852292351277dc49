/**
 * An import of goods: the plan that the user confirmed, cut into commits that share a batch id. Each slice is whole in
 * itself (a product with its variants, cost and opening stock), so an import stopped half-way leaves whole products, and
 * the log can show file, row and batch of each.
 *
 * Before the first commit everything, ids included, is put down as a draft of this device. After a crash or a stop the
 * same rows are gone through again: what is there by its id is passed over, so nothing is made twice and nothing is left
 * out. Updates are worked out when they are written; a field that somebody changed after the check keeps their value.
 */
import {
  buildImportSlice,
  type ImportRow,
  type OpeningPaper,
  sliceImport,
  warehousesOf,
} from '../../shared/catalogue/catalogue-commands.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { CommandContext } from '../worker/engine-host.ts';
import type { ImportInput, ShownError } from '../worker/engine-protocol.ts';
import type { ImportOutcome, ImportState } from '../worker/import-protocol.ts';
import { type CommandShop, type EditableRecords, permitted } from './command-shop.ts';
import { createdRow, type Prepared, preparedRows, updatedRow } from './import-rows.ts';
import { nextNumber } from './register-numbers.ts';

/** Where an import under way is put down; `null` lets go of it. */
export interface ImportJournal {
  keepRows(text: string | null): Promise<void>;
  keepState(state: ImportState | null): Promise<void>;
  rows(): string | null;
  state(): ImportState | null;
}

/** Errors: `not-allowed` and the writer's (what was written stays, and can be gone on with). Stopped is no error. */
export async function importProducts(
  shop: CommandShop,
  input: ImportInput,
  context: CommandContext,
  journal: ImportJournal | null = null,
): Promise<Result<ImportOutcome, ShownError>> {
  const batch = shop.recordId().slice(25);
  const prepared = preparedRows(shop, input, batch);
  const state = { batch, fileName: input.fileName, done: 0, total: prepared.length };
  await journal?.keepRows(JSON.stringify(prepared));
  await journal?.keepState(state);
  return carryOut(shop, prepared, state, context, journal);
}

/** Error: `nothing-to-resume`, and those of `importProducts`. */
export async function resumeImport(
  shop: CommandShop,
  context: CommandContext,
  journal: ImportJournal,
): Promise<Result<ImportOutcome, ShownError>> {
  const state = journal.state();
  const text = journal.rows();
  if (state === null || text === null) return err({ code: 'nothing-to-resume' });
  // Written by this app on this device; another version's rows have the same form.
  const prepared = JSON.parse(text) as readonly Prepared[];
  return carryOut(shop, prepared, state, context, journal);
}

async function carryOut(
  shop: CommandShop,
  prepared: readonly Prepared[],
  state: ImportState,
  context: CommandContext,
  journal: ImportJournal | null,
): Promise<Result<ImportOutcome, ShownError>> {
  const records = await shop.records();
  const counts = { created: 0, updated: 0, unchanged: 0 };
  const overtaken: { name: string; field: string }[] = [];
  let done = 0;
  for (const slice of slicesOf(shop, records, prepared)) {
    if (context.cancelled()) break;
    const written = await writeSlice(shop, records, slice, state);
    if (!written.ok) return written;
    for (const row of written.value.rows) counts[outcomeOf(row)]++;
    overtaken.push(...written.value.overtaken);
    done += slice.length;
    await journal?.keepState({ ...state, done });
    context.progress(done, prepared.length);
  }
  if (done === prepared.length) {
    await journal?.keepState(null);
    await journal?.keepRows(null);
  }
  return ok({ batch: state.batch, ...counts, done, total: prepared.length, overtaken });
}

/** Cut by what the rows come to now; a row is never split. */
function slicesOf(shop: CommandShop, records: EditableRecords, prepared: readonly Prepared[]): Prepared[][] {
  let at = 0;
  return sliceImport(prepared.map((one) => rowOf(shop, records, one).row)).map((slice) => {
    const from = at;
    at += slice.length;
    return prepared.slice(from, at);
  });
}

interface Planned {
  readonly row: ImportRow;
  readonly overtaken: readonly { readonly name: string; readonly field: string }[];
}

/** What a row still comes to: nothing where it was carried out before. */
function rowOf(shop: CommandShop, records: EditableRecords, one: Prepared): Planned {
  if (one.kind === 'update') return updatedRow(shop, records, one);
  if (!records.has('product', one.id)) return { row: createdRow(shop, one), overtaken: [] };
  return { row: { kind: 'update', changes: [] }, overtaken: [] };
}

async function writeSlice(
  shop: CommandShop,
  records: EditableRecords,
  slice: readonly Prepared[],
  { batch, fileName }: ImportState,
): Promise<Result<{ readonly rows: readonly ImportRow[]; readonly overtaken: Planned['overtaken'] }, ShownError>> {
  let planned: readonly Planned[] = slice.map((one) => rowOf(shop, records, one));
  const rows = (): readonly ImportRow[] => planned.map(({ row }) => row);
  const answer = () => ok({ rows: rows(), overtaken: planned.flatMap((one) => one.overtaken) });
  if (rows().every((row) => outcomeOf(row) === 'unchanged')) return answer();
  const ids = new Map<string, string>();
  const written = await shop.write(async ({ month }) => {
    planned = slice.map((one) => rowOf(shop, records, one));
    const { papers, counters } = await papersFor(shop, rows(), ids);
    const draft = buildImportSlice(rows(), { month, papers, openingReason: fileName.slice(0, 60) });
    return permitted(shop, { ...draft, title: fileName, batch: batchName(batch, fileName), counters });
  });
  return written.ok ? answer() : written;
}

/** What the commits of an import share: 64 characters at most, and the file's name for those who read the log. */
export const batchName = (batch: string, fileName: string): string => `${batch} ${fileName}`.slice(0, 60).trimEnd();

/** A paper with a number for each warehouse; `ids` keeps them the same when the writer plans anew. */
async function papersFor(
  shop: CommandShop,
  rows: readonly ImportRow[],
  ids: Map<string, string>,
): Promise<{ readonly papers: readonly OpeningPaper[]; readonly counters: Readonly<Record<string, number>> }> {
  const here = shop.post.warehouse;
  const papers: OpeningPaper[] = [];
  let counters: Readonly<Record<string, number>> = {};
  for (const warehouse of warehousesOf(rows, here)) {
    const id = ids.get(warehouse) ?? shop.recordId();
    ids.set(warehouse, id);
    const next = await nextNumber(shop, 'opening', papers.length);
    counters = next.counters;
    const branch = shop.branchOf?.(warehouse) ?? shop.post.branch;
    papers.push({ branch, warehouse, id, number: next.number });
  }
  return { papers, counters };
}

function outcomeOf(row: ImportRow): 'created' | 'updated' | 'unchanged' {
  if (row.kind === 'create') return 'created';
  const changed = row.changes.length + (row.newVariants?.variants.length ?? 0) + (row.purchasePrices?.length ?? 0);
  return changed === 0 ? 'unchanged' : 'updated';
}
