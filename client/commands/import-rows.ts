/**
 * Rows of an import on their way to entries. Ids are given once, when the import begins, so that going on after a crash
 * finds what is there already; what a row changes in goods that exist is worked out against what they hold when it is
 * written: codes and units are added to those of now, and a field that no longer holds what the check saw is left alone.
 */
import type { FieldChange, ImportRow, NewVariant, OpeningStock } from '../../shared/catalogue/catalogue-commands.ts';
import { textsOf, unitBarcodesOf, unitsOf } from '../../shared/catalogue/field-values.ts';
import { mergeUnits } from '../../shared/catalogue/product-units.ts';
import type { Json, JsonObject } from '../../shared/commit/json-text.ts';
import type {
  ImportedOpening,
  ImportedVariant,
  ImportedVariantChange,
  ImportInput,
} from '../worker/engine-protocol.ts';
import type { CommandShop, EditableRecords } from './command-shop.ts';
import { fieldChange, jsonFields, withCategoryKey } from './edit-products.ts';

type WithId<T> = T & { readonly id: string };
type Update = ImportInput['update'][number];
type Create = ImportInput['create'][number];

/** A row with every id that it will need; plain JSON. */
export type Prepared =
  | (WithId<Omit<Create, 'variants'>> & {
      readonly kind: 'create';
      readonly source: string;
      readonly variants: readonly WithId<ImportedVariant>[];
    })
  | (Omit<Update, 'newVariants'> & {
      readonly kind: 'update';
      readonly newVariants: readonly WithId<ImportedVariant>[];
    });
type PreparedUpdate = Extract<Prepared, { kind: 'update' }>;

export function preparedRows(shop: CommandShop, input: ImportInput, batch: string): readonly Prepared[] {
  const withIds = (variants: readonly ImportedVariant[] = []) =>
    variants.map((variant) => ({ ...variant, id: shop.recordId() }));
  const file = input.fileName.slice(0, 150);
  return [
    ...input.create.map(
      (one): Prepared => ({
        ...one,
        kind: 'create',
        id: shop.recordId(),
        source: `${file}#${one.row} ${batch}`,
        variants: withIds(one.variants),
      }),
    ),
    ...input.update.map((one): Prepared => ({ ...one, kind: 'update', newVariants: withIds(one.newVariants) })),
  ];
}

export function createdRow(shop: CommandShop, one: Extract<Prepared, { kind: 'create' }>): ImportRow {
  const { id, source, variants, openings = [], purchasePrice = null } = one;
  const attributes = [...new Set(variants.flatMap((variant) => Object.keys(variant.attributes)))].slice(0, 3);
  const fields = {
    ...withCategoryKey(shop, jsonFields(one.fields)),
    source,
    ...(attributes.length === 0 ? {} : { attributes }),
  };
  return {
    kind: 'create',
    product: { id, fields, variants: variants.map(newVariant), purchasePrice },
    opening: [...openingsOf(id, openings), ...variants.flatMap((variant) => openingsOf(variant.id, variant.openings))],
  };
}

/** `overtaken`: fields that somebody else set after the check, by name of the goods. */
export function updatedRow(
  shop: CommandShop,
  records: EditableRecords,
  one: PreparedUpdate,
): { readonly row: ImportRow; readonly overtaken: readonly { readonly name: string; readonly field: string }[] } {
  const { id } = one;
  const overtaken: { name: string; field: string }[] = [];
  const expected = withCategoryKey(shop, jsonFields(one.expected ?? {}));
  const keeps = (type: 'product' | 'cost', field: string, wanted: Json): boolean => {
    const now = records.value(type, id, field);
    if (isSame(now, wanted)) return true;
    if (expected[field] === undefined || isSame(now, expected[field])) return false;
    overtaken.push({ name: shop.goods.good(id)?.name ?? id, field });
    return true;
  };
  const changes: FieldChange[] = Object.entries(withCategoryKey(shop, jsonFields(one.changes)))
    .filter(([field, value]) => !keeps('product', field, value))
    .map(([field, value]) => fieldChange(records, 'product', id, field, value));
  const set = (type: 'product' | 'variant', record: string, field: string, value: Json): void => {
    if (!isSame(records.value(type, record, field), value))
      changes.push(fieldChange(records, type, record, field, value));
  };
  for (const [field, value] of codeFields(records, 'product', id, one)) set('product', id, field, value);
  const units = unitsAfter(records, id, one);
  if (units !== null) set('product', id, 'units', units);
  const prices = new Map<string, number>();
  if (one.purchasePrice !== undefined && !keeps('cost', 'purchasePrice', one.purchasePrice))
    prices.set(id, one.purchasePrice);
  for (const variant of one.variants ?? []) {
    for (const [field, value] of codeFields(records, 'variant', variant.id, variant))
      set('variant', variant.id, field, value);
    for (const [field, value] of plainFields(variant)) set('variant', variant.id, field, value);
    const price = variant.purchasePrice;
    if (price !== undefined && !isSame(records.value('cost', variant.id, 'purchasePrice'), price))
      prices.set(variant.id, price);
  }
  const made = one.newVariants.filter((variant) => !records.has('variant', variant.id));
  const purchasePrices = [...prices].map(([record, price]) => ({
    id: record,
    price,
    over: records.overOfField('cost', record, 'purchasePrice'),
  }));
  const row: ImportRow = {
    kind: 'update',
    changes,
    purchasePrices,
    newVariants: { product: id, variants: made.map(newVariant) },
    opening: made.flatMap((variant) => openingsOf(variant.id, variant.openings)),
  };
  return { row, overtaken };
}

/** Codes to add, to those that are there now; nothing where none are given. */
function codeFields(
  records: EditableRecords,
  type: 'product' | 'variant',
  id: string,
  given: Pick<ImportedVariantChange, 'barcodes' | 'unitBarcodes'>,
): readonly (readonly [field: string, value: Json])[] {
  const fields: [string, Json][] = [];
  if (given.barcodes !== undefined)
    fields.push(['barcodes', [...new Set([...textsOf(records.value(type, id, 'barcodes')), ...given.barcodes])]]);
  if (given.unitBarcodes !== undefined) {
    const present = unitBarcodesOf(records.value(type, id, 'unitBarcodes'));
    const all: Record<string, Json> = Object.fromEntries([...present].map(([unit, codes]) => [unit, [...codes]]));
    const ownCode = new Map(unitsOf(records.value('product', id, 'units')).map(({ name, barcode }) => [name, barcode]));
    for (const [unit, codes] of Object.entries(given.unitBarcodes)) {
      const own = ownCode.get(unit);
      const wanted = codes.filter((code) => code !== own);
      if (wanted.length > 0) all[unit] = [...new Set([...(present.get(unit) ?? []), ...wanted])];
    }
    if (Object.keys(all).length > 0) fields.push(['unitBarcodes', all]);
  }
  return fields;
}

/** The units of now with the file's added or in place of those of their name; null where they cannot be kept together. */
function unitsAfter(records: EditableRecords, id: string, { units }: PreparedUpdate): Json | null {
  if (units === undefined) return null;
  const before = records.value('product', id, 'units');
  const base = records.value('product', id, 'unit');
  const wanted = new Map(unitsOf(before).map((unit) => [unit.name, unit]));
  for (const { name, numerator, denominator, price } of units) {
    const present = wanted.get(name);
    wanted.set(name, { ...present, name, numerator, denominator, ...(price === undefined ? {} : { price }) });
  }
  const merged = mergeUnits(before, [...wanted.values()], typeof base === 'string' ? base : '');
  return merged.ok ? [...merged.value] : null;
}

function newVariant(variant: WithId<ImportedVariant>): NewVariant {
  const { id, attributes, barcodes, unitBarcodes, purchasePrice } = variant;
  const fields: JsonObject = {
    attributes,
    barcodes: [...barcodes],
    ...(unitBarcodes === undefined ? {} : { unitBarcodes: jsonFields(unitBarcodes) }),
    ...Object.fromEntries(plainFields(variant)),
  };
  return { id, fields, ...(purchasePrice === undefined ? {} : { purchasePrice }) };
}

function plainFields(variant: Pick<ImportedVariant, 'itemNo' | 'retailPrice' | 'floorPrice'>): [string, Json][] {
  const { itemNo, retailPrice, floorPrice } = variant;
  return Object.entries({ itemNo, retailPrice, floorPrice }).flatMap(([field, value]): [string, Json][] =>
    value === undefined ? [] : [[field, value]],
  );
}

const openingsOf = (variant: string, openings: readonly ImportedOpening[] = []): OpeningStock[] =>
  openings.map(({ warehouse, quantity, unitCost }) => ({
    variant,
    quantity,
    ...(warehouse === null ? {} : { warehouse }),
    ...(unitCost === undefined ? {} : { unitCost }),
  }));

/** An empty text and nothing at all are one. */
function isSame(now: unknown, wanted: Json): boolean {
  const plain = (value: unknown): string => JSON.stringify(value === '' ? null : (value ?? null));
  return plain(now) === plain(wanted);
}
