/**
 * What an import would do, before anybody has agreed to it. Each data row of the file is in exactly one place:
 * create, update, unchanged, skipped, asked or refused; `counts` adds up to all of them.
 */
import type { Candidate } from './candidate.ts';
import type { ColumnStyle } from './column-styles.ts';
import type { ProductUpdate } from './compare-product.ts';
import type { ExistingProduct } from './existing-catalogue.ts';
import type { ColumnMapping } from './import-fields.ts';
import type { ImportProblem, ReasonCode } from './import-problem.ts';
import type { ProductDraft } from './product-draft.ts';

/** Two versions of what may be one product, side by side; nothing is done until a person decides. */
export interface ImportQuestion {
  readonly row: number;
  readonly rows: readonly number[];
  readonly code: ReasonCode;
  /** the version of this row */
  readonly mine: Candidate;
  /** the other version: an earlier row of the file, or a product of the shop */
  readonly other:
    | { readonly kind: 'row'; readonly candidate: Candidate }
    | { readonly kind: 'existing'; readonly product: ExistingProduct };
  /** fields in which they differ */
  readonly differing: readonly string[];
}

export interface ImportCounts {
  readonly rows: number;
  /** rows that go in as they are, change nothing, or repeat another row word for word */
  readonly good: number;
  /** rows that go in with a repair or a gap that is listed */
  readonly repaired: number;
  readonly refused: number;
  readonly asks: number;
}

export interface ImportPlan {
  readonly mapping: ColumnMapping;
  /** key under which a corrected mapping is remembered */
  readonly signature: string;
  readonly create: readonly ProductDraft[];
  readonly update: readonly ProductUpdate[];
  /** rows whose product already is as the file says */
  readonly unchanged: readonly { readonly row: number; readonly product: ExistingProduct }[];
  /** rows identical to an earlier row, or left out by decision */
  readonly skipped: readonly { readonly row: number; readonly of: number | null }[];
  readonly ask: readonly ImportQuestion[];
  /** row numbers that wait for a correction; their reasons are in `problems` */
  readonly refused: readonly number[];
  readonly problems: readonly ImportProblem[];
  /** how numeric columns were read, with every number that could be read otherwise */
  readonly columns: readonly ColumnStyle[];
  /** rows of existing products whose opening stock was left alone: it is entered once, at creation */
  readonly openingIgnored: readonly number[];
  readonly counts: ImportCounts;
}
