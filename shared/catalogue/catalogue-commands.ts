/** Products as entries: one at a time, or a file in slices that share a batch. Ids are passed in. */
import type { Json, JsonObject } from '../commit/json-text.ts';
import { LIMITS } from '../commit/limits.ts';
import type { Entry } from '../commit/part.ts';
import { documentName } from '../document/document-kinds.ts';
import type { Over } from '../fold/record-fold.ts';
import { utf8 } from '../foundation/bytes.ts';
import { lineAmount } from '../foundation/money.ts';
import { type CommandDraft, type DraftedPart, type DraftOptions, draftCommand } from '../schema/command-draft.ts';
import { newRecord, removeRecord, restoreRecord, setField } from '../schema/record-command.ts';
import { otherMovementEntries } from '../stock/stock-commands.ts';
import { holdsPrices, priceChangePercent } from './price-change.ts';

const CATALOGUE = documentName({ kind: 'catalogue' });
const COSTS = documentName({ kind: 'costs' });

export interface NewVariant {
  readonly id: string;
  readonly fields: JsonObject;
  /** Where it differs from the product's. */
  readonly purchasePrice?: number | null;
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
      /** Of the product and of its variants. */
      readonly purchasePrices?: readonly PurchasePriceChange[];
      /** Of the product that is there already. */
      readonly newVariants?: { readonly product: string; readonly variants: readonly NewVariant[] };
      readonly opening?: readonly OpeningStock[];
    };

export interface OpeningStock {
  readonly variant: string;
  readonly quantity: number;
  /** Without one: the warehouse worked in. */
  readonly warehouse?: string;
  /** Ten-thousandths of a yuan for one base unit; its line's amount is written beside receipts' (`priced`). */
  readonly unitCost?: number;
}

export interface PurchasePriceChange {
  readonly id: string;
  /** Ten-thousandths of a yuan; null takes it away. */
  readonly price: number | null;
  /** Empty where there is none yet. */
  readonly over: Over;
}

/** The paper behind the opening quantities of one warehouse; each slice has its own. */
export interface OpeningPaper {
  readonly branch: string;
  readonly warehouse: string;
  /** Record id and number. */
  readonly id: string;
  readonly number: string;
}

export interface ImportContext {
  readonly month: string;
  /** One for each warehouse that `warehousesOf` the slice names; the first is the one worked in. */
  readonly papers: readonly OpeningPaper[];
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
        costs.push(...costsOfVariants(variants));
      }
      costs.push(...(row.purchasePrices ?? []).map(purchasePriceEntry));
    }
  }
  catalogue.push(...changes.map(changeEntry));
  const parts: DraftedPart[] = [
    { document: CATALOGUE, entries: catalogue },
    { document: COSTS, entries: costs },
    ...openingParts(openingOf(rows), context),
  ];
  return draftCommand('importProducts', parts, priceClaim(changes));
}

/** Warehouses into which a slice puts opening stock, each of which needs a paper; `here` where a line names none. */
export function warehousesOf(rows: readonly ImportRow[], here: string): readonly string[] {
  return [...new Set(openingOf(rows).map(({ warehouse = here }) => warehouse))].sort(
    (a, b) => Number(b === here) - Number(a === here),
  );
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
    const costs = (row.purchasePrices?.length ?? 0) + costsOfVariants(row.newVariants?.variants ?? []).length;
    return {
      entries: row.changes.length + added + costs + 2 * opening,
      bytes: bytes + 120 * (row.changes.length + added),
    };
  }
  const { variants = [], purchasePrice } = row.product;
  const costs = (purchasePrice === undefined || purchasePrice === null ? 0 : 1) + costsOfVariants(variants).length;
  return { entries: 1 + variants.length + costs + 2 * opening, bytes: bytes + 120 * (variants.length + 1) };
}

function entriesOfNew(product: NewProduct): { readonly catalogue: Entry[]; readonly costs: Entry[] } {
  const { id, fields, variants = [], purchasePrice } = product;
  const catalogue = [newRecord('product', id, fields), ...variants.map((variant) => newVariant(id, variant))];
  const own = purchasePrice === undefined || purchasePrice === null ? [] : [newRecord('cost', id, { purchasePrice })];
  return { catalogue, costs: [...own, ...costsOfVariants(variants)] };
}

const costsOfVariants = (variants: readonly NewVariant[]): Entry[] =>
  variants.flatMap(({ id, purchasePrice }) =>
    purchasePrice === undefined || purchasePrice === null ? [] : [newRecord('cost', id, { purchasePrice })],
  );

const newVariant = (product: string, variant: NewVariant): Entry =>
  newRecord('variant', variant.id, { ...variant.fields, product });

const changeEntry = (one: FieldChange): Entry => setField(one.type, one.id, one.field, one.value, one.over);

/** One claim for the price that moves furthest. */
export function priceClaim(changes: readonly FieldChange[]): DraftOptions {
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

/** Of each warehouse: the paper with its movements, and what the goods are worth where the file says so. */
function openingParts(lines: readonly OpeningStock[], context: ImportContext): DraftedPart[] {
  const { month, papers, openingReason: reason } = context;
  const here = papers[0]?.warehouse;
  return papers.flatMap(({ branch, warehouse, id, number }): DraftedPart[] => {
    const own = lines.filter((line) => (line.warehouse ?? here) === warehouse);
    if (own.length === 0) return [];
    const costs = own.flatMap(({ quantity, unitCost }, at) =>
      unitCost === undefined
        ? []
        : [{ kind: 'receiptCost', receipt: id, line: at + 1, amount: lineAmount(quantity, unitCost) }],
    );
    return [
      {
        document: documentName({ kind: 'stock', branch, warehouse, month }),
        entries: otherMovementEntries({ kind: 'opening', reason, lines: own }, { id, number }),
      },
      { document: documentName({ kind: 'priced', branch, month }), entries: costs },
    ];
  });
}
