/**
 * Many fields of many goods at once: the matrix, bulk edits, and taking either back. A set of changes is cut into commits
 * within the limits that share a batch; each change names the commits it replaces, so what somebody else did meanwhile
 * stands beside it. What a change replaced comes back as its undo: it writes only where the field still holds what was
 * written here.
 */
import { type BulkOperation, bulkValue } from '../../shared/catalogue/bulk-edit.ts';
import { buildFieldChanges, type FieldChange } from '../../shared/catalogue/catalogue-commands.ts';
import type { Json } from '../../shared/commit/json-text.ts';
import { utf8Length } from '../../shared/foundation/bytes.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { CommandContext } from '../worker/engine-host.ts';
import type { Commands, GoodsChange, ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, type EditableRecords, permitted } from './command-shop.ts';
import { fieldChange } from './edit-products.ts';

type Edited = Commands['editGoods']['output'];

/** Of one commit; its part stays far below 256 KiB. */
const CHANGES_EACH = 400;
const BYTES_EACH = 160 * 1024;

/** Errors: `unknown-product`, `not-allowed`, `cancelled` (what was written stays) and the writer's. */
export async function editGoods(
  shop: CommandShop,
  input: Commands['editGoods']['input'],
  context: CommandContext,
): Promise<Result<Edited, ShownError>> {
  const records = await shop.records();
  if (input.changes.some(({ id }) => typeOf(records, id) === null)) return err({ code: 'unknown-product' });
  return writeChanges(shop, records, 'setProductField', input.changes, context);
}

/** The same, worked out from what the chosen goods hold now. */
export async function bulkEdit(
  shop: CommandShop,
  { ids, operation }: Commands['bulkEdit']['input'],
  context: CommandContext,
): Promise<Result<Edited, ShownError>> {
  const records = await shop.records();
  const wanted = withCategoryKey(shop, operation as BulkOperation);
  const changes = ids.flatMap((id): GoodsChange[] => {
    if (!records.has('product', id)) return [];
    const value = bulkValue(wanted, records.value('product', id, wanted.field));
    return value === undefined ? [] : [{ id, field: wanted.field, value: value as GoodsChange['value'] }];
  });
  return writeChanges(shop, records, 'bulkEdit', changes, context);
}

function withCategoryKey(shop: CommandShop, operation: BulkOperation): BulkOperation {
  if (operation.kind !== 'set' || operation.field !== 'category' || typeof operation.value !== 'string')
    return operation;
  return { ...operation, value: operation.value === '' ? null : shop.goods.categoryKey(operation.value) };
}

async function writeChanges(
  shop: CommandShop,
  records: EditableRecords,
  command: string,
  wanted: readonly GoodsChange[],
  context: CommandContext,
): Promise<Result<Edited, ShownError>> {
  const batch = shop.recordId().slice(25);
  const undo: GoodsChange[] = [];
  const slices = slicesOf(wanted);
  // All of it or nothing: what the member may not do shows before anything is written.
  for (const slice of slices) {
    const draft = buildFieldChanges(command, takenChanges(records, slice));
    const allowed = permitted(shop, { ...draft, title: '' });
    if (!allowed.ok) return allowed;
  }
  for (const [at, slice] of slices.entries()) {
    if (context.cancelled()) return err({ code: 'cancelled', values: { done: undo.length } });
    let taken: readonly TakenChange[] = [];
    const written = await shop.write(async () => {
      taken = takenChanges(records, slice);
      if (taken.length === 0) return err({ code: 'unchanged' });
      const draft = buildFieldChanges(command, taken);
      const title = titleOf(shop, taken);
      return permitted(shop, { ...draft, title, ...(slices.length > 1 ? { batch } : {}) });
    });
    if (!written.ok && written.error.code !== 'unchanged') return written;
    if (written.ok) undo.push(...taken.map(undoOf));
    context.progress(at + 1, slices.length);
  }
  return ok({ changed: undo.length, undo });
}

interface TakenChange extends FieldChange {
  /** What the record itself held. */
  readonly own: Json;
}

/** Left out: what holds that value already, and what no longer holds what is to be taken back. */
function takenChanges(records: EditableRecords, slice: readonly GoodsChange[]): TakenChange[] {
  return slice.flatMap(({ id, field, value, expect }) => {
    const type = typeOf(records, id);
    if (type === null) return [];
    const now = records.value(type, id, field);
    if (isSame(now, value as Json) || (expect !== undefined && !isSame(now, expect as Json))) return [];
    return [{ ...fieldChange(records, type, id, field, value as Json), own: now ?? null }];
  });
}

function undoOf({ id, field, value, own }: TakenChange): GoodsChange {
  return {
    id,
    field,
    value: own as GoodsChange['value'],
    expect: value as NonNullable<GoodsChange['expect']>,
  };
}

function titleOf(shop: CommandShop, changes: readonly FieldChange[]): string {
  const [first] = changes;
  const name = first === undefined ? '' : (shop.goods.good(first.id)?.name ?? first.id);
  const goods = new Set(changes.map(({ id }) => id)).size;
  return goods > 1 ? `${name} +${goods - 1}` : name;
}

function slicesOf(changes: readonly GoodsChange[]): readonly (readonly GoodsChange[])[] {
  const slices: GoodsChange[][] = [];
  let bytes = BYTES_EACH;
  for (const change of changes) {
    const size = utf8Length(JSON.stringify(change)) + 200;
    const last = slices.at(-1);
    if (last === undefined || last.length === CHANGES_EACH || bytes + size > BYTES_EACH) {
      slices.push([change]);
      bytes = size;
    } else {
      last.push(change);
      bytes += size;
    }
  }
  return slices;
}

export function typeOf(records: EditableRecords, id: string): 'product' | 'variant' | null {
  if (records.has('product', id)) return 'product';
  return records.has('variant', id) ? 'variant' : null;
}

function isSame(one: Json | undefined, other: Json): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other);
}
