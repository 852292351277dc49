/** What a page asks to have as a file. `filter` says in its words what it lists; `list` is what it asks its own list by. */
import type { ReasonLocale } from '../../shared/import/import-reasons.ts';
import type { StockListParams } from '../../shared/stock/stock-list.ts';
import type { PapersParams } from './till-views.ts';

interface Common {
  readonly format: 'csv' | 'xlsx';
  readonly locale: ReasonLocale;
  readonly filter: string;
}

/** As `products` takes them, without the window. */
interface ProductList {
  readonly search: string;
  readonly category: string | null;
  readonly filter: 'all' | 'sellable' | 'unpriced' | 'gaps' | 'discontinued' | 'removed' | 'conflict';
  readonly sort: {
    readonly by: 'itemNo' | 'name' | 'category' | 'retailPrice' | 'onHand';
    readonly descending: boolean;
  };
}
interface StockList extends Pick<StockListParams, 'search' | 'filter'> {
  readonly warehouse: string | null;
}

export type ExportInput =
  | (Common & {
      readonly what: 'products';
      /** Those chosen, else all that the list lets through. */
      readonly list: { readonly ids: readonly string[] | null; readonly params: ProductList };
    })
  | (Common & { readonly what: 'stock'; readonly list: StockList })
  | (Common & {
      readonly what: 'tickets';
      readonly list: PapersParams;
      /** Words for kinds of papers and tenders. */
      readonly words: Readonly<Record<string, string>>;
    });

export interface ExportedFile {
  readonly file: Uint8Array<ArrayBuffer>;
  readonly name: string;
  readonly rows: number;
}

export interface ExportCommands {
  exportFile: { input: ExportInput; output: ExportedFile };
}
