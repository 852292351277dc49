/**
 * From the importer's drafts to the command's input: pure renaming, nothing decided here. Purchase prices go apart, for
 * they stand in a document of their own; larger units become units with their ratio, their codes stand by unit.
 */
import type { ProductUpdate, VariantUpdate } from '../../shared/import/compare-product.ts';
import type { ImportBatch } from '../../shared/import/import-batches.ts';
import type { ProductDraft, ProductValues, UnitDraft, VariantDraft } from '../../shared/import/product-draft.ts';
import type {
  FieldContent,
  ImportedVariant,
  ImportedVariantChange,
  ImportInput,
  UnitContent,
} from '../worker/engine-protocol.ts';

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
  if (draft.units.length > 0) fields.units = draft.units.map(unitOf);
  const unitBarcodes = codesByUnit(draft.units);
  if (Object.keys(unitBarcodes).length > 0) fields.unitBarcodes = unitBarcodes;
  const names = [...new Set(draft.variants.flatMap((variant) => variant.attributes.map((one) => one.name)))];
  if (names.length > 0) fields.attributes = names;
  return {
    row: draft.row,
    fields,
    ...(draft.purchasePrice === undefined ? {} : { purchasePrice: draft.purchasePrice }),
    ...(draft.openings.length === 0 ? {} : { openings: draft.openings }),
    ...(draft.variants.length === 0 ? {} : { variants: draft.variants.map(variantOf) }),
  };
}

/** Only what is switched on; bar codes are added to those the product has, never taken away. */
export function updateOf(update: ProductUpdate): ImportInput['update'][number] {
  const changes: Record<string, FieldContent> = {};
  const expected: Record<string, FieldContent> = {};
  let purchasePrice: number | undefined;
  for (const change of update.fields) {
    if (!change.on) continue;
    expected[change.field] = change.before ?? null;
    if (change.field === 'purchasePrice') purchasePrice = Number(change.after);
    else changes[change.field] = change.after;
  }
  const units = update.units.map(({ after }) => after);
  const unitBarcodes = codesByUnit(units);
  return {
    id: update.product.id,
    changes,
    expected,
    ...(update.barcodes.length === 0 ? {} : { barcodes: update.barcodes }),
    ...(units.length === 0 ? {} : { units: units.map(unitOf) }),
    ...(Object.keys(unitBarcodes).length === 0 ? {} : { unitBarcodes }),
    ...(purchasePrice === undefined ? {} : { purchasePrice }),
    ...(update.variants.length === 0 ? {} : { variants: update.variants.map(variantChangeOf) }),
    ...(update.newVariants.length === 0 ? {} : { newVariants: update.newVariants.map(variantOf) }),
  };
}

function variantChangeOf({ variant, barcodes, variantNo, prices, unitBarcodes }: VariantUpdate): ImportedVariantChange {
  return {
    id: variant.id,
    ...prices,
    ...(barcodes.length === 0 ? {} : { barcodes }),
    ...(Object.keys(unitBarcodes).length === 0 ? {} : { unitBarcodes }),
    ...(variantNo === undefined ? {} : { itemNo: variantNo }),
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
  const { attributes, barcodes, unitBarcodes, prices, variantNo, openings } = draft;
  return {
    attributes: Object.fromEntries(attributes.map(({ name, value }) => [name, value])),
    barcodes,
    ...prices,
    ...(Object.keys(unitBarcodes).length === 0 ? {} : { unitBarcodes }),
    ...(variantNo === undefined ? {} : { itemNo: variantNo }),
    ...(openings.length === 0 ? {} : { openings }),
  };
}

const unitOf = ({ name, numerator, denominator, price }: UnitDraft): UnitContent => ({
  name,
  numerator,
  denominator,
  ...(price === undefined ? {} : { price }),
});

const codesByUnit = (units: readonly UnitDraft[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(units.flatMap(({ name, barcodes }) => (barcodes.length === 0 ? [] : [[name, barcodes]])));
