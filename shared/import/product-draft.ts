/**
 * A product as a file describes it, before anything is written. Units: prices in ten-thousandths of a yuan (p),
 * quantities in thousandths (q). A field that the file leaves empty is absent: absent never overwrites.
 */

export interface ProductValues {
  readonly itemNo?: string;
  readonly name?: string;
  readonly unit?: string;
  /** path from the widest category down, joined by '/' */
  readonly category?: string;
  readonly spec?: string;
  readonly origin?: string;
  readonly brand?: string;
  readonly mnemonic?: string;
  readonly byWeight?: boolean;
  readonly retailPrice?: number;
  readonly wholesalePrice?: number;
  readonly memberPrice?: number;
  readonly floorPrice?: number;
  readonly purchasePrice?: number;
  readonly shelfLifeDays?: number;
  readonly minStock?: number;
  readonly maxStock?: number;
  /** a larger unit and how many base units (ratio num / den) it holds */
  readonly packUnit?: string;
  readonly packRatio?: string;
  readonly remark?: string;
}
export type ProductField = keyof ProductValues;

export const PRODUCT_FIELDS = [
  'itemNo',
  'name',
  'unit',
  'category',
  'spec',
  'origin',
  'brand',
  'mnemonic',
  'byWeight',
  'retailPrice',
  'wholesalePrice',
  'memberPrice',
  'floorPrice',
  'purchasePrice',
  'shelfLifeDays',
  'minStock',
  'maxStock',
  'packUnit',
  'packRatio',
  'remark',
] as const satisfies readonly ProductField[];

export const PRICE_FIELDS = ['retailPrice', 'wholesalePrice', 'memberPrice', 'floorPrice', 'purchasePrice'] as const;

export interface VariantAttribute {
  readonly name: string;
  readonly value: string;
}

/** Prices that a variant may have of its own; member and wholesale prices belong to the product. */
export const VARIANT_PRICES = ['retailPrice', 'floorPrice', 'purchasePrice'] as const;
export type VariantPrices = Readonly<Partial<Record<(typeof VARIANT_PRICES)[number], number>>>;

/** One cell of the colour × size grid; prices stand here only where they differ from the product's. */
export interface VariantDraft {
  readonly row: number;
  readonly attributes: readonly VariantAttribute[];
  readonly variantNo?: string;
  readonly barcodes: readonly string[];
  readonly prices: VariantPrices;
  readonly openingQuantity?: number;
  readonly openingUnitCost?: number;
}

/** A product to be created: name and unit are certain; without attributes `variants` is empty and the codes stand here. */
export interface ProductDraft extends ProductValues {
  readonly row: number;
  /** every row of the file that this product is made of */
  readonly rows: readonly number[];
  readonly name: string;
  readonly unit: string;
  readonly byWeight: boolean;
  readonly barcodes: readonly string[];
  readonly openingQuantity?: number;
  readonly openingUnitCost?: number;
  readonly variants: readonly VariantDraft[];
}

/** Bounds of the records that a draft becomes (shared/schema/), in UTF-16 units. */
export const MAX_CODE = 40;
export const MIN_BARCODE = 4;
/** of one product or variant; a maker's relaunches give a handful */
export const MAX_BARCODES = 50;
export const MAX_TEXT = {
  name: 100,
  unit: 20,
  category: 120,
  spec: 100,
  origin: 60,
  brand: 60,
  mnemonic: 60,
  packUnit: 20,
  remark: 1000,
} as const;
export const MAX_ATTRIBUTE_NAME = 40;
export const MAX_ATTRIBUTE_VALUE = 60;
export const MAX_ATTRIBUTES = 3;
export const MAX_VARIANTS = 500;
export const MAX_RATIO_PART = 1_000_000;
export const MAX_SHELF_LIFE_DAYS = 36_500;

/** Units given to goods that name none. */
export const DEFAULT_UNIT = '件';
export const DEFAULT_WEIGHED_UNIT = '公斤';

/** A `packRatio` in parts: `201/2` is 201 over 2. Null for anything else. */
export function ratioParts(packRatio: string): { readonly numerator: number; readonly denominator: number } | null {
  const match = /^(\d{1,7})\/(\d{1,7})$/.exec(packRatio);
  return match === null ? null : { numerator: Number(match[1]), denominator: Number(match[2]) };
}
