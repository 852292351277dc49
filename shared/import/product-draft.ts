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

/** A unit beside the base unit: one of it is numerator / denominator base units. */
export interface UnitDraft {
  readonly name: string;
  readonly numerator: number;
  readonly denominator: number;
  /** of one of this unit; without one it follows from the base price */
  readonly price?: number;
  /** codes that sell it; of a product with variants they stand with the variant */
  readonly barcodes: readonly string[];
}

/** Stock that is there when a product is made. */
export interface OpeningDraft {
  /** as the caller knows it, `null` for the one worked in */
  readonly warehouse: string | null;
  readonly quantity: number;
  /** ten-thousandths of a yuan for one base unit */
  readonly unitCost?: number;
}

/** One cell of the colour × size grid; prices stand here only where they differ from the product's. */
export interface VariantDraft {
  readonly row: number;
  readonly attributes: readonly VariantAttribute[];
  readonly variantNo?: string;
  readonly barcodes: readonly string[];
  readonly prices: VariantPrices;
  /** prices that its own row gives, whether they differ or not */
  readonly given: VariantPrices;
  /** the shop's record, where an export of ours names it */
  readonly id?: string;
  /** by the name of the unit they sell */
  readonly unitBarcodes: Readonly<Record<string, readonly string[]>>;
  readonly openings: readonly OpeningDraft[];
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
  readonly units: readonly UnitDraft[];
  readonly openings: readonly OpeningDraft[];
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
  remark: 1000,
} as const;
export const MAX_ATTRIBUTE_NAME = 40;
export const MAX_ATTRIBUTE_VALUE = 60;
export const MAX_ATTRIBUTES = 3;
export const MAX_VARIANTS = 500;
/** beside the base unit (trade.md §3) */
export const MAX_UNITS = 3;
export const MAX_RATIO_PART = 1_000_000;
export const MAX_SHELF_LIFE_DAYS = 100_000;

/** Units given to goods that name none. */
export const DEFAULT_UNIT = '件';
export const DEFAULT_WEIGHED_UNIT = '公斤';
