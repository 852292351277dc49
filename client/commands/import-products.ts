/**
 * An import of goods: the plan that the user confirmed, cut into commits that share a batch id. Each slice is whole in
 * itself (a product with its variants, cost and opening stock), so an import stopped half-way leaves whole products, and
 * the log can show file, row and batch of each.
 */
import {
  buildImportSlice,
  hasOpening,
  type ImportRow,
  type NewVariant,
  type OpeningStock,
  sliceImport,
} from '../../shared/catalogue/catalogue-commands.ts';
import type { Json } from '../../shared/commit/json-text.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { CommandContext } from '../worker/engine-host.ts';
import type { Commands, ImportedVariant, ImportInput, ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, type EditableRecords, permitted } from './command-shop.ts';
import { fieldChange, jsonFields, withCategoryKey } from './edit-products.ts';
import { nextNumber } from './register-numbers.ts';

type Imported = Commands['importProducts']['output'];

/** Errors: `cancelled` (what was written stays), `not-allowed` and the writer's. */
export async function importProducts(
  shop: CommandShop,
  input: ImportInput,
  context: CommandContext,
): Promise<Result<Imported, ShownError>> {
  const records = await shop.records();
  const batch = shop.recordId().slice(25);
  const rows = [
    ...input.create.map((one) => createdRow(shop, input.fileName, batch, one)),
    ...input.update.map((one) => updatedRow(shop, records, one)),
  ];
  const counts = { created: 0, updated: 0, unchanged: 0 };
  let done = 0;
  for (const slice of sliceImport(rows)) {
    if (context.cancelled()) return err({ code: 'cancelled', values: { done } });
    const written = await writeSlice(shop, slice, input.fileName, batch);
    if (!written.ok) return written;
    for (const row of slice) counts[outcomeOf(row)]++;
    done += slice.length;
    context.progress(done, rows.length);
  }
  return ok({ batch, ...counts });
}

async function writeSlice(
  shop: CommandShop,
  slice: readonly ImportRow[],
  fileName: string,
  batch: string,
): Promise<Result<null, ShownError>> {
  if (slice.every((row) => outcomeOf(row) === 'unchanged')) return ok(null);
  const { branch, warehouse } = shop.post;
  const openingId = shop.recordId();
  const openingReason = fileName.slice(0, 60);
  const written = await shop.write(async ({ month }) => {
    const next = hasOpening(slice) ? await nextNumber(shop, 'opening') : null;
    const openingNumber = next?.number ?? '';
    const place = { branch, warehouse, month };
    const draft = buildImportSlice(slice, { ...place, openingId, openingNumber, openingReason });
    return permitted(shop, {
      ...draft,
      title: fileName,
      batch,
      ...(next === null ? {} : { counters: next.counters }),
    });
  });
  return written.ok ? ok(null) : written;
}

function createdRow(shop: CommandShop, fileName: string, batch: string, one: ImportInput['create'][number]): ImportRow {
  const id = shop.recordId();
  const source = `${fileName.slice(0, 150)}#${one.row} ${batch}`;
  const { variants = [], openingQuantity = 0, purchasePrice = null } = one;
  const attributes = [...new Set(variants.flatMap((variant) => Object.keys(variant.attributes)))].slice(0, 3);
  const fields = {
    ...withCategoryKey(shop, jsonFields(one.fields)),
    source,
    ...(attributes.length === 0 ? {} : { attributes }),
  };
  const made = variants.map((variant) => newVariant(shop, variant));
  return {
    kind: 'create',
    product: { id, fields, variants: made.map(({ variant }) => variant), purchasePrice },
    opening: [{ variant: id, quantity: openingQuantity }, ...made.map(({ opening }) => opening)],
  };
}

function updatedRow(shop: CommandShop, records: EditableRecords, one: ImportInput['update'][number]): ImportRow {
  const { id, purchasePrice, newVariants = [] } = one;
  const changes = Object.entries(withCategoryKey(shop, jsonFields(one.changes)))
    .filter(([field, value]) => !isSame(records.value('product', id, field), value))
    .map(([field, value]) => fieldChange(records, 'product', id, field, value));
  const made = newVariants.map((variant) => newVariant(shop, variant));
  const priced = purchasePrice !== undefined && records.value('cost', id, 'purchasePrice') !== purchasePrice;
  return {
    kind: 'update',
    changes,
    newVariants: { product: id, variants: made.map(({ variant }) => variant) },
    opening: made.map(({ opening }) => opening),
    ...(priced
      ? { purchasePrice: { id, price: purchasePrice, over: records.overOfField('cost', id, 'purchasePrice') } }
      : {}),
  };
}

function outcomeOf(row: ImportRow): keyof Omit<Imported, 'batch'> {
  if (row.kind === 'create') return 'created';
  const changed = row.changes.length + (row.newVariants?.variants.length ?? 0);
  return changed === 0 && row.purchasePrice === undefined ? 'unchanged' : 'updated';
}

function newVariant(
  shop: CommandShop,
  { attributes, barcodes, itemNo, retailPrice, openingQuantity = 0 }: ImportedVariant,
): { readonly variant: NewVariant; readonly opening: OpeningStock } {
  const id = shop.recordId();
  const fields = {
    attributes,
    barcodes,
    ...(itemNo === undefined ? {} : { itemNo }),
    ...(retailPrice === undefined ? {} : { retailPrice }),
  };
  return { variant: { id, fields }, opening: { variant: id, quantity: openingQuantity } };
}

function isSame(before: unknown, after: Json): boolean {
  return JSON.stringify(before ?? null) === JSON.stringify(after);
}
