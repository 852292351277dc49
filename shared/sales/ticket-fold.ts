/**
 * Tickets (零售单) by id. The same ticket twice is one; one id with two contents shows both. Two tickets paid from one
 * basket are a double that every device sees. What a list needs is kept as numbers and short texts, the ticket itself
 * as the text of its entry, read when it is opened.
 */
import type { Entry } from '../commit/part.ts';
import type { DocumentKind } from '../document/document-kinds.ts';
import { parseDocumentName } from '../document/document-kinds.ts';
import { compareRefs, type EntryRef } from '../fold/entry-ref.ts';
import { type Fact, FactSet, type StoredForm } from '../fold/fact-set.ts';
import type { Fold, SnapshotData, SnapshotValue } from '../fold/fold.ts';
import { OrderedFacts } from '../fold/ordered-facts.ts';
import { TouchedKeys } from '../fold/touched-keys.ts';
import { counterOf } from '../schema/document-number.ts';
import { isPosSale, type PosSale } from '../schema/pos-sale.ts';

export interface TicketSummary {
  readonly [key: string]: string | number;
  readonly id: string;
  readonly number: string;
  readonly payable: number;
  /** {@link piecesOf} */
  readonly pieces: number;
  readonly branch: string;
  readonly register: string;
  readonly shift: string;
  readonly handler: string;
  readonly basket: string;
  /** The entry, as JSON. */
  readonly text: string;
}

export interface ShiftTickets {
  readonly tickets: number;
  /** Σ payable, fen. */
  readonly net: number;
  readonly pieces: number;
}

/** So many a start brings back at once: what a list of recent tickets shows. */
const NEWEST = 100;

/** The entry itself; the rest of a summary follows from it and from the document's name. */
const STORED: StoredForm<TicketSummary> = {
  write: (ticket) => ticket.text,
  read: (stored, ref) => summaryOf(stored as PosSale, parseDocumentName(ref.document)?.branch ?? ''),
};

const NO_TICKETS: ShiftTickets = { tickets: 0, net: 0, pieces: 0 };

export class TicketFold implements Fold {
  readonly name = 'tickets';
  readonly version = 2;
  readonly documents: readonly DocumentKind[] = ['tickets'];
  readonly #touched = new TouchedKeys();
  readonly #order = new OrderedFacts<TicketSummary>();
  readonly #ofBasket = new Map<string, Set<string>>();
  /** Baskets that became more than one ticket: few, so lists need not look at all. */
  readonly #doubleBaskets = new Set<string>();
  readonly #ofShift = new Map<string, ShiftTickets>();
  readonly #ofNumber = new Map<string, Set<string>>();
  readonly #facts = new FactSet<TicketSummary>(
    (fact) => this.#appears(fact),
    (fact) => this.#goes(fact),
    (ticket) => ticket.text,
    STORED,
  );
  /** Tickets that come in pieces are in the sums of their shifts already. */
  #counting = true;

  add(ref: EntryRef, entry: Entry): void {
    if (!isPosSale(entry)) return;
    const branch = parseDocumentName(ref.document)?.branch ?? '';
    this.#facts.add(ref, entry.id, summaryOf(entry, branch));
  }

  remove(ref: EntryRef, entry: Entry): void {
    if (isPosSale(entry)) this.#facts.remove(ref, entry.id);
  }

  get size(): number {
    return this.#order.length;
  }

  /** Latest first. */
  latest(limit: number): Fact<TicketSummary>[] {
    return this.#order.latest(limit);
  }

  all(): IterableIterator<Fact<TicketSummary>> {
    return this.#order.all();
  }

  /** Both contents when one id stands for two, the first in order first. */
  get(id: string): readonly Fact<TicketSummary>[] {
    return this.#facts.get(id);
  }

  /** The ticket in full; `null` when it is not here. */
  read(id: string): { readonly sale: PosSale; readonly fact: Fact<TicketSummary> } | null {
    const fact = this.#facts.get(id)[0];
    if (fact === undefined) return null;
    const sale: unknown = JSON.parse(fact.value.text);
    return isPosSale(sale) ? { sale, fact } : null;
  }

  byNumber(number: string): readonly string[] {
    return [...(this.#ofNumber.get(number) ?? [])].sort();
  }

  shift(shift: string): ShiftTickets {
    return this.#ofShift.get(shift) ?? NO_TICKETS;
  }

  ticketsOfShift(shift: string): Fact<TicketSummary>[] {
    return [...this.#order.all()].filter((fact) => fact.value.shift === shift);
  }

  /** Tickets of one basket beyond the first in order: paid twice. */
  paidTwice(): Fact<TicketSummary>[] {
    const doubles: Fact<TicketSummary>[] = [];
    for (const basket of this.#doubleBaskets) {
      const facts = [...(this.#ofBasket.get(basket) ?? [])]
        .flatMap((id) => this.#facts.get(id))
        .sort((a, b) => compareRefs(a.ref, b.ref));
      doubles.push(...facts.slice(1));
    }
    return doubles.sort((a, b) => compareRefs(a.ref, b.ref));
  }

  /** The ticket that a basket became, so that paying it again finds it; `null` when it was not paid. */
  ofBasket(basket: string): string | null {
    const ids = [...(this.#ofBasket.get(basket) ?? [])].flatMap((id) => this.#facts.get(id));
    return ids.sort((a, b) => compareRefs(a.ref, b.ref))[0]?.value.id ?? null;
  }

  /** Ids under which different tickets stand. */
  disputed(): string[] {
    return this.#facts.disputed();
  }

  /** Numbers on more than one ticket. */
  doubleNumbers(): string[] {
    return [...this.#ofNumber]
      .filter(([, ids]) => ids.size > 1)
      .map(([number]) => number)
      .sort();
  }

  /** Highest counter given out under a stem; 0 when none is known here. */
  lastCounter(stem: string): number {
    let last = 0;
    for (const number of this.#ofNumber.keys()) last = Math.max(last, counterOf(stem, number) ?? 0);
    return last;
  }

  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }

  /** The sums of shifts and the newest tickets are enough to sell on; the older ones come later. */
  snapshot(): SnapshotData {
    const newest = new Set(this.#order.latest(NEWEST).map((fact) => fact.key));
    return {
      shifts: JSON.stringify([...this.#ofShift].map(([id, { tickets, net, pieces }]) => [id, tickets, net, pieces])),
      newest: this.#facts.snapshot(newest),
      later: this.#facts.pieces(newest),
    };
  }

  restore(data: SnapshotData): void {
    const shifts: [string, number, number, number][] = JSON.parse(String(data.shifts));
    for (const [id, tickets, net, pieces] of shifts) this.#ofShift.set(id, { tickets, net, pieces });
    this.restoreLater(String(data.newest));
    if (!Array.isArray(data.later)) return;
    for (const piece of data.later) this.restoreLater(piece);
    this.settleLater();
  }

  restoreLater(piece: SnapshotValue): void {
    this.#counting = false;
    this.#facts.restore(String(piece));
    this.#counting = true;
  }

  /** A ticket that came again meanwhile was counted twice until here. */
  settleLater(): void {
    this.#ofShift.clear();
    for (const fact of this.#order.all()) this.#count(fact.value, 1);
  }

  #appears(fact: Fact<TicketSummary>): void {
    const ticket = fact.value;
    this.#order.insert(fact);
    put(this.#ofBasket, ticket.basket, ticket.id);
    this.#watchBasket(ticket.basket);
    put(this.#ofNumber, ticket.number, ticket.id);
    this.#count(ticket, 1);
  }

  #goes(fact: Fact<TicketSummary>): void {
    const ticket = fact.value;
    this.#order.delete(fact);
    const left = this.#facts.get(ticket.id);
    if (!left.some((one) => one.value.basket === ticket.basket)) take(this.#ofBasket, ticket.basket, ticket.id);
    this.#watchBasket(ticket.basket);
    if (!left.some((one) => one.value.number === ticket.number)) take(this.#ofNumber, ticket.number, ticket.id);
    this.#count(ticket, -1);
  }

  #watchBasket(basket: string): void {
    if ((this.#ofBasket.get(basket)?.size ?? 0) > 1) this.#doubleBaskets.add(basket);
    else this.#doubleBaskets.delete(basket);
  }

  #count(ticket: TicketSummary, sign: 1 | -1): void {
    if (!this.#counting) return;
    const { tickets, net, pieces } = this.shift(ticket.shift);
    const now = {
      tickets: tickets + sign,
      net: net + sign * ticket.payable,
      pieces: pieces + sign * ticket.pieces,
    };
    if (now.tickets === 0) this.#ofShift.delete(ticket.shift);
    else this.#ofShift.set(ticket.shift, now);
    this.#touched.mark(ticket.id);
  }
}

/** Pieces of a ticket: whole units count as they are, a weighed line as one. Thousandths of nothing: a plain number. */
export function piecesOf(sale: Pick<PosSale, 'lines'>): number {
  return sale.lines.reduce((sum, line) => sum + (line.quantity % 1000 === 0 ? line.quantity / 1000 : 1), 0);
}

function summaryOf(sale: PosSale, branch: string): TicketSummary {
  return {
    id: sale.id,
    number: sale.number,
    payable: sale.payable,
    pieces: piecesOf(sale),
    branch,
    register: sale.register,
    shift: sale.shift,
    handler: sale.handler,
    basket: sale.basket,
    text: JSON.stringify(sale),
  };
}

function put(map: Map<string, Set<string>>, key: string, id: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([id]));
  else known.add(id);
}

function take(map: Map<string, Set<string>>, key: string, id: string): void {
  const known = map.get(key);
  known?.delete(id);
  if (known?.size === 0) map.delete(key);
}
