/** One product in full: what its fields show, which are open, its history, its variants. */
import { isJsonObject, type Json } from '../commit/json-text.ts';
import type { HistoryRow, WriterRef, WrittenValue } from '../fold/record-view.ts';
import type { CatalogueFold } from './catalogue-fold.ts';
import { variantName } from './sellable-item.ts';

export interface PageQuestions<Travel> {
  readonly onHand: (variant: string) => number | null;
  readonly available: (variant: string) => number | null;
  readonly travel: (feed: string, seq: number) => Travel;
  /** Names of the writer and the device of a commit; `offline` = listed more than five minutes after it was written. */
  readonly writer: (ref: WriterRef) => { readonly by: string; readonly device: string; readonly offline: boolean };
}

export interface ShownValue<Travel> {
  readonly value: Json;
  readonly by: string;
  readonly device: string;
  readonly time: number;
  readonly offline: boolean;
  readonly travel: Travel;
}

export interface ShownHistory<Travel> {
  readonly kind: HistoryRow['kind'];
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
  readonly by: string;
  readonly time: number;
  readonly travel: Travel;
}

export interface ShownVariant {
  readonly id: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly barcodes: readonly string[];
  readonly retailPrice: number | null;
  readonly onHand: number | null;
  readonly available: number | null;
}

export interface ProductPage<Travel> {
  readonly id: string;
  readonly removed: boolean;
  /** Who removed it; also when it is shown again because somebody wrote without having seen that. */
  readonly removedBy: string | null;
  readonly travel: Travel;
  readonly fields: Readonly<Record<string, Json>>;
  readonly conflicts: readonly {
    readonly field: string;
    readonly before: Json;
    readonly values: readonly ShownValue<Travel>[];
  }[];
  readonly history: readonly ShownHistory<Travel>[];
  readonly variants: readonly ShownVariant[];
}

export function productPage<Travel>(
  catalogue: CatalogueFold,
  id: string,
  questions: PageQuestions<Travel>,
): ProductPage<Travel> | null {
  const record = catalogue.products.read(id);
  if (record === null) return null;
  const last = catalogue.products.lastWriter(catalogue.products.rowOf(id));
  const shown = (value: WrittenValue): ShownValue<Travel> => ({
    value: value.value,
    time: value.time,
    travel: questions.travel(value.feed, value.seq),
    ...questions.writer(value),
  });
  return {
    id,
    removed: record.removed,
    removedBy: record.removal === null ? null : questions.writer(record.removal).by,
    travel: questions.travel(last.feed, last.seq),
    fields: record.fields,
    conflicts: record.conflicts.map(({ field, before, values }) => ({ field, before, values: values.map(shown) })),
    history: record.history.map((row) => ({
      kind: row.kind,
      field: row.field,
      before: row.before,
      after: row.after,
      by: questions.writer(row).by,
      time: row.time,
      travel: questions.travel(row.feed, row.seq),
    })),
    variants: shownVariants(catalogue, id, questions),
  };
}

function shownVariants<Travel>(catalogue: CatalogueFold, id: string, questions: PageQuestions<Travel>): ShownVariant[] {
  return catalogue.variantsOf(id).map((variant) => {
    const fold = variant === id ? catalogue.products : catalogue.variants;
    const attributes = variant === id ? undefined : fold.value(variant, 'attributes');
    const price = fold.value(variant, 'retailPrice') ?? catalogue.products.value(id, 'retailPrice');
    return {
      id: variant,
      name: variant === id ? '' : variantName(catalogue, variant),
      attributes: isJsonObject(attributes) ? texts(attributes) : {},
      barcodes: listOfTexts(fold.value(variant, 'barcodes')),
      retailPrice: typeof price === 'number' ? price : null,
      onHand: questions.onHand(variant),
      available: questions.available(variant),
    };
  });
}

function texts(object: { readonly [key: string]: Json }): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [key, value] of Object.entries(object)) if (typeof value === 'string') out[key] = value;
  return out;
}

const listOfTexts = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
