/** What import tests share: the real decoders, the case files, and the catalogue as a first import would leave it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CellObject } from '@e965/xlsx';
import * as sheetJs from '@e965/xlsx';
import { decodeText, filePlatform } from '../../client/import/file-platform.ts';
import type { ExistingProduct } from '../../shared/import/existing-catalogue.ts';
import type { ImportPlan } from '../../shared/import/import-plan.ts';
import { openFile, type ReadOverrides } from '../../shared/import/open-file.ts';
import type { ProductDraft, ProductValues } from '../../shared/import/product-draft.ts';
import { PRODUCT_FIELDS } from '../../shared/import/product-draft.ts';
import { readTable } from '../../shared/import/read-table.ts';
import type { Table, TableResult } from '../../shared/import/table.ts';

const shared = path.resolve(import.meta.dirname, '../../../shared');
export const hasSharedFiles = existsSync(path.join(shared, 'cases/files'));

export const caseFile = (name: string): Uint8Array => readFileSync(path.join(shared, 'cases/files', name));
export const dataFile = (name: string): Uint8Array => readFileSync(path.join(shared, 'data', name));
export const expectedOf = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(shared, 'cases/files', name), 'utf8'));

/** Any file, the way the import worker opens it. */
export const openBytes = (bytes: Uint8Array, overrides: ReadOverrides = {}): Promise<TableResult<Table>> =>
  openFile(new Uint8Array(bytes), overrides, filePlatform);

/** CSV without the detour over promises. */
export const readText = (source: Uint8Array | string, overrides: ReadOverrides = {}): TableResult<Table> =>
  readTable(typeof source === 'string' ? new TextEncoder().encode(source) : source, {
    ...overrides,
    decode: decodeText,
    readWorkbook: () => 'unreadable',
  });

/** A CSV table that the test expects to be readable. */
export function tableOf(source: Uint8Array | string, overrides: ReadOverrides = {}): Table {
  const read = readText(source, overrides);
  if (!read.ok) throw new Error(`unreadable: ${JSON.stringify(read.error)}`);
  return read.value;
}

/** A workbook made for a test: one sheet of SheetJS cells, rows by columns. */
export function workbookOf(rows: readonly (readonly (CellObject | string | number | null)[])[]): Uint8Array {
  const sheet = sheetJs.utils.aoa_to_sheet(rows.map((row) => [...row]));
  const book = sheetJs.utils.book_new();
  sheetJs.utils.book_append_sheet(book, sheet, '商品');
  const written: ArrayBuffer = sheetJs.write(book, { type: 'array', bookType: 'xlsx', compression: true });
  return new Uint8Array(written);
}

/** The shop after the plan was carried out with its defaults, on top of what was there. */
export function catalogueAfter(plan: ImportPlan, before: readonly ExistingProduct[] = []): ExistingProduct[] {
  const changed = new Map(plan.update.map((update) => [update.product.id, update]));
  const kept = before.map((product): ExistingProduct => {
    const update = changed.get(product.id);
    if (update === undefined) return product;
    const on = Object.fromEntries(
      update.fields.filter((change) => change.on).map(({ field, after }) => [field, after]),
    );
    return { ...product, values: { ...product.values, ...on }, barcodes: [...product.barcodes, ...update.barcodes] };
  });
  return [...kept, ...plan.create.map(existingFrom)];
}

function existingFrom(draft: ProductDraft): ExistingProduct {
  const values: ProductValues = Object.fromEntries(
    PRODUCT_FIELDS.filter((field) => draft[field] !== undefined).map((field) => [field, draft[field]]),
  );
  // A product without item number gets one from the shop; a later import must cope with that.
  const own = values.itemNo === undefined ? { ...values, itemNo: `H-${draft.row}` } : values;
  const variants = draft.variants.map((variant, index) => ({ ...variant, id: `${draft.row}-${index}` }));
  return { id: `p${draft.row}`, values: own, barcodes: draft.barcodes, variants };
}
