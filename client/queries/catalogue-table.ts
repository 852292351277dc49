/**
 * The catalogue as pages and till read it: one plain item a product, found by id, variant, code or search. Kept up to
 * date from the folds, and restored from a column snapshot at a cold start, so that the first sale waits for no fold.
 */
import type { UnitContent } from '../worker/engine-protocol.ts';

export interface CatalogueVariant {
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly itemNo: string;
  readonly barcodes: readonly string[];
  readonly retailPrice: number | null;
  readonly floorPrice: number | null;
  readonly minStock: number | null;
}

export interface CatalogueItem {
  readonly id: string;
  readonly name: string;
  readonly itemNo: string;
  readonly unit: string;
  readonly spec: string;
  readonly category: string;
  readonly mnemonic: string;
  readonly barcodes: readonly string[];
  readonly plu: string;
  readonly byWeight: boolean;
  readonly strict: boolean;
  readonly retailPrice: number | null;
  readonly floorPrice: number | null;
  readonly minStock: number | null;
  readonly units: readonly UnitContent[];
  readonly removed: boolean;
  readonly conflicts: number;
  /** Empty for a simple product, which is its own only variant. */
  readonly variants: readonly CatalogueVariant[];
}

export interface VariantPlace {
  readonly item: CatalogueItem;
  /** `null` for a simple product. */
  readonly variant: CatalogueVariant | null;
}

/** What a code stands for: a variant, in a larger unit where the code is on the box. */
export interface CodeHit extends VariantPlace {
  readonly unit: UnitContent | null;
}

export type SortKey = 'itemNo' | 'name' | 'category' | 'retailPrice';

export class CatalogueTable {
  readonly #items = new Map<string, CatalogueItem>();
  readonly #productOf = new Map<string, string>();
  readonly #codes = new Map<string, CodeHit[]>();
  readonly #haystacks = new Map<string, string>();
  readonly #sorted = new Map<SortKey, readonly CatalogueItem[]>();
  #categories: readonly { readonly name: string; readonly count: number }[] | null = null;

  get size(): number {
    return this.#items.size;
  }
  get(id: string): CatalogueItem | undefined {
    return this.#items.get(id);
  }
  all(): Iterable<CatalogueItem> {
    return this.#items.values();
  }

  put(item: CatalogueItem): void {
    this.delete(item.id);
    this.#items.set(item.id, item);
    for (const variant of item.variants) this.#productOf.set(variant.id, item.id);
    for (const [code, hit] of codesOf(item)) {
      const hits = this.#codes.get(code);
      if (hits === undefined) this.#codes.set(code, [hit]);
      else hits.push(hit);
    }
  }

  delete(id: string): void {
    const item = this.#items.get(id);
    this.#sorted.clear();
    this.#categories = null;
    if (item === undefined) return;
    this.#items.delete(id);
    this.#haystacks.delete(id);
    for (const variant of item.variants) this.#productOf.delete(variant.id);
    for (const [code] of codesOf(item)) {
      const left = (this.#codes.get(code) ?? []).filter((hit) => hit.item.id !== id);
      if (left.length === 0) this.#codes.delete(code);
      else this.#codes.set(code, left);
    }
  }

  variant(id: string): VariantPlace | null {
    const simple = this.#items.get(id);
    if (simple !== undefined) return { item: simple, variant: null };
    const item = this.#items.get(this.#productOf.get(id) ?? '');
    const variant = item?.variants.find((one) => one.id === id);
    return item === undefined || variant === undefined ? null : { item, variant };
  }

  /** By bar code, item number or scale code, removed products left out. */
  byCode(code: string): readonly CodeHit[] {
    return (this.#codes.get(code) ?? []).filter((hit) => !hit.item.removed);
  }

  sorted(by: SortKey): readonly CatalogueItem[] {
    const kept = this.#sorted.get(by);
    if (kept !== undefined) return kept;
    const items = [...this.#items.values()].sort(by === 'retailPrice' ? byPrice : (a, b) => compareTexts(a[by], b[by]));
    this.#sorted.set(by, items);
    return items;
  }

  /** Every word must occur in name, spec, codes or mnemonic. */
  matches(item: CatalogueItem, words: readonly string[]): boolean {
    let haystack = this.#haystacks.get(item.id);
    if (haystack === undefined) {
      const codes = [...item.barcodes, ...item.variants.flatMap((variant) => [variant.itemNo, ...variant.barcodes])];
      haystack = [item.name, item.spec, item.itemNo, item.mnemonic, ...codes].join('\n').toLowerCase();
      this.#haystacks.set(item.id, haystack);
    }
    for (const word of words) if (!haystack.includes(word)) return false;
    return true;
  }

  categories(): readonly { readonly name: string; readonly count: number }[] {
    if (this.#categories === null) {
      const counts = new Map<string, number>();
      for (const { category, removed } of this.#items.values()) {
        if (!removed && category !== '') counts.set(category, (counts.get(category) ?? 0) + 1);
      }
      const rows = [...counts].map(([name, count]) => ({ name, count }));
      this.#categories = rows.sort((a, b) => compareTexts(a.name, b.name));
    }
    return this.#categories;
  }
}

/** What the till calls a variant: attribute values beside the product's own spec. */
export function specOf(place: VariantPlace): string {
  const values = place.variant === null ? [] : Object.values(place.variant.attributes);
  return [place.item.spec, ...values].filter((text) => text !== '').join(' ');
}

export function variantIdOf(place: VariantPlace): string {
  return place.variant?.id ?? place.item.id;
}

export function retailPriceOf(place: VariantPlace): number | null {
  return place.variant?.retailPrice ?? place.item.retailPrice;
}

export function searchWords(search: string): readonly string[] {
  return search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

function* codesOf(item: CatalogueItem): Generator<readonly [string, CodeHit]> {
  const simple = { item, variant: null, unit: null };
  for (const code of new Set([...item.barcodes, item.itemNo, item.plu])) if (code !== '') yield [code, simple];
  for (const unit of item.units) if (unit.barcode !== undefined) yield [unit.barcode, { item, variant: null, unit }];
  for (const variant of item.variants) {
    for (const code of new Set([...variant.barcodes, variant.itemNo])) {
      if (code !== '') yield [code, { item, variant, unit: null }];
    }
  }
}

const collator = new Intl.Collator('zh-CN', { numeric: true });
/** Item numbers first where they differ in ASCII only: Intl's comparison costs ten times a plain one. */
function compareTexts(a: string, b: string): number {
  return a === b ? 0 : collator.compare(a, b);
}
function byPrice(a: CatalogueItem, b: CatalogueItem): number {
  return (a.retailPrice ?? -1) - (b.retailPrice ?? -1);
}
