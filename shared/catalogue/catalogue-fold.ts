/**
 * The catalogue: products, variants and categories, with what finds them: search, barcodes, the variants of a product.
 * Made for 50,000 products: a snapshot restores in columns, and indexes are built when somebody first asks.
 *
 * A product without variant records is its own only variant, under its own id.
 */
import type { Entry } from '../commit/part.ts';
import type { DocumentKind } from '../document/document-kinds.ts';
import type { EntryRef } from '../fold/entry-ref.ts';
import type { Fold, SnapshotData } from '../fold/fold.ts';
import { RecordFold } from '../fold/record-fold.ts';
import { TouchedKeys } from '../fold/touched-keys.ts';
import { categoryFields } from '../schema/category.ts';
import { productFields } from '../schema/product.ts';
import { variantFields } from '../schema/variant.ts';
import { BarcodeIndex, type BarcodeTarget, type CodedTarget, inOrder } from './barcode-index.ts';
import { codesOfProduct, codesOfVariant } from './barcodes-of.ts';
import { readCategories } from './category-records.ts';
import { type CategoryNode, CategoryTree } from './category-tree.ts';
import { attributesOf, textOf } from './field-values.ts';
import { PRICE_GUARD } from './price-change.ts';
import { SearchIndex } from './search-index.ts';
import { SortedRows } from './sorted-rows.ts';

/** How a name is read: full syllables and initials; pinyin-pro or anything else, passed in. */
export type ReadName = (name: string) => { readonly full: string; readonly initials: string };

export type ProductOrder = 'itemNo' | 'name' | 'category' | 'retailPrice';

export class CatalogueFold implements Fold {
  readonly name = 'catalogue';
  readonly version = 3;
  readonly documents: readonly DocumentKind[] = ['catalogue'];
  readonly products: RecordFold;
  readonly variants: RecordFold;
  readonly categories: RecordFold;
  readonly search: SearchIndex;
  readonly #readName: ReadName;
  readonly #barcodes: BarcodeIndex;
  readonly #touched = new TouchedKeys();
  readonly #orders: Readonly<Record<ProductOrder, SortedRows>>;
  readonly #variantsOf = new Map<string, Set<string>>();
  readonly #productOf = new Map<string, string>();
  #tree: CategoryTree | null = null;
  /** Since rows were last put in the order of categories. */
  #areCategoriesNew = false;
  #categoryCounts: readonly CategoryCount[] | null = null;
  /** Products by what their field `category` holds. */
  #keyCounts: ReadonlyMap<string, number> | null = null;
  #revision = 0;

  constructor(readName: ReadName) {
    this.#readName = readName;
    this.products = new RecordFold(
      'product',
      Object.keys(productFields),
      (row, id) => this.#productChanged(row, id),
      PRICE_GUARD,
    );
    this.variants = new RecordFold(
      'variant',
      Object.keys(variantFields),
      (_row, id) => this.#variantChanged(id),
      PRICE_GUARD,
    );
    this.categories = new RecordFold('category', Object.keys(categoryFields), () => this.#categoriesChanged());
    this.search = new SearchIndex((row) => this.#searchText(row));
    this.#barcodes = new BarcodeIndex(
      (owner) => this.#codesOf(owner),
      () => this.#owners(),
    );
    const text = (field: string) => new SortedRows((row) => this.products.textAt(row, field));
    this.#orders = {
      itemNo: text('itemNo'),
      category: new SortedRows((row) => this.categoryPath(row)),
      name: new SortedRows((row) => this.search.lineAt(row)),
      retailPrice: new SortedRows((row) => this.products.numberAt(row, 'retailPrice') ?? -1),
    };
  }

  add(ref: EntryRef, entry: Entry): void {
    for (const fold of [this.products, this.variants, this.categories]) fold.add(ref, entry);
  }

  remove(ref: EntryRef, entry: Entry): void {
    for (const fold of [this.products, this.variants, this.categories]) fold.remove(ref, entry);
  }

  /** Another number after anything has changed: what was derived is still right while it is the same. */
  get revision(): number {
    return this.#revision;
  }

  /** Ids of what is sold under a product, in a fixed order: its variants, or the product itself. */
  variantsOf(product: string): readonly string[] {
    const variants = [...(this.#variantsOf.get(product) ?? [])].filter((id) => this.#isSold(this.variants, id)).sort();
    return variants.length === 0 ? [product] : variants;
  }

  /** Variant records of a product, those taken away apart. */
  variantRecords(product: string): { readonly live: readonly string[]; readonly removed: readonly string[] } {
    const all = [...(this.#variantsOf.get(product) ?? [])].sort();
    const live = all.filter((id) => this.#isSold(this.variants, id));
    return { live, removed: all.filter((id) => !live.includes(id)) };
  }

  /** The product of a variant; of a simple product, itself. */
  productOf(variant: string): string {
    return this.#productOf.get(variant) ?? variant;
  }

  /** What a barcode stands for, removed goods left out; more than one: ask. */
  findBarcode(code: string): readonly BarcodeTarget[] {
    return this.#barcodes.find(code) ?? this.#searchBarcode(code);
  }

  /** The same, but nothing before codes are indexed: for a look that may wait. */
  knownBarcode(code: string): readonly BarcodeTarget[] {
    return this.#barcodes.find(code) ?? [];
  }

  /** Every code of a product and its variants, each once. */
  codesOf(product: string): readonly string[] {
    const owners = [product, ...(this.#variantsOf.get(product) ?? [])];
    return [...new Set(owners.flatMap((owner) => this.#codesOf(owner).map(({ code }) => code)))];
  }

  duplicateBarcodes(): (readonly [string, readonly BarcodeTarget[]])[] {
    return this.#barcodes.duplicates();
  }

  /** Product rows, ascending in an order, removed ones included. */
  rowsBy(order: ProductOrder): readonly number[] {
    this.search.refresh(this.products.rowCount);
    if (order === 'category' && this.#areCategoriesNew) {
      this.#areCategoriesNew = false;
      for (let row = 0; row < this.products.rowCount; row++) this.#orders.category.mark(row);
    }
    return this.#orders[order].order(this.products.rowCount);
  }

  /** The tree that categories make; kept until one changes. */
  get categoryTree(): CategoryTree {
    this.#tree ??= new CategoryTree(readCategories(this.categories));
    return this.#tree;
  }

  /** Path of a product's category, '' for none. */
  categoryPath(row: number): string {
    const key = this.products.textAt(row, 'category');
    return key === '' || this.categories.rowCount === 0 ? key : this.categoryTree.pathOf(key);
  }

  /** Category paths with the number of their products, those below not counted; parents before children, by position. */
  categoryCounts(): readonly CategoryCount[] {
    this.#categoryCounts ??= this.#countCategories();
    return this.#categoryCounts;
  }

  /** Builds what the first search and scan would build; for idle time. */
  warm(): void {
    for (const _step of this.warming());
  }
  /** The same a step at each turn, so that a scan in between is answered. */
  *warming(): IterableIterator<void> {
    this.search.refresh(this.products.rowCount);
    yield;
    yield* this.#barcodes.build();
  }

  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }

  snapshot(): SnapshotData {
    // The records' snapshot leaves rows without entries out, so search lines are numbered as rows will be then.
    const rows: number[] = [];
    for (let row = 0; row < this.products.rowCount; row++) if (this.products.isThere(row)) rows.push(row);
    const lines = new SearchIndex((i) => this.search.lineAt(rows[i] ?? 0).trimEnd());
    const compact = rows.length === this.products.rowCount ? this.search : lines;
    return {
      products: this.products.snapshot(),
      variants: this.variants.snapshot(),
      categories: this.categories.snapshot(),
      search: compact.snapshot(rows.length),
      categoryCounts: JSON.stringify([...this.#countKeys()]),
      // What the till shows first, so that no start has to sort.
      order: compact === lines ? null : Uint32Array.from(this.rowsBy('itemNo')),
    };
  }

  restore(data: SnapshotData): void {
    this.products.restore(data.products as SnapshotData);
    this.variants.restore(data.variants as SnapshotData);
    this.categories.restore(data.categories as SnapshotData);
    this.search.restore(data.search as SnapshotData);
    this.#keyCounts = new Map(JSON.parse(String(data.categoryCounts)) as [string, number][]);
    if (data.order instanceof Uint32Array) this.#orders.itemNo.restore(data.order);
    for (let row = 0; row < this.variants.rowCount; row++) this.#link(this.variants.idOf(row));
  }

  #productChanged(row: number, id: string): void {
    this.#revision++;
    this.search.mark(row);
    for (const order of Object.values(this.#orders)) order.mark(row);
    this.#barcodes.mark(id);
    for (const variant of this.#variantsOf.get(id) ?? []) this.#barcodes.mark(variant);
    this.#forgetCategories();
    this.#touched.mark(id);
  }

  #variantChanged(id: string): void {
    this.#revision++;
    const before = this.#productOf.get(id);
    this.#link(id);
    const now = this.#productOf.get(id);
    this.#barcodes.mark(id);
    for (const product of new Set([before, now])) {
      if (product === undefined) continue;
      this.#barcodes.mark(product);
      const row = this.products.rowOf(product);
      if (row >= 0) {
        this.search.mark(row);
        this.#orders.name.mark(row);
      }
      this.#touched.mark(product);
    }
  }

  #link(variant: string): void {
    const before = this.#productOf.get(variant);
    const value = this.variants.value(variant, 'product');
    const now = this.variants.has(variant) && typeof value === 'string' ? value : undefined;
    if (before === now) return;
    if (before !== undefined) this.#variantsOf.get(before)?.delete(variant);
    if (now === undefined) {
      this.#productOf.delete(variant);
      return;
    }
    this.#productOf.set(variant, now);
    const siblings = this.#variantsOf.get(now);
    if (siblings === undefined) this.#variantsOf.set(now, new Set([variant]));
    else siblings.add(variant);
  }

  #isSold(fold: RecordFold, id: string): boolean {
    const row = fold.rowOf(id);
    return row >= 0 && fold.isThere(row) && !fold.isRemoved(row);
  }

  #searchBarcode(code: string): readonly BarcodeTarget[] {
    const targets: BarcodeTarget[] = [];
    for (const row of this.search.find(code, this.products.rowCount)) {
      const id = this.products.idOf(row);
      for (const owner of [id, ...(this.#variantsOf.get(id) ?? [])]) {
        for (const { product, variant, unit, code: own } of this.#codesOf(owner)) {
          if (own === code) targets.push({ product, variant, unit });
        }
      }
    }
    return inOrder(targets);
  }

  #forgetCategories(): void {
    this.#categoryCounts = null;
    this.#keyCounts = null;
  }

  #categoriesChanged(): void {
    this.#revision++;
    this.#forgetCategories();
    this.#tree = null;
    this.#areCategoriesNew = true;
    this.#touched.markMany();
  }

  #countKeys(): ReadonlyMap<string, number> {
    if (this.#keyCounts !== null) return this.#keyCounts;
    const counts = new Map<string, number>();
    for (let row = 0; row < this.products.rowCount; row++) {
      if (!this.products.isThere(row) || this.products.isRemoved(row)) continue;
      const key = this.products.textAt(row, 'category');
      if (key !== '') counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    this.#keyCounts = counts;
    return counts;
  }

  #countCategories(): readonly CategoryCount[] {
    const counts = this.#countKeys();
    const byPath = new Map<string, number>();
    for (const [key, count] of counts) {
      const path = this.categoryTree.pathOf(key);
      byPath.set(path, (byPath.get(path) ?? 0) + count);
    }
    return this.categoryTree
      .nodes(counts.keys())
      .map((node) => ({ ...node, name: node.path, label: node.name, count: byPath.get(node.path) ?? 0 }));
  }

  #searchText(row: number): string {
    const { products } = this;
    if (!products.isThere(row)) return '';
    const name = products.textAt(row, 'name');
    const { full, initials } = this.#readName(name);
    const words = [full, initials, name];
    for (const field of ['itemNo', 'mnemonic', 'spec', 'brand']) words.push(products.textAt(row, field));
    const id = products.idOf(row);
    words.push(...this.codesOf(id));
    for (const variant of this.#variantsOf.get(id) ?? []) {
      words.push(textOf(this.variants.value(variant, 'itemNo')));
      words.push(...Object.values(attributesOf(this.variants.value(variant, 'attributes'))));
    }
    return words.filter((word) => word !== '').join(' ');
  }

  *#owners(): IterableIterator<string> {
    for (let row = 0; row < this.products.rowCount; row++) yield this.products.idOf(row);
    for (let row = 0; row < this.variants.rowCount; row++) yield this.variants.idOf(row);
  }

  #codesOf(owner: string): readonly CodedTarget[] {
    const codes = this.#isSold(this.products, owner)
      ? codesOfProduct(owner, (field) => this.products.value(owner, field), this.variantsOf(owner))
      : [];
    const product = this.#productOf.get(owner);
    if (product === undefined || !this.#isSold(this.variants, owner) || !this.#isSold(this.products, product)) {
      return codes;
    }
    return [
      ...codes,
      ...codesOfVariant(
        { product, variant: owner },
        (field) => this.variants.value(owner, field),
        (field) => this.products.value(product, field),
      ),
    ];
  }
}

export interface CategoryCount extends Omit<CategoryNode, 'name'> {
  /** The path; `label` is its last step. */
  readonly name: string;
  readonly label: string;
  readonly count: number;
}
