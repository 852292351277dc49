/** How often each ticket was printed: the second time on it is marked 补打. */
import type { Entry } from '../commit/part.ts';
import type { DocumentKind } from '../document/document-kinds.ts';
import type { EntryRef } from '../fold/entry-ref.ts';
import type { Fold, SnapshotData } from '../fold/fold.ts';
import { SumFold } from '../fold/sum-fold.ts';
import { TouchedKeys } from '../fold/touched-keys.ts';
import { isTicketPrint, type TicketPrint } from '../schema/ticket-print.ts';

export class PrintFold implements Fold {
  readonly name = 'prints';
  readonly version = 1;
  readonly documents: readonly DocumentKind[] = ['tickets'];
  readonly #touched = new TouchedKeys();
  readonly #prints = new SumFold<TicketPrint>(
    (print) => [[print.document, 1]],
    (document) => this.#touched.mark(document),
  );

  add(ref: EntryRef, entry: Entry): void {
    if (entry.kind === 'ticketPrint' && isTicketPrint(entry)) this.#prints.add(ref, entry.id, { ...entry });
  }
  remove(ref: EntryRef, entry: Entry): void {
    if (entry.kind === 'ticketPrint' && isTicketPrint(entry)) this.#prints.remove(ref, entry.id);
  }

  /** Times that the paper was printed. */
  copies(document: string): number {
    return this.#prints.sum(document);
  }

  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }
  snapshot(): SnapshotData {
    return { prints: this.#prints.facts.snapshot() };
  }
  restore(data: SnapshotData): void {
    this.#prints.facts.restore(String(data.prints));
  }
}
