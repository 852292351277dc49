/**
 * A table on its way out of the shop. Figures are decimal text with a point and no grouping, so that no file depends on
 * who opens it; rows come one by one, so that 50,000 of them never stand in memory as text at once.
 */

export interface SheetColumn {
  readonly heading: string;
  /** `number`: decimal text, a number cell in a workbook · `text`: text, also where it looks like a number */
  readonly kind: 'text' | 'number';
  /** Width in characters, for workbooks. */
  readonly width: number;
}

export interface Sheet {
  /** Of the workbook's sheet: at most 31 characters. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: Iterable<readonly string[]>;
}

export type SheetFormat = 'csv' | 'xlsx';
