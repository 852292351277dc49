/**
 * Places every candidate: create, update, unchanged, or a question, and counts the rows. Steps before it (reading,
 * grouping, duplicates) hand it what they found; `finish` makes the plan.
 */
import type { Candidate } from './candidate.ts';
import type { ReportDetails } from './cell-context.ts';
import { type ComparisonOptions, compareProduct, type ProductUpdate, unitsAfter } from './compare-product.ts';
import type { Decision } from './decision.ts';
import type { ExistingCatalogue, ExistingProduct } from './existing-catalogue.ts';
import { allBarcodes, withCodes } from './file-duplicates.ts';
import { type ColumnMapping, headerSignature, type ImportField } from './import-fields.ts';
import type { ImportCounts, ImportPlan, ImportQuestion } from './import-plan.ts';
import type { ImportProblem, ReasonCode } from './import-problem.ts';
import { matchExisting } from './match-existing.ts';
import { DEFAULT_UNIT, DEFAULT_WEIGHED_UNIT, MAX_UNITS, PRODUCT_FIELDS, type ProductDraft } from './product-draft.ts';
import type { Table } from './table.ts';

/** The column in which a person would put a problem of the whole row right. */
const WHERE_TO_MEND: ReadonlyMap<ReasonCode, ImportField> = new Map<ReasonCode, ImportField>([
  ['name-missing', 'name'],
  ['unit-default', 'unit'],
  ['too-many-units', 'packUnit'],
  ['pack-name-repeats', 'packUnit'],
  ['price-missing', 'retailPrice'],
  ['item-number-repeats', 'itemNo'],
  ['item-number-case', 'itemNo'],
  ['item-number-shared', 'itemNo'],
  ['item-number-taken', 'itemNo'],
  ['barcode-repeats', 'barcode'],
  ['barcode-taken', 'barcode'],
  ['barcode-shared', 'barcode'],
  ['name-repeats', 'name'],
  ['likely-repeat', 'name'],
]);

export class Planner {
  readonly #table: Table;
  readonly #mapping: ColumnMapping;
  readonly #existing: ExistingCatalogue;
  readonly #decisions: ReadonlyMap<number, Decision>;
  readonly #contested: ReadonlySet<Candidate>;
  readonly #changes: ComparisonOptions;
  readonly problems: ImportProblem[] = [];
  readonly questions: ImportQuestion[] = [];
  readonly skipped: { row: number; of: number | null }[] = [];
  readonly #create: ProductDraft[] = [];
  readonly #update: ProductUpdate[] = [];
  readonly #unchanged: { row: number; product: ExistingProduct }[] = [];
  readonly #openingIgnored: number[] = [];

  constructor(
    table: Table,
    mapping: ColumnMapping,
    existing: ExistingCatalogue,
    decisions: ReadonlyMap<number, Decision>,
    contested: ReadonlySet<Candidate>,
    changes: ComparisonOptions = {},
  ) {
    this.#table = table;
    this.#mapping = mapping;
    this.#existing = existing;
    this.#decisions = decisions;
    this.#contested = contested;
    this.#changes = changes;
  }

  /** A problem of the whole row stands at the cell where it is put right, if the file has that column. */
  report(
    row: number,
    code: ReasonCode,
    severity: ImportProblem['severity'],
    value: string,
    more: ReportDetails = {},
  ): void {
    const field = WHERE_TO_MEND.get(code);
    const found = field === undefined ? -1 : this.#mapping.indexOf(field);
    const column = found < 0 ? null : found;
    const header = column === null ? '' : (this.#table.headers[column] ?? '');
    this.problems.push({ row, column, header, value, code, severity, ...more });
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
    if (code === 'item-number-case' || code === 'item-number-shared' || code === 'item-number-taken') {
      const { itemNo, ...values } = candidate.values;
      this.report(candidate.row, 'code-left-out', 'repaired', itemNo ?? '');
      this.#separate({ ...candidate, values }, 'barcode-taken');
      return;
    }
    const isFree = (barcode: string): boolean => this.#existing.byBarcode(barcode).length === 0;
    for (const barcode of allBarcodes(candidate)) {
      if (!isFree(barcode)) this.report(candidate.row, 'code-left-out', 'repaired', barcode);
    }
    const own = withCodes(candidate, isFree);
    const { itemNo } = own.values;
    const [same] = itemNo === undefined ? [] : this.#existing.byItemNo(itemNo);
    if (same === undefined) this.#createNew(own);
    else this.#compare(own, same);
  }

  #compare(candidate: Candidate, product: ExistingProduct, decided = false): void {
    const update = compareProduct(candidate, product, this.#changes);
    const clashing = candidate.units.find(({ name }) => name === (candidate.values.unit ?? product.values.unit));
    if (clashing !== undefined) {
      for (const row of candidate.rows) this.report(row, 'pack-name-repeats', 'refused', clashing.name);
      return;
    }
    if (update !== null && unitsAfter(product.units ?? [], update.units).length > MAX_UNITS) {
      for (const row of candidate.rows)
        this.report(row, 'too-many-units', 'refused', '', { params: { limit: MAX_UNITS } });
      return;
    }
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
    const { row, rows, values, barcodes, units, openings, variants } = candidate;
    const { name } = values;
    if (name === undefined) {
      for (const one of rows) this.report(one, 'name-missing', 'refused', '');
      return;
    }
    const byWeight = values.byWeight ?? false;
    const unit = values.unit ?? (byWeight ? DEFAULT_WEIGHED_UNIT : DEFAULT_UNIT);
    if (values.unit === undefined) this.report(row, 'unit-default', 'repaired', '', { repaired: unit });
    if (values.retailPrice === undefined && variants.every((variant) => variant.prices.retailPrice === undefined)) {
      this.report(row, 'price-missing', 'repaired', '', { repaired: '' });
    }
    this.#create.push({
      ...values,
      row,
      rows,
      name,
      unit,
      byWeight,
      barcodes,
      units,
      openings,
      variants,
    });
  }

  finish(columns: ImportPlan['columns']): ImportPlan {
    const table = this.#table;
    const mapping = this.#mapping;
    const refused = new Set(this.problems.filter((problem) => problem.severity === 'refused').map(({ row }) => row));
    for (const { row, of } of this.skipped) {
      // A repetition of a row that does not go in does not go in either.
      if (of === null || !refused.has(of)) continue;
      this.report(row, 'name-missing', 'refused', '');
      refused.add(row);
    }
    const skipped = this.skipped.filter(({ row }) => !refused.has(row));
    for (const question of this.questions) {
      this.report(question.row, question.code, 'asks', quotedOf(question), { params: otherOf(question) });
    }
    const asking = new Set(this.questions.flatMap((question) => question.rows));
    const left = new Set(skipped.map(({ row }) => row));
    const problems = this.problems.sort((a, b) => a.row - b.row || (a.column ?? -1) - (b.column ?? -1));
    const counts = countRows(table, refused, asking, left, problems);
    return {
      mapping,
      signature: headerSignature(table.headers),
      create: this.#create,
      update: this.#update,
      unchanged: this.#unchanged,
      skipped,
      ask: this.questions.sort((a, b) => a.row - b.row),
      refused: [...refused].sort((a, b) => a - b),
      problems,
      columns,
      openingIgnored: this.#openingIgnored,
      counts,
    };
  }
}

/** What the row says where it collides. */
function quotedOf({ code, mine }: ImportQuestion): string {
  const field = WHERE_TO_MEND.get(code);
  if (field === 'barcode') return allBarcodes(mine).join(' ');
  return (field === 'name' ? mine.values.name : mine.values.itemNo) ?? '';
}

/** How the sentence names the other version: its item number or name, and its row if it stands in the file. */
function otherOf({ other }: ImportQuestion): Readonly<Record<string, string | number>> {
  const { itemNo, name = '' } = other.kind === 'row' ? other.candidate.values : other.product.values;
  const label = itemNo ?? name;
  return other.kind === 'row' ? { other: label, otherRow: other.candidate.row } : { other: label };
}

const hasOpening = (candidate: Candidate): boolean =>
  candidate.openings.length > 0 || candidate.variants.some((variant) => variant.openings.length > 0);

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
