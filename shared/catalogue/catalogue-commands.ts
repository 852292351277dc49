/** Products as entries: one at a time, or a file in slices that share a batch. Ids are passed in. */
import type { Json, JsonObject } from '../commit/json-text.ts';
import { LIMITS } from '../commit/limits.ts';
import type { Entry } from '../commit/part.ts';
import { documentName } from '../document/document-kinds.ts';
import type { Over } from '../fold/record-fold.ts';
import { utf8 } from '../foundation/bytes.ts';
import { type CommandDraft, type DraftedPart, draftCommand } from '../schema/command-draft.ts';
import { PRICE_FIELDS } from '../schema/product.ts';
import { newRecord, removeRecord, restoreRecord, setField } from '../schema/record-command.ts';
import { priceChangePercent } from './price-change.ts';

const CATALOGUE = documentName({ kind: 'catalogue' });
const COSTS = documentName({ kind: 'costs' });

export interface NewVariant {
  readonly id: string;
  readonly fields: JsonObject;
}

export interface NewProduct {
  readonly id: string;
  readonly fields: JsonObject;
  readonly variants?: readonly NewVariant[];
  /** Ten-thousandths of a yuan; only for those who may write costs. */
  readonly purchasePrice?: number | null;
}

export function buildProductNew(product: NewProduct): CommandDraft {
  const { catalogue, costs } = entriesOfNew(product);
  return draftCommand('createProduct', [
    { document: CATALOGUE, entries: catalogue },
    { document: COSTS, entries: costs },
  ]);
}

export interface FieldChange {
  readonly type: 'product' | 'variant' | 'category';
  readonly id: string;
  readonly field: string;
  readonly value: Json;
  readonly before: Json | undefined;
  readonly over: Over;
}

/** Several fields of several records in one commit; a price claims how far it moves. */
export function buildFieldChanges(command: string, changes: readonly FieldChange[]): CommandDraft {
  const entries = changes.map((one) => setField(one.type, one.id, one.field, one.value, one.over));
  let percent = 0;
  for (const { field, before, value } of changes) {
    if (PRICE_FIELDS.some((price) => price === field)) percent = Math.max(percent, priceChangePercent(before, value));
  }
  const price = { module: 'catalogue', action: 'price', limit: percent, scope: '*' };
  return draftCommand(command, [{ document: CATALOGUE, entries }], percent === 0 ? {} : { more: [price] });
}

export function buildProductSet(change: Omit<FieldChange, 'type'>): CommandDraft {
  return buildFieldChanges('setProductField', [{ ...change, type: 'product' }]);
}

export function buildProductRemove(id: string, over: Over): CommandDraft {
  return draftCommand('removeProduct', [{ document: CATALOGUE, entries: [removeRecord('product', id, over)] }]);
}

/** `over` from `RecordFold.overOfRecord`: it names the remove. */
export function buildProductRestore(id: string, over: Over): CommandDraft {
  return draftCommand('restoreProduct', [{ document: CATALOGUE, entries: [restoreRecord('product', id, over)] }]);
}

export function buildPurchasePrice(variant: string, price: number | null, over: Over): CommandDraft {
  const entry =
    over.length === 0 && price !== null
      ? newRecord('cost', variant, { purchasePrice: price })
      : setField('cost', variant, 'purchasePrice', price, over);
  return draftCommand('setPurchasePrice', [{ document: COSTS, entries: [entry] }]);
}

/** What one row of a file comes to. */
export type ImportRow =
  | { readonly kind: 'create'; readonly product: NewProduct; readonly opening: readonly OpeningStock[] }
  | { readonly kind: 'update'; readonly changes: readonly FieldChange[]; readonly purchasePrice?: PurchasePriceChange };

export interface OpeningStock {
  readonly variant: string;
  readonly quantity: number;
}

export interface PurchasePriceChange {
  readonly variant: string;
  readonly price: number;
  readonly over: Over;
}

export interface ImportContext {
  readonly branch: string;
  readonly warehouse: string;
  readonly month: string;
  /** Record id and number of the paper behind opening quantities: each slice has its own. */
  readonly openingId: string;
  readonly openingNumber: string;
}

/** One slice of an import: one commit over catalogue, costs and stock. Slices come from {@link sliceImport}. */
export function buildImportSlice(rows: readonly ImportRow[], context: ImportContext): CommandDraft {
  const catalogue: Entry[] = [];
  const costs: Entry[] = [];
  const opening: OpeningStock[] = [];
  const changes: FieldChange[] = [];
  for (const row of rows) {
    if (row.kind === 'create') {
      const made = entriesOfNew(row.product);
      catalogue.push(...made.catalogue);
      costs.push(...made.costs);
      opening.push(...row.opening.filter((one) => one.quantity > 0));
    } else {
      changes.push(...row.changes);
      const { purchasePrice } = row;
      if (purchasePrice !== undefined) {
        costs.push(setField('cost', purchasePrice.variant, 'purchasePrice', purchasePrice.price, purchasePrice.over));
      }
    }
  }
  const changed = buildFieldChanges('importProducts', changes);
  catalogue.push(...changed.parts.flatMap((part) => part.entries));
  const percent = Math.max(
    0,
    ...changes
      .filter((one) => PRICE_FIELDS.some((price) => price === one.field))
      .map((one) => priceChangePercent(one.before, one.value)),
  );
  const parts: DraftedPart[] = [
    { document: CATALOGUE, entries: catalogue },
    { document: COSTS, entries: costs },
    { document: documentName({ kind: 'stock', ...place(context) }), entries: openingEntries(opening, context) },
  ];
  const price = { module: 'catalogue', action: 'price', limit: percent, scope: '*' };
  return draftCommand('importProducts', parts, percent === 0 ? {} : { more: [price] });
}

/**
 * Cuts rows so that every slice stays within the limits of a commit with room to spare: at most `rowsEach` rows, 900
 * entries and about 200 KiB a part.
 */
export function sliceImport(rows: readonly ImportRow[], rowsEach = 200): ImportRow[][] {
  const slices: ImportRow[][] = [];
  let slice: ImportRow[] = [];
  let entries = 0;
  let bytes = 0;
  for (const row of rows) {
    const size = sizeOf(row);
    const full = slice.length === rowsEach || entries + size.entries > LIMITS.entries - 100;
    if (slice.length > 0 && (full || bytes + size.bytes > LIMITS.partBytes - 56 * 1024)) {
      slices.push(slice);
      slice = [];
      entries = 0;
      bytes = 0;
    }
    slice.push(row);
    entries += size.entries;
    bytes += size.bytes;
  }
  if (slice.length > 0) slices.push(slice);
  return slices;
}

function sizeOf(row: ImportRow): { readonly entries: number; readonly bytes: number } {
  const bytes = utf8(JSON.stringify(row)).length;
  if (row.kind === 'update') {
    return { entries: row.changes.length + (row.purchasePrice === undefined ? 0 : 1), bytes };
  }
  const { variants = [], purchasePrice } = row.product;
  const costs = purchasePrice === undefined || purchasePrice === null ? 0 : Math.max(1, variants.length);
  return { entries: 1 + variants.length + costs + row.opening.length, bytes: bytes + 120 * (variants.length + 1) };
}

function entriesOfNew(product: NewProduct): { readonly catalogue: Entry[]; readonly costs: Entry[] } {
  const { id, fields, variants = [], purchasePrice } = product;
  const catalogue = [newRecord('product', id, fields)];
  for (const variant of variants) catalogue.push(newRecord('variant', variant.id, { ...variant.fields, product: id }));
  if (purchasePrice === undefined || purchasePrice === null) return { catalogue, costs: [] };
  const priced = variants.length === 0 ? [id] : variants.map((variant) => variant.id);
  return { catalogue, costs: priced.map((variant) => newRecord('cost', variant, { purchasePrice })) };
}

function openingEntries(opening: readonly OpeningStock[], context: ImportContext): Entry[] {
  if (opening.length === 0) return [];
  const { openingId: id, openingNumber: number } = context;
  const note = { kind: 'stockNote', id, number, type: 'opening', reason: '', lines: opening.length };
  const movements = opening.map(({ variant, quantity }, i) => ({
    kind: 'movement',
    variant,
    quantity,
    type: 'opening',
    document: id,
    line: i + 1,
  }));
  return [note, ...movements];
}

const place = ({ branch, warehouse, month }: ImportContext) => ({ branch, warehouse, month });
