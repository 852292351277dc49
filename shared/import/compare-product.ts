/**
 * A candidate against what the shop has: only fields the file gives are compared, an empty cell changes nothing, bar
 * codes are added and never taken away. A value that merely undoes the last change, or meets one made after the sheet was
 * exported, is a *clash*: off unless a person switches it on.
 */
import { barcodeKey } from './barcode-check.ts';
import { attributeKey, type Candidate } from './candidate.ts';
import { cleanCode, cleanText } from './clean-text.ts';
import type { ExistingProduct, ExistingVariant, LastChange } from './existing-catalogue.ts';
import {
  PRODUCT_FIELDS,
  type ProductField,
  type ProductValues,
  type UnitDraft,
  VARIANT_PRICES,
  type VariantDraft,
  type VariantPrices,
} from './product-draft.ts';
import { cleanCategory } from './read-texts.ts';

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
  /** units to add or to change, by name; codes are added to those there are */
  readonly units: readonly UnitChange[];
  readonly newVariants: readonly VariantDraft[];
  readonly variants: readonly VariantUpdate[];
}

export interface UnitChange {
  readonly before: UnitDraft | null;
  /** what the unit is afterwards, its codes included */
  readonly after: UnitDraft;
}

export interface VariantUpdate {
  readonly variant: ExistingVariant;
  readonly barcodes: readonly string[];
  readonly variantNo?: string;
  readonly prices: VariantDraft['prices'];
  /** codes to add, by the unit they sell */
  readonly unitBarcodes: VariantDraft['unitBarcodes'];
}

export interface ComparisonOptions {
  /** When the file was exported (ISO 8601, UTC), if it says so: what changed since is a clash. */
  readonly asOf?: string | null;
  /** `changeKey` → a person's choice about a change, against its default. */
  readonly switched?: ReadonlyMap<string, boolean>;
}

/** Names one change of a plan, whatever is planned anew. */
export const changeKey = (product: string, field: string): string => `${product} ${field}`;

/** What the file would change in `product`; null where it says nothing new. */
export function compareProduct(
  candidate: Candidate,
  product: ExistingProduct,
  { asOf = null, switched }: ComparisonOptions = {},
): ProductUpdate | null {
  const fields: FieldChange[] = [];
  for (const field of PRODUCT_FIELDS) {
    const after = candidate.values[field];
    const before = product.values[field];
    if (after === undefined || sameText(field, before, after)) continue;
    const last = product.lastChanges?.[field];
    const overtaken = last !== undefined && (last.before === after || (asOf !== null && last.at > asOf));
    const clash = overtaken ? last : undefined;
    const on = switched?.get(changeKey(product.id, field)) ?? clash === undefined;
    const change = { field, before: before ?? null, after, on };
    fields.push(clash === undefined ? change : { ...change, clash });
  }
  const barcodes = missingCodes(candidate.barcodes, product.barcodes);
  const units = unitChanges(candidate.units, product.units ?? []);
  const byId = new Map(product.variants.map((variant) => [variant.id, variant]));
  const known = new Map(product.variants.map((variant) => [attributeKey(cleaned(variant.attributes)), variant]));
  const newVariants: VariantDraft[] = [];
  const variants: VariantUpdate[] = [];
  for (const draft of candidate.variants) {
    const variant = byId.get(draft.id ?? '') ?? known.get(attributeKey(draft.attributes));
    if (variant === undefined) newVariants.push(draft);
    else {
      const change = compareVariant(draft, variant, candidate.values, product.values);
      if (change !== null) variants.push(change);
    }
  }
  if (fields.length + barcodes.length + units.length + newVariants.length + variants.length === 0) return null;
  return { row: candidate.row, rows: candidate.rows, product, fields, barcodes, units, newVariants, variants };
}

function unitChanges(given: readonly UnitDraft[], present: readonly UnitDraft[]): readonly UnitChange[] {
  return given.flatMap((unit): UnitChange[] => {
    const before = present.find(({ name }) => name === unit.name) ?? null;
    if (before === null) return [{ before, after: unit }];
    const added = missingCodes(unit.barcodes, before.barcodes);
    const price = unit.price ?? before.price;
    const sameRatio = unit.numerator * before.denominator === before.numerator * unit.denominator;
    if (sameRatio && price === before.price && added.length === 0) return [];
    const { price: _, ...bare } = unit;
    const barcodes = [...before.barcodes, ...added];
    return [{ before, after: { ...bare, ...(price === undefined ? {} : { price }), barcodes } }];
  });
}

/** Units of a product once `units` were carried out. */
export function unitsAfter(present: readonly UnitDraft[], units: readonly UnitChange[]): readonly UnitDraft[] {
  const changed = new Map(units.map(({ after }) => [after.name, after]));
  const kept = present.map((unit) => changed.get(unit.name) ?? unit);
  return [...kept, ...units.flatMap(({ before, after }) => (before === null ? [after] : []))];
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
    const after = draft.given[field];
    // What the variant would cost once the product's own change is carried out.
    const before = variant.prices[field] ?? given[field] ?? present[field];
    if (after !== undefined && after !== before) prices[field] = after;
  }
  const no = draft.variantNo;
  const variantNo = no !== undefined && !sameText('itemNo', variant.variantNo, no) ? no : undefined;
  const unitBarcodes: Record<string, readonly string[]> = {};
  for (const [unit, codes] of Object.entries(draft.unitBarcodes)) {
    const missing = missingCodes(codes, variant.unitBarcodes?.[unit] ?? []);
    if (missing.length > 0) unitBarcodes[unit] = missing;
  }
  const changes = barcodes.length + Object.keys(prices).length + Object.keys(unitBarcodes).length;
  if (changes === 0 && variantNo === undefined) return null;
  return { variant, barcodes, prices, unitBarcodes, ...(variantNo !== undefined && { variantNo }) };
}

/** A spreadsheet that takes a code for a number loses its leading zeros: the goods have that code already. */
function missingCodes(wanted: readonly string[], present: readonly string[]): string[] {
  const keys = new Set(present.map((code) => withoutZeros(barcodeKey(code))));
  return wanted.filter((code) => !keys.has(withoutZeros(barcodeKey(code))));
}

const withoutZeros = (code: string): string => (/^\d+$/.test(code) ? code.replace(/^0+/, '') : code);

const cleaned = (attributes: ExistingVariant['attributes']) =>
  attributes.map(({ name, value }) => ({ name: cleanText(name), value: cleanText(value) }));

/** What only cleaning, or a spreadsheet that dropped leading zeros, makes different is the same. */
export function sameText(
  field: ProductField,
  before: ProductValues[ProductField] | undefined,
  after: ProductValues[ProductField],
): boolean {
  if (before === after) return true;
  if (typeof before !== 'string' || typeof after !== 'string') return false;
  if (field === 'itemNo') return cleanCode(before) === cleanCode(after) || withoutZeros(cleanCode(before)) === after;
  return (field === 'category' ? cleanCategory(before) : cleanText(before)) === after;
}

/** Fields in which two candidates of one file differ; `barcodes` and `variants` count as fields. Empty: identical. */
export function differences(a: Candidate, b: Candidate): string[] {
  const fields: string[] = PRODUCT_FIELDS.filter((field) => a.values[field] !== b.values[field]);
  if (a.barcodes.map(barcodeKey).sort().join('\n') !== b.barcodes.map(barcodeKey).sort().join('\n'))
    fields.push('barcodes');
  if (JSON.stringify(a.openings) !== JSON.stringify(b.openings)) fields.push('openings');
  if (JSON.stringify(a.units) !== JSON.stringify(b.units)) fields.push('units');
  const grid = (one: Candidate) => JSON.stringify(one.variants.map((variant) => ({ ...variant, row: 0 })));
  if (grid(a) !== grid(b)) fields.push('variants');
  return fields;
}
