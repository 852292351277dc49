/**
 * The shop's catalogue as the importer compares with it: plain values and three look-ups. The caller builds it from its
 * own fold; the keys (width, case, UPC-A against EAN-13) are decided here so that every device compares alike.
 */
import { barcodeKey } from './barcode-check.ts';
import { nameKey } from './clean-text.ts';
import type { ProductField, ProductValues, UnitDraft, VariantDraft } from './product-draft.ts';

/** The change that gave a field its present value; lets an old export be told from a real edit (case a5). */
export interface LastChange {
  readonly before: ProductValues[ProductField] | null;
  /** who and when, in words or ids of the caller's choice */
  readonly by: string;
  readonly at: string;
}

export type ExistingVariant = Pick<VariantDraft, 'attributes' | 'barcodes' | 'prices' | 'variantNo'> & {
  readonly id: string;
  readonly unitBarcodes?: VariantDraft['unitBarcodes'];
};

export interface ExistingProduct {
  readonly id: string;
  readonly values: ProductValues;
  readonly barcodes: readonly string[];
  readonly units?: readonly UnitDraft[];
  readonly variants: readonly ExistingVariant[];
  readonly lastChanges?: Readonly<Partial<Record<ProductField, LastChange>>>;
}

export interface ExistingCatalogue {
  byId(id: string): ExistingProduct | null;
  /** exactly this item number */
  byItemNo(itemNo: string): readonly ExistingProduct[];
  /** this item number in any mix of upper and lower case */
  byItemNoAnyCase(itemNo: string): readonly ExistingProduct[];
  /** own bar codes and those of variants */
  byBarcode(barcode: string): readonly ExistingProduct[];
  /** by name without width, case and spaces */
  byName(name: string): readonly ExistingProduct[];
}

/** Indexes a catalogue once; 50,000 products take a few dozen milliseconds. */
export function indexCatalogue(products: Iterable<ExistingProduct>): ExistingCatalogue {
  const byId = new Map<string, ExistingProduct>();
  const byItemNo = new Map<string, ExistingProduct[]>();
  const byFold = new Map<string, ExistingProduct[]>();
  const byBarcode = new Map<string, ExistingProduct[]>();
  const byName = new Map<string, ExistingProduct[]>();
  for (const product of products) {
    byId.set(product.id, product);
    const { itemNo, name } = product.values;
    if (itemNo !== undefined) {
      add(byItemNo, itemNo, product);
      add(byFold, itemNo.toLowerCase(), product);
    }
    if (name !== undefined) add(byName, nameKey(name), product);
    for (const code of product.barcodes) add(byBarcode, barcodeKey(code), product);
    for (const unit of product.units ?? []) for (const code of unit.barcodes) add(byBarcode, barcodeKey(code), product);
    for (const variant of product.variants)
      for (const code of [...variant.barcodes, ...Object.values(variant.unitBarcodes ?? {}).flat()])
        add(byBarcode, barcodeKey(code), product);
  }
  return {
    byId: (id) => byId.get(id) ?? null,
    byItemNo: (itemNo) => byItemNo.get(itemNo) ?? [],
    byItemNoAnyCase: (itemNo) => byFold.get(itemNo.toLowerCase()) ?? [],
    byBarcode: (barcode) => byBarcode.get(barcodeKey(barcode)) ?? [],
    byName: (name) => byName.get(nameKey(name)) ?? [],
  };
}

function add(index: Map<string, ExistingProduct[]>, key: string, product: ExistingProduct): void {
  const found = index.get(key);
  if (found === undefined) index.set(key, [product]);
  else if (!found.includes(product)) found.push(product);
}
