/**
 * A candidate against what the shop has: only fields the file gives are compared, an empty cell changes nothing, bar
 * codes are added and never taken away. A value that merely undoes the last change is a *clash*: the sheet was exported
 * before that change, so it is off unless a person switches it on.
 */
import { barcodeKey } from './barcode-check.ts';
import { attributeKey, type Candidate } from './candidate.ts';
import type { ExistingProduct, ExistingVariant, LastChange } from './existing-catalogue.ts';
import {
  PRODUCT_FIELDS,
  type ProductField,
  type ProductValues,
  VARIANT_PRICES,
  type VariantDraft,
  type VariantPrices,
} from './product-draft.ts';

export interface FieldChange {
  readonly field: ProductField;
  readonly before: ProductValues[ProductField] | null;
  readonly after: NonNullable<ProductValues[ProductField]>;
  /** false for a clash: carried out only if a person says so */
  readonly on: boolean;
  readonly clash?: LastChange;
}

export interface ProductUpdate {
  readonly row: number;
  readonly rows: readonly number[];
  readonly product: ExistingProduct;
  readonly fields: readonly FieldChange[];
  /** bar codes to add to the product */
  readonly barcodes: readonly string[];
  readonly newVariants: readonly VariantDraft[];
  readonly variants: readonly VariantUpdate[];
}

export interface VariantUpdate {
  readonly variant: ExistingVariant;
  readonly barcodes: readonly string[];
  readonly variantNo?: string;
  readonly prices: VariantDraft['prices'];
}

/** What the file would change in `product`; null where it says nothing new. */
export function compareProduct(candidate: Candidate, product: ExistingProduct): ProductUpdate | null {
  const fields: FieldChange[] = [];
  for (const field of PRODUCT_FIELDS) {
    const after = candidate.values[field];
    const before = product.values[field];
    if (after === undefined || after === before) continue;
    const last = product.lastChanges?.[field];
    const clash = last !== undefined && last.before === after ? last : undefined;
    const change = { field, before: before ?? null, after, on: clash === undefined };
    fields.push(clash === undefined ? change : { ...change, clash });
  }
  const barcodes = missingCodes(candidate.barcodes, product.barcodes);
  const known = new Map(product.variants.map((variant) => [attributeKey(variant.attributes), variant]));
  const newVariants: VariantDraft[] = [];
  const variants: VariantUpdate[] = [];
  for (const draft of candidate.variants) {
    const variant = known.get(attributeKey(draft.attributes));
    if (variant === undefined) newVariants.push(draft);
    else {
      const change = compareVariant(draft, variant, candidate.values, product.values);
      if (change !== null) variants.push(change);
    }
  }
  if (fields.length + barcodes.length + newVariants.length + variants.length === 0) return null;
  return { row: candidate.row, rows: candidate.rows, product, fields, barcodes, newVariants, variants };
}

function compareVariant(
  draft: VariantDraft,
  variant: ExistingVariant,
  given: ProductValues,
  present: ProductValues,
): VariantUpdate | null {
  const barcodes = missingCodes(draft.barcodes, variant.barcodes);
  const prices: { -readonly [K in keyof VariantPrices]: VariantPrices[K] } = {};
  for (const field of VARIANT_PRICES) {
    const after = draft.prices[field] ?? given[field];
    // What the variant would cost once the product's own change is carried out.
    const before = variant.prices[field] ?? given[field] ?? present[field];
    if (after !== undefined && after !== before) prices[field] = after;
  }
  const variantNo = draft.variantNo !== variant.variantNo ? draft.variantNo : undefined;
  if (barcodes.length === 0 && Object.keys(prices).length === 0 && variantNo === undefined) return null;
  return { variant, barcodes, prices, ...(variantNo !== undefined && { variantNo }) };
}

function missingCodes(wanted: readonly string[], present: readonly string[]): string[] {
  const keys = new Set(present.map(barcodeKey));
  return wanted.filter((code) => !keys.has(barcodeKey(code)));
}

/** Fields in which two candidates of one file differ; `barcodes` and `variants` count as fields. Empty: identical. */
export function differences(a: Candidate, b: Candidate): string[] {
  const fields: string[] = PRODUCT_FIELDS.filter((field) => a.values[field] !== b.values[field]);
  if (a.barcodes.map(barcodeKey).sort().join('\n') !== b.barcodes.map(barcodeKey).sort().join('\n'))
    fields.push('barcodes');
  if (a.openingQuantity !== b.openingQuantity) fields.push('openingQuantity');
  if (a.openingUnitCost !== b.openingUnitCost) fields.push('openingUnitCost');
  const grid = (one: Candidate) => JSON.stringify(one.variants.map((variant) => ({ ...variant, row: 0 })));
  if (grid(a) !== grid(b)) fields.push('variants');
  return fields;
}
