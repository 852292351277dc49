/** The worker's side of an import: keeps the table, the shop's products and the plan, and answers one request at a time. */
import { type ExistingProduct, indexCatalogue } from '../../shared/import/existing-catalogue.ts';
import { faultyRowsCsv } from '../../shared/import/faulty-rows.ts';
import { guessMapping } from '../../shared/import/guess-mapping.ts';
import { changesAnything, cutIntoBatches, type ImportBatch } from '../../shared/import/import-batches.ts';
import { type ColumnMapping, headerSignature } from '../../shared/import/import-fields.ts';
import type { ImportPlan } from '../../shared/import/import-plan.ts';
import type { ImportProblem, ReasonCode } from '../../shared/import/import-problem.ts';
import { type FilePlatform, openFile, type ReadOverrides } from '../../shared/import/open-file.ts';
import { planImport } from '../../shared/import/plan-import.ts';
import { cellText, type Table } from '../../shared/import/table.ts';
import {
  type ImportReply,
  type ImportRequest,
  type PlanSummary,
  type PlanWishes,
  SHOWN_AT_ONCE,
} from './import-messages.ts';

export class ImportService {
  readonly #platform: FilePlatform;
  #table: Table | null = null;
  #plan: ImportPlan | null = null;
  #batches: readonly ImportBatch[] = [];
  #products: ExistingProduct[] = [];

  constructor(platform: FilePlatform) {
    this.#platform = platform;
  }

  async answer(request: ImportRequest): Promise<ImportReply> {
    switch (request.kind) {
      case 'read':
        return this.#read(request.bytes, request.overrides);
      case 'existing':
        if (request.startAnew) this.#products = [];
        for (const product of request.products) this.#products.push(product);
        return { kind: 'existing', known: this.#products.length };
      case 'plan':
        return this.#table === null
          ? { kind: 'not-ready' }
          : this.#makePlan(this.#table, request.mapping, request.wishes);
      case 'batch':
        return { kind: 'batch', batch: this.#batches[request.index] ?? null };
      case 'rows-of':
        return { kind: 'rows', rows: this.#rowsOf(request.code, request.column) };
      case 'faulty':
        if (this.#table === null || this.#plan === null) return { kind: 'not-ready' };
        return { kind: 'faulty', csv: faultyRowsCsv(this.#table, this.#plan, request.locale) };
    }
  }

  #rowsOf(code: ReasonCode, column: number | null): readonly number[] {
    const { problems, ask } = this.#plan ?? { problems: [], ask: [] };
    const asked = ask.filter((question) => question.code === code).map(({ row }) => row);
    if (asked.length > 0) return asked;
    const found = problems.filter((one) => one.code === code && one.column === column && one.severity === 'refused');
    return [...new Set(found.map(({ row }) => row))];
  }

  async #read(bytes: Uint8Array<ArrayBuffer>, overrides: ReadOverrides): Promise<ImportReply> {
    this.#table = null;
    this.#plan = null;
    this.#batches = [];
    const read = await openFile(bytes, overrides, this.#platform);
    if (!read.ok) return { kind: 'unreadable', error: read.error };
    const table = read.value;
    this.#table = table;
    const { source, headerRow, headers, rows } = table;
    const samples = rows
      .slice(0, 3)
      .map((row) => headers.map((_, column) => cellText(row.cells[column]).slice(0, 200)));
    const mapping = guessMapping(table);
    const signature = headerSignature(headers);
    return { kind: 'table', table: { source, headerRow, headers, rowCount: rows.length, samples, mapping, signature } };
  }

  #makePlan(table: Table, mapping: ColumnMapping, wishes: PlanWishes): ImportReply {
    const plan = planImport(table, mapping, indexCatalogue(this.#products), wishes);
    this.#plan = plan;
    this.#batches = cutIntoBatches(plan);
    return { kind: 'plan', plan: summaryOf(table, plan, this.#batches.length) };
  }
}

function summaryOf(table: Table, plan: ImportPlan, batches: number): PlanSummary {
  const causes = new Map<ImportProblem['code'], number>();
  for (const { code } of plan.problems) causes.set(code, (causes.get(code) ?? 0) + 1);
  const questions = plan.ask.slice(0, SHOWN_AT_ONCE);
  const shown = new Set([...plan.refused.slice(0, SHOWN_AT_ONCE), ...questions.flatMap((question) => question.rows)]);
  const waitingRows = new Map<number, string[]>();
  for (const { row, cells } of table.rows) {
    if (shown.has(row))
      waitingRows.set(
        row,
        table.headers.map((_, column) => cellText(cells[column])),
      );
  }
  // What waits comes first: a long tail of repairs must not push it off the list.
  const urgent = plan.problems.filter((problem) => problem.severity !== 'repaired' && shown.has(problem.row));
  const mended = plan.problems.filter((problem) => problem.severity === 'repaired').slice(0, SHOWN_AT_ONCE);
  return {
    counts: plan.counts,
    columns: plan.columns.map((column) => ({ ...column, ambiguous: column.ambiguous.slice(0, SHOWN_AT_ONCE) })),
    creates: plan.create.length,
    updates: plan.update.filter(changesAnything).length,
    unchanged: plan.unchanged.length,
    skipped: plan.skipped.length,
    batches,
    openingIgnored: plan.openingIgnored.length,
    clashes: plan.update.flatMap(({ fields }) => fields).filter(({ clash }) => clash !== undefined).length,
    problems: [...urgent, ...mended],
    questions,
    // What a colleague's newer value is set against comes first.
    changes: plan.update.toSorted((a, b) => clashesIn(b) - clashesIn(a)).slice(0, SHOWN_AT_ONCE),
    waitingRows,
    causes,
  };
}

const clashesIn = (update: ImportPlan['update'][number]): number =>
  update.fields.filter(({ clash }) => clash !== undefined).length;
