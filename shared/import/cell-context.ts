/** What every reader of a field is given: its cell, where the value goes, and a way to say what is wrong with it. */
import type { ImportField } from './import-fields.ts';
import type { ReasonCode, Severity } from './import-problem.ts';
import type { ProductValues } from './product-draft.ts';
import type { Cell } from './table.ts';

/**
 * What happens to a bar code whose check digit is wrong: the row waits (default), or it goes in without the code, or
 * with it, for goods whose maker printed it so. The last two are choices of a person for all rows of that cause.
 */
export type BadBarcodes = 'refuse' | 'drop' | 'keep';

/** Values being collected; the mutable twin of `ProductValues`. */
export type ValuesInProgress = { -readonly [K in keyof ProductValues]: ProductValues[K] };

export interface ReportDetails {
  readonly repaired?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

export interface CellContext {
  readonly cell: Cell;
  readonly field: ImportField;
  readonly values: ValuesInProgress;
  report(code: ReasonCode, severity: Severity, details?: ReportDetails): void;
}
