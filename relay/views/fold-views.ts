/**
 * Folds as plain maps for wall displays and third parties:
 *
 *   catalogue   `products`: id → { itemNo, name, category, unit, retailPrice }
 *   stock       `onHand`: `<branch>/<warehouse>/<variant>` → thousandths
 *   today       `branches`: branch → { date, tickets, net } of the shop's current day (fen)
 *
 * Only what has changed is written, and only by the relay. Prices are ten-thousandths, as in the folds.
 */
import type * as Y from 'yjs';
import { CatalogueFold } from '../../shared/catalogue/catalogue-fold.ts';
import type { Entry } from '../../shared/commit/part.ts';
import type { PartPlace } from '../../shared/fold/entry-ref.ts';
import { FoldSet } from '../../shared/fold/fold.ts';
import { dateOf, type WallClock } from '../../shared/foundation/clock.ts';
import { TicketFold } from '../../shared/sales/ticket-fold.ts';
import { StockFold } from '../../shared/stock/stock-fold.ts';
import { YjsDocument } from './yjs-document.ts';

export const VIEW_NAMES = ['catalogue', 'stock', 'today'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];
export const asViewName = (text: string): ViewName | null => VIEW_NAMES.find((name) => name === text) ?? null;

/** What a member must be allowed to show a view to others; `null` for a name that is no view. */
export function usesOfView(name: string): readonly string[] | null {
  switch (name) {
    case 'view/catalogue':
      return ['catalogue.view@*'];
    case 'view/stock':
      return ['stock.view@*'];
    case 'view/today':
      return ['sales.view@*'];
    default:
      return null;
  }
}

const PRODUCT_TEXTS = ['itemNo', 'name', 'unit'] as const;

export class FoldViews {
  // Pinyin is for searching, which nobody does here.
  readonly #catalogue = new CatalogueFold((name) => ({ full: name, initials: '' }));
  readonly #stock: StockFold;
  readonly #tickets = new TicketFold();
  readonly #set: FoldSet;
  readonly #documents: Readonly<Record<ViewName, YjsDocument>>;
  readonly #utcOffset: number;
  readonly #clock: WallClock;

  constructor(utcOffsetMinutes: number, clock: WallClock) {
    this.#utcOffset = utcOffsetMinutes;
    this.#clock = clock;
    this.#stock = new StockFold(utcOffsetMinutes);
    this.#set = new FoldSet([this.#catalogue, this.#stock, this.#tickets]);
    this.#documents = { catalogue: new YjsDocument(), stock: new YjsDocument(), today: new YjsDocument() };
  }

  document(name: ViewName): YjsDocument {
    return this.#documents[name];
  }
  add(place: PartPlace, entries: readonly Entry[]): void {
    this.#set.addPart(place, entries);
  }
  remove(place: PartPlace, entries: readonly Entry[]): void {
    this.#set.removePart(place, entries);
  }

  /** Writes what has changed since the last time. */
  publish(): void {
    const touched = this.#set.drainTouched();
    const products = touched.get(this.#catalogue.name);
    if (products !== undefined) this.#publishProducts(products);
    if (touched.has(this.#stock.name)) this.#publishStock();
    if (this.#tickets.size > 0) this.#publishToday();
  }

  close(): void {
    for (const document of Object.values(this.#documents)) document.close();
  }

  #publishProducts(touched: ReadonlySet<string> | 'many'): void {
    const { products } = this.#catalogue;
    const ids =
      touched === 'many' ? Array.from({ length: products.rowCount }, (_, row) => products.idOf(row)) : touched;
    const next = new Map<string, unknown>();
    for (const id of ids) {
      const row = products.rowOf(id);
      if (row < 0 || !products.isThere(row) || products.isRemoved(row)) next.set(id, null);
      else {
        const texts = Object.fromEntries(PRODUCT_TEXTS.map((field) => [field, products.textAt(row, field)]));
        const category = this.#catalogue.categoryPath(row);
        next.set(id, { ...texts, category, retailPrice: products.numberAt(row, 'retailPrice') });
      }
    }
    write(this.#documents.catalogue.doc, 'products', next);
  }

  #publishStock(): void {
    const next = new Map<string, number>();
    for (const pool of this.#stock.pools()) {
      const { places, variants } = this.#stock;
      next.set(`${places.textOf(pool.place)}/${variants.textOf(pool.variant)}`, pool.balance);
    }
    write(this.#documents.stock.doc, 'onHand', next);
  }

  #publishToday(): void {
    const date = dateOf(this.#clock.now() * 1000, this.#utcOffset);
    const sums = new Map<string, { date: string; tickets: number; net: number }>();
    for (const { ref, value } of this.#tickets.all()) {
      if (dateOf(ref.time, this.#utcOffset) !== date) continue;
      const sum = sums.get(value.branch) ?? { date, tickets: 0, net: 0 };
      sums.set(value.branch, { date, tickets: sum.tickets + 1, net: sum.net + value.payable });
    }
    const before = this.#documents.today.doc.getMap('branches');
    for (const branch of before.keys()) if (!sums.has(branch)) sums.set(branch, { date, tickets: 0, net: 0 });
    write(this.#documents.today.doc, 'branches', sums);
  }
}

function write(doc: Y.Doc, root: string, next: ReadonlyMap<string, unknown>): void {
  const map = doc.getMap(root);
  doc.transact(() => {
    for (const [key, value] of next) {
      if (value === null) map.delete(key);
      else if (JSON.stringify(map.get(key)) !== JSON.stringify(value)) map.set(key, value);
    }
  });
}
