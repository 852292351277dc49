/**
 * Returns and reversals by id, and what they take of tickets (trade.md §2.4, §4). Two returns of one line both stand,
 * whatever they come to: what goes beyond the sold is a task for a person, the later of the two named. Of two reversals
 * of a ticket one counts; a reversal beside a return of the same ticket has no effect and is a task for its author.
 * Kept as numbers by ticket and line; the papers themselves as the texts of their entries.
 */
import type { Entry } from '../commit/part.ts';
import { type DocumentKind, parseDocumentName } from '../document/document-kinds.ts';
import { compareRefs, compareTexts, type EntryRef } from '../fold/entry-ref.ts';
import { type Fact, FactSet } from '../fold/fact-set.ts';
import type { Fold, SnapshotData } from '../fold/fold.ts';
import { OrderedFacts } from '../fold/ordered-facts.ts';
import { TouchedKeys } from '../fold/touched-keys.ts';
import { isPosReturn, isSaleReversal, type PosReturn, type SaleReversal } from '../schema/pos-return.ts';
import type { TenderKind } from '../schema/pos-sale.ts';

export interface ReturnSummary {
  readonly [key: string]: string | number;
  readonly id: string;
  readonly kind: 'posReturn' | 'saleReversal';
  readonly number: string;
  /** `''` without one. */
  readonly ticket: string;
  readonly branch: string;
  readonly register: string;
  readonly shift: string;
  readonly handler: string;
  /** Fen given back, an exchange's part included. */
  readonly refund: number;
  readonly pieces: number;
  /** Sale of the same commit, `''` for none. */
  readonly exchange: string;
  /** The entry, as JSON. */
  readonly text: string;
}

export interface ReturnedOfLine {
  readonly quantity: number;
  readonly refund: number;
}

const NOTHING: ReturnedOfLine = { quantity: 0, refund: 0 };

export class ReturnFold implements Fold {
  readonly name = 'returns';
  readonly version = 1;
  readonly documents: readonly DocumentKind[] = ['tickets'];
  readonly #touched = new TouchedKeys();
  readonly #order = new OrderedFacts<ReturnSummary>();
  readonly #ofTicket = new Map<string, Set<string>>();
  readonly #ofSale = new Map<string, Set<string>>();
  readonly #ofShift = new Map<string, Set<string>>();
  /** Sales that were paid by goods brought back: id → fen. */
  readonly #exchanged = new FactSet<{ readonly amount: number }>();
  readonly #facts = new FactSet<ReturnSummary>(
    (fact) => this.#index(fact, true),
    (fact) => this.#index(fact, false),
    (summary) => summary.text,
  );

  add(ref: EntryRef, entry: Entry): void {
    const summary = summaryOf(ref, entry);
    if (summary !== null) this.#facts.add(ref, summary.id, summary);
    const exchanged = exchangedIn(entry);
    if (exchanged !== null) this.#exchanged.add(ref, exchanged.id, { amount: exchanged.amount });
  }

  remove(ref: EntryRef, entry: Entry): void {
    const summary = summaryOf(ref, entry);
    if (summary !== null) this.#facts.remove(ref, summary.id);
    const exchanged = exchangedIn(entry);
    if (exchanged !== null) this.#exchanged.remove(ref, exchanged.id);
  }

  get size(): number {
    return this.#order.length;
  }

  latest(limit: number): Fact<ReturnSummary>[] {
    return this.#order.latest(limit);
  }

  all(): IterableIterator<Fact<ReturnSummary>> {
    return this.#order.all();
  }

  get(id: string): readonly Fact<ReturnSummary>[] {
    return this.#facts.get(id);
  }

  /** The return in full; `null` for what is none or is not here. */
  read(id: string): PosReturn | null {
    const text = this.#facts.get(id)[0]?.value.text;
    const entry: unknown = text === undefined ? null : JSON.parse(text);
    return isPosReturn(entry) ? entry : null;
  }

  readReversal(id: string): SaleReversal | null {
    const text = this.#facts.get(id)[0]?.value.text;
    const entry: unknown = text === undefined ? null : JSON.parse(text);
    return isSaleReversal(entry) ? entry : null;
  }

  /** Returns of a ticket in order, both contents where one id stands for two. */
  returnsOf(ticket: string): Fact<ReturnSummary>[] {
    return this.#of(ticket).filter((fact) => fact.value.kind === 'posReturn');
  }

  reversalsOf(ticket: string): Fact<ReturnSummary>[] {
    return this.#of(ticket).filter((fact) => fact.value.kind === 'saleReversal');
  }

  /** Reversed, and nothing of it came back otherwise: the reversal of a ticket with a return has no effect. */
  isReversed(ticket: string): boolean {
    return this.reversalsOf(ticket).length > 0 && this.returnsOf(ticket).length === 0;
  }

  /** Thousandths and fen that all returns took of a line. */
  returned(ticket: string, line: number): ReturnedOfLine {
    let sum = NOTHING;
    for (const fact of this.returnsOf(ticket)) {
      const { lines } = JSON.parse(fact.value.text) as PosReturn;
      for (const one of lines) {
        if (one.line === line) sum = { quantity: sum.quantity + one.quantity, refund: sum.refund + one.refund };
      }
    }
    return sum;
  }

  /** Fen that returns of a ticket gave back by a tender. */
  refundedBy(ticket: string, kind: TenderKind): number {
    return this.returnsOf(ticket)
      .flatMap((fact) => (JSON.parse(fact.value.text) as PosReturn).tenders)
      .reduce((sum, tender) => sum + (tender.kind === kind ? tender.amount : 0), 0);
  }

  /** The paper with this number; `null` for none. Asked when somebody scans one: a walk, no index. */
  byNumber(number: string): string | null {
    for (const { value } of this.#order.all()) if (value.number === number) return value.id;
    return null;
  }

  /** Papers written in a shift, in order. */
  ofShift(shift: string): Fact<ReturnSummary>[] {
    return [...(this.#ofShift.get(shift) ?? [])]
      .flatMap((id) => this.#facts.get(id))
      .filter((fact) => fact.value.shift === shift)
      .sort((a, b) => compareRefs(a.ref, b.ref));
  }

  /** Does this paper take anything off? A second reversal and one beside a return do not. */
  counts({ id, kind, ticket }: ReturnSummary): boolean {
    return kind === 'posReturn' || (this.isReversed(ticket) && this.reversalsOf(ticket)[0]?.value.id === id);
  }

  /** Tickets with a return or a reversal. */
  tickets(): string[] {
    return [...this.#ofTicket.keys()].sort(compareTexts);
  }

  /** The return that paid for a sale in part or in full. */
  returnOfSale(sale: string): Fact<ReturnSummary> | null {
    const ids = [...(this.#ofSale.get(sale) ?? [])];
    return ids.flatMap((id) => this.#facts.get(id)).sort((a, b) => compareRefs(a.ref, b.ref))[0] ?? null;
  }

  /** Sales that claim to be paid by goods brought back: their commit's place, and fen. */
  exchanges(): readonly { readonly sale: string; readonly amount: number; readonly ref: EntryRef }[] {
    return [...this.#exchanged.facts()]
      .sort((a, b) => compareRefs(a.ref, b.ref))
      .map(({ key, ref, value }) => ({ sale: key, amount: value.amount, ref }));
  }

  /** Ids under which different papers stand. */
  disputed(): string[] {
    return this.#facts.disputed();
  }

  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }

  snapshot(): SnapshotData {
    return { returns: this.#facts.snapshot(), exchanged: this.#exchanged.snapshot() };
  }

  restore(data: SnapshotData): void {
    this.#facts.restore(String(data.returns));
    this.#exchanged.restore(String(data.exchanged));
  }

  #of(ticket: string): Fact<ReturnSummary>[] {
    return [...(this.#ofTicket.get(ticket) ?? [])]
      .flatMap((id) => this.#facts.get(id))
      .filter((fact) => fact.value.ticket === ticket)
      .sort((a, b) => compareRefs(a.ref, b.ref));
  }

  #index(fact: Fact<ReturnSummary>, there: boolean): void {
    const { id, ticket, exchange, shift } = fact.value;
    if (there) this.#order.insert(fact);
    else this.#order.delete(fact);
    const left = this.#facts.get(id);
    if (ticket !== '') keep(this.#ofTicket, ticket, id, there || left.some((one) => one.value.ticket === ticket));
    if (exchange !== '') keep(this.#ofSale, exchange, id, there || left.some((one) => one.value.exchange === exchange));
    keep(this.#ofShift, shift, id, there || left.some((one) => one.value.shift === shift));
    this.#touched.mark(id);
    if (ticket !== '') this.#touched.mark(ticket);
  }
}

function keep(map: Map<string, Set<string>>, key: string, id: string, there: boolean): void {
  const known = map.get(key) ?? new Set<string>();
  if (there) known.add(id);
  else known.delete(id);
  if (known.size > 0) map.set(key, known);
  else map.delete(key);
}

function summaryOf(ref: EntryRef, entry: Entry): ReturnSummary | null {
  if (entry.kind === 'posReturn' && isPosReturn(entry)) {
    const { id, kind, number, ticket = '', register, shift, handler, refund, exchange = '' } = entry;
    const pieces = returnedPieces(entry);
    return { id, kind, number, ticket, register, shift, handler, refund, pieces, exchange, ...place(ref, entry) };
  }
  if (entry.kind === 'saleReversal' && isSaleReversal(entry)) {
    const { id, kind, number, ticket, register, shift, handler, payable: refund } = entry;
    return {
      id,
      kind,
      number,
      ticket,
      register,
      shift,
      handler,
      refund,
      pieces: 0,
      exchange: '',
      ...place(ref, entry),
    };
  }
  return null;
}

const place = (ref: EntryRef, entry: unknown): { readonly branch: string; readonly text: string } => ({
  branch: parseDocumentName(ref.document)?.branch ?? '',
  text: JSON.stringify(entry),
});

/** Whole units count as they are, a weighed line as one, as on tickets. */
export function returnedPieces(entry: Pick<PosReturn, 'lines'>): number {
  return entry.lines.reduce((sum, line) => sum + (line.quantity % 1000 === 0 ? line.quantity / 1000 : 1), 0);
}

/** Looked at before the shape, since nearly every ticket has no such tender. */
function exchangedIn(entry: Entry): { readonly id: string; readonly amount: number } | null {
  if (entry.kind !== 'posSale' || !Array.isArray(entry.tenders)) return null;
  let amount = 0;
  for (const tender of entry.tenders as readonly unknown[]) {
    if (typeof tender !== 'object' || tender === null || !('kind' in tender) || tender.kind !== 'exchange') continue;
    if ('amount' in tender && typeof tender.amount === 'number') amount += tender.amount;
  }
  return amount === 0 ? null : { id: String(entry.id), amount };
}
