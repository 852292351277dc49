/** The goods of the open shop, for commands: found anew at each question, since the folds may have been. */
import type { CategoryTree } from '../../shared/catalogue/category-tree.ts';
import { type Good, goodOf } from '../../shared/catalogue/good.ts';
import type { ReadShop } from './read-shop.ts';

export interface GoodsLookup {
  /** `null` for an id that no product or variant known here has. */
  good(variant: string): Good | null;
  /** Variant records of a product, those taken away apart. */
  variantsOf(product: string): { readonly live: readonly string[]; readonly removed: readonly string[] };
  categories(): CategoryTree;
  /** What a product names for a category path: its record, else the path itself. */
  categoryKey(path: string): string;
  /** Is there a category of this path, with goods in it or without? */
  isCategory(path: string): boolean;
}

export function goodsLookup(folds: () => ReadShop['folds']): GoodsLookup {
  return {
    good: (variant) => goodOf(folds().catalogue, variant),
    variantsOf: (product) => folds().catalogue.variantRecords(product),
    categories: () => folds().catalogue.categoryTree,
    categoryKey: (path) => folds().catalogue.categoryTree.keyOf(path),
    isCategory: (path) =>
      folds()
        .catalogue.categoryCounts()
        .some(({ name }) => name === path),
  };
}
