/** The shop's own rules as the settings page shows them, with who set each last. Part of engine-protocol.ts. */

export type RoundRule = 'none' | 'fen' | 'jiao' | 'nearestJiao' | 'nearestYuan';

export interface ShopRules {
  readonly name: string;
  readonly roundOff: RoundRule;
  readonly roundOffOn: 'always' | 'cash';
  readonly lastPriceFirst: boolean;
  /** Fen. */
  readonly overShortLimit: number;
  /** Null: as long as the seller's role says. */
  readonly returnDays: number | null;
  /** Fen. */
  readonly openingFloat: number;
}
export interface ShopRulesView {
  readonly rules: ShopRules;
  /** By field of the shop's record: who set it last, and when (hybrid microseconds). What nobody has set is not there. */
  readonly changed: Readonly<Record<string, { readonly by: string; readonly time: number }>>;
}

export interface SettingsQueries {
  shopRules: { params: null; view: ShopRulesView };
}
export interface SettingsCommands {
  /** Errors: `not-allowed` and the writer's. Nothing is written when nothing would change. */
  setShopRules: { input: Partial<Omit<ShopRules, 'returnDays'> & { readonly returnDays: number }>; output: null };
}
