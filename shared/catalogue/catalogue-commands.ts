/** Products as entries: one at a time, or a file in slices that share a batch. Ids are passed in. */
import type { Json, JsonObject } from '../commit/json-text.ts';
import { LIMITS } from '../commit/limits.ts';
import type { Entry } from '../commit/part.ts';
import { documentName } from '../document/document-kinds.ts';
import type { Over } from '../fold/record-fold.ts';
import { utf8 } from '../foundation/bytes.ts';
import { type CommandDraft, type DraftedPart, type DraftOptions, draftCommand } from '../schema/command-draft.ts';
import { newRecord, removeRecord, restoreRecord, setField } from '../schema/record-command.ts';
import { otherMovementEntries } from '../stock/stock-commands.ts';
import { holdsPrices, priceChangePercent } from './price-change.ts';

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
  return draftCommand(command, [{ document: CATALOGUE, entries: changes.map(changeEntry) }], priceClaim(changes));
}

/** `back`: variants that were removed and are wanted again; `head`: the product's list of attributes, if it changes. */
export function buildVariantsNew(
  product: string,
  variants: readonly NewVariant[],
  back: readonly Entry[],
  head: FieldChange | null,
): CommandDraft {
  const entries = [
    ...(head === null ? [] : [changeEntry(head)]),
    ...variants.map((variant) => newVariant(product, variant)),
    ...back,
  ];
  return draftCommand('addVariants', [{ document: CATALOGUE, entries }]);
}

/** `over` from `RecordFold.overOfRecord`. */
export function buildVariantsRemove(
  variants: readonly { readonly id: string; readonly over: Over }[],
  restore: boolean,
): CommandDraft {
  const entry = restore ? restoreRecord : removeRecord;
  const entries = variants.map(({ id, over }) => entry('variant', id, over));
  return draftCommand(restore ? 'restoreVariants' : 'removeVariants', [{ document: CATALOGUE, entries }]);
}

/** Only the fields that are to change; `over` of each field. */
export function buildCategoryChange(
  id: string,
  isNew: boolean,
  fields: JsonObject,
  over: (field: string) => Over,
): CommandDraft {
  const entries = isNew
    ? [newRecord('category', id, fields)]
    : Object.entries(fields).map(([field, value]) => setField('category', id, field, value, over(field)));
  return draftCommand('saveCategory', [{ document: CATALOGUE, entries }]);
}

/** `made`: the record of a bare path, which is written to be removed. */
export function buildCategoryRemove(id: string, made: JsonObject | null, over: Over, restore: boolean): CommandDraft {
  const entries =
    made === null
      ? [restore ? restoreRecord('category', id, over) : removeRecord('category', id, over)]
      : [newRecord('category', id, made), removeRecord('category', id, [])];
  return draftCommand(restore ? 'restoreCategory' : 'removeCategory', [{ document: CATALOGUE, entries }]);
}

export function buildProductRemove(id: string, over: Over): CommandDraft {
  return draftCommand('removeProduct', [{ document: CATALOGUE, entries: [removeRecord('product', id, over)] }]);
}

/** `over` from `RecordFold.overOfRecord`: it names the remove. */
export function buildProductRestore(id: string, over: Over): CommandDraft {
  return draftCommand('restoreProduct', [{ document: CATALOGUE, entries: [restoreRecord('product', id, over)] }]);
}

/** `over` from `RecordFold.overOfField`; the price is the product's, whatever variants it has. */
export function buildPurchasePrice(change: PurchasePriceChange): CommandDraft {
  return draftCommand('setProductField', [{ document: COSTS, entries: [purchasePriceEntry(change)] }]);
}

/** What one row of a file comes to. */
export type ImportRow =
  | { readonly kind: 'create'; readonly product: NewProduct; readonly opening: readonly OpeningStock[] }
  | {
      readonly kind: 'update';
      readonly changes: readonly FieldChange[];
      readonly purchasePrice?: PurchasePriceChange;
      /** Of the product that is there already. */
      readonly newVariants?: { readonly product: string; readonly variants: readonly NewVariant[] };
      readonly opening?: readonly OpeningStock[];
    };

export interface OpeningStock {
  readonly variant: string;
  readonly quantity: number;
}

export interface PurchasePriceChange {
  readonly id: string;
  /** Ten-thousandths of a yuan; null takes it away. */
  readonly price: number | null;
  /** Empty where there is none yet. */
  readonly over: Over;
}

export interface ImportContext {
  readonly branch: string;
  readonly warehouse: string;
  readonly month: string;
  /** Record id and number of the paper behind opening quantities: each slice has its own. */
  readonly openingId: string;
  readonly openingNumber: string;
  /** Why there is opening stock: the file's name. */
  readonly openingReason: string;
}

/** One slice of an import: one commit over catalogue, costs and stock. Slices come from {@link sliceImport}. */
export function buildImportSlice(rows: readonly ImportRow[], context: ImportContext): CommandDraft {
  const catalogue: Entry[] = [];
  const costs: Entry[] = [];
  const changes: FieldChange[] = [];
  for (const row of rows) {
    if (row.kind === 'create') {
      const made = entriesOfNew(row.product);
      catalogue.push(...made.catalogue);
      costs.push(...made.costs);
    } else {
      changes.push(...row.changes);
      if (row.newVariants !== undefined) {
        const { product, variants } = row.newVariants;
        catalogue.push(...variants.map((variant) => newVariant(product, variant)));
      }
      if (row.purchasePrice !== undefined) costs.push(purchasePriceEntry(row.purchasePrice));
    }
  }
  catalogue.push(...changes.map(changeEntry));
  const { branch, warehouse, month } = context;
  const parts: DraftedPart[] = [
    { document: CATALOGUE, entries: catalogue },
    { document: COSTS, entries: costs },
    { document: documentName({ kind: 'stock', branch, warehouse, month }), entries: openingEntries(rows, context) },
  ];
  return draftCommand('importProducts', parts, priceClaim(changes));
}

/** Does this slice need a number for the paper behind its opening quantities? */
export function hasOpening(rows: readonly ImportRow[]): boolean {
  return openingOf(rows).length > 0;
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
  const opening = row.opening?.length ?? 0;
  if (row.kind === 'update') {
    const added = row.newVariants?.variants.length ?? 0;
    const costs = row.purchasePrice === undefined ? 0 : 1;
    return { entries: row.changes.length + added + costs + opening, bytes: bytes + 120 * (row.changes.length + added) };
  }
  const { variants = [], purchasePrice } = row.product;
  const costs = purchasePrice === undefined || purchasePrice === null ? 0 : 1;
  return { entries: 1 + variants.length + costs + opening, bytes: bytes + 120 * (variants.length + 1) };
}

function entriesOfNew(product: NewProduct): { readonly catalogue: Entry[]; readonly costs: Entry[] } {
  const { id, fields, variants = [], purchasePrice } = product;
  const catalogue = [newRecord('product', id, fields), ...variants.map((variant) => newVariant(id, variant))];
  if (purchasePrice === undefined || purchasePrice === null) return { catalogue, costs: [] };
  return { catalogue, costs: [newRecord('cost', id, { purchasePrice })] };
}

const newVariant = (product: string, variant: NewVariant): Entry =>
  newRecord('variant', variant.id, { ...variant.fields, product });

const changeEntry = (one: FieldChange): Entry => setField(one.type, one.id, one.field, one.value, one.over);

/** One claim for the price that moves furthest. */
function priceClaim(changes: readonly FieldChange[]): DraftOptions {
  let percent = 0;
  for (const { field, before, value } of changes) {
    if (holdsPrices(field)) percent = Math.max(percent, priceChangePercent(before, value));
  }
  return percent === 0 ? {} : { more: [{ module: 'catalogue', action: 'price', limit: percent, scope: '*' }] };
}

function purchasePriceEntry({ id, price, over }: PurchasePriceChange): Entry {
  return over.length === 0 && price !== null
    ? newRecord('cost', id, { purchasePrice: price })
    : setField('cost', id, 'purchasePrice', price, over);
}

const openingOf = (rows: readonly ImportRow[]): readonly OpeningStock[] =>
  rows.flatMap((row) => row.opening ?? []).filter((one) => one.quantity > 0);

function openingEntries(rows: readonly ImportRow[], context: ImportContext): readonly Entry[] {
  const lines = openingOf(rows);
  const { openingId: id, openingNumber: number, openingReason: reason } = context;
  return lines.length === 0 ? [] : otherMovementEntries({ kind: 'opening', reason, lines }, { id, number });
}
