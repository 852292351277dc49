/** What is to be said of the stock of one variant beside its figures: sizes that are gone (断码), batches that expire. */
import type { CatalogueFold } from '../catalogue/catalogue-fold.ts';
import { attributesOf, textsOf } from '../catalogue/field-values.ts';
import { batchesOf, type Freshness, freshnessOf, NEAR_EXPIRY_DAYS } from './batch-book.ts';
import type { StockFold } from './stock-fold.ts';

const SIZES: readonly string[] = ['尺码', '尺寸', '码数', 'size'];

/**
 * Its size is gone while another of its colour is there: of variants that differ in size alone. Without an attribute that
 * is called a size the last one is it. What is there is looked at first: most variants need no look at attributes.
 */
export function isSizeGap(catalogue: CatalogueFold, variant: string, available: (variant: string) => number): boolean {
  const product = catalogue.productOf(variant);
  const siblings = catalogue.variantsOf(product);
  if (siblings.length < 2 || available(variant) > 0) return false;
  const there = siblings.filter((one) => one !== variant && available(one) > 0);
  if (there.length === 0) return false;
  const names = textsOf(catalogue.products.value(product, 'attributes'));
  const size = names.find((name) => SIZES.includes(name.toLowerCase())) ?? names.at(-1) ?? '';
  const own = besideSize(catalogue, variant, size);
  return there.some((one) => besideSize(catalogue, one, size) === own);
}

function besideSize(catalogue: CatalogueFold, variant: string, size: string): string {
  const attributes = attributesOf(catalogue.variants.value(variant, 'attributes'));
  return JSON.stringify(
    Object.entries(attributes)
      .filter(([name]) => name !== size)
      .sort(),
  );
}

export const isBatchTracked = (catalogue: CatalogueFold, product: string): boolean =>
  catalogue.products.value(product, 'tracking') === 'batch';

/** Days before the expiry in which a product's batches are near it. */
export function nearDaysOf(catalogue: CatalogueFold, product: string): number {
  const days = catalogue.products.value(product, 'nearExpiryDays');
  return typeof days === 'number' ? days : NEAR_EXPIRY_DAYS;
}

/** The worst that any batch on hand of a product with batches is in. */
export function freshnessAt(
  catalogue: CatalogueFold,
  stock: StockFold,
  variant: string,
  places: readonly string[],
  today: string,
): Freshness {
  const days = nearDaysOf(catalogue, catalogue.productOf(variant));
  let worst: Freshness = 'good';
  for (const { expiry, quantity } of batchesOf(stock, variant, places)) {
    const one = quantity > 0 ? freshnessOf(expiry, today, days) : 'good';
    if (one === 'expired') return one;
    if (one === 'near') worst = one;
  }
  return worst;
}
