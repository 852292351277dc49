/**
 * What a till may put into its basket: a variant in a unit, at the price shown now. And what a scanned code stands for:
 * a variant, a weighed label, a ticket (`HC1:R:<id>`), several goods to choose from, or nothing known.
 */
import { isJsonObject, type Json } from '../commit/json-text.ts';
import { mulDiv } from '../foundation/integer-arithmetic.ts';
import { type LayoutOf, readWeighedCode, weighedLine } from '../sales/weighed-code.ts';
import type { BarcodeTarget } from './barcode-index.ts';
import type { CatalogueFold } from './catalogue-fold.ts';

export interface Sellable {
  readonly product: string;
  readonly variant: string;
  readonly name: string;
  readonly spec: string;
  readonly itemNo: string;
  readonly unit: string;
  readonly unitNumerator: number;
  readonly unitDenominator: number;
  readonly byWeight: boolean;
  /** Of one `unit`; null = not priced yet, not sellable. */
  readonly price: number | null;
  readonly floorPrice: number | null;
  readonly onHand: number | null;
  readonly strict: boolean;
  readonly escrow: number | null;
}

export interface SellableQuestions {
  readonly onHand: (variant: string) => number | null;
  /** What this register may still sell of a strict product. */
  readonly escrow: (variant: string) => number;
}

/** `null` for a variant that is not in the catalogue here. `unit` null is the base unit. */
export function sellableItem(
  catalogue: CatalogueFold,
  variant: string,
  unit: string | null,
  questions: SellableQuestions,
): Sellable | null {
  const { products, variants } = catalogue;
  const product = catalogue.productOf(variant);
  const row = products.rowOf(product);
  if (row < 0 || !products.isThere(row)) return null;
  const own = (field: string): Json | undefined => (variant === product ? undefined : variants.value(variant, field));
  const wanted = unit === null ? null : unitOf(products.valueAt(row, 'units'), unit);
  const ratio = wanted ?? { numerator: 1, denominator: 1, price: null };
  const base = priceOf(own('retailPrice')) ?? products.numberAt(row, 'retailPrice');
  const ownRow = variant === product ? -1 : variants.rowOf(variant);
  const ownFloor = ownRow < 0 ? null : variants.countedNumberAt(ownRow, 'floorPrice', 'higher');
  const floor = ownFloor ?? products.countedNumberAt(row, 'floorPrice', 'higher');
  const strict = products.valueAt(row, 'stockRule') === 'strict';
  const times = (price: number | null): number | null =>
    price === null ? null : mulDiv(price, ratio.numerator, ratio.denominator);
  return {
    product,
    variant,
    name: products.textAt(row, 'name'),
    spec: variant === product ? products.textAt(row, 'spec') : variantName(catalogue, variant),
    itemNo: textOf(own('itemNo')) || products.textAt(row, 'itemNo'),
    unit: wanted === null ? products.textAt(row, 'unit') : (unit ?? ''),
    unitNumerator: ratio.numerator,
    unitDenominator: ratio.denominator,
    byWeight: products.valueAt(row, 'byWeight') === true,
    price: ratio.price ?? times(base),
    floorPrice: times(floor),
    onHand: questions.onHand(variant),
    strict,
    escrow: strict ? questions.escrow(variant) : null,
  };
}

export type Scan =
  | {
      readonly kind: 'variant';
      readonly item: Sellable;
      readonly quantity: number | null;
      readonly amount: number | null;
    }
  | { readonly kind: 'choose'; readonly items: readonly Sellable[] }
  | { readonly kind: 'ticket'; readonly id: string }
  | { readonly kind: 'unknown'; readonly code: string };

/**
 * What a code stands for. An exact barcode goes before a weighed label; a label whose PLU nobody has, or whose product
 * has no price, is unknown: an alarm, never price 0.
 */
export function readScan(
  catalogue: CatalogueFold,
  text: string,
  layoutOf: LayoutOf,
  questions: SellableQuestions,
): Scan {
  const code = text.trim();
  if (code.startsWith('HC1:R:')) return { kind: 'ticket', id: code.slice(6) };
  const items = itemsOf(catalogue, catalogue.findBarcode(code), questions);
  const [only, ...more] = items;
  if (only !== undefined) {
    return more.length > 0 ? { kind: 'choose', items } : { kind: 'variant', item: only, quantity: null, amount: null };
  }
  const label = readWeighedCode(code, layoutOf);
  const weighed = label === null ? [] : itemsOf(catalogue, pluTargets(catalogue, label.plu), questions);
  const [item, ...others] = weighed;
  if (label === null || item === undefined || item.price === null) return { kind: 'unknown', code };
  if (others.length > 0) return { kind: 'choose', items: weighed };
  const line = weighedLine(label, item.price);
  if (line === null) return { kind: 'unknown', code };
  return { kind: 'variant', item, quantity: line.quantity, amount: label.amount === null ? null : line.amount };
}

/** 红 / L, in the order of the product's attributes. */
export function variantName(catalogue: CatalogueFold, variant: string): string {
  const attributes = catalogue.variants.value(variant, 'attributes');
  if (!isJsonObject(attributes)) return '';
  const order = catalogue.products.value(catalogue.productOf(variant), 'attributes');
  const names = Array.isArray(order) ? order.filter((name): name is string => typeof name === 'string') : [];
  const rest = Object.keys(attributes)
    .filter((name) => !names.includes(name))
    .sort();
  return [...names, ...rest]
    .map((name) => textOf(attributes[name]))
    .filter((value) => value !== '')
    .join(' / ');
}

function itemsOf(
  catalogue: CatalogueFold,
  targets: readonly BarcodeTarget[],
  questions: SellableQuestions,
): Sellable[] {
  return targets.flatMap((target) => sellableItem(catalogue, target.variant, target.unit, questions) ?? []);
}

/** Goods whose `plu` is this number, leading zeros or not. */
function pluTargets(catalogue: CatalogueFold, plu: string): BarcodeTarget[] {
  const { products } = catalogue;
  const wanted = Number(plu);
  const targets: BarcodeTarget[] = [];
  for (let row = 0; row < products.rowCount; row++) {
    const own = products.textAt(row, 'plu');
    if (own === '' || Number(own) !== wanted || !products.isThere(row) || products.isRemoved(row)) continue;
    const product = products.idOf(row);
    for (const variant of catalogue.variantsOf(product)) targets.push({ product, variant, unit: null });
  }
  return targets;
}

interface UnitRow {
  readonly numerator: number;
  readonly denominator: number;
  readonly price: number | null;
}

function unitOf(units: Json | undefined, name: string): UnitRow | null {
  if (!Array.isArray(units)) return null;
  const unit = units.find((one) => isJsonObject(one) && one.name === name && one.retired !== true);
  if (!isJsonObject(unit)) return null;
  const { numerator, denominator, price } = unit;
  if (typeof numerator !== 'number' || typeof denominator !== 'number') return null;
  return { numerator, denominator, price: priceOf(price) };
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const priceOf = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null);
