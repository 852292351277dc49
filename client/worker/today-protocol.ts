/** What the page of today shows, each part only to whoever may see what it is made of. Part of engine-protocol.ts. */

export interface TakingsView {
  /** Fen sold less what was given back; tickets and returns by number. */
  readonly net: number;
  readonly tickets: number;
  readonly returns: number;
  readonly tenders: readonly { readonly kind: string; readonly amount: number }[];
  /**
   * What lines sold today brought above their purchase price; null where costs may not be seen, or none is known.
   * `unpriced`: lines left out for want of one.
   */
  readonly gross: { readonly amount: number; readonly unpriced: number } | null;
}
export interface TodayView {
  /** `2026-11-25` */
  readonly day: string;
  /** Of the branch; null without the right to its sales report. */
  readonly branch: TakingsView | null;
  /** Own tickets; null for who sells nothing. */
  readonly mine: { readonly net: number; readonly tickets: number } | null;
  readonly openShifts: readonly { readonly register: string; readonly who: string; readonly since: number }[];
  /** Variants by state, where stock may be seen. */
  readonly stock: { readonly negative: number; readonly low: number } | null;
}

export interface TodayQueries {
  today: { params: null; view: TodayView };
}
