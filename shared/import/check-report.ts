/**
 * What an import would do, as plain JSON for scripts (`npm run hecang -- import --check FILE`): the same table, guess and
 * plan as the wizard's, put into words. The form is documented in SPEC.md (The report of a check); fields are only added.
 */
import type { JsonObject } from '../commit/json-text.ts';
import { showPrice } from '../foundation/money.ts';
import { showQuantity } from '../foundation/quantity.ts';
import type { Candidate } from './candidate.ts';
import { cutIntoBatches } from './import-batches.ts';
import type { ImportPlan, ImportQuestion } from './import-plan.ts';
import type { ImportProblem } from './import-problem.ts';
import { problemText, type ReasonLocale, reasonAndFix } from './import-reasons.ts';
import { PRICE_FIELDS, type ProductValues } from './product-draft.ts';
import { cellText, columnLetters, type Table } from './table.ts';

const SAMPLES = 3;

/** The report as a JSON value; `locale` is that of reasons and fixes. */
export function checkReport(table: Table, plan: ImportPlan, locale: ReasonLocale): JsonObject {
  const rows = rowsByFate(table, plan);
  const described = (lines: readonly number[]) =>
    lines.map((line) => ({ line, problems: (rows.problems.get(line) ?? []).map((one) => problemOf(one, locale)) }));
  const { rows: all, good, repaired, refused, asks } = plan.counts;
  return {
    source: sourceOf(table),
    headerRow: table.headerRow,
    columns: columnsOf(table, plan),
    counts: { rows: all, good, repaired, refused, decide: asks },
    outcome: {
      create: plan.create.length,
      update: plan.update.length,
      unchanged: plan.unchanged.length,
      skipped: plan.skipped.length,
      commits: cutIntoBatches(plan).length,
    },
    good: rows.good,
    repaired: described(rows.repaired),
    refused: described(plan.refused),
    decide: plan.ask.map((question) => questionOf(question, locale)),
    skipped: plan.skipped.map(({ row, of }) => ({ line: row, of })),
  };
}

interface RowsByFate {
  readonly good: readonly number[];
  readonly repaired: readonly number[];
  readonly problems: ReadonlyMap<number, readonly ImportProblem[]>;
}

function rowsByFate(table: Table, plan: ImportPlan): RowsByFate {
  const problems = new Map<number, ImportProblem[]>();
  for (const problem of plan.problems) {
    if (problem.severity === 'asks') continue;
    const own = problems.get(problem.row);
    if (own === undefined) problems.set(problem.row, [problem]);
    else own.push(problem);
  }
  const waiting = new Set([...plan.refused, ...plan.ask.flatMap((question) => question.rows)]);
  const skipped = new Set(plan.skipped.map(({ row }) => row));
  const good: number[] = [];
  const repaired: number[] = [];
  for (const { row } of table.rows) {
    if (waiting.has(row)) continue;
    if (problems.has(row) && !skipped.has(row)) repaired.push(row);
    else good.push(row);
  }
  return { good, repaired, problems };
}

function sourceOf({ source }: Table): JsonObject {
  if (source.kind !== 'csv') return { kind: source.kind, sheet: source.sheet, sheets: [...source.sheets] };
  const { encoding, encodingGuessed, separator } = source;
  return { kind: 'csv', encoding, encodingGuessed, separator };
}

function columnsOf(table: Table, plan: ImportPlan): JsonObject[] {
  const styles = new Map(plan.columns.map((style) => [style.column, style]));
  return table.headers.map((heading, column) => {
    const style = styles.get(column);
    return {
      column: columnLetters(column),
      heading,
      field: plan.mapping[column] ?? null,
      samples: table.rows.slice(0, SAMPLES).map(({ cells }) => cellText(cells[column]).slice(0, 200)),
      ...(style === undefined
        ? {}
        : {
            decimalSign: style.style,
            decidedBy: style.basis,
            ambiguous: style.ambiguous.map(({ row, value, readAs }) => ({ line: row, value, readAs })),
          }),
    };
  });
}

function problemOf(problem: ImportProblem, locale: ReasonLocale): JsonObject {
  const { column, header, value, code, repaired } = problem;
  const { reason, fix } = reasonAndFix(problemText(problem, locale), locale);
  const where = { column: column === null ? null : columnLetters(column), heading: header };
  return { ...where, value, code, reason, fix, ...(repaired === undefined ? {} : { becomes: repaired }) };
}

function questionOf(question: ImportQuestion, locale: ReasonLocale): JsonObject {
  const { row, rows, code, mine, other, differing } = question;
  const shown = other.kind === 'row' ? other.candidate.values : other.product.values;
  const otherRow = other.kind === 'row' ? { otherRow: other.candidate.row } : {};
  const params = { other: shown.itemNo ?? shown.name ?? '', ...otherRow };
  return {
    line: row,
    lines: [...rows],
    code,
    ...reasonAndFix(problemText({ code, params }, locale), locale),
    differing: [...differing],
    mine: plainCandidate(mine),
    other: {
      ...(other.kind === 'row' ? { line: other.candidate.row } : { id: other.product.id }),
      ...plainValues(shown),
    },
    answers: ['skip', 'take', 'separate'],
  };
}

const plainCandidate = (candidate: Candidate): JsonObject => ({
  ...plainValues(candidate.values),
  ...(candidate.barcodes.length === 0 ? {} : { barcodes: [...candidate.barcodes] }),
  ...(candidate.variants.length === 0
    ? {}
    : { variants: candidate.variants.map(({ attributes }) => attributes.map(({ value }) => value).join(' / ')) }),
});

const PRICES: ReadonlySet<string> = new Set(PRICE_FIELDS);
const QUANTITIES: ReadonlySet<string> = new Set(['minStock', 'maxStock']);

/** Prices and quantities as decimal texts: a script must not have to know our scales. */
function plainValues(values: ProductValues): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => {
      if (typeof value !== 'number') return [field, value];
      if (PRICES.has(field)) return [field, showPrice(value, false)];
      return [field, QUANTITIES.has(field) ? showQuantity(value, false) : value];
    }),
  );
}
