/**
 * Shifts of registers and the money of their drawers. Expected cash = float + every cash entry of the account `cash`
 * that names the shift: a ticket stays in the shift it names, however late it arrives. The signed figures of the close
 * never change; what came later stands beside them (case d3).
 */
import type { Entry } from '../commit/part.ts';
import { type DocumentKind, parseDocumentName } from '../document/document-kinds.ts';
import { compareRefs, type EntryRef } from '../fold/entry-ref.ts';
import { type Fact, FactSet } from '../fold/fact-set.ts';
import type { Fold, SnapshotData } from '../fold/fold.ts';
import { SumFold } from '../fold/sum-fold.ts';
import { TouchedKeys } from '../fold/touched-keys.ts';
import { type Cash, isCash } from '../schema/cash.ts';
import { isShiftClose, isShiftOpen, type ShiftClose, type ShiftOpen } from '../schema/shift.ts';
import type { TicketFold } from './ticket-fold.ts';

export interface OpenShift {
  readonly id: string;
  readonly register: string;
  readonly branch: string;
  readonly since: number;
  readonly float: number;
}

export interface ShiftStatement extends OpenShift {
  readonly expectedCash: number;
  /** Account → fen. */
  readonly accounts: Readonly<Record<string, number>>;
  readonly closed: {
    readonly at: number;
    /** As signed. */
    readonly expected: number;
    readonly counted: number;
    readonly overShort: number;
    /** Expected now − expected as signed. */
    readonly late: number;
    readonly lateTickets: number;
    /** Tickets dated after the close. */
    readonly afterClosing: readonly string[];
  } | null;
}

export class ShiftFold implements Fold {
  readonly name = 'shifts';
  readonly version = 1;
  readonly documents: readonly DocumentKind[] = ['cash'];
  readonly #touched = new TouchedKeys();
  readonly #opens = new FactSet<ShiftOpen & { readonly branch: string }>(
    (fact) => this.#index(fact, true),
    (fact) => this.#index(fact, false),
  );
  readonly #closes = new FactSet<ShiftClose>();
  readonly #ofRegister = new Map<string, Set<string>>();
  readonly #cash = new SumFold<Cash>(
    (cash) => [[`${cash.shift} ${cash.account}`, cash.amount]],
    (key) => this.#touched.mark(key.split(' ')[0] ?? ''),
  );

  add(ref: EntryRef, entry: Entry): void {
    if (isCash(entry)) this.#cash.add(ref, cashKey(entry), { ...entry });
    else if (isShiftOpen(entry)) {
      this.#opens.add(ref, entry.id, { ...entry, branch: parseDocumentName(ref.document)?.branch ?? '' });
    } else if (isShiftClose(entry)) this.#closes.add(ref, entry.id, { ...entry });
    if (isShiftOpen(entry) || isShiftClose(entry)) this.#touched.mark(entry.id);
  }

  remove(ref: EntryRef, entry: Entry): void {
    if (isCash(entry)) this.#cash.remove(ref, cashKey(entry));
    else if (isShiftOpen(entry)) this.#opens.remove(ref, entry.id);
    else if (isShiftClose(entry)) this.#closes.remove(ref, entry.id);
    if (isShiftOpen(entry) || isShiftClose(entry)) this.#touched.mark(entry.id);
  }

  /** Shifts of a register that nobody closed, the latest first: the first is the one to sell in. */
  openShifts(register: string): OpenShift[] {
    return [...(this.#ofRegister.get(register) ?? [])]
      .flatMap((id) => {
        const fact = this.#opens.get(id)[0];
        return fact === undefined || this.#closes.has(id) ? [] : [fact];
      })
      .sort((a, b) => compareRefs(b.ref, a.ref))
      .map((fact) => openShiftOf(fact.value));
  }

  shift(id: string): OpenShift | null {
    const fact = this.#opens.get(id)[0];
    return fact === undefined ? null : openShiftOf(fact.value);
  }

  expectedCash(shift: string): number {
    return (this.shift(shift)?.float ?? 0) + this.#cash.sum(`${shift} cash`);
  }

  accounts(shift: string): Record<string, number> {
    const accounts: Record<string, number> = {};
    for (const [key, amount] of this.#cash.sums()) {
      const [of = '', account = ''] = key.split(' ');
      if (of === shift) accounts[account] = amount;
    }
    return accounts;
  }

  /** Everything on paper of a shift; `null` when its opening is not here. */
  statement(id: string, tickets: TicketFold): ShiftStatement | null {
    const open = this.shift(id);
    if (open === null) return null;
    const expectedCash = this.expectedCash(id);
    const close = this.#closes.get(id)[0]?.value;
    const figures = { ...open, expectedCash, accounts: this.accounts(id) };
    if (close === undefined) return { ...figures, closed: null };
    const all = tickets.ticketsOfShift(id);
    const afterClosing = all.filter((fact) => fact.ref.time > close.at).map((fact) => fact.value.id);
    return {
      ...figures,
      closed: {
        at: close.at,
        expected: close.expected,
        counted: close.counted,
        overShort: close.counted - close.expected,
        late: expectedCash - close.expected,
        lateTickets: close.tickets === undefined ? afterClosing.length : Math.max(0, all.length - close.tickets),
        afterClosing,
      },
    };
  }

  /** (document, type, account) keys under which different amounts stand. */
  disputed(): string[] {
    return this.#cash.facts.disputed();
  }

  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }

  snapshot(): SnapshotData {
    return {
      opens: this.#opens.snapshot(),
      closes: this.#closes.snapshot(),
      cash: this.#cash.facts.snapshot(),
    };
  }

  restore(data: SnapshotData): void {
    this.#opens.restore(String(data.opens));
    this.#closes.restore(String(data.closes));
    this.#cash.facts.restore(String(data.cash));
  }

  #index(fact: Fact<ShiftOpen & { readonly branch: string }>, there: boolean): void {
    const { register, id } = fact.value;
    const known = this.#ofRegister.get(register) ?? new Set<string>();
    if (there) known.add(id);
    else if (!this.#opens.get(id).some((one) => one.value.register === register)) known.delete(id);
    this.#ofRegister.set(register, known);
  }
}

const cashKey = (cash: Cash): string => `${cash.document} ${cash.type} ${cash.account}`;

function openShiftOf(open: ShiftOpen & { readonly branch: string }): OpenShift {
  return { id: open.id, register: open.register, branch: open.branch, since: open.at, float: open.float };
}
