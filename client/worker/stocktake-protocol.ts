/**
 * What the pages of stocktakes see and do; part of the engine's protocol (engine-protocol.ts takes these in). Quantities
 * are thousandths of the base unit, times hybrid microseconds, values fen: at retail for everybody, at cost only where
 * costs may be seen. What a blind count hides is absent.
 */
import type { StocktakeStatus } from '../../shared/stock/stocktake-fold.ts';

type SheetTravel = 'listed' | 'local' | 'merged' | 'void' | 'waiting';

export interface StocktakeRow {
  readonly id: string;
  readonly number: string;
  readonly place: string;
  readonly status: StocktakeStatus;
  readonly mode: 'full' | 'cycle';
  readonly blind: boolean;
  /** Categories and bins it is about; '' = everything. */
  readonly scope: string;
  readonly who: string;
  readonly time: number;
  readonly counters: readonly string[];
  readonly counted: number;
  readonly pieces: number;
  readonly travel: SheetTravel;
}

export interface StocktakeFigures {
  readonly counted: number;
  readonly pieces: number;
  readonly uncounted: number;
  readonly asked: number;
  /** The rest is absent while it is blind. */
  readonly different?: number;
  readonly gain?: number;
  readonly loss?: number;
  /** At retail. */
  readonly value?: number;
  /** At purchase prices, for those who see costs. */
  readonly cost?: number;
  readonly accuracy?: number | null;
  readonly recountDue?: number;
  readonly late?: number;
  readonly afterPosting?: number;
}

export interface StocktakeView extends StocktakeRow {
  readonly remark: string;
  readonly recountOver: number | null;
  readonly figures: StocktakeFigures;
  /** Why it was sent back, and by whom; handed in by whom. */
  readonly said: { readonly step: string; readonly who: string; readonly time: number; readonly reason: string } | null;
  readonly posted: { readonly who: string; readonly time: number; readonly selfApproved: boolean } | null;
  readonly partlyPosted: boolean;
  readonly may: {
    readonly count: boolean;
    readonly choose: boolean;
    readonly void: boolean;
    readonly approve: boolean;
    /** Has counted, and others could approve: they do. */
    readonly ownCount: boolean;
  };
  /** Bins of the warehouse, by name. */
  readonly bins: readonly string[];
}

export type SheetFilter = 'all' | 'different' | 'uncounted' | 'asked' | 'recount' | 'late' | 'mine';
export interface SheetParams {
  readonly id: string;
  readonly filter: SheetFilter;
  readonly by: 'latest' | 'size' | 'value' | 'name';
  /** This variant alone. */
  readonly only?: string;
  readonly offset: number;
  readonly limit: number;
}
export interface SheetCell {
  readonly bin: string;
  readonly batch: string;
  readonly round: number;
  readonly asked: boolean;
  readonly counters: readonly {
    readonly counter: string;
    readonly who: string;
    readonly quantity: number;
    readonly at: number;
    readonly mine: boolean;
  }[];
}
export interface SheetRow {
  readonly variant: string;
  readonly name: string;
  readonly spec: string;
  readonly itemNo: string;
  readonly unit: string;
  readonly counted: number | null;
  readonly at: number;
  readonly cells: readonly SheetCell[];
  readonly asked: boolean;
  readonly recount: 'no' | 'due' | 'done';
  /** Of a stocktake of bins: other bins to be counted first. */
  readonly missing: readonly string[];
  readonly late: number;
  /** Of what was approved, where the tally is another one now. */
  readonly posted: number | null;
  readonly book?: number;
  readonly variance?: number | null;
  readonly value?: number;
  readonly cost?: number;
}
export interface SheetView {
  readonly rows: readonly SheetRow[];
  readonly offset: number;
  readonly total: number;
}

/** What a paper to count by names: no figures on it. */
export interface CountSheetRow {
  readonly name: string;
  readonly spec: string;
  readonly itemNo: string;
  readonly unit: string;
}

export interface StocktakeQueries {
  stocktakes: { params: { readonly limit: number }; view: readonly StocktakeRow[] };
  stocktake: { params: { readonly id: string }; view: StocktakeView | null };
  stocktakeLines: { params: SheetParams; view: SheetView };
  /** Names of a warehouse's bins; of the one worked in where none is named. */
  binNames: { params: { readonly warehouse: string | null }; view: readonly string[] };
  countSheet: { params: { readonly id: string }; view: readonly CountSheetRow[] };
}

export interface ScanInput {
  readonly variant: string;
  readonly quantity: number;
  readonly at: number;
  readonly bin?: string;
  readonly none?: true;
}

export interface StocktakeCommands {
  startStocktake: {
    input: {
      readonly warehouse: string | null;
      readonly mode: 'full' | 'cycle';
      readonly blind: boolean;
      readonly categories: readonly string[];
      readonly bins: readonly string[];
      readonly recountOver: number | null;
      readonly remark: string;
    };
    output: { readonly id: string; readonly number: string };
  };
  /** One batch of scans; sent again under the same `batch` it counts once. */
  tallyStock: {
    input: {
      readonly stocktake: string;
      readonly batch: string;
      readonly round: number;
      readonly lines: readonly ScanInput[];
    };
    output: null;
  };
  /** `add`: both count; `drop`: of `counter` what was tallied until now does not. */
  chooseTally: {
    input: {
      readonly stocktake: string;
      readonly variant: string;
      readonly bin: string;
      readonly choice: 'add' | 'drop';
      readonly counter: string;
    };
    output: null;
  };
  stepStocktake: {
    input: {
      readonly stocktake: string;
      readonly step: 'submit' | 'withdraw' | 'reject' | 'void';
      readonly reason: string;
    };
    output: null;
  };
  postStocktake: {
    input: { readonly stocktake: string; readonly uncountedZero: boolean };
    output: { readonly lines: number };
  };
}
