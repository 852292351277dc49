/** One product in full: what its fields show, which are open, its history, its variants. */
import type { Json } from '../commit/json-text.ts';
import type { HistoryRow, OpenConflict, WriterRef, WrittenValue } from '../fold/record-view.ts';
import type { CatalogueFold } from './catalogue-fold.ts';
import { attributesOf, textsOf, unitBarcodesOf } from './field-values.ts';
import { variantName } from './good.ts';

export interface PageQuestions<Travel, Content> {
  readonly onHand: (variant: string) => number | null;
  readonly available: (variant: string) => number | null;
  /** How far what was last written about a product and its variants has travelled. */
  readonly travel: (product: string) => Travel;
  readonly travelOf: (feed: string, seq: number) => Travel;
  /** A field's value as the page takes it. */
  readonly content: (value: Json) => Content;
  /** Of records beside the product that this member may view: costs. */
  readonly moreHistory?: (product: string) => readonly HistoryRow[];
  readonly moreConflicts?: (product: string) => readonly OpenConflict[];
  /** Names of the writer and the device of a commit; `offline` = listed more than five minutes after it was written. */
  readonly writer: (ref: WriterRef) => { readonly by: string; readonly device: string; readonly offline: boolean };
}

export interface ShownValue<Travel, Content> {
  readonly value: Content;
  readonly by: string;
  readonly device: string;
  readonly time: number;
  readonly offline: boolean;
  readonly travel: Travel;
}

export interface ShownHistory<Travel, Content> {
  readonly kind: HistoryRow['kind'];
  /** Name of the variant it is about; null for the product itself. */
  readonly of: string | null;
  readonly field: string;
  readonly before: Content;
  readonly after: Content;
  readonly by: string;
  readonly device: string;
  readonly time: number;
  readonly travel: Travel;
}

export interface ShownVariant {
  readonly id: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly barcodes: readonly string[];
  /** By the name of the unit they sell. */
  readonly unitBarcodes: Readonly<Record<string, readonly string[]>>;
  readonly retailPrice: number | null;
  /** Has a price of its own. */
  readonly priced: boolean;
  readonly onHand: number | null;
  readonly available: number | null;
}

export interface ProductPage<Travel, Content> {
  readonly id: string;
  readonly removed: boolean;
  /** Who removed it; also when it is shown again because somebody wrote without having seen that. */
  readonly removedBy: string | null;
  readonly travel: Travel;
  readonly fields: Readonly<Record<string, Content>>;
  readonly conflicts: readonly {
    readonly field: string;
    readonly before: Content;
    readonly values: readonly ShownValue<Travel, Content>[];
  }[];
  readonly history: readonly ShownHistory<Travel, Content>[];
  readonly variants: readonly ShownVariant[];
  /** Own codes that other goods have, too: a scan asks. Left out until codes are indexed. */
  readonly sharedCodes: readonly { readonly code: string; readonly name: string }[];
}

export function productPage<Travel, Content>(
  catalogue: CatalogueFold,
  id: string,
  questions: PageQuestions<Travel, Content>,
): ProductPage<Travel, Content> | null {
  const record = catalogue.products.read(id);
  if (record === null) return null;
  const { content } = questions;
  const shown = (value: WrittenValue): ShownValue<Travel, Content> => ({
    value: content(value.value),
    time: value.time,
    travel: questions.travelOf(value.feed, value.seq),
    ...questions.writer(value),
  });
  return {
    id,
    removed: record.removed,
    removedBy: record.removal === null ? null : questions.writer(record.removal).by,
    travel: questions.travel(id),
    fields: Object.fromEntries(Object.entries(record.fields).map(([field, value]) => [field, content(value)])),
    conflicts: [...record.conflicts, ...(questions.moreConflicts?.(id) ?? [])].map(({ field, before, values }) => ({
      field,
      before: content(before),
      values: values.map(shown),
    })),
    history: shownHistory(catalogue, id, record.history, questions),
    variants: shownVariants(catalogue, id, questions),
    sharedCodes: sharedCodes(catalogue, id),
  };
}

/** Of the product, its variants and what the caller adds, latest first. */
function shownHistory<Travel, Content>(
  catalogue: CatalogueFold,
  id: string,
  own: readonly HistoryRow[],
  questions: PageQuestions<Travel, Content>,
): ShownHistory<Travel, Content>[] {
  const { content } = questions;
  const { live, removed } = catalogue.variantRecords(id);
  const ofVariants = [...live, ...removed].flatMap((variant) => {
    const of = variantName(catalogue, variant);
    const rows = catalogue.variants.read(variant)?.history ?? [];
    return rows.filter(({ field }) => field !== 'product' && field !== 'attributes').map((row) => ({ row, of }));
  });
  const all = [...own, ...(questions.moreHistory?.(id) ?? [])].map((row) => ({ row, of: null }));
  return [...all, ...ofVariants]
    .sort((a, b) => b.row.time - a.row.time)
    .map(({ row, of }) => {
      const { by, device } = questions.writer(row);
      return {
        kind: row.kind,
        of,
        field: row.field,
        before: content(row.before),
        after: content(row.after),
        by,
        device,
        time: row.time,
        travel: questions.travelOf(row.feed, row.seq),
      };
    });
}

function sharedCodes(catalogue: CatalogueFold, id: string): ProductPage<unknown, unknown>['sharedCodes'] {
  return catalogue.codesOf(id).flatMap((code) => {
    const other = catalogue.knownBarcode(code).find(({ product }) => product !== id);
    return other === undefined
      ? []
      : [{ code, name: catalogue.products.textAt(catalogue.products.rowOf(other.product), 'name') }];
  });
}

function shownVariants(
  catalogue: CatalogueFold,
  id: string,
  questions: Pick<PageQuestions<unknown, unknown>, 'onHand' | 'available'>,
): ShownVariant[] {
  return catalogue.variantsOf(id).map((variant) => {
    const fold = variant === id ? catalogue.products : catalogue.variants;
    const own = fold.value(variant, 'retailPrice');
    const price = own ?? catalogue.products.value(id, 'retailPrice');
    return {
      id: variant,
      name: variant === id ? '' : variantName(catalogue, variant),
      attributes: variant === id ? {} : attributesOf(fold.value(variant, 'attributes')),
      barcodes: textsOf(fold.value(variant, 'barcodes')),
      unitBarcodes: Object.fromEntries(unitBarcodesOf(fold.value(variant, 'unitBarcodes'))),
      retailPrice: typeof price === 'number' ? price : null,
      priced: typeof own === 'number',
      onHand: questions.onHand(variant),
      available: questions.available(variant),
    };
  });
}
