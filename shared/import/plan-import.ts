/**
 * The second half of an import: a table, a mapping and the shop's catalogue → what would happen. Pure and repeatable:
 * the same file twice changes nothing, because the second plan finds everything as the first one left it.
 *
 * Order of the steps: column styles → rows → groups of variants → duplicates inside the file → match with the shop →
 * defaults for what is new. Defaults come last, so that an empty cell never overwrites.
 */
import { type Candidate, groupIntoCandidates } from './candidate.ts';
import type { BadBarcodes } from './cell-context.ts';
import { findColumnStyles } from './column-styles.ts';
import { compareProduct, type ProductUpdate } from './compare-product.ts';
import type { Decision } from './decision.ts';
import { type CellEdit, withEdits } from './edits.ts';
import type { ExistingCatalogue, ExistingProduct } from './existing-catalogue.ts';
import { allBarcodes, findFileDuplicates } from './file-duplicates.ts';
import { type ColumnMapping, headerSignature } from './import-fields.ts';
import type { ImportCounts, ImportPlan, ImportQuestion } from './import-plan.ts';
import type { ImportProblem, ReasonCode } from './import-problem.ts';
import { matchExisting } from './match-existing.ts';
import { DEFAULT_UNIT, DEFAULT_WEIGHED_UNIT, PRODUCT_FIELDS, type ProductDraft } from './product-draft.ts';
import { readRow } from './read-row.ts';
import type { Table } from './table.ts';

export interface PlanOptions {
  /** what to do with bar codes whose check digit is wrong; `refuse` unless a person chose otherwise */
  readonly badBarcodes?: BadBarcodes;
  /** corrections made in the preview */
  readonly edits?: readonly CellEdit[];
  /** decisions about rows that asked, by row number */
  readonly decisions?: ReadonlyMap<number, Decision>;
}

/** Plans the import of `table`. Never throws; whatever a row does wrong is in `problems`. */
export function planImport(
  table: Table,
  mapping: ColumnMapping,
  existing: ExistingCatalogue,
  options: PlanOptions = {},
): ImportPlan {
  const decisions = options.decisions ?? new Map<number, Decision>();
  const edited = withEdits(table, options.edits ?? []);
  const columns = findColumnStyles(edited, mapping);
  const styles = new Map(columns.map((column) => [column.column, column]));
  const badBarcodes = options.badBarcodes ?? 'refuse';
  const readings = edited.rows.map((row) => readRow({ table: edited, mapping, styles, badBarcodes }, row));
  const grouping = groupIntoCandidates(
    readings.filter((reading) => !reading.refused),
    decisions,
  );
  const duplicates = findFileDuplicates(grouping.candidates, decisions);
  const planner = new Planner(existing, decisions, duplicates.contested);
  for (const reading of readings) planner.problems.push(...reading.problems);
  planner.problems.push(...grouping.problems);
  planner.skipped.push(...grouping.repeated, ...duplicates.skipped);
  for (const { mine, of, code } of grouping.clashing) {
    const other = { kind: 'row', candidate: of } as const;
    planner.questions.push({ row: mine.row, rows: mine.rows, code, mine, other, differing: ['variants'] });
  }
  planner.questions.push(...duplicates.questions);
  for (const { row, code } of duplicates.leftOut) planner.report(row, 'code-left-out', 'repaired', code);
  for (const candidate of duplicates.accepted) planner.place(candidate);
  return planner.finish(edited, mapping, columns);
}

class Planner {
  readonly #existing: ExistingCatalogue;
  readonly #decisions: ReadonlyMap<number, Decision>;
  readonly #contested: ReadonlySet<Candidate>;
  readonly problems: ImportProblem[] = [];
  readonly questions: ImportQuestion[] = [];
  readonly skipped: { row: number; of: number | null }[] = [];
  readonly #create: ProductDraft[] = [];
  readonly #update: ProductUpdate[] = [];
  readonly #unchanged: { row: number; product: ExistingProduct }[] = [];
  readonly #openingIgnored: number[] = [];

  constructor(
    existing: ExistingCatalogue,
    decisions: ReadonlyMap<number, Decision>,
    contested: ReadonlySet<Candidate>,
  ) {
    this.#existing = existing;
    this.#decisions = decisions;
    this.#contested = contested;
  }

  report(row: number, code: ReasonCode, severity: ImportProblem['severity'], value: string, repaired?: string): void {
    const problem = { row, column: null, header: '', value, code, severity };
    this.problems.push(repaired === undefined ? problem : { ...problem, repaired });
  }

  /** Finds where a candidate goes: the shop's product, a question, or a new product. */
  place(candidate: Candidate): void {
    const match = matchExisting(candidate, this.#existing);
    if (match.kind === 'new') {
      this.#createNew(candidate);
      return;
    }
    if (match.kind === 'same') {
      this.#compare(candidate, match.product);
      return;
    }
    switch (this.#decisions.get(candidate.row)) {
      case 'skip':
        for (const row of candidate.rows) this.skipped.push({ row, of: null });
        return;
      case 'take':
        this.#compare(candidate, match.product, true);
        return;
      case 'separate':
        this.#separate(candidate, match.code);
        return;
      default:
        this.#ask(candidate, match.code, match.product);
    }
  }

  /** As a product of its own: without the codes that belong to others, and whatever its name is. */
  #separate(candidate: Candidate, code: ReasonCode): void {
    if (code === 'item-number-case' || code === 'item-number-shared') {
      const { itemNo, ...values } = candidate.values;
      this.report(candidate.row, 'code-left-out', 'repaired', itemNo ?? '');
      this.#separate({ ...candidate, values }, 'barcode-taken');
      return;
    }
    const isFree = (barcode: string): boolean => this.#existing.byBarcode(barcode).length === 0;
    for (const barcode of allBarcodes(candidate)) {
      if (!isFree(barcode)) this.report(candidate.row, 'code-left-out', 'repaired', barcode);
    }
    const variants = candidate.variants.map((variant) => ({ ...variant, barcodes: variant.barcodes.filter(isFree) }));
    const own = { ...candidate, barcodes: candidate.barcodes.filter(isFree), variants };
    const { itemNo } = own.values;
    const [same] = itemNo === undefined ? [] : this.#existing.byItemNo(itemNo);
    if (same === undefined) this.#createNew(own);
    else this.#compare(own, same);
  }

  #compare(candidate: Candidate, product: ExistingProduct, decided = false): void {
    const update = compareProduct(candidate, product);
    if (hasOpening(candidate)) this.#openingIgnored.push(...candidate.rows);
    if (update === null) for (const row of candidate.rows) this.#unchanged.push({ row, product });
    // Two rows of the file disagree about this product: which one is right is not for us to say.
    else if (this.#contested.has(candidate) && !decided) this.#ask(candidate, 'file-disagrees', product);
    else this.#update.push(update);
  }

  #ask(candidate: Candidate, code: ReasonCode, product: ExistingProduct): void {
    if (code === 'file-disagrees') {
      const decision = this.#decisions.get(candidate.row);
      if (decision === 'skip') {
        for (const row of candidate.rows) this.skipped.push({ row, of: null });
        return;
      }
      if (decision === 'take') {
        this.#compare(candidate, product, true);
        return;
      }
    }
    const { row, rows, values } = candidate;
    const differing = PRODUCT_FIELDS.filter(
      (field) => values[field] !== undefined && values[field] !== product.values[field],
    );
    this.questions.push({ row, rows, code, mine: candidate, other: { kind: 'existing', product }, differing });
  }

  #createNew(candidate: Candidate): void {
    const { row, rows, values, barcodes, variants, openingQuantity, openingUnitCost } = candidate;
    const { name } = values;
    if (name === undefined) {
      for (const one of rows) this.report(one, 'name-missing', 'refused', '');
      return;
    }
    const byWeight = values.byWeight ?? false;
    const unit = values.unit ?? (byWeight ? DEFAULT_WEIGHED_UNIT : DEFAULT_UNIT);
    if (values.unit === undefined) this.report(row, 'unit-default', 'repaired', '', unit);
    if (values.retailPrice === undefined && variants.every((variant) => variant.prices.retailPrice === undefined)) {
      this.report(row, 'price-missing', 'repaired', '', '');
    }
    this.#create.push({
      ...values,
      row,
      rows,
      name,
      unit,
      byWeight,
      barcodes,
      variants,
      ...(openingQuantity !== undefined && { openingQuantity }),
      ...(openingUnitCost !== undefined && { openingUnitCost }),
    });
  }

  finish(table: Table, mapping: ColumnMapping, columns: ImportPlan['columns']): ImportPlan {
    const refused = new Set(this.problems.filter((problem) => problem.severity === 'refused').map(({ row }) => row));
    for (const question of this.questions) this.report(question.row, question.code, 'asks', '');
    const asking = new Set(this.questions.flatMap((question) => question.rows));
    const left = new Set(this.skipped.map(({ row }) => row));
    const problems = this.problems.sort((a, b) => a.row - b.row || (a.column ?? -1) - (b.column ?? -1));
    const counts = countRows(table, refused, asking, left, problems);
    return {
      mapping,
      signature: headerSignature(table.headers),
      create: this.#create,
      update: this.#update,
      unchanged: this.#unchanged,
      skipped: this.skipped,
      ask: this.questions.sort((a, b) => a.row - b.row),
      refused: [...refused].sort((a, b) => a - b),
      problems,
      columns,
      openingIgnored: this.#openingIgnored,
      counts,
    };
  }
}

const hasOpening = (candidate: Candidate): boolean =>
  candidate.openingQuantity !== undefined ||
  candidate.variants.some((variant) => variant.openingQuantity !== undefined);

function countRows(
  table: Table,
  refused: ReadonlySet<number>,
  asking: ReadonlySet<number>,
  skipped: ReadonlySet<number>,
  problems: readonly ImportProblem[],
): ImportCounts {
  const mended = new Set(problems.filter((problem) => problem.severity === 'repaired').map((problem) => problem.row));
  let good = 0;
  let repaired = 0;
  for (const { row } of table.rows) {
    if (refused.has(row) || asking.has(row)) continue;
    if (mended.has(row) && !skipped.has(row)) repaired++;
    else good++;
  }
  return { rows: table.rows.length, good, repaired, refused: refused.size, asks: asking.size };
}
