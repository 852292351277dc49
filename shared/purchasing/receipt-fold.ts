/**
 * Goods receipts by id, with what their lines cost where this replica may know it. One delivery note of one supplier on
 * two receipts is a certain double (trade.md §2.4): both stand, a person reverses one.
 */
import type { Entry } from '../commit/part.ts';
import { type DocumentKind, parseDocumentName } from '../document/document-kinds.ts';
import { compareRefs, type EntryRef } from '../fold/entry-ref.ts';
import { type Fact, FactSet } from '../fold/fact-set.ts';
import type { Fold, SnapshotData } from '../fold/fold.ts';
import { OrderedFacts } from '../fold/ordered-facts.ts';
import { SumFold } from '../fold/sum-fold.ts';
import { TouchedKeys } from '../fold/touched-keys.ts';
import { counterOf } from '../schema/document-number.ts';
import { type GoodsReceipt, isGoodsReceipt, isReceiptCost, type ReceiptCost } from '../schema/goods-receipt.ts';

export type FoldedReceipt = GoodsReceipt & { readonly branch: string; readonly member: string };

export class ReceiptFold implements Fold {
  readonly name = 'receipts';
  readonly version = 1;
  readonly documents: readonly DocumentKind[] = ['purchasing', 'priced'];
  readonly #touched = new TouchedKeys();
  readonly #order = new OrderedFacts<FoldedReceipt>();
  readonly #receipts = new FactSet<FoldedReceipt>(
    (fact) => this.#order.insert(fact),
    (fact) => this.#order.delete(fact),
  );
  readonly #costs = new SumFold<ReceiptCost>((cost) => [[`${cost.receipt} ${cost.line}`, cost.amount]]);

  add(ref: EntryRef, entry: Entry): void {
    if (isGoodsReceipt(entry)) {
      const { branch = '', member = '' } = parseDocumentName(ref.document) ?? {};
      this.#receipts.add(ref, entry.id, { ...entry, branch, member });
      this.#touched.mark(entry.id);
    } else if (isReceiptCost(entry)) {
      this.#costs.add(ref, `${entry.receipt} ${entry.line}`, { ...entry });
      this.#touched.mark(entry.receipt);
    }
  }

  remove(ref: EntryRef, entry: Entry): void {
    if (isGoodsReceipt(entry)) {
      this.#receipts.remove(ref, entry.id);
      this.#touched.mark(entry.id);
    } else if (isReceiptCost(entry)) {
      this.#costs.remove(ref, `${entry.receipt} ${entry.line}`);
      this.#touched.mark(entry.receipt);
    }
  }

  latest(limit: number): Fact<FoldedReceipt>[] {
    return this.#order.latest(limit);
  }

  get(id: string): readonly Fact<FoldedReceipt>[] {
    return this.#receipts.get(id);
  }

  /** Fen of a line; `null` when it has none here. */
  lineCost(receipt: string, line: number): number | null {
    return this.#costs.facts.has(`${receipt} ${line}`) ? this.#costs.sum(`${receipt} ${line}`) : null;
  }

  /** Receipts that repeat a supplier's delivery note, beyond the first in order. */
  receivedTwice(): Fact<FoldedReceipt>[] {
    const first = new Set<string>();
    const doubles: Fact<FoldedReceipt>[] = [];
    for (const fact of this.#order.all()) {
      const { supplier, deliveryNote } = fact.value;
      if (deliveryNote === '' || supplier === '') continue;
      const key = JSON.stringify([supplier, deliveryNote]);
      if (first.has(key)) doubles.push(fact);
      else first.add(key);
    }
    return doubles.sort((a, b) => compareRefs(a.ref, b.ref));
  }

  lastCounter(stem: string): number {
    let last = 0;
    for (const fact of this.#order.all()) last = Math.max(last, counterOf(stem, fact.value.number) ?? 0);
    return last;
  }

  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }

  snapshot(): SnapshotData {
    return { receipts: this.#receipts.snapshot(), costs: this.#costs.facts.snapshot() };
  }

  restore(data: SnapshotData): void {
    this.#receipts.restore(String(data.receipts));
    this.#costs.facts.restore(String(data.costs));
  }
}
