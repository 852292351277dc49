/**
 * Products: create, change a field, remove, bring back. A change names the commits whose values it replaces (`over`), so
 * two people who changed one field without seeing each other show as a conflict instead of one overwriting the other.
 */
import {
  buildFieldChanges,
  buildProductNew,
  buildProductRemove,
  buildProductRestore,
  buildPurchasePrice,
  type FieldChange,
} from '../../shared/catalogue/catalogue-commands.ts';
import { unitsOf } from '../../shared/catalogue/field-values.ts';
import { holdsPrices } from '../../shared/catalogue/price-change.ts';
import type { Json, JsonObject } from '../../shared/commit/json-text.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { CommandDraft } from '../../shared/schema/command-draft.ts';
import { productFields } from '../../shared/schema/product.ts';
import { variantFields } from '../../shared/schema/variant.ts';
import type { Commands, FieldContent, ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, type EditableRecords, permitted } from './command-shop.ts';

/** Errors: `name-missing`, `not-allowed`, and those of the writer. The id is new whatever the fields say. */
export async function createProduct(
  shop: CommandShop,
  input: Commands['createProduct']['input'],
): Promise<Result<{ readonly id: string }, ShownError>> {
  const fields = withCategoryKey(shop, jsonFields(input.fields));
  const { name } = fields;
  if (typeof name !== 'string' || name.trim() === '') return err({ code: 'name-missing' });
  const id = shop.recordId();
  const written = await shop.write(async () => {
    const draft = buildProductNew({ id, fields, purchasePrice: input.purchasePrice ?? null });
    return permitted(shop, { ...draft, title: name });
  });
  return written.ok ? ok({ id }) : written;
}

/** `field` may be `purchasePrice`, which stands in `costs`. Errors: `unknown-product`, `not-allowed` and the writer's. */
export async function setProductField(
  shop: CommandShop,
  input: Commands['setProductField']['input'],
): Promise<Result<null, ShownError>> {
  const { id, field } = input;
  const value = input.value as Json;
  return edit(shop, id, (records, type) =>
    field === 'purchasePrice'
      ? buildPurchasePrice({
          id,
          price: typeof value === 'number' ? value : null,
          over: records.overOfField('cost', id, field),
        })
      : buildFieldChanges('setProductField', [
          fieldChange(records, type, id, field, field === 'category' ? categoryKey(shop, value) : value),
        ]),
  );
}

export async function removeProduct(
  shop: CommandShop,
  { id }: { readonly id: string },
): Promise<Result<null, ShownError>> {
  return edit(shop, id, (records) => buildProductRemove(id, records.overOfRecord('product', id)));
}

export async function restoreProduct(
  shop: CommandShop,
  { id }: { readonly id: string },
): Promise<Result<null, ShownError>> {
  return edit(shop, id, (records) => buildProductRestore(id, records.overOfRecord('product', id)));
}

/** What it replaces is read when the writer plans, since another tab may have written meanwhile. */
async function edit(
  shop: CommandShop,
  id: string,
  build: (records: EditableRecords, type: 'product' | 'variant') => CommandDraft,
): Promise<Result<null, ShownError>> {
  const records = await shop.records();
  const type = records.has('product', id) ? 'product' : 'variant';
  if (!records.has(type, id)) return err({ code: 'unknown-product' });
  const title = shop.goods.good(id)?.name ?? id;
  const written = await shop.write(async () => permitted(shop, { ...build(records, type), title }));
  return written.ok ? ok(null) : written;
}

/**
 * A new product with what this one has, but what must be its own: codes, item number, pictures' history. Its variants
 * come along without their codes.
 */
export async function copyProduct(
  shop: CommandShop,
  { id, name }: Commands['copyProduct']['input'],
): Promise<Result<{ readonly id: string }, ShownError>> {
  const records = await shop.records();
  if (!records.has('product', id)) return err({ code: 'unknown-product' });
  if (name.trim() === '') return err({ code: 'name-missing' });
  const made = shop.recordId();
  const variants = shop.goods.variantsOf(id).live.map((variant) => ({ from: variant, id: shop.recordId() }));
  const written = await shop.write(async () => {
    const taken = (type: string, from: string, names: readonly string[]): JsonObject =>
      Object.fromEntries(
        names.flatMap((field) => {
          const value = records.value(type, from, field);
          return value === undefined || value === null ? [] : [[field, value]];
        }),
      );
    const own = taken('product', id, COPIED);
    const units = unitsOf(own.units).map(({ barcode: _, ...unit }) => ({ ...unit }));
    const draft = buildProductNew({
      id: made,
      fields: { ...own, ...(own.units === undefined ? {} : { units }), name: name.trim() },
      variants: variants.map((one) => ({ id: one.id, fields: taken('variant', one.from, COPIED_OF_VARIANTS) })),
    });
    return permitted(shop, { ...draft, command: 'copyProduct', title: name });
  });
  return written.ok ? ok({ id: made }) : written;
}

const OWN: ReadonlySet<string> = new Set(['name', 'itemNo', 'barcodes', 'unitBarcodes', 'plu', 'mnemonic', 'source']);
const COPIED = Object.keys(productFields).filter((field) => !OWN.has(field));
const COPIED_OF_VARIANTS = Object.keys(variantFields).filter((field) => field !== 'product' && !OWN.has(field));

/** A path typed by hand is the category that shows it. */
function categoryKey(shop: CommandShop, value: Json): Json {
  return typeof value === 'string' && value !== '' ? shop.goods.categoryKey(value) : value;
}
export function withCategoryKey(shop: CommandShop, fields: JsonObject): JsonObject {
  const { category } = fields;
  return category === undefined ? fields : { ...fields, category: categoryKey(shop, category) };
}

export function fieldChange(
  records: EditableRecords,
  type: FieldChange['type'],
  id: string,
  field: string,
  value: Json,
): FieldChange {
  return {
    type,
    id,
    field,
    value,
    before: standsFor(records, type, id, field),
    over: records.overOfField(type, id, field),
  };
}

/** The value a change is measured against: a variant without a price of its own sells at its product's. */
export function standsFor(
  records: EditableRecords,
  type: FieldChange['type'],
  id: string,
  field: string,
): Json | undefined {
  const own = records.value(type, id, field);
  if (type !== 'variant' || (own ?? null) !== null || !holdsPrices(field)) return own;
  const product = records.value('variant', id, 'product');
  return typeof product === 'string' ? records.value('product', product, field) : own;
}

export function jsonFields(fields: Readonly<Record<string, FieldContent>>): JsonObject {
  return fields as JsonObject;
}
