/** Sale prices of a variant beside retail, as the price engine takes them: the variant's own first, else its product's. */
import { isJsonObject, type Json } from '../commit/json-text.ts';
import type { QuantityBreak } from '../pricing/price-pick.ts';
import type { CatalogueFold } from './catalogue-fold.ts';
import { listOf } from './field-values.ts';

export interface SalePrices {
  /** Path of the category, '' for none. */
  readonly category: string;
  /** Ten-thousandths of one base unit. */
  readonly memberPrice: number | null;
  /** By name of the level; `wholesale` is the field of that name. */
  readonly levels: Readonly<Record<string, number>>;
  readonly breaks: readonly QuantityBreak[];
}

export const NO_SALE_PRICES: SalePrices = { category: '', memberPrice: null, levels: {}, breaks: [] };

export function salePricesOf(catalogue: CatalogueFold, variant: string): SalePrices {
  const { products, variants } = catalogue;
  const product = catalogue.productOf(variant);
  const row = products.rowOf(product);
  if (row < 0) return NO_SALE_PRICES;
  const field = (name: string): Json | undefined => {
    const own = variant === product ? undefined : variants.value(variant, name);
    return own ?? products.valueAt(row, name);
  };
  const member = field('memberPrice');
  const wholesale = field('wholesalePrice');
  return {
    category: catalogue.categoryPath(row),
    memberPrice: typeof member === 'number' ? member : null,
    levels: { ...levelsOf(field('priceLevels')), ...(typeof wholesale === 'number' ? { wholesale } : {}) },
    breaks: breaksOf(field('quantityBreaks')),
  };
}

function levelsOf(value: Json | undefined): Record<string, number> {
  if (value === undefined || !isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, price]) => (typeof price === 'number' ? [[name, price]] : [])),
  );
}

function breaksOf(value: Json | undefined): QuantityBreak[] {
  return listOf(value).flatMap((one) => {
    if (!isJsonObject(one)) return [];
    const { from, price } = one;
    return typeof from === 'number' && typeof price === 'number' ? [{ from, price }] : [];
  });
}
