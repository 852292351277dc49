/**
 * Held tickets (挂单) of all tills. A hold is open until somebody recalls it, its basket is sold, or a day has passed;
 * none of this takes it away from who has it on the screen: two tills that recall one hold both keep it, and only a
 * second completed sale is a task (shared/sales/ticket-fold.ts, tickets of one basket).
 */
import type { Entry } from '../commit/part.ts';
import { type DocumentKind, parseDocumentName } from '../document/document-kinds.ts';
import { compareRefs, type EntryRef } from '../fold/entry-ref.ts';
import { type Fact, FactSet } from '../fold/fact-set.ts';
import type { Fold, SnapshotData } from '../fold/fold.ts';
import { TouchedKeys } from '../fold/touched-keys.ts';
import { type Hold, isHold, isRecall, type Recall } from '../schema/hold.ts';
import type { TicketFold } from './ticket-fold.ts';

export const HOLD_LASTS_US = 86_400_000_000;

export interface HeldTicket {
  readonly hold: Hold;
  readonly branch: string;
  readonly ref: EntryRef;
}

export class HoldFold implements Fold {
  readonly name = 'holds';
  readonly version = 1;
  readonly documents: readonly DocumentKind[] = ['tickets'];
  readonly #touched = new TouchedKeys();
  readonly #holds = new FactSet<Hold>();
  readonly #recalls = new FactSet<Recall>(
    (fact) => this.#index(fact, true),
    (fact) => this.#index(fact, false),
  );
  readonly #recallsOf = new Map<string, Set<string>>();

  add(ref: EntryRef, entry: Entry): void {
    if (entry.kind === 'hold' && isHold(entry)) this.#holds.add(ref, entry.id, { ...entry });
    else if (entry.kind === 'recall' && isRecall(entry)) this.#recalls.add(ref, entry.id, { ...entry });
    else return;
    this.#touched.mark(String(entry.id));
  }

  remove(ref: EntryRef, entry: Entry): void {
    if (entry.kind === 'hold' && isHold(entry)) this.#holds.remove(ref, entry.id);
    else if (entry.kind === 'recall' && isRecall(entry)) this.#recalls.remove(ref, entry.id);
    else return;
    this.#touched.mark(String(entry.id));
  }

  get(id: string): HeldTicket | null {
    const fact = this.#holds.get(id)[0];
    return fact === undefined ? null : heldOf(fact);
  }

  /** Those of a branch that nobody took up, the oldest first. `now` in microseconds. */
  open(branch: string, now: number, tickets: TicketFold): HeldTicket[] {
    const open: Fact<Hold>[] = [];
    for (const fact of this.#holds.facts()) {
      if (fact.ref.time < now - HOLD_LASTS_US || parseDocumentName(fact.ref.document)?.branch !== branch) continue;
      if (this.#recallsOf.has(fact.value.id) || tickets.ofBasket(fact.value.basket) !== null) continue;
      if (this.#holds.get(fact.value.id)[0] === fact) open.push(fact);
    }
    return open.sort((a, b) => compareRefs(a.ref, b.ref)).map(heldOf);
  }

  /** Who took a hold up, in order: more than one is a double that both are told of. */
  recallsOf(hold: string): Fact<Recall>[] {
    return [...(this.#recallsOf.get(hold) ?? [])]
      .flatMap((id) => this.#recalls.get(id))
      .filter((fact) => fact.value.hold === hold)
      .sort((a, b) => compareRefs(a.ref, b.ref));
  }

  /** The newest hold of a basket: where a cart on the screen came from. */
  ofBasket(basket: string): HeldTicket | null {
    const facts = [...this.#holds.facts()].filter((fact) => fact.value.basket === basket);
    const newest = facts.sort((a, b) => compareRefs(b.ref, a.ref))[0];
    return newest === undefined ? null : heldOf(newest);
  }

  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }

  snapshot(): SnapshotData {
    return { holds: this.#holds.snapshot(), recalls: this.#recalls.snapshot() };
  }

  restore(data: SnapshotData): void {
    this.#holds.restore(String(data.holds));
    this.#recalls.restore(String(data.recalls));
  }

  #index(fact: Fact<Recall>, there: boolean): void {
    const { hold, id } = fact.value;
    const known = this.#recallsOf.get(hold) ?? new Set<string>();
    if (there || this.#recalls.get(id).some((one) => one.value.hold === hold)) known.add(id);
    else known.delete(id);
    if (known.size > 0) this.#recallsOf.set(hold, known);
    else this.#recallsOf.delete(hold);
    this.#touched.mark(hold);
  }
}

function heldOf(fact: Fact<Hold>): HeldTicket {
  return { hold: fact.value, branch: parseDocumentName(fact.ref.document)?.branch ?? '', ref: fact.ref };
}
