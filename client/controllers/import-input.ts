/**
 * From the importer's drafts to the command's input: pure renaming, nothing decided here. Purchase prices go apart, for
 * they stand in a document of their own; a pack unit becomes a unit with its ratio.
 */
import type { ProductUpdate } from '../../shared/import/compare-product.ts';
import type { ImportBatch } from '../../shared/import/import-batches.ts';
import type { ProductDraft, ProductValues, VariantDraft } from '../../shared/import/product-draft.ts';
import type { FieldContent, ImportedVariant, ImportInput, UnitContent } from '../worker/engine-protocol.ts';

const plain = [
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
  'shelfLifeDays',
  'minStock',
  'maxStock',
  'remark',
] as const satisfies readonly (keyof ProductValues)[];

export function createOf(draft: ProductDraft, fileName: string): ImportInput['create'][number] {
  const fields: Record<string, FieldContent> = { source: `${fileName} ${draft.row}`.slice(0, 200) };
  for (const name of plain) {
    const value = draft[name];
    if (value !== undefined && value !== '') fields[name] = value;
  }
  if (draft.barcodes.length > 0) fields.barcodes = draft.barcodes;
  const unit = packOf(draft.packUnit, draft.packRatio);
  if (unit !== null) fields.units = [unit];
  const names = [...new Set(draft.variants.flatMap((variant) => variant.attributes.map((one) => one.name)))];
  if (names.length > 0) fields.attributes = names;
  return {
    row: draft.row,
    fields,
    ...(draft.purchasePrice === undefined ? {} : { purchasePrice: draft.purchasePrice }),
    ...(draft.openingQuantity === undefined ? {} : { openingQuantity: draft.openingQuantity }),
    ...(draft.variants.length === 0 ? {} : { variants: draft.variants.map(variantOf) }),
  };
}

/** Only what is switched on; bar codes are added to those the product has, never taken away. */
export function updateOf(update: ProductUpdate): ImportInput['update'][number] {
  const changes: Record<string, FieldContent> = {};
  let purchasePrice: number | undefined;
  let pack: Pick<ProductValues, 'packUnit' | 'packRatio'> = update.product.values;
  for (const change of update.fields) {
    if (!change.on) continue;
    if (change.field === 'purchasePrice') purchasePrice = Number(change.after);
    else if (change.field === 'packUnit' || change.field === 'packRatio')
      pack = { ...pack, [change.field]: String(change.after) };
    else changes[change.field] = change.after;
  }
  const unit = pack === update.product.values ? null : packOf(pack.packUnit, pack.packRatio);
  if (unit !== null) changes.units = [unit];
  if (update.barcodes.length > 0) changes.barcodes = [...update.product.barcodes, ...update.barcodes];
  return {
    id: update.product.id,
    changes,
    ...(purchasePrice === undefined ? {} : { purchasePrice }),
    ...(update.newVariants.length === 0 ? {} : { newVariants: update.newVariants.map(variantOf) }),
  };
}

export function inputOf(
  batches: readonly ImportBatch[],
  fileName: string,
): Pick<ImportInput, 'fileName' | 'create' | 'update'> {
  return {
    fileName,
    create: batches.flatMap((batch) => batch.create.map((draft) => createOf(draft, fileName))),
    update: batches.flatMap((batch) => batch.update.map(updateOf)),
  };
}

function variantOf(draft: VariantDraft): ImportedVariant {
  return {
    attributes: Object.fromEntries(draft.attributes.map(({ name, value }) => [name, value])),
    barcodes: draft.barcodes,
    ...(draft.variantNo === undefined ? {} : { itemNo: draft.variantNo }),
    ...(draft.prices.retailPrice === undefined ? {} : { retailPrice: draft.prices.retailPrice }),
    ...(draft.openingQuantity === undefined ? {} : { openingQuantity: draft.openingQuantity }),
  };
}

function packOf(unit: string | undefined, ratio: string | undefined): UnitContent | null {
  const match = /^(\d+)(?:\s*\/\s*(\d+))?$/.exec(ratio ?? '');
  if (unit === undefined || match?.[1] === undefined) return null;
  return { name: unit, numerator: Number(match[1]), denominator: Number(match[2] ?? '1') };
}
