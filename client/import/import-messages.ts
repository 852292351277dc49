/**
 * What the page and the import worker say to each other. The table and the plan stay in the worker; the page gets what a
 * screen shows, and one batch at a time, so that no message is large enough to hold the page up.
 */

import type { BadBarcodes } from '../../shared/import/cell-context.ts';
import type { ProductUpdate } from '../../shared/import/compare-product.ts';
import type { Decision } from '../../shared/import/decision.ts';
import type { CellEdit } from '../../shared/import/edits.ts';
import type { ExistingProduct } from '../../shared/import/existing-catalogue.ts';
import type { ImportBatch } from '../../shared/import/import-batches.ts';
import type { ColumnMapping } from '../../shared/import/import-fields.ts';
import type { ImportPlan, ImportQuestion } from '../../shared/import/import-plan.ts';
import type { ImportProblem, ReasonCode } from '../../shared/import/import-problem.ts';
import type { ReasonLocale } from '../../shared/import/import-reasons.ts';
import type { ReadOverrides } from '../../shared/import/open-file.ts';
import type { TableError, TableSource } from '../../shared/import/table.ts';

export interface PlanWishes {
  readonly badBarcodes?: BadBarcodes;
  readonly edits?: readonly CellEdit[];
  readonly decisions?: ReadonlyMap<number, Decision>;
  /** Single changes switched against their default, by `changeKey`. */
  readonly switched?: ReadonlyMap<string, boolean>;
  readonly warehouses?: readonly { readonly id: string; readonly names: readonly string[] }[];
}

export type ImportRequest =
  | { readonly kind: 'read'; readonly bytes: Uint8Array<ArrayBuffer>; readonly overrides: ReadOverrides }
  | { readonly kind: 'existing'; readonly products: readonly ExistingProduct[]; readonly startAnew: boolean }
  | { readonly kind: 'plan'; readonly mapping: ColumnMapping; readonly wishes: PlanWishes }
  | { readonly kind: 'batch'; readonly index: number }
  /** All rows of one cause, also those that the page was not shown. */
  | { readonly kind: 'rows-of'; readonly code: ReasonCode; readonly column: number | null }
  | { readonly kind: 'faulty'; readonly locale: ReasonLocale };

export interface TableSummary {
  readonly source: TableSource;
  readonly headerRow: number | null;
  readonly headers: readonly string[];
  readonly rowCount: number;
  /** the first three rows, as shown */
  readonly samples: readonly (readonly string[])[];
  readonly mapping: ColumnMapping;
  readonly signature: string;
}

export interface PlanSummary {
  readonly counts: ImportPlan['counts'];
  readonly columns: ImportPlan['columns'];
  readonly creates: number;
  /** with anything switched on */
  readonly updates: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly batches: number;
  /** rows of goods that exist, whose opening stock is left alone */
  readonly openingIgnored: number;
  /** changes that a colleague's newer value keeps off */
  readonly clashes: number;
  /** the first of each; how many there are in all stands in `counts` and above */
  readonly problems: readonly ImportProblem[];
  readonly questions: readonly ImportQuestion[];
  readonly changes: readonly ProductUpdate[];
  /** cells as shown of the rows that wait, by row number */
  readonly waitingRows: ReadonlyMap<number, readonly string[]>;
  /** rows a cause concerns, for "fix all of this kind" */
  readonly causes: ReadonlyMap<ImportProblem['code'], number>;
}

/** How many rows of each list go to the page at once. */
export const SHOWN_AT_ONCE = 500;

export type ImportReply =
  | { readonly kind: 'table'; readonly table: TableSummary }
  | { readonly kind: 'unreadable'; readonly error: TableError }
  | { readonly kind: 'existing'; readonly known: number }
  | { readonly kind: 'plan'; readonly plan: PlanSummary }
  | { readonly kind: 'batch'; readonly batch: ImportBatch | null }
  | { readonly kind: 'faulty'; readonly csv: string }
  | { readonly kind: 'rows'; readonly rows: readonly number[] }
  /** a request that came too early, e.g. a plan before a table */
  | { readonly kind: 'not-ready' };

export interface Numbered<T> {
  readonly id: number;
  readonly body: T;
}
