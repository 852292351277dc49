/**
 * One variant as till, stock, search and papers show it: product and variant put together, the variant's own values
 * first. A simple product is its own only variant, under its own id.
 */
import type { Json } from '../commit/json-text.ts';
import type { CatalogueFold } from './catalogue-fold.ts';
import { attributesOf, type OtherUnit, textOf, textsOf, unitsOf } from './field-values.ts';

export type Tracking = 'none' | 'batch' | 'serial';

export interface Good {
  readonly product: string;
  readonly variant: string;
  readonly name: string;
  /** The product's own spec, with the attribute values of the variant beside it. */
  readonly spec: string;
  readonly itemNo: string;
  readonly unit: string;
  readonly units: readonly OtherUnit[];
  readonly byWeight: boolean;
  readonly strict: boolean;
  /** Of one base unit, ten-thousandths; null = not priced. */
  readonly price: number | null;
  /** While two stand beside each other the higher one counts. */
  readonly floorPrice: number | null;
  readonly minStock: number | null;
  /** What its lines name. */
  readonly tracking: Tracking;
  /** From production to expiry. */
  readonly shelfLifeDays: number | null;
  readonly nearExpiryDays: number | null;
  /** Only whole numbers of the base unit. */
  readonly wholeOnly: boolean;
  readonly removed: boolean;
}

/** `null` for a variant that is not in the catalogue here. */
export function goodOf(catalogue: CatalogueFold, variant: string): Good | null {
  const { products, variants } = catalogue;
  const product = catalogue.productOf(variant);
  const row = products.rowOf(product);
  if (row < 0 || !products.isThere(row)) return null;
  const own = (field: string): Json | undefined => (variant === product ? undefined : variants.value(variant, field));
  const number = (field: string): number | null => {
    const value = own(field) ?? products.valueAt(row, field);
    return typeof value === 'number' ? value : null;
  };
  const ownRow = variant === product ? -1 : variants.rowOf(variant);
  const ownFloor = ownRow < 0 ? null : variants.countedNumberAt(ownRow, 'floorPrice', 'higher');
  const specs = [products.textAt(row, 'spec'), variant === product ? '' : variantName(catalogue, variant)];
  return {
    product,
    variant,
    name: products.textAt(row, 'name'),
    spec: specs.filter((one) => one !== '').join(' '),
    itemNo: textOf(own('itemNo')) || products.textAt(row, 'itemNo'),
    unit: products.textAt(row, 'unit'),
    units: unitsOf(products.valueAt(row, 'units')),
    byWeight: products.valueAt(row, 'byWeight') === true,
    strict: products.textAt(row, 'stockRule') === 'strict',
    price: number('retailPrice'),
    floorPrice: ownFloor ?? products.countedNumberAt(row, 'floorPrice', 'higher'),
    minStock: number('minStock'),
    tracking: trackingOf(products.textAt(row, 'tracking')),
    shelfLifeDays: products.numberAt(row, 'shelfLifeDays'),
    nearExpiryDays: products.numberAt(row, 'nearExpiryDays'),
    wholeOnly: products.valueAt(row, 'wholeOnly') === true,
    removed: products.isRemoved(row),
  };
}

const trackingOf = (text: string): Tracking => (text === 'batch' || text === 'serial' ? text : 'none');

export function titleOfGood(good: Pick<Good, 'name' | 'spec'>): string {
  return good.spec === '' ? good.name : `${good.name} ${good.spec}`;
}

/** 红 / L, in the order of the product's attributes; '' for what has none. */
export function variantName(catalogue: CatalogueFold, variant: string): string {
  const attributes = attributesOf(catalogue.variants.value(variant, 'attributes'));
  const names = textsOf(catalogue.products.value(catalogue.productOf(variant), 'attributes'));
  const rest = Object.keys(attributes)
    .filter((name) => !names.includes(name))
    .sort();
  return [...names, ...rest]
    .map((name) => attributes[name] ?? '')
    .filter((value) => value !== '')
    .join(' / ');
}
