/** The catalogue as the importer compares with it, with the last change of each field so that an old export is told. */
import { attributesOf, textsOf, unitBarcodesOf, unitsOf } from '../../shared/catalogue/field-values.ts';
import type { ExistingProduct, ExistingVariant } from '../../shared/import/existing-catalogue.ts';
import {
  PRODUCT_FIELDS,
  type ProductField,
  type ProductValues,
  type UnitDraft,
  VARIANT_PRICES,
} from '../../shared/import/product-draft.ts';
import type { ReadShop } from './read-shop.ts';

type LastChanges = NonNullable<ExistingProduct['lastChanges']>;

export function existingProducts(shop: ReadShop): readonly ExistingProduct[] {
  const { products } = shop.folds.catalogue;
  const out: ExistingProduct[] = [];
  for (let row = 0; row < products.rowCount; row++) {
    if (products.isThere(row) && !products.isRemoved(row)) out.push(existingProduct(shop, row));
  }
  return out;
}

/** So many rows of the fold at once, so that no message holds a page up; `next` null at the end. */
export function existingPage(shop: ReadShop, { from, count }: { readonly from: number; readonly count: number }) {
  const { products } = shop.folds.catalogue;
  const until = Math.min(from + count, products.rowCount);
  const found: ExistingProduct[] = [];
  for (let row = from; row < until; row++) {
    if (products.isThere(row) && !products.isRemoved(row)) found.push(existingProduct(shop, row));
  }
  return { products: found, next: until < products.rowCount ? until : null };
}

/** One of them, by its row in the fold. */
export function existingProduct(shop: ReadShop, row: number): ExistingProduct {
  const { catalogue, costs } = shop.folds;
  const { products } = catalogue;
  const id = products.idOf(row);
  const values: Record<string, string | number | boolean> = {};
  for (const field of PRODUCT_FIELDS) {
    const value =
      field === 'purchasePrice'
        ? costs.of('cost').value(id, field)
        : field === 'category'
          ? catalogue.categoryPath(row)
          : products.valueAt(row, field);
    if (typeof value === 'string' ? value !== '' : typeof value === 'number' || typeof value === 'boolean') {
      values[field] = value as string | number | boolean;
    }
  }
  const variants = catalogue.variantsOf(id).filter((variant) => variant !== id);
  return {
    id,
    values: values as ProductValues,
    barcodes: textsOf(products.valueAt(row, 'barcodes')),
    units: unitsOfProduct(shop, row),
    variants: variants.map((variant) => existingVariant(shop, variant)),
    lastChanges: lastChangesOf(shop, id),
  };
}

/** Units in use with all their codes. */
function unitsOfProduct(shop: ReadShop, row: number): readonly UnitDraft[] {
  const { products } = shop.folds.catalogue;
  const codes = unitBarcodesOf(products.valueAt(row, 'unitBarcodes'));
  return unitsOf(products.valueAt(row, 'units')).map(({ name, numerator, denominator, barcode, price }) => ({
    name,
    numerator,
    denominator,
    ...(price === undefined ? {} : { price }),
    barcodes: [...new Set([...(barcode === undefined || barcode === '' ? [] : [barcode]), ...(codes.get(name) ?? [])])],
  }));
}

function existingVariant(shop: ReadShop, id: string): ExistingVariant {
  const { variants } = shop.folds.catalogue;
  const attributes = attributesOf(variants.value(id, 'attributes'));
  const variantNo = variants.value(id, 'itemNo');
  const prices: Record<string, number> = {};
  for (const field of VARIANT_PRICES) {
    const value = field === 'purchasePrice' ? shop.folds.costs.of('cost').value(id, field) : variants.value(id, field);
    if (typeof value === 'number') prices[field] = value;
  }
  const unitBarcodes = Object.fromEntries(unitBarcodesOf(variants.value(id, 'unitBarcodes')));
  return {
    id,
    attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
    barcodes: textsOf(variants.value(id, 'barcodes')),
    prices,
    unitBarcodes,
    ...(typeof variantNo === 'string' && variantNo !== '' ? { variantNo } : {}),
  };
}

/** Only of fields that were changed after the product was made. */
function lastChangesOf(shop: ReadShop, id: string): LastChanges {
  const { products } = shop.folds.catalogue;
  const changes: { [Field in ProductField]?: LastChanges[Field] } = {};
  for (const row of products.read(id)?.history ?? []) {
    const field = PRODUCT_FIELDS.find((one) => one === row.field);
    if (row.kind !== 'set' || field === undefined || changes[field] !== undefined) continue;
    const before = typeof row.before === 'object' ? null : row.before;
    changes[field] = { before, by: shop.writerName(row.feed), at: new Date(row.time / 1000).toISOString() };
  }
  return changes;
}
