/**
 * The second half of an import: a table, a mapping and the shop's catalogue → what would happen. Pure and repeatable:
 * the same file twice changes nothing, because the second plan finds everything as the first one left it.
 *
 * Order of the steps: column styles → rows → groups of variants → duplicates inside the file → match with the shop →
 * defaults for what is new. Defaults come last, so that an empty cell never overwrites.
 */
import { groupIntoCandidates } from './candidate.ts';
import type { BadBarcodes } from './cell-context.ts';
import { nameKey } from './clean-text.ts';
import { findColumnStyles } from './column-styles.ts';
import type { Decision } from './decision.ts';
import { type CellEdit, withEdits } from './edits.ts';
import type { ExistingCatalogue } from './existing-catalogue.ts';
import { findFileDuplicates } from './file-duplicates.ts';
import type { ColumnMapping } from './import-fields.ts';
import type { ImportPlan } from './import-plan.ts';
import { Planner } from './planner.ts';
import { readRow } from './read-row.ts';
import { cellText, type Table } from './table.ts';

export interface PlanOptions {
  /** what to do with bar codes whose check digit is wrong; `refuse` unless a person chose otherwise */
  readonly badBarcodes?: BadBarcodes;
  /** corrections made in the preview */
  readonly edits?: readonly CellEdit[];
  /** warehouses by name and code → what the caller knows them by; without it names are taken as they are */
  readonly warehouses?: readonly { readonly id: string; readonly names: readonly string[] }[];
  /** choices about single changes of existing products, by `changeKey` */
  readonly switched?: ReadonlyMap<string, boolean>;
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
  const warehouses = options.warehouses === undefined ? null : byName(options.warehouses);
  const isKnownCode = (code: string): boolean => existing.byBarcode(code).length > 0;
  const reader = { table: edited, mapping, styles, badBarcodes, warehouses, isKnownCode };
  const readings = edited.rows.map((row) => readRow(reader, row));
  const grouping = groupIntoCandidates(
    readings.filter((reading) => !reading.refused),
    decisions,
  );
  const duplicates = findFileDuplicates(grouping.candidates, decisions);
  const planner = new Planner(edited, mapping, existing, decisions, duplicates.contested, {
    asOf: exportTime(edited, mapping),
    ...(options.switched === undefined ? {} : { switched: options.switched }),
  });
  for (const reading of readings) planner.problems.push(...reading.problems);
  planner.problems.push(...grouping.problems);
  for (const repeated of [grouping.repeated, duplicates.skipped]) {
    for (const skip of repeated) planner.skipped.push(skip);
  }
  for (const { mine, of, code } of grouping.clashing) {
    const other = { kind: 'row', candidate: of } as const;
    planner.questions.push({ row: mine.row, rows: mine.rows, code, mine, other, differing: ['variants'] });
  }
  for (const question of duplicates.questions) planner.questions.push(question);
  for (const { row, code } of duplicates.leftOut) planner.report(row, 'code-left-out', 'repaired', code);
  for (const candidate of duplicates.accepted) planner.place(candidate);
  return planner.finish(columns);
}

const byName = (warehouses: NonNullable<PlanOptions['warehouses']>): ReadonlyMap<string, string> =>
  new Map(warehouses.flatMap(({ id, names }) => names.map((name) => [nameKey(name), id] as const)));

/** When an export of ours was made: the column says it in every row. */
function exportTime(table: Table, mapping: ColumnMapping): string | null {
  const column = mapping.indexOf('exportedAt');
  if (column < 0) return null;
  for (const { cells } of table.rows) {
    const text = cellText(cells[column]).trim();
    if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(text)) return text;
  }
  return null;
}
