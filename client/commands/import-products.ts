/**
 * An import of goods: the plan that the user confirmed, cut into commits that share a batch id. Each slice is whole in
 * itself (a product with its variants, cost and opening stock), so an import stopped half-way leaves whole products, and
 * the log can show file, row and batch of each.
 */
import type { Json } from '../../shared/commit/json-text.ts';
import type { Entry } from '../../shared/commit/part.ts';
import { documentName } from '../../shared/document/document-kinds.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { CommandContext } from '../worker/engine-host.ts';
import type { Commands, FieldContent, ImportedVariant, ImportInput, ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, type EditableRecords, partsOf, permitted } from './command-shop.ts';
import { costEntries, jsonFields, priceUses, setEntry } from './edit-products.ts';
import { nextNumber } from './register-numbers.ts';

/** Well below the limits of a commit (1,000 entries, 256 KiB a part). */
const MOST_ENTRIES = 600;
const MOST_CHARACTERS = 80_000;

interface Item {
  readonly catalogue: readonly Entry[];
  readonly costs: readonly Entry[];
  readonly opening: readonly { readonly variant: string; readonly quantity: number }[];
  readonly uses: readonly string[];
  readonly kind: 'created' | 'updated' | 'unchanged';
}

type Imported = Commands['importProducts']['output'];

/** Errors: `cancelled` (what was written stays), `not-allowed` and the writer's. */
export async function importProducts(
  shop: CommandShop,
  input: ImportInput,
  context: CommandContext,
): Promise<Result<Imported, ShownError>> {
  const records = await shop.records();
  const batch = shop.recordId().slice(25);
  const items = [
    ...input.create.map((one) => createdItem(shop, input.fileName, batch, one)),
    ...input.update.map((one) => updatedItem(shop, records, one)),
  ];
  const counts = { created: 0, updated: 0, unchanged: 0 };
  let done = 0;
  for (const slice of slices(items)) {
    if (context.cancelled()) return err({ code: 'cancelled', values: { done } });
    const written = await writeSlice(shop, slice, input.fileName, batch);
    if (!written.ok) return written;
    for (const item of slice) counts[item.kind]++;
    done += slice.length;
    context.progress(done, items.length);
  }
  return ok({ batch, ...counts });
}

async function writeSlice(
  shop: CommandShop,
  slice: readonly Item[],
  fileName: string,
  batch: string,
): Promise<Result<null, ShownError>> {
  const { branch, warehouse } = shop.post;
  const opening = slice.flatMap((item) => item.opening);
  const catalogue = slice.flatMap((item) => item.catalogue);
  const costs = slice.flatMap((item) => item.costs);
  if (catalogue.length + costs.length + opening.length === 0) return ok(null);
  const id = shop.recordId();
  const written = await shop.write(async ({ month }) => {
    const next = opening.length === 0 ? null : await nextNumber(shop, 'opening');
    const paper: Entry[] =
      next === null
        ? []
        : [
            {
              kind: 'stockNote',
              id,
              number: next.number,
              type: 'opening',
              reason: fileName.slice(0, 60),
              lines: opening.length,
            },
          ];
    const movements = opening.map(({ variant, quantity }, i) => ({
      kind: 'movement',
      variant,
      quantity,
      type: 'opening',
      document: id,
      line: i + 1,
    }));
    return permitted(shop, {
      command: 'importProducts',
      parts: partsOf(
        [documentName({ kind: 'catalogue' }), catalogue],
        [documentName({ kind: 'costs' }), costs],
        [documentName({ kind: 'stock', branch, warehouse, month }), [...paper, ...movements]],
      ),
      moreUses: [...new Set(slice.flatMap((item) => item.uses))],
      title: fileName,
      batch,
      ...(next === null ? {} : { counters: next.counters }),
    });
  });
  return written.ok ? ok(null) : written;
}

function createdItem(shop: CommandShop, fileName: string, batch: string, one: ImportInput['create'][number]): Item {
  const id = shop.recordId();
  const source = `${fileName.slice(0, 150)}#${one.row} ${batch}`;
  const attributes = [...new Set((one.variants ?? []).flatMap((variant) => Object.keys(variant.attributes)))].slice(
    0,
    3,
  );
  const fields = { ...jsonFields(one.fields), source, ...(attributes.length === 0 ? {} : { attributes }) };
  const variants = (one.variants ?? []).map((variant) => newVariant(shop, id, variant));
  const own = one.openingQuantity ?? 0;
  return {
    catalogue: [{ kind: 'new', type: 'product', id, fields }, ...variants.map((variant) => variant.entry)],
    costs: costEntries(id, one.purchasePrice ?? null),
    opening: [...(own > 0 ? [{ variant: id, quantity: own }] : []), ...variants.flatMap((variant) => variant.opening)],
    uses: [],
    kind: 'created',
  };
}

function updatedItem(shop: CommandShop, records: EditableRecords, one: ImportInput['update'][number]): Item {
  const { id } = one;
  const changes = Object.entries(one.changes).filter(
    ([field, value]) => !isSame(records.value('product', id, field), value),
  );
  const catalogue = changes.map(([field, value]) => setEntry(records, 'product', id, field, value as Json));
  const uses = changes.flatMap(([field, value]) => priceUses(records, 'product', id, field, value as Json));
  const variants = (one.newVariants ?? []).map((variant) => newVariant(shop, id, variant));
  const price = one.purchasePrice;
  const costs =
    price === undefined || records.value('cost', id, 'purchasePrice') === price
      ? []
      : records.has('cost', id)
        ? [setEntry(records, 'cost', id, 'purchasePrice', price)]
        : costEntries(id, price);
  const entries = [...catalogue, ...variants.map((variant) => variant.entry)];
  return {
    catalogue: entries,
    costs,
    opening: variants.flatMap((variant) => variant.opening),
    uses,
    kind: entries.length + costs.length === 0 ? 'unchanged' : 'updated',
  };
}

function newVariant(shop: CommandShop, product: string, variant: ImportedVariant) {
  const id = shop.recordId();
  const { attributes, barcodes, itemNo, retailPrice, openingQuantity = 0 } = variant;
  const fields = {
    product,
    attributes,
    barcodes,
    ...(itemNo === undefined ? {} : { itemNo }),
    ...(retailPrice === undefined ? {} : { retailPrice }),
  };
  const entry: Entry = { kind: 'new', type: 'variant', id, fields };
  return { entry, opening: openingQuantity > 0 ? [{ variant: id, quantity: openingQuantity }] : [] };
}

function* slices(items: readonly Item[]): Generator<readonly Item[]> {
  let slice: Item[] = [];
  let entries = 0;
  let characters = 0;
  for (const item of items) {
    const size = item.catalogue.length + item.costs.length + item.opening.length;
    const length = JSON.stringify(item.catalogue).length;
    if (slice.length > 0 && (entries + size > MOST_ENTRIES || characters + length > MOST_CHARACTERS)) {
      yield slice;
      [slice, entries, characters] = [[], 0, 0];
    }
    slice.push(item);
    entries += size;
    characters += length;
  }
  if (slice.length > 0) yield slice;
}

function isSame(before: unknown, after: FieldContent): boolean {
  return JSON.stringify(before ?? null) === JSON.stringify(after);
}
