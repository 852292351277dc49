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
import type { Json, JsonObject } from '../../shared/commit/json-text.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { CommandDraft } from '../../shared/schema/command-draft.ts';
import type { Commands, FieldContent, ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, type EditableRecords, permitted } from './command-shop.ts';

/** Errors: `name-missing`, `not-allowed`, and those of the writer. The id is new whatever the fields say. */
export async function createProduct(
  shop: CommandShop,
  input: Commands['createProduct']['input'],
): Promise<Result<{ readonly id: string }, ShownError>> {
  const fields = jsonFields(input.fields);
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
      : buildFieldChanges('setProductField', [fieldChange(records, type, id, field, value)]),
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

export function fieldChange(
  records: EditableRecords,
  type: FieldChange['type'],
  id: string,
  field: string,
  value: Json,
): FieldChange {
  return { type, id, field, value, before: records.value(type, id, field), over: records.overOfField(type, id, field) };
}

export function jsonFields(fields: Readonly<Record<string, FieldContent>>): JsonObject {
  return fields as JsonObject;
}
