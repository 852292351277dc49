/**
 * What the importer has to say about a cell or a row. Words are made elsewhere (`import-reasons.ts`); here are codes and
 * figures only, so that the same problem can be grouped, counted and translated.
 *
 * `refused`: the row waits until it is corrected · `repaired`: it goes in, changed or with a gap, and is listed ·
 * `asks`: two versions stand side by side and a person decides.
 */
export type Severity = 'refused' | 'repaired' | 'asks';

export type ReasonCode =
  | 'name-missing'
  | 'text-too-long'
  | 'damaged-text'
  | 'cell-error'
  | 'row-damaged'
  | 'code-digits-lost'
  | 'code-became-date'
  | 'code-too-long'
  | 'code-tail-removed'
  | 'invisible-removed'
  | 'barcode-check-digit'
  | 'barcode-rounded'
  | 'barcode-dropped'
  | 'barcode-too-short'
  | 'too-many-barcodes'
  | 'barcode-characters'
  | 'variant-price-shared'
  | 'pack-incomplete'
  | 'pack-name-repeats'
  | 'too-many-units'
  | 'warehouse-unknown'
  | 'not-a-number'
  | 'number-became-date'
  | 'number-too-large'
  | 'number-rounded'
  | 'number-other-style'
  | 'negative-price'
  | 'negative-quantity'
  | 'shelf-life-unclear'
  | 'shelf-life-converted'
  | 'pack-ratio-unclear'
  | 'weighing-unclear'
  | 'unit-default'
  | 'price-missing'
  | 'attribute-missing'
  | 'too-many-variants'
  | 'code-left-out'
  | 'item-number-repeats'
  | 'item-number-case'
  | 'item-number-shared'
  | 'item-number-taken'
  | 'barcode-repeats'
  | 'barcode-taken'
  | 'barcode-shared'
  | 'name-repeats'
  | 'likely-repeat'
  | 'file-disagrees';

export interface ImportProblem {
  readonly row: number;
  /** column of the table from 0, or null for the row as a whole */
  readonly column: number | null;
  /** its heading, '' for the row as a whole */
  readonly header: string;
  /** what the cell shows */
  readonly value: string;
  readonly code: ReasonCode;
  readonly severity: Severity;
  /** what is stored instead, as a person reads it */
  readonly repaired?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}
