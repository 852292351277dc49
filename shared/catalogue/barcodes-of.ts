/**
 * The codes that a product or a variant has, and what each sells: one of the base unit, or one of a further unit (a
 * carton's code sells a carton). Codes of units that are retired sell nothing. A product's own code stands for each of
 * its variants, so it asks.
 */
import type { Json } from '../commit/json-text.ts';
import type { CodedTarget } from './barcode-index.ts';
import { textsOf, unitBarcodesOf, unitsOf } from './field-values.ts';

type Read = (field: string) => Json | undefined;

interface UnitCode {
  readonly unit: string | null;
  readonly code: string;
}

/** `variants`: what is sold under the product; a simple product is its own. */
export function codesOfProduct(product: string, read: Read, variants: readonly string[]): readonly CodedTarget[] {
  const codes = [...ownCodes(read, read)];
  for (const { name, barcode = '' } of unitsOf(read('units')))
    if (barcode !== '') codes.push({ unit: name, code: barcode });
  return variants.flatMap((variant) => codes.map((one) => ({ product, variant, ...one })));
}

/** `readProduct`: its units are the product's. */
export function codesOfVariant(
  place: { readonly product: string; readonly variant: string },
  read: Read,
  readProduct: Read,
): readonly CodedTarget[] {
  return ownCodes(read, readProduct).map((one) => ({ ...place, ...one }));
}

function ownCodes(read: Read, readProduct: Read): readonly UnitCode[] {
  const codes: UnitCode[] = textsOf(read('barcodes')).map((code) => ({ unit: null, code }));
  const units = unitsOf(readProduct('units'));
  for (const [name, more] of unitBarcodesOf(read('unitBarcodes'))) {
    const unit = units.find((one) => one.name === name);
    if (unit !== undefined) codes.push(...more.map((code) => ({ unit: name, code })));
  }
  return codes;
}
