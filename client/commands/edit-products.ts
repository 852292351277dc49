/**
 * Products: create, change a field, remove, bring back. A change names the commits whose values it replaces (`over`), so
 * two people who changed one field without seeing each other show as a conflict instead of one overwriting the other.
 */
import type { Json } from '../../shared/commit/json-text.ts';
import type { Entry } from '../../shared/commit/part.ts';
import { documentName } from '../../shared/document/document-kinds.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { Commands, FieldContent, ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, partsOf, permitted } from './command-shop.ts';

const CATALOGUE = documentName({ kind: 'catalogue' });
const COSTS = documentName({ kind: 'costs' });
const PRICE_FIELDS = new Set(['retailPrice', 'wholesalePrice', 'memberPrice', 'floorPrice']);

/** Errors: `name-missing`, `not-allowed`, and those of the writer. The id is new whatever the fields say. */
export async function createProduct(
  shop: CommandShop,
  input: Commands['createProduct']['input'],
): Promise<Result<{ readonly id: string }, ShownError>> {
  const fields = jsonFields(input.fields);
  const { name } = fields;
  if (typeof name !== 'string' || name.trim() === '') return err({ code: 'name-missing' });
  const id = shop.recordId();
  const written = await shop.write(async () =>
    permitted(shop, {
      command: 'createProduct',
      parts: partsOf(
        [CATALOGUE, [{ kind: 'new', type: 'product', id, fields }]],
        [COSTS, costEntries(id, input.purchasePrice ?? null)],
      ),
      title: name,
    }),
  );
  return written.ok ? ok({ id }) : written;
}

/** `field` may be `purchasePrice`, which stands in `costs`. Errors: `unknown-product`, `not-allowed` and the writer's. */
export async function setProductField(
  shop: CommandShop,
  input: Commands['setProductField']['input'],
): Promise<Result<null, ShownError>> {
  const records = await shop.records();
  const { id, field } = input;
  const value = input.value as Json;
  const type = records.has('product', id) ? 'product' : 'variant';
  if (!records.has(type, id)) return err({ code: 'unknown-product' });
  const written = await shop.write(async () => {
    const cost = field === 'purchasePrice';
    const entry = cost ? costChange(records, id, value) : setEntry(records, type, id, field, value);
    return permitted(shop, {
      command: 'setProductField',
      parts: [{ document: cost ? COSTS : CATALOGUE, entries: [entry] }],
      moreUses: cost ? [] : priceUses(records, type, id, field, value),
      title: titleOf(shop, id),
    });
  });
  return written.ok ? ok(null) : written;
}

export async function removeProduct(
  shop: CommandShop,
  input: { readonly id: string },
): Promise<Result<null, ShownError>> {
  const records = await shop.records();
  const { id } = input;
  if (!records.has('product', id)) return err({ code: 'unknown-product' });
  return change(shop, 'removeProduct', id, () => ({
    kind: 'remove',
    type: 'product',
    id,
    over: records.overOfRecord('product', id),
  }));
}

export async function restoreProduct(
  shop: CommandShop,
  input: { readonly id: string },
): Promise<Result<null, ShownError>> {
  const records = await shop.records();
  const { id } = input;
  if (!records.has('product', id)) return err({ code: 'unknown-product' });
  const over = () => records.overOfRecord('product', id);
  return change(shop, 'restoreProduct', id, () => ({
    kind: 'set',
    type: 'product',
    id,
    field: 'removed',
    value: false,
    over: over(),
  }));
}

async function change(
  shop: CommandShop,
  command: string,
  id: string,
  entry: () => Entry,
): Promise<Result<null, ShownError>> {
  const written = await shop.write(async () =>
    permitted(shop, { command, parts: [{ document: CATALOGUE, entries: [entry()] }], title: titleOf(shop, id) }),
  );
  return written.ok ? ok(null) : written;
}

type Records = Awaited<ReturnType<CommandShop['records']>>;

export function setEntry(records: Records, type: string, id: string, field: string, value: Json): Entry {
  return { kind: 'set', type, id, field, value, over: records.overOfField(type, id, field) };
}

export function costEntries(id: string, purchasePrice: number | null): Entry[] {
  return purchasePrice === null ? [] : [{ kind: 'new', type: 'cost', id, fields: { purchasePrice } }];
}

function costChange(records: Records, id: string, value: Json): Entry {
  return records.has('cost', id)
    ? setEntry(records, 'cost', id, 'purchasePrice', value)
    : { kind: 'new', type: 'cost', id, fields: { purchasePrice: value } };
}

/** How far a price moves, in whole percent rounded up: the limit that the change relies on. */
export function priceUses(records: Records, type: string, id: string, field: string, value: Json): readonly string[] {
  if (!PRICE_FIELDS.has(field)) return [];
  const before = records.value(type, id, field);
  if (typeof before !== 'number' || before === 0 || typeof value !== 'number') return ['catalogue.price@*'];
  const moved = Math.ceil((Math.abs(value - before) * 100) / before);
  return [`catalogue.price\u2264${moved}@*`];
}

export function jsonFields(fields: Readonly<Record<string, FieldContent>>): Readonly<Record<string, Json>> {
  return fields as Readonly<Record<string, Json>>;
}

function titleOf(shop: CommandShop, id: string): string {
  return shop.goods.good(id)?.name ?? id;
}
