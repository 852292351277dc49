/** The goods of the open shop by variant, for commands: found anew at each question, since the folds may have been. */
import { type Good, goodOf } from '../../shared/catalogue/good.ts';
import type { ReadShop } from './read-shop.ts';

export interface GoodsLookup {
  /** `null` for an id that no product or variant known here has. */
  good(variant: string): Good | null;
}

export function goodsLookup(folds: () => ReadShop['folds']): GoodsLookup {
  return { good: (variant) => goodOf(folds().catalogue, variant) };
}
